/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/xml.c - the push parser of libxml2 behind format/xml.h.
 *
 * What was fed but not yet answered by an event is held, so that reading can go on crudely just
 * where the parser gave up. `answered` is that point: every byte before it has been reported.
 */
#include "base/buf.h"
#include "format/xml.h"
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

#define PIECE (64u << 10)          /* fed at once */
#define UNANSWERED_MAX (1u << 20)  /* fed without an event: some token has no end */
#define NAMES_MAX (1u << 20)       /* bytes of different names in one document */

struct xml {
	xmlParserCtxt *parser;
	const struct xml_events *events;
	void *state;
	struct out *out;
	struct decoder *decoder;
	struct buf held;       /* text from held_at on */
	uint64_t held_at, fed, answered;
	bool inside_tag;       /* `answered` is just before the end of a start tag */
	bool ended, halted;
	unsigned depth;
	int result;            /* what an event returned */
	enum reason why;
	const char *trouble;
	struct arena *values;  /* of the attributes of one tag */
	bool mapped;           /* the text stands in the part as it is, so much further on ... */
	uint64_t source_shift;
	uint64_t mapped_to;    /* ... up to here */
};

static void stay_silent(void *arg, const char *format, ...)
{
	(void)arg, (void)format;
}

static void stay_silent_too(void *arg, xmlErrorPtr error)
{
	(void)arg, (void)error;
}

static xmlParserInputPtr refuse_entity(const char *url, const char *id, xmlParserCtxtPtr parser)
{
	(void)url, (void)id, (void)parser;
	return NULL;
}

/* Settings of the library are process-wide; before main() there is but one thread. */
__attribute__((constructor)) static void xml_set_up_library(void)
{
	xmlInitParser();
	xmlSetExternalEntityLoader(refuse_entity);
	xmlSetGenericErrorFunc(NULL, stay_silent);
	xmlThrDefSetGenericErrorFunc(NULL, stay_silent);
	xmlThrDefSetStructuredErrorFunc(NULL, stay_silent_too);
}

static void halt(struct xml *x)
{
	x->halted = true;
	xmlStopParser(x->parser);
}

static void give_up(struct xml *x, enum reason why, const char *trouble)
{
	x->why = why;
	x->trouble = trouble;
	halt(x);
}

/* Where the parser stands in the decoded text. */
static uint64_t here(const struct xml *x)
{
	const xmlParserInput *in = x->parser->input;

	return in->consumed + (uint64_t)(in->cur - in->base);
}

static void answer(struct xml *x, uint64_t to, bool inside_tag, int result)
{
	if (!x->halted) {
		x->answered = to > x->answered ? to : x->answered;
		x->inside_tag = inside_tag;
	}
	if (result && !x->result) {
		x->result = result;
		halt(x);
	}
}

/* libxml2 hands on five pointers per attribute. */
enum { ATTR_NAME, ATTR_PREFIX, ATTR_SPACE, ATTR_VALUE, ATTR_END, ATTR_FIELDS };

static const xmlChar **attr_row(const struct xml_tag *t, size_t i)
{
	return (const xmlChar **)t->attrs + i * ATTR_FIELDS;
}

/* The parser leaves an escaped & in values as "&#38;" and nothing else. */
static const char *attr_value(const struct xml_tag *t, const xmlChar **row)
{
	size_t len = (size_t)(row[ATTR_END] - row[ATTR_VALUE]), from = 0, to = 0;
	char *value = arena_copy(t->values, (const char *)row[ATTR_VALUE], len);

	while (from < len) {
		bool escaped = len - from >= 5 && !memcmp(value + from, "&#38;", 5);

		value[to++] = value[from];
		from += escaped ? 5 : 1;
	}
	value[to] = '\0';
	return value;
}

const char *xml_attr(const struct xml_tag *t, const char *name)
{
	for (size_t i = 0; i < t->n_attrs; i++)
		if (!strcmp((const char *)attr_row(t, i)[ATTR_NAME], name))
			return attr_value(t, attr_row(t, i));
	return NULL;
}

const char *xml_attr_in(const struct xml_tag *t, const char *space_end, const char *name)
{
	size_t end_len = strlen(space_end);

	for (size_t i = 0; i < t->n_attrs; i++) {
		const char *space = (const char *)attr_row(t, i)[ATTR_SPACE];
		size_t len = space ? strlen(space) : 0;

		if (len >= end_len && !strcmp(space + len - end_len, space_end) &&
		    !strcmp((const char *)attr_row(t, i)[ATTR_NAME], name))
			return attr_value(t, attr_row(t, i));
	}
	return NULL;
}

const char *xml_attr_at(const struct xml_tag *t, size_t i, const char **name)
{
	*name = (const char *)attr_row(t, i)[ATTR_NAME];
	return attr_value(t, attr_row(t, i));
}

