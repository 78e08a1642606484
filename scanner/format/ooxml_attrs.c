/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/ooxml_attrs.c - attributes that hold text somebody wrote: alternative texts, names of
 * sheets and reviewers, link targets, choices of form fields, values in pivot caches.
 */
#include "format/ooxml.h"
#include <string.h>

#define HIDDEN(element, attr) { element, attr, CARRIER_HIDDEN, NULL, 0 }
#define NAME(element, attr, label) { element, attr, CARRIER_PROPERTY, label, 0 }

static const struct text_attr text_attrs[] = {
	HIDDEN("alias", "val"),
	NAME("author", "name", "author"),
	HIDDEN("cNvPr", "descr"),
	HIDDEN("cNvPr", "title"),
	NAME("cacheField", "name", "column"),
	NAME("cmAuthor", "name", "author"),
	NAME("connectString", "val", "connection"),
	NAME("connection", "description", "connection"),
	NAME("connection", "name", "connection"),
	NAME("custShow", "name", "show"),
	{ "d", "v", CARRIER_HIDDEN, NULL, OOXML_VALUES },
	NAME("dataField", "name", "column"),
	NAME("dbPr", "command", "query"),
	NAME("dbPr", "connection", "connection"),
	HIDDEN("default", "val"),
	NAME("definedName", "comment", "name"),
	NAME("definedName", "name", "name"),
	HIDDEN("docPr", "descr"),
	HIDDEN("docPr", "title"),
	NAME("docVar", "val", "variable"),
	NAME("fileSharing", "userName", "author"),
	NAME("header", "userName", "author"),
	HIDDEN("helpText", "val"),
	HIDDEN("hlinkClick", "tooltip"),
	HIDDEN("hlinkHover", "tooltip"),
	HIDDEN("hyperlink", "tooltip"),
	HIDDEN("imagedata", "title"),
	HIDDEN("listEntry", "val"),
	HIDDEN("listItem", "displayText"),
	{ "n", "v", CARRIER_HIDDEN, NULL, OOXML_VALUES },
	NAME("person", "author", "author"),
	NAME("person", "displayName", "author"),
	NAME("pivotCacheDefinition", "refreshedBy", "author"),
	NAME("query", "val", "query"),
	{ "s", "v", CARRIER_HIDDEN, NULL, OOXML_VALUES },
	NAME("section", "name", "section"),
	HIDDEN("shape", "alt"),
	NAME("sheet", "name", "sheet"),
	NAME("sheetName", "val", "sheet"),
	NAME("slicer", "caption", "column"),
	HIDDEN("statusText", "val"),
	NAME("table", "displayName", "table"),
	NAME("tableColumn", "name", "column"),
	NAME("tag", "val", "tag"),
	HIDDEN("tblCaption", "val"),
	HIDDEN("tblDescription", "val"),
	NAME("textPr", "sourceFile", "connection"),
	{ "textpath", "string", CARRIER_TEXT_BOX, NULL, 0 },
	NAME("timeline", "caption", "column"),
	NAME("userInfo", "name", "author"),
};

bool ooxml_is_on(const struct xml_tag *t)
{
	const char *val = xml_attr(t, "val");

	return !val || (strcmp(val, "0") && strcmp(val, "false") && strcmp(val, "off"));
}

static bool is_outside_link(const struct xml_tag *tag)
{
	const char *mode = xml_attr(tag, "TargetMode");

	return mode && !strcmp(mode, "External");
}

/* A picture keeps the name of the file that it was made from. */
static int file_name_out(struct flow *f, const struct xml_tag *tag)
{
	const char *name = xml_attr(tag, "name");

	return name && strchr(name, '.') ? flow_line(f, CARRIER_HIDDEN, NULL, name) : 0;
}

int ooxml_attrs_out(struct flow *f, const struct xml_tag *tag, unsigned flags)
{
	if (!tag->n_attrs)
		return 0;
	if (!strcmp(tag->name, "Relationship"))
		return is_outside_link(tag) ? flow_line(f, CARRIER_PROPERTY, "hyperlink",
							xml_attr(tag, "Target")) :
					      0;
	int result = !strcmp(tag->name, "cNvPr") ? file_name_out(f, tag) : 0;
	return result ? result : text_attrs_out(f, tag, text_attrs, ARRAY_LEN(text_attrs), flags);
}
