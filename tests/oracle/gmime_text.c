/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/oracle/gmime_text.c - what GMime reads in mails, one JSON object a line, for mail_words.py.
 *
 * cc $(pkg-config --cflags --libs gmime-3.0) gmime_text.c; file names on stdin. A tool for tests:
 * the program itself has nothing of GMime in it. */
#include <fcntl.h>
#include <gmime/gmime.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void put_string(const char *s, size_t len)
{
	char *valid = g_utf8_make_valid(s, (gssize)len);

	putchar('"');
	for (const unsigned char *c = (const unsigned char *)valid; *c; c++) {
		if (*c == '"' || *c == '\\')
			printf("\\%c", *c);
		else if (*c < ' ' || *c == 127)
			printf("\\u%04x", *c);
		else
			putchar(*c);
	}
	putchar('"');
	g_free(valid);
}

static void put(const char *file, const char *kind, const char *name, const char *s, size_t len)
{
	if (!s)
		return;
	printf("{\"file\":");
	put_string(file, strlen(file));
	printf(",\"kind\":\"%s\",\"name\":", kind);
	put_string(name, strlen(name));
	printf(",\"text\":");
	put_string(s, len);
	puts("}");
}

struct job {
	const char *file;
};

static void put_headers(const char *file, GMimeObject *object)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(object);

	for (int i = 0; i < g_mime_header_list_get_count(list); i++) {
		GMimeHeader *h = g_mime_header_list_get_header_at(list, i);
		const char *raw = g_mime_header_get_raw_value(h);
		char *plain = raw ? g_mime_utils_header_unfold(raw) : NULL;
		char *text = plain ? g_mime_utils_header_decode_text(NULL, plain) : NULL;

		if (text)
			put(file, "header", g_mime_header_get_name(h), text, strlen(text));
		g_free(text);
		g_free(plain);
	}
}

static void put_part(const char *file, GMimePart *part)
{
	GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
	char *mime = g_mime_content_type_get_mime_type(type);
	const char *name = g_mime_part_get_filename(part);
	const char *charset = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset");
	GMimeDataWrapper *content = g_mime_part_get_content(part);

	if (name)
		put(file, "name", mime, name, strlen(name));
	if (content) {
		GMimeStream *to = g_mime_stream_mem_new(), *filtered = g_mime_stream_filter_new(to);
		GMimeFilter *filter = charset && strcasecmp(charset, "us-ascii") &&
						      g_mime_content_type_is_type(type, "text", "*") ?
					      g_mime_filter_charset_new(charset, "utf-8") : NULL;

		if (filter)
			g_mime_stream_filter_add(GMIME_STREAM_FILTER(filtered), filter);
		g_mime_data_wrapper_write_to_stream(content, filtered);
		g_mime_stream_flush(filtered);
		GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(to));
		if (g_mime_content_type_is_type(type, "text", "*"))
			put(file, "text", mime, (const char *)bytes->data, bytes->len);
		else
			put(file, "other", mime, "", 0);
		g_object_unref(filtered);
		g_object_unref(to);
		if (filter)
			g_object_unref(filter);
	}
	g_free(mime);
}

static void each(GMimeObject *parent, GMimeObject *object, gpointer arg)
{
	const struct job *j = arg;

	(void)parent;
	put_headers(j->file, object);
	if (GMIME_IS_MESSAGE_PART(object)) {
		GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));

		if (message) {
			put_headers(j->file, GMIME_OBJECT(message));
			g_mime_message_foreach(message, each, arg);
		}
	} else if (GMIME_IS_PART(object)) {
		put_part(j->file, GMIME_PART(object));
	}
}

static void read_file(const char *file)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	char head[5] = "";
	bool mbox = fd >= 0 && pread(fd, head, 5, 0) == 5 && !memcmp(head, "From ", 5);
	struct job j = { file };

	if (fd < 0)
		return;
	GMimeStream *in = g_mime_stream_fs_new(fd);
	GMimeParser *parser = g_mime_parser_new_with_stream(in);
	g_mime_parser_set_format(parser, mbox ? GMIME_FORMAT_MBOX : GMIME_FORMAT_MESSAGE);
	do {
		GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

		if (!message)
			break;
		put_headers(file, GMIME_OBJECT(message));
		g_mime_message_foreach(message, each, &j);
		g_object_unref(message);
	} while (mbox && !g_mime_parser_eos(parser));
	g_object_unref(parser);
	g_object_unref(in);
}

int main(void)
{
	char file[4096];

	g_mime_init();
	while (fgets(file, sizeof(file), stdin)) {
		file[strcspn(file, "\n")] = '\0';
		read_file(file);
		fflush(stdout);
	}
	return 0;
}
