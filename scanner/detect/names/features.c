/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/features.c - what a candidate is made of: lists, forms, endings. */
#include "detect/names/names.h"
#include <string.h>

#define GIVENS (IS(GIVEN) | IS(GIVEN_WIDE))
#define SURNAMES (IS(SURNAME) | IS(SURNAME_WIDE))

struct look { /* at one candidate */
	struct names *n;
	struct words *ws;
	struct candidate *c;
	size_t first, last;  /* its words that count: no trailing given in brackets */
	size_t main_at;	     /* the last plain word: the surname, if it has one */
	size_t surname_from; /* with its particles */
	size_t initials, plain, particles, capitals;
	char folded[FOLDED_MAX]; /* of the main word */
	size_t folded_len;
	bool given, surname;
};

static void add(struct look *k, enum name_term term)
{
	name_sum_add(&k->c->m.sum, &k->n->data->points, term);
}

static uint64_t know(struct look *k, size_t i)
{
	return words_know(k->ws, i);
}

static bool is_particle(struct look *k, size_t i)
{
	const struct word *w = &k->ws->rows[i];

	if (w->kind != WORD_PLAIN || !(know(k, i) & IS(PARTICLE)) || i + 1 >= k->last)
		return false;
	return w->shape == SHAPE_LOWER || !(know(k, i) & IS(GIVEN)) || i > k->first;
}

/* A reversed name is looked at by the surname before the comma. */
static void measure(struct look *k)
{
	const struct candidate *c = k->c;

	k->first = c->first;
	k->last = c->last;
	for (size_t i = c->first; c->m.reversed && i < c->last; i++) {
		if (!word_is_mark(k->ws, i, ','))
			continue;
		k->last = i;
		break;
	}
	k->main_at = k->first;
	for (size_t i = k->first; i < k->last; i++) {
		const struct word *w = &k->ws->rows[i];

		if (w->kind == WORD_MARK)
			continue;
		if (w->kind == WORD_INITIAL || (w->letters == 1 && w->shape == SHAPE_CAPITAL)) {
			k->initials++;
			continue;
		}
		if (is_particle(k, i)) {
			k->particles++;
			continue;
		}
		k->plain++;
		k->main_at = i;
	}
	k->surname_from = k->main_at;
	while (k->surname_from > k->first && is_particle(k, k->surname_from - 1))
		k->surname_from--;
	k->folded_len =
	    key_fold(k->ws->text->bytes + k->ws->rows[k->main_at].from,
		     k->ws->rows[k->main_at].to - k->ws->rows[k->main_at].from, k->folded);
}

static size_t first_plain(struct look *k)
{
	for (size_t i = k->first; i < k->last; i++)
		if (k->ws->rows[i].kind == WORD_PLAIN && k->ws->rows[i].letters > 1 &&
		    !is_particle(k, i))
			return i;
	return k->main_at;
}

static void look_at_given(struct look *k)
{
	size_t at = first_plain(k);
	uint64_t is = know(k, at);

	if (k->c->m.reversed && k->last + 1 < k->c->last)
		is = know(k, k->last + 1);
	else if (k->plain < 2 && k->particles)
		return;
	else if (k->initials && at == k->main_at && k->ws->rows[k->first].kind == WORD_INITIAL)
		return;
	if (is & GIVENS) {
		k->given = true;
		add(k, is & IS(GIVEN) ? TERM_GIVEN : TERM_GIVEN_WIDE);
	}
	for (size_t i = at + 1; !k->c->m.reversed && i < k->last; i++) {
		if (k->ws->rows[i].kind != WORD_PLAIN || !(know(k, i) & GIVENS) ||
		    is_particle(k, i))
			continue;
		if (i == k->main_at && know(k, i) & SURNAMES)
			continue;
		k->given = true;
		add(k, TERM_GIVEN_INSIDE);
		break;
	}
}

static void look_at_surname(struct look *k)
{
	uint64_t phrase = words_phrase(k->ws, k->surname_from, k->main_at + 1);
	uint64_t is = know(k, k->main_at) & (SURNAMES | IS(SURNAME_MAIN));
	bool particles = k->surname_from < k->main_at;

	if (k->plain == 1 && k->given && !k->initials && !k->c->m.reversed)
		return; /* the one word was its given name */
	if (particles)
		is |= phrase & SURNAMES;
	if (is & IS(SURNAME))
		add(k, TERM_SURNAME);
	else if (is & IS(SURNAME_MAIN) && particles)
		add(k, TERM_SURNAME);
	else if (is & IS(SURNAME_WIDE))
		add(k, TERM_SURNAME_WIDE);
	else if (is & IS(SURNAME_MAIN))
		add(k, TERM_SURNAME_MAIN);
	k->surname = is & ~IS(SURNAME_MAIN) || (is && particles);
	if (k->surname && k->given)
		add(k, TERM_PAIR);
}

