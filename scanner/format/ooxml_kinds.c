/* SPDX-License-Identifier: EUPL-1.2 */
/* format/ooxml_kinds.c - which root element makes which kind of part. Sorted by root. */
#include "format/ooxml.h"
#include <string.h>

#define WORDS(root, lane, flags) { root, OOXML_WORDS, CARRIER_##lane, flags }
#define NOTHING(root) { root, OOXML_NOTHING, CARRIER_BODY, 0 }

static const struct ooxml_kind kinds[] = {
	WORDS("CustomDocumentProperties", PROPERTY, OOXML_LEAVES),
	WORDS("DocumentProperties", PROPERTY, OOXML_LEAVES),
	WORDS("Properties", PROPERTY, OOXML_LEAVES),
	WORDS("Relationships", PROPERTY, 0),
	WORDS("ThreadedComments", COMMENT, OOXML_PLAIN_TEXT),
	NOTHING("Types"),
	WORDS("authorLst", PROPERTY, 0),
	NOTHING("calcChain"),
	{ "chartsheet", OOXML_SHEET, CARRIER_BODY, 0 },
	WORDS("chartSpace", TEXT_BOX, OOXML_VALUES),
	NOTHING("chartStyle"),
	WORDS("cmAuthorLst", PROPERTY, 0),
	WORDS("cmLst", COMMENT, OOXML_PLAIN_TEXT | OOXML_SLIDE),
	NOTHING("colorMappings"),
	NOTHING("colorStyle"),
	NOTHING("colorsDef"),
	WORDS("comments", COMMENT, 0),
	NOTHING("commentsEx"),
	NOTHING("commentsExtensible"),
	NOTHING("commentsIds"),
	WORDS("connections", PROPERTY, 0),
	WORDS("coreProperties", PROPERTY, OOXML_LEAVES),
	WORDS("dataModel", TEXT_BOX, 0),
	NOTHING("datastoreItem"),
	{ "dialogsheet", OOXML_SHEET, CARRIER_BODY, 0 },
	WORDS("document", BODY, OOXML_BOXES),
	WORDS("drawing", TEXT_BOX, 0),
	WORDS("endnotes", FOOTNOTE, OOXML_BOXES),
	WORDS("externalLink", HIDDEN, OOXML_VALUES),
	NOTHING("fonts"),
	WORDS("footnotes", FOOTNOTE, OOXML_BOXES),
	WORDS("ftr", PAGE_HEADER, OOXML_BOXES),
	WORDS("glossaryDocument", BODY, OOXML_BOXES),
	WORDS("handoutMaster", PAGE_HEADER, OOXML_MASTER),
	WORDS("hdr", PAGE_HEADER, OOXML_BOXES),
	WORDS("headers", PROPERTY, 0),
	NOTHING("labelList"),
	NOTHING("layoutDef"),
	{ "macrosheet", OOXML_SHEET, CARRIER_BODY, 0 },
	NOTHING("metadata"),
	WORDS("notes", BODY, OOXML_SLIDE),
	WORDS("notesMaster", PAGE_HEADER, OOXML_MASTER),
	NOTHING("numbering"),
	WORDS("package", BODY, 0),
	WORDS("people", PROPERTY, 0),
	WORDS("personList", PROPERTY, 0),
	WORDS("pivotCacheDefinition", HIDDEN, OOXML_VALUES),
	WORDS("pivotCacheRecords", HIDDEN, OOXML_VALUES),
	WORDS("pivotTableDefinition", PROPERTY, 0),
	WORDS("presentation", PROPERTY, 0),
	NOTHING("presentationPr"),
	WORDS("queryTable", PROPERTY, 0),
	NOTHING("recipients"),
	WORDS("revisions", DELETED, OOXML_VALUES),
	WORDS("settings", PROPERTY, 0),
	WORDS("sld", BODY, OOXML_SLIDE),
	WORDS("sldLayout", PAGE_HEADER, OOXML_MASTER),
	WORDS("sldMaster", PAGE_HEADER, OOXML_MASTER),
	WORDS("slicerCacheDefinition", PROPERTY, 0),
	WORDS("slicers", PROPERTY, 0),
	{ "sst", OOXML_STRINGS, CARRIER_HIDDEN, 0 },
	NOTHING("styleDef"),
	NOTHING("styleSheet"),
	NOTHING("styles"),
	WORDS("table", PROPERTY, 0),
	NOTHING("tblStyleLst"),
	WORDS("tagLst", PROPERTY, 0),
	NOTHING("tcg"),
	NOTHING("theme"),
	NOTHING("themeOverride"),
	WORDS("userShapes", TEXT_BOX, 0),
	WORDS("users", PROPERTY, 0),
	NOTHING("vbaSuppData"),
	NOTHING("viewPr"),
	NOTHING("volTypes"),
	NOTHING("webSettings"),
	WORDS("wordDocument", BODY, OOXML_BOXES),
	WORDS("workbook", PROPERTY, OOXML_PLAIN_TEXT),
	{ "worksheet", OOXML_SHEET, CARRIER_BODY, 0 },
	WORDS("wsDr", TEXT_BOX, 0),
	WORDS("xml", TEXT_BOX, OOXML_PLAIN_TEXT),
};
static const struct ooxml_kind data = { "", OOXML_DATA, CARRIER_PROPERTY, OOXML_LEAVES };

const struct ooxml_kind *ooxml_kind(const char *root)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (!strcmp(kinds[i].root, root))
			return &kinds[i];
	return &data;
}

bool ooxml_is_known(const char *root)
{
	return ooxml_kind(root) != &data;
}
