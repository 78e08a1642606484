/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * people/numbers.h - the numbers of persons, kept over rescans, merges and splits.
 *
 * Every person votes for the number each of its mentions had. Most votes first, so that of two
 * persons that were one the greater part keeps the number; who is left gets a new one.
 */
#ifndef VP_PEOPLE_NUMBERS_H
#define VP_PEOPLE_NUMBERS_H
#include "people/units.h"

/* numbers: by unit, set for each root; mentions are written as claims. */
int numbers_give(struct people *p, struct store *s, int64_t *numbers, struct fail *f);
#endif
