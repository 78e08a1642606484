/* SPDX-License-Identifier: EUPL-1.2 */
/* format/ics.c - calendars (RFC 5545): appointments with who is asked to come. */
#include "format/card.h"

static int ics_claim(const struct probe *p)
{
	return card_claim(p, "BEGIN:VCALENDAR");
}

const struct format ics_format = {"ics", "calendar: appointments, attendees",
				  "BEGIN:VCALENDAR at the start", ics_claim, card_read};
