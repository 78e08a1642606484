/* SPDX-License-Identifier: EUPL-1.2 */
/* format/known_check.h - what known.c looks at beyond a magic number; nobody else includes it. */
#ifndef VP_KNOWN_CHECK_H
#define VP_KNOWN_CHECK_H
#include "format/known.h"

enum known_id {
#define KNOWN(id, name, about, how, reason) KNOWN_##id,
#include "format/known.inc"
#undef KNOWN
	N_KNOWN
};
/* Called where the magic number stands; may change *id to what it is more exactly. False: it is
 * not that after all. Bytes past the magic may be missing: p->len. */
typedef bool known_check_fn(const struct probe *p, enum known_id *id);
known_check_fn known_is_bmp, known_is_gpg, known_is_ico, known_is_exe, known_is_font, known_is_mp3,
	known_is_arj, known_is_pkcs7, known_is_emf, known_which_fat, known_which_pem, known_which_riff,
	known_which_brand, known_which_ole;
/* Reads on until it knows. */
bool known_is_locked_pdf(struct stream *in);
#endif
