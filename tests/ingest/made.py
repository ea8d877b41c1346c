"""Files of every kind, made by hand from invented texts."""

import gzip
import io
import json
import zipfile
from email.message import EmailMessage

ONE = (
    "Harbour workers in the port of Velmora walked out on Tuesday after talks over night shifts broke down, "
    "and the port authority said that no ship would be unloaded before the weekend."
)
TWO = (
    "“We have been patient for two years,” the chairman of the dock workers’ union told the crowd at the gate. "
    "The ministry did not answer questions sent by e-mail."
)
LINK = "https://news.example.com/earlier"


def page(title="Port shut", *, body=None, head=""):
    body = body or f'<p>{ONE}</p><p>{TWO} See <a href="{LINK}">the earlier report</a>.</p>'
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def record(url, body, *, content_type="text/html; charset=utf-8", status="200 OK", kind="response", headers=""):
    """One WARC record, not packed."""
    body = body.encode() if isinstance(body, str) else body
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode()
    block = http + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-05-14T08:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{abs(hash(url)) % 10**12:012d}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    ).encode()
    return head + block + b"\r\n\r\n"


def warc(*records, packed=True):
    return b"".join(gzip.compress(one) if packed else one for one in records)


def zipped(parts, *, level=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", level) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def wacz(archive, *, pages=()):
    listed = "\n".join(['{"format": "json-pages-1.0"}', *(json.dumps({"url": url}) for url in pages)])
    parts = {"datapackage.json": "{}", "pages/pages.jsonl": listed, "archive/data.warc.gz": archive}
    return zipped(parts, level=zipfile.ZIP_STORED)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def docx(body, *, title="Port shut", more=None):
    core = (
        '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>Ada Finch</dc:creator></cp:coreProperties>"
    )
    rels = f'<Relationships xmlns="x"><Relationship Id="r1" Target="{LINK}"/></Relationships>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W} {R}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": rels,
        "docProps/core.xml": core,
    }
    return zipped(parts | (more or {}))


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs):
    return f"<w:p>{''.join(runs)}</w:p>"


def pdf(pages, *, title="Port shut"):
    """A PDF of pages, each a list of lines of plain letters."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    objects.append(f"<< /Title ({title}) /Author (Ada Finch) /CreationDate (D:20310514080000Z) >>")
    kids = []
    for lines in pages:
        shown = " ".join(f"({line.replace('(', '[').replace(')', ']')}) Tj T*" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td {shown} ET" if lines else ""
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {len(objects)} 0 R >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + tail.encode()


def letter(*, html=None, text=None, sender="Velmora Gazette <news@velmora.example>", attached=()):
    message = EmailMessage()
    message["From"] = sender
    message["Subject"] = "Port shut, and what comes next"
    message["Date"] = "Tue, 13 May 2031 23:30:00 -0500"
    message["Message-ID"] = "<1@velmora.example>"
    if text is not None:
        message.set_content(text)
    if html is not None:
        if text is None:
            message.set_content(html, subtype="html")
        else:
            message.add_alternative(html, subtype="html")
    for name, data, kind in attached:
        main, sub = kind.split("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def mhtml(url="https://velmora.example/port"):
    return (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {url}\r\nSubject: Port shut\r\nDate: Wed, 14 May 2031 08:00:00 -0000\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="xx"\r\n\r\n'
        "--xx\r\nContent-Type: text/css\r\nContent-Location: cid:a\r\n\r\np { color: red }\r\n"
        f"--xx\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: {url}\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{page()}\r\n--xx--\r\n"
    ).encode()
