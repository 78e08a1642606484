/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/unit/people/name_test.c - what two spellings of a name have in common. */
#include <criterion/criterion.h>
#include "people/people.h"

static void parts(const char *normal, const char *given, char initial, const char *surname)
{
	struct name n;

	cr_assert(name_parse(&n, normal), "%s", normal);
	cr_assert_str_eq(n.given, given, "%s: given %s", normal, n.given);
	cr_assert_eq(n.initial, initial, "%s: initial %c", normal, n.initial ? n.initial : '-');
	cr_assert_str_eq(n.surname, surname, "%s: surname %s", normal, n.surname);
}

Test(name, has_parts_in_any_order)
{
	parts("mohamed el testaoui", "mohamed", 'm', "testaoui");
	parts("m. el testaoui", "", 'm', "testaoui");
	parts("el testaoui, m.", "", 'm', "testaoui");
	parts("testberg, jan van den", "jan", 'j', "testberg");
	parts("demo-voorbeeld, y. (yvonne)", "yvonne", 'y', "demo voorbeeld");
	parts("j.p. van der proef", "", 'j', "proef");
	parts("anna maria karaproef", "anna", 'a', "maria karaproef");
	parts("drs. jan proef", "jan", 'j', "proef");
	parts("proef", "", 0, "proef");
	parts("de proef", "", 0, "proef");
}

Test(name, is_none_where_nothing_is_left)
{
	char longest[400];
	struct name n;

	cr_assert(!name_parse(&n, ""));
	cr_assert(!name_parse(&n, ",,, ()"));
	cr_assert(!name_parse(&n, "van der"));
	memset(longest, 'a', sizeof(longest));
	longest[sizeof(longest) - 1] = '\0';
	cr_assert(!name_parse(&n, longest));
	cr_assert(!name_parse(&n, "a b c d e f g h i j k l m n o p")); /* initials of nothing */
}
