/* SPDX-License-Identifier: EUPL-1.2 */
/* format/yenc.h - files in the text of a message as yEnc: bytes, so they are found before the
 * charset of the text is looked at. */
#ifndef VP_YENC_H
#define VP_YENC_H
#include "stream/stream.h"

/* Up to a line that begins a file; offsets go on from those of below. */
struct stream *stream_before_yenc(struct arena *a, struct stream *below);
/* Stands below at such a line? Then its file's name, and its bytes up to and with "=yend". */
bool yenc_begins(struct arena *a, struct stream *below, char **name);
struct stream *stream_yenc(struct arena *a, struct stream *below);
#endif
