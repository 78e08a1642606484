/* SPDX-License-Identifier: EUPL-1.2 */
/* tests/fuzz/fuzz_rows.c - what a worker process that was taken over may send: messages and rows. */
#include "scan/rows.h"
#include "scan/wire.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

static struct ruleset *rules;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct fail f;

	(void)argc;
	(void)argv;
	if (ruleset_load("patterns", &rules, &f) < 0)
		abort();
	return 0;
}

/* What is taken can be written and taken again, and is the same. */
static void try_part(const char *bytes, size_t len)
{
	struct part_report p, again;
	struct document_facts facts, room;
	struct buf b = { 0 };

	if (!row_get_part(bytes, len, &p, &facts))
		return;
	row_put_part(&b, &p);
	assert(row_get_part(b.bytes, b.len, &again, &room));
	assert(!strcmp(p.part, again.part) && p.n_reasons == again.n_reasons);
	free((void *)p.reasons);
	free((void *)again.reasons);
	buf_free(&b);
}

static void try_hit(const char *bytes, size_t len)
{
	struct hit h, again;
	struct buf b = { 0 };
	size_t document, same;

	if (!row_get_hit(bytes, len, rules, &h, &document))
		return;
	row_put_hit(&b, &h, document);
	assert(row_get_hit(b.bytes, b.len, rules, &again, &same) && same == document);
	assert(!strcmp(h.value, again.value) && h.n_ties == again.n_ties);
	free((void *)h.ties);
	free((void *)again.ties);
	buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct wire w;
	enum message kind;
	const char *bytes;
	size_t size;

	try_part((const char *)data, len);
	try_hit((const char *)data, len);
	wire_init(&w, -1);
	buf_add(&w.in, data, len);
	while (wire_next(&w, &kind, &bytes, &size) == 1) {
		try_part(bytes, size);
		try_hit(bytes, size);
	}
	wire_close(&w);
	return 0;
}
