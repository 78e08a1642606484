/* SPDX-License-Identifier: EUPL-1.2 */
/* format/ooxml_words.h - the state of the reader of words; for ooxml_words.c and ooxml_open.c. */
#ifndef VP_OOXML_WORDS_H
#define VP_OOXML_WORDS_H
#include "format/leaf.h"
#include "format/ooxml.h"

/* In the order of strcmp(). */
#define ELEMENTS(X)										\
	X(AlternateContent) X(Choice) X(Fallback) X(author) X(binData) X(binaryData)		\
	X(br) X(cm) X(comment) X(conflictDel) X(conflictIns) X(cr) X(definedName) X(del)	\
	X(delInstrText) X(delText) X(fldChar) X(fldSimple) X(gridBefore) X(gridSpan)		\
	X(ins) X(instrText) X(moveFrom) X(moveTo) X(noBreakHyphen) X(numCache) X(numLit)	\
	X(p) X(pPr) X(pPrChange) X(pStyle) X(part) X(ph) X(pt) X(ptab) X(r)	\
	X(rPh) X(rPrChange) X(rStyle) X(rt) X(sectPrChange) X(softHyphen) X(sp) X(sym) X(t) X(tab) X(tabLst) X(tabs) X(tbl)		\
	X(tblPrChange) X(tc) X(tcPrChange) X(text) X(textbox) X(threadedComment) X(tr)		\
	X(trPrChange) X(txBody) X(txbxContent) X(v) X(vanish) X(xmlData)
enum element {
#define X(name) E_##name,
	ELEMENTS(X)
#undef X
};
enum takes { TAKES_NOTHING, TAKES_TEXT, TAKES_DELETED, TAKES_INSTRUCTION, TAKES_LEAF, TAKES_BLOB };

#define WORDS_ALTERNATES 16
#define WORDS_STORIES 12
#define WORDS_AUTHORS 1000

struct run_state { /* set aside while a text box inside the paragraph is read */
	bool hidden, paragraph_hidden, in_paragraph_props;
	enum flow_how mark;
};

struct words {
	struct out *out;
	struct flow *flow;
	const struct ooxml_kind *kind;
	unsigned root_depth;     /* of the kind's root; deeper than 1 in a flat package */
	unsigned skip;           /* depth of the element whose inside is passed over; 0: none */
	enum takes takes;
	uint64_t taken_from;     /* put out when TAKES_TEXT of a whole paragraph began */
	bool loose;              /* ... in which white space may be only layout */
	unsigned inserted, deleted;
	struct run_state run, outer[WORDS_STORIES];
	unsigned n_outer;
	uint64_t alternates[WORDS_ALTERNATES]; /* put out before each AlternateContent */
	unsigned n_alternates;
	bool is_prompt;          /* the shape is a placeholder */
	struct field *field;
	struct blob *blob;
	bool is_flat, expects_root; /* a whole package in one file; a root comes next */
	const struct ooxml_kind *flat_kind;
	char *part_name;
	const char *sheet;       /* whose comments these are, or NULL */
	const struct docx_styles *styles; /* that hide, or NULL */
	char leaf_name[80];
	bool leaf_is_named;      /* by somebody: a custom property */
	struct leaf leaf;
	struct flow_once seen;   /* names of who changed something */
	const char *authors[WORDS_AUTHORS]; /* of the comments of a workbook */
	size_t n_authors;
};

enum flow_how words_how(const struct words *w); /* of the text that comes now */
bool words_has(const struct words *w, unsigned flag);
void words_begin_story(struct words *w, enum carrier lane);
void words_end_story(struct words *w);
void words_unmark(struct words *w, enum flow_how change);
int words_open(struct words *w, const struct xml_tag *t, int element);
#endif
