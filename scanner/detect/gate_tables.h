/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/gate_tables.h - what gate_build.c makes and gate.c walks; nobody else.
 *
 * Each rule is in exactly one class:
 *   literals   its first word is known: hashes of words, of beginnings, of what is inside
 *   digits     it starts a run of digits of known lengths
 *   length     it starts a run of letters and digits of known lengths
 *   near       one of some characters, or of some words, stands within its first bytes; where the
 *              characters are near it is also of the class `first`, if it can
 *   first      it starts with one of some characters, after one of some kinds of characters
 *   always     nothing is known
 */
#ifndef VP_GATE_TABLES_H
#define VP_GATE_TABLES_H
#include "detect/gate.h"

/* What stands before a start, and what a byte is. HIGH is any byte of a character that is not
 * ASCII, about which nothing is proved. */
enum kind { KIND_OTHER, KIND_LETTER, KIND_DIGIT, KIND_HIGH };

struct id_list {
	uint32_t *ids; /* rules, or numbers of keys; in order */
	size_t n;
};
struct key { /* a literal of a rule (ruleset.h) that some bytes of it stand for */
	uint64_t head, head_mask; /* its first 8 bytes, or fewer; none for a word in any case */
	const char *text, *next;
	uint16_t len, at;     /* of the text; where in it those bytes are */
	uint16_t rule, reach; /* reach: a match starts at most so many bytes before; 0: here */
	uint8_t place;        /* with a reach: of the rule, see near_list */
};
/* Bytes to keys: a filter of bits, then open addressing. Different bytes may share a hash: what a
 * key says is compared, or there are just some candidates more. */
#define FILTER_BITS (1u << 16)
struct slot {
	uint64_t hash;  /* 0: free */
	uint32_t nexts; /* bits of what `next` of its keys starts with; all where one has none */
	uint32_t first, n; /* its keys, in a row */
	struct id_list building;
};
struct key_table {
	uint64_t filter[FILTER_BITS / 64];
	struct slot *slots;
	size_t mask, n;
};
/* The rules that can start with some character, and as bits of their places in the list: which of
 * them after what kind of character, and before which one (128: anything that is not ASCII). */
#define FIRST_MOST 128
struct first_list {
	uint16_t rules[FIRST_MOST];
	size_t n;
	uint64_t after[4][FIRST_MOST / 64];
	uint64_t second[129][FIRST_MOST / 64];
};
struct near_entry {
	uint16_t rule, reach;
	uint8_t place; /* its bit in the sets below */
};
/* The rules that have some character near; between a start and it no character stands that the
 * rule cannot match (gate_alphabet.c), nor an earlier one that is as near. */
struct near_list {
	struct near_entry *entries;
	size_t n, farthest;
	uint64_t places;
};
#define NEAR_PLACES 63 /* rules with a place of their own; others share the next one */

/* Bits of marks. A byte that is not ASCII is MARK_HIGH: look at the whole character. */
enum { MARK_LETTER = 1, MARK_DIGIT = 2, MARK_LINE = 4, MARK_HIGH = 8, MARK_WORD = 7 };

/* Bits of pairs: words of 1, 2, 3 bytes; beginnings of 2, 3; anything of 4 or more. */
enum { PAIR_WORD_1 = 1, PAIR_WORD_2 = 2, PAIR_WORD_3 = 4, PAIR_START_2 = 8, PAIR_START_3 = 16,
       PAIR_FOUR = 32 };

#define SHORTEST_START 2
#define LONGEST_START 4
struct gate_view {
	struct key *keys;
	size_t n_keys;
	struct key_table words;                     /* by whole words */
	struct key_table starts[LONGEST_START + 1]; /* by the first 2, 3 or 4 bytes of a word */
	struct key_table ends[LONGEST_START + 1];   /* by the last 2, 3 or 4 bytes of a word */
	struct key_table grams;                     /* by any 4 bytes in a row */
	bool any_ends, any_lengths;
	size_t farthest;                            /* reach of a key or a near */
	/* What there are keys for, by the first two bytes of a word: see gate_pair(). */
	uint8_t pairs[1024];
	uint64_t fours[FILTER_BITS / 64];           /* filter: first 4 bytes of words and starts */
	struct first_list *first[128];              /* or NULL */
	/* Does any of first fit a character behind white space and the one that follows? */
	uint64_t quick[128][3];
	/* Of rules that are also `near`; their places in the lists are their numbers as such. */
	struct first_list *narrowed[128];
	struct id_list high;                        /* can start with a character that is not ASCII */
	struct id_list digits[32], lengths[32];
	struct near_list near[128];
	size_t n_places;
	uint64_t outside[256]; /* by character: the places of rules that cannot match it */
	uint64_t stops[256];   /* ... or have it near */
	struct id_list always;
};
struct candidate_list {
	struct candidate *rows;
	size_t n, room;
	bool mixed; /* not in order yet */
};
#define NEAR_BLOCK 64u
#define NARROWED_MOST 64
struct candidates {
	const struct ruleset *ruleset;
	/* Per rule: where it starts; for a narrowed one, in which stretches its starts count; and
	 * stretches in which it is looked for whatever its starts are. */
	struct candidate_list *starts, *stretches, *searched;
	size_t *cursors; /* the first stretch that does not end before the spot at hand */
	uint64_t *near; /* per NEAR_BLOCK bytes of the view: bits of narrowed rules with a stretch */
	size_t near_room;
	size_t n_lists;
};
/* candidates.c */
void candidates_clear(struct candidates *c, int view, size_t len);
void candidates_add(struct candidate_list *l, size_t from, size_t last);
void candidates_add_stretch(struct candidates *c, size_t rule, int narrowed, size_t from,
			    size_t last);
