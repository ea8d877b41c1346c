"""Every kind of file, read as a user gives it: what comes out, and what is said where nothing does."""

import gzip
import json
import textwrap
from types import SimpleNamespace

import duckdb
import pytest

from firsthand.ingest import read_input
from firsthand.ingest.payload import Payload
from firsthand.ingest.reader import read_payload
from firsthand.model import Document, Failure
from firsthand.settings import Settings
from ingest.made import (
    LINK,
    ONE,
    TWO,
    docx,
    letter,
    mhtml,
    page,
    paragraph,
    pdf,
    record,
    run,
    wacz,
    warc,
)

SITE = "https://velmora.example/"
PLAIN = TWO.translate(str.maketrans("“”’", '""\''))


@pytest.fixture
def read(tmp_path):
    """Write a file and read it, or read a folder of files."""

    def do(name, data, **settings):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return list(read_input(path, settings=Settings(**settings)))

    return do


def links(document):
    return [(link.span.of(document.text), link.url) for link in document.links]


def names(found):
    return [(type(one).__name__, one.name.rpartition("/")[2]) for one in found]


def failed(found):
    (failure,) = found
    assert isinstance(failure, Failure)
    assert failure.error.endswith(".")
    assert "\n" not in failure.error
    return failure.error


def test_markdown_loses_its_signs_and_keeps_its_links(read):
    head = "---\ntitle: 'Port shut'\nauthor: Ada Finch\ndate: 2031-05-14\nlang: en\n---\n# Day *one*\n\n"
    body = f"{ONE}\nAs [we wrote]({LINK}) `then`.\n\n> {TWO}\n\n- first\n- second\n\n"
    source = f"{head}{body}| a | b |\n|---|---|\n| c | d |\n\nEnd.\n"
    (document,) = read("a.md", source)
    assert document.text == f"Day one\n\n{ONE}\nAs we wrote then.\n\n{TWO}\n\nfirst\nsecond\n\na b\nc d\n\nEnd."
    assert links(document) == [("we wrote", LINK)]
    assert (document.title, document.author, document.published) == ("Port shut", "Ada Finch", "2031-05-14")
    assert document.published_how == "front matter"


def test_a_pdf_is_put_together_from_its_lines(read):
    lines = [*textwrap.wrap(ONE, 70), "The talks go on in Vel-", "mora.", *textwrap.wrap(PLAIN, 70)]
    (document,) = read("a.pdf", pdf([lines, textwrap.wrap(ONE, 70)]))
    assert document.text.replace("’", "'").split("\n\n") == [
        ONE,
        "The talks go on in Velmora.",
        PLAIN,
        ONE,
    ]
    assert (document.title, document.author, document.published) == ("Port shut", "Ada Finch", None)


def test_a_pdf_without_text_says_so(read):
    assert "no text, only pictures" in failed(read("a.pdf", pdf([[], []])))
    assert "damaged" in failed(read("a.pdf", pdf([["x"]])[:100]))


def test_a_word_document(read):
    body = (
        paragraph(run(ONE))
        + paragraph(
            run("As "),
            f'<w:hyperlink r:id="r1">{run("we ")}{run("wrote")}</w:hyperlink>',
            "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>",
            f"<w:ins>{run(' then.')}</w:ins>",
        )
        + f"<w:sdt><w:sdtContent>{paragraph(run('In a control.'))}</w:sdtContent></w:sdt>"
        + f"<w:tbl><w:tr><w:tc>{paragraph(run('a'))}</w:tc><w:tc>{paragraph(run('b'))}</w:tc></w:tr>"
        + f"<w:tr><w:tc>{paragraph(run('c'))}</w:tc></w:tr></w:tbl>"
        + paragraph(run("End."))
    )
    (document,) = read("a.docx", docx(body))
    assert document.text == f"{ONE}\n\nAs we wrote then.\n\nIn a control.\n\na b\nc\n\nEnd."
    assert links(document) == [("we wrote", LINK)]
    assert (document.title, document.author, document.published) == ("Port shut", "Ada Finch", None)
    assert "no text" in failed(read("b.docx", docx(paragraph())))
    assert "neither a Word document" in failed(read("c.docx", wacz(b"").replace(b"archive/", b"nothing/")))


