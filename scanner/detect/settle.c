/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/settle.c - overlaps between the findings of a document. */
#include "detect/settle.h"
#include <stdlib.h>
#include <string.h>

static int compare_numbers(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

static int compare_lanes(const struct lane *a, const struct lane *b)
{
	int by_part;

	if (a == b)
		return 0;
	by_part = strcmp(a->part, b->part);
	return by_part ? by_part : (int)a->carrier - (int)b->carrier;
}

static int in_order(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;
	int order = compare_lanes(a->lane, b->lane);

	order = order ? order : compare_numbers(a->start, b->start);
	order = order ? order : (int)a->type - (int)b->type;
	order = order ? order : compare_numbers(a->end, b->end);
	order = order ? order : compare_numbers(a->pattern->index, b->pattern->index);
	return order ? order
		     : strcmp(a->why.bytes ? a->why.bytes : "", b->why.bytes ? b->why.bytes : "");
}

void settle_sort(struct findings *f)
{
	if (f->n)
		qsort(f->rows, f->n, sizeof(*f->rows), in_order);
}

/* --- one type --- */

/* Findings that lie in one heap of overlapping ones, best first. */
static int by_worth(const void *left, const void *right)
{
	const struct finding *a = *(struct finding *const *)left, *b = *(struct finding *const *)right;
	int order = (int)a->suppressed - (int)b->suppressed;

	order = order ? order : compare_numbers(b->end - b->start, a->end - a->start);
	order = order ? order : b->score - a->score;
	order = order ? order : compare_numbers(a->pattern->index, b->pattern->index);
	return order ? order : compare_numbers(a->start, b->start);
}

struct taken { /* stretches that are taken, ordered; they do not overlap */
	struct finding **rows;
	size_t n;
};

/* Where f belongs among those taken; false if something there overlaps it. */
static bool has_room(const struct taken *t, const struct finding *f, size_t *at)
{
	size_t low = 0, high = t->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (t->rows[middle]->start < f->start)
			low = middle + 1;
		else
			high = middle;
	}
	*at = low;
	return (low == 0 || t->rows[low - 1]->end <= f->start) &&
	       (low == t->n || t->rows[low]->start >= f->end);
}

static void settle_heap(struct finding **heap, size_t n, struct finding **room)
{
	struct taken taken = {room, 0};

	if (n < 2)
		return;
	qsort(heap, n, sizeof(*heap), by_worth);
	for (size_t i = 0; i < n; i++) {
		size_t at;

		if (!has_room(&taken, heap[i], &at)) {
			heap[i]->dropped = true;
			continue;
		}
		memmove(room + at + 1, room + at, (taken.n - at) * sizeof(*room));
		room[at] = heap[i];
		taken.n++;
	}
}

static const char *category(const struct finding *f)
{
	return f->pattern->category ? f->pattern->category : "";
}

static int by_kind(const void *left, const void *right)
{
	struct finding *const a = *(struct finding *const *)left, *const b =
									 *(struct finding *const *)right;
	int order = (int)a->type - (int)b->type;

	order = order ? order : strcmp(category(a), category(b));
	return order ? order : a < b ? -1 : a > b; /* rows are in order */
}

static bool same_kind(const struct finding *a, const struct finding *b)
{
	return a->type == b->type && a->lane == b->lane && !strcmp(category(a), category(b));
}

static void settle_same(struct finding **rows, size_t n, struct finding **room)
{
	qsort(rows, n, sizeof(*rows), by_kind);
	for (size_t i = 0; i < n;) {
		uint64_t end = rows[i]->end;
		size_t next = i + 1;

		for (; next < n && same_kind(rows[i], rows[next]) && rows[next]->start < end; next++)
			end = rows[next]->end > end ? rows[next]->end : end;
		settle_heap(rows + i, next - i, room);
		i = next;
	}
}

/* --- different types --- */

