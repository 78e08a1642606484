/* SPDX-License-Identifier: EUPL-1.2 */
/* people/decisions.c - a decision from a command line to the log. */
#include "base/buf.h"
#include "base/digest.h"
#include "people/decide.h"
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#define ID_HEX (2 * HIT_KEY_LEN)

/* $VINDPLAATS_ACTOR, or who is logged in. */
static const char *actor(void)
{
	const char *name = getenv("VINDPLAATS_ACTOR");
	const struct passwd *p = name && *name ? NULL : getpwuid(getuid());

	return name && *name ? name : p ? p->pw_name : "unknown";
}

static int add(struct store *s, const char *kind, const char *about, const char *reason,
	       int64_t *event, struct fail *f)
{
	if (!reason || !*reason)
		return fail_set(f, EXIT_REFUSED,
				"a decision about a person needs a reason: --reason \"...\"");
	return people_add_event(s,
				&(struct event_row){ .at = (int64_t)time(NULL),
						     .actor = actor(),
						     .kind = kind,
						     .about = about,
						     .reason = reason },
				event, f);
}

struct listing {
	struct buf text;
	char *const *without;
	size_t n_without, n;
};

static bool is_without(const struct listing *l, const char *hex)
{
	for (size_t i = 0; i < l->n_without; i++)
		if (!strcasecmp(l->without[i], hex))
			return true;
	return false;
}

static int list_claim(void *arg, const uint8_t hit[HIT_KEY_LEN], int64_t person)
{
	struct listing *l = arg;
	char hex[ID_HEX + 1];

	(void)person;
	hex_print(hex, hit, HIT_KEY_LEN);
	if (is_without(l, hex))
		return 0;
	buf_add_format(&l->text, "%s%s", l->text.len ? " " : "", hex);
	l->n++;
	return 0;
}

static int check_person(int64_t person, const struct listing *l, struct fail *f)
{
	return l->n ? 0 : fail_set(f, EXIT_USAGE, "there is no person %lld in this case",
				   (long long)person);
}

/* The person named first keeps its number: the mentions of the others vote for it from now on. */
static int claim_all(struct store *s, const char *ids, int64_t person, struct fail *f)
{
	uint8_t id[HIT_KEY_LEN];
	int error = 0;

	for (const char *at = ids; !error && hex_parse(id, at, HIT_KEY_LEN); at += *at == ' ') {
		error = people_put_claim(s, id, person, f);
		at += 2 * HIT_KEY_LEN;
	}
	return error;
}

int decide_merge(struct store *s, const int64_t *persons, size_t n, const char *reason,
		 int64_t *event, struct fail *f)
{
	struct listing all = { 0 };
	int error = 0;

	for (size_t i = 0; i < n && !error; i++) {
		struct listing one = { 0 };

		error = people_each_claim(s, persons[i], list_claim, &one, f);
		if (!error)
			error = check_person(persons[i], &one, f);
		if (!error)
			buf_add_format(&all.text, "%s%s", all.text.len ? " " : "", one.text.bytes);
		buf_free(&one.text);
	}
	if (!error)
		error = add(s, EVENT_MERGE, all.text.bytes, reason, event, f);
	if (!error)
		error = claim_all(s, all.text.bytes, persons[0], f);
	buf_free(&all.text);
	return error;
}

struct membership {
	char *const *mentions;
	size_t n;
	bool *there;
};

static int mark(void *arg, const uint8_t hit[HIT_KEY_LEN], int64_t person)
{
	struct membership *m = arg;
	char hex[ID_HEX + 1];

	(void)person;
	hex_print(hex, hit, HIT_KEY_LEN);
	for (size_t i = 0; i < m->n; i++)
		m->there[i] |= !strcasecmp(m->mentions[i], hex);
	return 0;
}

static int check_mentions(struct store *s, int64_t person, char *const *mentions, size_t n,
			  struct fail *f)
{
	struct membership m = { mentions, n, xcalloc(n, sizeof(bool)) };
	int error = people_each_claim(s, person, mark, &m, f);

	for (size_t i = 0; i < n && !error; i++)
		if (!m.there[i])
			error = fail_set(f, EXIT_USAGE,
					 "%s is no mention of person %lld; persons show %lld lists them",
					 mentions[i], (long long)person, (long long)person);
	free(m.there);
	return error;
}

int decide_split(struct store *s, int64_t person, char *const *mentions, size_t n,
		 const char *reason, int64_t *event, struct fail *f)
{
	struct listing rest = { .without = mentions, .n_without = n };
	struct buf about = { 0 };
	int error = check_mentions(s, person, mentions, n, f);

	if (!error)
		error = people_each_claim(s, person, list_claim, &rest, f);
	if (!error && !rest.n)
		error = fail_set(f, EXIT_USAGE,
				 "these are all mentions of person %lld; nothing would stay",
				 (long long)person);
	for (size_t i = 0; i < n && !error; i++) {
		char hex[ID_HEX + 1];

		for (size_t k = 0; k <= ID_HEX; k++) /* as the ids of records: in small letters */
			hex[k] = (char)(mentions[i][k] | (mentions[i][k] >= 'A' ? 0x20 : 0));
		buf_add_format(&about, "%s%s", i ? " " : "", hex);
	}
	if (!error) {
		buf_add_format(&about, "|%s", rest.text.bytes);
		error = add(s, EVENT_SPLIT, about.bytes, reason, event, f);
	}
	buf_free(&about);
	buf_free(&rest.text);
	return error;
}

struct finding {
	int64_t wanted;
	bool there;
};

static int find_event(void *arg, const struct event_row *e)
{
	struct finding *find = arg;

	find->there |= e->n == find->wanted && strcmp(e->kind, EVENT_UNDO) != 0;
	return 0;
}

int decide_undo(struct store *s, int64_t undone, const char *reason, int64_t *event, struct fail *f)
{
	struct finding find = { .wanted = undone };
	char about[32];

	if (people_each_event(s, find_event, &find, f) < 0)
		return -1;
	if (!find.there)
		return fail_set(f, EXIT_USAGE,
				"there is no decision %lld to take back; persons log lists them",
				(long long)undone);
	snprintf(about, sizeof(about), "%lld", (long long)undone);
	return add(s, EVENT_UNDO, about, reason, event, f);
}
