/* SPDX-License-Identifier: EUPL-1.2 */
/* format/rtf_table.h - what a control word of RTF does; between rtf_table.c and rtf_word.c. */
#ifndef VP_RTF_TABLE_H
#define VP_RTF_TABLE_H
#include "base/base.h"

enum rtf_do {
	DO_ANNOTATION, DO_ATN_AUTHOR, DO_ATN_INITIALS, DO_CELL, DO_CHAR, DO_CHARSET,
	DO_DEFAULT_FONT, DO_DELETED, DO_DEPTH, DO_FIELD, DO_FONT, DO_FONTS, DO_FONT_PAGE,
	DO_FOOTNOTE, DO_HIDDEN, DO_HIDDEN_LEAF, DO_INSERTED, DO_IN_TABLE, DO_MAC, DO_OBJECT,
	DO_PAGE, DO_PAGE_HEADER, DO_PARAGRAPH, DO_PC, DO_PCA, DO_PICTURE, DO_PLAIN,
	DO_PLAIN_PARAGRAPH, DO_PROPERTY, DO_PROPERTY_NAME, DO_PROPERTY_VALUE, DO_REVISERS, DO_ROW,
	DO_SHAPE_NAME, DO_SHAPE_VALUE, DO_SKIP, DO_TEXT_BOX, DO_UD, DO_UNICODE, DO_UNICODE_SKIP,
	DO_UPR, DO_WORDS,
};
struct rtf_action {
	const char *word;
	enum rtf_do what;
	const char *text; /* the character it stands for, or the name of a property */
};
const struct rtf_action *rtf_action(const char *word); /* NULL: of no interest */
#endif
