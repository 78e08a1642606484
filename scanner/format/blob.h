/* SPDX-License-Identifier: EUPL-1.2 */
/* format/blob.h - a file written inside a document as base64 or hexadecimal text: set aside as it
 * comes, then handed on as a part of its own. */
#ifndef VP_BLOB_H
#define VP_BLOB_H
#include "format/format.h"

enum blob_code { BLOB_BASE64, BLOB_HEX };
struct blob;
struct blob *blob_new(struct out *out, enum blob_code code);
void blob_add(struct blob *b, const char *text, size_t len);
void blob_add_bytes(struct blob *b, const void *bytes, size_t len); /* as they are, of a BLOB_HEX */
bool blob_is_empty(const struct blob *b);
int blob_end(struct blob *b, const char *name); /* hands it on; ready for the next one */
/* The same without its header: skip() tells from the first bytes how long that is. */
int blob_end_past(struct blob *b, const char *name,
		  size_t (*skip)(const uint8_t *head, size_t len));
#endif
