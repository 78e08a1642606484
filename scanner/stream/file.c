/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * stream/file.c - the bytes of an opened file, by pread into one reused buffer.
 *
 * Never mmap: a file that shrinks on a share would be a signal, and reading is as fast. A file
 * that grows is read up to the size it had when it was opened.
 */
#include "stream/stream.h"
#include <errno.h>
#include <unistd.h>

#define FILE_BLOCK (256u << 10)

struct file {
	int fd;
	uint64_t size, at;
	uint8_t *buffer;
	size_t room;
};

static ssize_t read_fully(int fd, void *to, size_t len, uint64_t offset)
{
	size_t done = 0;

	while (done < len) {
		ssize_t n = pread(fd, (char *)to + done, len - done, (off_t)(offset + done));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (!n)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

static ssize_t file_next(struct stream *s, const uint8_t **block)
{
	struct file *f = s->state;
	uint64_t left = f->size - f->at;
	size_t want = left < f->room ? (size_t)left : f->room;
	ssize_t n = want ? read_fully(f->fd, f->buffer, want, f->at) : 0;

	*block = f->buffer;
	if (n < 0) {
		stream_break(s, reason_from_errno(errno), "reading the file failed");
		return 0;
	}
	if ((size_t)n < want)
		stream_break(s, REASON_CHANGED, "the file became shorter while it was read");
	f->at += (uint64_t)n;
	return n;
}

static ssize_t file_at(struct seekable *k, void *to, size_t len, uint64_t offset)
{
	struct file *f = k->state;

	if (offset >= f->size)
		return 0;
	if (len > f->size - offset)
		len = (size_t)(f->size - offset);
	return read_fully(f->fd, to, len, offset);
}

struct stream *stream_file(struct arena *a, int fd, uint64_t size)
{
	struct stream *s = stream_new(a, NULL, "file", sizeof(struct file));
	struct file *f = s->state;

	f->fd = fd;
	f->size = size;
	f->room = size < FILE_BLOCK ? (size_t)size : FILE_BLOCK;
	f->buffer = arena_get(a, f->room);
	s->next = file_next;
	s->random = arena_get(a, sizeof(*s->random));
	s->random->size = size;
	s->random->read_at = file_at;
	s->random->state = f;
	return s;
}
