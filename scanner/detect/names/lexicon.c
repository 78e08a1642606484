/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/names/lexicon.c - the table of known words: open addressing on 64-bit keys. */
#include "detect/names/lexicon.h"
#include "base/buf.h"
#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ENDING_MIN 2
#define ENDING_MAX 10
#define COMPOUND_MAX 48 /* letters */
#define BEGUN_BITS (1u << 18)

struct slot {
	uint64_t hash, is;
};
struct slots {
	struct slot *rows;
	size_t room, n; /* room is a power of two */
};
struct lexicon {
	struct slots words, endings; /* the second is small: asked often, it stays in the cache */
	uint64_t all;		     /* every bit that any entry has */
	/* A filter: bits of the hashes of what longer entries begin with, from two words on. */
	uint64_t begun[BEGUN_BITS / 64];
	/* Which lengths endings of some last two bytes have; bit n for n bytes. */
	uint16_t lengths[1u << 16];
};
static const char *const kind_words[] = {
#define X(name, word) word,
    LEXICON_KINDS(X)
#undef X
};

static void slots_open(struct slots *s, size_t room)
{
	s->room = room;
	s->rows = xcalloc(room, sizeof(*s->rows));
}

struct lexicon *lexicon_new(void)
{
	struct lexicon *l = xcalloc(1, sizeof(*l));

	slots_open(&l->words, 1u << 16);
	slots_open(&l->endings, 1u << 10);
	return l;
}

void lexicon_free(struct lexicon *l)
{
	if (!l)
		return;
	free(l->words.rows);
	free(l->endings.rows);
	free(l);
}

static struct slot *slot_of(const struct slots *s, uint64_t hash)
{
	size_t at = (size_t)(hash ^ hash >> 29) & (s->room - 1);

	while (s->rows[at].hash && s->rows[at].hash != hash)
		at = (at + 1) & (s->room - 1);
	return &s->rows[at];
}

static void grow(struct slots *s)
{
	struct slots old = *s;

	slots_open(s, old.room * 2);
	for (size_t i = 0; i < old.room; i++)
		if (old.rows[i].hash)
			*slot_of(s, old.rows[i].hash) = old.rows[i];
	free(old.rows);
}

static void put_slot(struct slots *s, uint64_t hash, uint64_t is)
{
	struct slot *slot;

	if (!hash)
		return;
	if (s->n * 2 >= s->room)
		grow(s);
	slot = slot_of(s, hash);
	if (!slot->hash)
		s->n++;
	slot->hash = hash;
	slot->is |= is;
}

static void put(struct lexicon *l, uint64_t hash, uint64_t is)
{
	put_slot(&l->words, hash, is);
	l->all |= is;
}

static size_t begun_bit(uint64_t hash)
{
	return (size_t)(hash * 0x9e3779b97f4a7c15u >> 46);
}

bool lexicon_begins(const struct lexicon *l, uint64_t hash)
{
	size_t at = begun_bit(hash);

	return l->begun[at / 64] >> at % 64 & 1;
}

uint64_t lexicon_find(const struct lexicon *l, uint64_t hash)
{
	return hash ? slot_of(&l->words, hash)->is : 0;
}

void lexicon_expect(const struct lexicon *l, uint64_t hash)
{
	__builtin_prefetch(&l->words.rows[(size_t)(hash ^ hash >> 29) & (l->words.room - 1)]);
}

bool lexicon_has(const struct lexicon *l, uint64_t bit)
{
	return l->all & bit;
}

static size_t last_two(const char *folded, size_t len)
{
	return (size_t)(unsigned char)folded[len - 2] << 8 | (unsigned char)folded[len - 1];
}

uint64_t lexicon_ending(const struct lexicon *l, const char *folded, size_t len)
{
	uint64_t is = 0;

	unsigned lengths = len > ENDING_MIN ? l->lengths[last_two(folded, len)] : 0;

	for (size_t n = ENDING_MIN; lengths >> n && n < len; n++)
		if (lengths >> n & 1)
			is |= slot_of(&l->endings, key_of_bytes(folded + len - n, n))->is;
	return is;
}

/* Where the second half of a compound may start, after the linking letters of the first. */
static bool second_half(const struct lexicon *l, const char *s, size_t len)
{
	return len >= 3 && lexicon_find(l, key_of_bytes(s, len)) & (IS(COMMON) | IS(COMMON_WIDE));
}

bool lexicon_is_compound(const struct lexicon *l, const char *folded, size_t len)
{
	for (size_t n = 3; n + 3 <= len && len <= COMPOUND_MAX; n++) {
		const char *rest = folded + n;
		size_t left = len - n;

		if (!(lexicon_find(l, key_of_bytes(folded, n)) & (IS(COMMON) | IS(COMMON_WIDE))))
			continue;
		if (second_half(l, rest, left))
			return true;
		if ((rest[0] == 's' || rest[0] == 'e') && second_half(l, rest + 1, left - 1))
			return true;
		if (left > 2 && rest[0] == 'e' && rest[1] == 'n' &&
		    second_half(l, rest + 2, left - 2))
			return true;
	}
	return false;
}

static size_t next_word(const char *s, size_t len, size_t from, size_t *to)
{
	while (from < len && s[from] == ' ')
		from++;
	*to = from;
	while (*to < len && s[*to] != ' ')
		(*to)++;
	return from;
}

static bool starts_small(const char *s)
{
	return (*s >= 'a' && *s <= 'z') || *s == '\'';
}

/* One entry; of one that has several words, what it begins with. */
static struct key put_line(struct lexicon *l, const char *line, size_t len, uint64_t is)
{
	struct key key = key_of(line, len), begun = {0, 0};
	char folded[FOLDED_MAX];
	size_t n = key.parts > 1 ? key_fold(line, len, folded) : 0;

