/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/flow.h - paragraphs, tables and tracked changes of an office document on their way to
 * the lanes.
 *
 * A story is a run of paragraphs in a lane of its own: the body, a text box in it, a footnote.
 * Stories nest; each goes on where it was. What belongs between two stretches of text (a tab, a
 * line end, an empty line) is worked out per lane when the second one comes.
 *
 * Tracked changes: the story's lane gets the text as accepted, with what was inserted in shadow;
 * INSERTED gets the inserted stretches alone; DELETED gets the paragraph as it was, with what was
 * kept in shadow. So a name across the edge of a change is found, and none is found twice.
 */
#ifndef VP_FLOW_H
#define VP_FLOW_H
#include "format/xml.h"

enum flow_how { FLOW_KEPT, FLOW_INSERTED, FLOW_DELETED, FLOW_HIDDEN };

struct flow;
struct flow *flow_new(struct out *out, enum carrier story);
void flow_anchors_page(struct flow *f, uint32_t number); /* instead of paragraphs: slide number */
void flow_anchors_cell(struct flow *f, uint32_t row, const char *name); /* from here on */
void flow_label(struct flow *f, const char *label);      /* of the anchors to come; or NULL */

void flow_story_begin(struct flow *f, enum carrier story);
void flow_story_end(struct flow *f);
enum carrier flow_story(const struct flow *f);

void flow_paragraph(struct flow *f);
/* The end of paragraph itself may be a tracked change: then this and the next are one, either as
 * accepted (deleted) or as it was (inserted). */
void flow_paragraph_end(struct flow *f, enum flow_how mark);
bool flow_in_paragraph(const struct flow *f);

void flow_table(struct flow *f);
void flow_row(struct flow *f, uint32_t repeated);
void flow_cell(struct flow *f);
void flow_columns(struct flow *f, uint32_t columns); /* passed over before the next cell */
void flow_table_end(struct flow *f);

int flow_text(struct flow *f, enum flow_how how, const struct xml_text *t);
int flow_str(struct flow *f, enum flow_how how, const char *s); /* has no source */
uint64_t flow_put_out(const struct flow *f); /* bytes of text so far, in all lanes */

/* A line of its own in another lane, at this spot: a property, an alternative text. name, if any,
 * is its anchor and label: what the file calls the value ("creator"), no text of anyone. Blank
 * values are left out. */
int flow_line_text(struct flow *f, enum carrier lane, const char *name, const struct xml_text *value);
int flow_line(struct flow *f, enum carrier lane, const char *name, const char *value); /* no source */
/* With a name that somebody chose, as of a custom property: it stands before the value. */
int flow_named_line(struct flow *f, enum carrier lane, const char *name,
		    const struct xml_text *value);
/* Once for each value, a string (names of who changed what), as far as it can remember. */
struct flow_once {
	uint64_t seen[64];
	size_t n;
};
int flow_line_once(struct flow *f, struct flow_once *once, enum carrier lane, const char *name,
		   const struct xml_text *value);

/* Attributes that hold text somebody wrote, each a line of its own. Rows sorted by element. */
struct text_attr {
	const char *element, *attr;
	enum carrier lane;
	const char *label; /* its anchor, if any */
	unsigned flags;    /* only in parts that have one of these; 0: in all */
};
int text_attrs_out(struct flow *f, const struct xml_tag *tag, const struct text_attr *attrs,
		   size_t n, unsigned flags);

/* "A", "Z", "AA" for 1, 26, 27 */
void column_name(uint32_t column, char out[8]);
#endif
