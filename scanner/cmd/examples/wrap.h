/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cmd/examples/wrap.h - a passage of text as a document of each simple format.
 *
 * Written as plainly as the formats allow, by code that shares nothing with the readers: one line
 * of a pack then tests the pattern and every way to it.
 */
#ifndef VP_WRAP_H
#define VP_WRAP_H
#include "base/buf.h"

struct wrapping {
	const char *name, *file_name;
	bool cells;     /* can put a text into a column with a head */
	bool lines;     /* keeps the lines of a passage apart */
	void (*wrap)(struct buf *to, const char *text, const char *head);
};
extern const struct wrapping wrappings[]; /* ends with a NULL name */
#endif
