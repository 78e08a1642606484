/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan/cell.c - a worker process: units come in, rows go out, and there is no other way.
 *
 * There is one per process, which is why it stands in a static: what calls back when memory is
 * out, or when a spool needs a file, has no argument to hand it on.
 */
#include "scan/cell.h"
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#include "base/digest.h"
#include "base/spool.h"
#include "format/charset.h"
#include "scan/rows.h"
#include "scan/sandbox.h"
#include "scan/wire.h"
#include "scan/worker.h"

#define SEND_AT (32u << 10)
#define SEND_SECONDS 0.1
#define UNITS_PER_LIFE 10000
#define RESIDENT_MOST (512l << 10) /* KiB; a process that grew so far is replaced */

static struct cell {
	struct slot *slot;
	struct wire wire;
	double sent;
} cell;

static double seconds_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Nobody is left to tell: the supervisor is gone, or gave this worker up. */
static void send_all(void)
{
	if (wire_flush(&cell.wire, -1) < 0)
		_exit(CELL_DONE);
	cell.sent = seconds_now();
}

static int sent_row(size_t begun)
{
	wire_end(&cell.wire, begun);
	if (cell.wire.out.len > SEND_AT || seconds_now() - cell.sent > SEND_SECONDS)
		send_all();
	return 0;
}

static int on_hit(void *arg, const struct hit *h, size_t document)
{
	size_t begun = wire_begin(&cell.wire, M_HIT);

	(void)arg;
	row_put_hit(&cell.wire.out, h, document);
	return sent_row(begun);
}

static int on_part(void *arg, const struct part_report *p)
{
	size_t begun = wire_begin(&cell.wire, M_PART);

	(void)arg;
	row_put_part(&cell.wire.out, p);
	return sent_row(begun);
}

static int on_reason(void *arg, enum reason reason, const char *text)
{
	size_t begun = wire_begin(&cell.wire, M_REASON);
	uint32_t number = reason;

	(void)arg;
	buf_add(&cell.wire.out, &number, sizeof(number));
	row_put_text(&cell.wire.out, text);
	return sent_row(begun);
}

/* A document with hits is done: whatever comes next, it counts. */
static int on_digest(void *arg, size_t document, const uint8_t *digest)
{
	size_t begun = wire_begin(&cell.wire, M_DIGEST);

	(void)arg;
	buf_add(&cell.wire.out, &document, sizeof(document));
	buf_add(&cell.wire.out, digest, DIGEST_LEN);
	wire_end(&cell.wire, begun);
	send_all();
	return 0;
}

static int on_border(void *arg, const struct border *b)
{
	size_t begun = wire_begin(&cell.wire, M_BORDER);

	(void)arg;
	buf_add(&cell.wire.out, b, sizeof(*b));
	return sent_row(begun);
}

static void add(_Atomic uint64_t *to, uint64_t n)
{
	/* Only this thread writes. */
	atomic_store_explicit(to, atomic_load_explicit(to, memory_order_relaxed) + n,
			      memory_order_relaxed);
}

static void on_beat(void *arg, uint64_t bytes, uint64_t work)
{
	(void)arg;
	add(&cell.slot->beats, 1);
	add(&cell.slot->bytes, bytes);
	add(&cell.slot->work, work);
}

static void set(char *to, size_t room, const char *s)
{
	size_t len = strlen(s);

	len = len < room ? len : room - 1;
	memcpy(to, s, len);
	to[len] = '\0';
}

static void on_stage(void *arg, const char *part, const char *format)
{
	(void)arg;
	set(cell.slot->part, sizeof(cell.slot->part), part);
	set(cell.slot->format, sizeof(cell.slot->format), format);
	if (!*part)
		set(cell.slot->file_format, sizeof(cell.slot->file_format), format);
}

/* No memory can be had here; the buffer stands, and what is whole in it goes out. */
static void leave_without_memory(void)
{
	cell.wire.out.len = cell.wire.whole;
	wire_flush(&cell.wire, -1);
	_exit(CELL_NO_MEMORY);
}

static int ask_for_file(void)
{
	enum message kind;
	const char *bytes;
	size_t len;
	int got;

	wire_end(&cell.wire, wire_begin(&cell.wire, M_SPOOL));
	send_all();
	while (!(got = wire_next(&cell.wire, &kind, &bytes, &len)))
		if (!wire_fill(&cell.wire, true))
			_exit(CELL_DONE);
	return got == 1 && kind == M_SPOOL ? wire_take_fd(&cell.wire) : -1;
}

void cell_prepare(const struct scan_plan *plan)
{
	uint8_t digest[DIGEST_LEN];

	/* libcrypto reads its settings at the first use. */
	digest_of("", 0, digest);
	charsets_load();
	ruleset_prepare(plan->ruleset, plan->engine);
}

static void take_unit(struct worker *w, const char *bytes, size_t len, int fd)
{
	struct row_reader in = { bytes, bytes + len, false };
	struct unit u = { .fd = fd };
	struct unit_end end;

	row_get(&in, &u.size, sizeof(u.size));
	row_get(&in, &u.from, sizeof(u.from));
	row_get(&in, &u.to, sizeof(u.to));
	row_get(&in, &u.number, sizeof(u.number));
	row_get(&in, &u.step, sizeof(u.step));
	/* Any bytes but NUL: a path. It ends with one. */
	u.path = in.at;
	atomic_store(&cell.slot->bytes, 0);
	atomic_store(&cell.slot->work, 0);
	*cell.slot->part = *cell.slot->format = *cell.slot->file_format = '\0';
	worker_read(w, &u, &end);
	size_t begun = wire_begin(&cell.wire, M_END);
	buf_add(&cell.wire.out, &end, sizeof(end));
	wire_end(&cell.wire, begun);
	send_all();
	close(fd);
}

static bool is_spent(unsigned units)
{
	struct rusage used = { 0 };

	getrusage(RUSAGE_SELF, &used);
	return units >= UNITS_PER_LIFE || used.ru_maxrss > RESIDENT_MOST;
}

static void tell_ready(unsigned sandbox)
{
	size_t begun = wire_begin(&cell.wire, M_READY);
	uint32_t bits = sandbox;

	buf_add(&cell.wire.out, &bits, sizeof(bits));
	wire_end(&cell.wire, begun);
	send_all();
}

_Noreturn void cell_main(const struct scan_plan *plan, struct slot *slot, int socket)
{
	const struct worker_to to = { NULL, on_hit, on_part, on_reason, on_digest, on_border,
				      on_beat, on_stage };
	struct scan_plan ours = *plan;
	enum message kind;
	const char *bytes;
	size_t len;

	cell.slot = slot;
	wire_init(&cell.wire, socket);
	ours.stop = &slot->stop;
	memory_on_exhaustion(leave_without_memory);
	spool_files_from(ask_for_file);
	atomic_store(&slot->pid, (int)getpid());
	struct worker *w = worker_new(&ours, &to);
	tell_ready(sandbox_enter(plan->memory ? plan->memory : SCAN_MEMORY));
	for (unsigned units = 0; !is_spent(units); units++) {
		int got;

		while (!(got = wire_next(&cell.wire, &kind, &bytes, &len)))
			if (!wire_fill(&cell.wire, true))
				_exit(CELL_DONE);
		int fd = wire_take_fd(&cell.wire);
		if (got < 0 || kind != M_UNIT || fd < 0)
			_exit(CELL_DONE);
		take_unit(w, bytes, len, fd);
	}
	_exit(CELL_DONE);
}