static void look_at_ending(struct look *k)
{
	uint64_t is = lexicon_ending(k->ws->lexicon, k->folded, k->folded_len);
	uint64_t known = know(k, k->main_at);
	bool listed = known & (GIVENS | SURNAMES | IS(PLACE) | IS(PLACE_WIDE));

	if (is & IS(ENDING_STREET) && !(known & (SURNAMES | IS(PLACE) | GIVENS)))
		add(k, TERM_STREET);
	if (listed || known & (IS(COMMON) | IS(FUNCTION)))
		return;
	if (is & (IS(ENDING_SURNAME) | IS(ENDING_GIVEN)))
		add(k, TERM_NAME_ENDING);
	else if (is & (IS(ENDING_COMMON) | IS(ENDING_VERB)) && k->plain == 1 && !k->initials)
		add(k, TERM_COMMON_ENDING);
	if (is & IS(ENDING_PLACE) && k->plain == 1 && !k->initials && !k->given)
		add(k, TERM_PLACE_ENDING);
}

static bool has_place_prefix(const struct look *k)
{
	static const char *const prefixes[] = {"noord ",  "zuid ",  "oost ",  "west ",
					       "sint ",	  "st ",    "nieuw ", "oud ",
					       "midden ", "klein ", "groot "};

	for (size_t i = 0; i < ARRAY_LEN(prefixes); i++)
		if (k->folded_len > strlen(prefixes[i]) &&
		    !memcmp(k->folded, prefixes[i], strlen(prefixes[i])))
			return true;
	return false;
}

/* Whether the first part of a word with a hyphen is a place: "Gouda-Oost", "Ede-Veldhuizen". */
static bool starts_with_place(const struct look *k)
{
	const char *space = memchr(k->folded, ' ', k->folded_len);
	const char *rest = space ? space + 1 : NULL;

	if (!space)
		return false;
	return lexicon_find(k->ws->lexicon, key_of_bytes(k->folded, (size_t)(space - k->folded))) &
		   IS(PLACE) &&
	       !(lexicon_find(k->ws->lexicon,
			      key_of_bytes(rest, k->folded_len - (size_t)(rest - k->folded))) &
		 (IS(SURNAME) | IS(GIVEN)));
}

static void look_at_place(struct look *k)
{
	struct candidate *c = k->c;
	size_t words = c->last - c->first, got = words_longest(k->ws, c->first, IS(PLACE));
	size_t wide = got ? got : words_longest(k->ws, c->first, IS(PLACE_WIDE));
	uint64_t is = know(k, c->first);
	bool rest = true;

	if (c->m.reversed)
		return;
	if (!wide) {
		if (k->plain == 1 && !k->initials && has_place_prefix(k))
			add(k, TERM_PLACE_PREFIX);
		else if (k->plain == 1 && !k->initials && starts_with_place(k))
			add(k, TERM_PLACE_PLUS);
	}
	for (size_t i = c->first + wide; i < c->last; i++)
		rest = rest && know(k, i) & IS(DIRECTION);
	if (wide && rest) {
		if (wide > 1 || !(is & IS(COMMON)))
			add(k, got ? TERM_PLACE : TERM_PLACE_WIDE);
		else
			add(k, TERM_PLACE_OR_WORD);
		if (wide == words && words > 1)
			add(k, TERM_PLACE_PHRASE);
		if (wide == words && words == 1 && is & (IS(GIVEN) | IS(SURNAME)))
			add(k, is & IS(GIVEN) ? TERM_PLACE_OR_NAME : TERM_PLACE_OR_SURNAME);
		return;
	}
	for (size_t i = c->first; i < c->last; i++) {
		if (k->ws->rows[i].kind != WORD_PLAIN || !(know(k, i) & IS(PLACE)) ||
		    know(k, i) & (SURNAMES | GIVENS | IS(SURNAME_MAIN)))
			continue;
		if (i == k->main_at && k->given && k->plain == 2)
			continue; /* "Willem Blijdorp": any town is a surname as well */
		add(k, TERM_PLACE_INSIDE);
		break;
	}
}

static bool is_compound(struct look *k)
{
	return lexicon_is_compound(k->ws->lexicon, k->folded, k->folded_len) ||
	       (k->ws->rows[k->main_at].key.parts > 1 && words_is_common_shape(k->ws, k->main_at));
}