/* A piece of a whole is not what it looks like. Bits of types in which a type cannot stand. */
#define IN(type) (1u << TYPE_##type)
#define WHOLE_NUMBERS (IN(IBAN) | IN(EMAIL) | IN(URL) | IN(CASE_NUMBER))
static const uint32_t pieces[N_HIT_TYPES] = {
	[TYPE_BSN] = WHOLE_NUMBERS | IN(PHONE) | IN(IP),
	[TYPE_PHONE] = WHOLE_NUMBERS | IN(IP),
	[TYPE_POSTCODE] = WHOLE_NUMBERS | IN(LICENCE_PLATE) | IN(DOCUMENT_NUMBER),
	[TYPE_DATE_OF_BIRTH] = WHOLE_NUMBERS | IN(PHONE) | IN(IP),
	[TYPE_LICENCE_PLATE] = WHOLE_NUMBERS | IN(DOCUMENT_NUMBER) | IN(PHONE),
	[TYPE_DOCUMENT_NUMBER] = WHOLE_NUMBERS | IN(PHONE),
	[TYPE_CASE_NUMBER] = IN(IBAN) | IN(EMAIL) | IN(URL),
	[TYPE_HANDLE] = IN(EMAIL), /* a profile's link names who it is of */
	[TYPE_IP] = IN(URL) | IN(EMAIL),
	[TYPE_URL] = IN(EMAIL),
	[TYPE_EMAIL] = IN(URL),
	[TYPE_PLACE] = IN(EMAIL) | IN(URL) | IN(HANDLE),
	[TYPE_PERSON] = IN(URL) | IN(HANDLE) | IN(ADDRESS), /* an address may be made of a name */
	[TYPE_ORGANISATION] = IN(EMAIL) | IN(URL),
	/* No religion or origin out of a name, a street or an address. */
	[TYPE_INDICATOR] = IN(PERSON) | IN(ADDRESS) | IN(EMAIL) | IN(URL),
};
#define WORTH_MORE 40 /* what is not reported itself takes nothing away */
#define LOOK_BACK 200 /* findings; what starts farther before rarely reaches here */

static bool is_piece_of(const struct finding *f, const struct finding *whole)
{
	if (!(pieces[f->type] & 1u << whole->type) || whole->suppressed || whole->dropped ||
	    whole->score < WORTH_MORE)
		return false;
	if (whole->start > f->start || whole->end < f->end)
		return false;
	return f->type == TYPE_INDICATOR || whole->end - whole->start > f->end - f->start;
}

static void settle_pieces(struct findings *all)
{
	for (size_t i = 0; i < all->n; i++) {
		struct finding *f = all->rows + i;
		size_t k = i;

		/* Of those with the same start, the longer ones may stand behind. */
		while (k + 1 < all->n && all->rows[k + 1].start == f->start &&
		       all->rows[k + 1].lane == f->lane)
			k++;
		for (size_t n = 0; !f->dropped && n < LOOK_BACK; n++, k--) {
			const struct finding *whole = all->rows + k;

			if (whole->lane != f->lane)
				break;
			if (k != i && is_piece_of(f, whole)) {
				finding_suppress(f, "part of %s", hit_type_word(whole->type));
				break;
			}
			if (!k)
				break;
		}
	}
}

static void remove_dropped(struct findings *f)
{
	size_t kept = 0;

	for (size_t i = 0; i < f->n; i++) {
		if (f->rows[i].dropped)
			buf_free(&f->rows[i].why);
		else
			f->rows[kept++] = f->rows[i];
	}
	f->n = kept;
}

void settle_overlaps(struct findings *f)
{
	struct finding **rows = xcalloc(2 * f->n + 1, sizeof(struct finding *));

	for (size_t i = 0; i < f->n; i++)
		f->rows[i].dropped = f->rows[i].in_shadow;
	remove_dropped(f);
	for (size_t i = 0; i < f->n; i++)
		rows[i] = f->rows + i;
	settle_same(rows, f->n, rows + f->n);
	free(rows);
	settle_pieces(f);
	remove_dropped(f);
}
