/* SPDX-License-Identifier: EUPL-1.2 */
/* detect/checks/network.c - addresses and names of hosts. */
#include "detect/checks.h"
#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

static bool parses(int family, const char *value, size_t len)
{
	char text[INET6_ADDRSTRLEN + 1];
	struct in6_addr address;

	if (len >= sizeof(text))
		return false;
	memcpy(text, value, len);
	text[len] = '\0';
	return inet_pton(family, text, &address) == 1;
}

bool check_ipv4(const char *value, size_t len, const char *argument)
{
	(void)argument;
	return parses(AF_INET, value, len);
}

bool check_ipv6(const char *value, size_t len, const char *argument)
{
	(void)argument;
	return parses(AF_INET6, value, len);
}

/* A list of all top-level domains would be out of date next month; endings of file names are what
 * a host name is mistaken for in practice. */
static const char *const file_endings[] = {
	"aspx", "bak",  "bat", "bmp",  "conf", "css", "csv",  "dll", "doc",  "docm", "docx", "dot",
	"dotx", "eml",  "exe", "gif",  "gz",   "htm", "html", "ics", "ini",  "jar",  "jpeg", "jpg",
	"js",   "json", "jsp", "lnk",  "log",  "mdb", "mbox", "mp3", "mp4",  "msg",  "odp",  "ods",
	"odt",  "ost",  "pdf", "php",  "png",  "ppt", "pptx", "pst", "rar",  "rtf",  "svg",  "tar",
	"tif",  "tiff", "tmp", "txt",  "vsd",  "wav", "xls",  "xlsb", "xlsm", "xlsx", "xml", "yml",
};

bool check_tld(const char *value, size_t len, const char *argument)
{
	const char *dot = memrchr(value, '.', len);
	char label[25];

	(void)argument;
	if (!dot)
		return false;
	size_t n = (size_t)(value + len - dot) - 1;
	if (n < 2 || n >= sizeof(label))
		return false;
	memcpy(label, dot + 1, n);
	label[n] = '\0';
	for (size_t i = 0; i < ARRAY_LEN(file_endings); i++)
		if (!strcasecmp(label, file_endings[i]))
			return false;
	if (!strncasecmp(label, "xn--", 4))
		return n > 4;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)label[i];

		if (c < 0x80 && ((c | 0x20) < 'a' || (c | 0x20) > 'z'))
			return false;
	}
	return true;
}
