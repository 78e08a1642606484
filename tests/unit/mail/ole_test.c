/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/mail/ole_test.c - Outlook messages and embedded objects in compound files. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/bytes.h"
#include "told.h"

#define SECTOR 512
#define ENTRIES 32
#define SECTORS 64

/* A compound file in the making: one sector of FAT, eight of directory, then streams, each padded
 * to sectors; all entries hang to the right of one another. */
struct making {
	uint8_t file[(1 + SECTORS) * SECTOR];
	uint32_t used, n;
	uint32_t last[ENTRIES]; /* child of each storage that came last */
};

static void put32(uint8_t *at, uint32_t n)
{
	for (unsigned i = 0; i < 4; i++)
		at[i] = (uint8_t)(n >> 8 * i);
}

static uint8_t *entry(struct making *m, uint32_t i)
{
	return m->file + 2 * SECTOR + (size_t)128 * i;
}

static void link_sectors(struct making *m, uint32_t from, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		put32(m->file + SECTOR + 4 * (size_t)(from + i), i + 1 < n ? from + i + 1 : 0xfffffffe);
}

static uint32_t add(struct making *m, uint32_t parent, const char *name, const void *bytes, size_t len)
{
	uint32_t i = m->n++, sectors = (uint32_t)((len + SECTOR - 1) / SECTOR);
	uint8_t *e = entry(m, i);

	cr_assert_lt(i, ENTRIES);
	cr_assert_leq(m->used + sectors, SECTORS);
	for (size_t c = 0; name[c]; c++)
		e[2 * c] = (uint8_t)name[c];
	e[64] = (uint8_t)(2 * strlen(name) + 2);
	e[66] = !i ? 5 : bytes ? 2 : 1;
	memset(e + 68, 0xff, 12);
	if (i)
		put32(m->last[parent] ? entry(m, m->last[parent]) + 72 : entry(m, parent) + 76, i);
	m->last[parent] = i ? i : 0;
	put32(e + 116, sectors ? m->used : 0xfffffffe);
	put32(e + 120, (uint32_t)len);
	link_sectors(m, m->used, sectors);
	if (len)
		memcpy(m->file + (1 + (size_t)m->used) * SECTOR, bytes, len);
	m->used += sectors;
	return i;
}

static uint32_t add_text(struct making *m, uint32_t parent, const char *name, const char *text)
{
	return add(m, parent, name, text, strlen(text));
}

static struct making *begin(void)
{
	struct making *m = calloc(1, sizeof(*m));

	memcpy(m->file, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
	m->file[30] = 9;
	put32(m->file + 44, 1);
	put32(m->file + 48, 1);
	put32(m->file + 60, 0xfffffffe);
	put32(m->file + 68, 0xfffffffe);
	memset(m->file + 76, 0xff, 109 * 4);
	put32(m->file + 76, 0);
	memset(m->file + SECTOR, 0xff, SECTOR);
	link_sectors(m, 1, 8);
	m->used = 9;
	add(m, 0, "Root Entry", NULL, 0);
	return m;
}

static struct making *a_message(void)
{
	static const char table[32 + 16] = { [32] = 3, [34] = (char)0xfd, [35] = 0x3f, [40] = (char)0xe3, [41] = 4 };
	struct making *m = begin();
	uint32_t r, a, inner;

