/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/rtf.c - Rich Text Format cut into its tokens. Plain text goes through byte by byte, so
 * its source is exact. Groups stand on a stack of fixed size; nothing recurses.
 */
#include "format/rtf.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define WORD_MAX 40     /* with its number */
#define RUN_LOOK 4096u

static int open_group(struct rtf *r)
{
	r->starred = false;
	r->fresh = true;
	r->to_skip = 0;
	if (r->depth + 1 == RTF_GROUPS) {
		if (!r->too_deep++)
			out_trouble(r->out, REASON_LIMIT_DEPTH,
				    "groups stand deeper inside each other than %u", RTF_GROUPS);
		return 0;
	}
	struct rtf_group *g = &r->groups[r->depth + 1];
	*g = r->groups[r->depth++];
	g->starts_target = g->starts_story = false;
	return 0;
}

static int close_group(struct rtf *r)
{
	int result;

	r->starred = r->fresh = false;
	r->to_skip = 0;
	if (r->too_deep) {
		r->too_deep--;
		return 0;
	}
	if (!r->depth)
		return 0;
	result = rtf_group_end(r, &r->groups[r->depth]);
	r->depth--;
	return result;
}

static int hex(uint8_t c)
{
	return isdigit(c) ? c - '0' : isxdigit(c) ? (c | 0x20) - 'a' + 10 : -1;
}

static int one_byte(struct rtf *r, uint8_t byte, uint64_t source)
{
	if (r->to_skip) {
		r->to_skip--;
		return 0;
	}
	switch (rtf_group(r)->target) {
	case RTF_WORDS:
	case RTF_LEAF:
	case RTF_FIELD:
		return rtf_byte(r, byte, source);
	default:
		return 0;
	}
}

/* \binN: N bytes of anything. */
static void raw_bytes(struct rtf *r, long number)
{
	enum rtf_target target = rtf_group(r)->target;
	uint64_t left = number > 0 ? (uint64_t)number : 0;
	const uint8_t *bytes;

	while (left) {
		size_t n = stream_peek(r->in, 1, &bytes);

		if (!n)
			return;
		n = n < left ? n : (size_t)left;
		if (target == RTF_OBJECT)
			blob_add_bytes(r->object, bytes, n);
		else if (target == RTF_PICTURE)
			blob_add_bytes(r->picture, bytes, n);
		stream_skip(r->in, n);
		left -= n;
	}
}

static int symbol(struct rtf *r, uint8_t c)
{
	static const struct {
		char symbol;
		const char *text;
	} known[] = { { '~', "\u00a0" }, { '-', "\u00ad" }, { '_', "\u2011" }, { '\\', "\\" },
		      { '{', "{" },      { '}', "}" },      { '\t', "\t" } };

	if (c == '*') {
		r->starred = r->fresh;
		return 0;
	}
	if (c == '\n' || c == '\r')
		return rtf_word(r, "par", false, 0);
	if (r->to_skip) {
		r->to_skip--;
		return 0;
	}
	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (known[i].symbol == c)
			return rtf_put_str(r, known[i].text);
	return 0;
}

/* At a backslash. len: what is in sight, a whole control word at least. */
static int control(struct rtf *r, const uint8_t *s, size_t len)
{
	char word[WORD_MAX + 1];
	size_t n = 0, at = 1;
	bool has_number, raw;
	long number = 0;
	int result;

	if (len > 3 && s[1] == '\'' && hex(s[2]) >= 0 && hex(s[3]) >= 0) {
		stream_skip(r->in, 4);
		return one_byte(r, (uint8_t)(hex(s[2]) << 4 | hex(s[3])), r->source);
	}
	if (len > 1 && strchr("\\{}", s[1]) && rtf_wants_half(r)) {
		stream_skip(r->in, 2);
		return one_byte(r, s[1], r->source);
	}
	result = rtf_chars_flush(r);
	if (result)
		return result;
	if (len < 2 || !isalpha(s[1])) {
		uint8_t c = len < 2 ? ' ' : s[1];

		stream_skip(r->in, len < 2 ? 1 : 2);
		return symbol(r, c);
	}
	while (at < len && isalpha(s[at]) && n < WORD_MAX)
		word[n++] = (char)s[at++];
	word[n] = '\0';
	bool minus = at + 1 < len && s[at] == '-' && isdigit(s[at + 1]);
	has_number = minus || (at < len && isdigit(s[at]));
	if (has_number) {
		for (at += minus; at < len && isdigit(s[at]); at++)
			if (number < 100000000)
				number = number * 10 + (s[at] - '0');
		number = minus ? -number : number;
	}
	at += at < len && s[at] == ' ';
	raw = !strcmp(word, "bin");
	stream_skip(r->in, at);
	if (raw)
		raw_bytes(r, number);
	return raw ? 0 : rtf_word(r, word, has_number, number);
}

