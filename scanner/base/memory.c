/* SPDX-License-Identifier: EUPL-1.2 */
/* base/memory.c - allocation that does not fail, and struct fail. */
#include "base/base.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void (*on_exhaustion)(void);

void memory_on_exhaustion(void (*leave)(void))
{
	on_exhaustion = leave;
}

/* The store is transactional: what was committed is kept, and the same command goes on. */
_Noreturn void memory_exhausted(void)
{
	if (on_exhaustion)
		on_exhaustion();
	fputs("vindplaats: out of memory; run the same command again to go on\n", stderr);
	abort();
}

static void *checked(void *got)
{
	if (!got)
		memory_exhausted();
	return got;
}

void *xmalloc(size_t size)
{
	return checked(malloc(size ? size : 1));
}

void *xcalloc(size_t count, size_t size)
{
	return checked(calloc(count ? count : 1, size ? size : 1));
}

void *xrealloc(void *old, size_t size)
{
	return checked(realloc(old, size ? size : 1));
}

char *xstrndup(const char *s, size_t len)
{
	char *copy = xmalloc(len + 1);

	if (len)
		memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *xstrdup(const char *s)
{
	return xstrndup(s, strlen(s));
}

char *xformat(const char *format, ...)
{
	va_list args;
	char *s = NULL;

	va_start(args, format);
	int len = vasprintf(&s, format, args);
	va_end(args);
	return checked(len < 0 ? NULL : s);
}

int fail_set(struct fail *f, int code, const char *format, ...)
{
	va_list args;

	f->code = code;
	va_start(args, format);
	vsnprintf(f->text, sizeof(f->text), format, args);
	va_end(args);
	return -1;
}
