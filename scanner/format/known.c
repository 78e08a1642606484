/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/known.c - the table of magic numbers and the formats made of known.inc.
 *
 * A claim here is one bit short of its magic number, so that a format that learns to read one of
 * these wins by claiming just that number.
 */
#include "format/known_check.h"
#include <string.h>

static const struct row {
	enum reason reason;
	const char *about;
} rows[] = {
#define KNOWN(id, name, about, how, reason) { REASON_##reason, about },
#include "format/known.inc"
#undef KNOWN
};

static int read_known(struct stream *in, struct out *out, enum known_id id)
{
	if (id == KNOWN_pdf && known_is_locked_pdf(in))
		id = KNOWN_pdf_locked;
	out_trouble(out, rows[id].reason,
		    rows[id].reason == REASON_ENCRYPTED ?
			    "needs a key or a password to be read: %s" :
			    "is recognised, but its content is not read yet: %s",
		    rows[id].about);
	return 0;
}

static int claim_known(const struct probe *p)
{
	(void)p;
	return 0; /* known_find() decides for all rows at once */
}

#define KNOWN(id, name, about, how, reason)                                                        \
	static int read_##id(struct stream *in, struct out *out)                                   \
	{                                                                                          \
		return read_known(in, out, KNOWN_##id);                                            \
	}                                                                                          \
	static const struct format known_##id = { name, about, how, claim_known, read_##id };
#include "format/known.inc"
#undef KNOWN

const struct format *const known_formats[] = {
#define KNOWN(id, name, about, how, reason) &known_##id,
#include "format/known.inc"
#undef KNOWN
	NULL,
};

#define MAGIC(at, bytes, id) { at, sizeof(bytes) - 1, bytes, KNOWN_##id, NULL }
#define CHECKED(at, bytes, id, check) { at, sizeof(bytes) - 1, bytes, KNOWN_##id, check }
#define CHECK_BITS 16
static const struct magic {
	uint16_t at;
	uint8_t len;
	const char *bytes;
	enum known_id id;
	known_check_fn *check;
} magics[] = {
	MAGIC(0, "%PDF-", pdf),
	CHECKED(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ole2, known_which_ole),
	MAGIC(0, "ITSF\3\0\0\0", chm),
	MAGIC(0, "AT&TFORM", djvu),
	MAGIC(0, "\x06\x06\xed\xf5\xd8\x1d\x46\xe5\xbd\x31\xef\xe7\xfe\x74\xb7\x1d", indesign),
	MAGIC(0, "\0\0\x02\0\x06\x04\x06\0", lotus),
	MAGIC(0, "\0\0\x1a\0\0\x10\x04\0", lotus),
	MAGIC(60, "BOOKMOBI", mobi),
	MAGIC(0, "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3", onenote),
	MAGIC(0, "bplist00", plist),
	MAGIC(0, "%!PS-Adobe-", postscript),
	MAGIC(0, "\x04%!PS", postscript),
	MAGIC(0, "\xc5\xd0\xd3\xc6", postscript),
	MAGIC(0, "\xdb\xa5\x2d\0", winword2),
	MAGIC(0, "\x9b\xa5\x21\0", winword2),
	MAGIC(0, "\xffWPC", wordperfect),

	MAGIC(0, "\xcf\xad\x12\xfe", dbx),
	MAGIC(0, "\x1a\0\0\x04\0\0", nsf),
	MAGIC(0, "!BDN", pst),

	MAGIC(0, "\0\1\0\0Standard ACE DB\0", accdb),
	MAGIC(0, "\0\1\0\0Standard Jet DB\0", mdb),
	MAGIC(0, "Obj\1", avro),
	MAGIC(4, "\xef\xcd\xab\x89", ese),
	MAGIC(0, "PAR1\x15", parquet),
	MAGIC(0, "SQLite format 3\0", sqlite),

	MAGIC(7, "**ACE**", ace),
	CHECKED(0, "\x60\xea", arj, known_is_arj),
	MAGIC(0, "QFI\xfb", qcow),
	MAGIC(0, "hsqs", squashfs),
	MAGIC(0, "StuffIt (c)1997-", stuffit),
	MAGIC(10, "rLau", stuffit),
	MAGIC(0, "conectix", vhd),
	MAGIC(0, "vhdxfile", vhd),
	MAGIC(0, "KDMV", vmdk),
	MAGIC(0, "# Disk DescriptorFile", vmdk),
	MAGIC(0, "MSWIM\0\0\0", wim),

	MAGIC(0, "age-encryption.org/v1\n", age),
	MAGIC(0, "-----BEGIN AGE ENCRYPTED FILE-----", age),
	MAGIC(0, "\xc0\xb9\x07\x2e\x4f\x93\xf1\x46\xa0\x15\x79\x2c\xa1\xd9\xe8\x21", axcrypt),
	MAGIC(3, "-FVE-FS-", bitlocker),
	MAGIC(0, "\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5", keepass),
	MAGIC(0, "\x03\xd9\xa2\x9a\x65\xfb\x4b\xb5", keepass),
	MAGIC(0, "LUKS\xba\xbe", luks),
	MAGIC(0, "Salted__", openssl),
	MAGIC(0, "-----BEGIN PGP MESSAGE-----", pgp),
	CHECKED(0, "\x84", pgp, known_is_gpg),
	CHECKED(0, "\x85", pgp, known_is_gpg),
	CHECKED(0, "\x8c", pgp, known_is_gpg),
	CHECKED(0, "\xc1", pgp, known_is_gpg),
	CHECKED(0, "\xc3", pgp, known_is_gpg),
	CHECKED(0, "-----BEGIN PKCS7-----", pkcs7, known_which_pem),
	CHECKED(0, "\x30", pkcs7, known_is_pkcs7),

	CHECKED(0, "BM", bmp, known_is_bmp),
	CHECKED(0, "\1\0\0\0", emf, known_is_emf),
	MAGIC(0, "GIF87a", gif),
	MAGIC(0, "GIF89a", gif),
	CHECKED(0, "\0\0\1\0", ico, known_is_ico),
	CHECKED(0, "\0\0\2\0", ico, known_is_ico),
	MAGIC(0, "\0\0\0\x0cjP  \r\n\x87\n", jp2),
	MAGIC(0, "\xff\x4f\xff\x51", jp2),
	MAGIC(0, "\xff\xd8\xff", jpeg),
	MAGIC(0, "\0\0\0\x0cJXL \r\n\x87\n", jxl),
	MAGIC(0, "\x89PNG\r\n\x1a\n", png),
	MAGIC(0, "8BPS\0\1", psd),
	MAGIC(0, "II*\0", tiff),
	MAGIC(0, "II+\0", tiff),
	MAGIC(0, "MM\0*", tiff),
	MAGIC(0, "MM\0+", tiff),
	MAGIC(0, "\xd7\xcd\xc6\x9a", wmf),
	MAGIC(0, "\1\0\x09\0\0\3", wmf),

	MAGIC(0, "#!AMR", amr),
	MAGIC(0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa\0\x62\xce\x6c", asf),
	MAGIC(0, "fLaC\0", flac),
	MAGIC(0, "FLV\1", flash),
	MAGIC(0, "\x1a\x45\xdf\xa3", matroska),
	MAGIC(0, "MThd\0\0\0\x06", midi),
	CHECKED(0, "ID3", mp3, known_is_mp3),
	CHECKED(0, "\xff", mp3, known_is_mp3),
	CHECKED(4, "ftyp", mp4, known_which_brand),
	MAGIC(4, "moov", mp4),
	MAGIC(0, "\0\0\1\xba", mpeg),
	MAGIC(0, "\0\0\1\xb3", mpeg),
	MAGIC(0, "OggS\0", ogg),
	CHECKED(0, "RIFF", riff, known_which_riff),

	MAGIC(0, "\x7f" "ELF", elf),
	MAGIC(0, "ElfFile\0", evt),
	MAGIC(4, "LfLe", evt),
	CHECKED(0, "MZ", exe, known_is_exe),
	MAGIC(0, "OTTO\0", font),
	MAGIC(0, "ttcf\0", font),
	MAGIC(0, "wOFF", font),
	MAGIC(0, "wOF2", font),
	CHECKED(0, "\0\1\0\0\0", font, known_is_font),
	CHECKED(0, "\xca\xfe\xba\xbe", java, known_which_fat),
	MAGIC(0, "\x4c\0\0\0\x01\x14\x02\0", lnk),
	MAGIC(0, "\xfe\xed\xfa\xce", macho),
	MAGIC(0, "\xfe\xed\xfa\xcf", macho),
	MAGIC(0, "\xce\xfa\xed\xfe", macho),
	MAGIC(0, "\xcf\xfa\xed\xfe", macho),
	MAGIC(0, "MDMP\x93\xa7", minidump),
	MAGIC(0, "PAGEDU", minidump),
	MAGIC(0, "\xd4\xc3\xb2\xa1", pcap),
	MAGIC(0, "\xa1\xb2\xc3\xd4", pcap),
	MAGIC(0, "\x0a\x0d\x0d\x0a", pcap),
	MAGIC(0, "regf", registry),
	MAGIC(0, "\0asm\1\0\0\0", wasm),
};

/* Disk images have their mark in the last sector. Only files are looked at there, and only where
 * nothing else is known: a spool for each mail attachment would be a high price. */
static const struct format *find_by_tail(const struct probe *p, int *bits)
{
	struct seekable *k = p->in->random;
	char mark[8];

	if (!k || p->whole || k->size < 512 || !memchr(p->head, 0, p->len) ||
	    k->read_at(k, mark, sizeof(mark), k->size - 512) != (ssize_t)sizeof(mark))
		return NULL;
	*bits = 32;
	if (!memcmp(mark, "koly\0\0\0\4", 8))
		return &known_dmg;
	if (!memcmp(mark, "conectix", 8))
		return &known_vhd;
	*bits = 0;
	return NULL;
}

const struct format *known_find(const struct probe *p, int *bits)
{
	const struct format *best = NULL;

	*bits = 0;
	for (const struct magic *m = magics; m < magics + ARRAY_LEN(magics); m++) {
		enum known_id id = m->id;
		int claim = 8 * m->len - 1 + (m->check ? CHECK_BITS : 0);

		if (claim <= *bits || p->len < (size_t)m->at + m->len ||
		    memcmp(p->head + m->at, m->bytes, m->len) || (m->check && !m->check(p, &id)))
			continue;
		best = known_formats[id];
		*bits = claim;
	}
	return best ? best : find_by_tail(p, bits);
}
