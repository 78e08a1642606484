/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/day.h - a day as an option states it: YYYY-MM-DD, as the last second of that day in UTC. */
#ifndef VP_CMD_DAY_H
#define VP_CMD_DAY_H
#include <string.h>
#include "format/date.h"

static inline bool day_parse(const char *s, int64_t *ret)
{
	if (strlen(s) != 10 || !date_of_iso(s, 10, ret))
		return false;
	*ret += 86399;
	return true;
}
#endif
