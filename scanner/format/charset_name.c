/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * format/charset_name.c - what a declared charset means.
 *
 * Names are compared without case and punctuation ("ISO_8859-15" is "iso885915"). As browsers do,
 * the narrow standards are read by the code page that extends them: what calls itself ISO-8859-1
 * or GB2312 seldom keeps to it.
 */
#include "format/charset.h"
#include <stdlib.h>
#include <string.h>
#include "format/decode.h"

#define NAME_MAX_LEN 40

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '"' || c == '\'';
}

/* The name in upper case, bare; NULL if it has a byte or a length no charset name has. */
static char *clean_name(struct arena *a, const char *declared)
{
	size_t len = strlen(declared);
	char *name;

	while (len && is_space(*declared))
		declared++, len--;
	while (len && is_space(declared[len - 1]))
		len--;
	if (!len || len > NAME_MAX_LEN)
		return NULL;
	name = arena_copy(a, declared, len);
	for (char *p = name; *p; p++) {
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
		else if (!(*p >= 'A' && *p <= 'Z') && !(*p >= '0' && *p <= '9') &&
			 !strchr("._:-", *p))
			return NULL;
	}
	return name;
}

static void make_key(char key[NAME_MAX_LEN + 1], const char *name)
{
	size_t n = 0;

	if (name[0] == 'X' && (name[1] == '-' || name[1] == '_'))
		name += 2;
	for (; *name; name++) {
		if (!strchr("._:-", *name))
			key[n++] = *name;
	}
	key[n] = '\0';
}

/* "" says nothing about the text. */
static const char *const aliases[][2] = {
	{ "ASCII", "" },           { "USASCII", "" },          { "ANSIX341968", "" },
	{ "ANSIX341986", "" },     { "ISO646US", "" },         { "646", "" },
	{ "US", "" },              { "UNKNOWN8BIT", "" },      { "UNKNOWN", "" },
	{ "8BIT", "" },            { "7BIT", "" },             { "BINARY", "" },
	{ "NONE", "" },            { "DEFAULT", "" },          { "DEFAULTCHARSET", "" },
	{ "USERDEFINED", "" },     { "CSASCII", "" },
	{ "UTF8", "UTF-8" },       { "UNICODE11UTF8", "UTF-8" }, { "UNICODE20UTF8", "UTF-8" },
	{ "UTF8MB4", "UTF-8" },    { "CP65001", "UTF-8" },     { "65001", "UTF-8" },
	{ "UTF7", "UTF-7" },       { "UNICODE11UTF7", "UTF-7" }, { "UNICODE20UTF7", "UTF-7" },
	{ "CP65000", "UTF-7" },    { "CSUNICODE11UTF7", "UTF-7" },
	{ "UNICODE", "UTF-16" },   { "UCS2", "UTF-16" },       { "ISO10646UCS2", "UTF-16" },
	{ "UTF16", "UTF-16" },     { "UTF16LE", "UTF-16LE" },  { "UNICODEFFFE", "UTF-16BE" },
	{ "UTF16BE", "UTF-16BE" }, { "UNICODEFEFF", "UTF-16LE" }, { "CP1200", "UTF-16LE" },
	{ "CP1201", "UTF-16BE" },  { "UTF32", "UTF-32" },      { "UCS4", "UTF-32" },
	{ "UTF32LE", "UTF-32LE" }, { "UTF32BE", "UTF-32BE" },  { "UCS2LE", "UTF-16LE" },
	{ "UCS2BE", "UTF-16BE" },
	{ "ANSI", "CP1252" },      { "CP819", "CP1252" },      { "IBM819", "CP1252" },
	{ "L1", "CP1252" },        { "WESTERN", "CP1252" },    { "CSISOLATIN1", "CP1252" },
	{ "ISOLATIN1", "CP1252" }, { "LATINI", "CP1252" },     { "LATIN15", "ISO-8859-15" },
	{ "MACROMAN", "MACINTOSH" }, { "MAC", "MACINTOSH" },   { "MACINTOSH", "MACINTOSH" },
	{ "MACCYRILLIC", "MAC-CYRILLIC" }, { "MACCE", "MAC-CENTRALEUROPE" },
	{ "KSC56011987", "CP949" }, { "KSC5601", "CP949" },    { "KSC56011989", "CP949" },
	{ "EUCKR", "CP949" },      { "KOREAN", "CP949" },      { "UHC", "CP949" },
	{ "WINDOWS949", "CP949" }, { "CSEUCKR", "CP949" },
	{ "GB2312", "GB18030" },   { "GBK", "GB18030" },       { "GB231280", "GB18030" },
	{ "CP936", "GB18030" },    { "WINDOWS936", "GB18030" }, { "EUCCN", "GB18030" },
	{ "CHINESE", "GB18030" },  { "CSGB2312", "GB18030" },  { "GB18030", "GB18030" },
	{ "BIG5", "CP950" },       { "XBIG5", "CP950" },       { "CNBIG5", "CP950" },
	{ "CSBIG5", "CP950" },     { "WINDOWS950", "CP950" },  { "BIG5HKSCS", "BIG5-HKSCS" },
	{ "SHIFTJIS", "CP932" },   { "SJIS", "CP932" },        { "MSKANJI", "CP932" },
	{ "WINDOWS31J", "CP932" }, { "CSSHIFTJIS", "CP932" },  { "WINDOWS932", "CP932" },
	{ "EUCJP", "EUC-JP" },     { "CSISO2022JP", "ISO-2022-JP" },
	{ "ISO2022JP", "ISO-2022-JP-2" }, { "ISO2022JP1", "ISO-2022-JP-2" },
	{ "ISO88598I", "CP1255" }, { "ISO88598E", "CP1255" },  { "LOGICAL", "CP1255" },
	{ "VISUAL", "CP1255" },    { "ISO88596I", "ISO-8859-6" }, { "ISO88596E", "ISO-8859-6" },
	{ "ARABIC", "ISO-8859-6" }, { "ASMO708", "ISO-8859-6" }, { "GREEK", "ISO-8859-7" },
	{ "HEBREW", "CP1255" },    { "CYRILLIC", "ISO-8859-5" }, { "TURKISH", "CP1254" },
	{ "TIS620", "CP874" },     { "KOI8", "KOI8-R" },       { "KOI", "KOI8-R" },
	{ "DOS850", "CP850" },     { "DOS437", "CP437" },      { "OEM", "CP850" },
	{ "IBMEBCDIC", "CP037" },
};

