#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Office documents as LibreOffice reads them, to compare with `vindplaats text`.

    office_convert.py VINDPLAATS [FILE...]      exit 1 if words are missing

Each file (or, without one, documents made here) is converted by LibreOffice to every other format
of its kind and, for words, to plain text. Then every word that LibreOffice shows must stand in some
lane of ours, of the file itself and of each conversion. Only words are compared: where notes, boxes
and comments stand differs by design. Words that LibreOffice makes up itself (numbers of pages and
lists) do not count.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

KINDS = {
    "writer": (("odt", "docx", "rtf", "fodt", "docm"), "txt:Text (encoded):UTF8"),
    "calc": (("ods", "xlsx", "fods"), "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,false,false,false,-1"),
    "impress": (("odp", "pptx", "fodp"), None),
}
NS = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0"' for p, u in (
    ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
    ("svg", "svg-compatible"), ("presentation", "presentation"), ("fo", "xsl-fo-compatible"),
    ("meta", "meta"))) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'


def flat(kind, body, styles="", meta="", pages=""):
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {NS} office:version="1.2" '
            f'office:mimetype="application/vnd.oasis.opendocument.{kind}"><office:meta>{meta}</office:meta>'
            f"<office:automatic-styles>{styles}</office:automatic-styles>{pages}<office:body>{body}</office:body></office:document>")


TEXT = flat("text", """<office:text><text:tracked-changes>
<text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>Wendel Wijzig</dc:creator>
<dc:date>2020-01-01T00:00:00</dc:date></office:change-info><text:p>doorgehaald </text:p></text:deletion></text:changed-region>
<text:changed-region text:id="c2"><text:insertion><office:change-info><dc:creator>Wendel Wijzig</dc:creator>
<dc:date>2020-01-01T00:00:00</dc:date></office:change-info></text:insertion></text:changed-region></text:tracked-changes>
<text:h text:outline-level="1">Verslag van het overleg</text:h>
<text:p>Aanwezig: Yusuf de Wit<text:span text:style-name="T2">-Ćorić</text:span>, Zoë<text:tab/>Łukasz<text:line-break/>en Δημήτρης, Пётр, 山田.</text:p>
<text:p>Voor <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>toegevoegd <text:change-end text:change-id="c2"/>na.
<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Voetnoottekst onderaan</text:p></text:note-body></text:note>
<office:annotation><dc:creator>Anna Opmerker</dc:creator><dc:date>2020-01-01T00:00:00</dc:date><text:p>Kanttekening hierbij</text:p></office:annotation></text:p>
<text:p><text:span text:style-name="T1">verborgenwoord</text:span> <text:a xlink:href="mailto:adres@voorbeeld.example">schakel</text:a></text:p>
<text:p><draw:frame text:anchor-type="paragraph" svg:width="5cm" svg:height="2cm"><draw:text-box><text:p>Kadertekst hier</text:p></draw:text-box></draw:frame>omloop</text:p>
<table:table table:name="T"><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell><text:p>Naamkolom</text:p></table:table-cell>
<table:table-cell><text:p>Stadkolom</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>Achmed</text:p><text:p>Tweede</text:p></table:table-cell>
<table:table-cell><text:p>Eindhoven</text:p></table:table-cell></table:table-row></table:table>
<text:list><text:list-item><text:p>eerste punt</text:p></text:list-item></text:list></office:text>""",
            """<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:page-layout style:name="pm1"><style:page-layout-properties/><style:header-style/><style:footer-style/></style:page-layout>""",
            "<dc:title>Titelveld</dc:title><meta:initial-creator>Maker Naamloos</meta:initial-creator><dc:creator>Laatste Bewerker</dc:creator>",
            """<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1"><style:header><text:p>Kopregeltekst</text:p></style:header>
<style:footer><text:p>Voetregeltekst</text:p></style:footer></style:master-page></office:master-styles>""")
CELLS = flat("spreadsheet", """<office:spreadsheet><table:table table:name="Blad een"><table:table-row><table:table-cell office:value-type="string"><text:p>Naam</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Geboren</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Nummer</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>Fatima <text:span>Özdemir</text:span></text:p><office:annotation><dc:creator>Anna</dc:creator><text:p>celopmerking</text:p></office:annotation></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="1984-05-06" table:style-name="d"><text:p>06-05-1984</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="123456782"><text:p>123456782</text:p></table:table-cell></table:table-row></table:table>
<table:table table:name="Tweede blad"><table:table-row><table:table-cell office:value-type="string" table:number-columns-repeated="2"><text:p>herhaald</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>""",
             """<number:date-style xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" style:name="N1"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>
<style:style style:name="d" style:family="table-cell" style:data-style-name="N1"/>""")
SLIDES = flat("presentation", """<office:presentation><draw:page draw:name="p1" draw:master-page-name="M"><draw:frame svg:width="5cm" svg:height="2cm"><draw:text-box><text:p>Diatitel Jansen</text:p></draw:text-box></draw:frame>
<presentation:notes><draw:frame presentation:class="notes" svg:width="5cm" svg:height="2cm"><draw:text-box><text:p>Sprekersnotitie</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>
<draw:page draw:name="p2" draw:master-page-name="M"><draw:custom-shape svg:width="5cm" svg:height="2cm"><text:p>Vormtekst</text:p></draw:custom-shape></draw:page></office:presentation>""",
              '<style:page-layout style:name="P"/>', "",
              '<office:master-styles><style:master-page style:name="M" style:page-layout-name="P"/></office:master-styles>')
