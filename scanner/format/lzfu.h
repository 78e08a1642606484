/* SPDX-License-Identifier: EUPL-1.2 */
/* format/lzfu.h - the compressed RTF of Outlook (MS-OXRTFCP), in winmail.dat and .msg. */
#ifndef VP_LZFU_H
#define VP_LZFU_H
#include "stream/stream.h"

/* below starts at the header of 16 bytes. Trouble (crc-differs, truncated) stands on the stream. */
struct stream *stream_lzfu(struct arena *a, struct stream *below);
#endif
