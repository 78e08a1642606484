/* SPDX-License-Identifier: EUPL-1.2 */
/* report/reasons.h - what each reason of the ledger means for a person, and what can be done. */
#ifndef VP_REASONS_H
#define VP_REASONS_H
#include "base/reason.h"

bool lang_is_english(const char *lang);
const char *reason_means(enum reason r, bool english);  /* one sentence */
const char *reason_advice(enum reason r, bool english); /* one sentence */
#endif