MADE = {"tekst.fodt": TEXT, "cellen.fods": CELLS, "dias.fodp": SLIDES}
# What the made documents must give in every format: LibreOffice's own text leaves these out.
WANTED = {
    "tekst.fodt": "Yusuf Wit-Ćorić Zoë Łukasz Δημήτρης Пётр 山田 doorgehaald toegevoegd Voetnoottekst Kanttekening "
                  "verborgenwoord adres@voorbeeld.example schakel Kadertekst Achmed Tweede Eindhoven eerste Titelveld "
                  "Opmerker Wendel Maker Kopregeltekst Voetregeltekst",
    "cellen.fods": "Fatima Özdemir celopmerking 1984-05-06 123456782 herhaald Blad Tweede",
    "dias.fodp": "Diatitel Jansen Sprekersnotitie Vormtekst",
}


def convert(path, to, folder):
    subprocess.run(["soffice", "--headless", "--convert-to", to, "--outdir", folder, path],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180, check=False)


def ours(program, path):
    out = subprocess.run([program, "text", path], stdout=subprocess.PIPE, check=False).stdout
    return " ".join(json.loads(line)["text"] for line in out.splitlines())


def words(text):
    return set(re.findall(r"\w{3,}(?:[-@.]\w+)*", text))


def kind_of(path):
    end = path.rsplit(".", 1)[-1].lower()
    return next((k for k, (ends, _) in KINDS.items() if end in ends), "writer")


def check(program, path, folder, wanted):
    ends, plain = KINDS[kind_of(path)]
    shown = set(wanted)
    stem = os.path.splitext(os.path.basename(path))[0]
    if plain:
        convert(path, plain, folder)
        for name in os.listdir(folder):
            if name.startswith(stem) and name.endswith((".txt", ".csv")):
                with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as f:
                    shown |= words(f.read())
    lost = 0
    for end in ends:
        target = os.path.join(folder, stem + "." + end)
        if not os.path.exists(target):
            convert(path, end, folder)
        if not os.path.exists(target):
            continue
        text = ours(program, target)
        found = words(text)
        missing = sorted(w for w in shown if w not in found and w not in text)
        print(f"{'ok' if not missing else 'not ok'} {os.path.basename(target)}: {len(shown)} words", *missing[:12])
        lost += len(missing)
    return lost


def main():
    program, files = os.path.abspath(sys.argv[1]), sys.argv[2:]
    lost = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in files:
            lost += check(program, path, folder, [])
        if not files:
            for name, content in MADE.items():
                with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                    f.write(content)
            for name in MADE:
                lost += check(program, os.path.join(folder, name), folder, WANTED[name].split())
    return lost > 0


if __name__ == "__main__":
    sys.exit(main())
