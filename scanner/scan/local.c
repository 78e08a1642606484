/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/local.c - a unit of work read by the thread that asks for it: no wall round the parsers. */
#include "scan/executor.h"
#include <stdlib.h>
#include <string.h>

struct local {
	struct worker *worker;
	struct result *result;
	_Atomic uint64_t *bytes_done;
};

static int on_hit(void *arg, const struct hit *h, size_t document)
{
	return result_add_hit(((struct local *)arg)->result, h, document);
}

static int on_part(void *arg, const struct part_report *p)
{
	return result_add_part(((struct local *)arg)->result, p);
}

static int on_reason(void *arg, enum reason reason, const char *text)
{
	result_reason(((struct local *)arg)->result, "", reason, text);
	return 0;
}

static int on_digest(void *arg, size_t document, const uint8_t *digest)
{
	result_digest(((struct local *)arg)->result, document, digest);
	return 0;
}

static int on_border(void *arg, const struct border *b)
{
	return result_add_border(((struct local *)arg)->result, b);
}

static void on_beat(void *arg, uint64_t bytes, uint64_t work)
{
	struct local *l = arg;

	(void)work;
	l->result->progressed += bytes;
	if (bytes)
		atomic_fetch_add_explicit(l->bytes_done, bytes, memory_order_relaxed);
}

static int local_read(void *self, const struct unit *u, struct result *r, struct fail *f)
{
	struct local *l = self;
	struct unit_end end;

	(void)f;
	l->result = r;
	worker_read(l->worker, u, &end);
	result_end(r, &end);
	return 0;
}

static void local_close(void *self)
{
	struct local *l = self;

	worker_free(l->worker);
	free(l);
}

struct executor local_executor(const struct scan_plan *plan, _Atomic uint64_t *bytes_done)
{
	struct local *l = xcalloc(1, sizeof(*l));
	const struct worker_to to = { l, on_hit, on_part, on_reason, on_digest, on_border,
				      on_beat, NULL };

	l->worker = worker_new(plan, &to);
	l->bytes_done = bytes_done;
	return (struct executor){ l, plan, local_read, local_close };
}