/* ISO 8859 by its part, each as the Windows code page that holds it where there is one. */
static const char *const latin_parts[] = {
	NULL,	      "CP1252",	     "ISO-8859-2",  "ISO-8859-3",  "ISO-8859-4",  "ISO-8859-5",
	"ISO-8859-6", "ISO-8859-7",  "CP1255",	    "CP1254",	   "ISO-8859-10", "CP874",
	NULL,	      "ISO-8859-13", "ISO-8859-14", "ISO-8859-15", "ISO-8859-16",
};
static const uint8_t latin_numbers[] = { 0, 1, 2, 3, 4, 9, 10, 13, 14, 15, 16 };

/* The number a key ends with after this prefix, or 0. */
static unsigned number_after(const char *key, const char *prefix)
{
	size_t len = strlen(prefix), digits;

	if (strncmp(key, prefix, len) != 0)
		return 0;
	digits = strspn(key + len, "0123456789");
	if (!digits || digits > 5 || key[len + digits])
		return 0;
	return (unsigned)atoi(key + len);
}

/* The same charset in other words: "WIN1250", "8859-2:1987", "LATIN5". */
static const char *by_number(struct arena *a, char *key)
{
	static const char *const pages[] = { "CP", "WINDOWS", "WIN", "IBM", "MS", "CSIBM", "CCSID",
					     "MSCP", "DOS", "CSWINDOWS", "OEM" };
	static const char *const parts[] = { "ISO8859", "8859", "ISO88590", "ISOIR8859" };
	char *year = strstr(key, "19");
	unsigned n;

	if (strncmp(key, "ISO8859", 7) == 0 && year && strlen(year) == 4 && year > key + 7)
		*year = '\0';
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		n = number_after(key, parts[i]);
		if (n && n < ARRAY_LEN(latin_parts))
			return latin_parts[n];
	}
	n = number_after(key, "LATIN");
	if (n && n < ARRAY_LEN(latin_numbers))
		return latin_parts[latin_numbers[n]];
	for (size_t i = 0; i < ARRAY_LEN(pages); i++) {
		n = number_after(key, pages[i]);
		if (n)
			return arena_format(a, n < 100 ? "CP%03u" : "CP%u", n);
	}
	return NULL;
}

/* NULL: not a name to ask for. "": says nothing. */
static const char *resolve(struct arena *a, const char *declared)
{
	char *name = clean_name(a, declared), key[NAME_MAX_LEN + 1];
	const char *found;

	if (!name)
		return NULL;
	make_key(key, name);
	for (size_t i = 0; i < ARRAY_LEN(aliases); i++) {
		if (strcmp(key, aliases[i][0]) == 0)
			return aliases[i][1];
	}
	found = by_number(a, key);
	if (found) /* again: "IBM936" has become CP936 */
		return strcmp(found, "CP936") == 0 ? "GB18030" : found;
	/* What the C library keeps for itself takes the machine's own layout. */
	if (strncmp(key, "INTERNAL", 8) == 0 || strncmp(key, "WCHAR", 5) == 0 ||
	    strncmp(key, "UCS", 3) == 0)
		return NULL;
	return name;
}

const char *charset_name(struct arena *a, const char *declared)
{
	const char *name = declared ? resolve(a, declared) : NULL;

	return name && !*name ? "ASCII" : name;
}

static bool find_wide(const char *name, struct charset *ret, bool *either_endian)
{
	const char *order;

	if (strncmp(name, "UTF-16", 6) != 0 && strncmp(name, "UTF-32", 6) != 0)
		return false;
	order = name + 6;
	*ret = (struct charset){ .kind = CHARSET_WIDE, .width = name[4] == '1' ? 2 : 4,
				 .big_endian = strcmp(order, "BE") == 0 };
	*either_endian = !*order;
	return true;
}

enum charset_known charset_find(struct arena *a, const char *declared, struct charset *ret,
				bool *either_endian)
{
	const char *name;

	*either_endian = false;
	if (!declared || !*declared)
		return CHARSET_NO_CLAIM;
	name = resolve(a, declared);
	if (!name)
		return CHARSET_UNKNOWN;
	if (!*name)
		return CHARSET_NO_CLAIM;
	if (strcmp(name, "UTF-8") == 0)
		*ret = charset_utf8;
	else if (strcmp(name, "CP1252") == 0)
		*ret = charset_windows_1252;
	else if (strcmp(name, "CP1254") == 0)
		*ret = charset_windows_1254;
	else if (strcmp(name, "ISO-8859-15") == 0)
		*ret = charset_iso_8859_15;
	else if (!find_wide(name, ret, either_endian) && !charset_open_iconv(a, name, ret))
		return CHARSET_UNKNOWN;
	return CHARSET_KNOWN;
}
