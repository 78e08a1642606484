/* SPDX-License-Identifier: EUPL-1.2 */
/* format/zip.c - a zip opened: its members in order, their bytes, and what is odd about it. */
#include "format/zip_inside.h"
#include "format/member.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define LOOK_BACK 16

size_t zip_look_some(struct zip *z, uint64_t at, size_t len, const uint8_t **bytes)
{
	if (len > ZIP_LOOK_MAX)
		len = ZIP_LOOK_MAX;
	if (at < z->k->size && len > z->k->size - at)
		len = (size_t)(z->k->size - at);
	if (at < z->look_at || at + len > z->look_at + z->look_len) {
		ssize_t n = at < z->k->size ? z->k->read_at(z->k, z->look, len, at) : 0;

		z->look_at = at;
		z->look_len = n > 0 ? (size_t)n : 0;
	}
	*bytes = z->look + (at - z->look_at);
	size_t have = z->look_len - (size_t)(at - z->look_at);
	return have < len ? have : len;
}

const uint8_t *zip_look(struct zip *z, uint64_t at, size_t len, size_t ahead)
{
	const uint8_t *bytes;

	if (at > z->k->size || len > z->k->size - at)
		return NULL;
	if (at < z->look_at || at + len > z->look_at + z->look_len)
		zip_look_some(z, at, len > ahead ? len : ahead, &bytes);
	return zip_look_some(z, at, len, &bytes) == len ? bytes : NULL;
}

size_t zip_look_on(struct zip *z, uint64_t at, uint64_t to, size_t least, const uint8_t **bytes)
{
	uint64_t left = to > at ? to - at : 0;

	/* With what stands before it, so that a look back does not cost another read. */
	if (at < z->look_at || at + least > z->look_at + z->look_len)
		zip_look_some(z, at > LOOK_BACK ? at - LOOK_BACK : 0, ZIP_LOOK_MAX, bytes);
	size_t have = at < z->look_at + z->look_len ? (size_t)(z->look_at + z->look_len - at) : 0;
	*bytes = z->look + (at - z->look_at);
	return have < left ? have : (size_t)left;
}

struct zip_member *zip_add(struct zip *z)
{
	if (z->n >= ZIP_MEMBERS_MAX || z->names_len > ZIP_NAMES_MAX) {
		z->too_many = true;
		return NULL;
	}
	if (z->n == z->room) {
		z->room = z->room ? 2 * z->room : 64;
		z->members = xrealloc(z->members, z->room * sizeof(*z->members));
	}
	struct zip_member *m = z->members + z->n++;
	memset(m, 0, sizeof(*m));
	return m;
}

const char *zip_keep_name(struct zip *z, const uint8_t *bytes, size_t len)
{
	z->names_len += len;
	return member_utf8(z->arena, (const char *)bytes, len, &z->guessed_names);
}

static void zip_close(void *thing)
{
	struct zip *z = thing;

	z->k->index = NULL;
	free(z->members);
}

static int by_place(const void *a, const void *b)
{
	const struct zip_member *x = a, *y = b;

	return x->header_at < y->header_at ? -1 : x->header_at > y->header_at;
}

/* Where each member must end at the latest: the next header in the list, or the directory. */
static void check_ranges(struct zip *z)
{
	uint64_t next = z->directory_at, covered = 0;

	if (z->n)
		qsort(z->members, z->n, sizeof(*z->members), by_place);
	for (size_t i = z->n; i-- > 0;) {
		struct zip_member *m = z->members + i;

		m->next_at = next > m->header_at ? next : z->k->size;
		if (m->data_at && (!i || z->members[i - 1].header_at != m->header_at))
			next = m->header_at;
	}
	for (size_t i = 0; i < z->n; i++) {
		const struct zip_member *m = z->members + i;

		if (!m->data_at)
			continue;
		if (m->header_at < covered)
			z->overlaps++;
		if (zip_claimed_end(m) > covered)
			covered = zip_claimed_end(m);
	}
}

static void add_hidden_in(struct zip *z, uint64_t from, uint64_t to)
{
	struct zip_member found;

	while (zip_next_local(z, from, to, &found)) {
		struct zip_member *m = zip_add(z);

		if (!m)
			return;
		*m = found;
		z->hidden++;
		from = zip_claimed_end(&found) > found.data_at ? zip_claimed_end(&found) : found.data_at;
	}
}

