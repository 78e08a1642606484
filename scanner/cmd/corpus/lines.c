/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cmd/corpus/lines.c - JSON objects, expected or found, made alike so that they can be compared.
 *
 * Both sides hold every key that counts: a key left out of an expected file is filled in on
 * reading and left out again on writing. What is found is made from the very records that users
 * get.
 */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "cmd/corpus/lines.h"
#include "report/report.h"

/* In the order in which they are written. */
static const char *const hit_keys[] = {"path", "part", "carrier", "type", "category", "text",
				       "start", "end", "polarity", "tied", "score", "role", "normal",
				       "pattern", "gap", "wrong", NULL};
static const char *const row_keys[] = {"path", "part", "format", "outcome", "reasons", NULL};
static const char *const where_keys[] = {"path", "part", "type", "category", "text", NULL};
static const char *const spot_keys[] = {"carrier", "start", "end", NULL};
static const char *const more_keys[] = {"polarity", "tied", "score", "role", "normal", "pattern",
					NULL};

/* Compared where they are given, or only a remark; in no line that we write ourselves. */
static const char *const optional[] = {"score", "role", "normal", "pattern", "gap", "wrong", NULL};

struct lines {
	json_t *array;
	bool found; /* its rows have all keys, also those that are compared only on request */
};

void lines_free(struct lines *l)
{
	if (!l)
		return;
	json_decref(l->array);
	free(l);
}

struct lines *lines_none(void)
{
	struct lines *l = xcalloc(1, sizeof(*l));

	l->array = json_array();
	return l;
}

size_t lines_count(const struct lines *l)
{
	return json_array_size(l->array);
}

static json_t *row_of(const struct lines *l, size_t i)
{
	return json_array_get(l->array, i);
}

const char *lines_text(const struct lines *l, size_t i, const char *key)
{
	return json_string_value(json_object_get(row_of(l, i), key));
}

bool lines_any(const struct lines *l, const char *key)
{
	for (size_t i = 0; i < lines_count(l); i++)
		if (lines_text(l, i, key) && *lines_text(l, i, key))
			return true;
	return false;
}

/* What a key is where it is left out; NULL if it may not be. */
static json_t *default_of(const struct fixture *x, const char *key)
{
	if (!strcmp(key, "path") && x->input)
		return json_string(x->input + strlen(x->folder) + 1);
	if (!strcmp(key, "part"))
		return json_string("");
	if (!strcmp(key, "carrier"))
		return json_string("body");
	if (!strcmp(key, "category") || !strcmp(key, "polarity"))
		return json_null();
	if (!strcmp(key, "tied") || !strcmp(key, "reasons"))
		return json_array();
	return NULL;
}

static bool is_among(const char *key, const char *const *keys)
{
	while (*keys && strcmp(*keys, key))
		keys++;
	return *keys;
}

static bool is_list_of_words(const json_t *value)
{
	for (size_t i = 0; i < json_array_size(value); i++)
		if (!json_is_string(json_array_get(value, i)))
			return false;
	return json_is_array(value);
}

static bool is_right_kind(const char *key, const json_t *value)
{
	static const char *const numbers[] = {"start", "end", "score", NULL};
	static const char *const lists[] = {"tied", "reasons", NULL};
	static const char *const nulls[] = {"category", "polarity", "role", NULL};

	if (is_among(key, numbers))
		return json_is_integer(value);
	if (is_among(key, lists))
		return is_list_of_words(value);
	if (!strcmp(key, "type"))
		return json_is_string(value) && hit_type_from_word(json_string_value(value)) >= 0;
	return json_is_string(value) || (json_is_null(value) && is_among(key, nulls));
}

static int check_line(const struct fixture *x, json_t *o, const char *const *keys,
		      const char *file, unsigned line, struct fail *f)
{
	const char *key;
	json_t *value;

	json_object_foreach(o, key, value) {
		if (!is_among(key, keys))
			return fail_set(f, EXIT_USAGE, "%s:%u: there is no key '%s'", file, line, key);
		if (!is_right_kind(key, value))
			return fail_set(f, EXIT_USAGE, "%s:%u: '%s' cannot be that", file, line, key);
	}
	for (; *keys; keys++) {
		json_t *fill;

		if (json_object_get(o, *keys) || is_among(*keys, optional))
			continue;
		fill = default_of(x, *keys);
		if (!fill)
			return fail_set(f, EXIT_USAGE, "%s:%u: the key '%s' is missing", file, line,
					*keys);
		json_object_set_new(o, *keys, fill);
	}
	return 0;
}

