/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/quoting.h - whose words a line of a mail is: the sender's, or quoted ones.
 *
 * Pure functions of the text from a line's start on; what they look at behind that line is bounded
 * by what the caller shows.
 */
#ifndef VP_QUOTING_H
#define VP_QUOTING_H
#include "base/base.h"

#define QUOTING_LOOK 8192u /* so much text behind a line's start is enough to decide */

/* How deep a line is quoted by marks (">", "> >", ">>", "| "); *strip: how long they are. */
unsigned quote_marks(const char *line, size_t len, size_t *strip);
unsigned quote_marks_flowed(const char *line, size_t len, size_t *strip); /* RFC 3676 */

/* A line that says that another message follows: "-----Oorspronkelijk bericht-----". */
bool quote_is_divider(const char *line, size_t len);
/* "Op 3 mei 2021 schreef X:", "On ... wrote:"; may run over lines. How many, or 0.
 * *marked: the words it announces carry quote marks, so that they end by themselves. */
unsigned quote_attribution(const char *text, size_t len, bool *marked);
/* A field of the header that mail programs write above the message they answer. The name's
 * place in the line is given. */
bool quote_is_field(const char *line, size_t len, size_t *name_at, size_t *name_len);
/* Does such a header begin here: a sender, and at least two of date, recipient and subject? */
bool quote_is_header(const char *text, size_t len);
/* The length of the line at text, its line end (of *end bytes) included. */
size_t quote_line(const char *text, size_t len, size_t *end);
#endif
