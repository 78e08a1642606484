/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/ooxml.c - an Office Open XML package: every member of the zip is either read as the kind
 * of part it shows itself to be, handed on to find out, or known to hold no text of anyone.
 */
#include "format/ooxml.h"
#include "format/member.h"
#include "format/xmltext.h"
#include <string.h>

#define ROOT_LOOK 4096u
#define CLASS_LEN 16u
#define LINKS_LOOK (64u << 10)

static const struct ooxml_member *self(const struct out *out)
{
	return (const struct ooxml_member *)(const void *)out->self;
}

static int read_member(struct stream *in, struct out *out)
{
	const struct ooxml_member *m = self(out);

	switch (m->kind->how) {
	case OOXML_WORDS:
		return ooxml_read_words(in, out, m->kind, m);
	case OOXML_SHEET:
		return xlsx_read_sheet(in, out, m);
	case OOXML_STRINGS:
		return m->package->book ? xlsx_book_unused(out, m->package->book) :
					  xlsx_read_strings(in, out);
	case OOXML_DATA:
		return xmltext_read(in, out, CARRIER_PROPERTY);
	default:
		return 0;
	}
}

static const struct format member_format = { .name = "ooxml", .read = read_member };

static bool ends_in(const char *name, const char *end)
{
	size_t len = strlen(name), end_len = strlen(end);

	return len >= end_len && !strcasecmp(name + len - end_len, end);
}

/* Bytes without a text of anyone: scrambled fonts, settings of a printer, the picture of page 1. */
static bool is_machinery(const char *name)
{
	return ends_in(name, ".odttf") || ends_in(name, ".fntdata") ||
	       strstr(name, "printerSettings/") || !strncmp(name, "docProps/thumbnail.", 19);
}

static bool is_xml_name(const char *name)
{
	return ends_in(name, ".xml") || ends_in(name, ".rels") || ends_in(name, ".vml");
}

struct reading_package {
	struct out *out;
	struct ooxml_package package;
	struct pptx_slides *slides;
	bool has_diagrams; /* whose drawings only repeat them */
};

static bool is_repeat(const struct reading_package *r, const char *root)
{
	return r->has_diagrams && !strcmp(root, "drawing");
}

/* How a member shows itself: by its root. DATA where it is XML of no known kind, NULL if none. */
static const struct ooxml_kind *kind_of(struct stream *in, const char *name, char root[40])
{
	const uint8_t *head;
	size_t len = stream_peek(in, ROOT_LOOK, &head);

	xml_sniff_root(head, len < ROOT_LOOK ? len : ROOT_LOOK, root, 40);
	if (is_xml_name(name))
		return ooxml_kind(root);
	return *root && *head == '<' && ooxml_is_known(root) ? ooxml_kind(root) : NULL;
}

/* Relations inside the package say nothing; those to the outside are addresses. */
static bool leads_nowhere(struct stream *in, const char *root)
{
	static const char outside[] = "External";
	const uint8_t *head;
	size_t len;

	if (strcmp(root, "Relationships"))
		return false;
	len = stream_peek(in, LINKS_LOOK, &head);
	return len < LINKS_LOOK && !xml_is_utf16(head, len) && !memmem(head, len, outside, sizeof(outside) - 1);
}

/* A control's own bytes stand behind the 16 of its class, unless they are an OLE2 file (ECMA-376
 * part 4, 19.3.1.2: persistStreamInit and persistStorage). */
static struct stream *member_stream(struct arena *a, struct zip *zip, const struct zip_member *m)
{
	static const uint8_t ole[] = { 0xd0, 0xcf, 0x11, 0xe0 };
	struct stream *s = zip_stream(a, zip, m);
	const uint8_t *head;

	if (!strstr(m->name, "activeX/") || !ends_in(m->name, ".bin") ||
	    stream_peek(s, CLASS_LEN, &head) < CLASS_LEN || !memcmp(head, ole, sizeof(ole)))
		return s;
	stream_skip(s, CLASS_LEN);
	return stream_limit(a, s, UINT64_MAX);
}

static int read_one(struct reading_package *r, const struct zip_member *m)
{
	struct out *out = r->out;
	struct ooxml_member member = { .package = &r->package };
	char root[40];

	if (m->encrypted)
		return out_unread(out, m->name, "unknown", m->packed, REASON_ENCRYPTED,
				  "is encrypted inside the package");
	member.part = (struct part){ .name = m->name,
				     .file_name = member_base(m->name),
				     .bytes = member_stream(out->arena, r->package.zip, m) };
	member.kind = kind_of(member.part.bytes, m->name, root);
	if (member.kind && (member.kind->how == OOXML_NOTHING || is_repeat(r, root) ||
			    leads_nowhere(member.part.bytes, root)))
		return 0;
	if (member.kind) {
		member.part.format = &member_format;
		member.slide = pptx_slide_number(r->slides, m->name);
		if (r->package.book)
			member.sheet = xlsx_book_sheet(r->package.book, m->name, &member.hidden);
	}
	return out_part(out, &member.part);
}

static bool is_strings(const struct reading_package *r, const struct zip_member *m)
{
	return r->package.book && !strcmp(m->name, xlsx_book_strings(r->package.book));
}

static int read_members(struct reading_package *r)
{
	const struct zip_member *strings = NULL;
	int result = 0;

	for (size_t i = 0; i < zip_count(r->package.zip) && !result; i++) {
		const struct zip_member *m = zip_at(r->package.zip, i);
		size_t mark = arena_mark(r->out->arena);

		if (m->folder || is_machinery(m->name))
			continue;
		if (is_strings(r, m)) { /* last: only then it is known which were shown */
			strings = m;
			continue;
		}
		result = read_one(r, m);
		arena_rewind(r->out->arena, mark);
	}
	return strings && !result ? read_one(r, strings) : result;
}

int ooxml_read_package(struct stream *in, struct out *out)
{
	struct reading_package r = { .out = out };

	r.package.zip = zip_open(out->arena, in);
	if (!r.package.zip) {
		out_trouble(out, REASON_CORRUPT, "has no members that could be found");
		return 0;
	}
	zip_report(out, r.package.zip);
	r.package.book = xlsx_book_open(out, r.package.zip);
	r.package.styles = docx_styles_open(out, r.package.zip);
	r.slides = pptx_slides_open(out, r.package.zip);
	for (size_t i = 0; i < zip_count(r.package.zip); i++)
		r.has_diagrams |= strstr(zip_at(r.package.zip, i)->name, "diagrams/data") != NULL;
	return read_members(&r);
}
