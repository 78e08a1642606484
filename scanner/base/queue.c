/* SPDX-License-Identifier: EUPL-1.2 */
/* base/queue.c - a bounded queue of pointers: one ring, one lock. */
#include "base/queue.h"
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct queue {
	pthread_mutex_t lock; /* protects all below */
	pthread_cond_t some;  /* signalled when a thing was put, and at the close */
	pthread_cond_t space; /* signalled when a thing was taken, and at the close */
	size_t first, n, room;
	size_t busy;          /* takers that may still put something in front */
	void **next;          /* what they put there, the last one first */
	size_t n_next, next_room;
	uint64_t waits;
	bool closed;
	void *ring[];
};

struct queue *queue_new(size_t room)
{
	struct queue *q = xcalloc(1, sizeof(*q) + room * sizeof(q->ring[0]));
	pthread_condattr_t clock;

	q->room = room;
	pthread_mutex_init(&q->lock, NULL);
	pthread_condattr_init(&clock);
	pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
	pthread_cond_init(&q->some, &clock);
	pthread_cond_init(&q->space, &clock);
	pthread_condattr_destroy(&clock);
	return q;
}

bool queue_put(struct queue *q, void *thing)
{
	pthread_mutex_lock(&q->lock);
	q->waits += q->n == q->room && !q->closed;
	while (q->n == q->room && !q->closed)
		pthread_cond_wait(&q->space, &q->lock);
	bool taken = !q->closed;
	if (taken) {
		q->ring[(q->first + q->n++) % q->room] = thing;
		pthread_cond_signal(&q->some);
	}
	pthread_mutex_unlock(&q->lock);
	return taken;
}

static void *take_first(struct queue *q)
{
	if (!q->n)
		return NULL;
	void *thing = q->ring[q->first];
	q->first = (q->first + 1) % q->room;
	q->n--;
	pthread_cond_signal(&q->space);
	return thing;
}

void *queue_take(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	while (!q->n && !q->closed)
		pthread_cond_wait(&q->some, &q->lock);
	void *thing = take_first(q);
	pthread_mutex_unlock(&q->lock);
	return thing;
}

void *queue_take_busy(struct queue *q)
{
	void *thing;

	pthread_mutex_lock(&q->lock);
	q->waits += !q->n && !q->n_next && !(q->closed && !q->busy);
	while (!q->n && !q->n_next && !(q->closed && !q->busy))
		pthread_cond_wait(&q->some, &q->lock);
	thing = q->n_next ? q->next[--q->n_next] : take_first(q);
	q->busy += thing != NULL;
	pthread_mutex_unlock(&q->lock);
	return thing;
}

void queue_put_next(struct queue *q, void *thing)
{
	pthread_mutex_lock(&q->lock);
	assert(q->busy);
	if (q->n_next == q->next_room) {
		q->next_room = q->next_room ? 2 * q->next_room : 8;
		q->next = xrealloc(q->next, q->next_room * sizeof(*q->next));
	}
	q->next[q->n_next++] = thing;
	pthread_cond_signal(&q->some);
	pthread_mutex_unlock(&q->lock);
}

void queue_let_go(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	assert(q->busy);
	if (!--q->busy && q->closed)
		pthread_cond_broadcast(&q->some);
	pthread_mutex_unlock(&q->lock);
}

void *queue_take_within(struct queue *q, unsigned milliseconds, bool *closed)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += (long)(milliseconds % 1000) * 1000000;
	until.tv_sec += milliseconds / 1000 + until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_mutex_lock(&q->lock);
	q->waits += !q->n && !q->closed;
	while (!q->n && !q->closed)
		if (pthread_cond_timedwait(&q->some, &q->lock, &until))
			break;
	void *thing = take_first(q);
	*closed = !thing && q->closed;
	pthread_mutex_unlock(&q->lock);
	return thing;
}

void queue_close(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	q->closed = true;
	pthread_cond_broadcast(&q->some);
	pthread_cond_broadcast(&q->space);
	pthread_mutex_unlock(&q->lock);
}

uint64_t queue_waits(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	uint64_t waits = q->waits;
	pthread_mutex_unlock(&q->lock);
	return waits;
}

void queue_free(struct queue *q)
{
	if (!q)
		return;
	assert(!q->n && !q->n_next);
	free(q->next);
	pthread_cond_destroy(&q->some);
	pthread_cond_destroy(&q->space);
	pthread_mutex_destroy(&q->lock);
	free(q);
}
