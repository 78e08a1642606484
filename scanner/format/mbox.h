/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/mbox.h - where a message of a mailbox begins.
 *
 * A pure function of the bytes at the start of a line, so that reading can also begin in the
 * middle of a mailbox: at the first blank line that a separator follows.
 */
#ifndef VP_MBOX_H
#define VP_MBOX_H
#include "stream/stream.h"

#define MBOX_SEPARATOR_MAX 3072u /* more than this need not be visible to decide */

/* The length of the "From " line at bytes, line end included, if a message starts behind it: an
 * envelope line (sender, date with month, time and a year of four digits, perhaps more) and then
 * a line that looks like a header. Else 0. The line before must be blank, or there is none. */
size_t mbox_separator(const uint8_t *bytes, size_t len);

/* Goes from message to message, as reading does, without looking inside, and tells of each border
 * that is at least `step` bytes behind the last one: `at` is where its separator stands, `blank`
 * how many bytes before it belong to no message, `number` that of the message behind it. What
 * stands between two borders, without that blank line, can be read by itself. False if this does
 * not begin with a separator, or fn said no. */
typedef bool mbox_border_fn(void *arg, uint64_t at, size_t blank, uint32_t number);
bool mbox_survey(struct arena *a, struct stream *in, uint64_t step, mbox_border_fn *fn, void *arg);
#endif
