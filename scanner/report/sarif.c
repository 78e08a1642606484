/* SPDX-License-Identifier: EUPL-1.2 */
/* report/sarif.c - the writer of SARIF. */
#include "report/sarif.h"
#include <string.h>
#include "base/json.h"

static void add_str(struct buf *b, const char *key, const char *value)
{
	json_key(b, key);
	json_str(b, value);
}

static void add_int(struct buf *b, const char *key, uint64_t value)
{
	json_key(b, key);
	json_int(b, (int64_t)value);
}

static void add_text(struct buf *b, const char *key, const char *text)
{
	json_key(b, key);
	json_open(b, '{');
	add_str(b, "text", text);
	json_close(b, '}');
}

static int flush(struct sarif *s)
{
	bool failed = fwrite(s->line.bytes, 1, s->line.len, s->to) != s->line.len;

	buf_clear(&s->line);
	return failed ? -1 : 0;
}

void sarif_uri(struct buf *to, const char *path)
{
	if (*path == '/')
		buf_add_str(to, "file://");
	for (; *path; path++) {
		unsigned char c = (unsigned char)*path;

		if (c < 0x80 && (strchr("-._~/", c) || (c >= '0' && c <= '9') ||
				 ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')))
			buf_add_byte(to, (char)c);
		else
			buf_add_format(to, "%%%02X", c);
	}
}

static void add_artifact(struct buf *b, const char *path)
{
	struct buf uri = {0};

	sarif_uri(&uri, path);
	json_key(b, "artifactLocation");
	json_open(b, '{');
	add_str(b, "uri", uri.bytes ? uri.bytes : "");
	json_close(b, '}');
	buf_free(&uri);
}

void sarif_begin(struct sarif *s, FILE *to, const struct sarif_rule *rules, size_t n)
{
	struct buf b = {0};

	*s = (struct sarif){.to = to};
	json_open(&b, '{');
	add_str(&b, "name", "vindplaats");
	add_str(&b, "version", VP_VERSION);
	json_key(&b, "rules");
	json_open(&b, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(&b, '{');
		add_str(&b, "id", rules[i].id);
		add_text(&b, "shortDescription", rules[i].about);
		json_close(&b, '}');
	}
	json_close(&b, ']');
	json_close(&b, '}');
	fprintf(to,
		"{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
		"\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":%s},\n\"results\":[",
		b.bytes);
	buf_free(&b);
}

static void add_region(struct buf *b, const struct sarif_result *r)
{
	if (!r->line && !r->has_bytes)
		return;
	json_key(b, "region");
	json_open(b, '{');
	if (r->line)
		add_int(b, "startLine", r->line);
	if (r->has_bytes) {
		add_int(b, "byteOffset", r->offset);
		add_int(b, "byteLength", r->length);
	}
	json_close(b, '}');
}

static void add_locations(struct buf *b, const struct sarif_result *r)
{
	json_key(b, "locations");
	json_open(b, '[');
	json_open(b, '{');
	json_key(b, "physicalLocation");
	json_open(b, '{');
	add_artifact(b, r->path);
	add_region(b, r);
	json_close(b, '}');
	if (r->place) {
		json_key(b, "logicalLocations");
		json_open(b, '[');
		json_open(b, '{');
		add_str(b, "fullyQualifiedName", r->place);
		json_close(b, '}');
		json_close(b, ']');
	}
	json_close(b, '}');
	json_close(b, ']');
}

int sarif_result(struct sarif *s, const struct sarif_result *r)
{
	struct buf *b = &s->line;

	fputs(s->any ? ",\n" : "\n", s->to);
	s->any = true;
	json_open(b, '{');
	add_str(b, "ruleId", r->rule);
	add_int(b, "ruleIndex", r->rule_index);
	add_str(b, "level", r->level);
	add_text(b, "message", r->message);
	add_locations(b, r);
	if (r->is_new)
		add_str(b, "baselineState", "new");
	if (r->fingerprint) {
		json_key(b, "partialFingerprints");
		json_open(b, '{');
		add_str(b, "vindplaats/v1", r->fingerprint);
		json_close(b, '}');
	}
	if (r->suppressed) {
		json_key(b, "suppressions");
		json_open(b, '[');
		json_open(b, '{');
		add_str(b, "kind", "external");
		json_close(b, '}');
		json_close(b, ']');
	}
	json_close(b, '}');
	return flush(s);
}

void sarif_run(struct sarif *s, bool successful, const char *began, const char *ended)
{
	fprintf(s->to, "],\n\"invocations\":[{\"executionSuccessful\":%s",
		successful ? "true" : "false");
	if (began)
		fprintf(s->to, ",\"startTimeUtc\":\"%s\"", began);
	if (ended)
		fprintf(s->to, ",\"endTimeUtc\":\"%s\"", ended);
	fputs(",\"toolExecutionNotifications\":[", s->to);
	s->any = false;
}

int sarif_notification(struct sarif *s, const char *id, const char *level, const char *message,
		       const char *path)
{
	struct buf *b = &s->line;

	fputs(s->any ? ",\n" : "\n", s->to);
	s->any = true;
	json_open(b, '{');
	json_key(b, "descriptor");
	json_open(b, '{');
	add_str(b, "id", id);
	json_close(b, '}');
	add_str(b, "level", level);
	add_text(b, "message", message);
	add_locations(b, &(struct sarif_result){.path = path});
	json_close(b, '}');
	return flush(s);
}

void sarif_end(struct sarif *s)
{
	fputs("]}]}]}\n", s->to);
	buf_free(&s->line);
}
