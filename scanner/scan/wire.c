/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/wire.c - messages over a socket, with descriptors. */
#include "scan/wire.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define FILL (64u << 10)
#define HEAD 5u /* length and kind */

void wire_init(struct wire *w, int socket)
{
	*w = (struct wire){ .socket = socket, .came_with = -1 };
}

void wire_close(struct wire *w)
{
	if (w->socket >= 0)
		close(w->socket);
	if (w->came_with >= 0)
		close(w->came_with);
	buf_free(&w->in);
	buf_free(&w->out);
	wire_init(w, -1);
}

size_t wire_begin(struct wire *w, enum message kind)
{
	const char head[HEAD] = { 0, 0, 0, 0, (char)kind };
	size_t begun = w->out.len;

	buf_add(&w->out, head, HEAD);
	return begun;
}

void wire_end(struct wire *w, size_t begun)
{
	uint32_t len = (uint32_t)(w->out.len - begun - HEAD);

	memcpy(w->out.bytes + begun, &len, sizeof(len));
	w->whole = w->out.len;
}

/* The control bytes of one descriptor. */
union control {
	struct cmsghdr head;
	char bytes[CMSG_SPACE(sizeof(int))];
};

static void put_fd(struct msghdr *m, union control *c, int fd)
{
	memset(c, 0, sizeof(*c));
	m->msg_control = c->bytes;
	m->msg_controllen = sizeof(c->bytes);
	struct cmsghdr *head = CMSG_FIRSTHDR(m);
	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof(fd));
	memcpy(CMSG_DATA(head), &fd, sizeof(fd));
}

int wire_flush(struct wire *w, int fd)
{
	size_t done = 0;

	while (done < w->out.len) {
		struct iovec part = { w->out.bytes + done, w->out.len - done };
		struct msghdr m = { .msg_iov = &part, .msg_iovlen = 1 };
		union control c;

		if (fd >= 0 && !done)
			put_fd(&m, &c, fd);
		ssize_t n = sendmsg(w->socket, &m, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		done += (size_t)n;
	}
	buf_clear(&w->out);
	w->whole = 0;
	return 0;
}

static void keep_fd(struct wire *w, struct msghdr *m)
{
	for (struct cmsghdr *c = CMSG_FIRSTHDR(m); c; c = CMSG_NXTHDR(m, c)) {
		int fd;

		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS ||
		    c->cmsg_len < CMSG_LEN(sizeof(fd)))
			continue;
		memcpy(&fd, CMSG_DATA(c), sizeof(fd));
		if (w->came_with >= 0)
			close(w->came_with);
		w->came_with = fd;
	}
}

int wire_fill(struct wire *w, bool wait)
{
	struct msghdr m = { 0 };
	union control c;
	ssize_t n;

	if (w->used) {
		buf_drop_front(&w->in, w->used);
		w->used = 0;
	}
	buf_need(&w->in, FILL);
	struct iovec part = { w->in.bytes + w->in.len, FILL };
	do {
		m = (struct msghdr){ .msg_iov = &part,
				     .msg_iovlen = 1,
				     .msg_control = c.bytes,
				     .msg_controllen = sizeof(c.bytes) };
		n = recvmsg(w->socket, &m, MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT));
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return !wait && (errno == EAGAIN || errno == EWOULDBLOCK) ? -1 : 0;
	keep_fd(w, &m);
	w->in.len += (size_t)n;
	return n > 0;
}

int wire_next(struct wire *w, enum message *kind, const char **bytes, size_t *len)
{
	size_t there = w->in.len - w->used;
	uint32_t size;

	if (there < HEAD)
		return 0;
	memcpy(&size, w->in.bytes + w->used, sizeof(size));
	if (size > MESSAGE_MOST)
		return -1;
	if (there < HEAD + size)
		return 0;
	*kind = (enum message)(unsigned char)w->in.bytes[w->used + 4];
	*bytes = w->in.bytes + w->used + HEAD;
	*len = size;
	w->used += HEAD + size;
	return 1;
}

int wire_take_fd(struct wire *w)
{
	int fd = w->came_with;

	w->came_with = -1;
	return fd;
}
