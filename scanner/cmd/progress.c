/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/progress.c - signs of life on stderr. */
#include "cmd/progress.h"
#include "base/json.h"
#include <inttypes.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define PLAIN_SECONDS 60
#define JSON_SECONDS 1

static volatile sig_atomic_t asked; /* by a signal */

void progress_start(struct progress *p, const struct common *c)
{
	memset(p, 0, sizeof(*p));
	p->dutch = !strcmp(c->lang, "nl");
	if (c->quiet || !strcmp(c->progress, "none"))
		p->how = PROGRESS_NONE;
	else if (!strcmp(c->progress, "json"))
		p->how = PROGRESS_JSON;
	else if (!strcmp(c->progress, "plain"))
		p->how = PROGRESS_PLAIN;
	else if (!strcmp(c->progress, "tty") || isatty(STDERR_FILENO))
		p->how = PROGRESS_TTY;
}

void print_bytes(char out[32], uint64_t bytes)
{
	static const char *const units[] = { "B", "kB", "MB", "GB", "TB", "PB" };
	double n = (double)bytes;
	unsigned unit = 0;

	for (; n >= 1000 && unit + 1 < ARRAY_LEN(units); unit++)
		n /= 1000;
	snprintf(out, 32, unit && n < 10 ? "%.1f %s" : "%.0f %s", n, units[unit]);
}

static unsigned percent_of(const struct scan_progress *n)
{
	if (!n->found_bytes)
		return n->walking ? 0 : 100;
	double part = 100.0 * (double)n->bytes / (double)n->found_bytes;
	return part > 100 ? 100 : (unsigned)part;
}

static void print_eta(char out[32], const struct scan_progress *n)
{
	double rate = n->seconds > 0 ? (double)n->bytes / n->seconds : 0;
	double left = n->found_bytes > n->bytes ? (double)(n->found_bytes - n->bytes) : 0;

	*out = '\0';
	if (n->walking || rate < 1)
		return;
	uint64_t seconds = (uint64_t)(left / rate);
	snprintf(out, 32, "  ETA %02" PRIu64 ":%02" PRIu64 ":%02" PRIu64, seconds / 3600,
		 seconds / 60 % 60, seconds % 60);
}

void progress_line(char *out, size_t size, bool dutch, const struct scan_progress *n)
{
	char done[32], all[32], rate[32], eta[32];

	print_bytes(done, n->bytes);
	print_bytes(all, n->found_bytes);
	print_bytes(rate, (uint64_t)(n->seconds > 0 ? (double)n->bytes / n->seconds : 0));
	print_eta(eta, n);
	snprintf(out, size,
		 dutch ? "scan %u%%  %s van %s%s  %" PRIu64 " bestanden  %s/s%s  treffers %" PRIu64
			    "  niet (geheel) gelezen %" PRIu64 :
			    "scan %u%%  %s of %s%s  %" PRIu64 " files  %s/s%s  hits %" PRIu64
			    "  not read in full %" PRIu64,
		 percent_of(n), done, n->walking ? "\xE2\x89\xA5 " : "", all, n->files, rate, eta, n->hits,
		 n->not_read);
}

static void draw(struct progress *p, const struct scan_progress *n)
{
	struct winsize w = { 0 };
	char line[400];

	progress_line(line, sizeof(line), p->dutch, n);
	size_t width = ioctl(STDERR_FILENO, TIOCGWINSZ, &w) || !w.ws_col ? 80 : w.ws_col;
	if (width < sizeof(line))
		line[width - 1] = '\0';
	fprintf(stderr, "\r\033[K%s", line);
	fflush(stderr);
	p->drawn = true;
}

static void tell_plain(struct progress *p, const struct scan_progress *n)
{
	unsigned percent = percent_of(n);
	char line[400];

	if (p->told > 0 && n->seconds - p->told < PLAIN_SECONDS &&
	    (n->walking || percent / 5 == p->percent / 5))
		return;
	p->told = n->seconds > 0 ? n->seconds : 1e-9;
	p->percent = percent;
	progress_line(line, sizeof(line), p->dutch, n);
	fprintf(stderr, "%s\n", line);
}

static void tell_json(struct progress *p, const struct scan_progress *n)
{
	struct buf b = { 0 };

	if (p->told > 0 && n->seconds - p->told < JSON_SECONDS)
		return;
	p->told = n->seconds > 0 ? n->seconds : 1e-9;
	json_open(&b, '{');
	json_key(&b, "type");
	json_str(&b, "status");
	json_key(&b, "schema");
	json_int(&b, 1);
	json_key(&b, "percent");
	json_int(&b, percent_of(n));
	json_key(&b, "walking");
	json_bool(&b, n->walking);
	json_key(&b, "files");
	json_int(&b, (int64_t)n->files);
	json_key(&b, "files_found");
	json_int(&b, (int64_t)n->found_files);
	json_key(&b, "bytes");
	json_int(&b, (int64_t)n->bytes);
	json_key(&b, "bytes_found");
	json_int(&b, (int64_t)n->found_bytes);
	json_key(&b, "unchanged");
	json_int(&b, (int64_t)n->unchanged);
	json_key(&b, "hits");
	json_int(&b, (int64_t)n->hits);
	json_key(&b, "not_read");
	json_int(&b, (int64_t)n->not_read);
	json_key(&b, "seconds");
	json_number(&b, n->seconds);
	json_close(&b, '}');
	fprintf(stderr, "%s\n", b.bytes);
	buf_free(&b);
}

void progress_ask(void)
{
	asked = 1;
}

/* One line more, also where none were wanted: somebody asked this process for it. */
static void answer(struct progress *p, const struct scan_progress *n)
{
	char line[400];

	asked = 0;
	progress_line(line, sizeof(line), p->dutch, n);
	fprintf(stderr, "%s%s\n", p->drawn ? "\r\033[K" : "", line);
	p->drawn = false;
}

void progress_tell(void *progress, const struct scan_progress *now)
{
	struct progress *p = progress;

	if (asked && p->how == PROGRESS_JSON) {
		asked = 0;
		p->told = 0; /* so that it is due */
	} else if (asked) {
		answer(p, now);
	}
	switch (p->how) {
	case PROGRESS_TTY:
		draw(p, now);
		break;
	case PROGRESS_PLAIN:
		tell_plain(p, now);
		break;
	case PROGRESS_JSON:
		tell_json(p, now);
		break;
	default:
		break;
	}
}

void progress_end(struct progress *p)
{
	if (p->drawn)
		fputs("\r\033[K", stderr);
	p->drawn = false;
}