static void on_open(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *space,
		    int n_spaces, const xmlChar **spaces, int n_attrs, int n_defaulted,
		    const xmlChar **attrs)
{
	struct xml *x = arg;

	(void)prefix, (void)n_spaces, (void)spaces, (void)n_defaulted;
	if (x->halted)
		return;
	if (x->depth >= out_limits(x->out)->xml_depth) {
		give_up(x, REASON_LIMIT_DEPTH,
			"elements stand deeper inside each other than the limit allows");
		return;
	}
	struct xml_tag tag = { .name = (const char *)name,
			       .space = space ? (const char *)space : "",
			       .depth = ++x->depth,
			       .n_attrs = (size_t)n_attrs,
			       .attrs = attrs,
			       .values = x->values };

	answer(x, here(x), true, x->events->open(x->state, &tag));
	arena_rewind(x->values, 0);
}

static void on_close(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
	struct xml *x = arg;

	(void)prefix, (void)space;
	if (x->halted)
		return;
	answer(x, here(x), false, x->events->close(x->state, (const char *)name, x->depth--));
}

static uint64_t source_of(const struct xml *x, uint64_t at, uint64_t end)
{
	return x->mapped && end <= x->mapped_to ? at + x->source_shift : NO_SOURCE;
}

/* Where the characters of an event stand: in the parser's input itself, just before its cursor
 * as a copy, or written as a reference that ends there. */
static struct xml_text locate(const struct xml *x, const char *chars, size_t len, uint64_t *end)
{
	const xmlParserInput *in = x->parser->input;
	const char *base = (const char *)in->base, *cur = (const char *)in->cur;
	struct xml_text t = { chars, len, NO_SOURCE, 1 };

	*end = here(x);
	if (chars >= base && chars + len <= (const char *)in->end) {
		uint64_t at = in->consumed + (uint64_t)(chars - base);

		*end = at + len;
		t.source = source_of(x, at, *end);
	} else if ((size_t)(cur - base) >= len && !memcmp(cur - len, chars, len)) {
		t.source = source_of(x, *end - len, *end);
	} else if (cur > base && cur[-1] == ';') {
		const char *amp = memrchr(base, '&', (size_t)(cur - base));

		if (amp && cur - amp <= 12) {
			t.source = source_of(x, *end - (uint64_t)(cur - amp), *end);
			t.unit = 0;
		}
	}
	return t;
}

static void on_text(void *arg, const xmlChar *chars, int len)
{
	struct xml *x = arg;
	uint64_t end;

	if (x->halted || len <= 0)
		return;
	struct xml_text t = locate(x, (const char *)chars, (size_t)len, &end);
	answer(x, end, false, x->events->text(x->state, &t));
}

static void on_comment(void *arg, const xmlChar *chars)
{
	struct xml *x = arg;
	const char *s = (const char *)chars;
	int result = 0;

	if (x->halted || !s)
		return;
	if (x->events->comment)
		result = x->events->comment(x->state, s, strlen(s));
	answer(x, here(x), false, result);
}

static void on_instruction(void *arg, const xmlChar *target, const xmlChar *data)
{
	struct xml *x = arg;

	(void)target, (void)data;
	if (!x->halted)
		answer(x, here(x), false, 0);
}

static void give_up_on_dtd(struct xml *x)
{
	give_up(x, REASON_XML_DTD, "declares its own document type; read as plain text");
}

/* Called where the definitions begin, if there are any: a mere name of a type, as OpenOffice 1 and
 * MathML have it, declares nothing. */
static void on_doctype(void *arg, const xmlChar *name, const xmlChar *id, const xmlChar *url)
{
	struct xml *x = arg;

	(void)name, (void)id, (void)url;
	if (x->halted)
		return;
	if (*x->parser->input->cur == '>')
		answer(x, here(x) + 1, false, 0);
	else
		give_up_on_dtd(x);
}

/* An entity that the named type may define elsewhere: the parser would leave it out. */
static void on_reference(void *arg, const xmlChar *name)
{
	struct xml *x = arg;

	(void)name;
	if (!x->halted)
		give_up_on_dtd(x);
}

/* After a fatal error the parser falls silent by itself. */
static void on_error(void *arg, xmlErrorPtr error)
{
	struct xml *x = arg;

	if (x->halted)
		return;
	if (error->code == XML_WAR_UNDECLARED_ENTITY) /* in the value of an attribute, too */
		give_up_on_dtd(x);
	if (x->halted || error->level != XML_ERR_FATAL)
		return;
	x->halted = true;
	if (error->code == XML_ERR_NO_MEMORY || error->code == XML_ERR_NAME_TOO_LONG) {
		x->why = REASON_LIMIT_TOKEN;
		x->trouble = "holds more or longer names than the limit allows; "
			     "the rest was read as plain text";
	} else {
		x->why = REASON_XML_MALFORMED;
		x->trouble = "is not well-formed XML; the rest was read as plain text";
	}
}