/* What neither a member nor the directory covers may hold members that nothing lists. */
static void find_hidden(struct zip *z)
{
	uint64_t covered = 0;
	size_t listed = z->n;

	for (size_t i = 0; i < listed; i++) {
		struct zip_member m = z->members[i];

		if (!m.data_at)
			continue;
		if (m.header_at > covered)
			add_hidden_in(z, covered, m.header_at);
		if (zip_claimed_end(&m) > covered)
			covered = zip_claimed_end(&m);
	}
	add_hidden_in(z, covered, z->directory_at);
	add_hidden_in(z, z->directory_end, z->k->size);
	if (z->n > listed)
		qsort(z->members, z->n, sizeof(*z->members), by_place);
}

static bool begins_as_zip(struct zip *z)
{
	const uint8_t *b = zip_look(z, 0, 8, 0);

	/* Pieces of a set begin with a mark of their own. */
	return b && (!memcmp(b, ZIP_LOCAL, 4) || !memcmp(b + 4, ZIP_LOCAL, 4));
}

static void zip_index(struct zip *z)
{
	if (zip_read_directory(z)) {
		for (size_t i = 0; i < z->n; i++)
			zip_check_local(z, z->members + i);
		check_ranges(z);
	} else if (!begins_as_zip(z)) {
		return;
	}
	find_hidden(z);
}

struct zip *zip_open(struct arena *a, struct stream *in)
{
	struct seekable *k = stream_seekable(a, in);
	struct zip *z;

	if (!k)
		return NULL;
	z = k->index;
	if (!z) {
		z = arena_get(a, sizeof(*z));
		z->arena = a;
		z->k = k;
		z->search_left = 2 * k->size;
		z->look = arena_get(a, k->size < ZIP_LOOK_MAX ? (size_t)k->size : ZIP_LOOK_MAX);
		k->index = z;
		arena_defer(a, zip_close, z);
		zip_index(z);
	}
	return z->n || z->end_at ? z : NULL;
}

size_t zip_count(const struct zip *z)
{
	return z->n;
}

const struct zip_member *zip_at(const struct zip *z, size_t i)
{
	return z->members + i;
}

/* Some programs write / as \\, in front too, and mix the case (ECMA-376 part 2, 7.3.5). */
static bool is_much_like(const char *found, const char *name)
{
	while (*found == '/' || *found == '\\')
		found++;
	for (; *found && *name; found++, name++)
		if (tolower((unsigned char)(*found == '\\' ? '/' : *found)) !=
		    tolower((unsigned char)*name))
			return false;
	return !*found && !*name;
}

const struct zip_member *zip_find(const struct zip *z, const char *name)
{
	for (size_t i = 0; i < z->n; i++)
		if (!strcmp(z->members[i].name, name))
			return z->members + i;
	for (size_t i = 0; i < z->n; i++)
		if (is_much_like(z->members[i].name, name))
			return z->members + i;
	return NULL;
}

bool zip_has(const struct probe *p, const char *name)
{
	const struct zip *z = NULL;

	if (p->len >= ZIP_LOCAL_LEN && !memcmp(p->head, ZIP_LOCAL, 4))
		z = zip_open(p->arena, p->in);
	return z && zip_find(z, name);
}

void zip_report(struct out *out, const struct zip *z)
{
	if (!z->end_at && z->several_disks)
		out_trouble(out, REASON_UNSUPPORTED_METHOD,
			    "is one piece of a zip in several; members were looked for in this piece alone");
	else if (!z->end_at)
		out_trouble(out, z->end_seen ? REASON_CORRUPT : REASON_TRUNCATED,
			    "the zip has no usable directory; members were found by their own headers");
	if (z->too_many)
		out_trouble(out, REASON_LIMIT_ENTRIES, "holds more members than are listed, %u or less",
			    ZIP_MEMBERS_MAX);
	/* Old archivers count no further than 16 bits. */
	if (z->end_at && !z->too_many && (z->directory_cut || (z->listed & 0xffff) != (z->stated & 0xffff) ||
					  (z->stated > 0xffff && z->stated != z->listed)))
		out_trouble(out, REASON_CORRUPT, "the directory lists %zu members where it states %llu",
			    z->listed, (unsigned long long)z->stated);
	if (z->lost)
		out_trouble(out, REASON_CORRUPT, "%zu listed members are not where the directory says",
			    z->lost);
	if (z->differing)
		out_trouble(out, REASON_CORRUPT, "%zu members have a header that differs from the directory",
			    z->differing);
	if (z->outside)
		out_trouble(out, REASON_CORRUPT, "%zu members reach past where the directory begins",
			    z->outside);
	if (z->overlaps)
		out_trouble(out, REASON_OVERLAP, "%zu members lie over others", z->overlaps);
	if (z->hidden && z->end_at)
		out_trouble(out, REASON_HIDDEN_MEMBER, "%zu members are in the file but not in its directory",
			    z->hidden);
	if (z->guessed_names)
		out_trouble(out, REASON_GUESSED_CHARSET, "names of members are in a charset not stated");
}
