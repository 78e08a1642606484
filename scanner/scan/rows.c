/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/rows.c - parts and hits as bytes, and back without trusting them. */
#include "scan/rows.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"

void row_put_text(struct buf *b, const char *s)
{
	size_t len = s ? strlen(s) : 0;
	uint32_t n = (uint32_t)len;

	assert(len < UINT32_MAX);
	buf_add_byte(b, s != NULL);
	if (!s)
		return;
	buf_add(b, &n, sizeof(n));
	buf_add(b, s, len + 1); /* with its NUL, so that it can be read in place */
}

void row_get(struct row_reader *in, void *to, size_t len)
{
	if (in->bad || (size_t)(in->end - in->at) < len) {
		in->bad = true;
		memset(to, 0, len);
		return;
	}
	memcpy(to, in->at, len);
	in->at += len;
}

const char *row_get_text(struct row_reader *in)
{
	uint8_t there;
	uint32_t len;

	row_get(in, &there, 1);
	if (!there)
		return NULL;
	row_get(in, &len, sizeof(len));
	const char *s = in->at;
	if (in->bad || (size_t)(in->end - s) <= len || s[len] || memchr(s, '\0', len) ||
	    utf8_valid_prefix(s, len) != len) {
		in->bad = true;
		return NULL;
	}
	in->at += len + 1;
	return s;
}

void row_put_part(struct buf *b, const struct part_report *p)
{
	uint32_t n = (uint32_t)p->n_reasons;

	buf_add_byte(b, ROW_PART);
	row_put_text(b, p->part);
	row_put_text(b, p->format);
	buf_add(b, &p->bytes, sizeof(p->bytes));
	buf_add(b, &p->text_bytes, sizeof(p->text_bytes));
	buf_add_byte(b, p->document != NULL);
	if (p->document)
		buf_add(b, p->document, sizeof(*p->document));
	buf_add(b, &n, sizeof(n));
	for (size_t i = 0; i < p->n_reasons; i++) {
		uint32_t reason = p->reasons[i].reason;

		buf_add(b, &reason, sizeof(reason));
		row_put_text(b, p->reasons[i].text);
	}
}

static struct part_reason *get_reasons(struct row_reader *in, uint32_t n)
{
	struct part_reason *reasons;

	/* Each takes five bytes at the least: a count that cannot be costs no memory. */
	if (n > (size_t)(in->end - in->at) / 5) {
		in->bad = true;
		return NULL;
	}
	reasons = xcalloc(n, sizeof(*reasons));
	for (uint32_t i = 0; i < n; i++) {
		uint32_t reason;

		row_get(in, &reason, sizeof(reason));
		reasons[i].reason = (enum reason)reason;
		reasons[i].text = row_get_text(in);
		in->bad |= !reason || reason >= N_REASONS || !reasons[i].text;
	}
	return reasons;
}

static const struct document_facts *get_facts(struct row_reader *in, struct document_facts *room)
{
	uint8_t there;

	row_get(in, &there, 1);
	if (!there)
		return NULL;
	row_get(in, room, sizeof(*room));
	room->thread[THREAD_HEX - 1] = '\0';
	in->bad |= !date_kind_word((int)room->dated) && room->dated != DATE_NONE;
	in->bad |= strspn(room->thread, "0123456789abcdef") != strlen(room->thread);
	return room;
}

bool row_get_part(const char *row, size_t len, struct part_report *ret,
		  struct document_facts *facts)
{
	struct row_reader in = { row, row + len, false };
	uint8_t kind;
	uint32_t n;

	memset(ret, 0, sizeof(*ret));
	row_get(&in, &kind, 1);
	ret->part = row_get_text(&in);
	ret->format = row_get_text(&in);
	row_get(&in, &ret->bytes, sizeof(ret->bytes));
	row_get(&in, &ret->text_bytes, sizeof(ret->text_bytes));
	ret->document = get_facts(&in, facts);
	row_get(&in, &n, sizeof(n));
	struct part_reason *reasons = get_reasons(&in, n);
	ret->reasons = reasons;
	ret->n_reasons = n;
	if (!in.bad && kind == ROW_PART && ret->part && ret->format && in.at == in.end)
		return true;
	free(reasons);
	ret->reasons = NULL;
	return false;
}

