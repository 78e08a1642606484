/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/place_words.c - a place for somebody who will look for it in Word, Outlook or Excel.
 *
 * The way there comes first: messages of a mailbox, attachments, files in an archive. Steps that
 * only a program knows (word/document.xml, gz) are left out. Then the kind of text, then the spot.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "report/words.h"

struct way {
	struct buf *to;
	bool english, any;
};

static const char *pick(const struct way *w, const char *nl, const char *en)
{
	return w->english ? en : nl;
}

static void add(struct way *w, const char *words)
{
	if (w->any)
		buf_add_str(w->to, ", ");
	w->any = true;
	buf_add_str(w->to, words);
}

static bool ends_with(const char *s, size_t len, const char *end)
{
	size_t n = strlen(end);

	return len >= n && !strncasecmp(s + len - n, end, n);
}

/* How the step before looks tells what a number below it is. */
static bool is_mailbox(const char *name, size_t len, const char *format)
{
	return (format && !strcmp(format, "mbox")) || ends_with(name, len, ".mbox") ||
	       ends_with(name, len, ".mbx");
}

static bool is_inside_office(const char *step, size_t len)
{
	static const char *const files[] = {"content.xml",  "styles.xml", "meta.xml",
					    "settings.xml", "gz", "bz2", "xz"};
	static const char *const folders[] = {"word/", "xl/", "ppt/", "docProps/", "customXml/"};

	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		if (strlen(files[i]) == len && !memcmp(files[i], step, len))
			return true;
	for (size_t i = 0; i < ARRAY_LEN(folders); i++)
		if (len > strlen(folders[i]) && !memcmp(folders[i], step, strlen(folders[i])) &&
		    (ends_with(step, len, ".xml") || ends_with(step, len, ".rels")))
			return true;
	return false;
}

/* Steps are escaped as in a place: %21 is the exclamation mark of a name. */
static void add_name(struct way *w, const char *words, const char *name, size_t len)
{
	add(w, words);
	for (size_t i = 0; i < len; i++) {
		char hex[3] = {0};

		if (name[i] == '%' && len - i > 2 && isxdigit((unsigned char)name[i + 1]) &&
		    isxdigit((unsigned char)name[i + 2])) {
			memcpy(hex, name + i + 1, 2);
			buf_add_byte(w->to, (char)strtoul(hex, NULL, 16));
			i += 2;
		} else {
			buf_add_byte(w->to, name[i]);
		}
	}
}

static void add_step(struct way *w, const char *step, size_t len, bool in_mailbox, bool last)
{
	size_t digits = strspn(step, "0123456789");

	if (digits > len)
		digits = len;
	if (digits && digits == len && in_mailbox)
		add_name(w, pick(w, "bericht ", "message "), step, len);
	else if (digits && digits < len && step[digits] == ':')
		add_name(w, pick(w, "bijlage ", "attachment "), step + digits + 1, len - digits - 1);
	else if (is_inside_office(step, len) || (digits == len && last))
		return; /* the body itself */
	else if (digits == len)
		add_name(w, pick(w, "onderdeel ", "section "), step, len);
	else
		add_name(w, pick(w, "bestand ", "file "), step, len);
}

static void add_way(struct way *w, const struct hit_row *row, const char *format)
{
	const char *step = row->hit.part;
	bool in_mailbox = is_mailbox(row->path, strlen(row->path), format);

	while (*step) {
		size_t len = strcspn(step, "!");
		bool last = !step[len];

		add_step(w, step, len, in_mailbox, last);
		in_mailbox = is_mailbox(step, len, NULL);
		step += len + !last;
	}
}

static void add_carrier(struct way *w, enum carrier c)
{
	static const struct {
		const char *nl, *en;
	} words[N_CARRIERS] = {
		[CARRIER_COMMENT] = {"opmerking", "comment"},
		[CARRIER_DELETED] = {"verwijderde tekst", "deleted text"},
		[CARRIER_INSERTED] = {"ingevoegde tekst", "inserted text"},
		[CARRIER_FOOTNOTE] = {"voetnoot", "footnote"},
		[CARRIER_PAGE_HEADER] = {"kop- of voettekst", "page header or footer"},
		[CARRIER_TEXT_BOX] = {"tekstvak", "text box"},
		[CARRIER_PROPERTY] = {"eigenschappen van het document", "document properties"},
		/* ATTACHMENT_NAME: its anchor says so */
		[CARRIER_QUOTED] = {"aangehaalde tekst", "quoted text"},
		[CARRIER_HIDDEN] = {"verborgen tekst", "hidden text"},
	};

	if (words[c].nl)
		add(w, pick(w, words[c].nl, words[c].en));
}

