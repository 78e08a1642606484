/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/confirm.c - PCRE2 with JIT, limits, and what to do when it gives up. */
#include "detect/confirm.h"
#include "base/utf8.h"
#define PCRE2_CODE_UNIT_WIDTH 8
#include <assert.h>
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#define MATCH_LIMIT 100000
#define DEPTH_LIMIT 10000
#define HEAP_LIMIT_KIB (16u << 10)
#define JIT_STACK (512u << 10)
#define GROUPS 64
#define VALUE_GROUPS 8

struct regex {
	pcre2_code *code;
	/* The same, anchored and without a look ahead for what must come: for a try at one spot,
	 * which fails soon or not at all. NULL for an oracle. */
	pcre2_code *spot;
	bool jit;
	uint32_t value[VALUE_GROUPS]; /* numbers of the groups named `value` */
	size_t n_value;
};
struct matcher {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
};

static pcre2_code *compile(const char *source, uint32_t options, char fault[200], size_t *fault_at)
{
	int error;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)source, PCRE2_ZERO_TERMINATED,
					 options | PCRE2_UTF | PCRE2_UCP | PCRE2_EXTENDED |
						 PCRE2_MULTILINE | PCRE2_MATCH_INVALID_UTF |
						 PCRE2_NO_AUTO_CAPTURE | PCRE2_DUPNAMES |
						 PCRE2_NEVER_BACKSLASH_C,
					 &error, fault_at, NULL);

	if (!code)
		pcre2_get_error_message(error, (PCRE2_UCHAR *)fault, 200);
	return code;
}

/* Its number, for each group named `value`. */
static void find_value_groups(struct regex *r)
{
	PCRE2_SPTR table;
	uint32_t n, size;

	pcre2_pattern_info(r->code, PCRE2_INFO_NAMECOUNT, &n);
	pcre2_pattern_info(r->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(r->code, PCRE2_INFO_NAMETABLE, &table);
	for (uint32_t i = 0; i < n; i++, table += size) {
		uint32_t number = (uint32_t)table[0] << 8 | table[1];

		if (!strcmp((const char *)table + 2, "value") && r->n_value < VALUE_GROUPS &&
		    number < GROUPS)
			r->value[r->n_value++] = number;
	}
}

struct regex *regex_new(const char *source, unsigned flags, char fault[200], size_t *fault_at)
{
	uint32_t options = flags & REGEX_ANY_CASE ? PCRE2_CASELESS : 0;
	pcre2_code *code = compile(source, options | PCRE2_USE_OFFSET_LIMIT, fault, fault_at);

	if (!code)
		return NULL;
	struct regex *r = xcalloc(1, sizeof(*r));
	r->code = code;
	r->spot = compile(source, options | PCRE2_ANCHORED | PCRE2_NO_START_OPTIMIZE, fault, fault_at);
	assert(r->spot);
	r->jit = !pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) &&
		 !pcre2_jit_compile(r->spot, PCRE2_JIT_COMPLETE);
	find_value_groups(r);
	return r;
}

void regex_free(struct regex *r)
{
	if (!r)
		return;
	pcre2_code_free(r->code);
	pcre2_code_free(r->spot);
	free(r);
}

bool regex_matches_empty(const struct regex *r)
{
	uint32_t empty;

	pcre2_pattern_info(r->code, PCRE2_INFO_MATCHEMPTY, &empty);
	return empty;
}

bool regex_looks_far_back(const struct regex *r)
{
	uint32_t back;

	pcre2_pattern_info(r->code, PCRE2_INFO_MAXLOOKBEHIND, &back);
	return back > 1;
}

struct matcher *matcher_new(void)
{
	struct matcher *m = xcalloc(1, sizeof(*m));

	m->data = pcre2_match_data_create(GROUPS, NULL);
	m->context = pcre2_match_context_create(NULL);
	m->stack = pcre2_jit_stack_create(32u << 10, JIT_STACK, NULL);
	if (!m->data || !m->context || !m->stack)
		abort();
	pcre2_set_match_limit(m->context, MATCH_LIMIT);
	pcre2_set_depth_limit(m->context, DEPTH_LIMIT);
	pcre2_set_heap_limit(m->context, HEAP_LIMIT_KIB);
	pcre2_jit_stack_assign(m->context, NULL, m->stack);
	return m;
}

void matcher_free(struct matcher *m)
{
	if (!m)
		return;
	pcre2_match_data_free(m->data);
	pcre2_match_context_free(m->context);
	pcre2_jit_stack_free(m->stack);
	free(m);
}