def test_a_newsletter_with_what_is_attached(read):
    shown = f'<table><tr><td><p>{ONE}</p><p>{TWO} <a href="{LINK}">More</a></p></td></tr></table>'
    body = f'<div style="display:none">preview</div>{shown}'
    attached = [
        ("x.pdf", pdf([textwrap.wrap(ONE, 70)]), "application/pdf"),
        ("y.docx", docx(paragraph(run(TWO))), "application/octet-stream"),
        ("z.png", b"\x89PNG", "image/png"),
    ]
    found = read("a.eml", letter(text="Plain.", html=body, attached=attached))
    assert names(found) == [("Document", "a.eml"), ("Document", "a.eml#x.pdf"), ("Document", "a.eml#y.docx")]
    first = found[0]
    assert first.text == f"{ONE}\n\n{TWO} More"
    assert links(first) == [("More", LINK)]
    assert (first.title, first.author, first.outlet) == ("Port shut, and what comes next", None, "Velmora Gazette")
    assert (first.published, first.published_how) == ("2031-05-13T23:30:00-05:00", "date of the message")


def test_a_plain_letter_by_a_person(read):
    (document,) = read("a.eml", b"From me\n" + letter(text=f"{ONE}\n", sender="Ada Finch <ada@velmora.example>"))
    assert (document.text, document.author, document.outlet) == (ONE, "Ada Finch", None)


def test_flowed_lines_are_joined(read):
    data = (
        b"From: a@velmora.example\nSubject: x\nContent-Type: text/plain; format=flowed\n\n"
        b"He said \nthat it is \nshut.\nNext.\n-- \nA"
    )
    (document,) = read("a.eml", data)
    assert document.text == "He said that it is shut.\nNext.\n-- \nA"


def test_a_page_saved_as_one_file(read):
    (document,) = read("a.mhtml", mhtml())
    assert document.text == f"Port shut\n\n{ONE}\n\n{TWO} See the earlier report."
    assert (document.url, document.title) == (f"{SITE}port", "Port shut")
    assert links(document) == [("the earlier report", LINK)]


PAGES = [record(f"{SITE}{number}", page(f"Page {number}")) for number in (1, 2, 3)]
OTHERS = [
    record(f"{SITE}a.png", b"\x89PNG", content_type="image/png"),
    record(f"{SITE}gone", page("Gone"), status="404 Not Found"),
    record(f"{SITE}robots.txt", "User-agent: *", content_type="text/plain"),
    record(f"{SITE}ask", page("Ask"), kind="request"),
]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.warc.gz", warc(PAGES[0], *OTHERS, *PAGES[1:])),
        ("a.warc.gz", gzip.compress(warc(PAGES[0], *OTHERS, *PAGES[1:], packed=False))),
        ("a.warc", warc(PAGES[0], *OTHERS, *PAGES[1:], packed=False)),
        ("a.wacz", wacz(warc(PAGES[0], *OTHERS, *PAGES[1:]))),
    ],
    ids=["packed", "packed whole", "not packed", "wacz"],
)
def test_a_web_archive_gives_its_pages_in_order(read, name, data):
    found = read(name, data)
    assert [(one.name, one.url, one.title) for one in found] == [
        (f"{SITE}{number}", f"{SITE}{number}", f"Page {number}") for number in (1, 2, 3)
    ]


def test_a_wacz_gives_the_pages_it_lists(read):
    (document,) = read("a.wacz", wacz(warc(*PAGES), pages=[f"{SITE}2", f"{SITE}nowhere"]))
    assert document.title == "Page 2"


def test_the_charset_of_a_response_counts():
    body = (
        page("Čistý přístav", body=f"<p>{ONE}</p><p>{PLAIN}</p>")
        .replace('<meta charset="utf-8">', "")
        .encode("iso-8859-2")
    )
    payload = Payload(name="x", data=body, content_type="text/html", charset="ISO-8859-2")
    (document,) = read_payload(payload, settings=Settings())
    assert document.title == "Čistý přístav"


