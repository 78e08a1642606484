/* SPDX-License-Identifier: EUPL-1.2 */
/* format/xmltext.h - XML of no known kind: its text and the values of its attributes. */
#ifndef VP_XMLTEXT_H
#define VP_XMLTEXT_H
#include "format/xml.h"

int xmltext_read(struct stream *in, struct out *out, enum carrier lane);
#endif
