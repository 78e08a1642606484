/* SPDX-License-Identifier: EUPL-1.2 */
/* format/ole10.h - wrappers of OLE 1.0 ([MS-OLEDS] 2.2): in RTF, and inside a compound file. */
#ifndef VP_OLE10_H
#define VP_OLE10_H
#include "base/base.h"

/* Past a counted string; 0 when it is not all in sight, or when at is 0. */
size_t ole10_counted(const uint8_t *head, size_t len, size_t at);
/* Where the file in a "Package" at `at` begins; `at` itself where that is no package. *name: the
 * name it goes by, as it stands there, if wanted; unchanged where there is no package. */
size_t ole10_package(const uint8_t *head, size_t len, size_t at, const char **name);
#endif