static int read_stream(const struct fixture *x, FILE *from, const char *file,
		       const char *const *keys, struct lines *to, struct fail *f)
{
	char *text = NULL;
	size_t room = 0;
	unsigned n = 0;
	int result = 0;

	while (!result && getline(&text, &room, from) >= 0) {
		json_error_t error;
		json_t *o;

		n++;
		if (!text[strspn(text, " \t\r\n")])
			continue;
		o = json_loads(text, JSON_REJECT_DUPLICATES, &error);
		if (!json_is_object(o))
			result = fail_set(f, EXIT_USAGE, "%s:%u: %s", file, n,
					  o ? "this is not an object" : error.text);
		else
			result = check_line(x, o, keys, file, n, f);
		if (!result)
			json_array_append(to->array, o);
		json_decref(o);
	}
	free(text);
	return result;
}

static int read_file(const struct fixture *x, const char *name, const char *const *keys,
		     struct lines **ret, struct fail *f)
{
	AUTO(lines) l = lines_none();
	char *file = xformat("%s/%s", x->folder, name);
	FILE *from = fopen(file, "re");
	int result = 0;

	if (from) {
		result = read_stream(x, from, file, keys, l, f);
		fclose(from);
	} else if (errno != ENOENT) {
		result = fail_set(f, EXIT_USAGE, "cannot read %s: %s", file, strerror(errno));
	}
	free(file);
	if (from && !result) {
		*ret = l;
		l = NULL;
	}
	return result;
}

int lines_read_hits(const struct fixture *x, struct lines **ret, struct fail *f)
{
	return read_file(x, "expected.jsonl", hit_keys, ret, f);
}

int lines_read_rows(const struct fixture *x, struct lines **ret, struct fail *f)
{
	return read_file(x, "expected.ledger", row_keys, ret, f);
}

struct finding {
	const struct fixture *fixture;
	struct lines *lines;
	json_t *values; /* of all hits, by id: who an indicator is tied to */
};

static int note_value(void *arg, const struct hit_row *row)
{
	struct finding *w = arg;

	json_object_set_new(w->values, row->id, json_string(row->hit.value));
	return 0;
}

static json_t *record_of(struct buf *b)
{
	json_t *o = json_loads(b->bytes, 0, NULL);

	buf_free(b);
	return o;
}

static void shorten_path(const struct fixture *x, json_t *o)
{
	const char *path = json_string_value(json_object_get(o, "path"));
	size_t len = strlen(x->folder);

	if (path && !strncmp(path, x->folder, len) && path[len] == '/')
		json_object_set_new(o, "path", json_string(path + len + 1));
}

static void name_ties(const struct finding *w, json_t *o)
{
	json_t *named = json_array(), *tie;
	size_t i;

	json_array_foreach(json_object_get(o, "tied"), i, tie) {
		const char *id = json_string_value(json_object_get(tie, "id"));
		const char *value = json_string_value(json_object_get(w->values, id));

		json_array_append_new(
			named, json_sprintf("%s:%s", json_string_value(json_object_get(tie, "level")),
					    value ? value : id));
	}
	json_object_set_new(o, "tied", named);
}

static void keep_keys(json_t *o, const char *const *keys)
{
	const char *key;
	json_t *value;
	void *next;

	json_object_foreach_safe(o, next, key, value)
		if (!is_among(key, keys))
			json_object_del(o, key);
}

static int add_hit(void *arg, const struct hit_row *row)
{
	struct finding *w = arg;
	struct buf b = {0};
	json_t *o;

	record_hit(&b, row, NULL);
	o = record_of(&b);
	if (!o)
		return -1;
	shorten_path(w->fixture, o);
	name_ties(w, o);
	keep_keys(o, hit_keys);
	json_array_append_new(w->lines->array, o);
	return 0;
}

