/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan/scan.c - the choreography of a scan.
 *
 * The walker puts files into `jobs`, those known from an earlier run marked as unchanged; each
 * worker takes one, reads it into a result, and puts that into `results`; the writer (the thread
 * that called scan_run) takes results in whatever order they come and stores each as one item.
 * Results are made at need and thrown away after: what bounds them is the room of the queue.
 *
 * End: the walker closes `jobs`; the last worker to find it empty closes `results`; the writer
 * sees that and ends. Stop: `stop` is set; the walk ends at its next item, workers let go of
 * their file and drain `jobs`, so that nothing waits for nobody. A store that fails does the
 * same through `broken`.
 */
#include "scan/scan.h"
#include "base/queue.h"
#include "scan/executor.h"
#include "scan/running.h"
#include "scan/split.h"
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define JOBS_WAITING 1024
#define RESULTS_WAITING 16
#define STACK_BYTES (8u << 20) /* parts in parts recurse up to the nesting limit */

struct job {
	struct item *item;
	bool unchanged;
	struct split *split; /* a file of which stretches are left; it has the item then */
	double began;
};
struct scan {
	const struct scan_plan *plan;
	struct store *store;
	struct queue *jobs, *results;
	_Atomic uint64_t bytes_done, found_files, found_bytes;
	atomic_uint working; /* workers still at it */
	atomic_bool walking, broken;
	dev_t case_device;
	ino_t case_inode;
	bool has_case;
	char *folder; /* of the item the walker saw last, with its slash */
	bool folder_is_case;
	struct scan_totals *totals;
	uint64_t files, hits, not_read;
	double started, told;
	struct running *running;
	atomic_uint threads;   /* that began so far: gives each its number */
	struct executor only; /* with one worker and no crew: no threads */
	struct fail *fail;
};

static void job_free(struct job *job)
{
	item_free(job->item);
	free(job);
}

static double seconds_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool is_stopped(const struct scan *s)
{
	return atomic_load(&s->broken) || (s->plan->stop && atomic_load(s->plan->stop));
}

static void tell(struct scan *s, bool now)
{
	double t = seconds_now();

	if (!now && t - s->told < 0.2)
		return;
	s->told = t;
	struct scan_progress p = { .files = s->files,
				   .bytes = atomic_load(&s->bytes_done),
				   .hits = s->hits,
				   .not_read = s->not_read,
				   .found_files = atomic_load(&s->found_files),
				   .found_bytes = atomic_load(&s->found_bytes),
				   .unchanged = s->totals->unchanged,
				   .walking = atomic_load(&s->walking),
				   .seconds = t - s->started };
	running_tell(s->running, &p);
	if (s->plan->progress)
		s->plan->progress(s->plan->progress_arg, &p);
}

static void count(struct scan *s, const struct result *r)
{
	struct scan_totals *t = s->totals;
	bool seen[N_REASONS] = { 0 };
	uint64_t *outcomes[] = { &t->ok, &t->skipped, &t->partial, &t->failed };
	enum outcome o = result_outcome(r);

	(*outcomes[o])++;
	s->not_read += o == OUTCOME_FAILED || o == OUTCOME_PARTIAL;
	for (size_t i = 0; i < r->n_reasons; i++)
		if (!seen[r->reasons[i].reason]) {
			seen[r->reasons[i].reason] = true;
			t->by_reason[r->reasons[i].reason]++;
		}
	t->hits += r->hits;
	t->bytes += r->bytes;
	detect_work_add(&t->work, &r->work);
	t->memory = r->memory > t->memory ? r->memory : t->memory;
	s->hits += r->hits;
	s->files++;
}

/* The writer's part: one result into the store. */
static int write_result(struct scan *s, struct result *r)
{
	int error = 0;

	if (r->spool_failed)
		error = fail_set(s->fail, EXIT_BROKE_OFF,
				 "no room for temporary records beside the case; make room on that disk "
				 "and run the same command again");
	else if (r->failed)
		*s->fail = r->fail, error = -1;
	else if (r->dropped)
		s->totals->stopped = true;
	else if (r->unchanged) {
		error = store_seen(s->store, r->item, s->fail);
		s->totals->unchanged++;
		s->files++;
	} else {
		error = result_store(r, s->plan->ruleset, s->store, s->fail);
		if (!error)
			count(s, r);
	}
	if (error)
		atomic_store(&s->broken, true);
	tell(s, false);
	return error;
}

