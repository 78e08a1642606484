/* SPDX-License-Identifier: EUPL-1.2 */
/* format/facts.c - what a reader says of the document as a whole, kept with its row. */
#include "format/core.h"
#include <string.h>

const char *date_kind_word(int kind)
{
	static const char *const words[] = { NULL, "created", "modified", "sent" };

	return kind >= 0 && (size_t)kind < ARRAY_LEN(words) ? words[kind] : NULL;
}

static struct document_facts *facts(struct out *out)
{
	struct level *l = out->state->level;

	while (!l->digest && l->up)
		l = l->up;
	return &l->facts;
}

void out_date(struct out *out, enum date_kind kind, int64_t seconds)
{
	struct document_facts *f = facts(out);

	if (kind <= f->dated)
		return;
	f->dated = kind;
	f->date = seconds;
}

void out_thread(struct out *out, const char *message_id, size_t len)
{
	struct document_facts *f = facts(out);
	uint8_t digest[DIGEST_LEN];

	if (*f->thread || !len)
		return;
	digest_of(message_id, len, digest);
	hex_print(f->thread, digest, (THREAD_HEX - 1) / 2);
}