static bool is_plain(uint8_t c)
{
	return c >= ' ' && c < 0x80 && c != '\\' && c != '{' && c != '}' && c != 0x7f;
}

static int put_run(struct rtf *r, const uint8_t *s, size_t len)
{
	size_t skip = r->to_skip < len ? r->to_skip : len;
	struct xml_text t = { (const char *)s + skip, len - skip, r->source + skip, 1 };
	int result = 0;

	r->to_skip -= (unsigned)skip;
	if (!t.len)
		return 0;
	switch (rtf_group(r)->target) {
	case RTF_OBJECT:
		blob_add(r->object, t.utf8, t.len);
		return 0;
	case RTF_PICTURE:
		blob_add(r->picture, t.utf8, t.len);
		return 0;
	default:
		break;
	}
	/* The second half of a character in a double-byte page may be ASCII. */
	if (rtf_wants_half(r)) {
		result = rtf_byte(r, s[skip], r->source + skip);
		t = xml_slice(&t, 1, t.len);
	}
	result = result ? result : rtf_chars_flush(r);
	return result || !t.len ? result : rtf_put(r, &t);
}

/* One token at the reader's spot. */
static int token(struct rtf *r, const uint8_t *s, size_t len)
{
	size_t n = 0;
	int result;

	r->source = r->in->offset;
	while (n < len && is_plain(s[n]))
		n++;
	if (n) {
		result = put_run(r, s, n);
		stream_skip(r->in, n);
		return result;
	}
	if (*s == '\\')
		return control(r, s, len);
	if (*s >= 0x80) {
		stream_skip(r->in, 1);
		return one_byte(r, *s, r->source);
	}
	uint8_t c = *s;
	stream_skip(r->in, 1);
	if (c == '\r' || c == '\n')
		return 0; /* not even the end of a character */
	result = rtf_chars_flush(r);
	if (result)
		return result;
	if (c == '{')
		return open_group(r);
	if (c == '}')
		return close_group(r);
	return c == '\t' ? rtf_put_str(r, "\t") : 0;
}

static int end(struct rtf *r)
{
	int result = rtf_chars_flush(r);

	if (r->depth || r->too_deep)
		out_trouble(r->out, REASON_TRUNCATED, "ends in the middle of a group");
	r->too_deep = 0;
	while (r->depth && !result)
		result = close_group(r);
	return result;
}

static int read_rtf(struct stream *in, struct out *out)
{
	struct rtf *r = arena_get(out->arena, sizeof(*r));
	const uint8_t *s;
	int result = 0;

	r->in = in;
	r->out = out;
	r->flow = flow_new(out, CARRIER_BODY);
	r->chars = rtf_chars_new(out);
	r->field = field_new(out, r->flow);
	r->object = blob_new(out, BLOB_HEX);
	r->picture = blob_new(out, BLOB_HEX);
	r->groups[0].unicode_skip = 1;
	arena_defer(out->arena, leaf_free, &r->leaf);
	for (size_t len; !result && (len = stream_peek(in, RUN_LOOK, &s));) {
		/* A run is cut alike however the stream is. */
		result = token(r, s, len < RUN_LOOK ? len : RUN_LOOK);
	}
	return result ? result : end(r);
}

static int claim(const struct probe *p)
{
	size_t blank = 0;

	while (blank < p->len && isspace(p->head[blank]))
		blank++;
	return p->len - blank >= 5 && !memcmp(p->head + blank, "{\\rtf", 5) ? 40 : 0;
}

const struct format rtf_format = {
	.name = "rtf",
	.about = "Rich Text Format",
	.how = "starts with {\\rtf",
	.claim = claim,
	.read = read_rtf,
};
