/* SPDX-License-Identifier: EUPL-1.2 */
/* format/vcard.c - visiting cards, versions 2.1 to 4.0. */
#include "format/card.h"

static int vcard_claim(const struct probe *p)
{
	return card_claim(p, "BEGIN:VCARD");
}

const struct format vcard_format = {"vcard", "visiting cards", "BEGIN:VCARD at the start",
				    vcard_claim, card_read};
