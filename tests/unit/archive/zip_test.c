/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/archive/zip_test.c - zips as they should be and as they are. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "format/zip.h"
#include "seen.h"

#define ONE "Gesprek met mevrouw Voorbeeld te Delft.\n"
#define TWO "Verslag over de heer Proef te Utrecht.\n"

static void add_two(struct making *z)
{
	make_text(z, "een.txt", ONE);
	make_text(z, "map/twee.txt", TWO);
}

static size_t find(const struct making *z, const char *magic, unsigned nth)
{
	const char *at = z->file.bytes;

	for (;; at++, nth--) {
		at = memmem(at, z->file.len - (size_t)(at - z->file.bytes), magic, 4);
		cr_assert(at);
		if (!nth)
			return (size_t)(at - z->file.bytes);
	}
}

static struct seen *read_zip(const struct making *z)
{
	struct seen *s = seen_new();

	seen_read(s, "proef.zip", z->file.bytes, z->file.len);
	return s;
}

static void expect_two(const struct seen *s)
{
	cr_assert(seen_row(s, "een.txt", "text", ""));
	cr_assert(seen_row(s, "map/twee.txt", "text", ""));
	cr_assert(seen_text(s, "een.txt [body] " ONE));
	cr_assert(seen_text(s, "map/twee.txt [body] " TWO));
}

Test(zip, members_names_and_comment_are_read)
{
	struct making z = { 0 };

	make_member(&z, "een.txt", ONE, strlen(ONE), MAKE_STORED);
	make_member(&z, "map/", "", 0, MAKE_STORED);
	make_member(&z, "map/twee.txt", TWO, strlen(TWO), MAKE_DESCRIPTOR);
	make_end(&z, "van afdeling X");
	AUTO(seen) s = read_zip(&z);
	expect_two(s);
	cr_assert(seen_row(s, "", "zip", ""));
	cr_assert_eq(s->n_parts, 3);
	cr_assert(seen_text(s, "[comment] van afdeling X"));
	cr_assert(seen_text(s, "[attachment-name] een.txt\n\nmap/\n\nmap/twee.txt\n"));
	make_free(&z);
}

Test(zip, an_empty_one_is_ok)
{
	struct making z = { 0 };

	make_end(&z, "");
	AUTO(seen) s = read_zip(&z);
	cr_assert(seen_row(s, "", "zip", ""));
	make_free(&z);
}

Test(zip, what_stands_before_and_after_is_read_too)
{
	struct making z = { 0 }, front = { 0 };

	add_two(&z);
	make_end(&z, "");
	buf_add_str(&front.file, "Voorwoord van mevrouw Eerder.\n");
	buf_add(&front.file, z.file.bytes, z.file.len);
	AUTO(seen) s = read_zip(&front);
	expect_two(s);
	cr_assert(seen_row(s, "prepended", "text", ""));
	buf_add_str(&z.file, "Naschrift van de heer Later.\n");
	AUTO(seen) t = read_zip(&z);
	expect_two(t);
	cr_assert(seen_row(t, "appended", "text", ""));
	make_free(&z);
	make_free(&front);
}

Test(zip, a_comment_that_looks_like_an_end_does_not_hide_the_members)
{
	struct making z = { 0 };

	add_two(&z);
	make_end(&z, "xxPK\5\6 en nog een heleboel tekst erachteraan");
	AUTO(seen) s = read_zip(&z);
	expect_two(s);
	make_free(&z);
}

Test(zip, members_that_are_not_listed_are_read)
{
	struct making z = { 0 };

	make_text(&z, "een.txt", ONE);
	make_member(&z, "map/twee.txt", TWO, strlen(TWO), MAKE_UNLISTED);
	make_end(&z, "");
	AUTO(seen) s = read_zip(&z);
	expect_two(s);
	cr_assert(seen_row(s, "", "zip", "hidden-member"));
	make_free(&z);
}

Test(zip, of_two_joined_zips_both_are_read)
{
	struct making y = { 0 }, z = { 0 };

	make_text(&y, "een.txt", ONE);
	make_end(&y, "");
	make_text(&z, "map/twee.txt", TWO);
	make_end(&z, "");
	buf_add(&y.file, z.file.bytes, z.file.len);
	AUTO(seen) s = read_zip(&y);
	expect_two(s);
	cr_assert(seen_row(s, "", "zip", "hidden-member"));
	make_free(&y);
	make_free(&z);
}

