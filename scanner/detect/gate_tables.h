/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * detect/gate_tables.h - what gate_build.c makes and gate.c walks; nobody else.
 *
 * Each rule is in exactly one class:
 *   literals   its first word is known: hashes of words, of beginnings, of what is inside
 *   digits     it starts a run of digits of known lengths
 *   near       one of some characters stands within its first bytes
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
	uint16_t *ids; /* rules, in order */
	size_t n;
};
/* Bytes to rules: a filter of bits, then open addressing. Different bytes may share a hash; who
 * asks just gets some candidates more. */
#define FILTER_BITS (1u << 16)
struct slot {
	uint64_t hash; /* 0: free */
	struct id_list rules;
	struct id_list more; /* of `inside`: literals to compare, by number */
};
struct byte_table {
	uint64_t filter[FILTER_BITS / 64];
	struct slot *slots;
	size_t mask, n;
};
struct inside { /* a literal of LITERAL_INSIDE, found by four of its bytes */
	const char *text;
	size_t len, key_at;
	uint16_t rule;
};
struct first_entry {
	uint16_t rule;
	uint8_t after; /* bits of enum kind */
};
struct first_list {
	struct first_entry *entries;
	size_t n;
};
struct near_entry {
	uint16_t rule;
	uint16_t reach;
};
struct near_list {
	struct near_entry *entries;
	size_t n;
};

#define SHORTEST_START 2
#define LONGEST_START 4
struct gate_view {
	struct byte_table words;                    /* whole words, lower case */
	struct byte_table starts[LONGEST_START + 1]; /* by the first 2, 3 or 4 bytes of a word */
	struct byte_table grams;                    /* any 4 bytes in a row */
	struct inside *insides;
	size_t n_insides;
	struct first_list first[128];
	struct id_list high;                        /* can start with a character that is not ASCII */
	struct id_list digits[32];
	struct near_list near[128];
	struct id_list always;
	bool any_inner; /* something can start inside a word: after digits, or digits in it */
};
struct gate {
	struct gate_view *views[N_VIEWS];
	const char **about; /* per rule */
	uint8_t word_bits[0x110000 / 8];
};

/* Hash of bytes as words are looked up: case of ASCII does not matter. readable: how many bytes
 * from s on may be read. Never 0. */
uint64_t gate_hash(const char *s, size_t len, size_t readable);
static inline bool filter_has(const struct byte_table *t, uint64_t hash)
{
	return t->filter[hash >> 54] >> (hash >> 48 & 63) & 1;
}
#endif
