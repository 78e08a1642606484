/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd/corpus/sarif.c - what is not as expected, as SARIF: it stands beside the expectation in a
 * review. */
#include <stdlib.h>
#include <string.h>
#include "base/digest.h"
#include "cmd/corpus/corpus.h"
#include "report/sarif.h"

/* The expectation if there is one to change, else the input. */
static char *file_of(const struct fixture *x, enum note_kind kind)
{
	if (kind == NOTE_UNREFERENCED)
		return xstrdup(x->folder);
	return xformat("%s/%s", x->folder,
		       kind == NOTE_LEDGER ? "expected.ledger" : "expected.jsonl");
}

static void put_note(struct sarif *s, const struct fixture *x, const struct note *n)
{
	char *path = file_of(x, n->kind), *all = xformat("%s %s %s", x->name, note_word(n->kind), n->text);
	char *message = xformat("%s: %s", note_word(n->kind), n->text);
	uint8_t digest[DIGEST_LEN];
	char hex[2 * DIGEST_LEN + 1];

	digest_of(all, strlen(all), digest);
	hex_print(hex, digest, DIGEST_LEN);
	sarif_result(s, &(struct sarif_result){.rule = note_word(n->kind), .rule_index = n->kind,
					       .level = "error", .message = message, .path = path,
					       .fingerprint = hex});
	free(path);
	free(all);
	free(message);
}

void corpus_print_sarif(const struct corpus *c, FILE *to)
{
	struct sarif_rule rules[N_NOTE_KINDS];
	struct sarif s;

	for (enum note_kind k = 0; k < N_NOTE_KINDS; k++)
		rules[k] = (struct sarif_rule){note_word(k), note_about(k)};
	sarif_begin(&s, to, rules, N_NOTE_KINDS);
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->fixtures[i].n_notes; k++)
			put_note(&s, &c->fixtures[i], &c->fixtures[i].notes[k]);
	sarif_run(&s, true, NULL, NULL);
	sarif_end(&s);
}
