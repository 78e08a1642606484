/* SPDX-License-Identifier: EUPL-1.2 */
/* format/member.h - what all archives do with a member: its name is text, its bytes are a part. */
#ifndef VP_MEMBER_H
#define VP_MEMBER_H
#include "format/format.h"

/* A member's name as valid UTF-8: as it is if it is that, else by what its bytes look like (the
 * DOS and Windows code pages of Western Europe); then *guessed is set. */
const char *member_utf8(struct arena *a, const char *bytes, size_t len, bool *guessed);
const char *member_base(const char *name); /* what stands after the last / or \ */
/* Puts the name out as text: names of files hold names of persons. number: 1 for the first. */
int member_name(struct out *out, uint32_t number, const char *name);
int member_part(struct out *out, const char *name, struct stream *bytes);
#endif
