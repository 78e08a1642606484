/* SPDX-License-Identifier: EUPL-1.2 */
/* stretches_test.c - a mailbox read in stretches gives what it gives as a whole, wherever it is cut. */
#include "base/buf.h"
#include "base/digest.h"
#include "format/format.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int on_text(void *arg, const struct text *t)
{
	buf_add_format(arg, "text %s %d %zu %zu-%zu\n", t->part, (int)t->carrier, (size_t)t->base,
		       t->own_from, t->own_to);
	buf_add(arg, t->bytes, t->len);
	return 0;
}

static int on_part(void *arg, const struct part_report *p)
{
	if (!*p->part) /* the file: each stretch tells of it */
		return 0;
	buf_add_format(arg, "part %s %s %zu\n", p->part, p->format, (size_t)p->bytes);
	for (size_t i = 0; i < p->n_reasons; i++)
		buf_add_format(arg, "reason %d %s\n", (int)p->reasons[i].reason, p->reasons[i].text);
	return 0;
}

static int on_begin(void *arg, const char *part, const char *file_name)
{
	if (*part)
		buf_add_format(arg, "begin %s %s\n", part, file_name ? file_name : "");
	return 0;
}

static int on_end(void *arg, const uint8_t *digest)
{
	char hex[2 * DIGEST_LEN + 1];

	hex_print(hex, digest, DIGEST_LEN);
	buf_add_format(arg, "end %s\n", hex);
	return 0;
}

struct cuts {
	uint64_t at[200];
	size_t blank[200], n;
	uint32_t number[200];
};

static bool on_border(void *arg, uint64_t at, size_t blank, uint32_t number)
{
	struct cuts *c = arg;

	cr_assert_lt(c->n, ARRAY_LEN(c->at));
	c->at[c->n] = at;
	c->blank[c->n] = blank;
	c->number[c->n++] = number;
	return true;
}

/* Without the last line, which is the digest of the file or of a stretch. */
static void read_one(struct buf *to, int fd, size_t size, uint64_t from, uint64_t stretch, uint32_t number)
{
	const struct sink sink = {to, on_text, on_part, on_begin, on_end};
	struct reading r = {.path = "a.mbox", .fd = fd, .size = size, .from = from, .stretch = stretch,
			    .number = number};

	cr_assert_eq(read_fd(&r, &sink), 0);
	to->len -= 2 * DIGEST_LEN + sizeof("end \n") - 1;
	to->bytes[to->len] = '\0';
}

static size_t try_mailbox(const char *bytes, size_t len, uint64_t step)
{
	int fd = memfd_create("mailbox", 0);
	struct reading r = {.path = "a.mbox", .fd = fd, .size = len};
	struct cuts c = {.n = 0};
	struct buf whole = {0}, pieces = {0};
	uint8_t digest[DIGEST_LEN];

	cr_assert_eq(write(fd, bytes, len), (ssize_t)len);
	cr_assert(survey_fd(&r, step, on_border, &c));
	digest_of(bytes, len, digest);
	cr_assert(r.has_digest && !memcmp(digest, r.digest, DIGEST_LEN));
	read_one(&whole, fd, len, 0, 0, 0);
	for (size_t i = 0; i <= c.n; i++) {
		uint64_t from = i ? c.at[i - 1] : 0, to = i < c.n ? c.at[i] - c.blank[i] : len;

		cr_assert_lt(from, to);
		read_one(&pieces, fd, len, from, to - from, i ? c.number[i - 1] - 1 : 0);
	}
	cr_assert_eq(whole.len, pieces.len, "step %u", (unsigned)step);
	cr_assert(!memcmp(whole.bytes, pieces.bytes, whole.len), "step %u", (unsigned)step);
	buf_free(&whole);
	buf_free(&pieces);
	close(fd);
	return c.n;
}

#define FROM "From jan@example.org Mon Jan  5 10:00:00 2026\n"
#define HEAD "From: Jan <jan@example.org>\nSubject: overleg\n"

static const char *const messages[] = {
	FROM HEAD "\nBeste Piet,\n\nTot morgen.\n\n",
	FROM HEAD "\nZonder lege regel aan het eind\n",
	FROM HEAD "Content-Length: 14\n\nTot morgen.\n\n\n\n",
	FROM HEAD "Content-Length: 9000\n\nEen lengte die liegt\n\n",
	/* what looks like a message lies inside the stated length */
	FROM HEAD "Content-Length: 107\n\nVoor\n\n" FROM HEAD "\nMiddenin\n\n",
	FROM HEAD "\n>From hier af gequoot\n>>From dubbel\n\nFrom these words no message begins\n\n",
	FROM HEAD "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
	     "Deel een\n--b\nContent-Type: message/rfc822\n\nSubject: binnen\n\nDeel twee\n--b--\n\n",
	"From jan@example.org Mon Jan  5 10:00:00 2026\r\nSubject: a\r\n\r\nMet regeleinden\r\n\r\n",
	FROM HEAD "\n",
	FROM ">" FROM HEAD "\nEen oude scheidingsregel\n\n",
};

Test(stretches, give_what_the_whole_gives)
{
	uint32_t seed = 7;

	for (unsigned round = 0; round < 60; round++) {
		struct buf b = {0};
		size_t cuts = 0;

		buf_add_str(&b, round % 3 == 1 ? "\xEF\xBB\xBF" : round % 3 == 2 ? "\n\r\n" : "");
		for (unsigned n = 0; n < 4 + round; n++) {
			seed = seed * 1664525u + 1013904223u;
			buf_add_str(&b, messages[(seed >> 16) % ARRAY_LEN(messages)]);
		}
		if (round % 5 == 0) /* cut off anywhere */
			b.len -= (seed >> 8) % 60;
		for (uint64_t step = 1; step < b.len; step = 3 * step + 1)
			cuts += try_mailbox(b.bytes, b.len, step);
		cr_assert_gt(cuts, 0u);
		buf_free(&b);
	}
}

Test(stretches, what_is_no_mailbox_is_not_split)
{
	static const char text[] = "Beste Piet,\n\n" FROM HEAD "\nTot morgen.\n\n";
	int fd = memfd_create("text", 0);
	struct reading r = {.path = "a.mbox", .fd = fd, .size = sizeof(text) - 1};
	struct cuts c = {.n = 0};

	cr_assert_eq(write(fd, text, sizeof(text) - 1), (ssize_t)sizeof(text) - 1);
	cr_assert_not(survey_fd(&r, 1, on_border, &c)); /* its first words belong to the file itself */
	close(fd);
}
