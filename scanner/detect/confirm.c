/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/confirm.c - PCRE2 with JIT, limits, and what to do when it gives up. */
#include "detect/confirm.h"
#include "base/utf8.h"
#define PCRE2_CODE_UNIT_WIDTH 8
#include <assert.h>
#include <pcre2.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define MATCH_LIMIT 100000
#define DEPTH_LIMIT 10000
#define HEAP_LIMIT_KIB (16u << 10)
#define JIT_STACK (512u << 10)
#define GROUPS 64
#define VALUE_GROUPS 8

/* What PCRE2 has compiled: SEEK finds the next match, SPOT is for a try at one spot: anchored and
 * without a look ahead for what must come, so that it fails soon or not at all. */
enum use { SEEK, SPOT, N_USES };
struct program {
	pcre2_code *code;
	bool jit;
};
/* A program is made when it is first asked for, by any thread, and stays. */
struct programs {
	_Atomic(struct program *) by_use[N_USES];
};
struct regex {
	char *source;
	uint32_t options;
	struct programs *programs;
	bool matches_empty, looks_far_back;
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

static pcre2_code *compile_for(enum use use, const char *source, uint32_t options, char fault[200],
			       size_t *fault_at)
{
	return compile(source,
		       options | (use == SEEK ? PCRE2_USE_OFFSET_LIMIT
					      : PCRE2_ANCHORED | PCRE2_NO_START_OPTIMIZE),
		       fault, fault_at);
}

static uint32_t options_of(unsigned flags)
{
	return flags & REGEX_ANY_CASE ? PCRE2_CASELESS : 0;
}

static void program_free(struct program *p)
{
	if (p)
		pcre2_code_free(p->code);
	free(p);
}

/* Two threads may both make it; the one that comes second throws its own away. */
static const struct program *program_for(const struct regex *r, enum use use)
{
	_Atomic(struct program *) *place = r->programs->by_use + use;
	struct program *there = atomic_load_explicit(place, memory_order_acquire);
	char fault[200];
	size_t at;

	if (there)
		return there;
	struct program *made = xcalloc(1, sizeof(*made));
	made->code = compile_for(use, r->source, r->options, fault, &at);
	assert(made->code); /* regex_new() has compiled it for another use */
	made->jit = !pcre2_jit_compile(made->code, PCRE2_JIT_COMPLETE);
	if (atomic_compare_exchange_strong(place, &there, made))
		return made;
	program_free(made);
	return there;
}

void regex_prepare(const struct regex *r, bool seek)
{
	program_for(r, seek ? SEEK : SPOT);
}

/* Its number, for each group named `value`. */
static void find_value_groups(struct regex *r, const pcre2_code *code)
{
	PCRE2_SPTR table;
	uint32_t n, size;

	pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &n);
	pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
	for (uint32_t i = 0; i < n; i++, table += size) {
		uint32_t number = (uint32_t)table[0] << 8 | table[1];

		if (!strcmp((const char *)table + 2, "value") && r->n_value < VALUE_GROUPS &&
		    number < GROUPS)
			r->value[r->n_value++] = number;
	}
}

static void read_limits(struct regex *r, const pcre2_code *code)
{
	uint32_t empty, back;

	pcre2_pattern_info(code, PCRE2_INFO_MATCHEMPTY, &empty);
	pcre2_pattern_info(code, PCRE2_INFO_MAXLOOKBEHIND, &back);
	r->matches_empty = empty;
	r->looks_far_back = back > 1;
}

struct regex *regex_new(const char *source, unsigned flags, char fault[200], size_t *fault_at)
{
	enum use use = flags & REGEX_SEEKS ? SEEK : SPOT;
	pcre2_code *code = compile_for(use, source, options_of(flags), fault, fault_at);

	if (!code)
		return NULL;
	struct regex *r = xcalloc(1, sizeof(*r));
	struct program *first = xcalloc(1, sizeof(*first));
	r->source = xstrdup(source);
	r->options = options_of(flags);
	r->programs = xcalloc(1, sizeof(*r->programs));
	*first = (struct program){code, !pcre2_jit_compile(code, PCRE2_JIT_COMPLETE)};
	atomic_init(r->programs->by_use + use, first);
	find_value_groups(r, code);
	read_limits(r, code);
	return r;
}

void regex_free(struct regex *r)
{
	if (!r)
		return;
	for (int use = 0; use < N_USES; use++)
		program_free(atomic_load(r->programs->by_use + use));
	free(r->programs);
	free(r->source);
	free(r);
}

bool regex_matches_empty(const struct regex *r)
{
	return r->matches_empty;
}

