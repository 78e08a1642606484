/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * tests/fuzz/fuzz_xml_office.c - office files as a fuzzer can change them.
 *
 * A letter for the format, then members: NAME NUL CONTENT NUL. They are put into a zip without
 * compression and with right checksums, so that what is changed reaches the XML. With a capital
 * the bytes are read as they are, for the flat forms.
 */
#include "base/buf.h"
#include "watch.h"
#include <string.h>
#include <zlib.h>

static void add_number(struct buf *b, uint32_t n, unsigned bytes)
{
	for (; bytes--; n >>= 8)
		buf_add_byte(b, (char)(n & 0xFF));
}

/* What the two headers of a member have in common. */
static void add_common(struct buf *b, const uint8_t *content, size_t len, size_t name_len)
{
	add_number(b, 20, 2);
	add_number(b, 0x800, 2); /* names are UTF-8 */
	add_number(b, 0, 2);
	add_number(b, 0x4C6C0000, 4);
	add_number(b, (uint32_t)crc32(0, content, (uInt)len), 4);
	add_number(b, (uint32_t)len, 4);
	add_number(b, (uint32_t)len, 4);
	add_number(b, (uint32_t)name_len, 2);
	add_number(b, 0, 2);
}

static void add_member(struct buf *zip, struct buf *directory, const char *name, const uint8_t *content,
		       size_t len)
{
	uint32_t at = (uint32_t)zip->len;

	buf_add(zip, "PK\3\4", 4);
	add_common(zip, content, len, strlen(name));
	buf_add_str(zip, name);
	buf_add(zip, content, len);
	buf_add(directory, "PK\1\2\24\0", 6);
	add_common(directory, content, len, strlen(name));
	add_number(directory, 0, 2 + 2 + 2);
	add_number(directory, 0, 4);
	add_number(directory, at, 4);
	buf_add_str(directory, name);
}

static void make_zip(struct buf *zip, const uint8_t *data, size_t len)
{
	struct buf directory = { 0 };
	unsigned n = 0;

	for (const uint8_t *end = data + len; data < end; n++) {
		const uint8_t *name_end = memchr(data, 0, (size_t)(end - data));

		if (!name_end)
			break;
		const uint8_t *content = name_end + 1;
		const uint8_t *content_end = memchr(content, 0, (size_t)(end - content));
		if (!content_end)
			content_end = end;
		add_member(zip, &directory, (const char *)data, content, (size_t)(content_end - content));
		data = content_end < end ? content_end + 1 : end;
	}
	uint32_t at = (uint32_t)zip->len;
	buf_add(zip, directory.bytes ? directory.bytes : "", directory.len);
	buf_add(zip, "PK\5\6\0\0\0\0", 8);
	add_number(zip, n, 2);
	add_number(zip, n, 2);
	add_number(zip, (uint32_t)directory.len, 4);
	add_number(zip, at, 4);
	add_number(zip, 0, 2);
	buf_free(&directory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const struct watch_choice choices[] = {
		{ 'w', "docx" }, { 'x', "xlsx" }, { 'p', "pptx" }, { 't', "odt" }, { 's', "ods" },
		{ 'i', "odp" },	 { '-', "" },	  { 'F', "odf" },  { 'O', "ooxml" },
	};
	bool chosen;
	struct watch_how how = { .format = watch_choose(choices, ARRAY_LEN(choices), len ? *data : 0,
							&chosen) };
	struct buf zip = { 0 };

	if (!chosen)
		return 0;
	if (*data == 'F' || *data == 'O') {
		watch_part_all_ways(data + 1, len - 1, &how);
		return 0;
	}
	make_zip(&zip, data + 1, len - 1);
	watch_part_all_ways(zip.bytes, zip.len, &how);
	buf_free(&zip);
	return 0;
}
