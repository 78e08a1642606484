/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/html_pager.c - further pages, in a folder beside the front page: "rapport_files" goes
 * with "rapport.html", as browsers name it when they save a page, and Windows keeps such a pair
 * together when one of them is moved.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "report/html.h"

static size_t stem_len(const char *path)
{
	size_t len = strlen(path);

	if (len > 5 && !strcasecmp(path + len - 5, ".html"))
		return len - 5;
	return len > 4 && !strcasecmp(path + len - 4, ".htm") ? len - 4 : len;
}

static char *folder_of(const struct html_pager *p)
{
	return xformat("%.*s_files", (int)stem_len(p->path), p->path);
}

static char *file_of(const struct html_pager *p, uint64_t page)
{
	return xformat("%.*s_files/p%05" PRIu64 ".html", (int)stem_len(p->path), p->path, page);
}

/* Bytes of a name that mean something in a URL, or are no part of one: RFC 3986, 2.3. */
static void add_url(struct buf *to, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c < 0x80 && (strchr("-._~", c) || (c >= '0' && c <= '9') ||
				 ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')) && c)
			buf_add_byte(to, (char)c);
		else
			buf_add_format(to, "%%%02X", c);
	}
}

char *html_pager_link(const struct html_pager *p, uint64_t page)
{
	const char *name = p->path ? strrchr(p->path, '/') : NULL;
	struct buf b = {0};

	buf_add_str(&b, "");
	if (!page)
		return b.bytes;
	name = name ? name + 1 : p->path;
	add_url(&b, name, stem_len(name));
	buf_add_format(&b, "_files/p%05" PRIu64 ".html", page);
	return b.bytes;
}

bool html_pager_begins(struct html_pager *p, uint64_t hits)
{
	p->document++;
	if (p->size && !p->page)
		return true;
	return p->size && p->used && p->used + hits > p->size &&
	       (hits <= p->size || p->used >= p->size);
}

bool html_pager_is_full(const struct html_pager *p)
{
	return p->size && p->used >= p->size;
}

static void put_nav(const struct html_pager *p, const struct html *h, bool below)
{
	uint64_t page = p->page;
	const char *name = strrchr(p->path, '/');
	struct buf up = {0};

	name = name ? name + 1 : p->path;
	add_url(&up, name, strlen(name));
	fprintf(h->to, "<nav class=\"pages\" aria-label=\"%s\"><p><a href=\"../%s\">%s</a>",
		below ? html_say(h, "Bladzijden, onderaan", "Pages, below") :
			html_say(h, "Bladzijden", "Pages"),
		up.bytes, html_say(h, "Overzicht", "Overview"));
	if (page > 1)
		fprintf(h->to, "<a href=\"p%05" PRIu64 ".html\">%s</a>", page - 1,
			html_say(h, "Vorige", "Previous"));
	fprintf(h->to, html_say(h, "<span>Bladzijde %" PRIu64 " van %" PRIu64 "</span>",
				"<span>Page %" PRIu64 " of %" PRIu64 "</span>"), page, p->pages);
	if (page < p->pages)
		fprintf(h->to, "<a href=\"p%05" PRIu64 ".html\">%s</a>", page + 1,
			html_say(h, "Volgende", "Next"));
	fputs("</p></nav>\n", h->to);
	buf_free(&up);
}

static int close_page(struct html_pager *p, struct html *h, struct fail *f)
{
	bool failed;

	if (!p->page)
		return 0;
	fputs("</main>\n", h->to);
	put_nav(p, h, true);
	html_page_end(h);
	failed = ferror(h->to);
	failed |= fclose(h->to) != 0;
	h->to = NULL;
	if (failed)
		return fail_set(f, EXIT_BROKE_OFF, "page %" PRIu64 " of the report could not be "
				"written: %s", p->page, strerror(errno));
	return 0;
}

static int open_page(struct html_pager *p, struct html *h, struct fail *f)
{
	char *file = file_of(p, p->page), *title;
	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

	h->to = fd < 0 ? NULL : fdopen(fd, "w");
	if (!h->to) {
		fail_set(f, EXIT_BROKE_OFF, "'%s' cannot be written: %s", file, strerror(errno));
		free(file);
		return -1;
	}
	free(file);
	title = xformat(html_say(h, "Vondsten, bladzijde %" PRIu64 " van %" PRIu64,
				 "Hits, page %" PRIu64 " of %" PRIu64), p->page, p->pages);
	html_page_begin(h, title);
	fprintf(h->to, "<header><h1>%s</h1></header>\n", title);
	put_nav(p, h, false);
	fputs("<main>\n", h->to);
	free(title);
	return 0;
}

static void forget(struct html_pager *p)
{
	free(p->seen);
	p->seen = NULL;
	p->n_seen = p->room = 0;
}

int html_pager_turn(struct html_pager *p, struct html *h, struct fail *f)
{
	char *folder = folder_of(p);

	if (close_page(p, h, f) < 0) {
		free(folder);
		return -1;
	}
	if (!p->page && mkdir(folder, 0700) && errno != EEXIST) {
		fail_set(f, EXIT_USAGE, "the folder '%s' cannot be made: %s", folder,
			 strerror(errno));
		free(folder);
		return -1;
	}
	free(folder);
	forget(p);
	p->page++;
	p->used = 0;
	return open_page(p, h, f);
}

/* Pages of an earlier, longer report under this name would be taken for this one's. */
int html_pager_end(struct html_pager *p, struct html *h, struct fail *f)
{
	int result;

	forget(p);
	result = close_page(p, h, f);
	for (uint64_t page = p->page + 1; p->path; page++) {
		char *file = file_of(p, page);
		bool was_there = !unlink(file);

		free(file);
		if (!was_there)
			break;
	}
	return result;
}

/* Ids are digests: 64 bits of one tell them apart on a page. */
static bool insert(struct html_pager *p, uint64_t key)
{
	for (size_t at = key & (p->room - 1);; at = (at + 1) & (p->room - 1)) {
		if (p->seen[at] == key)
			return false;
		if (p->seen[at])
			continue;
		p->seen[at] = key;
		p->n_seen++;
		return true;
	}
}

bool html_is_first(struct html_pager *p, const char *id)
{
	char head[17] = {0};

	if (2 * p->n_seen >= p->room) {
		uint64_t *old = p->seen;
		size_t room = p->room;

		p->room = room ? 2 * room : 2048;
		p->seen = xcalloc(p->room, sizeof(*p->seen));
		p->n_seen = 0;
		for (size_t i = 0; i < room; i++)
			if (old[i])
				insert(p, old[i]);
		free(old);
	}
	memcpy(head, id, strnlen(id, 16));
	return insert(p, strtoull(head, NULL, 16) | 1);
}