Test(zip, without_a_directory_members_are_found_by_their_headers)
{
	struct making z = { 0 };

	make_text(&z, "een.txt", ONE);
	make_member(&z, "map/twee.txt", TWO, strlen(TWO), MAKE_DESCRIPTOR);
	AUTO(seen) s = read_zip(&z);
	expect_two(s);
	cr_assert(seen_row(s, "", "zip", "truncated"));
	make_free(&z);
}

Test(zip, cut_anywhere_it_gives_what_is_left_and_is_never_ok)
{
	struct making z = { 0 };

	add_two(&z);
	make_end(&z, "");
	size_t second = find(&z, "PK\3\4", 1);
	for (size_t len = 40; len < z.file.len; len++) {
		AUTO(seen) s = seen_new();

		seen_read(s, "proef.zip", z.file.bytes, len);
		cr_assert(!strstr(s->rows.bytes, "\n zip \n"), "ok at %zu", len);
		if (len >= second)
			cr_assert(seen_text(s, ONE));
	}
	make_free(&z);
}

Test(zip, a_wrong_checksum_costs_no_text)
{
	struct making z = { 0 };

	add_two(&z);
	make_end(&z, "");
	z.file.bytes[find(&z, "PK\1\2", 0) + 16] ^= 1;
	AUTO(seen) s = read_zip(&z);
	cr_assert(seen_row(s, "een.txt", "text", "crc-differs"));
	cr_assert(seen_text(s, "een.txt [body] " ONE));
	cr_assert(seen_row(s, "map/twee.txt", "text", ""));
	make_free(&z);
}

Test(zip, sizes_that_lie_hide_nothing)
{
	struct making z = { 0 };

	add_two(&z);
	make_end(&z, "");
	/* The first one states to be as large as all. */
	uint8_t all = (uint8_t)(find(&z, "PK\1\2", 0) - 37);
	z.file.bytes[18] = (char)all;
	z.file.bytes[find(&z, "PK\1\2", 0) + 20] = (char)all;
	AUTO(seen) s = read_zip(&z);
	cr_assert(seen_row(s, "een.txt", "text", "corrupt"));
	cr_assert(seen_row(s, "map/twee.txt", "text", ""));
	cr_assert(seen_row(s, "", "zip", "overlap"));
	/* Or to be nothing. */
	z.file.bytes[18] = z.file.bytes[find(&z, "PK\1\2", 0) + 20] = 0;
	AUTO(seen) t = read_zip(&z);
	cr_assert(seen_text(t, "een.txt [body] " ONE));
	make_free(&z);
}

Test(zip, two_entries_for_one_place_are_read_once)
{
	struct making z = { 0 };

	make_text(&z, "een.txt", ONE);
	char *again = xstrndup(z.directory.bytes, z.directory.len);
	buf_add(&z.directory, again, z.directory.len);
	free(again);
	z.n++;
	make_end(&z, "");
	AUTO(seen) s = read_zip(&z);
	cr_assert(seen_row(s, "een.txt", "text", ""));
	cr_assert(seen_row(s, "een.txt~2", "unknown", "overlap"));
	cr_assert(seen_row(s, "", "zip", "overlap"));
	make_free(&z);
}

Test(zip, encrypted_members_are_rows_and_the_others_are_read)
{
	struct making z = { 0 };

	add_two(&z);
	make_end(&z, "");
	z.file.bytes[6] |= 1;
	z.file.bytes[find(&z, "PK\1\2", 0) + 8] |= 1;
	AUTO(seen) s = read_zip(&z);
	cr_assert(seen_row(s, "een.txt", "unknown", "encrypted"));
	cr_assert(seen_row(s, "map/twee.txt", "text", ""));
	/* Set in one place only it is a trick. */
	z.file.bytes[6] &= (char)~1;
	AUTO(seen) t = read_zip(&z);
	expect_two(t);
	cr_assert(seen_row(t, "", "zip", "corrupt"));
	make_free(&z);
}

Test(zip, an_unknown_method_is_a_row)
{
	struct making z = { 0 };

	add_two(&z);
	make_end(&z, "");
	z.file.bytes[8] = 10;
	z.file.bytes[find(&z, "PK\1\2", 0) + 10] = 10;
	AUTO(seen) s = read_zip(&z);
	cr_assert(seen_row(s, "een.txt", "unknown", "unsupported-method"));
	cr_assert(seen_row(s, "map/twee.txt", "text", ""));
	make_free(&z);
}

