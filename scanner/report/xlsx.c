/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/xlsx.c - hits, documents and coverage as a workbook.
 *
 * The library writes a file by name and seeks in it, so it writes an unnamed one, which is then
 * copied to wherever the report goes; nothing of it is left behind.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "report/mask.h"
#include "report/reasons.h"
#include "report/tied.h"
#include "report/words.h"
#include "report/xlsx.h"

struct filling {
	struct store *store;
	const struct report_options *options;
	bool english;
	struct fail *fail;
	struct tied *tied;
	struct cells *hits, *documents, *coverage;
	const struct file_row *document;
	struct buf to_document, to_hit; /* where the row of it stands */
};

#define HIT_COLUMNS(X)                                                                             \
	X("Soort", "Type", 22, COLUMN_PLAIN, false)                                                \
	X("Categorie", "Category", 30, COLUMN_PLAIN, false)                                        \
	X("Ervoor", "Before", 46, COLUMN_BEFORE, false)                                            \
	X("Gevonden", "Found", 28, COLUMN_STRONG, false)                                           \
	X("Erna", "After", 46, COLUMN_WRAP, false)                                                 \
	X("Score", "Score", 8, COLUMN_PLAIN, false)                                                \
	X("Bestand", "File", 40, COLUMN_WRAP, false)                                               \
	X("Plaats in het bestand", "Place in the file", 36, COLUMN_WRAP, false)                    \
	X("Gesteld of ontkend", "Stated or denied", 20, COLUMN_PLAIN, false)                       \
	X("Hoe gezegd", "How said", 22, COLUMN_PLAIN, false)                                       \
	X("Rol", "Role", 18, COLUMN_PLAIN, false)                                                  \
	X("Hoort bij", "Belongs to", 28, COLUMN_WRAP, false)                                       \
	X("Patroon", "Pattern", 20, COLUMN_PLAIN, true)                                            \
	X("Waarom", "Why", 40, COLUMN_PLAIN, true)                                                 \
	X("Vindplaats", "Place", 40, COLUMN_PLAIN, true)                                           \
	X("Kenmerk", "Id", 34, COLUMN_PLAIN, true)
#define DOCUMENT_COLUMNS(X)                                                                        \
	X("Bestand", "File", 70, COLUMN_WRAP, false)                                               \
	X("Vondsten", "Hits", 11, COLUMN_PLAIN, false)                                             \
	X("Eerste vondst", "First hit", 16, COLUMN_PLAIN, false)                                   \
	X("Formaat", "Format", 12, COLUMN_PLAIN, false)                                            \
	X("Grootte (bytes)", "Size (bytes)", 18, COLUMN_PLAIN, false)                              \
	X("Laatst gewijzigd", "Last changed", 18, COLUMN_PLAIN, false)
#define COVERAGE_COLUMNS(X)                                                                        \
	X("Bestand", "File", 60, COLUMN_WRAP, false)                                               \
	X("Uitkomst", "Outcome", 22, COLUMN_PLAIN, false)                                          \
	X("Waarom", "Why", 48, COLUMN_WRAP, false)                                                 \
	X("Wat te doen", "What to do", 48, COLUMN_WRAP, false)                                     \
	X("Melding", "Message", 48, COLUMN_WRAP, false)                                            \
	X("Redenen", "Reasons", 22, COLUMN_PLAIN, true)                                            \
	X("Formaat", "Format", 12, COLUMN_PLAIN, true)                                             \
	X("Grootte (bytes)", "Size (bytes)", 18, COLUMN_PLAIN, true)                               \
	X("Laatst gewijzigd", "Last changed", 18, COLUMN_PLAIN, true)                              \
	X("Vondsten, ook onder de drempel", "Hits, also below the threshold", 30, COLUMN_PLAIN, true)
#define DUTCH(nl, en, width, look, unprinted) {nl, width, look, unprinted},
#define ENGLISH(nl, en, width, look, unprinted) {en, width, look, unprinted},
static const struct cells_column hit_columns[2][16] = {{HIT_COLUMNS(DUTCH)},
							  {HIT_COLUMNS(ENGLISH)}};
