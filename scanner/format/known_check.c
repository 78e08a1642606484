/* SPDX-License-Identifier: EUPL-1.2 */
/* format/known_check.c - where a magic number is too short or stands for several formats. */
#include "format/known_check.h"
#include "base/bytes.h"
#include <string.h>

bool known_is_bmp(const struct probe *p, enum known_id *id)
{
	static const uint32_t lengths[] = { 12, 40, 52, 56, 64, 108, 124 };

	(void)id;
	for (size_t i = 0; p->len >= 26 && i < ARRAY_LEN(lengths); i++)
		if (little32(p->head + 14) == lengths[i])
			return true;
	return false;
}

bool known_is_emf(const struct probe *p, enum known_id *id)
{
	(void)id;
	return p->len >= 44 && !memcmp(p->head + 40, " EMF", 4);
}

bool known_is_ico(const struct probe *p, enum known_id *id)
{
	const uint8_t *h = p->head;

	(void)id;
	/* The first picture stands right behind the list of pictures. */
	return p->len >= 22 && h[9] == 0 && little16(h + 4) && little16(h + 4) < 256 &&
	       little32(h + 18) >= 6u + 16u * little16(h + 4) && little32(h + 18) < 8192;
}

bool known_is_exe(const struct probe *p, enum known_id *id)
{
	uint32_t at = p->len >= 64 ? little32(p->head + 60) : 0;

	(void)id;
	if (p->len < 64)
		return false;
	if (at <= p->len - 4) {
		const char *second = (const char *)p->head + at;

		if (!memcmp(second, "PE\0\0", 4) || !memcmp(second, "NE", 2) ||
		    !memcmp(second, "LE", 2) || !memcmp(second, "LX", 2))
			return true;
	}
	/* Old DOS programs have no second header, but their first one is no text. */
	return memchr(p->head, 0, 32);
}

bool known_is_font(const struct probe *p, enum known_id *id)
{
	(void)id;
	return p->len >= 12 && p->head[5] >= 4 && p->head[5] < 64;
}

/* How long the MP3 frame here is, 0 if it is none. */
static size_t mp3_frame(const uint8_t *h)
{
	static const uint16_t rates[2][15] = {
		{ 0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320 },
		{ 0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160 },
	};
	static const uint16_t samples[] = { 44100, 48000, 32000 };
	unsigned version = h[1] >> 3 & 3, layer = h[1] >> 1 & 3, rate = h[2] >> 4, speed = h[2] >> 2 & 3;

	if (h[0] != 0xff || (h[1] & 0xe0) != 0xe0 || version == 1 || layer != 1 || !rate ||
	    rate == 15 || speed == 3)
		return 0;
	unsigned hertz = samples[speed] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
	return (version == 3 ? 144000u : 72000u) * rates[version != 3][rate] / hertz + (h[2] >> 1 & 1);
}

bool known_is_mp3(const struct probe *p, enum known_id *id)
{
	size_t first;

	(void)id;
	if (!memcmp(p->head, "ID3", 3))
		return p->len >= 10 && p->head[3] < 5 && !((p->head[6] | p->head[7] | p->head[8] |
							    p->head[9]) & 0x80);
	first = p->len >= 4 ? mp3_frame(p->head) : 0;
	return first && first + 4 <= p->len && mp3_frame(p->head + first);
}

bool known_is_arj(const struct probe *p, enum known_id *id)
{
	unsigned len = p->len >= 12 ? little16(p->head + 2) : 0;

	(void)id;
	return len >= 30 && len <= 2600 && p->head[4] >= 30 && p->head[4] <= len;
}

bool known_which_fat(const struct probe *p, enum known_id *id)
{
	/* A class file has its version here, at least 45; a program for several processors how many. */
	if (p->len >= 8 && big32(p->head + 4) < 40)
		*id = KNOWN_macho;
	return p->len >= 8;
}

bool known_which_riff(const struct probe *p, enum known_id *id)
{
	if (p->len < 12)
		return false;
	if (!memcmp(p->head + 8, "WAVE", 4))
		*id = KNOWN_wav;
	else if (!memcmp(p->head + 8, "AVI ", 4))
		*id = KNOWN_avi;
	else if (!memcmp(p->head + 8, "WEBP", 4))
		*id = KNOWN_webp;
	return true;
}

bool known_which_brand(const struct probe *p, enum known_id *id)
{
	static const char brands[][5] = { "heic", "heix", "hevc", "heim", "mif1", "msf1", "avif", "avis" };

	if (p->len < 12 || big32(p->head) < 8 || big32(p->head) > 4096)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(brands); i++)
		if (!memcmp(p->head + 8, brands[i], 4))
			*id = KNOWN_heic;
	return true;
}

