/* SPDX-License-Identifier: EUPL-1.2 */
/* source/open.h - opening and looking at paths longer than PATH_MAX; inside source/ only. */
#ifndef VP_SOURCE_OPEN_H
#define VP_SOURCE_OPEN_H
#include <sys/stat.h>

/* Like open() and lstat(), by pieces where the path is too long for one call. */
int open_long(const char *path, int flags);
int lstat_long(const char *path, struct stat *st);
#endif