static const struct cells_column document_columns[2][6] = {{DOCUMENT_COLUMNS(DUTCH)},
						     {DOCUMENT_COLUMNS(ENGLISH)}};
static const struct cells_column coverage_columns[2][10] = {{COVERAGE_COLUMNS(DUTCH)},
						      {COVERAGE_COLUMNS(ENGLISH)}};

static void put_ties(const struct filling *x, const struct hit_row *row)
{
	struct buf names = {0};

	for (size_t i = 0; i < row->hit.n_ties; i++) {
		bool told;
		const char *name = tied_name(x->tied, row->tied_ids[i], &told);
		struct buf shown = {0};

		if (name && x->options->mask)
			mask_value(&shown, TYPE_PERSON, name);
		buf_add_format(&names, "%s%s", i ? "; " : "",
			       shown.bytes ? shown.bytes : name ? name : row->tied_ids[i]);
		buf_free(&shown);
	}
	cells_text(x->hits, names.bytes);
	buf_free(&names);
}

static void put_value(const struct filling *x, const struct hit *h)
{
	bool mask = x->options->mask;
	struct buf masked = {0};

	if (mask)
		mask_value(&masked, h->type, h->value);
	cells_text(x->hits, mask ? NULL : h->before);
	cells_text(x->hits, mask ? masked.bytes : h->value);
	cells_text(x->hits, mask ? NULL : h->after);
	cells_int(x->hits, (uint64_t)h->score);
	buf_free(&masked);
}

static void put_rest(const struct filling *x, const struct hit_row *row)
{
	struct buf words = {0}, why = {0}, place = {0};

	place_says(&words, row, x->document->format, x->english);
	cells_text(x->hits, words.bytes);
	cells_text(x->hits, polarity_says(row->hit.polarity, x->english));
	cells_text(x->hits, manner_says(row->hit.manner, x->english));
	cells_text(x->hits, role_says(row->hit.role, x->english));
	put_ties(x, row);
	cells_text(x->hits, row->pattern_name);
	if (x->options->mask)
		mask_quoted(&why, row->hit.why);
	cells_text(x->hits, x->options->mask ? why.bytes : row->hit.why);
	record_place(&place, row);
	cells_text(x->hits, place.bytes);
	cells_text(x->hits, row->id);
	buf_free(&words);
	buf_free(&why);
	buf_free(&place);
}

static int put_hit(void *arg, const struct hit_row *row)
{
	struct filling *x = arg;

	cells_row(x->hits);
	if (!x->to_hit.len)
		cells_here(x->hits, &x->to_hit);
	cells_text(x->hits, type_says(row->hit.type, x->english));
	cells_text(x->hits, row->category ? category_says(row->category, x->english) : NULL);
	put_value(x, &row->hit);
	cells_link(x->hits, x->to_document.bytes, row->path);
	put_rest(x, row);
	return 0;
}

/* As a browser would write it; a relative path starts where this command was given. */
static void add_file_url(struct buf *to, const char *path)
{
	char *here = *path == '/' ? NULL : get_current_dir_name();
	const char *const pieces[] = {here ? here : "", here ? "/" : "", path};

	buf_add_str(to, "file://");
	for (size_t i = 0; i < ARRAY_LEN(pieces); i++)
		for (const unsigned char *c = (const unsigned char *)pieces[i]; *c; c++)
			if (*c < 0x80 && (strchr("-._~/", *c) || (*c >= '0' && *c <= '9') ||
					  ((*c | 0x20) >= 'a' && (*c | 0x20) <= 'z')))
				buf_add_byte(to, (char)*c);
			else
				buf_add_format(to, "%%%02X", *c);
	free(here);
}

