# SPDX-License-Identifier: EUPL-1.2
"""tests/oracle/office_made.py - invented office documents from a seed, as odd as real ones get.

make(random, kind) gives the bytes of one; rtf documents come with their words, since no walk of
ours reads RTF. What XML allows is used: entities, character references, CDATA, comments inside
words, runs that split words, boxes in paragraphs, tables in cells, changes across runs.
"""
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

WORDS = ("Jan de Vries Mohamed Testaoui Gouda Utrecht overleg morgen café Müller Şahin naïef Łukasz zaak mevrouw Proef "
         "coördinatie België's 1234AB €50 „citaat” x<y a&b Δημήτρης Пётр 山田太郎 شهرزاد e\u0301cole 0612345678 "
         "IJsselstraat ﬁnale 𝒜lgebra hoofd-kantoor").split()
KINDS = ("docx", "xlsx", "pptx", "odt", "ods", "odp", "fodt", "flatopc", "rtf")
W = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/'
     'officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
     'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"')
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
O = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0"' for p, u in (
    ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"), ("svg", "svg-compatible"),
    ("presentation", "presentation"), ("meta", "meta"))) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'


def some(r, most=8):
    return " ".join(r.choice(WORDS) for _ in range(r.randint(1, most)))


def chars(r, text):
    """The text as XML may write it."""
    if r.random() < .05 and "]]>" not in text:
        return f"<![CDATA[{text}]]>"
    out = []
    for c in text:
        if c in "<&":
            out.append(r.choice(("&lt;", "&#60;", "&#x3C;")) if c == "<" else r.choice(("&amp;", "&#38;")))
        elif r.random() < .01:
            out.append(r.choice((f"&#{ord(c)};", f"&#x{ord(c):x};", c + "<!-- stil -->")))
        else:
            out.append(c)
    return "".join(out)


def pieces(r, text):
    at = 0
    while at < len(text):
        n = r.choice((1, 2, 5, 40, 400))
        yield text[at:at + n]
        at += n


# --- Word

def runs(r, text, tag="t"):
    hidden = "<w:vanish/>" if tag == "t" and r.random() < .05 else ""
    text = f" {text} " if hidden else text
    return "".join(f'<w:r>{r.choice(("", "<w:rPr><w:b/></w:rPr>")) if not hidden else f"<w:rPr>{hidden}</w:rPr>"}'
                   f'<w:{tag} xml:space="preserve">{chars(r, p)}</w:{tag}></w:r>' for p in pieces(r, text))


def paragraph(r, depth=0):
    out = [runs(r, some(r))]
    for _ in range(r.randint(0, 3)):
        kind = r.randrange(9)
        text = " " + some(r, 4) + " "
        if kind == 0:
            out.append(f"<w:ins w:id='1' w:author={quoteattr(some(r, 2))}>{runs(r, text)}</w:ins>")
        elif kind == 1:
            out.append(f"<w:del w:id='2' w:author={quoteattr(some(r, 2))}>{runs(r, text, 'delText')}</w:del>")
        elif kind == 2 and depth < 2:
            box = f"<w:txbxContent>{paragraph(r, depth + 1)}</w:txbxContent>"
            out.append(f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}"
                       "</mc:Fallback></mc:AlternateContent></w:r>")
        elif kind == 3:
            out.append(f"<w:hyperlink r:id='rId9'>{runs(r, text)}</w:hyperlink>")
        elif kind == 4:
            out.append(f"<w:sdt><w:sdtContent>{runs(r, text)}</w:sdtContent></w:sdt>")
        elif kind == 5:
            out.append(f"<w:r><wp:docPr id='1' name='x' descr={quoteattr(some(r, 4))}/></w:r>")
        elif kind == 6:
            out.append("<w:r><w:tab/><w:br/></w:r>" + runs(r, text))
        elif kind == 7:
            out.append(f"<w:smartTag>{runs(r, text)}</w:smartTag>")
        else:
            out.append(runs(r, text))
    return f"<w:p>{''.join(out)}</w:p>"


def blocks(r, depth=0):
    out = []
    for _ in range(r.randint(1, 5)):
        if r.random() < .2 and depth < 3:
            row = "".join(f"<w:tc>{blocks(r, depth + 1)}</w:tc>" for _ in range(r.randint(1, 3)))
            out.append(f"<w:tbl>{f'<w:tr>{row}</w:tr>' * r.randint(1, 2)}</w:tbl>")
        else:
            out.append(paragraph(r))
    return "".join(out)


