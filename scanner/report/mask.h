/* SPDX-License-Identifier: EUPL-1.2 */
/* report/mask.h - what is left of a value in a report that leaves the team: enough to recognise it
 * beside the store, too little to know it by. Ids, paths and places stay: they are how one looks
 * it up. */
#ifndef VP_MASK_H
#define VP_MASK_H
#include "base/buf.h"
#include "detect/detect.h"

/* Names become initials, numbers keep their last two digits, the rest its first letters. */
void mask_value(struct buf *to, enum hit_type type, const char *value);
/* A text of ours that may quote the document: what stands between '...' goes. */
void mask_quoted(struct buf *to, const char *text);
#endif
