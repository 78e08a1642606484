/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/odf.c - an OpenDocument package: which members are read, which are handed on, and which
 * are locked. Documents and the objects inside them (Object 1/content.xml) are alike.
 */
#include "format/look.h"
#include "format/member.h"
#include "format/odf.h"
#include "format/xmltext.h"
#include <string.h>

#define ROOT_LOOK 4096u
#define LOCKED_MAX 10000

enum kind { KIND_NOTHING, KIND_ODF, KIND_XML, KIND_OTHER };

static int read_other_xml(struct stream *in, struct out *out)
{
	return xmltext_read(in, out, CARRIER_PROPERTY);
}

static const struct format document_format = { .name = "odf", .read = odf_read };
static const struct format other_format = { .name = "xml", .read = read_other_xml };

struct locked { /* members with a line of encryption in the manifest */
	struct arena *keep;
	const char *names[LOCKED_MAX];
	size_t n;
	const char *entry;
};

static int on_open(void *state, const struct xml_tag *t)
{
	struct locked *l = state;

	if (!strcmp(t->name, "file-entry")) {
		const char *name = xml_attr(t, "full-path");

		l->entry = name ? arena_copy(l->keep, name, strlen(name)) : NULL;
	} else if (!strcmp(t->name, "encryption-data") && l->entry && l->n < LOCKED_MAX) {
		l->names[l->n++] = l->entry;
	}
	return 0;
}

static struct locked *find_locked(struct out *out, struct zip *zip)
{
	static const struct xml_events events = {
		.open = on_open, .close = look_close, .text = look_text, .drop_rest = true
	};
	struct arena *keep = look_keep(out);
	struct locked *l = arena_get(keep, sizeof(*l));

	l->keep = keep;
	look(out, zip, "META-INF/manifest.xml", &events, l);
	return l;
}

static bool is_locked(const struct locked *l, const struct zip_member *m)
{
	if (m->encrypted)
		return true;
	for (size_t i = 0; i < l->n; i++)
		if (!strcmp(l->names[i], m->name))
			return true;
	return false;
}

static bool begins(const char *name, const char *with)
{
	return !strncmp(name, with, strlen(with));
}

/* Settings of the program, thumbnails, lists of its own members. */
static bool is_machinery(const char *name)
{
	const char *base = member_base(name);

	return !strcmp(name, "mimetype") || !strcmp(name, "META-INF/manifest.xml") ||
	       !strcmp(name, "manifest.rdf") || !strcmp(name, "layout-cache") ||
	       begins(name, "Configurations2/") || begins(name, "Thumbnails/") ||
	       !strcmp(base, "script-lc.xml") || !strcmp(base, "script-lb.xml") ||
	       !strcmp(base, "dialog-lc.xml") || !strcmp(base, "dialog-lb.xml");
}

static bool is_document_root(const char *root)
{
	static const char *const roots[] = { "document", "document-content", "document-meta",
					     "document-styles" };

	return xml_word(roots, ARRAY_LEN(roots), root) >= 0;
}

/* A mark of order or the first tag: another document inside, not packed, has tags later on. */
static bool begins_as_xml(const uint8_t *head, size_t len)
{
	return len && (*head == '<' || *head == 0xef || *head >= 0xfe);
}

static enum kind kind_of(struct stream *in, const char *name)
{
	const uint8_t *head;
	size_t len = stream_peek(in, ROOT_LOOK, &head), name_len = strlen(name);
	bool xml_name = name_len > 4 && !strcasecmp(name + name_len - 4, ".xml");
	char root[40];

	xml_sniff_root(head, len < ROOT_LOOK ? len : ROOT_LOOK, root, sizeof(root));
	if (!xml_name && !begins_as_xml(head, len))
		return KIND_OTHER;
	if (is_document_root(root))
		return KIND_ODF;
	if (!strcmp(root, "document-settings"))
		return KIND_NOTHING;
	return xml_name ? KIND_XML : KIND_OTHER;
}

static int read_one(struct out *out, struct zip *zip, const struct zip_member *m)
{
	struct part part = { .name = m->name,
			     .file_name = member_base(m->name),
			     .bytes = zip_stream(out->arena, zip, m) };
	enum kind kind = kind_of(part.bytes, m->name);

	if (kind == KIND_NOTHING)
		return 0;
	if (kind != KIND_OTHER)
		part.format = kind == KIND_ODF ? &document_format : &other_format;
	return out_part(out, &part);
}

int odf_read_package(struct stream *in, struct out *out)
{
	struct zip *zip = zip_open(out->arena, in);
	struct locked *locked;
	int result = 0;

	if (!zip) {
		out_trouble(out, REASON_CORRUPT, "has no members that could be found");
		return 0;
	}
	zip_report(out, zip);
	locked = find_locked(out, zip);
	for (size_t i = 0; i < zip_count(zip) && !result; i++) {
		const struct zip_member *m = zip_at(zip, i);
		size_t mark = arena_mark(out->arena);

		if (m->folder || is_machinery(m->name))
			continue;
		if (is_locked(locked, m))
			result = out_unread(out, m->name, "unknown", m->packed, REASON_ENCRYPTED,
					    "is encrypted; a password is needed");
		else
			result = read_one(out, zip, m);
		arena_rewind(out->arena, mark);
	}
	return result;
}
