/* SPDX-License-Identifier: EUPL-1.2 */
/* report/join.c - several texts as one cell. */
#include "report/join.h"

void texts_join(struct buf *to, const struct texts *t, size_t most)
{
	buf_clear(to);
	for (size_t i = 0; i < t->n && i < most; i++)
		buf_add_format(to, "%s%s", i ? "; " : "", t->texts[i]);
	if (t->n > most)
		buf_add_format(to, "; en nog %zu", t->n - most);
	if (!to->bytes)
		buf_add_str(to, "");
}
