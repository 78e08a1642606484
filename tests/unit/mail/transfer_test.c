/* SPDX-License-Identifier: EUPL-1.2 */
/* unit/mail/transfer_test.c - base64, quoted-printable and uuencode as streams. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "base/buf.h"
#include "format/uu.h"
#include "stream/stream.h"

typedef struct stream *decoder_fn(struct arena *a, struct stream *below);

struct pieces {
	const uint8_t *bytes;
	size_t left, block;
};

static ssize_t next_piece(struct stream *s, const uint8_t **block)
{
	struct pieces *p = s->state;
	size_t n = p->block < p->left ? p->block : p->left;

	*block = p->bytes;
	p->bytes += n;
	p->left -= n;
	return (ssize_t)n;
}

/* Decodes with one block size; what is odd is left in *why. */
static struct buf run(decoder_fn *decoder, const void *in, size_t len, size_t block,
		      enum reason *why)
{
	AUTO(arena) a = arena_new(1 << 20);
	struct stream *below = stream_new(a, NULL, "pieces", sizeof(struct pieces));
	struct buf out = {0};
	const uint8_t *bytes;

	*(struct pieces *)below->state = (struct pieces) {in, len, block};
	below->next = next_piece;
	struct stream *s = decoder(a, below);
	for (size_t n; (n = stream_peek(s, 1, &bytes)); stream_skip(s, n))
		buf_add(&out, bytes, n);
	*why = s->broken ? s->why : REASON_NONE;
	buf_need(&out, 1);
	return out;
}

static void check(decoder_fn *decoder, const char *in, size_t len, const char *wanted,
		  size_t wanted_len, enum reason reason)
{
	static const size_t blocks[] = {1, 2, 3, 7, 64, 4096, 1 << 20};

	for (size_t i = 0; i < ARRAY_LEN(blocks); i++) {
		enum reason why;
		struct buf got = run(decoder, in, len, blocks[i], &why);

		cr_expect(got.len == wanted_len && !memcmp(got.bytes, wanted, wanted_len),
			  "%.60s in blocks of %zu gives %.60s", in, blocks[i], got.bytes);
		cr_expect_eq(why, reason, "%.60s in blocks of %zu: %s", in, blocks[i],
			     reason_word(why));
		buf_free(&got);
	}
}

struct transfer {
	const char *in, *wanted;
	enum reason why;
};

static void check_all(decoder_fn *decoder, const struct transfer *cases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check(decoder, cases[i].in, strlen(cases[i].in), cases[i].wanted,
		      strlen(cases[i].wanted), cases[i].why);
}

Test(transfer, base64)
{
	static const struct transfer cases[] = {
	    {"", "", REASON_NONE},
	    {"SGFsbG8=", "Hallo", REASON_NONE},
	    {"SGFs\r\nbG8=\r\n", "Hallo", REASON_NONE},
	    {"S G F s\tbG8=", "Hallo", REASON_NONE},
	    {"SGFsbG8=SGFsbG8=", "HalloHallo", REASON_NONE},
	    {"SA==SA==\nSGE=", "HHHa", REASON_NONE},
	    {"SGFsbG8", "Hallo", REASON_TRUNCATED},
	    {"SGFsb", "Hal", REASON_TRUNCATED},
	    {"SGF!sb*G8=", "Hallo", REASON_CORRUPT},
	    {"====", "", REASON_NONE},
	};

	check_all(stream_base64, cases, ARRAY_LEN(cases));
	enum reason why;
	struct buf got = run(stream_base64, "S===GFs=", 8, 3, &why);
	cr_assert_eq(why, REASON_CORRUPT);
	buf_free(&got);
}

Test(transfer, quoted_printable)
{
	static const struct transfer cases[] = {
	    {"", "", REASON_NONE},
	    {"Hallo daar", "Hallo daar", REASON_NONE},
	    {"caf=C3=A9 =c3=a9", "caf\xC3\xA9 \xC3\xA9", REASON_NONE},
	    {"woo=\nrd", "woord", REASON_NONE},
	    {"woo=\r\nrd", "woord", REASON_NONE},
	    {"woo= \t \r\nrd", "woord", REASON_NONE},
	    {"regel  \t\r\nnog \n", "regel\r\nnog\n", REASON_NONE},
	    {"einde =20\n", "einde  \n", REASON_NONE},
	    {"a  b\tc", "a  b\tc", REASON_NONE},
	    {"a =", "a ", REASON_NONE},
	    {"a   ", "a", REASON_NONE},
	    {"x=yz", "x=yz", REASON_CORRUPT},
	    {"x=4", "x=4", REASON_TRUNCATED},
	    {"x=4\ny", "x=4\ny", REASON_CORRUPT},
	    {"==3D", "==", REASON_CORRUPT},
	    {"a= b", "a= b", REASON_CORRUPT},
	    {"a\rb\r", "a\rb\r", REASON_NONE},
	    {"=\n=\n=\n", "", REASON_NONE},
	};

	check_all(stream_quoted, cases, ARRAY_LEN(cases));
}

Test(transfer, quoted_printable_keeps_very_long_gaps)
{
	struct buf in = {0};
	enum reason why;

	for (int i = 0; i < 5000; i++)
		buf_add_byte(&in, ' ');
	buf_add_str(&in, "x");
	struct buf one = run(stream_quoted, in.bytes, in.len, 1, &why);
	struct buf all = run(stream_quoted, in.bytes, in.len, 1 << 20, &why);
	cr_assert_eq(one.len, in.len);
	cr_assert_eq(all.len, in.len);
	buf_free(&one);
	buf_free(&all);
	buf_free(&in);
}

static void check_long(decoder_fn *decoder, const char *unit, const char *wanted_unit)
{
	struct buf in = {0}, wanted = {0};

	for (int i = 0; i < 30000; i++) {
		buf_add_str(&in, unit);
		buf_add_str(&wanted, wanted_unit);
	}
	check(decoder, in.bytes, in.len, wanted.bytes, wanted.len, REASON_NONE);
	buf_free(&in);
	buf_free(&wanted);
}

Test(transfer, longer_than_any_block)
{
	check_long(stream_base64, "SGFs\nbG8=\n", "Hallo");
	check_long(stream_quoted, "H=C3=A9 =\r\nllo \r\n", "H\xC3\xA9 llo\r\n");
}

Test(transfer, uuencode)
{
	static const struct transfer cases[] = {
	    {"begin 644 x.txt\n%2&%L;&\\\n`\nend\n", "Hallo", REASON_NONE},
	    {"tekst\nbegin 644 x.txt\r\n%2&%L;&\\\r\n`\r\nend\r\n", "Hallo", REASON_NONE},
	    {"begin 644 x.txt\n%2&%L;&\\\n", "Hallo", REASON_TRUNCATED},
	    {"begin 644 x.txt\n%2&%L;&\\\n~~~~\n`\nend\n", "Hallo", REASON_CORRUPT},
	    {"geen begin\n", "", REASON_TRUNCATED},
	};

	check_all(stream_uu, cases, ARRAY_LEN(cases));
}
