/* SPDX-License-Identifier: EUPL-1.2 */
/* format/rtf_table.c - the control words that matter here. Sorted. */
#include "format/rtf_table.h"
#include <stdlib.h>
#include <string.h>

static const struct rtf_action table[] = {
	{ "aftncn", DO_SKIP, NULL }, { "aftnsep", DO_SKIP, NULL }, { "aftnsepc", DO_SKIP, NULL },
	{ "annotation", DO_ANNOTATION, NULL }, { "ansicpg", DO_PAGE, NULL },
	{ "atnauthor", DO_ATN_AUTHOR, NULL }, { "atndate", DO_SKIP, NULL },
	{ "atnicn", DO_SKIP, NULL }, { "atnid", DO_ATN_INITIALS, NULL },
	{ "atnparent", DO_SKIP, NULL }, { "atnref", DO_SKIP, NULL }, { "atntime", DO_SKIP, NULL },
	{ "atrfend", DO_SKIP, NULL }, { "atrfstart", DO_SKIP, NULL },
	{ "author", DO_PROPERTY, "author" }, { "background", DO_WORDS, NULL },
	{ "bkmkend", DO_SKIP, NULL }, { "bkmkstart", DO_SKIP, NULL },
	{ "bullet", DO_CHAR, "\u2022" }, { "buptim", DO_SKIP, NULL },
	{ "category", DO_PROPERTY, "category" }, { "cell", DO_CELL, NULL },
	{ "colorschememapping", DO_SKIP, NULL }, { "colortbl", DO_SKIP, NULL },
	{ "column", DO_PARAGRAPH, NULL }, { "comment", DO_PROPERTY, "comment" },
	{ "company", DO_PROPERTY, "company" }, { "cpg", DO_FONT_PAGE, NULL },
	{ "creatim", DO_SKIP, NULL }, { "datastore", DO_SKIP, NULL },
	{ "deff", DO_DEFAULT_FONT, NULL }, { "deleted", DO_DELETED, NULL },
	{ "do", DO_WORDS, NULL }, { "doccomm", DO_PROPERTY, "comment" },
	{ "docvar", DO_PROPERTY, "variable" }, { "dptxbxtext", DO_TEXT_BOX, NULL },
	{ "emdash", DO_CHAR, "\u2014" }, { "emspace", DO_CHAR, "\u2003" },
	{ "endash", DO_CHAR, "\u2013" }, { "enspace", DO_CHAR, "\u2002" }, { "f", DO_FONT, NULL },
	{ "falt", DO_SKIP, NULL }, { "fcharset", DO_CHARSET, NULL },
	{ "ffdeftext", DO_HIDDEN_LEAF, NULL }, { "ffhelptext", DO_HIDDEN_LEAF, NULL },
	{ "ffl", DO_HIDDEN_LEAF, NULL }, { "ffname", DO_HIDDEN_LEAF, NULL },
	{ "ffstattext", DO_HIDDEN_LEAF, NULL }, { "field", DO_WORDS, NULL },
	{ "filetbl", DO_SKIP, NULL }, { "fldinst", DO_FIELD, NULL }, { "fldrslt", DO_WORDS, NULL },
	{ "fname", DO_SKIP, NULL }, { "fontemb", DO_SKIP, NULL }, { "fontfile", DO_SKIP, NULL },
	{ "fonttbl", DO_FONTS, NULL }, { "footer", DO_PAGE_HEADER, NULL },
	{ "footerf", DO_PAGE_HEADER, NULL }, { "footerl", DO_PAGE_HEADER, NULL },
	{ "footerr", DO_PAGE_HEADER, NULL }, { "footnote", DO_FOOTNOTE, NULL },
	{ "formfield", DO_WORDS, NULL }, { "ftncn", DO_SKIP, NULL }, { "ftnsep", DO_SKIP, NULL },
	{ "ftnsepc", DO_SKIP, NULL }, { "generator", DO_SKIP, NULL },
	{ "header", DO_PAGE_HEADER, NULL }, { "headerf", DO_PAGE_HEADER, NULL },
	{ "headerl", DO_PAGE_HEADER, NULL }, { "headerr", DO_PAGE_HEADER, NULL },
	{ "hlinkbase", DO_PROPERTY, "hlinkbase" }, { "htmltag", DO_SKIP, NULL },
	{ "info", DO_WORDS, NULL }, { "intbl", DO_IN_TABLE, NULL }, { "itap", DO_DEPTH, NULL },
	{ "keywords", DO_PROPERTY, "keywords" }, { "latentstyles", DO_SKIP, NULL },
	{ "lbr", DO_CHAR, "\n" }, { "ldblquote", DO_CHAR, "\u201c" }, { "line", DO_CHAR, "\n" },
	{ "listname", DO_SKIP, NULL }, { "listoverridetable", DO_SKIP, NULL },
	{ "listtable", DO_SKIP, NULL }, { "listtext", DO_WORDS, NULL },
	{ "lquote", DO_CHAR, "\u2018" }, { "ltrmark", DO_CHAR, "\u200e" }, { "mac", DO_MAC, NULL },
	{ "manager", DO_PROPERTY, "manager" }, { "mhtmltag", DO_SKIP, NULL },
	{ "mmath", DO_WORDS, NULL }, { "moMath", DO_WORDS, NULL },
	{ "moMathPara", DO_WORDS, NULL }, { "nestcell", DO_CELL, NULL },
	{ "nestrow", DO_ROW, NULL }, { "nesttables", DO_WORDS, NULL },
	{ "nonesttables", DO_SKIP, NULL }, { "nonshppict", DO_SKIP, NULL },
	{ "objclass", DO_SKIP, NULL }, { "objdata", DO_OBJECT, NULL },
	{ "object", DO_WORDS, NULL }, { "objname", DO_SKIP, NULL },
	{ "operator", DO_PROPERTY, "lastModifiedBy" }, { "page", DO_PARAGRAPH, NULL },
	{ "panose", DO_SKIP, NULL }, { "par", DO_PARAGRAPH, NULL },
	{ "pard", DO_PLAIN_PARAGRAPH, NULL }, { "pc", DO_PC, NULL }, { "pca", DO_PCA, NULL },
	{ "pgdsctbl", DO_SKIP, NULL }, { "pict", DO_PICTURE, NULL }, { "plain", DO_PLAIN, NULL },
	{ "pnseclvl", DO_SKIP, NULL }, { "pntext", DO_WORDS, NULL }, { "pntxta", DO_SKIP, NULL },
	{ "pntxtb", DO_SKIP, NULL }, { "printim", DO_SKIP, NULL },
	{ "propname", DO_PROPERTY_NAME, NULL }, { "qmspace", DO_CHAR, "\u2005" },
	{ "rdblquote", DO_CHAR, "\u201d" }, { "result", DO_WORDS, NULL },
	{ "revised", DO_INSERTED, NULL }, { "revtbl", DO_REVISERS, NULL },
	{ "revtim", DO_SKIP, NULL }, { "row", DO_ROW, NULL }, { "rquote", DO_CHAR, "\u2019" },
	{ "rsidtbl", DO_SKIP, NULL }, { "rtf", DO_WORDS, NULL }, { "rtlmark", DO_CHAR, "\u200f" },
	{ "sect", DO_PARAGRAPH, NULL }, { "shp", DO_WORDS, NULL }, { "shpgrp", DO_WORDS, NULL },
	{ "shpinst", DO_WORDS, NULL }, { "shppict", DO_WORDS, NULL }, { "shprslt", DO_SKIP, NULL },
	{ "shptxt", DO_TEXT_BOX, NULL }, { "sn", DO_SHAPE_NAME, NULL },
	{ "softline", DO_CHAR, "\n" }, { "sp", DO_WORDS, NULL },
	{ "staticval", DO_PROPERTY_VALUE, NULL }, { "stylesheet", DO_SKIP, NULL },
	{ "subject", DO_PROPERTY, "subject" }, { "sv", DO_SHAPE_VALUE, NULL },
	{ "tab", DO_CHAR, "\t" }, { "tc", DO_WORDS, NULL }, { "template", DO_SKIP, NULL },
	{ "themedata", DO_SKIP, NULL }, { "title", DO_PROPERTY, "title" },
	{ "u", DO_UNICODE, NULL }, { "uc", DO_UNICODE_SKIP, NULL }, { "ud", DO_UD, NULL },
	{ "upr", DO_UPR, NULL }, { "userprops", DO_WORDS, NULL }, { "v", DO_HIDDEN, NULL },
	{ "xe", DO_WORDS, NULL }, { "xmlnstbl", DO_SKIP, NULL }, { "zwbo", DO_CHAR, "\u200b" },
	{ "zwj", DO_CHAR, "\u200d" }, { "zwnj", DO_CHAR, "\u200c" },
};

static int compare(const void *word, const void *action)
{
	return strcmp(word, ((const struct rtf_action *)action)->word);
}

const struct rtf_action *rtf_action(const char *word)
{
	return bsearch(word, table, ARRAY_LEN(table), sizeof(*table), compare);
}
