/* SPDX-License-Identifier: EUPL-1.2 */
/* scan/show.c - walking to a place again. */
#include "scan/scan.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOUND (-ECANCELED) /* there is nothing more to read */

struct search {
	const struct place *place;
	scan_text_fn *text;
	void *arg;
	bool found;
};

static int on_text(void *arg, const struct text *t)
{
	struct search *s = arg;
	const struct place *p = s->place;

	if (t->carrier != p->carrier || strcmp(t->part, p->part) ||
	    p->start < t->base + t->own_from || p->start >= t->base + t->own_to)
		return 0;
	size_t from = (size_t)(p->start - t->base);
	uint64_t to = from + p->length;
	s->found = true;
	int error = s->text(s->arg, t, from, to < t->len ? (size_t)to : t->len);
	return error ? error : FOUND;
}

static int on_part(void *arg, const struct part_report *p)
{
	(void)arg;
	(void)p;
	return 0;
}

static int on_begin(void *arg, const char *part, const char *file_name)
{
	(void)arg;
	(void)part;
	(void)file_name;
	return 0;
}

static int on_end(void *arg, const uint8_t *digest)
{
	(void)arg;
	(void)digest;
	return 0;
}

int scan_show(const char *root, const struct place *place, scan_text_fn *text, void *arg,
	      struct fail *f)
{
	struct search s = { place, text, arg, false };
	const struct sink sink = { &s, on_text, on_part, on_begin, on_end };
	char *path = root ? xformat("%s/%s", root, place->path) : xstrdup(place->path);
	struct item item = { .path = path };
	enum reason why;
	struct stat st;
	int error, fd = source_open(&item, &why, &error);

	if (fd < 0 || fstat(fd, &st) < 0) {
		fail_set(f, EXIT_USAGE,
			 "'%s' cannot be opened (%s); --root DIR says where relative paths start", path,
			 error ? strerror(error) : reason_word(why));
	} else {
		struct reading r = { .path = path, .fd = fd, .size = (uint64_t)st.st_size };

		read_fd(&r, &sink);
		if (!s.found)
			fail_set(f, EXIT_USAGE, "there is no such place in '%s' any more; was it changed?",
				 path);
	}
	if (fd >= 0)
		close(fd);
	free(path);
	return s.found ? 0 : -1;
}
