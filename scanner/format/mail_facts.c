/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/mail_facts.c - what a message's header says of the message: when it was sent, and to which
 * thread it belongs. A thread is named by its first message (RFC 5322 section 3.6.4): the first of
 * the references, or else what it answers, or else itself.
 */
#include "format/date.h"
#include "format/mail.h"
#include <string.h>

/* The first <...> of the field. */
static const char *message_id(const struct header *h, size_t *len)
{
	const char *from = memchr(h->raw, '<', h->len);
	const char *to = from ? memchr(from, '>', h->len - (size_t)(from - h->raw)) : NULL;

	*len = to ? (size_t)(to - from) - 1 : 0;
	return to ? from + 1 : NULL;
}

void mail_note_fact(struct mail *m, struct mail_facts *facts, const struct header *h)
{
	static const char *const binding[] = { "References", "In-Reply-To", "Message-ID" };
	int64_t sent;

	if (header_is(h, "Date")) {
		if (date_of_mail(h->raw, h->len, &sent))
			out_date(m->out, DATE_SENT, sent);
		return;
	}
	for (int i = 0; i < (int)ARRAY_LEN(binding); i++) {
		size_t len;
		const char *id = header_is(h, binding[i]) ? message_id(h, &len) : NULL;

		if (!id || (facts->thread && facts->by <= i))
			continue;
		facts->thread = arena_copy(m->out->arena, id, len);
		facts->by = i;
		return;
	}
}

void mail_tell_thread(struct mail *m, const struct mail_facts *facts)
{
	if (facts->thread)
		out_thread(m->out, facts->thread, strlen(facts->thread));
}
