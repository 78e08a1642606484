/* SPDX-License-Identifier: EUPL-1.2 */
/* format/empty.c - no bytes at all: read in full, nothing in it. */
#include "format/core.h"

static int claim(const struct probe *p)
{
	(void)p;
	return 0;
}

static int read_empty(struct stream *in, struct out *out)
{
	(void)in;
	(void)out;
	return 0;
}

const struct format empty_format = { "empty", "a file or part without a byte", "its size", claim,
				     read_empty };
