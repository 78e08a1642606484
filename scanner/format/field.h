/* SPDX-License-Identifier: EUPL-1.2 */
/* format/field.h - instructions of fields: link targets, index entries, merge fields. */
#ifndef VP_FIELD_H
#define VP_FIELD_H
#include "format/flow.h"

struct field;
struct field *field_new(struct out *out, struct flow *f);
int field_add(struct field *field, const char *s, size_t len); /* whole code points */
int field_end(struct field *field);                            /* the instruction is complete */
#endif