int lines_find_hits(const struct fixture *x, struct store *s, struct lines **ret, struct fail *f)
{
	struct hit_query all = {.path_prefix = x->input, .suppressed = true};
	struct hit_query reported = {.path_prefix = x->input, .min_score = REPORT_MIN_SCORE};
	struct finding w = {.fixture = x, .lines = lines_none(), .values = json_object()};
	int result = store_each_hit(s, &all, note_value, &w, f);

	if (!result)
		result = store_each_hit(s, &reported, add_hit, &w, f);
	json_decref(w.values);
	w.lines->found = true;
	*ret = w.lines;
	return result;
}

static void list_words(json_t *o)
{
	json_t *words = json_array(), *reason;
	bool there[N_REASONS] = {false};
	size_t i;

	json_array_foreach(json_object_get(o, "reasons"), i, reason)
		there[reason_from_word(json_string_value(json_object_get(reason, "reason")))] = true;
	for (enum reason r = REASON_NONE + 1; r < N_REASONS; r++)
		if (there[r])
			json_array_append_new(words, json_string(reason_word(r)));
	json_object_set_new(o, "reasons", words);
}

static int add_row(void *arg, const struct ledger_row *row)
{
	struct finding *w = arg;
	struct buf b = {0};
	json_t *o;

	record_ledger(&b, row);
	o = record_of(&b);
	if (!o)
		return -1;
	shorten_path(w->fixture, o);
	list_words(o);
	keep_keys(o, row_keys);
	json_array_append_new(w->lines->array, o);
	return 0;
}

int lines_find_rows(const struct fixture *x, struct store *s, bool parts, struct lines **ret,
		    struct fail *f)
{
	struct ledger_query q = {.path_prefix = x->input, .parts = parts};
	struct finding w = {.fixture = x, .lines = lines_none()};

	*ret = w.lines;
	return store_each_ledger(s, &q, add_row, &w, f);
}

/* Keys that the wanted one leaves out are not asked for. */
static bool agree(const json_t *want, const json_t *got, const char *const *keys)
{
	for (; *keys; keys++) {
		json_t *value = json_object_get(want, *keys);

		if (value && !json_equal(value, json_object_get(got, *keys)))
			return false;
	}
	return true;
}

enum likeness lines_hit_likeness(const struct lines *want, size_t i, const struct lines *got,
				 size_t k)
{
	const json_t *a = row_of(want, i), *b = row_of(got, k);

	if (!agree(a, b, where_keys))
		return LIKE_NOT;
	if (!agree(a, b, spot_keys))
		return LIKE_MOVED;
	return agree(a, b, more_keys) ? LIKE_EXACT : LIKE_CHANGED;
}

enum likeness lines_row_likeness(const struct lines *want, size_t i, const struct lines *got,
				 size_t k)
{
	static const char *const where[] = {"path", "part", NULL};
	const json_t *a = row_of(want, i), *b = row_of(got, k);

	if (!agree(a, b, where))
		return LIKE_NOT;
	return agree(a, b, row_keys) ? LIKE_EXACT : LIKE_CHANGED;
}

const char *lines_item(const struct lines *l, size_t i, const char *key, size_t k)
{
	return json_string_value(json_array_get(json_object_get(row_of(l, i), key), k));
}

int64_t lines_number(const struct lines *l, size_t i, const char *key)
{
	return json_integer_value(json_object_get(row_of(l, i), key));
}

void lines_write(const struct fixture *x, const struct lines *l, size_t i, const char *without,
		 FILE *to)
{
	json_t *o = row_of(l, i), *line = json_object();
	const char *const *keys = json_object_get(o, "outcome") ? row_keys : hit_keys;

	for (; *keys; keys++) {
		json_t *value = json_object_get(o, *keys), *usual = default_of(x, *keys);
		bool asked = !(l->found && is_among(*keys, optional)) &&
			     !(without && !strcmp(without, *keys));

		if (value && asked && !json_equal(value, usual))
			json_object_set(line, *keys, value);
		json_decref(usual);
	}
	json_dumpf(line, to, 0);
	fputc('\n', to);
	json_decref(line);
}
