/* SPDX-License-Identifier: EUPL-1.2 */
/* format/card.h - what calendars and visiting cards have in common: folded lines
 * NAME;PARAM=VALUE:value, a property each. */
#ifndef VP_CARD_H
#define VP_CARD_H
#include "format/format.h"
#include "format/header.h"

/* Puts out each property as an anchored line "NAME: value". */
int card_read(struct stream *in, struct out *out);
/* Does a text begin with this line ("BEGIN:VCARD")? The bits that say so, or 0. */
int card_claim(const struct probe *p, const char *line);

/* The bytes behind a byte order mark, in an encoding that has ASCII in it. converted: they are not
 * those of the file. */
struct stream *card_stream(struct arena *a, struct stream *in, bool *converted);

/* For card.c and card_value.c: one property at work. */
#define CARD_NAME_MAX 64u
struct card {
	struct stream *in;
	struct out *out;
	struct blob *blob;
	struct header_text *raw;  /* the property at hand, unfolded, bytes as they are */
	struct header_text *text; /* what is put out of it */
	uint32_t number;
	bool converted; /* nothing has a source */
	bool old; /* version 2.1 keeps the blank of a fold */
	/* Of the property at hand, in raw: */
	size_t name_at, name_len, params_end, value_at;
	char name[CARD_NAME_MAX];
	bool quoted, base64, structured, html;
	char charset[48];
};
/* Reads name and parameters off the front of raw. */
void card_parse(struct card *c);
bool card_is_name(const struct card *c, const char *const *names, size_t n);
uint64_t card_source(const struct card *c, size_t at); /* of raw[at] */
/* Add to text: names that stand in parameters; [at, end) of raw as it reads; the same where the
 * value is in quoted-printable. */
void card_add_params(struct card *c);
void card_add_value(struct card *c, size_t at, size_t end);
void card_add_quoted(struct card *c);
#endif
