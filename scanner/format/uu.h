/* SPDX-License-Identifier: EUPL-1.2 */
/* format/uu.h - uuencode: a file as lines of text between "begin 644 name" and "end". */
#ifndef VP_UU_H
#define VP_UU_H
#include "stream/stream.h"

#define UU_LINE_MAX 63u /* bytes that one line stands for */

/* Does this line begin a file? *name is its name, up to the line end. */
bool uu_begin(const char *line, size_t len, const char **name, size_t *name_len);
bool uu_end(const char *line, size_t len);
/* Decodes a line; -1 if it is none. The line that ends the data gives 0. */
int uu_line(const char *line, size_t len, uint8_t out[UU_LINE_MAX]);
/* The file in a stream of lines; what stands before "begin" is passed over. */
struct stream *stream_uu(struct arena *a, struct stream *below);
#endif