@pytest.mark.parametrize("charset", ["punycode", "utf-7", "zip", "undefined", "nonsense", "x" * 500])
def test_a_charset_that_is_none_is_passed_over(charset):
    body = page("Överfart på Åland").replace('<meta charset="utf-8">', "").encode("cp1252")
    (document,) = read_payload(
        Payload(name="x", data=body, content_type="text/html", charset=charset), settings=Settings()
    )
    assert document.title == "Överfart på Åland"


def test_a_cut_archive_is_reported_and_what_is_whole_is_kept(read):
    whole = warc(*PAGES)
    found = read("a.warc.gz", whole[:-20])
    assert [type(one) for one in found] == [Document, Document, Failure]
    assert "breaks off" in found[-1].error
    found = read("b.warc", warc(*PAGES, packed=False)[:-200])
    assert [type(one) for one in found] == [Document, Document, Failure]


def test_a_damaged_record_costs_itself_alone(read):
    damaged = bytearray(warc(*PAGES))
    at = len(warc(PAGES[0])) + 200
    damaged[at : at + 40] = bytes(40)
    found = read("a.warc.gz", bytes(damaged))
    assert [getattr(one, "title", None) for one in found] == ["Page 1", None, "Page 3"]
    assert "damaged at byte" in found[1].error