def word_parts(r):
    space = STRICT + ' xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships"' if r.random() < .2 else W
    parts = {"word/document.xml": f"<w:document {space}><w:body>{blocks(r)}</w:body></w:document>",
             "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
                                  f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{chars(r, some(r, 2))}</dc:creator>'
                                  "</cp:coreProperties>",
             "word/_rels/document.xml.rels": RELS % ('<Relationship Id="rId9" Type="h" Target="https://voorbeeld.example/jan" '
                                                     'TargetMode="External"/>')}
    for root, name in (("hdr", "header1"), ("ftr", "footer1"), ("footnotes", "footnotes"), ("endnotes", "endnotes")):
        if r.random() < .5:
            inner = blocks(r, 2)
            inner = f"<w:{root[:-1]} w:id='1'>{inner}</w:{root[:-1]}>" if root.endswith("notes") else inner
            parts[f"word/{name}.xml"] = f"<w:{root} {space}>{inner}</w:{root}>"
    if r.random() < .5:
        parts["word/comments.xml"] = (f"<w:comments {space}><w:comment w:id='0' w:author={quoteattr(some(r, 2))}>"
                                      f"{paragraph(r)}</w:comment></w:comments>")
    if r.random() < .2:
        parts["customXml/item1.xml"] = f"<zaak><naam>{chars(r, some(r))}</naam></zaak>"
    return parts


def flat_opc(r):
    parts = "".join(f'<pkg:part pkg:name="/{n}"><pkg:xmlData>{x}</pkg:xmlData></pkg:part>' for n, x in word_parts(r).items())
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{parts}</pkg:package>'.encode()


# --- Excel and PowerPoint

def excel_parts(r):
    strings = [some(r) for _ in range(r.randint(1, 20))]
    sheets, names, rels = {}, [], []
    for n in range(1, r.randint(2, 4)):
        rows = []
        for row in range(1, r.randint(2, 12)):
            cells = []
            for column in range(r.randint(1, 5)):
                place = f'r="{chr(65 + column)}{row}"'
                kind = r.randrange(4)
                if kind == 0:
                    cells.append(f'<c {place} t="inlineStr"><is><r><t>{chars(r, some(r))}</t></r><r><t>{chars(r, some(r))}</t></r></is></c>')
                elif kind == 1:
                    cells.append(f'<c {place} t="str"><f>A1</f><v>{escape(some(r))}</v></c>')
                else:
                    cells.append(f'<c {place} t="s"><v>{r.randrange(len(strings))}</v></c>')
            rows.append(f"<row{r.choice(('', ' hidden=%s' % quoteattr('1')))}>{''.join(cells)}</row>")
        sheets[f"xl/worksheets/sheet{n}.xml"] = f"<worksheet {S}><sheetData>{''.join(rows)}</sheetData></worksheet>"
        names.append(f"<sheet name={quoteattr(some(r, 2))} state='{r.choice(('visible', 'hidden'))}' r:id='r{n}'/>")
        rels.append(f'<Relationship Id="r{n}" Type="x" Target="worksheets/sheet{n}.xml"/>')
    return {"xl/workbook.xml": f"<workbook {S}><sheets>{''.join(names)}</sheets></workbook>", "xl/_rels/workbook.xml.rels": RELS % "".join(rels),
            "xl/sharedStrings.xml": f"<sst {S}>{''.join(f'<si><t>{chars(r, s)}</t></si>' for s in strings)}</sst>", **sheets}


def powerpoint_parts(r):
    def shapes():
        return "".join(f"<p:sp><p:txBody>{''.join(f'<a:p>{slide_runs()}</a:p>' for _ in range(r.randint(1, 3)))}</p:txBody></p:sp>"
                       for _ in range(r.randint(1, 3)))

    def slide_runs():
        return "".join(f"<a:r><a:t>{chars(r, p)}</a:t></a:r>" for p in pieces(r, some(r)))
    parts = {"ppt/presentation.xml": f"<p:presentation {P}/>"}
    for n in range(1, r.randint(2, 5)):
        parts[f"ppt/slides/slide{n}.xml"] = f"<p:sld {P} show='{r.choice('01')}'>{shapes()}</p:sld>"
    parts["ppt/notesSlides/notesSlide1.xml"] = f"<p:notes {P}>{shapes()}</p:notes>"
    return parts


# --- OpenDocument

def odf_paragraph(r, depth=0):
    out = [chars(r, some(r))]
    for _ in range(r.randint(0, 3)):
        kind = r.randrange(7)
        text = chars(r, some(r, 4))
        if kind == 0:
            out.append(f"<text:span>{text}</text:span>")
        elif kind == 1:
            out.append(f"<text:s text:c='2'/><text:tab/><text:line-break/>{text}")
        elif kind == 2 and depth < 2:
            out.append(f"<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body>"
                       f"{odf_paragraph(r, depth + 1)}</text:note-body></text:note>")
        elif kind == 3 and depth < 2:
            out.append(f"<office:annotation><dc:creator>{text}</dc:creator><dc:date>2020-01-01T00:00:00</dc:date>"
                       f"{odf_paragraph(r, depth + 1)}</office:annotation>")
        elif kind == 4 and depth < 2:
            out.append(f"<draw:frame><draw:text-box>{odf_paragraph(r, depth + 1)}</draw:text-box></draw:frame>")
        elif kind == 5:
            out.append(f"<text:a xlink:href='https://voorbeeld.example/x'>{text}</text:a>")
        else:
            out.append(" " + text)
    glue = " " if depth else ""  # what stands in one note with another inside it is two paragraphs of one lane
    return f"<text:p>{glue.join(out)}</text:p>"