/* Is a spot in a stretch of this rule? Spots must come in order. */
bool candidates_in_stretch(struct candidates *c, size_t rule, size_t at);
void candidates_settle(struct candidates *c, int view);

struct gate {
	struct gate_view *views[N_VIEWS];
	const char **about; /* per rule */
	/* Per rule, -1 or its number: its starts by first character count in stretches only. */
	int8_t *narrowed;
	int n_narrowed;
	uint8_t word_bits[0x110000 / 8];
	uint8_t marks[256]; /* what each byte is: see gate.c */
};

/* One view on its way through the gate. */
struct pass {
	const struct gate *gate;
	const struct gate_view *tables;
	const char *s;
	size_t len, from, end; /* candidates are in [from, end) */
	struct candidates *to;
};
static inline uint8_t gate_mark(const struct pass *p, size_t at)
{
	return p->gate->marks[(unsigned char)p->s[at]];
}
/* Length of the word character at `at`, 0 if it is none. */
size_t gate_word_step(const struct pass *p, size_t at);
bool gate_word_before(const struct pass *p, size_t at);
size_t gate_back_one(const struct pass *p, size_t at); /* the character before */
/* gate_words.c: a word [at, to); literals in [from, to), which may be several words. */
void gate_word_at(struct pass *p, size_t at, size_t to);
void gate_grams_in(struct pass *p, size_t from, size_t to);
/* gate_keys.c: what a rule can be found by; then all keys of a view in a row. */
void gate_add_id(struct id_list *l, size_t id);
void gate_add_literal(struct gate_view *g, const struct literal *l, size_t rule);
void gate_add_word(struct gate_view *g, const char *word, size_t rule); /* in any case */
void gate_add_within(struct gate_view *g, const char *word, size_t reach, size_t rule,
		     uint8_t place);
void gate_note_reach(struct gate_view *g, size_t reach);
void gate_line_up_keys(struct gate_view *g);
/* gate_alphabet.c: the bytes that can stand in a match, or be looked at ahead; perhaps more. */
void gate_alphabet(const struct rule *rule, bool bytes[256]);
/* gate_proof.c: what is known of the matches of a rule that start with some ASCII character. */
struct start {
	unsigned after;     /* bits of enum kind: what can stand before; 0: it starts none */
	uint64_t second[2];
};
/* False if gate.c would not come by all starts. any_high: one can start with what is not ASCII. */
bool gate_prove_starts(const struct rule *rule, struct start starts[128], bool *any_high);
enum kind gate_kind_of(int c);

/* Hashes of words and of short pieces; bit 5 of each byte is set first, so that the case of ASCII
 * does not matter. Neither is ever 0. */
#define GATE_LOWER UINT64_C(0x2020202020202020)
static inline uint64_t gate_hash_short(uint64_t bytes)
{
	return (bytes * UINT64_C(0x9E3779B97F4A7C15)) | 1;
}
uint64_t gate_hash_long(const char *s, size_t len);
/* eight: the first 8 bytes from s on, whatever they are behind len. */
static inline uint64_t gate_hash_word(const char *s, size_t len, uint64_t eight)
{
	if (len > 8)
		return gate_hash_long(s, len);
	return gate_hash_short(((eight | GATE_LOWER) & ~UINT64_C(0) >> (64 - 8 * len)) ^ len << 59);
}
static inline bool filter_bit(const uint64_t *filter, uint64_t hash)
{
	return filter[hash >> 54] >> (hash >> 48 & 63) & 1;
}
/* Words of one byte go by what byte follows them, which is none of a word. */
static inline size_t gate_pair(uint64_t eight)
{
	return (eight & 31) << 5 | (eight >> 8 & 31);
}
#endif
