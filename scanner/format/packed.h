/* SPDX-License-Identifier: EUPL-1.2 */
/* format/packed.h - files that are one packed stream: what stands inside is one part. */
#ifndef VP_PACKED_H
#define VP_PACKED_H
#include "format/format.h"

/* step: "gz". stored: the name it has inside, or NULL: its own name without the ending. */
int packed_part(struct out *out, struct stream *bytes, const char *step, const char *stored);
#endif