bool regex_looks_far_back(const struct regex *r)
{
	return r->looks_far_back;
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
	const struct program *program = program_for(r, from == last ? SPOT : SEEK);
	const pcre2_code *code = program->code;
	int n = PCRE2_ERROR_JIT_STACKLIMIT;

	pcre2_set_offset_limit(m->context, from == last ? PCRE2_UNSET : last);
	if (program->jit)
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

/* --- proofs --- */

struct oracle {
	pcre2_code *code;
	bool jit;
};

struct oracle *oracle_new(const char *source, unsigned flags)
{
	struct oracle *o = xcalloc(1, sizeof(*o));
	char fault[200];
	size_t at;

	o->code = compile_for(SPOT, source, options_of(flags), fault, &at);
	assert(o->code); /* it compiled before */
	o->jit = !pcre2_jit_compile(o->code, PCRE2_JIT_PARTIAL_SOFT);
	return o;
}

void oracle_free(struct oracle *o)
{
	if (!o)
		return;
	pcre2_code_free(o->code);
	free(o);
}

bool oracle_may_start(const struct oracle *o, struct matcher *m, int before, const char *s,
		      size_t len)
{
	char text[16];
	size_t n = 0;
	int found = PCRE2_ERROR_JIT_STACKLIMIT;

	assert(len < sizeof(text));
	if (before >= 0)
		text[n++] = (char)before;
	memcpy(text + n, s, len);
	pcre2_set_offset_limit(m->context, PCRE2_UNSET);
	if (o->jit)
		found = pcre2_jit_match(o->code, (PCRE2_SPTR)text, n + len, n, PCRE2_PARTIAL_SOFT,
					m->data, m->context);
	if (found == PCRE2_ERROR_JIT_STACKLIMIT)
		found = pcre2_match(o->code, (PCRE2_SPTR)text, n + len, n,
				    PCRE2_PARTIAL_SOFT | PCRE2_NO_JIT, m->data, m->context);
	return found != PCRE2_ERROR_NOMATCH;
}

void regex_first_bytes(const struct regex *r, bool bytes[256])
{
	uint32_t type, unit;
	const uint8_t *bits = NULL;
	char fault[200];
	size_t at;
	pcre2_code *code = compile_for(SEEK, r->source, r->options, fault, &at);

	assert(code);
	pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODETYPE, &type);
	pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODEUNIT, &unit);
	pcre2_pattern_info(code, PCRE2_INFO_FIRSTBITMAP, &bits);
	for (unsigned b = 0; b < 256; b++)
		bytes[b] = type == 1 ? false : !bits || bits[b / 8] >> (b & 7) & 1;
	pcre2_code_free(code);
	if (type != 1)
		return;
	bytes[unit & 255] = true;
	/* Whether case matters is not told. The other case may be another lead byte. */
	if ((unit | 0x20) >= 'a' && (unit | 0x20) <= 'z')
		bytes[unit ^ 0x20] = true;
	for (unsigned b = 0x80; b < 256 && unit >= 0x80; b++)
		bytes[b] = true;
}

/* Sets the bits of the code points [from, to), which are written one after another: a call for
 * each of a million is slow, a try at each too. No run of \w or of \W is cut by what stands beside it. */
static void mark_words(const struct regex *words, struct matcher *m, uint32_t from, uint32_t to,
		       uint8_t *bits)
{
	char *s = xmalloc(4 * (size_t)(to - from));
	size_t len = 0, at = 0;
	uint32_t code = from;
	struct match match;

	for (uint32_t c = from; c < to; c++)
		len += utf8_encode(s + len, c);
	while (at < len && regex_find(words, m, s, len, at, len, &match) == MATCH_FOUND) {
		for (; at < match.value_from; at++)
			code += ((unsigned char)s[at] & 0xC0) != 0x80;
		for (; at < match.value_to; at++)
			if (((unsigned char)s[at] & 0xC0) != 0x80) {
				bits[code >> 3] |= (uint8_t)(1u << (code & 7));
				code++;
			}
	}
	free(s);
}

void regex_word_characters(uint8_t bits[0x110000 / 8])
{
	char fault[200];
	size_t at;
	struct regex *words = regex_new("\\W*+(?<value>\\w++)", REGEX_SEEKS, fault, &at);
	struct matcher *m = matcher_new();

	assert(words);
	memset(bits, 0, 0x110000 / 8);
	mark_words(words, m, 0, 0xD800, bits);
	for (uint32_t from = 0xE000; from < 0x110000; from += 0x2000)
		mark_words(words, m, from, from + 0x2000, bits);
	matcher_free(m);
	regex_free(words);
}