def test_a_json_feed(read):
    items = [
        {
            "id": "1",
            "url": f"{SITE}1",
            "title": "<script>alert(1)</script>Port <b>shut</b>",
            "content_html": f'<p>{ONE} <a href="{LINK}">More</a> <a href="javascript:alert(1)">x</a></p>',
            "date_published": "2031-05-13T23:30:00-05:00",
            "authors": [{"name": "Ada Finch"}],
        },
        {"id": "2", "url": "javascript:alert(1)", "content_text": TWO},
        {"id": "3"},
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Velmora Gazette", "language": "en", "items": items}
    first, second, third = read("a.json", json.dumps(feed))
    assert first.text == f"{ONE} More x"
    assert links(first) == [("More", LINK)]
    assert (first.url, first.title, first.author) == (f"{SITE}1", "Port shut", "Ada Finch")
    assert (first.outlet, first.published) == ("Velmora Gazette", "2031-05-13T23:30:00-05:00")
    assert (second.text, second.url) == (TWO, None)
    assert "no text" in third.error


NINJS = {
    "uri": "http://wire.example/1",
    "headline": "Port shut",
    "versioncreated": "2031-05-14T08:00:00+02:00",
    "language": "en",
    "copyrightholder": "Velmora Wire",
    "pubstatus": "usable",
}


@pytest.mark.parametrize(
    "more",
    [
        {"body_html5": f"<p>{ONE}</p>", "body_text": "Short.", "byline": [{"byline": "Ada Finch"}]},
        {"body_text": ONE, "byline": "Ada Finch"},
        {"bodies": [{"contenttype": "text/html", "value": f"<p>{ONE}</p>"}], "by": "Ada Finch"},
        {"body_xhtml": f"<div>{ONE}</div>", "bylines": [{"byline": "Ada Finch"}]},
    ],
)
def test_news_in_ninjs(read, more):
    for data in (NINJS | more, {"hits": [NINJS | more], "total": 1}, [NINJS | more]):
        (document,) = read("a.json", json.dumps(data, indent=1))
        assert (document.text, document.title, document.author) == (ONE, "Port shut", "Ada Finch")
        assert (document.outlet, document.published) == ("Velmora Wire", "2031-05-14T08:00:00+02:00")


def test_a_withdrawn_news_item_is_not_read(read):
    assert "withdrawn" in failed(read("a.json", json.dumps(NINJS | {"body_text": ONE, "pubstatus": "canceled"})))


def test_records_in_an_array(read):
    rows = [{"id": "a", "text": ONE}, {"id": "b", "body": TWO}]
    found = read("a.json", json.dumps(rows, indent=2))
    assert names(found) == [("Document", "a"), ("Failure", "a.json:2")]
    assert "neither" in found[1].error


COLUMNS = (("text", "body"), ("outlet", "source"), ("id", "nr"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_with_its_own_columns(read, encoding, sign):
    rows = [
        ["nr", "body", "source", "else"],
        ["1", f'"{ONE}"', "Ängby Post", "x"],
        ["2", f'"{PLAIN.replace(chr(34), chr(34) * 2)}"', "", "x"],
    ]
    data = "".join(sign.join(row) + "\r\n" for row in rows).encode(encoding)
    first, second = read("a.csv", data, columns=COLUMNS)
    assert (first.name, first.text, first.outlet) == ("1", ONE, "Ängby Post")
    assert (second.name, second.text, second.outlet) == ("2", PLAIN, None)


def test_a_row_that_is_wrong_costs_itself_alone(read):
    found = read("a.csv", f"id,text\na,{'x' * 30}\nb,one,too many\nc,{'y' * 30}\n")
    assert names(found) == [("Document", "a"), ("Failure", "a.csv:3"), ("Document", "c")]
    assert "--map text=body" in failed(read("b.csv", "a,b\n1,2\n"))
    assert "quotation marks" in read("c.csv", 'id,text\na,"' + "x" * 3_000, max_bytes=1_000)[-1].error


@pytest.mark.parametrize("name", ["a.parquet", "a[1]*.parquet"])
def test_a_parquet_file(tmp_path, name):
    path = tmp_path / name
    query = f"SELECT 1 AS nr, '{ONE}' AS body, DATE '2031-05-14' AS published UNION ALL SELECT 2, NULL, NULL"
    duckdb.sql(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    first, second = read_input(path, settings=Settings(columns=COLUMNS))
    assert (first.name, first.text, first.published) == ("1", ONE, "2031-05-14")
    assert (second.name, second.text) == ("2", "")


def test_a_parquet_file_that_is_none(read):
    assert "cannot be read as Parquet" in failed(read("a.parquet", b"PAR1" + bytes(1_000)))


def test_columns_of_json_lines_are_mapped(read):
    row = {"nr": 7, "body": ONE, "source": "Velmora Gazette", "text": "something else", "outlet": "other"}
    (document,) = read("a.jsonl", json.dumps(row), columns=COLUMNS)
    assert (document.name, document.text, document.outlet) == ("7", ONE, "Velmora Gazette")


@pytest.mark.parametrize(
    ("data", "first"),
    [
        (pdf([textwrap.wrap(ONE, 70)]), ONE),
        (docx(paragraph(run(ONE))), ONE),
        (letter(text=ONE), ONE),
        (mhtml(), "Port shut"),
        (warc(*PAGES), "Page 1"),
        (warc(*PAGES, packed=False), "Page 1"),
        (wacz(warc(*PAGES)), "Page 1"),
        (json.dumps(NINJS | {"body_text": ONE}, indent=1).encode(), ONE),
        (json.dumps(NINJS | {"body_text": ONE}).encode(), ONE),
    ],
    ids=["pdf", "docx", "eml", "mhtml", "warc.gz", "warc", "wacz", "ninjs", "ninjs on a line"],
)
def test_standard_input_and_fetched_bytes_are_told_by_how_they_begin(data, first, monkeypatch, tmp_path):
    path = tmp_path / "x"
    path.write_bytes(data)
    with path.open("rb") as stream:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=stream))
        piped = next(read_input("-", settings=Settings()))
    fetched = next(read_payload(Payload(name="x", data=data), settings=Settings()))
    assert piped.text.startswith(first)
    assert fetched.text == piped.text


def test_a_folder_of_every_kind(tmp_path):
    files = {"a.md": ONE.encode(), "b.pdf": pdf([textwrap.wrap(ONE, 70)]), "c.warc.gz": warc(*PAGES), "d.exe": b"MZ"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assert [one.name.rpartition("/")[2] for one in read_input(tmp_path, settings=Settings())] == [
        "a.md",
        "b.pdf",
        "1",
        "2",
        "3",
    ]
