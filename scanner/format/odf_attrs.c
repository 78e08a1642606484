/* SPDX-License-Identifier: EUPL-1.2 */
/* format/odf_attrs.c - attributes of OpenDocument that hold text somebody wrote. */
#include "format/odf.h"
#include <string.h>

#define HIDDEN(element, attr) { element, attr, CARRIER_HIDDEN, NULL, 0 }
#define NAME(element, attr, label) { element, attr, CARRIER_PROPERTY, label, 0 }

static const struct text_attr text_attrs[] = {
	HIDDEN("a", "title"),
	HIDDEN("alphabetical-index-mark", "key1"),
	HIDDEN("alphabetical-index-mark", "key2"),
	HIDDEN("alphabetical-index-mark", "string-value"),
	HIDDEN("bibliography-mark", "author"),
	HIDDEN("bibliography-mark", "editor"),
	HIDDEN("bibliography-mark", "note"),
	HIDDEN("bibliography-mark", "title"),
	HIDDEN("bibliography-mark", "url"),
	HIDDEN("button", "label"),
	HIDDEN("conditional-text", "string-value-if-false"),
	HIDDEN("conditional-text", "string-value-if-true"),
	NAME("database-range", "name", "name"),
	HIDDEN("filter-condition", "value"),
	HIDDEN("filter-set-item", "value"),
	HIDDEN("formatted-text", "current-value"),
	HIDDEN("hidden-text", "string-value"),
	HIDDEN("item", "label"),
	HIDDEN("label", "value"), /* a choice of a drop-down */
	NAME("named-range", "name", "name"),
	HIDDEN("option", "label"),
	HIDDEN("placeholder", "description"),
	NAME("template", "title", "template"),
	HIDDEN("text", "current-value"),
	HIDDEN("text-input", "description"),
	HIDDEN("textarea", "current-value"),
	HIDDEN("toc-mark", "string-value"),
	NAME("user-field-decl", "string-value", "variable"),
	HIDDEN("user-index-mark", "string-value"),
};

/* Where a link leads, unless it stays inside the document or its package. */
static int link_out(struct odf *o, const struct xml_tag *t)
{
	const char *to = xml_attr_in(t, "/xlink", "href");

	if (!to || !*to || *to == '#' || (!strchr(to, ':') && strcmp(t->name, "a")) ||
	    !strncmp(to, "vnd.sun.star.", 13))
		return 0;
	return flow_line(o->flow, CARRIER_PROPERTY, "hyperlink", to);
}

int odf_attrs(struct odf *o, const struct xml_tag *t)
{
	int result;

	if (!t->n_attrs)
		return 0;
	result = link_out(o, t);
	return result ? result : text_attrs_out(o->flow, t, text_attrs, ARRAY_LEN(text_attrs), 0);
}
