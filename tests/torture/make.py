#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""tests/torture/make.py FOLDER - bad inputs of every class that SECURITY.md names, and what each is to give.

Writes FOLDER/wanted.json: for each name the markers that must be found in it (mail addresses), the reasons of
which one must stand in its row, and whether it may be `ok`. All is made here; nothing is copied from anywhere.
"""
import bz2
import gzip
import io
import json
import lzma
import os
import random
import socket
import stat
import struct
import sys
import tarfile
import zipfile
import zlib

OUT = os.path.abspath(sys.argv[1])
wanted = {}
MIB = 1 << 20
BOMB = 200  # MiB of zeroes: well past where a ratio counts


def marker(name):
    return f"merk.{name.replace('_', '-').lower()}@voorbeeld.nl"


def text(name, n=""):
    return f"Geachte lezer,\n\nSchrijf vandaag nog aan {marker(name + n)} en wacht dan af.\n\n".encode()


def add(name, data, marks=("",), reasons=(), ok=None, ext="txt"):
    """marks: suffixes of the markers that must be found; ok: True, False, or None for either."""
    file = f"{name}.{ext}"
    with open(os.path.join(OUT, "in", file), "wb") as f:
        if isinstance(data, bytes):
            f.write(data)
        else:
            for piece in data:
                f.write(piece)
    note(file, [marker(name + m) for m in marks], reasons, ok)


def note(path, marks=(), reasons=(), ok=None, **more):
    wanted[path] = dict(markers=list(marks), reasons=list(reasons), ok=ok, **more)


def zipped(*members, method=zipfile.ZIP_DEFLATED, comment=b""):
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w", method) as z:
        for n, data in members:
            i = zipfile.ZipInfo(n, (2026, 1, 1, 0, 0, 0))
            i.compress_type = method
            z.writestr(i, data)
        z.comment = comment
    return b.getvalue()


def tarred(*members):
    b = io.BytesIO()
    with tarfile.open(fileobj=b, mode="w", format=tarfile.PAX_FORMAT) as t:
        for n, data in members:
            i = n if isinstance(n, tarfile.TarInfo) else tarfile.TarInfo(n)
            i.size = len(data)
            t.addfile(i, io.BytesIO(data))
    return b.getvalue()


def zeros(mib, compressor):
    """mib MiB of zeroes through a compressor object, without holding them."""
    out, block = [], bytes(MIB)
    for _ in range(mib):
        out.append(compressor.compress(block))
    return b"".join(out) + compressor.flush()


def raw_zip(members, directory=True, count=None):
    """members: (name, method, packed bytes, crc, size, offset or None); offset: stands where another one does."""
    b, rows = bytearray(), []
    for name, method, packed, crc, size, at in members:
        offset = len(b) if at is None else at
        if at is None:
            b += struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, method, 0, 0x5A21, crc, len(packed), size, len(name), 0) + name + packed
        rows.append(struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, method, 0, 0x5A21, crc, len(packed), size, len(name), 0, 0, 0, 0, 0,
                                offset) + name)
    start = len(b)
    if directory:
        for r in rows:
            b += r
        n = len(rows) if count is None else count
        b += struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, n & 0xFFFF, n & 0xFFFF, len(b) - start, start, 0)
    return bytes(b)


def member(name, data, at=None):
    c = zlib.compressobj(9, zlib.DEFLATED, -15)
    return (name, 8, c.compress(data) + c.flush(), zlib.crc32(data), len(data), at)


def docx(document, more=()):
    return zipped(("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                   '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
                   '"/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
                  ("_rels/.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                   '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
                   'Target="word/document.xml"/></Relationships>'), ("word/document.xml", document), *more)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body, head='<?xml version="1.0" encoding="UTF-8"?>'):
    return f"{head}<w:document {W}><w:body>{body}</w:body></w:document>"


def par(s):
    return f"<w:p><w:r><w:t>{s}</w:t></w:r></w:p>"


def mail(headers, body):
    return f"From: piet@voorbeeld.nl\nTo: kees@voorbeeld.nl\nDate: Thu, 1 Jan 2026 10:00:00 +0100\nSubject: proef\n{headers}\n".encode() + body


def bombs():
    flat = zeros(BOMB, zlib.compressobj(9, zlib.DEFLATED, -15))
    crc = 0
    for _ in range(BOMB):
        crc = zlib.crc32(bytes(MIB), crc)
    bomb = (b"bom.bin", 8, flat, crc, BOMB * MIB, None)
    for name, middle in (("zip_flat", [bomb]), ("zip_three", [bomb] * 3)):
        add(name, raw_zip([member(b"voor.txt", text(name, "1")), *middle, member(b"na.txt", text(name, "2"))]), ("1", "2"),
            ("limit-ratio", "limit-bytes"), False, "zip")
    add("zip_size_lies", raw_zip([member(b"voor.txt", text("zip_size_lies", "1")), (b"bom.bin", 8, flat, crc, 10, None),
                                  member(b"na.txt", text("zip_size_lies", "2"))]), ("1", "2"), (), False, "zip")
    inner = raw_zip([bomb])
    for depth in range(3):
        inner = zipped(*[(f"{i}.zip", inner) for i in range(10)])
    add("zip_42", zipped(("voor.txt", text("zip_42", "1")), ("lib.zip", inner), ("na.txt", text("zip_42", "2"))), ("1", "2"), (), False, "zip")
    kernel = member(b"kern", bytes(MIB))
    add("zip_overlap", raw_zip([member(b"voor.txt", text("zip_overlap", "1")), kernel] + [kernel[:5] + (len(text("x")) * 0,) for _ in range(300)]),
        ("1",), ("overlap", "corrupt", "limit-bytes", "limit-ratio", "hidden-member"), False, "zip")
    for name, c, ext in (("gz", zlib.compressobj(9, zlib.DEFLATED, 31), "gz"), ("bz2", bz2.BZ2Compressor(9), "bz2"),
                         ("xz", lzma.LZMACompressor(preset=1), "xz")):
        packed = zeros(BOMB, c)
        add(f"bomb_{name}", packed, (), ("limit-ratio", "limit-bytes"), False, ext)
        add(f"bomb_{name}_in_mail", mail("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=GRENS\n", b"--GRENS\n\n" + text(f"bomb_{name}_in_mail", "1")
            + b"--GRENS\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n" + __import__("base64").encodebytes(packed[:4 * MIB])
            + b"\n--GRENS\n\n" + text(f"bomb_{name}_in_mail", "2") + b"\n--GRENS--\n"), ("1", "2"), (), False, "eml")
    for mark, n in (("docx", 300), ("docx_whole", 5)):
        body = word(par(marker(f"bomb_{mark}1")) + par("een twee drie vier ") * 200000 * (n // 100 or 1) + par(marker(f"bomb_{mark}2")))
        add(f"bomb_{mark}", docx(body), ("1", "2") if mark == "docx_whole" else ("1",), (), None, "docx")
    many = zipped(*[(f"{i}.txt", b"") for i in range(70000)], ("laatste.txt", text("zip_many")))
    add("zip_many", many, ("",), (), None, "zip")
    many = tarred(*[(f"{i}.txt", b"x") for i in range(30000)], ("laatste.txt", text("tar_many")))
    add("tar_many", gzip.compress(many), ("",), (), None, "tar.gz")
    add("gz_many_members", b"".join([gzip.compress(b"x\n")] * 50000 + [gzip.compress(text("gz_many_members"))]), ("",), (), None, "gz")
    # A deflate stream that is its own start over: each level is the same archive again.
    selfish = zipped(("zelf.zip", b""))
    for _ in range(60):
        selfish = zipped(("zelf.zip", selfish), ("tekst.txt", text("zip_onion")), method=zipfile.ZIP_STORED)
    add("zip_onion", selfish, ("",), ("limit-depth",), False, "zip")


def nests():
    for name, pack, ext in (("gz", lambda d: gzip.compress(d, 1), "gz"), ("bz2", bz2.compress, "bz2"), ("xz", lambda d: lzma.compress(d, preset=0), "xz"),
                            ("zip", lambda d: zipped(("in", d)), "zip"), ("tar", lambda d: tarred(("in", d)), "tar")):
        for depth in (10, 40):
            data = text(f"nest_{name}_{depth}")
            for _ in range(depth):
                data = pack(data)
            add(f"nest_{name}_{depth}", data, ("",) if depth == 10 else (), () if depth == 10 else ("limit-depth",), depth == 10 or False, ext)
    for depth in (10, 60, 300):
        data = mail("", text(f"nest_message_{depth}", "1"))
        for _ in range(depth):
            data = mail("MIME-Version: 1.0\nContent-Type: message/rfc822\n", data)
        add(f"nest_message_{depth}", data, ("1",), ("limit-depth",) if depth > 64 else (), None if depth == 60 else depth < 60, "eml")
    for depth in (20, 500):
        body = text(f"nest_multipart_{depth}")
        for i in range(depth):
            body = (f'Content-Type: multipart/mixed; boundary="G{i}"\n\n--G{i}\n').encode() + (b"\n" if not i else b"") + body + f"\n--G{i}--\n".encode()
        add(f"nest_multipart_{depth}", mail("MIME-Version: 1.0", b"") + body, ("",), ("limit-depth",) if depth > 64 else (), depth < 64, "eml")
    n = 100000
    add("nest_html", b"<html><body>" + b"<div>" * n + text("nest_html") + b"</div>" * n, ("",), (), None, "html")
    add("nest_html_tables", b"<html><body>" + b"<table><tr><td>" * 20000 + text("nest_html_tables"), ("",), (), None, "html")
    add("nest_xml", b"<?xml version='1.0'?>" + b"<a>" * n + text("nest_xml") + b"</a>" * n, ("",), (), None, "xml")
    add("nest_json", b'{"a":' * n + b'"' + marker("nest_json").encode() + b'"' + b"}" * n, ("",), (), None, "json")
    add("nest_json_lists", b"[" * n + b'"' + marker("nest_json_lists").encode() + b'"' + b"]" * n, ("",), (), None, "json")
    add("nest_rtf", b"{\\rtf1 " + b"{" * n + text("nest_rtf") + b"}" * n + b"}", ("",), (), None, "rtf")
    add("nest_docx", docx(word("<w:p><w:r>" + "<w:ins>" * 3000 + f"<w:t>{marker('nest_docx')}</w:t>" + "</w:ins>" * 3000 + "</w:r></w:p>")), ("",),
        ("limit-depth",), False, "docx")
    add("nest_quotes", mail("", b">" * 30000 + b" " + text("nest_quotes", "1") + text("nest_quotes", "2")), ("2",), (), None, "eml")


def mime():
    many = b"".join(b"--G\nContent-Type: text/plain\n\ndeel\n" for _ in range(30000))
    add("mime_parts", mail("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=G\n", many + b"--G\n\n" + text("mime_parts") + b"--G--\n"), ("",),
        ("limit-entries",), False, "eml")
    add("mime_headers", mail("".join(f"X-{i}: y\n" for i in range(300000)), text("mime_headers")), ("",), (), None, "eml")
    add("mime_header_long", mail("X-Lang: " + "woord " * 500000 + "\n", text("mime_header_long")), ("",), (), None, "eml")
    add("mime_headers_huge", mail("".join(f"X-{i}: {'z' * 990}\n" for i in range(12000)), text("mime_headers_huge")), ("",), ("limit-headers",), False, "eml")
    add("mime_folds", mail("X-Vouw: a\n" + " b\n" * 300000, text("mime_folds")), ("",), (), None, "eml")
    add("mime_boundaries", mail("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=A\n", b"".join(
        f"--A\nContent-Type: multipart/mixed; boundary=B{i}\n\n--B{i}\n\nx\n".encode() for i in range(15000)) + b"--A\n\n" + text("mime_boundaries")), ("",), (), None, "eml")
    add("mime_boundary_long", mail(f'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="{"q" * 100000}"\n', b"--" + b"q" * 100000 + b"\n\n"
        + text("mime_boundary_long")), ("",), (), None, "eml")
    add("mime_boundary_none", mail("MIME-Version: 1.0\nContent-Type: multipart/mixed\n", text("mime_boundary_none")), ("",), (), None, "eml")
    add("mime_boundary_empty", mail('MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=""\n', text("mime_boundary_empty")), ("",), (), None, "eml")
    add("mime_dashes", mail("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=-\n", b"---\n" * 200000 + b"\n" + text("mime_dashes")), ("",), (), None, "eml")
    import base64
    enc = base64.encodebytes(text("mime_base64_junk"))
    add("mime_base64_junk", mail("MIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n", enc[:20] + b"!!\n" + enc[20:] + b"????\n"), ("",),
        ("corrupt",), False, "eml")
    add("mime_qp_junk", mail("MIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n", b"=ZZ =\n=4" + text("mime_qp_junk")), ("",), (),
        None, "eml")
    add("mime_encoding_unknown", mail("MIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: x-geheim\n", text("mime_encoding_unknown")), ("",), (), None, "eml")
    add("mime_words", mail("X-Lang: " + "=?utf-8?q?a?= " * 50000 + "\n", text("mime_words")), ("",), (), None, "eml")
    add("mime_params", mail("MIME-Version: 1.0\nContent-Type: text/plain; " + "; ".join(f"a*{i}*=x" for i in range(20000)) + "\n", text("mime_params")), ("",), (), None, "eml")
    add("mime_comments", mail("To: " + "(" * 50000 + "kees" + ")" * 50000 + "\n", text("mime_comments")), ("",), (), None, "eml")
    add("mime_addresses", mail("Cc: " + ", ".join(f"p{i}@voorbeeld.nl" for i in range(5000)) + "\n", text("mime_addresses")), ("",), (), None, "eml")
    one = b"From a@b Thu Jan  1 00:00:00 2026\n" + mail("", b"kort\n\n")
    add("mbox_many", (b"From a@b Thu Jan  1 00:00:00 2026\nSubject: proef\nFrom: Piet\n\nkort\n\n") * 20000 + b"From a@b Thu Jan  1 00:00:00 2026\n" + mail("", text("mbox_many")), ("",), (), None, "mbox")
    add("mbox_from_only", b"From a@b Thu Jan  1 00:00:00 2026\n" * 50000 + mail("", text("mbox_from_only")), ("",), (), None, "mbox")
    add("mbox_length_lies", b"From a@b Thu Jan  1 00:00:00 2026\n" + mail("Content-Length: 99999999\n", text("mbox_length_lies", "1")) + one
        + b"From a@b Thu Jan  1 00:00:00 2026\n" + mail("Content-Length: -5\n", text("mbox_length_lies", "2")), ("1", "2"), (), None, "mbox")
    add("uu_endless", b"begin 644 x.bin\n" + b"M" + b"\x20" * 60 + b"\n" * 3 + text("uu_endless"), ("",), (), None)


def lines():
    add("line_one", [b"woord " * 100000] * 12 + [text("line_one")], ("",))
    add("line_no_blanks", [b"x" * MIB] * 8 + [b" " + text("line_no_blanks")], ("",))
    add("line_empty", [b"\n" * MIB] * 6 + [text("line_empty")], ("",), (), True)
    add("line_blanks", [b" " * MIB] * 4 + [text("line_blanks")], ("",))
    add("line_cr", [b"\r" * MIB] * 2 + [text("line_cr")], ("",))
    add("line_tabs", [b"\t" * MIB] * 2 + [text("line_tabs")], ("",))
    for at in (4095, 4096, 65535, 65536, 262143, 262144, 266240, 1048575, 1048576):
        name = f"line_edge_{at}"
        mark = marker(name).encode()
        for shift in (0, len(mark) // 2, len(mark)):
            add(f"{name}_{shift}", (b"abc " * (at // 4 + 1))[:at - shift - 1] + b" " + marker(f"{name}_{shift}").encode() + b" klaar\n" + b"slot " * 60000, ("",), (), True)


def xmls():
    ents = "".join(f'<!ENTITY l{i} "{"".join(f"&l{i-1};" for _ in range(10))}">' for i in range(1, 12))
    laughs = f'<!DOCTYPE d [<!ENTITY l0 "ha">{ents}]>'
    quadratic = f'<!DOCTYPE d [<!ENTITY q "{"a" * 50000}">]>'
    parameter = '<!DOCTYPE d [<!ENTITY % a "x"><!ENTITY % b "' + "&#37;a;" * 5000 + '"><!ENTITY % c "' + "&#37;b;" * 5000 + '">%c;]>'
    external = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    network = '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY e SYSTEM "http://127.0.0.1:9/y">]>'
    for name, dtd, use in (("laughs", laughs, "&l11;"), ("quadratic", quadratic, "&q;" * 20000), ("parameter", parameter, ""), ("external", external, "&e;"),
                           ("network", network, "&e;")):
        body = f"<d><p>{use}</p><p>{marker(f'xml_{name}')}</p></d>"
        add(f"xml_{name}", f'<?xml version="1.0"?>{dtd}{body}'.encode(), ("",), ("xml-dtd",), False, "xml")
        inside = word(f"<w:p><w:r><w:t>{use}</w:t></w:r></w:p>" + par(marker(f"docx_{name}")), f'<?xml version="1.0"?>{dtd}')
        add(f"docx_{name}", docx(inside), ("",), ("xml-dtd",), False, "docx")
    add("xml_xinclude", f'<d xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/><p>{marker("xml_xinclude")}</p></d>'.encode(),
        ("",), (), None, "xml")
    add("docx_attributes", docx(word("<w:p " + " ".join(f'a{i}="x"' for i in range(100000)) + "/>" + par(marker("docx_attributes")))), ("",), (), None, "docx")
    add("docx_names", docx(word("".join(f"<w:e{i}/>" for i in range(300000)) + par(marker("docx_names")))), ("",), (), None, "docx")
    add("docx_comment", docx(word("<!--" + "x" * 12000000 + "-->" + par(marker("docx_comment")))), ("",), (), None, "docx")
    add("docx_comment_open", docx(word(par(marker("docx_comment_open")) + "<!--" + "x" * 100000)), ("",), (), False, "docx")
    add("docx_cdata", docx(word(f"<w:p><w:r><w:t><![CDATA[{'y ' * 3000000}{marker('docx_cdata')}]]></w:t></w:r></w:p>")), ("",), (), None, "docx")
    add("docx_malformed", docx(word(par(marker("docx_malformed1")) + "<w:p></w:q>" + par(marker("docx_malformed2")))), ("1", "2"), ("xml-malformed",), False, "docx")
    add("docx_bad_utf8", docx(word(par("Schrijf " + marker("docx_bad_utf8"))).encode().replace(b"Schrijf", b"Schr\xff\xfe\xc0")), ("",), (), None, "docx")
    add("docx_utf16", docx(word(par(marker("docx_utf16")), "<?xml version='1.0' encoding='UTF-16'?>").encode("utf-16")), ("",), (), None, "docx")
    add("docx_references", docx(word(par("&#65;&#x10FFFF;&#0;&#xD800; " + marker("docx_references")))), ("",), (), None, "docx")
    add("docx_missing", zipped(("[Content_Types].xml", "<Types/>"), ("word/anders.xml", word(par(marker("docx_missing"))))), ("",), (), None, "docx")


def charsets():
    s = f"Schrijf naar {marker('charset_X')} of bel.\n"
    for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "utf-8-sig"):
        n = f"charset_{name.replace('-', '')}"
        add(n, s.replace("charset-x", n.replace("_", "-")).encode(name), ("",), (), None)
    for name, codec in (("cp037", "cp037"), ("iso-2022-jp", "iso2022_jp"), ("iso-8859-7", "iso8859_7"), ("koi8-r", "koi8_r"), ("gb18030", "gb18030"), ("big5", "big5"),
                        ("shift_jis", "shift_jis"), ("utf-16", "utf-16"), ("cp1250", "cp1250"), ("hz-gb-2312", "hz")):
        n = f"charset_mail_{codec.replace('_', '').replace('-', '')}"
        add(n, mail(f"MIME-Version: 1.0\nContent-Type: text/plain; charset={name}\n", s.replace("charset-x", n.replace("_", "-")).encode(codec)), ("",), (), None, "eml")
    for n, name in (("unknown", "x-geheim"), ("path", "../../../etc/passwd"), ("long", "a" * 5000), ("percent", "%s%n%x"), ("iconv", "UTF-8//TRANSLIT"), ("empty", '""'),
                    ("internal", "INTERNAL"), ("wchar", "WCHAR_T")):
        n = f"charset_name_{n}"
        add(n, mail(f"MIME-Version: 1.0\nContent-Type: text/plain; charset={name}\n", text(n)), ("",), (), None, "eml")
    add("charset_lie_utf16", mail("MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-16\n", text("charset_lie_utf16")), ("",), (), None, "eml")
    add("charset_lie_utf8", mail("MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n", b"caf\xe9 " + text("charset_lie_utf8")), ("",), (), None, "eml")
    add("charset_html_loop", b"<html><meta charset=utf-16><meta charset=utf-7><body>" + text("charset_html_loop"), ("",), (), None, "html")
    for name, bad in (("nul", b"\x00" * 5000), ("overlong", b"\xc0\xaf\xe0\x80\xaf" * 100), ("surrogate", b"\xed\xa0\x80" * 100), ("cut", b"\xe2\x82"),
                      ("high", b"\xf7\xbf\xbf\xbf" * 50), ("nonchar", b"\xef\xbf\xbf" * 50), ("c1", bytes(range(0x80, 0xA0)) * 20),
                      ("bom_middle", b"\xef\xbb\xbf" * 100), ("esc", b"\x1b]0;titel\x07\x1b[2J" * 50), ("bidi", "\u202e\u2066\u200f".encode() * 50)):
        add(f"bytes_{name}", text(f"bytes_{name}", "1") + bad + b"\n" + text(f"bytes_{name}", "2"), ("1", "2"))


def names_inside():
    odd = {"up": "../../../../tmp/vp-uit", "absolute": "/tmp/vp-uit", "windows": "..\\..\\vp-uit", "drive": "C:\\vp-uit", "nul": "a\0b.txt", "dot": ".", "empty": "",
           "newline": "a\nb.txt", "escape": "\x1b[31mrood", "bidi": "gnp.\u202etxt", "long": "n" * 60000, "percent": "%n%s", "formula": "=cmd|' /C calc'!A0",
           "html": "<script>alert(1)</script>", "device": "/dev/zero", "hash": "a#b!c%d"}
    for n, name in odd.items():
        add(f"zipname_{n}", raw_zip([member(name.encode(), text(f"zipname_{n}")), member(b"na.txt", text(f"zipname_{n}", "2"))]), ("", "2"), (), None, "zip")
        if n not in ("nul", "long", "empty"):
            add(f"tarname_{n}", tarred((name, text(f"tarname_{n}")), ("na.txt", text(f"tarname_{n}", "2"))), ("", "2"), (), None, "tar")
    for n, kind in (("symlink", tarfile.SYMTYPE), ("hardlink", tarfile.LNKTYPE), ("chr", tarfile.CHRTYPE), ("blk", tarfile.BLKTYPE), ("fifo", tarfile.FIFOTYPE)):
        i = tarfile.TarInfo("koppeling")
        i.type, i.linkname = kind, "/etc/passwd"
        add(f"tar_{n}", tarred((i, b""), ("na.txt", text(f"tar_{n}"))), ("",), (), None, "tar")
    add("tar_same_names", tarred(*[("zelfde.txt", b"x\n")] * 3000, ("zelfde.txt", text("tar_same_names"))), ("",), (), None, "tar")
    add("zip_same_names", raw_zip([member(b"a.txt", b"x\n")] * 3000 + [member(b"a.txt", text("zip_same_names"))]), ("",), (), None, "zip")


def damaged():
    for name, data, ext in (("zip", zipped(("a.txt", text("damaged_zip")), ("b.txt", os.urandom(0) + b"q" * 9000)), "zip"),
                            ("docx", docx(word(par(marker("damaged_docx")) + par("vulling ") * 3000)), "docx"),
                            ("gz", gzip.compress(text("damaged_gz") + random.Random(1).randbytes(9000)), "gz"),
                            ("bz2", bz2.compress(text("damaged_bz2") + random.Random(2).randbytes(9000)), "bz2"),
                            ("xz", lzma.compress(text("damaged_xz") + random.Random(3).randbytes(9000)), "xz"),
                            ("tar", tarred(("a.txt", text("damaged_tar")), ("b.txt", b"r" * 90000)), "tar")):
        for at in (30, 60, 85):
            add(f"damaged_{name}_{at}", data[:len(data) * at // 100], (), (), False, ext)
        flipped = bytearray(data)
        for i in range(5):
            flipped[len(data) * (2 * i + 3) // 14] ^= 0x40
        add(f"damaged_{name}_flipped", bytes(flipped), (), (), None, ext)
    plain = [member(b"a.txt", text("zip_hidden", "1")), member(b"b.txt", text("zip_hidden", "2"))]
    whole = raw_zip(plain)
    hidden = raw_zip(plain[:1], False) + raw_zip([plain[1]])
    add("zip_hidden", hidden, ("1", "2"), ("hidden-member",), False, "zip")
    add("zip_no_directory", whole[:whole.index(b"PK\x01\x02")].replace(b"zip-hidden", b"zip-nodire"), (), (), False, "zip")
    add("zip_prefix", b"#!/bin/sh\nexit\n" * 100 + zipped(("a.txt", text("zip_prefix"))), ("",), (), None, "zip")
    add("zip_suffix", zipped(("a.txt", text("zip_suffix"))) + b"rommel" * 20000, ("",), (), None, "zip")
    add("zip_joined", zipped(("a.txt", text("zip_joined", "1"))) + zipped(("b.txt", text("zip_joined", "2"))), ("1", "2"), (), None, "zip")
    add("zip_count_lies", raw_zip([member(b"a.txt", text("zip_count_lies"))], count=60000), ("",), (), None, "zip")
    crc = list(member(b"a.txt", text("zip_crc")))
    crc[3] ^= 1
    add("zip_crc", raw_zip([tuple(crc)]), ("",), ("crc-differs",), False, "zip")
    locked = bytearray(zipped(("a.txt", b"geheim"), ("open.txt", text("zip_locked"))))
    locked[6] |= 1
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    add("zip_locked", bytes(locked), ("",), ("encrypted",), False, "zip")
    method = raw_zip([(b"a.txt", 97, b"xxxx", 0, 4, None), member(b"open.txt", text("zip_method"))])
    add("zip_method", method, ("",), ("unsupported-method",), False, "zip")
    add("xz_dictionary", b"\xfd7zXZ\x00\x00\x04\xe6\xd6\xb4\x46\x02\x00!\x01\x28\x00\x00\x00" + b"\x00" * 200, (), (), False, "xz")
    rng = random.Random(4)
    for name, magic in (("pdf", b"%PDF-1.7\n"), ("ole", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("exe", b"MZ\x90\x00"), ("png", b"\x89PNG\r\n\x1a\n"),
                        ("rar", b"Rar!\x1a\x07\x01\x00"), ("7z", b"7z\xbc\xaf\x27\x1c\x00\x04"), ("cab", b"MSCF\x00\x00\x00\x00"), ("elf", b"\x7fELF\x02\x01"),
                        ("zip", b"PK\x03\x04"), ("gz", b"\x1f\x8b\x08\x00"), ("xz", b"\xfd7zXZ\x00"), ("bz2", b"BZh9"), ("rtf", b"{\\rtf1"), ("noise", b"")):
        add(f"magic_{name}", magic + rng.randbytes(20000), (), (), False if name not in ("noise", "rtf") else None, ext="bin")
    for name, head in (("mtree", b"#mtree\n./a type=file\n"), ("warc", b"WARC/1.0\n"), ("ar", b"!<arch>\n"), ("cpio", b"070707")):
        add(f"text_like_{name}", head + text(f"text_like_{name}"), ("",), (), None)
    # Two lines in a heap of bytes are no text; what counts is that it is not passed over in silence.
    add("bytes_all", text("bytes_all") + bytes(range(256)) * 8 + text("bytes_all"), (), (), False, "bin")
    add("empty", b"", (), (), True)
    add("one_byte", b"x", (), ())


def baits():
    for name, s in (("letters", b"a" * 400000), ("ats", b"a@" * 200000), ("digits", b"1" * 400000), ("digit_blanks", b"1 " * 200000), ("dots", b"a." * 200000),
                    ("blanks", b" " * 400000 + b"x"), ("dashes", b"-" * 400000), ("iban", b"NL91ABNA" * 50000), ("capitals", b"Jan Van Der " * 40000),
                    ("initials", b"J." * 150000), ("phones", b"06-" * 130000), ("slashes", b"http://" * 60000), ("dates", b"1-1-1-" * 60000),
                    ("nbsp", "\u00a0".encode() * 200000), ("combining", "a\u0301".encode() * 130000), ("upper", b"A" * 400000), ("plates", b"AB-" * 130000),
                    ("brackets", b"(" * 200000 + b")" * 200000), ("quotes", b'"' * 400000), ("names", b"Mohammed de " * 35000)):
        add(f"bait_{name}", s + b"\n\n" + text(f"bait_{name}"), ("",))
    add("flood", b"".join(b"jan%d@voorbeeld.nl " % i for i in range(40000)) + text("flood"), (), ("limit-hits",), False)
    add("csv_formula", b'naam;mail\n"=HYPERLINK(""http://x"")";' + marker("csv_formula").encode() + b"\n+31;-1\n@SUM(A1);\t=1\n", ("",), (), None, "csv")
    add("csv_quotes", b'a;b\n"' + b"x;y\n" * 50000 + marker("csv_quotes").encode() + b"\n", ("",), (), None, "csv")
    add("csv_columns", b";".join([b"k"] * 50000) + b"\n" + b";".join([b"1"] * 50000) + b";" + marker("csv_columns").encode() + b"\n", ("",), (), None, "csv")
    add("html_script", b"<html><body><script>document.write(1)</script><!-- " + b"x" * 100000 + b" --><p onclick='x'>" + text("html_script"), ("",), (), None, "html")
    add("html_open_tag", b"<html><body><a href='" + b"x" * 300000 + b"'>" + text("html_open_tag"), ("",), (), None, "html")
    add("html_attributes", b"<html><body><p " + b" ".join(b"a%d=1" % i for i in range(30000)) + b">" + text("html_attributes"), ("",), (), None, "html")
    add("html_entities", b"<html><body>" + b"&amp" * 100000 + b"&#99999999999;" * 1000 + text("html_entities"), ("",), (), None, "html")
    add("html_open_comment", b"<html><body>" + text("html_open_comment") + b"<!-- " + b"y" * 300000, ("",), (), None, "html")
    add("rtf_bin", b"{\\rtf1 \\bin999999999 " + text("rtf_bin"), (), (), None, "rtf")
    add("rtf_unicode", b"{\\rtf1 \\uc9999 \\u8364 " + b"x" * 300 + b"\\par " + text("rtf_unicode") + b"}", (), (), None, "rtf")


def share():
    """What is no plain file, or has a name or place that is odd."""
    top = os.path.join(OUT, "in")
    with open(f"{top}/doel.txt", "wb") as f:
        f.write(text("doel"))
    note("doel.txt", [marker("doel")], ok=True)
    os.symlink("/etc/passwd", f"{top}/link_out")
    note("link_out", reasons=["symlink"], ok=False)
    os.symlink("doel.txt", f"{top}/link_in")
    note("link_in", reasons=["symlink"], ok=False)
    os.symlink("link_loop", f"{top}/link_loop")
    note("link_loop", reasons=["symlink"], ok=False)
    os.symlink(".", f"{top}/link_here")
    note("link_here", reasons=["symlink"], ok=False)
    os.symlink("weg", f"{top}/link_broken")
    note("link_broken", reasons=["symlink"], ok=False)
    os.link(f"{top}/doel.txt", f"{top}/hard.txt")
    note("hard.txt", [marker("doel")], ok=True)
    os.mkfifo(f"{top}/fifo")
    note("fifo", reasons=["special-file"], ok=False)
    s = socket.socket(socket.AF_UNIX)
    os.chdir(top)
    s.bind("socket")
    s.close()
    note("socket", reasons=["special-file"], ok=False)
    if os.geteuid() == 0:
        try:
            os.mknod(f"{top}/zero", stat.S_IFCHR | 0o666, os.makedev(1, 5))
            note("zero", reasons=["special-file"], ok=False)
        except OSError:
            pass
    with open(f"{top}/sparse.txt", "wb") as f:
        f.write(text("sparse", "1"))
        f.seek(20 << 30)
        f.write(b"\n" + text("sparse", "2"))
    note("sparse.txt", [marker("sparse1"), marker("sparse2")], (), None, sparse=True)
    for n, name in enumerate((b"nieuwe\nregel.txt", b"esc\x1b[31m.txt", b"niet-utf8-\xff\xfe.txt", "bidi-\u202etxt.exe".encode(), b"=formule.txt", b"-rf", b"%s%n.txt",
                              b"a!b#c%d.txt", b"l" * 255, b" spatie .txt", "\u00e9\u0301.txt".encode(), b"<b>html&amp;.txt", b"\"aanhaling'.txt", b"tab\t.txt")):
        with open(os.path.join(top.encode(), name), "wb") as f:
            f.write(text(f"naam{n}"))
        note(os.fsdecode(name), [marker(f"naam{n}")], ok=True)
    os.mkdir(f"{top}/diep")
    at = os.open(f"{top}/diep", os.O_RDONLY)
    path = "diep"
    for i in range(40):
        os.mkdir("d" * 200, dir_fd=at)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at, path = below, path + "/" + "d" * 200
    fd = os.open("bodem.txt", os.O_WRONLY | os.O_CREAT, 0o644, dir_fd=at)
    os.write(fd, text("bodem"))
    os.close(fd)
    note(path + "/bodem.txt", [marker("bodem")], ok=True)
    at = os.open(f"{top}/diep", os.O_RDONLY)
    for i in range(1000):
        os.mkdir("e", dir_fd=at)
        below = os.open("e", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    fd = os.open("b.txt", os.O_WRONLY | os.O_CREAT, 0o644, dir_fd=at)
    os.write(fd, text("duizend"))
    os.close(fd)
    note("diep/" + "e/" * 1000 + "b.txt", [marker("duizend")], ok=True)
    if os.geteuid() != 0:
        with open(f"{top}/dicht.txt", "wb") as f:
            f.write(text("dicht"))
        os.chmod(f"{top}/dicht.txt", 0)
        note("dicht.txt", reasons=["denied"], ok=False)
        os.mkdir(f"{top}/dicht")
        os.chmod(f"{top}/dicht", 0)
        note("dicht", reasons=["denied"], ok=False)


def main():
    os.umask(0o022)
    os.makedirs(os.path.join(OUT, "in"))
    for make in (bombs, nests, mime, lines, xmls, charsets, names_inside, damaged, baits, share):
        make()
    with open(os.path.join(OUT, "wanted.json"), "w") as f:
        json.dump(wanted, f, indent=0)
    print(f"{len(wanted)} inputs")


main()
