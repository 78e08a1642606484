/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scan/sandbox.h - what a process that reads documents of strangers can no longer do.
 *
 * After sandbox_enter() it has the descriptors it was given and nothing else: it opens no file,
 * makes no socket, starts no program, traces and signals no other process, makes no memory
 * executable. That is held twice: by seccomp (a list of allowed system calls) and by Landlock (no
 * right on any file, no network, where the kernel has it). With limits on memory, file size and
 * descriptors, without privileges and without core dumps.
 *
 * What needs files must be done before: compiling patterns, loading charsets, the locale.
 * A build with sanitizers gets none of it but the loss of privileges: they need what it forbids.
 */
#ifndef VP_SANDBOX_H
#define VP_SANDBOX_H
#include "base/base.h"

enum { SANDBOX_SECCOMP = 1, SANDBOX_LANDLOCK = 2, SANDBOX_MEMORY = 4, SANDBOX_WHOLE = 7 };
/* memory: bytes it may take beyond what it has now. Gives what could be had, as bits. */
unsigned sandbox_enter(uint64_t memory);
/* For a process that only starts others: no privileges to gain, no core dumps. */
void sandbox_shed_privileges(void);
#endif
