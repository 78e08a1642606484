/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/corpus/say.c - an expected or found line, for a person. */
#include <string.h>
#include "base/buf.h"
#include "cmd/corpus/lines.h"

static void say_where(struct buf *b, const struct lines *l, size_t i)
{
	const char *part = lines_text(l, i, "part");

	buf_add_str(b, lines_text(l, i, "path"));
	if (part && *part)
		buf_add_format(b, "!%s", part);
}

static void say_list(struct buf *b, const char *label, const struct lines *l, size_t i,
		     const char *key)
{
	const char *word;

	for (size_t k = 0; (word = lines_item(l, i, key, k)); k++)
		buf_add_format(b, "%s%s", k ? ", " : label, word);
}

char *say_hit(const struct lines *l, size_t i)
{
	static const char *const words[] = {"category", "polarity", "role"};
	const char *carrier = lines_text(l, i, "carrier");
	struct buf b = {0};

	buf_add_format(&b, "%s '%s' at ", lines_text(l, i, "type"), lines_text(l, i, "text"));
	say_where(&b, l, i);
	if (carrier && strcmp(carrier, "body"))
		buf_add_format(&b, " %s", carrier);
	buf_add_format(&b, " %lld-%lld", (long long)lines_number(l, i, "start"),
		       (long long)lines_number(l, i, "end"));
	for (size_t k = 0; k < ARRAY_LEN(words); k++)
		if (lines_text(l, i, words[k]))
			buf_add_format(&b, ", %s", lines_text(l, i, words[k]));
	say_list(&b, ", tied to ", l, i, "tied");
	return b.bytes;
}

char *say_row(const struct lines *l, size_t i)
{
	struct buf b = {0};

	say_where(&b, l, i);
	buf_add_format(&b, ": %s %s", lines_text(l, i, "format"), lines_text(l, i, "outcome"));
	say_list(&b, ", ", l, i, "reasons");
	return b.bytes;
}
