/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/xmltext.c - XML of no known kind.
 *
 * Whether an element is a field of its own (<naam>Jan</naam><plaats>Breda</plaats>) or marks up a
 * few words in a sentence (Jan <b>de</b> Vries) shows in what surrounds it: an element with text
 * of its own and elements too is a sentence; in all others each element is a line, and each group
 * of lines a paragraph. The name of the element labels its line.
 */
#include "base/utf8.h"
#include "format/reader.h"
#include "format/xmltext.h"
#include <stdio.h>
#include <string.h>

#define LEVELS 64 /* told apart; what is deeper counts as the last */

struct level {
	bool has_text;
	char name[64];
};

struct xmltext {
	struct out *out;
	enum carrier lane;
	struct level levels[LEVELS];
	unsigned depth, lowest;  /* now; the lowest since the last text */
	unsigned last_depth;     /* of the last text; 0: none yet */
	bool blank_due;          /* only white space was seen since */
	bool opened;             /* an element was opened since */
	uint32_t lines;
	unsigned attributes;     /* put out for this element */
	bool after_value;        /* an attribute was put out last, in the lane of the text */
};

static struct level *level(struct xmltext *x, unsigned depth)
{
	return &x->levels[depth < LEVELS ? depth : LEVELS - 1];
}

static int attribute_out(struct xmltext *x, const char *name, const char *value)
{
	static const char *const hidden[] = { "alt", "description", "title", "tooltip" };
	bool words = xml_word(hidden, ARRAY_LEN(hidden), name) >= 0;
	int result;

	if (!value[strspn(value, " \t\r\n")] || !strcmp(name, "schemaLocation"))
		return 0;
	out_carrier(x->out, words ? CARRIER_HIDDEN : CARRIER_PROPERTY);
	result = x->attributes++ ? out_text(x->out, "\n", 1) : out_break(x->out);
	x->after_value |= !words && x->lane == CARRIER_PROPERTY;
	out_anchor(x->out, AT_HEADER, x->lines, name, name);
	return result ? result : out_text(x->out, value, strlen(value));
}

static int on_open(void *state, const struct xml_tag *t)
{
	struct xmltext *x = state;
	struct level *l = level(x, t->depth);
	int result = 0;

	l->has_text = false;
	snprintf(l->name, sizeof(l->name), "%s", t->name);
	l->name[utf8_valid_prefix(l->name, strlen(l->name))] = '\0';
	x->depth = t->depth;
	x->opened = true;
	x->lines++;
	x->attributes = 0;
	for (size_t i = 0; i < t->n_attrs && !result; i++) {
		const char *name, *value = xml_attr_at(t, i, &name);

		result = attribute_out(x, name, value);
	}
	return result;
}

static int on_close(void *state, const char *name, unsigned depth)
{
	struct xmltext *x = state;

	(void)name;
	x->depth = depth - 1;
	x->lowest = x->depth < x->lowest ? x->depth : x->lowest;
	return 0;
}

/* What stands between the last text and this. */
static int join(struct xmltext *x)
{
	if (x->after_value) {
		x->after_value = false;
		return out_break(x->out);
	}
	if (!x->last_depth)
		return 0;
	if (level(x, x->lowest)->has_text)
		return x->blank_due ? out_text(x->out, " ", 1) : 0;
	return x->last_depth - x->lowest > 1 ? out_break(x->out) : out_text(x->out, "\n", 1);
}

static int text_out(struct xmltext *x, const struct xml_text *t)
{
	bool new_spot = x->opened || x->lowest < x->last_depth || !x->last_depth;
	const char *name = level(x, x->depth)->name;
	int result;

	out_carrier(x->out, x->lane);
	result = new_spot || x->blank_due ? join(x) : 0;
	if (new_spot)
		out_anchor(x->out, AT_PARAGRAPH, x->lines, NULL, name);
	level(x, x->depth)->has_text = true;
	x->last_depth = x->lowest = x->depth;
	x->blank_due = x->opened = false;
	return result ? result : xml_out(x->out, t);
}

static size_t run_of(const char *s, size_t len, bool blank)
{
	size_t n = 0;

	while (n < len && (s[n] == ' ' || s[n] == '\n' || s[n] == '\t' || s[n] == '\r') == blank)
		n++;
	return n;
}

/* White space is one blank, and none at all round fields. */
static int on_text(void *state, const struct xml_text *t)
{
	struct xmltext *x = state;
	int result = 0;

	for (size_t at = 0; at < t->len && !result;) {
		size_t n = run_of(t->utf8 + at, t->len - at, true);

		x->blank_due |= n > 0;
		at += n;
		n = run_of(t->utf8 + at, t->len - at, false);
		if (!n)
			break;
		struct xml_text words = xml_slice(t, at, at + n);
		result = text_out(x, &words);
		at += n;
	}
	return result;
}

static int on_comment(void *state, const char *utf8, size_t len)
{
	struct xmltext *x = state;
	int result;

	out_carrier(x->out, CARRIER_COMMENT);
	result = out_break(x->out);
	return result ? result : out_text(x->out, utf8, len);
}

int xmltext_read(struct stream *in, struct out *out, enum carrier lane)
{
	struct xml_events events = { .open = on_open,
				     .close = on_close,
				     .text = on_text,
				     .comment = on_comment,
				     .rest_lane = lane };
	struct xmltext *x = arena_get(out->arena, sizeof(*x));

	x->out = out;
	x->lane = lane;
	return xml_read(in, out, &events, x);
}

static bool starts(const char *head, size_t len, const char *with)
{
	return len >= strlen(with) && !memcmp(head, with, strlen(with));
}

/* Without a declaration: an element right at the start, and a name or a namespace that agrees. */
static int claim_by_shape(const struct probe *p, const char *head, size_t len)
{
	static const char *const endings[] = { ".xml", ".svg", ".rdf", ".rss",
					       ".kml", ".gpx", ".xsl" };
	char root[40];

	size_t blank = run_of(head, len, true);

	head += blank;
	len -= blank;
	xml_sniff_root((const uint8_t *)head, len, root, sizeof(root));
	if (!*root || *head != '<')
		return 0;
	for (size_t i = 0; i < ARRAY_LEN(endings); i++)
		if (probe_name_ends(p, endings[i]))
			return 14;
	return memmem(head, len, "xmlns", 5) ? 10 : 0;
}

static int claim(const struct probe *p)
{
	static const char wide[] = "<\0?\0x\0m\0l", wide_big[] = "\0<\0?\0x\0m\0l";
	size_t len;
	const char *head = probe_text(p, &len);
	const char *raw = (const char *)p->head + (p->len > 2 && (p->head[0] | 1) == 0xff ? 2 : 0);

	if (starts(head, len, "\xef\xbb\xbf")) {
		head += 3;
		len -= 3;
	}
	if (starts(head, len, "<?xml"))
		return 40;
	if (p->len > 12 && (!memcmp(raw, wide, 9) || !memcmp(raw, wide_big, 10)))
		return 40;
	return len ? claim_by_shape(p, head, len) : 0;
}

static int read_xml(struct stream *in, struct out *out)
{
	return xmltext_read(in, out, CARRIER_BODY);
}

const struct format xml_format = {
	.name = "xml",
	.about = "XML of any kind: its text, and the values of attributes",
	.how = "an XML declaration, or an element with a namespace or a name that ends in .xml",
	.claim = claim,
	.read = read_xml,
};
