/* SPDX-License-Identifier: EUPL-1.2 */
/* format/xlsx_book.c - the workbook: which member is which sheet, and what the sheets share. */
#include "format/xlsx.h"
#include <string.h>

#define SHEETS_MAX 10000

struct sheet {
	const char *name, *member;
	bool hidden;
	struct sheet *next;
};
struct xlsx_book {
	const struct zip *zip;
	struct arena *keep;
	const struct ooxml_links *links;
	struct sheet *sheets;
	size_t n_sheets;
	const char *strings_member;
	struct xlsx_styles styles;
	struct xlsx_strings *strings;
};

/* As the member is called in the zip. */
static const char *found(const struct zip *zip, const char *name)
{
	const struct zip_member *m = zip_find(zip, name);

	return m ? m->name : name;
}

static void add_sheet(struct xlsx_book *b, const char *name, const char *member, bool hidden)
{
	struct sheet *sheet;

	if (!name || !member || b->n_sheets++ >= SHEETS_MAX)
		return;
	sheet = arena_get(b->keep, sizeof(*sheet));
	sheet->name = arena_copy(b->keep, name, strlen(name));
	member = found(b->zip, member);
	sheet->member = arena_copy(b->keep, member, strlen(member));
	sheet->hidden = hidden;
	sheet->next = b->sheets;
	b->sheets = sheet;
}

static int on_open(void *state, const struct xml_tag *t)
{
	struct xlsx_book *b = state;

	if (!strcmp(t->name, "sheet")) {
		const char *state_word = xml_attr(t, "state");

		add_sheet(b, xml_attr(t, "name"),
			  ooxml_link(b->links, xml_attr_in(t, "/relationships", "id")),
			  state_word && strcmp(state_word, "visible"));
	} else if (!strcmp(t->name, "workbookPr")) {
		const char *from_1904 = xml_attr(t, "date1904");

		b->styles.from_1904 = from_1904 && (*from_1904 == '1' || *from_1904 == 't');
	}
	return 0;
}

static const char *either(const char *linked, const char *usual)
{
	return linked ? linked : usual;
}

/* Comments stand in a member of their own, which only the sheet knows. */
static void name_comments(struct xlsx_book *b, struct out *out, struct zip *zip)
{
	struct arena *scratch = look_keep(out);
	struct sheet *last = b->sheets;

	for (struct sheet *sheet = last; sheet; sheet = sheet->next) {
		struct ooxml_links *l = ooxml_links_of(out, scratch, zip, sheet->member);

		add_sheet(b, sheet->name, ooxml_link_like(l, "omments"), sheet->hidden);
		add_sheet(b, sheet->name, ooxml_link_like(l, "threadedComment"), sheet->hidden);
		arena_rewind(scratch, 0);
	}
}

struct xlsx_book *xlsx_book_open(struct out *out, struct zip *zip)
{
	static const char workbook[] = "xl/workbook.xml";
	static const struct xml_events events = { .open = on_open,
						  .close = look_close,
						  .text = look_text,
						  .drop_rest = true };
	struct arena *keep;
	struct xlsx_book *b;

	if (!zip_find(zip, workbook) && !zip_find(zip, "xl/sharedStrings.xml"))
		return NULL;
	keep = look_keep(out);
	b = arena_get(keep, sizeof(*b));
	b->keep = keep;
	b->zip = zip;
	b->links = ooxml_links_of(out, keep, zip, workbook);
	look(out, zip, workbook, &events, b);
	b->strings_member = found(
		zip, either(ooxml_link_like(b->links, "haredStrings"), "xl/sharedStrings.xml"));
	b->strings = xlsx_strings_new(out, keep);
	xlsx_strings_load(out, zip, b->strings_member, b->strings);
	xlsx_styles_read(out, keep, zip,
			 either(ooxml_link_like(b->links, "tyles.xml"), "xl/styles.xml"), &b->styles);
	name_comments(b, out, zip);
	return b;
}

const char *xlsx_book_strings(const struct xlsx_book *b)
{
	return b->strings_member;
}

const char *xlsx_book_sheet(const struct xlsx_book *b, const char *member, bool *hidden)
{
	for (const struct sheet *sheet = b->sheets; sheet; sheet = sheet->next)
		if (!strcmp(sheet->member, member)) {
			*hidden = sheet->hidden;
			return sheet->name;
		}
	return NULL;
}

const struct xlsx_styles *xlsx_book_styles(const struct xlsx_book *b)
{
	return &b->styles;
}

int xlsx_string(struct xlsx_book *b, uint64_t n, xlsx_piece_fn *add, void *arg)
{
	return xlsx_strings_get(b->strings, n, add, arg);
}

void xlsx_book_read_on(struct xlsx_book *b, uint64_t bytes)
{
	xlsx_strings_allow(b->strings, bytes);
}

int xlsx_book_unused(struct out *out, struct xlsx_book *b)
{
	return xlsx_strings_unused(out, b->strings);
}
