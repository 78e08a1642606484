/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/texts/chat_test.c - exported chats of several programs. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "feed.h"

/* The senders, one by one, and the messages apart. */
static void expect_chat(const char *chat, const char *text, const char *senders)
{
	struct feed_how how = { 0 };
	struct buf found = { 0 };
	struct fed f;

	feed(&f, chat, strlen(chat), &how);
	cr_expect_str_eq(f.format, "chat");
	char *wanted = with_newlines(text);
	cr_expect_str_eq(fed_text(&f, CARRIER_BODY), wanted);
	free(wanted);
	for (size_t i = 0; i + 1 < f.lanes[CARRIER_BODY].n_anchors; i++) {
		const struct fed_anchor *a = &f.lanes[CARRIER_BODY].anchors[i];

		if (a->kind == AT_HEADER)
			buf_add_format(&found, "%u:%.*s ", a->number, (int)(a[1].at - a->at),
				       fed_text(&f, CARRIER_BODY) + a->at);
	}
	cr_expect_str_eq(found.bytes, senders);
	buf_free(&found);
	fed_free(&f);
	feed_all_blocks(chat, strlen(chat), &how);
}

Test(chat, android)
{
	expect_chat("12-03-24 14:05 - Berichten zijn versleuteld.\n"
		    "12-03-24 14:05 - Jan Bakker: Hoi\nmet twee regels: echt\n"
		    "12-03-24 14:06 - +31 6 12345678: <Media weggelaten>\n",
		    "12-03-24 14:05 - Berichten zijn versleuteld.\n\n"
		    "12-03-24 14:05 - Jan Bakker: Hoi\nmet twee regels: echt\n\n"
		    "12-03-24 14:06 - +31 6 12345678: <Media weggelaten>\n",
		    "2:Jan Bakker 3:+31 6 12345678 ");
}

Test(chat, ios_with_marks)
{
	expect_chat("\u200E[3/12/24, 2:05:33\u202FPM] Sara: hi\r\n"
		    "[3/12/24, 2:06:33\u202FPM] Kees Mulder: \u200Eafbeelding weggelaten\r\n",
		    "\u200E[3/12/24, 2:05:33\u202FPM] Sara: hi\r\n\n"
		    "[3/12/24, 2:06:33\u202FPM] Kees Mulder: \u200Eafbeelding weggelaten\r\n",
		    "1:Sara 2:Kees Mulder ");
}

Test(chat, telegram)
{
	expect_chat("Jan Bakker, [12.03.24 14:05]\nHoi\n\nSara, [12.03.24 14:06]\nJa\n",
		    "Jan Bakker, [12.03.24 14:05]\nHoi\n\nSara, [12.03.24 14:06]\nJa\n",
		    "1:Jan Bakker 2:Sara ");
}

Test(chat, source_skips_the_empty_line)
{
	const char *chat = "12-03-24 14:05 - Jan: Hoi\n12-03-24 14:06 - Sara: Dag Zwolle\n";
	struct feed_how how = { .word = "Zwolle" };
	struct fed f;

	feed(&f, chat, strlen(chat), &how);
	cr_expect(f.word_exact);
	cr_expect_eq(f.word_offset, (uint64_t)(strstr(chat, "Zwolle") - chat));
	cr_expect_eq(f.word_anchor_kind, AT_MESSAGE);
	cr_expect_eq(f.word_anchor_number, 2);
	fed_free(&f);
}

Test(chat, what_is_no_chat)
{
	static const char *const texts[] = {
		"[2024-03-12 14:05:33] local.ERROR: kapot\n[2024-03-12 14:05:34] local.INFO: heel\n",
		"12-03-24 14:05 - Jan: een enkel bericht\n",
		"Verslag van 12-03-24 14:05 - Jan: hoi\nVerslag van 12-03-24 14:05 - Jan: hoi\n",
		"12-03-24 vergadering\n13-03-24 vergadering\n",
	};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		cr_expect_str_neq(feed_claim(texts[i], strlen(texts[i]), "x"), "chat", "%s",
				  texts[i]);
}