static void close_parser(void *thing)
{
	xmlFreeParserCtxt(thing);
}

static void close_held(void *thing)
{
	buf_free(thing);
}

static void close_values(void *thing)
{
	arena_free(thing);
}

static void open_parser(struct xml *x)
{
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
			      .startElementNs = on_open,
			      .endElementNs = on_close,
			      .characters = on_text,
			      .ignorableWhitespace = on_text,
			      .comment = on_comment,
			      .processingInstruction = on_instruction,
			      .internalSubset = on_doctype,
			      .reference = on_reference,
			      .serror = on_error };

	x->parser = xmlCreatePushParserCtxt(&sax, x, NULL, 0, NULL);
	if (!x->parser)
		abort();
	arena_defer(x->out->arena, close_parser, x->parser);
	arena_defer(x->out->arena, close_held, &x->held);
	x->values = arena_new(SIZE_MAX);
	arena_defer(x->out->arena, close_values, x->values);
	/* The text is UTF-8 by now, whatever it declares. */
	xmlCtxtUseOptions(x->parser, XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC);
	xmlDictSetLimit(x->parser->dict, NAMES_MAX);
}

/* Follows the map while it is one straight line. */
static void follow_map(struct xml *x, const struct decoded *d)
{
	uint64_t at = x->held_at + x->held.len;

	if (!at && d->n_spans) {
		x->mapped = true;
		x->source_shift = d->spans[0].source;
	}
	if (x->mapped_to < at)
		return;
	for (size_t i = 0; i < d->n_spans; i++) {
		const struct span *s = &d->spans[i];

		if (s->unit != 1 || s->source != at + s->at + x->source_shift)
			return;
		x->mapped_to = at + (i + 1 < d->n_spans ? d->spans[i + 1].at : d->len);
	}
}

/* Makes a whole piece visible, or what is left. */
static size_t fill(struct xml *x)
{
	size_t before = (size_t)(x->fed - x->held_at);

	while (!x->ended && x->held.len - before < PIECE) {
		struct decoded d;

		if (!decoder_next(x->decoder, &d)) {
			x->ended = true;
			break;
		}
		follow_map(x, &d);
		buf_add(&x->held, d.utf8, d.len);
	}
	return x->held.len - before < PIECE ? x->held.len - before : PIECE;
}

static void drop_answered(struct xml *x)
{
	uint64_t done = x->answered < x->fed ? x->answered : x->fed;

	if (done <= x->held_at)
		return;
	buf_drop_front(&x->held, (size_t)(done - x->held_at));
	x->held_at = done;
}

static void parse(struct xml *x)
{
	for (size_t n; !x->halted && (n = fill(x));) {
		xmlParseChunk(x->parser, x->held.bytes + (x->fed - x->held_at), (int)n, 0);
		x->fed += n;
		drop_answered(x);
		if (x->events->drop_rest && out_stopped(x->out))
			return; /* no meter holds what is only looked up */
		if (!x->halted && x->fed - x->answered > UNANSWERED_MAX)
			give_up(x, REASON_LIMIT_TOKEN,
				"has a tag or comment that is longer than the limit allows; "
				"the rest was read as plain text");
	}
	if (!x->halted)
		xmlParseChunk(x->parser, NULL, 0, 1);
	drop_answered(x);
}

static uint64_t straight_source(const struct decoded *d)
{
	return d->n_spans == 1 && d->spans[0].unit == 1 ? d->spans[0].source : NO_SOURCE;
}

static int read_rest(struct xml *x)
{
	struct xml_rest *rest = xml_rest_new(x->out, x->events, x->inside_tag);
	struct decoded d;
	int result = xml_rest_add(rest, x->held.bytes, x->held.len,
				  source_of(x, x->held_at, x->held_at + x->held.len));

	buf_clear(&x->held);
	while (!result && decoder_next(x->decoder, &d))
		result = xml_rest_add(rest, d.utf8, d.len, straight_source(&d));
	return result ? result : xml_rest_end(rest);
}

int xml_read(struct stream *in, struct out *out, const struct xml_events *events, void *state)
{
	struct xml *x = arena_get(out->arena, sizeof(*x));

	*x = (struct xml){ .out = out, .events = events, .state = state };
	x->decoder = decoder_new(out, in, xml_declared_charset(out->arena, out->self, in));
	open_parser(x);
	parse(x);
	if (x->result)
		return x->result == XML_ENOUGH ? 0 : x->result;
	if (!x->trouble)
		return 0;
	out_trouble(out, x->why, "%s", x->trouble);
	return events->drop_rest ? 0 : read_rest(x);
}