	put(l, key.hash, is);
	for (size_t at = 0, to; at < n; at = to + 1) {
		for (to = at; to < n && folded[to] != ' ' && folded[to] != '\t';)
			to++;
		begun = key_join(begun, key_of_folded(folded + at, to - at));
		if (begun.parts > 1)
			l->begun[begun_bit(begun.hash) / 64] |= (uint64_t)1 << begun_bit(begun.hash) % 64;
	}
	return key;
}

/* "van den Berg" is listed whole; "Berg" becomes the main part of a surname, and "Vandenberg",
 * "El Khattabi" = "Elkhattabi" are the same name written in one. */
static void add_surname_parts(struct lexicon *l, const char *line, size_t len, uint64_t is)
{
	char joined[FOLDED_MAX], folded[FOLDED_MAX];
	size_t n = 0, from, to, main_at = 0, got;
	bool article;

	article = len > 3 && line[2] == ' ' && (line[0] == 'E' || line[0] == 'A') && line[1] == 'l';
	if (article)
		main_at = 3;
	for (from = next_word(line, len, 0, &to); from < len && starts_small(line + from);
	     from = next_word(line, len, to, &to))
		main_at = to + 1;
	if (!main_at || main_at >= len)
		return;
	put_line(l, line + main_at, len - main_at, article ? is : IS(SURNAME_MAIN));
	got = key_fold(line, len, folded);
	for (size_t i = 0; i < got; i++)
		if (folded[i] != ' ')
			joined[n++] = folded[i];
	put(l, key_of_bytes(joined, n), is);
}

void lexicon_add(struct lexicon *l, const char *line, size_t len, enum lexicon_kind kind)
{
	uint64_t is = (uint64_t)1 << kind;
	char folded[FOLDED_MAX];
	struct key key;
	size_t to;

	if (kind >= KIND_ENDING_SURNAME && kind <= KIND_ENDING_VERB) {
		len = key_fold(line, len, folded);
		put_slot(&l->endings, key_of_bytes(folded, len), is);
		if (len >= ENDING_MIN && len <= ENDING_MAX)
			l->lengths[last_two(folded, len)] |= (uint16_t)(1u << len);
		return;
	}
	key = put_line(l, line, len, is);
	if (key.parts > 1) {
		size_t n = key_fold(line, len, folded);
		size_t from = next_word(folded, n, 0, &to);

		put(l, key_of_bytes(folded + from, to - from), IS(PHRASE));
	}
	if (kind == KIND_SURNAME || kind == KIND_SURNAME_WIDE)
		add_surname_parts(l, line, len, is);
}

/* The kind a file's entries are of, -1 for a file of someone else. */
static int kind_of_file(const char *name)
{
	size_t best = 0;
	int kind = -1;

	for (int i = 0; i < N_LEXICON_KINDS; i++) {
		size_t n = strlen(kind_words[i]);

		if (n > best && !strncmp(name, kind_words[i], n) &&
		    (name[n] == '.' || name[n] == '-')) {
			best = n;
			kind = i;
		}
	}
	return kind;
}

static int read_file(struct lexicon *l, const char *path, enum lexicon_kind kind, struct fail *f)
{
	FILE *in = fopen(path, "re");
	char *line = NULL;
	size_t room = 0;
	ssize_t len;
	bool sourced = false;

	if (!in)
		return fail_set(f, EXIT_USAGE, "word list %s cannot be read: %s", path,
				strerror(errno));
	while ((len = getline(&line, &room, in)) >= 0) {
		while (len > 0 &&
		       (line[len - 1] == '\n' || line[len - 1] == '\r' || line[len - 1] == ' '))
			len--;
		if (len > 0 && line[0] == '#')
			sourced = sourced || !strncmp(line, "# source:", 9);
		else if (len > 0)
			lexicon_add(l, line, (size_t)len, kind);
	}
	free(line);
	fclose(in);
	if (!sourced)
		return fail_set(f, EXIT_USAGE, "word list %s has no line \"# source: ...\"", path);
	return 0;
}

static int read_folder(struct lexicon *l, const char *dir, const char *below, struct fail *f)
{
	struct buf path = {0};
	DIR *listing;
	struct dirent *row;
	int n = 0;

	buf_add_format(&path, "%s/%s", dir, below);
	listing = opendir(path.bytes);
	while (n >= 0 && listing && (row = readdir(listing))) {
		const char *dot = strrchr(row->d_name, '.');
		struct buf name = {0};
		int kind;

		if (!dot || strcmp(dot, ".txt"))
			continue;
		buf_add_format(&name, "%s%s", below, row->d_name);
		kind = kind_of_file(name.bytes);
		buf_free(&name);
		if (kind < 0)
			continue;
		buf_clear(&path);
		buf_add_format(&path, "%s/%s%s", dir, below, row->d_name);
		n = read_file(l, path.bytes, (enum lexicon_kind)kind, f) < 0 ? -1 : n + 1;
	}
	if (listing)
		closedir(listing);
	buf_free(&path);
	return n;
}

int lexicon_load(const char *dir, struct lexicon **ret, struct fail *f)
{
	struct lexicon *l = lexicon_new();
	int n = read_folder(l, dir, "", f);

	if (!n)
		n = fail_set(f, EXIT_USAGE, "folder %s holds no word lists of names", dir);
	if (n > 0)
		n = read_folder(l, dir, "wide/", f);
	if (n < 0) {
		lexicon_free(l);
		return -1;
	}
	*ret = l;
	return 0;
}
