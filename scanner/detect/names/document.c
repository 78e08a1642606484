/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/names/document.c - what a document knows about its names.
 *
 * A name seen in full once makes its parts names everywhere else in the document, before as well
 * as after; a string that is a name in one place likely is one in another; a word that also
 * occurs in small letters likely is none. One table of words, bounded: past KNOWN_MAX nothing
 * new is learnt, which depends on the text alone.
 */
#include "detect/names/names.h"
#include <stdlib.h>
#include <string.h>

#define KNOWN_MAX (1u << 17)
#define ROOM_KEPT 4096
#define CLOSE_SALT 0x7fb5d329728ea185u
#define CLOSE_MIN 6  /* letters: shorter names have too many neighbours */
#define SURE 70	     /* to be taken for the same elsewhere */
#define SURE_FULL 80 /* of a full name, to make its parts known */

enum {
	SEEN_SURNAME = 1, /* of a name in full */
	SEEN_GIVEN = 2,
	SEEN_CLOSE = 4, /* such a surname with one letter left out */
	SEEN_LOWER = 8,
	SEEN_CAPITAL = 16, /* where only names have one */
	SEEN_PHRASE = 32   /* a surname with its particles, of a name in full */
};
struct seen {
	uint64_t key;
	uint8_t flags;
	uint8_t person, person_next, place, place_next; /* the two best chances */
};
struct known {
	struct seen *rows;
	size_t room, n;
};

struct known *known_new(void)
{
	struct known *k = xcalloc(1, sizeof(*k));

	k->room = ROOM_KEPT;
	k->rows = xcalloc(k->room, sizeof(*k->rows));
	return k;
}

void known_clear(struct known *k)
{
	if (k->room > ROOM_KEPT) { /* small documents shall not pay for a big one before them */
		free(k->rows);
		k->room = ROOM_KEPT;
		k->rows = xcalloc(k->room, sizeof(*k->rows));
	} else if (k->n) {
		memset(k->rows, 0, k->room * sizeof(*k->rows));
	}
	k->n = 0;
}

void known_free(struct known *k)
{
	if (!k)
		return;
	free(k->rows);
	free(k);
}

static struct seen *slot_of(const struct known *k, uint64_t key)
{
	size_t at = (size_t)(key ^ key >> 31) & (k->room - 1);

	while (k->rows[at].key && k->rows[at].key != key)
		at = (at + 1) & (k->room - 1);
	return &k->rows[at];
}

static void grow(struct known *k)
{
	struct seen *old = k->rows;
	size_t n_old = k->room;

	k->room *= 2;
	k->rows = xcalloc(k->room, sizeof(*k->rows));
	for (size_t i = 0; i < n_old; i++)
		if (old[i].key)
			*slot_of(k, old[i].key) = old[i];
	free(old);
}

/* The row of a key, made if there is none yet; NULL when the table is full. */
static struct seen *learn(struct known *k, uint64_t key, uint8_t flags)
{
	struct seen *row;

	if (!key)
		return NULL;
	row = slot_of(k, key);
	if (!row->key) {
		if (k->n >= KNOWN_MAX)
			return NULL;
		if (k->n * 2 >= k->room) {
			grow(k);
			row = slot_of(k, key);
		}
		row->key = key;
		k->n++;
	}
	row->flags |= flags;
	return row;
}

void known_lower(struct known *k, uint64_t word)
{
	learn(k, word, SEEN_LOWER);
}

/* The keys of a word with one letter left out; two words an edit apart share one of them, or one
 * is the other with a letter left out. */
static size_t close_keys(const struct mention *m, const char *value, uint64_t keys[FOLDED_MAX + 1])
{
	char folded[FOLDED_MAX], shorter[FOLDED_MAX];
	size_t len = key_fold(value + m->surname_at, m->surname_len, folded), n = 0;

	if (len < CLOSE_MIN)
		return 0;
	keys[n++] = key_of_bytes(folded, len) ^ CLOSE_SALT;
	for (size_t skip = 1; skip < len; skip++) { /* the first letter must agree */
		memcpy(shorter, folded, skip);
		memcpy(shorter + skip, folded + skip + 1, len - skip - 1);
		keys[n++] = key_of_bytes(shorter, len - 1) ^ CLOSE_SALT;
	}
	return n;
}