static int put_document(void *arg, const struct file_row *d)
{
	struct filling *x = arg;
	struct hit_query q = x->options->query;
	struct buf url = {0};

	x->document = d;
	q.path_prefix = d->path;
	buf_clear(&x->to_document);
	buf_clear(&x->to_hit);
	cells_row(x->documents);
	cells_here(x->documents, &x->to_document);
	if (tied_read(x->tied, x->store, d->path, &x->options->query, x->fail) < 0 ||
	    store_each_hit(x->store, &q, put_hit, x, x->fail) < 0)
		return -1;
	add_file_url(&url, d->path);
	cells_link(x->documents, url.bytes, d->path);
	cells_int(x->documents, d->hits);
	cells_link(x->documents, x->to_hit.bytes, x->english ? "first hit" : "eerste vondst");
	cells_text(x->documents, d->format);
	cells_int(x->documents, d->size);
	cells_day(x->documents, d->mtime_ns);
	buf_free(&url);
	return 0;
}

static void put_reasons(const struct filling *x, const struct ledger_row *row)
{
	struct buf cells[4] = {{0}};
	bool told[N_REASONS] = {false};

	for (size_t i = 0; i < row->n_reasons; i++) {
		const struct store_reason *r = &row->reasons[i];

		buf_add_format(&cells[2], "%s%s%s%s", i ? "; " : "", r->part, *r->part ? ": " : "",
			       r->text);
		if (told[r->reason])
			continue;
		told[r->reason] = true;
		buf_add_format(&cells[0], "%s%s", i ? " " : "", reason_means(r->reason, x->english));
		buf_add_format(&cells[1], "%s%s", i ? " " : "", reason_advice(r->reason, x->english));
		buf_add_format(&cells[3], "%s%s", i ? " " : "", reason_word(r->reason));
	}
	for (size_t i = 0; i < ARRAY_LEN(cells); i++) {
		cells_text(x->coverage, cells[i].bytes);
		buf_free(&cells[i]);
	}
}

static int put_ledger(void *arg, const struct ledger_row *row)
{
	const struct filling *x = arg;

	cells_row(x->coverage);
	cells_text(x->coverage, row->item->path);
	cells_text(x->coverage, outcome_says(row->outcome, x->english));
	put_reasons(x, row);
	cells_text(x->coverage, row->format ? row->format : "unknown");
	cells_int(x->coverage, (uint64_t)row->item->size);
	cells_day(x->coverage, row->item->mtime_ns);
	cells_int(x->coverage, row->hits);
	return 0;
}

static int fill(void *arg, struct fail *f)
{
	struct filling *x = arg;
	struct ledger_query all = {0};

	x->fail = f;
	if (store_each_file(x->store, &x->options->query, put_document, x, f) < 0)
		return -1;
	return store_each_ledger(x->store, &all, put_ledger, x, f);
}

static int write_book(const char *file, struct store *s, const struct report_options *o,
		      struct fail *f)
{
	bool english = lang_is_english(o->lang);
	struct filling x = {.store = s, .options = o, .english = english};
	struct book *b = book_new(file, XLSX_ROWS, f);
	int result;
	struct fail closing;

	if (!b)
		return -1;
	x.hits = book_cells(b, english ? "Hits" : "Treffers", hit_columns[english],
			    ARRAY_LEN(hit_columns[0]));
	x.documents = book_cells(b, english ? "Documents" : "Documenten", document_columns[english],
				 ARRAY_LEN(document_columns[0]));
	x.coverage = book_cells(b, english ? "Coverage" : "Dekking", coverage_columns[english],
				ARRAY_LEN(coverage_columns[0]));
	x.tied = tied_new();
	result = store_read_whole(s, fill, &x, f);
	if (book_close(b, result < 0 ? &closing : f) < 0)
		result = -1;
	tied_free(x.tied);
	buf_free(&x.to_document);
	buf_free(&x.to_hit);
	return result;
}

static int write_xlsx(FILE *to, struct store *s, const struct report_options *o, struct fail *f)
{
	struct book_file file;

	if (book_file_open(&file, f) < 0)
		return -1;
	int result = write_book(file.name, s, o, f);

	return book_file_end(&file, result < 0 ? NULL : to, f) < 0 ? -1 : result;
}

const struct report xlsx_report = {
	.name = "xlsx",
	.about = "a workbook: hits, documents and coverage, with filters and links",
	.chooses = true,
	.end = write_xlsx,
};