static void read_match(const struct regex *r, struct matcher *m, int n_groups, struct match *ret)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(m->data);

	*ret = (struct match){at[0], at[1], at[0], at[1],
			      (const char *)pcre2_get_mark(m->data)};
	for (size_t i = 0; i < r->n_value; i++) {
		uint32_t g = r->value[i];

		if ((n_groups == 0 || g < (uint32_t)n_groups) && at[2 * g] != PCRE2_UNSET) {
			ret->value_from = at[2 * g];
			ret->value_to = at[2 * g + 1];
			break;
		}
	}
}

enum match_result regex_find(const struct regex *r, struct matcher *m, const char *s, size_t len,
			     size_t from, size_t last, struct match *ret)
{
	const pcre2_code *code = from == last ? r->spot : r->code;
	int n = PCRE2_ERROR_JIT_STACKLIMIT;

	pcre2_set_offset_limit(m->context, from == last ? PCRE2_UNSET : last);
	if (r->jit)
		n = pcre2_jit_match(code, (PCRE2_SPTR)s, len, from, 0, m->data, m->context);
	/* What needs more stack than JIT has can still match. */
	if (n == PCRE2_ERROR_JIT_STACKLIMIT)
		n = pcre2_match(code, (PCRE2_SPTR)s, len, from, PCRE2_NO_JIT, m->data, m->context);
	if (n == PCRE2_ERROR_NOMATCH)
		return MATCH_NONE;
	if (n < 0)
		return MATCH_GAVE_UP;
	read_match(r, m, n, ret);
	return MATCH_FOUND;
}

struct regex *regex_new_oracle(const char *source, unsigned flags)
{
	char fault[200];
	size_t at;
	pcre2_code *code = compile(source,
				   PCRE2_ANCHORED | PCRE2_NO_START_OPTIMIZE |
					   (flags & REGEX_ANY_CASE ? PCRE2_CASELESS : 0),
				   fault, &at);

	assert(code); /* it compiled before, with fewer options */
	struct regex *r = xcalloc(1, sizeof(*r));
	r->code = code;
	return r;
}

bool regex_may_start(const struct regex *oracle, struct matcher *m, int before, const char *s,
		     size_t len)
{
	char text[16];
	size_t n = 0;

	assert(len < sizeof(text));
	if (before >= 0)
		text[n++] = (char)before;
	memcpy(text + n, s, len);
	pcre2_set_offset_limit(m->context, PCRE2_UNSET);
	int found = pcre2_match(oracle->code, (PCRE2_SPTR)text, n + len, n,
				PCRE2_PARTIAL_SOFT | PCRE2_NO_JIT, m->data, m->context);
	return found != PCRE2_ERROR_NOMATCH;
}

void regex_first_bytes(const struct regex *r, bool bytes[256])
{
	uint32_t type, unit;
	const uint8_t *bits = NULL;

	pcre2_pattern_info(r->code, PCRE2_INFO_FIRSTCODETYPE, &type);
	pcre2_pattern_info(r->code, PCRE2_INFO_FIRSTCODEUNIT, &unit);
	pcre2_pattern_info(r->code, PCRE2_INFO_FIRSTBITMAP, &bits);
	for (unsigned b = 0; b < 256; b++)
		bytes[b] = type == 1 ? false : !bits || bits[b / 8] >> (b & 7) & 1;
	if (type != 1)
		return;
	bytes[unit & 255] = true;
	/* Whether case matters is not told. The other case may be another lead byte. */
	if ((unit | 0x20) >= 'a' && (unit | 0x20) <= 'z')
		bytes[unit ^ 0x20] = true;
	for (unsigned b = 0x80; b < 256 && unit >= 0x80; b++)
		bytes[b] = true;
}

void regex_word_characters(uint8_t bits[0x110000 / 8])
{
	char fault[200];
	size_t at;
	struct regex *word = regex_new("\\w", 0, fault, &at);
	struct matcher *m = matcher_new();

	assert(word);
	memset(bits, 0, 0x110000 / 8);
	for (uint32_t code = 0; code < 0x110000; code++) {
		char s[4];
		struct match match;

		if (code >= 0xD800 && code < 0xE000)
			continue;
		if (regex_find(word, m, s, utf8_encode(s, code), 0, 0, &match) == MATCH_FOUND)
			bits[code >> 3] |= (uint8_t)(1u << (code & 7));
	}
	matcher_free(m);
	regex_free(word);
}
