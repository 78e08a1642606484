/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * stream/file.c - the bytes of an opened file, by pread into one reused buffer.
 *
 * Never mmap: a file that shrinks on a share would be a signal, and reading is as fast. A file
 * that grows is read up to the size it had when it was opened.
 *
 * A hole of a sparse file is no text, and can be larger than any disk: of each only some zeroes are
 * given, and what comes behind it stands that much nearer. stream_file_offset() tells where it is.
 */
#include "stream/stream.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_BLOCK (256u << 10)
#define HOLE_LEAST (1u << 20) /* smaller ones are read: that is as fast */
#define HOLE_GIVEN 4096u      /* more than any text runs across */

struct stream_holes {
	struct hole {
		uint64_t at, skipped; /* in what was given; all left out up to and with this one */
	} *rows;
	size_t n, room;
};

struct file {
	int fd;
	uint64_t from, size, at; /* the stretch [from, from + size) of it; at: in the stretch */
	uint8_t *buffer;
	size_t room;
	bool sparse; /* has holes, or may have */
};

/* How much could be read; less than len at the end, or with *error set. */
static size_t read_fully(int fd, void *to, size_t len, uint64_t offset, int *error)
{
	size_t done = 0;

	*error = 0;
	while (done < len) {
		ssize_t n = pread(fd, (char *)to + done, len - done, (off_t)(offset + done));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			*error = errno;
		if (n <= 0)
			break;
		done += (size_t)n;
	}
	return done;
}

static void free_holes(void *thing)
{
	struct stream_holes *h = thing;

	free(h->rows);
	*h = (struct stream_holes){ 0 };
}

static void add_hole(struct stream_holes *h, uint64_t at, uint64_t left_out)
{
	if (h->n == h->room) {
		h->room = h->room ? 2 * h->room : 8;
		h->rows = xrealloc(h->rows, h->room * sizeof(*h->rows));
	}
	uint64_t before = h->n ? h->rows[h->n - 1].skipped : 0;
	h->rows[h->n++] = (struct hole){ at, before + left_out };
}

/* How many bytes from here on are a hole, if that is worth leaving out; else 0. */
static uint64_t hole_here(struct file *f)
{
	if (!f->sparse || f->at >= f->size)
		return 0;
	off_t data = lseek(f->fd, (off_t)f->at, SEEK_DATA);
	if (data < 0 && errno != ENXIO) {
		f->sparse = false; /* a file system that does not tell */
		return 0;
	}
	uint64_t end = data < 0 || (uint64_t)data > f->size ? f->size : (uint64_t)data;
	return end > f->at && end - f->at >= HOLE_LEAST ? end - f->at : 0;
}

static ssize_t give_hole(struct stream *s, struct file *f, uint64_t len)
{
	struct stream_holes *h = s->holes;
	uint64_t given = f->at - (h->n ? h->rows[h->n - 1].skipped : 0);

	add_hole(h, given + HOLE_GIVEN, len - HOLE_GIVEN);
	memset(f->buffer, 0, HOLE_GIVEN);
	f->at += len;
	return HOLE_GIVEN;
}

uint64_t stream_file_offset(const struct stream *s, uint64_t offset)
{
	const struct stream_holes *h = s->holes;
	size_t low = 0, high = h ? h->n : 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (h->rows[middle].at <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? offset + h->rows[low - 1].skipped : offset;
}

static bool is_sparse(int fd, uint64_t size)
{
	struct stat st;

	return size > HOLE_LEAST && !fstat(fd, &st) && S_ISREG(st.st_mode) &&
	       (uint64_t)st.st_blocks * 512 + HOLE_LEAST < size;
}

static ssize_t file_next(struct stream *s, const uint8_t **block)
{
	struct file *f = s->state;
	uint64_t left = f->size - f->at, hole = hole_here(f);
	size_t want = left < f->room ? (size_t)left : f->room;

	*block = f->buffer;
	if (hole)
		return give_hole(s, f, hole);
	int error;
	size_t n = read_fully(f->fd, f->buffer, want, f->from + f->at, &error);
	f->at += n;
	/* What stands before a bad sector is given first; trying again then tells of it. */
	if (error && !n)
		stream_break(s, reason_from_errno(error), "reading the file failed");
	else if (!error && n < want)
		stream_break(s, REASON_CHANGED, "the file became shorter while it was read");
	return (ssize_t)n;
}

static ssize_t file_at(struct seekable *k, void *to, size_t len, uint64_t offset)
{
	struct file *f = k->state;

	if (offset >= f->size)
		return 0;
	if (len > f->size - offset)
		len = (size_t)(f->size - offset);
	int error;
	size_t n = read_fully(f->fd, to, len, f->from + offset, &error);
	return error ? -1 : (ssize_t)n;
}

struct stream *stream_file(struct arena *a, int fd, uint64_t size)
{
	return stream_file_stretch(a, fd, 0, size);
}

struct stream *stream_file_stretch(struct arena *a, int fd, uint64_t from, uint64_t size)
{
	struct stream *s = stream_new(a, NULL, "file", sizeof(struct file));
	struct file *f = s->state;

	f->fd = fd;
	f->from = from;
	f->size = size;
	f->room = size < FILE_BLOCK ? (size_t)size : FILE_BLOCK;
	f->buffer = arena_get(a, f->room);
	f->sparse = !from && is_sparse(fd, size);
	s->holes = arena_get(a, sizeof(*s->holes));
	arena_defer(a, free_holes, s->holes);
	s->next = file_next;
	s->random = arena_get(a, sizeof(*s->random));
	s->random->size = size;
	s->random->sparse = f->sparse;
	s->random->read_at = file_at;
	s->random->state = f;
	return s;
}
