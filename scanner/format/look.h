/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/look.h - looking something up in a member of a package before its parts are read: which
 * sheet is which, where a relation leads, what is locked. Nothing is put out; the limits hold.
 */
#ifndef VP_LOOK_H
#define VP_LOOK_H
#include "format/xml.h"
#include "format/zip.h"

/* events see the member, if there is one; what that takes of the arena is given back. */
void look(struct out *out, struct zip *zip, const char *member, const struct xml_events *events,
	  void *state);
struct arena *look_keep(struct out *out); /* an arena for what was found; dies with out's */
/* Events that do nothing. */
int look_close(void *state, const char *name, unsigned depth);
int look_text(void *state, const struct xml_text *text);
#endif
