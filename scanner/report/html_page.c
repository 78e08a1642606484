/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report/html_page.c - head, style and foot of a page.
 *
 * The policy in the head forbids every fetch and script, and allows just this style, by its
 * digest: should anything of a document ever get through as markup, it still does nothing.
 */
#include <stdlib.h>
#include "base/digest.h"
#include "report/html.h"

static const char style[] =
	":root{color-scheme:light dark;--ink:#1b1b1f;--soft:#4b4d57;--paper:#fff;--card:#f3f4f7;"
	"--line:#c9ccd6;--blue:#154273;--bar:#1f5fa8;--mark:#ffe27a;--markink:#1b1b1f;"
	"--bad:#a3231b;--ok:#1e6b34}\n"
	"@media(prefers-color-scheme:dark){:root{--ink:#eceef4;--soft:#b9bdca;--paper:#15171c;"
	"--card:#20232b;--line:#454a58;--blue:#9cc4f2;--bar:#6fa8e6;--mark:#7a5c00;"
	"--markink:#fff;--bad:#ff9d94;--ok:#8fd6a4}}\n"
	"*{box-sizing:border-box}\n"
	"body{margin:0;background:var(--paper);color:var(--ink);"
	"font:1rem/1.55 system-ui,'Segoe UI',Verdana,Arial,sans-serif}\n"
	"header,main,footer,nav.pages{max-width:62rem;margin:0 auto;padding:0 1.25rem}\n"
	"header{padding-top:1.5rem;border-top:.5rem solid var(--blue)}\n"
	"h1{font-size:1.75rem;line-height:1.25;margin:.25rem 0 .5rem;color:var(--blue)}\n"
	"h2{font-size:1.35rem;margin:2.25rem 0 .75rem;padding-bottom:.25rem;color:var(--blue);"
	"border-bottom:2px solid var(--line)}\n"
	"h3{font-size:1.05rem;margin:1.5rem 0 .5rem}\n"
	"p{margin:.5rem 0}a{color:var(--blue)}\n"
	"bdi,td,th,code,dd{overflow-wrap:anywhere}\n"
	".soft{color:var(--soft)}.lead{font-size:1.1rem}\n"
	".cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem;"
	"margin:1rem 0;padding:0;list-style:none}\n"
	".cards li{background:var(--card);border-radius:.4rem;padding:.75rem 1rem}\n"
	".cards b{display:block;font-size:1.6rem;line-height:1.2}\n"
	".charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));"
	"gap:.5rem 2.5rem}\n"
	"svg{width:100%;height:auto;display:block;font-size:14px}\n"
	"svg text{fill:var(--ink)}svg text.n{text-anchor:end}\n"
	"svg rect{fill:var(--bar)}svg rect.bg{fill:var(--card)}\n"
	"table{border-collapse:collapse;width:100%;margin:.5rem 0;font-size:.95rem}\n"
	"th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;"
	"border-bottom:1px solid var(--line);font-weight:normal}\n"
	"thead th{font-weight:bold}.n{text-align:right;white-space:nowrap;"
	"font-variant-numeric:tabular-nums}\n"
	"details{margin:.4rem 0}summary{cursor:pointer;color:var(--blue);padding:.2rem 0}\n"
	".reason{border-left:.3rem solid var(--bad);background:var(--card);padding:.6rem 1rem;"
	"margin:.75rem 0;border-radius:0 .4rem .4rem 0}.reason.mild{border-color:var(--line)}\n"
	".reason h3{margin:0}.files{margin:.3rem 0;padding-left:1.2rem}\n"
	".do::before{content:'\\2192\\00a0'}\n"
	".doc{margin:2.25rem 0}.doc h2,.doc h3{font-size:1.1rem;color:var(--ink);border:0;"
	"border-top:2px solid var(--line);padding-top:.75rem;margin:1.5rem 0 .5rem}\n"
	".psg{margin:.75rem 0;padding:.6rem .9rem;background:var(--card);border-radius:.4rem}\n"
	".psg .at{margin:0;font-size:.9rem;color:var(--soft)}\n"
	".psg blockquote{margin:.35rem 0;unicode-bidi:isolate;overflow-wrap:anywhere}\n"
	"mark{background:var(--mark);color:var(--markink);padding:0 .15em;border-radius:.2em;"
	"font-weight:600}\n"
	":target{outline:3px solid var(--bar);outline-offset:2px}\n"
	".odd,.tab{color:var(--soft);font-size:.85em}mark .odd,mark .tab{color:inherit}\n"
	".finds{margin:.3rem 0 0;padding:0;list-style:none;font-size:.9rem}\n"
	".finds>li{margin:.2rem 0}.finds details{margin:0}\n"
	".finds summary{color:var(--ink)}.finds dl{margin:.2rem 0 .5rem 1.2rem;font-size:.9rem}\n"
	".tied{margin:0 0 .3rem 1.2rem;color:var(--soft)}\n"
	"dt{font-weight:600}dd{margin:0 0 .3rem}code{font-size:.9em}\n"
	"nav.pages p{display:flex;gap:1.25rem;flex-wrap:wrap}\n"
	"footer{margin-top:3rem;padding-bottom:2rem;font-size:.9rem;color:var(--soft)}\n"
	"@page{margin:15mm}\n"
	"@media print{:root{color-scheme:light;--ink:#000;--soft:#333;--paper:#fff;--card:#fff;"
	"--line:#999;--blue:#000;--bar:#444;--mark:#ddd;--markink:#000;--bad:#000;--ok:#000}\n"
	"body{font-size:10pt}nav.pages,.chart summary,.reason summary{display:none}"
	".chart details::details-content,.reason details::details-content"
	"{content-visibility:visible;block-size:auto}"
	"header,main,footer{max-width:none;padding:0}\n"
	".psg,.reason,.cards li{border:1px solid #999}.psg,.chart,tr,.reason{break-inside:avoid}\n"
	"h2,h3{break-after:avoid}mark{text-decoration:underline}"
	"rect,mark{print-color-adjust:exact}a{text-decoration:none}}\n";

void html_page_begin(const struct html *h, const char *title)
{
	uint8_t digest[DIGEST_LEN];
	struct buf b = {0};

	digest_of(style, sizeof(style) - 1, digest);
	json_base64(&b, digest, sizeof(digest)); /* with its quotes */
	fprintf(h->to,
		"<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		"style-src 'sha256-%.*s'; base-uri 'none'; form-action 'none'\">\n"
		"<meta name=\"referrer\" content=\"no-referrer\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
		html_say(h, "nl", "en"), (int)b.len - 2, b.bytes + 1);
	html_text(h->to, title);
	fprintf(h->to, "</title>\n<style>%s</style>\n</head>\n<body>\n", style);
	buf_free(&b);
}

void html_page_end(const struct html *h)
{
	fprintf(h->to, "<footer><p>%s</p>\n<p>vindplaats %s</p></footer>\n</body>\n</html>\n",
		html_say(h,
			 "Een vondst is een aanwijzing, geen vaststelling: een mens beoordeelt "
			 "haar. Dit rapport bevat persoonsgegevens: deel het niet verder dan nodig.",
			 "A hit is a pointer, not a finding of fact: a person judges it. This "
			 "report holds personal data: share it no further than needed."),
		VP_VERSION);
}
