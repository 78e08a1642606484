# SPDX-License-Identifier: EUPL-1.2
"""Documents in each format, made of paragraphs. Times are fixed: one seed, one set of bytes."""
import base64
import html
import io
import quopri
import tarfile
import zipfile

DATE = (2018, 3, 12, 9, 30, 0)


def zipped(members, stored_first=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, data in members:
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_STORED if name == stored_first else zipfile.ZIP_DEFLATED
            z.writestr(info, data)
    return out.getvalue()


def docx(paragraphs):
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = []
    for p in paragraphs:
        cut = len(p) // 2  # a run may split a word anywhere
        runs = "".join(f'<w:r><w:t xml:space="preserve">{html.escape(r)}</w:t></w:r>' for r in (p[:cut], p[cut:]))
        body.append(f"<w:p>{runs}</w:p>")
    return zipped([
        ("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
         'wordprocessingml.document.main+xml"/></Types>'),
        ("_rels/.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
         '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
         'Target="word/document.xml"/></Relationships>'),
        ("word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?><w:document {w}><w:body>{"".join(body)}</w:body></w:document>'),
    ])


def odt(paragraphs):
    ns = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
          'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"')
    body = "".join(f"<text:p>{html.escape(p)}</text:p>" for p in paragraphs)
    return zipped([
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ns}><office:body><office:text>'
         f"{body}</office:text></office:body></office:document-content>"),
        ("META-INF/manifest.xml", '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:'
         'xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
         'manifest:media-type="application/vnd.oasis.opendocument.text"/></manifest:manifest>'),
    ], stored_first="mimetype")


def page(paragraphs):
    body = "\n".join(f"<p>{html.escape(p)}</p>" for p in paragraphs)
    return f"<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Notitie</title></head><body>\n{body}\n</body></html>\n".encode()


def encoded_word(s):
    return "=?UTF-8?B?" + base64.b64encode(s.encode()).decode() + "?="


def mail(rng, sender, to, subject, paragraphs, attachment=None):
    """One message, LF line ends. sender, to: (name, address)."""
    def address(a):
        name = a[0] if a[0].isascii() else encoded_word(a[0])
        return f"{name} <{a[1]}>"
    text = "\n\n".join(paragraphs) + "\n"
    n = rng.randrange(10**9)
    head = [f"From: {address(sender)}", f"To: {address(to)}", f"Subject: {subject}",
            f"Date: Mon, 12 Mar 2018 {rng.randrange(24):02d}:{rng.randrange(60):02d}:00 +0100",
            f"Message-ID: <{n}@post.voorbeeld.nl>", "MIME-Version: 1.0"]
    kind = rng.randrange(3)
    if kind == 0:
        encoding, body = "8bit", text
    elif kind == 1:
        encoding, body = "quoted-printable", quopri.encodestring(text.encode()).decode()
    else:
        encoding, body = "base64", base64.encodebytes(text.encode()).decode()
    leaf = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n{body}"
    if not attachment:
        return "\n".join(head) + "\n" + leaf
    name, data = attachment
    bound = f"=_deel_{n}"
    return ("\n".join(head) + f'\nContent-Type: multipart/mixed; boundary="{bound}"\n\n--{bound}\n{leaf}\n--{bound}\n'
            f'Content-Type: application/octet-stream\nContent-Disposition: attachment; filename="{name}"\n'
            f"Content-Transfer-Encoding: base64\n\n{base64.encodebytes(data).decode()}\n--{bound}--\n")


def tar_gz(members):
    import gzip
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as t:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), 1520843400
            t.addfile(info, io.BytesIO(data))
    return gzip.compress(raw.getvalue(), 6, mtime=0)
