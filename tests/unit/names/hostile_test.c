/* SPDX-License-Identifier: EUPL-1.2 */
/* hostile_test.c - windows, damage and text that wants to take long. */
#include "base/buf.h"
#include "base/utf8.h"
#include "said.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char letter[] =
    "Van: Fatima Testaoui <f.testaoui@voorbeeld.nl>\nAan: Berg, J.A. van den (Jan)\n\n"
    "Beste Jan,\n\nGisteren sprak ik met de heer Van der Proef, M. el B. (27) en Ömer Testçı uit\n"
    "Den Haag. Volgens Testçı woont de 34-jarige Zwbrt in Qwertdorp. B. ontkent dat.\n"
    "BETROKKENE OUSSAMA TESTAICH WOONT TE 's-GRAVENHAGE.\n"
    "de lijst: mevrouw testali, jan de vries; 'Mo' Mohamed \"Mo\" Testman\n\n"
    "Met vriendelijke groet,\nFatima\n";

/* The letter many times, with filling of many lengths between. */
static void write_long(struct buf *to, size_t len)
{
	for (unsigned i = 0; to->len < len; i++) {
		buf_add_str(to, letter);
		for (unsigned k = 0; k < i % 37; k++)
			buf_add_str(to, "een gewone regel met woorden\n");
		buf_add_byte(to, '\n');
	}
}

Test(hostile, windows_make_no_difference)
{
	static const size_t windows[] = {4096, 5003, 9001, 20011};
	struct buf text = {0};

	write_long(&text, 60000);
	char *whole = said_whole(&(struct saying) {.carrier = CARRIER_BODY}, text.bytes, text.len);
	for (size_t i = 0; i < ARRAY_LEN(windows); i++) {
		const struct saying how = {.carrier = CARRIER_BODY, .window = windows[i]};
		char *cut = said_whole(&how, text.bytes, text.len);

		cr_expect_str_eq(cut, whole, "window %zu differs", windows[i]);
		free(cut);
	}
	free(whole);
	buf_free(&text);
}

Test(hostile, a_list_without_marks)
{
	static const size_t windows[] = {4096, 7001};
	struct buf text = {0};

	for (unsigned i = 0; text.len < 40000; i++)
		buf_add_str(&text, i % 3 ? "Fatima Testaoui " : "Jan van der Proefma ");
	char *whole = said_whole(&(struct saying) {.carrier = CARRIER_BODY}, text.bytes, text.len);
	cr_assert(strstr(whole, " Jan van der Proefma "));
	for (size_t i = 0; i < ARRAY_LEN(windows); i++) {
		const struct saying how = {.carrier = CARRIER_BODY, .window = windows[i]};
		char *cut = said_whole(&how, text.bytes, text.len);

		cr_expect_str_eq(cut, whole, "window %zu differs", windows[i]);
		free(cut);
	}
	free(whole);
	buf_free(&text);
}

Test(hostile, cut_anywhere)
{
	for (size_t len = 1; len < sizeof(letter); len++) {
		size_t whole = utf8_valid_prefix(letter, len);

		free(said_of(&(struct saying) {.carrier = CARRIER_BODY}, letter, whole));
		free(said_of(&(struct saying) {.carrier = CARRIER_HEADER, .label = "From"}, letter,
			     whole));
	}
}

Test(hostile, flipped_bytes)
{
	unsigned seed = 7;
	char copy[sizeof(letter)];

	for (unsigned round = 0; round < 1500; round++) {
		memcpy(copy, letter, sizeof(letter));
		for (unsigned k = 0; k < 8; k++) {
			seed = seed * 1103515245 + 12345;
			copy[(seed >> 8) % (sizeof(letter) - 1)] =
			    "\n\t .,'-()\"<>@_AZz9"[(seed >> 24) % 18];
		}
		for (size_t at = 0; at < sizeof(letter) - 1; at++)
			if ((unsigned char)copy[at] >= 0x80)
				copy[at] = 'x';
		free(said_of(&(struct saying) {.carrier = CARRIER_BODY}, copy, sizeof(letter) - 1));
	}
}

static double seconds_for(const char *piece, size_t len)
{
	struct buf text = {0};
	struct timespec from, to;

	while (text.len < len)
		buf_add_str(&text, piece);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	free(said_of(&(struct saying) {.window = TEXT_WINDOW}, text.bytes, text.len));
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	buf_free(&text);
	return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

/* Twice the text takes twice the time, not four times. */
Test(hostile, time_is_linear)
{
	static const char *const pieces[] = {
	    "Van ",
	    "A. ",
	    "Abc-",
	    "A=",
	    "a.",
	    "De Van ",
	    "Jan ",
	    "Jan, ",
	    "( Jan",
	    "\"Jan\" ",
	    "'s ",
	    "Abcdefghij",
	    "Naam: ",
	    "Jan:\n",
	    "\t",
	    "Amsterdam Fatima ",
	    "X Y ",
	    "J.P. ",
	    "Berg, J. ",
	    "van den ",
	    "JAN VAN ",
	    "x@",
	    "Stichting van ",
	    "É",
	    "-",
	    "Met groet\n",
	};

	for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
		double small = seconds_for(pieces[i], 100000), big = seconds_for(pieces[i], 400000);

		cr_expect(big < 9 * small + 0.2,
			  "'%s' takes %.3f s, and %.3f s for four times as much", pieces[i], small,
			  big);
	}
}
