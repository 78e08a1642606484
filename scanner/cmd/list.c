/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/list.c - the table of commands, made from list.inc. */
#include "cmd/cmd.h"

#define COMMAND(word) extern const struct command word##_command;
#include "cmd/list.inc"
#undef COMMAND
const struct command *const commands[] = {
#define COMMAND(word) &word##_command,
#include "cmd/list.inc"
#undef COMMAND
	NULL,
};