void row_put_hit(struct buf *b, const struct hit *h, size_t document)
{
	uint32_t n_ties = (uint32_t)h->n_ties;
	struct hit fixed = *h; /* its numbers; what it points at follows */

	buf_add_byte(b, ROW_HIT);
	buf_add(b, &document, sizeof(document));
	buf_add(b, &h->pattern->index, sizeof(h->pattern->index));
	buf_add(b, &fixed, sizeof(fixed));
	row_put_text(b, h->part);
	row_put_text(b, h->anchor.name);
	row_put_text(b, h->anchor.label);
	row_put_text(b, h->value);
	row_put_text(b, h->normal);
	row_put_text(b, h->before);
	row_put_text(b, h->after);
	row_put_text(b, h->why);
	buf_add(b, &n_ties, sizeof(n_ties));
	for (size_t i = 0; i < h->n_ties; i++)
		buf_add(b, &h->ties[i], sizeof(h->ties[i]));
}

static struct tie *get_ties(struct row_reader *in, uint32_t n)
{
	struct tie *ties;

	if (n > (size_t)(in->end - in->at) / sizeof(*ties)) {
		in->bad = true;
		return NULL;
	}
	ties = xcalloc(n, sizeof(*ties));
	for (uint32_t i = 0; i < n; i++) {
		row_get(in, &ties[i], sizeof(ties[i]));
		in->bad |= (unsigned)ties[i].level > TIE_DOCUMENT;
	}
	return ties;
}

static bool numbers_can_be(const struct hit *h)
{
	return (unsigned)h->type < N_HIT_TYPES && (unsigned)h->carrier < N_CARRIERS &&
	       (unsigned)h->anchor.kind <= AT_MESSAGE && h->start <= h->end && h->score >= 0 &&
	       h->score <= 100 && (unsigned)h->polarity <= POLARITY_ATTRIBUTED &&
	       (unsigned)h->manner <= MANNER_DERIVABLE && (unsigned)h->role <= ROLE_UNKNOWN;
}

/* A bool that holds another byte than 0 or 1 is undefined to look at. */
static bool is_bool(const bool *b)
{
	uint8_t byte;

	memcpy(&byte, b, 1);
	return byte <= 1;
}

bool row_get_hit(const char *row, size_t len, const struct ruleset *rules, struct hit *ret,
		 size_t *document)
{
	struct row_reader in = { row, row + len, false };
	unsigned pattern;
	uint8_t kind;
	uint32_t n;

	row_get(&in, &kind, 1);
	row_get(&in, document, sizeof(*document));
	row_get(&in, &pattern, sizeof(pattern));
	row_get(&in, ret, sizeof(*ret));
	ret->part = row_get_text(&in);
	ret->anchor.name = row_get_text(&in);
	ret->anchor.label = row_get_text(&in);
	ret->value = row_get_text(&in);
	ret->normal = row_get_text(&in);
	ret->before = row_get_text(&in);
	ret->after = row_get_text(&in);
	ret->why = row_get_text(&in);
	row_get(&in, &n, sizeof(n));
	struct tie *ties = get_ties(&in, n);
	ret->ties = ties;
	ret->n_ties = n;
	if (!in.bad && kind == ROW_HIT && in.at == in.end && pattern < ruleset_count(rules) &&
	    ret->part && ret->value && is_bool(&ret->has_source) && is_bool(&ret->suppressed) &&
	    numbers_can_be(ret)) {
		ret->pattern = ruleset_pattern(rules, pattern);
		return true;
	}
	free(ties);
	ret->ties = NULL;
	return false;
}