static struct executor executor_new(struct scan *s)
{
	return s->plan->crew ? driver_executor(s->plan, s->plan->crew, &s->bytes_done) :
			       local_executor(s->plan, &s->bytes_done);
}

static void finish(struct scan *s, struct result *r, double began)
{
	/* What was read at random did not pass the meter; for the progress it is done all the same. */
	if ((uint64_t)r->item->size > r->progressed)
		atomic_fetch_add(&s->bytes_done, (uint64_t)r->item->size - r->progressed);
	r->seconds = seconds_now() - began;
}

/* The next stretch of a file that was split; while there are more, others may take the job. */
static struct result *read_stretch(struct scan *s, const struct executor *e, unsigned thread,
				   struct job *job)
{
	struct split *split = job->split;
	double began = job->began;
	bool more;
	size_t stretch = split_take(split, &more);

	if (!more)
		free(job);
	else if (s->jobs)
		queue_put_next(s->jobs, job);
	running_take(s->running, thread, split_path(split));
	struct result *r = split_read(split, e, stretch, is_stopped(s));
	running_take(s->running, thread, NULL);
	if (r)
		finish(s, r, began);
	return r;
}

/* Alone, all of them. */
static struct result *read_stretches(struct scan *s, const struct executor *e, unsigned thread,
				     struct job *job)
{
	struct result *r;

	do
		r = read_stretch(s, e, thread, job);
	while (!r && !s->jobs);
	return r;
}

/* The result, or NULL: others still read parts of it, or it was let go. */
static struct result *read_job(struct scan *s, const struct executor *e, unsigned thread,
			       struct job *job)
{
	if (job->split)
		return read_stretches(s, e, thread, job);
	if (is_stopped(s)) {
		job_free(job);
		return NULL;
	}
	struct result *r = result_new();
	job->began = seconds_now();
	running_take(s->running, thread, job->item->path);
	if (job->unchanged) {
		r->item = job->item;
		r->unchanged = true;
	} else if (item_read(e, job->item, r, &job->split, &r->fail) < 0) {
		r->failed = true;
	}
	running_take(s->running, thread, NULL);
	if (job->split) {
		result_free(r);
		return read_stretches(s, e, thread, job);
	}
	finish(s, r, job->began);
	free(job);
	return r;
}

static void *work(void *arg)
{
	struct scan *s = arg;
	struct executor e = executor_new(s);
	unsigned thread = atomic_fetch_add(&s->threads, 1);

	for (struct job *job; (job = queue_take_busy(s->jobs));) {
		struct result *r = read_job(s, &e, thread, job);

		queue_let_go(s->jobs);
		if (r && !queue_put(s->results, r))
			result_free(r);
	}
	e.close(e.self);
	if (atomic_fetch_sub(&s->working, 1) == 1)
		queue_close(s->results);
	return NULL;
}

