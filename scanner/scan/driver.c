/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan/driver.c - a unit of work read by a worker process, and what to do when that goes wrong.
 *
 * One thread drives one worker, which has one unit at a time: whatever happens to it is that
 * unit's. A worker that dies is replaced and the unit tried again, alone in the new one; only
 * what happens again is put down to the document. What the last try sent before its end counts.
 */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "base/spool.h"
#include "scan/crew.h"
#include "scan/death.h"
#include "scan/executor.h"
#include "scan/rows.h"

#define TICK_MILLISECONDS 100
#define PATIENCE 5 /* seconds for a killed worker to go; one that waits for a disk does not */

struct driver {
	const struct scan_plan *plan;
	struct crew *crew;
	_Atomic uint64_t *bytes_done;
	int slot; /* -1: no worker */
	struct wire wire;
	struct result *result; /* of the unit in work */
	struct watch watch;
};

static double seconds_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool is_stopped(const struct driver *d)
{
	return d->plan->stop && atomic_load_explicit(d->plan->stop, memory_order_relaxed);
}

static int hire(struct driver *d, struct fail *f)
{
	if (d->slot < 0)
		d->slot = crew_hire(d->crew, &d->wire, f);
	return d->slot < 0 ? -1 : 0;
}

/* The worker goes, if it has not gone. One that cannot go keeps its slot for good. */
static bool dismiss(struct driver *d, bool killed, int *status)
{
	bool gone;

	wire_close(&d->wire);
	if (killed)
		crew_kill(d->crew, d->slot);
	gone = crew_ended(d->crew, d->slot, PATIENCE, status);
	if (gone)
		crew_give_slot(d->crew, d->slot);
	d->slot = -1;
	return gone;
}

static bool take_part(struct driver *d, const char *bytes, size_t len)
{
	struct document_facts facts;
	struct part_report p;

	if (!row_get_part(bytes, len, &p, &facts))
		return false;
	result_add_part(d->result, &p);
	d->result->parts++;
	d->result->text_bytes += p.text_bytes;
	free((void *)p.reasons);
	return true;
}

static bool take_hit(struct driver *d, const char *bytes, size_t len)
{
	/* Only looked at; it is kept as the row it is. */
	struct buf row = { (char *)bytes, len, len };
	size_t document;
	struct hit h;

	if (!row_get_hit(bytes, len, d->plan->ruleset, &h, &document) ||
	    document > d->result->n_digests)
		return false;
	free((void *)h.ties);
	result_add_hit_row(d->result, &row, document, h.pattern->index);
	return true;
}

static bool take_reason(struct driver *d, const char *bytes, size_t len)
{
	struct row_reader in = { bytes, bytes + len, false };
	uint32_t reason;

	row_get(&in, &reason, sizeof(reason));
	const char *text = row_get_text(&in);
	if (in.bad || !text || !reason || reason >= N_REASONS)
		return false;
	result_reason(d->result, "", (enum reason)reason, text);
	return true;
}

static bool take_digest(struct driver *d, const char *bytes, size_t len)
{
	size_t document;

	if (len != sizeof(document) + DIGEST_LEN)
		return false;
	memcpy(&document, bytes, sizeof(document));
	if (document >= d->result->n_digests)
		return false;
	result_digest(d->result, document, (const uint8_t *)bytes + sizeof(document));
	return true;
}

static bool take_border(struct driver *d, const char *bytes, size_t len)
{
	struct border b;

	if (len != sizeof(b))
		return false;
	memcpy(&b, bytes, sizeof(b));
	return !result_add_border(d->result, &b);
}

static bool give_file(struct driver *d)
{
	int fd = spool_open_file();

	wire_end(&d->wire, wire_begin(&d->wire, M_SPOOL));
	int error = wire_flush(&d->wire, fd);
	if (fd >= 0)
		close(fd);
	return !error;
}

static bool take_end(struct driver *d, const char *bytes, size_t len)
{
	struct unit_end end;
	uint8_t byte[2];

	if (len != sizeof(end))
		return false;
	memcpy(byte, bytes + offsetof(struct unit_end, has_digest), 1);
	memcpy(byte + 1, bytes + offsetof(struct unit_end, stopped), 1);
	if (byte[0] > 1 || byte[1] > 1)
		return false;
	memcpy(&end, bytes, sizeof(end));
	result_end(d->result, &end);
	return true;
}

