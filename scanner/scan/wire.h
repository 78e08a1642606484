/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan/wire.h - messages between the supervisor, the nursery and worker processes.
 *
 * A message is its length, its kind and its bytes, over a stream socket; a descriptor can go with
 * one. Order on a worker's socket:
 *
 *	worker: READY                      once, when its sandbox stands
 *	supervisor: UNIT + descriptor      then the worker answers with any number of
 *	worker: PART HIT REASON DIGEST     rows.h; REASON and DIGEST as cell.c puts them
 *	worker: BORDER                     where the file can be split, if the unit asks for that
 *	worker: SPOOL                      asks for an unnamed file; supervisor: SPOOL + descriptor
 *	worker: END                        the unit is done (or let go of)
 *
 * A worker sends what it has at the end of each document, so that what was read before a crash is
 * not lost with it. Messages beyond MESSAGE_MOST are not: the sender is broken.
 */
#ifndef VP_WIRE_H
#define VP_WIRE_H
#include "base/buf.h"

#define MESSAGE_MOST (16u << 20)
enum message { M_READY = 1, M_UNIT, M_PART, M_HIT, M_REASON, M_DIGEST, M_SPOOL, M_END, M_HIRE,
	       M_KILL, M_BORDER };

struct wire {
	int socket;
	struct buf in, out;
	size_t used;   /* of in: given out already */
	size_t whole;  /* of out: messages that are complete */
	int came_with; /* a descriptor that came with what is in `in`, or -1 */
};
void wire_init(struct wire *w, int socket);
void wire_close(struct wire *w);
/* Begins a message: its bytes go behind, then wire_end(). */
size_t wire_begin(struct wire *w, enum message kind);
void wire_end(struct wire *w, size_t begun);
/* Sends all that waits; fd goes with the first byte (-1: none). 0, or -1 when the other is gone. */
int wire_flush(struct wire *w, int fd);
/* Gets more bytes from the socket: 1 some, 0 the other end is gone, -1 none yet (wait false). */
int wire_fill(struct wire *w, bool wait);
/* The next whole message: 1 and its kind, or 0 if more bytes are needed; -1: it cannot be one.
 * Its bytes are valid until the next wire_fill(). */
int wire_next(struct wire *w, enum message *kind, const char **bytes, size_t *len);
int wire_take_fd(struct wire *w); /* the caller's from then on; -1 if none came */
#endif
