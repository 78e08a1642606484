/* SPDX-License-Identifier: EUPL-1.2 */
/* base/reason.c - words of reasons and outcomes. */
#include "base/reason.h"
#include <errno.h>
#include <string.h>

static const char *const words[N_REASONS] = {
	[REASON_NONE] = "",
#define X(name, word) [REASON_##name] = word,
	REASONS(X)
#undef X
};

const char *reason_word(enum reason r)
{
	return words[r];
}

enum reason reason_from_word(const char *word)
{
	for (unsigned r = 1; r < N_REASONS; r++)
		if (!strcmp(words[r], word))
			return (enum reason)r;
	return REASON_NONE;
}

bool reason_leaves_ok(enum reason r)
{
	return r == REASON_NONE || r == REASON_GUESSED_CHARSET || r == REASON_DUPLICATE;
}

enum reason reason_from_errno(int error)
{
	switch (error) {
	case EACCES:
	case EPERM:
		return REASON_DENIED;
	case ENOENT:
	case ENOTDIR:
		return REASON_VANISHED;
	case ELOOP:
		return REASON_SYMLINK;
	case ENAMETOOLONG:
		return REASON_PATH_TOO_LONG;
	case ESTALE:
		return REASON_STALE;
	case ETIMEDOUT:
		return REASON_IO_TIMEOUT;
	default:
		return REASON_IO_ERROR;
	}
}

const char *outcome_word(enum outcome o)
{
	static const char *const outcomes[] = { "ok", "skipped", "partial", "failed" };

	return outcomes[o];
}
