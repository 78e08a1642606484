/* SPDX-License-Identifier: EUPL-1.2 */
/* base/queue.h - a bounded queue of pointers between threads. A full queue makes the giver wait:
 * that wait is the memory bound of the whole program. */
#ifndef VP_QUEUE_H
#define VP_QUEUE_H
#include "base/base.h"

struct queue;
struct queue *queue_new(size_t room);
bool queue_put(struct queue *q, void *thing); /* waits while full; false once closed: yours still */
void *queue_take(struct queue *q);            /* waits while empty; NULL once closed and empty */
/* For things that make more things: who took one counts as busy until queue_let_go(), may put what
 * is to be taken next in front meanwhile, without waiting, and the queue does not end before. */
void *queue_take_busy(struct queue *q);
void queue_put_next(struct queue *q, void *thing);
void queue_let_go(struct queue *q);
void *queue_take_within(struct queue *q, unsigned milliseconds, bool *closed); /* NULL: none yet */
void queue_close(struct queue *q);            /* no more is put; what is inside can be taken */
uint64_t queue_waits(struct queue *q);        /* how often a giver or a taker had to wait so far */
void queue_free(struct queue *q);             /* must be empty */
AUTO_DEFINE(queue)
#endif