static void add_numbered(struct way *w, const char *nl, const char *en, uint32_t n)
{
	add(w, pick(w, nl, en));
	buf_add_format(w->to, " %" PRIu32, n);
}

/* "T1.B2": table 1, column B, row 2; "Blad2.B7": a sheet of that name; "B7". */
static void add_cell(struct way *w, const struct hit *h)
{
	const char *name = h->anchor.name ? h->anchor.name : "";
	const char *dot = strrchr(name, '.'), *cell = dot ? dot + 1 : name;
	size_t letters = strspn(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), digits;
	size_t number = *name == 'T' && dot ? strspn(name + 1, "0123456789") : 0;

	if (number && name + 1 + number == dot)
		add_name(w, pick(w, "tabel ", "table "), name + 1, number);
	else if (dot)
		add_name(w, pick(w, "blad ", "sheet "), name, (size_t)(dot - name));
	digits = strspn(cell + letters, "0123456789");
	if (!letters || !digits || cell[letters + digits]) {
		add_name(w, pick(w, "cel ", "cell "), cell, strlen(cell));
		return;
	}
	add_name(w, pick(w, "rij ", "row "), cell + letters, digits);
	add_name(w, pick(w, "kolom ", "column "), cell, letters);
}

static void add_header(struct way *w, const struct hit *h)
{
	static const struct {
		const char *name, *nl, *en;
	} known[] = {
		{"sender", "afzender van het bericht", "sender of the message"},
		{"href", "adres achter een koppeling", "address behind a link"},
		{"author", "auteur", "author"},
		{"creator", "maker van het document", "creator of the document"},
		{"lastModifiedBy", "laatst gewijzigd door", "last changed by"},
		{"filename", "naam van de bijlage", "name of the attachment"},
		{"member", "naam in het archief", "name in the archive"},
		{"From", "afzender (From)", "sender (From)"},
		{"To", "geadresseerde (To)", "addressee (To)"},
		{"Cc", "kopie aan (Cc)", "copy to (Cc)"},
		{"Bcc", "blinde kopie aan (Bcc)", "blind copy to (Bcc)"},
		{"Subject", "onderwerp (Subject)", "subject"},
		{"Date", "datum (Date)", "date"},
	};
	const char *name = h->anchor.name;

	for (size_t i = 0; name && i < ARRAY_LEN(known); i++)
		if (!strcmp(known[i].name, name)) {
			add(w, pick(w, known[i].nl, known[i].en));
			return;
		}
	if (name)
		add_name(w, pick(w, "kopregel ", "header "), name, strlen(name));
	else
		add_numbered(w, "kopregel", "header", h->anchor.number);
}

static void add_spot(struct way *w, const struct hit *h)
{
	switch (h->anchor.kind) {
	case AT_LINE:
		add_numbered(w, "regel", "line", h->anchor.number);
		break;
	case AT_PARAGRAPH:
		add_numbered(w, "alinea", "paragraph", h->anchor.number);
		break;
	case AT_PAGE:
		add_numbered(w, "bladzijde", "page", h->anchor.number);
		break;
	case AT_MESSAGE:
		add_numbered(w, "bericht", "message", h->anchor.number);
		break;
	case AT_CELL:
		add_cell(w, h);
		break;
	case AT_HEADER:
		add_header(w, h);
		break;
	default:
		add(w, "byte ");
		buf_add_format(w->to, "%" PRIu64, h->start);
	}
}

void place_says(struct buf *to, const struct hit_row *row, const char *format, bool english)
{
	struct way w = {.to = to, .english = english};

	add_way(&w, row, format);
	add_carrier(&w, row->hit.carrier);
	add_spot(&w, &row->hit);
}

void spot_says(struct buf *to, const struct hit_row *row, bool english)
{
	struct way w = {.to = to, .english = english};

	add_spot(&w, &row->hit);
}