/* Length octets of a packet (old or new style) at b; how many they are, 0 if that cannot be. */
static size_t packet_length(const uint8_t *b, bool new_style, size_t *len)
{
	if (!new_style) {
		*len = b[0] & 1 ? big16(b + 1) : b[1];
		return b[0] & 1 ? 2 : 1;
	}
	*len = b[1] < 192 ? b[1] : (size_t)(b[1] - 192) * 256 + b[2] + 192;
	return b[1] < 192 ? 1 : b[1] < 224 ? 2 : 0;
}

/* A session key packet (RFC 4880 5.1, 5.3), followed by another packet: the message. */
bool known_is_gpg(const struct probe *p, enum known_id *id)
{
	const uint8_t *h = p->head;
	bool new_style = h[0] >= 0xc0;
	bool symmetric = h[0] == 0x8c || h[0] == 0xc3;
	size_t len, at;

	(void)id;
	if (p->len < 8)
		return false;
	/* 0x8c is the old-style tag 3 with one length octet, 0x84 and 0x85 are tag 1. */
	at = 1 + packet_length(h, new_style, &len);
	if (at == 1 || at + len + 1 > p->len || len < 4)
		return false;
	const uint8_t *body = h + at;
	bool proper = symmetric ? body[0] >= 4 && body[0] <= 6 && body[1] >= 1 && body[1] <= 13 && len < 80 :
				  (body[0] == 3 && len > 12) || (body[0] == 6 && len > 20);
	return proper && body[len] & 0x80;
}

bool known_is_pkcs7(const struct probe *p, enum known_id *id)
{
	static const char oid[] = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07";
	size_t at;

	if (p->len < 24)
		return false;
	at = p->head[1] < 0x80 ? 2 : 2u + (p->head[1] & 0x7f);
	if (at > 6 || memcmp(p->head + at, oid, sizeof(oid) - 1))
		return false;
	uint8_t kind = p->head[at + sizeof(oid) - 1];
	if (kind == 2)
		*id = KNOWN_pkcs7_signed;
	return kind == 2 || kind == 3 || kind == 4 || kind == 6;
}

/* The same in base64: the identifier stands behind four bytes of header, its last is C or D. */
bool known_which_pem(const struct probe *p, enum known_id *id)
{
	if (memmem(p->head, p->len < 100 ? p->len : 100, "hvcNAQcC", 8))
		*id = KNOWN_pkcs7_signed;
	return true;
}

bool known_which_ole(const struct probe *p, enum known_id *id)
{
	static const struct {
		const char *kind;
		enum known_id plain, locked;
	} kinds[] = {
		{ "doc", KNOWN_doc, KNOWN_doc_locked },
		{ "msi", KNOWN_msi, KNOWN_msi },
		{ "office-protected", KNOWN_office_locked, KNOWN_office_locked },
		{ "ooxml-encrypted", KNOWN_ooxml_locked, KNOWN_ooxml_locked },
		{ "ppt", KNOWN_ppt, KNOWN_ppt_locked },
		{ "pub", KNOWN_pub, KNOWN_pub },
		{ "sdc", KNOWN_sdc, KNOWN_sdc },
		{ "sdw", KNOWN_sdw, KNOWN_sdw },
		{ "vsd", KNOWN_vsd, KNOWN_vsd },
		{ "wps", KNOWN_wps, KNOWN_wps },
		{ "xls", KNOWN_xls, KNOWN_xls_locked },
	};
	bool locked;
	const char *kind = ole_kind(p, &locked);

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (!strcmp(kinds[i].kind, kind))
			*id = locked ? kinds[i].locked : kinds[i].plain;
	return true;
}

#define PDF_KEY "/Encrypt"
#define PDF_KEY_LEN (sizeof(PDF_KEY) - 1)

static bool names_key(const uint8_t *bytes, size_t len)
{
	for (const uint8_t *end = bytes + len, *at = bytes;
	     (at = memmem(at, (size_t)(end - at), PDF_KEY, PDF_KEY_LEN));) {
		at += PDF_KEY_LEN;
		/* /EncryptMetadata is another key. */
		if (at < end && !(*at >= 'A' && *at <= 'Z') && !(*at >= 'a' && *at <= 'z'))
			return true;
	}
	return false;
}

/* The trailer that says so may stand at both ends and, after each change, in between. */
bool known_is_locked_pdf(struct stream *in)
{
	const uint8_t *bytes;

	for (size_t n; (n = stream_peek(in, PDF_KEY_LEN + 1, &bytes)) > PDF_KEY_LEN;
	     stream_skip(in, n - PDF_KEY_LEN))
		if (names_key(bytes, n))
			return true;
	return false;
}
