/* SPDX-License-Identifier: EUPL-1.2 */
/* format/xlsx.h - what the sheets of a workbook share: strings, number formats, names of sheets. */
#ifndef VP_XLSX_H
#define VP_XLSX_H
#include "format/ooxml.h"

/* How a number is shown. */
enum number_kind { NUMBER_PLAIN, NUMBER_DATE, NUMBER_TIME, NUMBER_MOMENT, NUMBER_PADDED };
struct number_style {
	uint8_t kind;   /* enum number_kind */
	uint8_t digits; /* of NUMBER_PADDED */
};
#define STYLES_MAX 65536

struct xlsx_styles {
	struct number_style *cells; /* by the number that cells have */
	size_t n;
	bool from_1904;
};
void xlsx_styles_read(struct out *out, struct arena *keep, struct zip *zip, const char *member,
		      struct xlsx_styles *ret);
/* The text of a number cell: "2017-03-04" for 42798 as a date; v as it is where it is plain. */
void xlsx_number(const struct xlsx_styles *s, size_t style, const char *v, char *text, size_t room);

/* Gives string n to add() in pieces of whole code points. */
typedef int xlsx_piece_fn(void *arg, const char *utf8, size_t len);
int xlsx_string(struct xlsx_book *b, uint64_t n, xlsx_piece_fn *add, void *arg);
/* So many more bytes of sheets were read: each pays for some text that was shown before. */
void xlsx_book_read_on(struct xlsx_book *b, uint64_t bytes);
const struct xlsx_styles *xlsx_book_styles(const struct xlsx_book *b);

/* xlsx_strings.c: the shared strings, aside. */
struct xlsx_strings;
struct xlsx_strings *xlsx_strings_new(struct out *out, struct arena *keep);
void xlsx_strings_load(struct out *out, struct zip *zip, const char *member, struct xlsx_strings *s);
/* Beyond a limit a string that was shown before is left out: a small file could grow without end. */
void xlsx_strings_allow(struct xlsx_strings *s, uint64_t bytes);
int xlsx_strings_get(struct xlsx_strings *s, uint64_t n, xlsx_piece_fn *add, void *arg);
int xlsx_strings_unused(struct out *out, struct xlsx_strings *s); /* and says what was left out */

/* xlsx_page.c: "&LNaam&RPagina &P" without its codes. */
int xlsx_page_header(struct out *out, const char *text);
#endif