static bool take(struct driver *d, enum message kind, const char *bytes, size_t len)
{
	switch (kind) {
	case M_PART:
		return take_part(d, bytes, len);
	case M_HIT:
		return take_hit(d, bytes, len);
	case M_REASON:
		return take_reason(d, bytes, len);
	case M_DIGEST:
		return take_digest(d, bytes, len);
	case M_BORDER:
		return take_border(d, bytes, len);
	case M_SPOOL:
		return give_file(d);
	case M_END:
		return take_end(d, bytes, len);
	default:
		return false;
	}
}

/* All messages that are there. ENDED_NOT_YET: more are to come. */
static enum ended take_all(struct driver *d)
{
	enum message kind;
	const char *bytes;
	size_t len;
	int got;

	while ((got = wire_next(&d->wire, &kind, &bytes, &len)) == 1) {
		if (!take(d, kind, bytes, len))
			return ENDED_GARBLED;
		if (kind == M_END)
			return ENDED_WELL;
	}
	return got < 0 ? ENDED_GARBLED : ENDED_NOT_YET;
}

static void tell_progress(struct driver *d, const struct slot *s)
{
	uint64_t bytes = atomic_load_explicit(&s->bytes, memory_order_relaxed);

	/* After a second try it counts from what the first one told. */
	if (bytes <= d->result->progressed || bytes > (uint64_t)d->result->item->size)
		return;
	atomic_fetch_add_explicit(d->bytes_done, bytes - d->result->progressed,
				  memory_order_relaxed);
	d->result->progressed = bytes;
}

static enum ended listen(struct driver *d)
{
	struct pollfd p = { .fd = d->wire.socket, .events = POLLIN };
	struct slot *s = crew_slot(d->crew, d->slot);
	enum ended e = ENDED_NOT_YET;

	while (e == ENDED_NOT_YET) {
		int ready = poll(&p, 1, TICK_MILLISECONDS);

		if (is_stopped(d))
			return ENDED_STOPPED;
		if (ready > 0 && !wire_fill(&d->wire, false))
			return ENDED_DIED;
		if (ready > 0)
			e = take_all(d);
		if (e == ENDED_NOT_YET)
			e = watch_look(&d->watch, s, seconds_now());
		tell_progress(d, s);
	}
	return e;
}

static enum ended send_and_listen(struct driver *d, const struct unit *u)
{
	size_t begun = wire_begin(&d->wire, M_UNIT);

	buf_add(&d->wire.out, &u->size, sizeof(u->size));
	buf_add(&d->wire.out, &u->from, sizeof(u->from));
	buf_add(&d->wire.out, &u->to, sizeof(u->to));
	buf_add(&d->wire.out, &u->number, sizeof(u->number));
	buf_add(&d->wire.out, &u->step, sizeof(u->step));
	buf_add(&d->wire.out, u->path, strlen(u->path) + 1);
	wire_end(&d->wire, begun);
	if (wire_flush(&d->wire, u->fd) < 0)
		return ENDED_DIED;
	watch_start(&d->watch, d->plan, u->size, seconds_now());
	return listen(d);
}

static int drive(void *self, const struct unit *u, struct result *r, struct fail *f)
{
	struct driver *d = self;
	struct tries tries = { 0 };

	d->result = r;
	for (;;) {
		struct death death = { 0 };

		result_restart(r);
		if (hire(d, f) < 0) {
			r->dropped = true;
			return -1;
		}
		death.how = send_and_listen(d, u);
		if (death.how == ENDED_WELL)
			return 0;
		death_look(&death, crew_slot(d->crew, d->slot));
		death.gone = dismiss(d, death.how != ENDED_DIED, &death.status);
		if (death.how == ENDED_STOPPED) {
			r->dropped = true;
			return 0;
		}
		if (death_is_crash(&death))
			crew_note_crash(d->crew);
		if (!death_worth_another_try(&death, &tries)) {
			death_to_result(&death, r);
			return 0;
		}
	}
}

static void driver_close(void *self)
{
	struct driver *d = self;
	int status;

	if (d->slot >= 0)
		dismiss(d, false, &status);
	free(d);
}

struct executor driver_executor(const struct scan_plan *plan, struct crew *crew,
				_Atomic uint64_t *bytes_done)
{
	struct driver *d = xcalloc(1, sizeof(*d));

	d->plan = plan;
	d->crew = crew;
	d->bytes_done = bytes_done;
	d->slot = -1;
	return (struct executor){ d, plan, drive, driver_close };
}
