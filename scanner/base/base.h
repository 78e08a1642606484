/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/base.h - memory that dies with its owner, and the one way to say why a run stops.
 *
 * Ownership is one question: does it die with the document? Then it lives in an arena, and what
 * must be closed (descriptors, zlib and libxml2 states) registers itself with arena_defer() when
 * it is made; nothing else is ever closed by hand. Otherwise it has x_new()/x_free(), held by
 * AUTO(x) in the function that owns it. Every x_free() takes NULL.
 *
 * Out of memory aborts: the store is transactional, so the next run goes on from there.
 * Three kinds of trouble, three mechanisms: a bug asserts (also in release builds); an odd
 * document is a reason in the ledger (reason.h) and the scan goes on; a run that cannot go on
 * returns a negative int and fills a struct fail, up to main, which alone prints it.
 */
#ifndef VP_BASE_H
#define VP_BASE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t size);
/* Instead of the message and abort(), once, when there is no memory: for a process of which
 * another takes note. It must not return. Set before threads start. */
void memory_on_exhaustion(void (*leave)(void));
_Noreturn void memory_exhausted(void); /* for libraries that fail when there is none */
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t len);
char *xformat(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* One per worker, never shared between threads. Memory is zeroed when handed out and wiped when
 * taken back, since it held text of documents. */
struct arena;
struct arena *arena_new(size_t cap);
void *arena_get(struct arena *a, size_t size); /* zeroed, never NULL: see arena_full */
char *arena_copy(struct arena *a, const char *s, size_t len); /* adds a NUL */
char *arena_format(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
void arena_defer(struct arena *a, void (*close)(void *), void *thing);
bool arena_full(const struct arena *a); /* past its cap: every part's bytes end here */
size_t arena_mark(struct arena *a);
void arena_rewind(struct arena *a, size_t mark); /* runs defers newest first, wipes, frees */
void arena_free(struct arena *a);

#define AUTO(type) __attribute__((cleanup(type##_autofree))) struct type *
#define AUTO_DEFINE(type)                                                                          \
	static inline void type##_autofree(struct type **p)                                        \
	{                                                                                          \
		type##_free(*p);                                                                   \
	}
AUTO_DEFINE(arena)

/* Why the whole run cannot go on. code is an exit code of the contract (2, 4, 5, 6, 7) or an
 * errno; text is one sentence: what happened, to which file, what to do. Never text of a document. */
enum { EXIT_DONE = 0, EXIT_EXPECTATION = 1, EXIT_USAGE = 2, EXIT_INCOMPLETE = 3, EXIT_BROKE_OFF = 4,
       EXIT_IN_USE = 5, EXIT_DAMAGED = 6, EXIT_REFUSED = 7, EXIT_STOPPED_EARLY = 75 };
struct fail {
	int code;
	char text[400];
};
int fail_set(struct fail *f, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4))); /* gives -1: return fail_set(f, EXIT_USAGE, ...); */

#endif
