/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/odt.c - which OpenDocument is which. The first member says so in plain words; where it is
 * lost, content.xml with a manifest is text until shown otherwise.
 */
#include "format/odf.h"
#include "format/reader.h"
#include "format/zip.h"
#include <string.h>

#define BITS_TYPE 97  /* more than a package of any other kind */
#define BITS_SHAPE 88
#define BITS_FLAT 72  /* more than any XML */
#define CONTENT_LOOK (512u << 10)

struct odf_type {
	const char *type;    /* after application/vnd.oasis.opendocument. */
	const char *old;     /* after application/vnd.sun.xml. */
	const char *element; /* inside office:body */
};

static bool starts(const char *s, size_t len, const char *with)
{
	return len >= strlen(with) && !memcmp(s, with, strlen(with));
}

static bool is_type(const char *s, size_t len, const struct odf_type *t)
{
	static const char oasis[] = "application/vnd.oasis.opendocument.";
	static const char sun[] = "application/vnd.sun.xml.";

	if (starts(s, len, oasis))
		return starts(s + sizeof(oasis) - 1, len - sizeof(oasis) + 1, t->type);
	return starts(s, len, sun) && starts(s + sizeof(sun) - 1, len - sizeof(sun) + 1, t->old);
}

static size_t peek_member(const struct probe *p, const char *name, size_t want,
			  const uint8_t **bytes)
{
	struct zip *zip = zip_open(p->arena, p->in);
	size_t len = stream_peek(zip_stream(p->arena, zip, zip_find(zip, name)), want, bytes);

	return len < want ? len : want;
}

static int claim_type(const struct probe *p, const struct odf_type *t)
{
	const uint8_t *bytes;
	size_t len;

	if (zip_has(p, "mimetype")) {
		len = peek_member(p, "mimetype", 128, &bytes);
		return is_type((const char *)bytes, len, t) ? BITS_TYPE : 0;
	}
	if (!zip_has(p, "content.xml") || !zip_has(p, "META-INF/manifest.xml"))
		return 0;
	len = peek_member(p, "content.xml", CONTENT_LOOK, &bytes);
	if (memmem(bytes, len, t->element, strlen(t->element)))
		return BITS_SHAPE;
	return !strcmp(t->type, "text") ? BITS_SHAPE - 1 : 0;
}

static int claim_odt(const struct probe *p)
{
	return claim_type(p, &(struct odf_type){ "text", "writer", "<office:text" });
}

static int claim_ods(const struct probe *p)
{
	return claim_type(p, &(struct odf_type){ "spreadsheet", "calc", "<office:spreadsheet" });
}

static int claim_odp(const struct probe *p)
{
	return claim_type(p, &(struct odf_type){ "presentation", "impress",
						 "<office:presentation" });
}

/* Drawings, and what usually is an object inside another document. */
static int claim_odg(const struct probe *p)
{
	static const struct odf_type types[] = { { "graphics", "draw", "<office:drawing" },
						 { "chart", "chart", "<office:chart" },
						 { "formula", "math", "<math" },
						 { "database", "base", "<office:database" } };
	int most = 0;

	for (size_t i = 0; i < ARRAY_LEN(types); i++) {
		int bits = claim_type(p, &types[i]);

		most = bits > most ? bits : most;
	}
	return most;
}

const struct format odt_format = {
	.name = "odt",
	.about = "OpenDocument text (odt, ott, odm, sxw)",
	.how = "a zip whose member mimetype says so, or with content.xml and a manifest",
	.claim = claim_odt,
	.read = odf_read_package,
};
const struct format ods_format = {
	.name = "ods",
	.about = "OpenDocument spreadsheet (ods, ots, sxc)",
	.how = "a zip whose member mimetype says so, or with content.xml and a manifest",
	.claim = claim_ods,
	.read = odf_read_package,
};
const struct format odp_format = {
	.name = "odp",
	.about = "OpenDocument presentation (odp, otp, sxi)",
	.how = "a zip whose member mimetype says so, or with content.xml and a manifest",
	.claim = claim_odp,
	.read = odf_read_package,
};
const struct format odg_format = {
	.name = "odg",
	.about = "OpenDocument drawing, chart, formula or database form (odg, odc, odf, odb)",
	.how = "a zip whose member mimetype says so, or with content.xml and a manifest",
	.claim = claim_odg,
	.read = odf_read_package,
};

static int claim_flat(const struct probe *p)
{
	static const char space[] = "opendocument:xmlns:office";
	size_t len;
	const char *head = probe_text(p, &len);
	char root[40];

	xml_sniff_root((const uint8_t *)head, len, root, sizeof(root));
	if (!starts(root, strlen(root), "document"))
		return 0;
	return memmem(head, len, space, sizeof(space) - 1) ? BITS_FLAT : 0;
}

const struct format odf_format = {
	.name = "odf",
	.about = "OpenDocument in one XML file (fodt, fods, fodp), or a part of one by itself",
	.how = "XML whose root is a document of OpenDocument",
	.claim = claim_flat,
	.read = odf_read,
};