	add(m, 0, "__properties_version1.0", table, sizeof(table)); /* codepage 1251 */
	add_text(m, 0, "__substg1.0_0037001E", "Overleg Gouda");
	add(m, 0, "__substg1.0_0C1A001F", "J\0a\0n\0 \0P\0r\0o\0e\0f\0", 18);
	add_text(m, 0, "__substg1.0_1000001E", "Zie de nota van \xcc\xe8\xf0.");
	r = add(m, 0, "__recip_version1.0_#00000000", NULL, 0);
	add_text(m, r, "__substg1.0_3001001E", "Kees Demo-Bakker");
	a = add(m, 0, "__attach_version1.0_#00000000", NULL, 0);
	add_text(m, a, "__substg1.0_3707001E", "nota lang.txt");
	add_text(m, a, "__substg1.0_37010102", "Hallo Utrecht");
	a = add(m, 0, "__attach_version1.0_#00000001", NULL, 0);
	inner = add(m, a, "__substg1.0_3701000D", NULL, 0);
	add(m, inner, "__properties_version1.0", table, 24);
	add_text(m, inner, "__substg1.0_0037001E", "Doorgestuurd");
	a = add(m, 0, "__attach_version1.0_#00000002", NULL, 0);
	inner = add(m, a, "__substg1.0_3701000D", NULL, 0);
	add_text(m, inner, "CONTENTS", "los object");
	return m;
}

static const struct told_how plain = { .block = 0 };

Test(msg, headers_body_recipients_and_attachments)
{
	struct making *m = a_message();
	struct told t;

	tell(&t, m->file, sizeof(m->file), &plain);
	tell_all_blocks(m->file, sizeof(m->file), &plain);
	cr_assert_str_eq(told_part(&t, "")->format, "msg");
	cr_assert_str_eq(told_text(&t, "", CARRIER_HEADER), "Subject: Overleg Gouda\nSender: Jan Proef\nName: Kees Demo-Bakker\n");
	cr_assert_str_eq(told_text(&t, "body.txt", CARRIER_BODY), "Zie de nota van \u041c\u0438\u0440.");
	cr_assert_str_eq(told_text(&t, "", CARRIER_ATTACHMENT_NAME), "nota lang.txt\n");
	cr_assert_str_eq(told_text(&t, "1:nota lang.txt", CARRIER_BODY), "Hallo Utrecht");
	cr_assert_str_eq(told_part(&t, "2")->format, "msg");
	cr_assert_eq(told_part(&t, "2")->documents, 1);
	cr_assert_str_eq(told_text(&t, "2", CARRIER_HEADER), "Subject: Doorgestuurd\n");
	cr_assert_str_eq(told_text(&t, "CONTENTS", CARRIER_BODY), "los object");
	cr_assert(!told_any_reason(&t));
	told_free(&t);
	free(m);
}

static const char package[] = "\x2e\0\0\0\2\0nota.txt\0C:\\map\\nota.txt\0\0\0\3\0\4\0\0\0abc\0\7\0\0\0Hallo Jinaf";

Test(ole, an_object_gives_what_is_in_it)
{
	struct making *m = begin();
	struct told t;
	uint32_t storage;

	add_text(m, 0, "\1CompObj", "Package");
	add(m, 0, "\1Ole10Native", package, sizeof(package) - 1);
	storage = add(m, 0, "Bijlage", NULL, 0);
	add_text(m, storage, "Data", "dit hoort bij het document");
	add_text(m, storage, "WordDocument", "0123456789ABCDEF");
	add_text(m, add(m, 0, "Map", NULL, 0), "Package", "Kees Demo-Bakker");
	tell(&t, m->file, sizeof(m->file), &plain);
	tell_all_blocks(m->file, sizeof(m->file), &plain);
	cr_assert_str_eq(told_part(&t, "")->format, "ole");
	cr_assert_str_eq(told_text(&t, "Ole10Native/nota.txt", CARRIER_BODY), "Hallo J");
	cr_assert_str_eq(told_text(&t, "", CARRIER_ATTACHMENT_NAME), "nota.txt\n");
	cr_assert_str_eq(told_text(&t, "Map/Package", CARRIER_BODY), "Kees Demo-Bakker");
	cr_assert_str_eq(told_part(&t, "Bijlage")->format, "doc");
	cr_assert(told_reason(&t, "Bijlage", REASON_UNSUPPORTED_FORMAT));
	cr_assert(!told_has(&t, "Bijlage/Data"));
	told_free(&t);
	free(m);
}

/* Chains that are loops, cross, or lead out of the file; a tree that leads to itself. */
Test(ole, damage_ends_and_is_told)
{
	struct making *m = begin();
	struct told t;

	add_text(m, 0, "A", "een");
	add_text(m, 0, "B", "twee");
	put32(entry(m, 1) + 120, 5000); /* longer than its chain */
	put32(entry(m, 2) + 72, 1);
	tell(&t, m->file, sizeof(m->file), &plain);
	cr_assert(told_reason(&t, "A", REASON_TRUNCATED));
	told_free(&t);
	put32(entry(m, 1) + 120, 0xffffffff);
	put32(m->file + SECTOR + 4 * (size_t)little32(entry(m, 1) + 116), little32(entry(m, 1) + 116));
	tell(&t, m->file, sizeof(m->file), &plain);
	cr_assert(told_reason(&t, "A", REASON_OVERLAP));
	told_free(&t);
	put32(entry(m, 0) + 76, 0xffffffff); /* no child: all are lost, and found */
	tell(&t, m->file, sizeof(m->file), &plain);
	cr_assert(told_has(&t, "B"));
	told_free(&t);
	put32(m->file + 48, 1000); /* no directory */
	tell(&t, m->file, sizeof(m->file), &plain);
	cr_assert_str_eq(told_part(&t, "")->format, "ole2");
	cr_assert(told_reason(&t, "", REASON_UNSUPPORTED_FORMAT));
	told_free(&t);
	free(m);
}

Test(msg, any_damage_is_survived)
{
	uint32_t seed = 5;

	for (int round = 0; round < 1500; round++) {
		struct making *m = a_message();
		size_t len = round % 3 ? sizeof(m->file) : (seed >> 7) % sizeof(m->file);
		struct told t;

		for (int n = 0; n < 1 + round % 4; n++) {
			seed = seed * 1664525 + 1013904223;
			m->file[(seed >> 8) % (SECTOR * (round % 2 ? 10 : 30))] = (uint8_t)(seed >> 3);
		}
		tell(&t, m->file, len, &plain);
		told_free(&t);
		free(m);
	}
}