Test(zip, names_in_old_code_pages_are_read)
{
	struct making z = { 0 };

	make_text(&z, "Andr\x82.txt", ONE);
	make_text(&z, "Zo\xeb.txt", TWO);
	make_text(&z, "Ren\xc3\xa9.txt", TWO);
	make_end(&z, "");
	AUTO(seen) s = read_zip(&z);
	cr_assert(seen_row(s, "Andr\xc3\xa9.txt", "text", ""));
	cr_assert(seen_row(s, "Zo\xc3\xab.txt", "text", ""));
	cr_assert(seen_row(s, "Ren\xc3\xa9.txt", "text", ""));
	cr_assert(seen_row(s, "", "zip", "guessed-charset"));
	make_free(&z);
}

Test(zip, a_bomb_stops_and_its_neighbours_are_read)
{
	struct making z = { 0 };
	char *zeros = xcalloc(1, 8u << 20);

	make_text(&z, "een.txt", ONE);
	make_member(&z, "bom.txt", zeros, 8u << 20, MAKE_DEFLATED);
	make_text(&z, "map/twee.txt", TWO);
	make_end(&z, "");
	AUTO(seen) s = seen_new();
	s->limits.ratio_from = 1u << 20;
	seen_read(s, "bom.zip", z.file.bytes, z.file.len);
	expect_two(s);
	cr_assert(strstr(s->rows.bytes, "limit-ratio"));
	make_free(&z);
	free(zeros);
}

Test(zip, a_zip_in_a_zip_is_read_to_the_depth_allowed)
{
	struct making z = { 0 };

	add_two(&z);
	make_end(&z, "");
	for (unsigned i = 0; i < 6; i++) {
		struct making outer = { 0 };

		make_member(&outer, "in.zip", z.file.bytes, z.file.len, i % 2 ? MAKE_STORED : MAKE_DEFLATED);
		make_end(&outer, "");
		make_free(&z);
		z = outer;
	}
	AUTO(seen) s = read_zip(&z);
	cr_assert(seen_row(s, "in.zip!in.zip!in.zip!in.zip!in.zip!in.zip!een.txt", "text", ""));
	AUTO(seen) t = seen_new();
	t->limits.depth = 3;
	seen_read(t, "diep.zip", z.file.bytes, z.file.len);
	cr_assert(seen_row(t, "in.zip!in.zip!in.zip!in.zip", "unknown", "limit-depth"));
	make_free(&z);
}

Test(zip, the_directory_is_opened_once_and_serves_others)
{
	struct making z = { 0 };

	add_two(&z);
	make_end(&z, "");
	AUTO(arena) a = arena_new(64u << 20);
	struct stream *in = stream_memory(a, z.file.bytes, z.file.len);
	const struct probe p = { .head = (const uint8_t *)z.file.bytes, .len = z.file.len, .whole = true,
				 .in = in, .arena = a };
	cr_assert(zip_has(&p, "map/twee.txt"));
	cr_assert(!zip_has(&p, "word/document.xml"));
	struct zip *open = zip_open(a, in);
	cr_assert_eq(open, zip_open(a, in));
	cr_assert_eq(zip_count(open), 2);
	const uint8_t *bytes;
	struct stream *s = zip_stream(a, open, zip_find(open, "een.txt"));
	cr_assert_eq(stream_peek(s, 100, &bytes), strlen(ONE));
	cr_assert_eq(memcmp(bytes, ONE, strlen(ONE)), 0);
	cr_assert(!s->broken);
	make_free(&z);
}

Test(zip, bytes_changed_at_random_never_hurt)
{
	struct making z = { 0 };
	uint32_t seed = 1;

	add_two(&z);
	make_end(&z, "commentaar");
	for (unsigned round = 0; round < 2000; round++) {
		AUTO(seen) s = seen_new();
		char *copy = xmalloc(z.file.len);

		memcpy(copy, z.file.bytes, z.file.len);
		for (unsigned i = 0; i < 1 + round % 4; i++) {
			seed = seed * 1664525 + 1013904223;
			copy[(seed >> 8) % z.file.len] = (char)(seed >> 24);
		}
		seen_read(s, "proef.zip", copy, z.file.len);
		free(copy);
	}
	make_free(&z);
}