/* What is there only while a scan runs would be a row of one ledger and not of the next. */
static bool comes_and_goes(const char *name)
{
	static const char *const names[] = { "running.json", "running.json.part", "store.db-wal",
					     "store.db-shm", "store.db-journal" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

/* The case folder itself may stand on the share: it is ours, and it changes while we read. Items
 * of a folder come together, so one look per folder is enough. False: not even a row. */
static bool keep_off_case(struct scan *s, struct item *i)
{
	const char *slash = strrchr(i->path, '/');
	size_t len = slash ? (size_t)(slash - i->path) + 1 : 0;
	struct stat st;

	if (!s->has_case)
		return true;
	if (!s->folder || strncmp(s->folder, i->path, len) || s->folder[len]) {
		free(s->folder);
		s->folder = xstrndup(i->path, len);
		s->folder_is_case = !stat(len ? s->folder : ".", &st) &&
				    st.st_dev == s->case_device && st.st_ino == s->case_inode;
	}
	if (!s->folder_is_case)
		return true;
	i->skip = REASON_OUTSIDE_ROOT;
	strcpy(i->skip_text, "belongs to the case of this scan");
	return !comes_and_goes(i->path + len);
}

static int found_item(void *arg, const struct item *found)
{
	struct scan *s = arg;

	if (is_stopped(s))
		return -ECANCELED;
	struct item *item = item_copy(found);
	if (!keep_off_case(s, item)) {
		item_free(item);
		return 0;
	}
	struct job *job = xcalloc(1, sizeof(*job));
	job->item = item;
	job->unchanged = !item->skip && (s->plan->rescan ? store_is_given_up(s->store, item) :
							   store_is_done(s->store, item));
	atomic_fetch_add(&s->found_files, 1);
	atomic_fetch_add(&s->found_bytes, (uint64_t)item->size);
	if (s->jobs) {
		if (queue_put(s->jobs, job))
			return 0;
		job_free(job);
		return -ECANCELED;
	}
	AUTO(result) r = read_job(s, &s->only, 0, job);
	return r ? write_result(s, r) : -ECANCELED;
}

static void walk_all(struct scan *s)
{
	int error = 0;

	for (size_t i = 0; s->plan->roots && s->plan->roots[i] && !error; i++)
		error = source_walk(s->plan->roots[i], found_item, s);
	for (size_t i = 0; s->plan->files && s->plan->files[i] && !error; i++)
		error = source_walk(s->plan->files[i], found_item, s);
	atomic_store(&s->walking, false);
}

static void *walk(void *arg)
{
	struct scan *s = arg;

	walk_all(s);
	queue_close(s->jobs);
	return NULL;
}

static pthread_t start(void *(*run)(void *), struct scan *s)
{
	pthread_attr_t attributes;
	pthread_t thread;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK_BYTES);
	if (pthread_create(&thread, &attributes, run, s)) {
		/* Nothing was read yet; there is no half-way without threads that were asked for. */
		abort();
	}
	pthread_attr_destroy(&attributes);
	return thread;
}

static int write_all(struct scan *s)
{
	int error = 0;

	for (bool closed = false; !closed;) {
		struct result *r = queue_take_within(s->results, 200, &closed);

		if (r && !error)
			error = write_result(s, r);
		else if (!r && !error)
			error = store_checkpoint(s->store, s->fail);
		if (error)
			atomic_store(&s->broken, true);
		result_free(r);
		tell(s, false);
	}
	return error;
}

static int run_threads(struct scan *s, unsigned workers)
{
	AUTO(queue) jobs = queue_new(JOBS_WAITING);
	AUTO(queue) results = queue_new(RESULTS_WAITING);
	pthread_t *threads = xcalloc(workers, sizeof(*threads));

	s->jobs = jobs;
	s->results = results;
	atomic_store(&s->working, workers);
	pthread_t walker = start(walk, s);
	for (unsigned i = 0; i < workers; i++)
		threads[i] = start(work, s);
	int error = write_all(s);
	pthread_join(walker, NULL);
	for (unsigned i = 0; i < workers; i++)
		pthread_join(threads[i], NULL);
	free(threads);
	s->totals->jobs_waits = queue_waits(jobs);
	s->totals->results_waits = queue_waits(results);
	return error;
}

static int run_alone(struct scan *s)
{
	s->only = executor_new(s);
	walk_all(s);
	s->only.close(s->only.self);
	return atomic_load(&s->broken) ? -1 : 0;
}

unsigned scan_workers(const struct scan_plan *plan)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return plan->workers ? plan->workers : cores > 0 ? (unsigned)cores : 1;
}

int scan_run(const struct scan_plan *plan, struct store *store, struct scan_totals *ret,
	     struct fail *f)
{
	unsigned workers = scan_workers(plan);
	struct scan s = { .plan = plan,
			  .store = store,
			  .totals = ret,
			  .fail = f,
			  .started = seconds_now() };
	struct stat st;

	memset(ret, 0, sizeof(*ret));
	atomic_store(&s.walking, true);
	if (plan->case_dir && !stat(plan->case_dir, &st)) {
		s.has_case = true;
		s.case_device = st.st_dev;
		s.case_inode = st.st_ino;
	}
	s.running = running_new(plan);
	int error = workers == 1 && !plan->crew ? run_alone(&s) : run_threads(&s, workers);
	ret->stopped |= plan->stop && atomic_load(plan->stop);
	for (size_t i = 0; !error && !ret->stopped && plan->roots && plan->roots[i]; i++)
		error = store_sweep(store, plan->roots[i], f);
	free(s.folder);
	tell(&s, true);
	running_free(s.running);
	return error;
}
