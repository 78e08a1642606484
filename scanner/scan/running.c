/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/running.c - the file in the case that tells of a scan while it runs. */
#include "scan/running.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "base/json.h"

struct hand {
	char *path;
	double since;
};
struct running {
	char *file, *part;
	double told;
	time_t began;
	pthread_mutex_t lock; /* protects hands */
	struct hand *hands;
	unsigned n_hands;
};

static double seconds_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

struct running *running_new(const struct scan_plan *plan)
{
	struct running *r;

	if (!plan->case_dir)
		return NULL;
	r = xcalloc(1, sizeof(*r));
	r->file = xformat("%s/running.json", plan->case_dir);
	r->part = xformat("%s/running.json.part", plan->case_dir);
	r->began = time(NULL);
	r->n_hands = scan_workers(plan);
	r->hands = xcalloc(r->n_hands, sizeof(*r->hands));
	pthread_mutex_init(&r->lock, NULL);
	return r;
}

void running_take(struct running *r, unsigned n, const char *path)
{
	if (!r)
		return;
	char *copy = path ? xstrdup(path) : NULL;
	pthread_mutex_lock(&r->lock);
	char *old = r->hands[n].path;
	r->hands[n] = (struct hand){ copy, seconds_now() };
	pthread_mutex_unlock(&r->lock);
	free(old);
}

static void put_hands(struct buf *b, struct running *r)
{
	double now = seconds_now();

	json_key(b, "reading");
	json_open(b, '[');
	pthread_mutex_lock(&r->lock);
	for (unsigned i = 0; i < r->n_hands; i++) {
		if (!r->hands[i].path)
			continue;
		json_open(b, '{');
		json_key(b, "path");
		json_str(b, r->hands[i].path);
		json_key(b, "seconds");
		json_number(b, now - r->hands[i].since);
		json_close(b, '}');
	}
	pthread_mutex_unlock(&r->lock);
	json_close(b, ']');
}

static void put(struct buf *b, struct running *r, const struct scan_progress *p)
{
	const struct {
		const char *key;
		uint64_t n;
	} numbers[] = { { "pid", (uint64_t)getpid() },
			{ "began", (uint64_t)r->began },
			{ "updated", (uint64_t)time(NULL) },
			{ "files", p->files },
			{ "files_found", p->found_files },
			{ "bytes", p->bytes },
			{ "bytes_found", p->found_bytes },
			{ "unchanged", p->unchanged },
			{ "hits", p->hits },
			{ "not_read", p->not_read } };

	json_open(b, '{');
	json_key(b, "schema");
	json_int(b, 1);
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
		json_key(b, numbers[i].key);
		json_int(b, (int64_t)numbers[i].n);
	}
	json_key(b, "walking");
	json_bool(b, p->walking);
	json_key(b, "seconds");
	json_number(b, p->seconds);
	put_hands(b, r);
	json_close(b, '}');
	buf_add_byte(b, '\n');
}

void running_tell(struct running *r, const struct scan_progress *p)
{
	struct buf b = { 0 };

	if (!r || (r->told > 0 && p->seconds - r->told < 1))
		return;
	r->told = p->seconds > 0 ? p->seconds : 1e-9;
	put(&b, r, p);
	int fd = open(r->part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool whole = fd >= 0 && write(fd, b.bytes, b.len) == (ssize_t)b.len;
	if (fd >= 0)
		close(fd);
	if (!whole || rename(r->part, r->file))
		unlink(r->part);
	buf_free(&b);
}

void running_free(struct running *r)
{
	if (!r)
		return;
	unlink(r->part);
	unlink(r->file);
	for (unsigned i = 0; i < r->n_hands; i++)
		free(r->hands[i].path);
	pthread_mutex_destroy(&r->lock);
	free(r->hands);
	free(r->file);
	free(r->part);
	free(r);
}
