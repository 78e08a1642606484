/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/docx.c - which Office Open XML package is which, and their parts outside any package.
 *
 * The main part usually has its usual name; if not, the list of types says what it is. All three
 * are read alike (ooxml.c); they differ in name for the reader of the ledger.
 */
#include "format/ooxml.h"
#include "format/reader.h"
#include "format/xmltext.h"
#include <string.h>

#define BITS_PACKAGE 96 /* more than any zip */
#define BITS_PART 72    /* more than any XML */
#define TYPES_LOOK (256u << 10)

struct package_type {
	const char *main_part;
	const char *type, *macro_type; /* in the media type of the main part */
};

/* Is there a type "...TYPE...main+xml" in the list? */
static bool lists_type(const char *list, size_t len, const char *type)
{
	static const char main_part[] = "main+xml\"";
	const char *end = list + len, *at = list, *hit;

	for (; (hit = memmem(at, (size_t)(end - at), main_part, strlen(main_part))); at = hit + 1) {
		const char *quote = hit > at ? memrchr(at, '"', (size_t)(hit - at)) : NULL;

		if (quote && memmem(quote, (size_t)(hit - quote), type, strlen(type)))
			return true;
	}
	return false;
}

static int claim_package(const struct probe *p, const struct package_type *t)
{
	static const char types[] = "[Content_Types].xml";
	struct zip *zip;
	const uint8_t *list;
	size_t len;

	if (zip_has(p, t->main_part))
		return BITS_PACKAGE;
	if (!zip_has(p, types))
		return 0;
	zip = zip_open(p->arena, p->in);
	len = stream_peek(zip_stream(p->arena, zip, zip_find(zip, types)), TYPES_LOOK, &list);
	return lists_type((const char *)list, len, t->type) ||
			       lists_type((const char *)list, len, t->macro_type) ?
		       BITS_PACKAGE - 1 :
		       0;
}

static int claim_docx(const struct probe *p)
{
	return claim_package(p, &(struct package_type){ "word/document.xml", "wordprocessingml",
							"vnd.ms-word." });
}

static int claim_xlsx(const struct probe *p)
{
	return claim_package(p, &(struct package_type){ "xl/workbook.xml", "spreadsheetml",
							"vnd.ms-excel." });
}

static int claim_pptx(const struct probe *p)
{
	return claim_package(p, &(struct package_type){ "ppt/presentation.xml", "presentationml",
							"vnd.ms-powerpoint." });
}

/* Its sheets are records of a kind of their own; what is XML in it is read. */
static int claim_xlsb(const struct probe *p)
{
	return zip_has(p, "xl/workbook.bin") ? BITS_PACKAGE : 0;
}

static int read_xlsb(struct stream *in, struct out *out)
{
	out_trouble(out, REASON_UNSUPPORTED_FORMAT,
		    "is a binary workbook (xlsb): cells are not read, only properties and drawings");
	return ooxml_read_package(in, out);
}

const struct format docx_format = {
	.name = "docx",
	.about = "Word document (docx, docm, dotx, dotm)",
	.how = "a zip with word/document.xml, or a main part of that type",
	.claim = claim_docx,
	.read = ooxml_read_package,
};
const struct format xlsx_format = {
	.name = "xlsx",
	.about = "Excel workbook (xlsx, xlsm, xltx, xltm)",
	.how = "a zip with xl/workbook.xml, or a main part of that type",
	.claim = claim_xlsx,
	.read = ooxml_read_package,
};
const struct format xlsb_format = {
	.name = "xlsb",
	.about = "Excel workbook with binary sheets (xlsb): only what is XML in it",
	.how = "a zip with xl/workbook.bin",
	.claim = claim_xlsb,
	.read = read_xlsb,
};
const struct format pptx_format = {
	.name = "pptx",
	.about = "PowerPoint presentation (pptx, pptm, ppsx, potx)",
	.how = "a zip with ppt/presentation.xml, or a main part of that type",
	.claim = claim_pptx,
	.read = ooxml_read_package,
};

/* A part that came loose from its package, or a package written as one XML file. */
static const struct ooxml_kind *loose_kind(const struct probe *p)
{
	static const char *const spaces[] = { "openxmlformats.org/", "purl.oclc.org/ooxml/",
					      "schemas.microsoft.com/office/",
					      "urn:schemas-microsoft-com:" };
	size_t len;
	const char *head = probe_text(p, &len);
	char root[40];

	if (!len)
		return NULL;
	xml_sniff_root((const uint8_t *)head, len, root, sizeof(root));
	if (!ooxml_is_known(root))
		return NULL;
	for (size_t i = 0; i < ARRAY_LEN(spaces); i++)
		if (memmem(head, len, spaces[i], strlen(spaces[i])))
			return ooxml_kind(root);
	return NULL;
}

static int claim_part(const struct probe *p)
{
	return loose_kind(p) ? BITS_PART : 0;
}

static int read_part(struct stream *in, struct out *out)
{
	const uint8_t *head;
	struct probe p = { .len = stream_peek(in, PROBE_HEAD, &head), .part = out->self,
			   .in = in, .arena = out->arena };
	const struct ooxml_kind *kind;

	p.head = head;
	p.len = p.len < PROBE_HEAD ? p.len : PROBE_HEAD;
	kind = loose_kind(&p);
	switch (kind ? kind->how : OOXML_DATA) {
	case OOXML_WORDS:
		return ooxml_read_words(in, out, kind, NULL);
	case OOXML_SHEET:
		return xlsx_read_sheet(in, out, NULL);
	case OOXML_STRINGS:
		return xlsx_read_strings(in, out);
	default:
		return xmltext_read(in, out, CARRIER_BODY);
	}
}

const struct format ooxml_format = {
	.name = "ooxml",
	.about = "a part of an Office document by itself, or a whole one in a single XML file",
	.how = "XML with a root element of Office Open XML or Word 2003",
	.claim = claim_part,
	.read = read_part,
};