/* "Xyz-Abc": two words with capitals and more than initials, and no part of a place. */
static bool is_double(const struct look *k)
{
	const struct word *w = &k->ws->rows[k->main_at];
	const char *s = k->ws->text->bytes + w->from;
	const char *hyphen = memchr(s, '-', w->to - w->from);

	if (w->key.parts != 2 || !hyphen || hyphen - s < 3 || w->shape != SHAPE_CAPITAL ||
	    has_place_prefix(k))
		return false;
	return hyphen[1] >= 'A' && hyphen[1] <= 'Z' && hyphen[2] >= 'a' && hyphen[2] <= 'z';
}

/* "Renault Clio", "Opel Karl": the one word after a brand. */
static bool is_model(struct look *k)
{
	size_t i = k->first;

	return i && k->ws->rows[i].gap == GAP_SPACE && word_is_capital(&k->ws->rows[i - 1]) &&
	       !k->ws->rows[i - 1].dot && know(k, i - 1) & IS(BRAND) &&
	       !(know(k, i - 1) & (GIVENS | SURNAMES | IS(FUNCTION) | IS(COMMON) | IS(ROLE)));
}

static void look_at_words(struct look *k)
{
	struct candidate *c = k->c;
	uint64_t is = know(k, k->main_at);
	bool listed = is & (GIVENS | SURNAMES | IS(PLACE) | IS(PLACE_WIDE));
	bool one = k->plain == 1 && !k->initials && !k->particles && !c->m.reversed;

	if (one && !name_sum_has(&c->m.sum, TERM_PLACE) &&
	    !name_sum_has(&c->m.sum, TERM_PLACE_OR_WORD))
		add(k, TERM_ONE_WORD);
	if (k->plain >= 2 && !k->surname && !k->given) {
		size_t given = first_plain(k);

		add(k, TERM_TWO_WORDS);
		if (given != k->main_at && !(know(k, given) & IS(COMMON)) &&
		    words_is_common_shape(k->ws, given))
			add(k, c->m.opens ? TERM_COMPOUND : TERM_COMMON_ENDING);
		else if (!listed && words_is_common_shape(k->ws, k->main_at))
			add(k, TERM_COMMON_ENDING);
	}
	if (k->plain + k->initials > 5 && k->plain > 4)
		add(k, TERM_MANY_WORDS);
	if (is & (IS(COMMON) | IS(COMMON_WIDE)) && (k->plain == 1 || k->initials)) {
		if (!one)
			add(k, k->initials ? TERM_COMMON_INSIDE : TERM_COMMON_NAME);
		else if (c->m.opens)
			add(k, TERM_COMMON_START);
		else
			add(k, is & (GIVENS | SURNAMES) ? TERM_COMMON_NAME : TERM_COMMON);
	} else if (is & IS(COMMON) && !(is & SURNAMES)) {
		add(k, TERM_COMMON_INSIDE);
	} else if (k->plain == 1 && !k->initials && !listed && c->m.zone == ZONE_NONE &&
		   k->particles && words_is(k->ws, k->first, "de") &&
		   word_is_capital(&k->ws->rows[k->first]) &&
		   words_is_common_shape(k->ws, k->main_at)) {
		add(k, TERM_COMPOUND); /* "De Lichtstadderby" */
	} else if (one && !listed && is_compound(k)) {
		add(k, c->m.opens ? TERM_COMPOUND : TERM_COMPOUND_INSIDE);
	} else if (one && c->m.opens && !listed) {
		add(k, TERM_UNKNOWN_START);
	}
	if (!listed && is_double(k))
		add(k, TERM_DOUBLE);
	if (one && !listed && c->m.zone == ZONE_PERSON &&
	    (is & IS(COMMON) || (lexicon_ending(k->ws->lexicon, k->folded, k->folded_len) &
				 (IS(ENDING_COMMON) | IS(ENDING_SURNAME))) == IS(ENDING_COMMON)))
		add(k, TERM_LABEL_COMMON);
	if (one && k->folded_len > 13 && !listed)
		add(k, TERM_LONG_WORD);
	if ((is & IS(BRAND) && !k->given && !k->surname) || (one && is_model(k)))
		add(k, TERM_BRAND);
	if (is & IS(CALENDAR) && one && !(words_is_short_month(is) && is & IS(GIVEN)))
		add(k, TERM_CALENDAR);
	if (is & IS(DEMONYM) && one)
		add(k, TERM_DEMONYM);
	if (k->ws->rows[k->main_at].shape == SHAPE_UPPER && one &&
	    (!listed || k->ws->rows[k->main_at].letters <= 4))
		add(k, TERM_ACRONYM);
	if (c->m.lower)
		add(k, TERM_LOWER);
}

