/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/zip_local.c - the headers that stand before each member's bytes.
 *
 * They say again what the directory says, so that the two can be compared; and they are how
 * members are found that no directory lists.
 */
#include "format/zip_inside.h"
#include "base/bytes.h"
#include <string.h>
#include <zlib.h>

#define LOCAL_AHEAD 512
#define NAME_LEN_MAX 4096

uint64_t zip_claimed_end(const struct zip_member *m)
{
	return m->packed > UINT64_MAX - m->data_at ? UINT64_MAX : m->data_at + m->packed;
}

void zip_check_local(struct zip *z, struct zip_member *m)
{
	const uint8_t *b = zip_look(z, m->header_at, ZIP_LOCAL_LEN, LOCAL_AHEAD);

	if (!b || memcmp(b, ZIP_LOCAL, 4)) {
		z->lost++;
		return;
	}
	unsigned flags = little16(b + 6), method = little16(b + 8);
	uint32_t packed = little32(b + 18);
	size_t name = little16(b + 26);

	m->data_at = m->header_at + ZIP_LOCAL_LEN + name + little16(b + 28);
	bool encrypted = flags & (ZIP_FLAG_ENCRYPTED | ZIP_FLAG_STRONG);
	bool differs = method != m->method || encrypted != m->encrypted;
	if (!(flags & ZIP_FLAG_DESCRIPTOR) && packed != UINT32_MAX && m->packed < UINT32_MAX &&
	    !(flags & ZIP_FLAG_MASKED) && packed != m->packed) {
		differs = true;
		/* A deflate stream knows its own end; the smaller length leaves more to be looked
		 * through for members that nothing lists. */
		if ((packed < m->packed) == (method != ZIP_STORED))
			m->packed = packed;
	}
	/* A bit set in one of the two only is a way to make readers stop. */
	m->encrypted = m->encrypted && encrypted;
	b = zip_look(z, m->header_at + ZIP_LOCAL_LEN, name, 0);
	if (!(flags & ZIP_FLAG_MASKED))
		differs = differs || !b || (uint32_t)crc32(0, b, (uInt)name) != m->name_crc;
	if (differs)
		z->differing++;
	if (zip_claimed_end(m) > z->directory_at)
		z->outside++;
}

/* Three bytes and a version are not much: the rest of the header must make sense too. */
static bool is_local(const uint8_t *b)
{
	unsigned method = little16(b + 8), name = little16(b + 26);
	bool known = method <= 20 || (method >= 93 && method <= ZIP_AES);

	return !memcmp(b, ZIP_LOCAL, 4) && b[4] <= 63 && known && name && name <= NAME_LEN_MAX;
}

#define DESCRIPTOR_LEN 16

/* Whether what stands at `at` closes a member of so many packed bytes: a descriptor with its
 * signature, or one without it right before the next header. */
static bool is_descriptor(struct zip *z, uint64_t at, uint64_t len, struct zip_member *m)
{
	const uint8_t *b = zip_look(z, at, 4, 0);

	if (b && !memcmp(b, ZIP_DESCRIPTOR, 4)) {
		b = zip_look(z, at, DESCRIPTOR_LEN, 0);
		b = b ? b + 4 : NULL;
	} else if (b && len >= 12 && (!memcmp(b, ZIP_LOCAL, 4) || !memcmp(b, ZIP_ENTRY, 4))) {
		len -= 12;
		b = zip_look(z, at - 12, 12, 0);
	} else {
		return false;
	}
	if (!b || little32(b + 4) != (uint32_t)len)
		return false;
	m->crc = little32(b);
	m->packed = len;
	m->size = little32(b + 8);
	m->unchecked = false;
	return true;
}

/* A member written to a pipe has its sizes behind its bytes. They are found where the packed size
 * named there is the distance covered. All searches together are no more than a few passes over
 * the file: a deflate stream tells its end without them. */
static void find_descriptor(struct zip *z, struct zip_member *m, uint64_t to)
{
	uint64_t at = m->data_at;

	m->packed = to - m->data_at;
	while (at < to && at - m->data_at < z->search_left) {
		const uint8_t *b, *found;
		size_t n = zip_look_on(z, at, to, DESCRIPTOR_LEN, &b);

		if (n < 4)
			break;
		found = memmem(b, n, "PK", 2);
		at += found ? (uint64_t)(found - b) : n - 1;
		if (found && is_descriptor(z, at, at - m->data_at, m))
			break;
		at += found ? 2 : 0;
	}
	z->search_left -= at - m->data_at < z->search_left ? at - m->data_at : z->search_left;
}

static bool read_local(struct zip *z, uint64_t at, uint64_t to, struct zip_member *m)
{
	const uint8_t *b = zip_look(z, at, ZIP_LOCAL_LEN, 0);

	if (!b || !is_local(b))
		return false;
	unsigned flags = little16(b + 6);
	size_t name = little16(b + 26);
	*m = (struct zip_member){ .header_at = at,
				  .data_at = at + ZIP_LOCAL_LEN + name + little16(b + 28),
				  .next_at = to,
				  .method = little16(b + 8),
				  .crc = little32(b + 14),
				  .packed = little32(b + 18),
				  .size = little32(b + 22),
				  .encrypted = flags & (ZIP_FLAG_ENCRYPTED | ZIP_FLAG_STRONG),
				  .hidden = true };
	b = zip_look(z, at + ZIP_LOCAL_LEN, name, 0);
	if (!b || m->data_at > to)
		return false;
	m->name_crc = (uint32_t)crc32(0, b, (uInt)name);
	m->name = zip_keep_name(z, b, name);
	m->folder = b[name - 1] == '/' && !m->size && m->packed <= 2;
	if (m->packed == UINT32_MAX || (flags & ZIP_FLAG_DESCRIPTOR && !m->packed)) {
		m->unchecked = true;
		find_descriptor(z, m, to);
	}
	return true;
}

bool zip_next_local(struct zip *z, uint64_t from, uint64_t to, struct zip_member *ret)
{
	while (from < to && to - from >= ZIP_LOCAL_LEN) {
		const uint8_t *b, *found;
		size_t n = zip_look_on(z, from, to, ZIP_LOCAL_LEN, &b);

		if (n < ZIP_LOCAL_LEN)
			return false;
		found = memmem(b, n, ZIP_LOCAL, 4);
		if (!found) {
			from += n - 3;
			continue;
		}
		from += (uint64_t)(found - b);
		if (read_local(z, from, to, ret))
			return true;
		from += 4;
	}
	return false;
}