static void note_best(uint8_t *best, uint8_t *next, int chance)
{
	if (chance > *best) {
		*next = *best;
		*best = (uint8_t)chance;
	} else if (chance > *next) {
		*next = (uint8_t)chance;
	}
}

void known_mention(struct known *k, const struct mention *m, const char *value)
{
	struct name_chance chance = name_sum_chance(&m->sum);
	struct seen *row = m->if_known ? NULL : learn(k, m->whole, 0);

	if (row) {
		note_best(&row->person, &row->person_next, chance.person);
		note_best(&row->place, &row->place_next, chance.place);
		if (!m->opens && !m->lower)
			row->flags |= SEEN_CAPITAL;
	}
	if (chance.person < SURE_FULL)
		return;
	if (m->full || name_sum_has(&m->sum, TERM_PRESS_INITIAL) ||
	    (name_sum_has(&m->sum, TERM_BARE_INITIALS) && !m->if_known))
		learn(k, m->phrase, SEEN_PHRASE);
	if (!m->full)
		return;
	learn(k, m->given, SEEN_GIVEN);
	if (learn(k, m->surname, SEEN_SURNAME)) {
		uint64_t keys[FOLDED_MAX + 1];
		size_t n = close_keys(m, value, keys);

		for (size_t i = 0; i < n; i++)
			learn(k, keys[i], SEEN_CLOSE);
	}
}

static uint8_t flags_of(const struct known *k, uint64_t key)
{
	return key ? slot_of(k, key)->flags : 0;
}

bool known_phrase(const struct known *k, uint64_t phrase)
{
	return flags_of(k, phrase) & SEEN_PHRASE;
}

static bool is_close(const struct known *k, const struct mention *m, const char *value)
{
	uint64_t keys[FOLDED_MAX + 1];
	size_t n = close_keys(m, value, keys);

	for (size_t i = 0; i < n; i++)
		if (flags_of(k, keys[i]) & SEEN_CLOSE)
			return true;
	return false;
}

/* "uit Best": a town, though a Joris Best is known. */
static bool is_lived_in(const struct name_sum *sum)
{
	static const uint8_t place[] = {TERM_PLACE, TERM_PLACE_WIDE, TERM_PLACE_OR_WORD};
	static const uint8_t before[] = {TERM_PREPOSITION, TERM_RESIDENCE,   TERM_POSTCODE,
					 TERM_PLACE_KIND,  TERM_LABEL_PLACE, TERM_DATELINE};
	bool listed = false, lived = false;

	for (size_t i = 0; i < ARRAY_LEN(place); i++)
		listed = listed || name_sum_has(sum, place[i]);
	for (size_t i = 0; i < ARRAY_LEN(before) && listed; i++)
		lived = lived || name_sum_has(sum, before[i]);
	return lived;
}

void known_apply(const struct known *k, const struct name_points *p, const struct mention *m,
		 const char *value, struct name_sum *sum)
{
	const struct seen *row = m->whole ? slot_of(k, m->whole) : NULL;
	struct name_chance mine = name_sum_chance(&m->sum);
	uint8_t word = flags_of(k, m->surname);
	bool one = m->n_names == 1 && !m->reversed;
	bool surname = !m->full && (word & SEEN_SURNAME || m->if_known) && !is_lived_in(&m->sum);

	if (surname)
		name_sum_add(sum, p, TERM_KNOWN_SURNAME);
	else if (one && !m->full && word & SEEN_GIVEN)
		name_sum_add(sum, p, TERM_KNOWN_GIVEN);
	else if (!m->full && m->surname && is_close(k, m, value))
		name_sum_add(sum, p, TERM_KNOWN_CLOSE);
	if (row && (row->person > mine.person ? row->person : row->person_next) >= SURE)
		name_sum_add(sum, p, TERM_SAME_PERSON);
	/* Where a surname is a town as well, its other mentions prove nothing. */
	if (row && !surname && (row->place > mine.place ? row->place : row->place_next) >= SURE)
		name_sum_add(sum, p, TERM_SAME_PLACE);
	if (one && m->opens && row && row->flags & SEEN_CAPITAL)
		name_sum_add(sum, p, TERM_SEEN_CAPITAL);
	if (one && !m->listed && !m->lower && word & SEEN_LOWER)
		name_sum_add(sum, p, TERM_SEEN_LOWER);
}
