/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/date.h - the date a document bears, as seconds since 1970, UTC.
 *
 * Mail writes RFC 5322 section 3.3 with all its old forms (4.3); office files write ISO 8601. A
 * date without a zone is read as UTC. What is no date, or lies outside 1970-2200, is none: a wrong
 * date would choose the wrong law (the Wbp applied until 25 May 2018).
 */
#ifndef VP_DATE_H
#define VP_DATE_H
#include "base/base.h"

bool date_of_mail(const char *s, size_t len, int64_t *ret);
bool date_of_iso(const char *s, size_t len, int64_t *ret);
#endif