def odf_body(r, kind):
    if kind == "text":
        table = f"<table:table><table:table-row><table:table-cell>{odf_paragraph(r)}</table:table-cell></table:table-row></table:table>"
        return "".join(odf_paragraph(r) for _ in range(r.randint(1, 6))) + r.choice(("", table))
    if kind == "spreadsheet":
        rows = "".join("<table:table-row>" + "".join(f"<table:table-cell office:value-type='string'>{odf_paragraph(r, 2)}</table:table-cell>"
                                                     for _ in range(r.randint(1, 4))) + "</table:table-row>" for _ in range(r.randint(1, 8)))
        return f"<table:table table:name={quoteattr(some(r, 2))}>{rows}</table:table>"
    return "".join(f"<draw:page><draw:frame><draw:text-box>{odf_paragraph(r, 2)}</draw:text-box></draw:frame><presentation:notes>"
                   f"<draw:frame><draw:text-box>{odf_paragraph(r, 2)}</draw:text-box></draw:frame></presentation:notes></draw:page>"
                   for _ in range(r.randint(1, 4)))


def odf_parts(r, kind):
    return {"mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {O}><office:body><office:{kind}>{odf_body(r, kind)}</office:{kind}></office:body>"
                           "</office:document-content>",
            "styles.xml": f"<office:document-styles {O}><office:master-styles><style:master-page><style:header>{odf_paragraph(r, 2)}"
                          "</style:header></style:master-page></office:master-styles></office:document-styles>",
            "meta.xml": f"<office:document-meta {O}><office:meta><dc:title>{chars(r, some(r))}</dc:title></office:meta></office:document-meta>"}


def flat_odf(r):
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {O} office:mimetype="application/vnd.oasis.opendocument.text">'
            f"<office:body><office:text>{odf_body(r, 'text')}</office:text></office:body></office:document>").encode()


# --- RTF

def rtf_chars(r, text):
    out = []
    for c in text:
        ansi = c.encode("cp1252", "ignore")
        if c in "\\{}":
            out.append("\\" + c)
        elif ord(c) < 128:
            out.append(c)
        elif len(ansi) == 1 and r.random() < .5:
            out.append(f"\\'{ansi[0]:02x}")
        else:
            units = c.encode("utf-16-le")
            for i in range(0, len(units), 2):
                n = int.from_bytes(units[i:i + 2], "little")
                out.append(f"\\u{n - 65536 if n > 32767 else n} ?")
    return "".join(out)


def rtf(r):
    lines, out = [], ["{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Arial;}}{\\info{\\author Maker}}\n"]
    for _ in range(r.randint(1, 8)):
        text = some(r)
        lines.append(text)
        inner = "".join(r.choice(("%s", "{\\b %s}", "{\\i\\f0 %s}", "\\b0 %s")) % rtf_chars(r, p) for p in pieces(r, text))
        out.append(r.choice(("\\pard %s\\par\n", "\\pard\\intbl %s\\cell\\row\n", "{\\header \\pard %s\\par}\n", "\\pard x{\\footnote \\pard %s}\\par\n")) % inner)
    return "".join(out).encode() + b"}", lines


def package(r, parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, data in parts.items():
            head = "" if name == "mimetype" else r.choice(('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', ""))
            data = head + data
            data = data.encode("utf-16") if name.endswith(".xml") and not head and r.random() < .1 else data.encode()
            z.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_STORED if name == "mimetype" else r.choice((0, 8, 8)))
    return out.getvalue()


def make(r, kind):
    """The bytes, and the lines in it where no walk can tell (else None)."""
    if kind == "rtf":
        return rtf(r)
    if kind == "fodt":
        return flat_odf(r), None
    if kind == "flatopc":
        return flat_opc(r), None
    parts = {"docx": word_parts, "xlsx": excel_parts, "pptx": powerpoint_parts}.get(kind)
    odf = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}.get(kind)
    return package(r, parts(r) if parts else odf_parts(r, odf)), None


def main():
    """office_made.py FOLDER COUNT SEED: so many of each kind."""
    import os
    import random
    import sys
    folder, r = sys.argv[1], random.Random(int(sys.argv[3]))
    # words of which some are hits, so that their places can be checked
    WORDS.extend(("j.jansen@voorbeeld.nl", "BSN 123456782", "4 mei 1980", "tel. 010-1234567", "Łukasz Kowalski", "Jan de Vries"))
    os.makedirs(folder, exist_ok=True)
    for kind in KINDS:
        for i in range(int(sys.argv[2])):
            with open(os.path.join(folder, f"{kind}{i}.{'xml' if kind == 'flatopc' else kind}"), "wb") as f:
                f.write(make(r, kind)[0])


if __name__ == "__main__":
    main()
