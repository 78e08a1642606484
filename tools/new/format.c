/* SPDX-License-Identifier: EUPL-1.2 */
/* format/example.c - EXAMPLE: say here in a line what it is and what of it is text. */
#include "format/decode.h"
#include <string.h>

#define MAGIC "EXAMPLE1\n"

/* As many bits as the bytes prove. A name or a declared type is a hint for ties, never a proof. */
static int claim(const struct probe *p)
{
	size_t len = strlen(MAGIC);

	return p->len >= len && !memcmp(p->head, MAGIC, len) ? 8 * (int)len : 0;
}

/* All there is to read comes out as text or as a part; all else as out_trouble() with a reason.
 * Nothing here is freed: it lives in out->arena. A negative result of out_*() is handed on. */
static int read_example(struct stream *in, struct out *out)
{
	struct decoder *decoder;
	struct decoded d;
	int error = 0;

	stream_skip(in, strlen(MAGIC));
	decoder = decoder_new(out, in, out->self->charset);
	out_anchor(out, AT_PARAGRAPH, 1, NULL, NULL);
	while (!error && decoder_next(decoder, &d))
		error = out_decoded(out, &d, 0, d.len);
	return error;
}

const struct format example_format = {
	.name = "example",
	.about = "what people call it",
	.how = "its first bytes",
	.claim = claim,
	.read = read_example,
};