static void look_at_form(struct look *k)
{
	struct candidate *c = k->c;
	const struct word *first = &k->ws->rows[k->first];
	bool leading = first->kind == WORD_INITIAL;

	if (c->m.reversed)
		add(k, TERM_REVERSED);
	else if (leading && k->plain)
		add(k, TERM_INITIALS);
	else if (leading)
		add(k, TERM_BARE_INITIALS);
	else if (k->initials && k->plain && know(k, k->first) & (GIVENS | SURNAMES))
		add(k, TERM_PRESS_INITIAL);
	else if (k->initials && k->particles && !k->plain) /* "Van der K. zit vast" */
		add(k, TERM_PRESS_INITIAL);
	else if (first->shape == SHAPE_UPPER && first->letters <= 4 && k->plain > 1 &&
		 !(know(k, k->first) & (GIVENS | SURNAMES | IS(PLACE) | IS(COMMON))))
		add(k, TERM_INITIALS);
	if (k->particles)
		add(k, k->surname_from > k->first ? TERM_PARTICLE : TERM_PARTICLE_FIRST);
	for (size_t i = k->first + 1; i < k->last; i++)
		if (k->ws->rows[i].kind == WORD_MARK) {
			add(k, TERM_NICKNAME);
			break;
		}
}

static uint64_t surname_key(const struct look *k)
{
	struct key key = {0, 0};

	for (size_t i = k->surname_from; i <= k->main_at; i++)
		key = key_join(key, k->ws->rows[i].key);
	return key.hash;
}

/* Of the initial that ends a name as the press gives it, with the particles before it. */
static uint64_t last_key(struct look *k)
{
	struct key key = {0, 0};
	size_t from = k->last - 1;

	while (from > k->first && is_particle(k, from - 1))
		from--;
	for (size_t i = from; i < k->last; i++)
		key = key_join(key, k->ws->rows[i].key);
	return key.hash;
}

/* What the rest of the document will be compared with. */
static void keep_keys(struct look *k)
{
	struct mention *m = &k->c->m;
	struct key whole = {0, 0};
	bool leading = k->ws->rows[k->first].kind == WORD_INITIAL;
	size_t given = first_plain(k);

	for (size_t i = k->c->first; i < k->c->last; i++)
		if (k->ws->rows[i].kind != WORD_MARK)
			whole = key_join(whole, k->ws->rows[i].key);
	m->whole = whole.hash;
	m->listed =
	    know(k, k->main_at) & (GIVENS | SURNAMES | IS(PLACE)) &&
	    !(know(k, k->main_at) & (IS(COMMON) | IS(COMMON_WIDE) | IS(FUNCTION) | IS(VERB)));
	m->n_names = (uint8_t)(k->plain > 255 ? 255 : k->plain);
	m->full = m->reversed || (k->plain >= 2) || (leading && k->plain);
	if (k->ws->rows[k->main_at].kind == WORD_PLAIN) {
		m->surname = k->ws->rows[k->main_at].key.hash;
		m->surname_at = (uint16_t)(k->ws->rows[k->main_at].from - k->c->from);
		m->surname_len =
		    (uint16_t)(k->ws->rows[k->main_at].to - k->ws->rows[k->main_at].from);
	}
	if (k->initials && !leading && k->ws->rows[k->last - 1].kind == WORD_INITIAL)
		m->phrase = last_key(k); /* "Mohamed el B.", "El B." */
	else if (k->plain)
		m->phrase = surname_key(k);
	else if (k->initials && k->ws->rows[k->last - 1].kind == WORD_INITIAL)
		m->phrase = k->ws->rows[k->last - 1].key.hash;
	if (m->reversed && k->last + 1 < k->c->last && k->ws->rows[k->last + 1].kind == WORD_PLAIN)
		m->given = k->ws->rows[k->last + 1].key.hash;
	else if (!m->reversed && k->plain >= 2 && given < k->main_at)
		m->given = k->ws->rows[given].key.hash;
}

void features_find(struct names *n, struct candidate *c)
{
	struct look k = {.n = n, .ws = &n->words, .c = c};

	measure(&k);
	c->m.opens = words_opens(k.ws, c->first);
	if (k.ws->rows[c->first].kind == WORD_ADDRESS) {
		add(&k, TERM_MAIL_NAME);
		return;
	}
	look_at_given(&k);
	look_at_surname(&k);
	look_at_form(&k);
	look_at_place(&k);
	look_at_words(&k);
	look_at_ending(&k);
	keep_keys(&k);
}
