import io
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import DecodeError, LimitError
from firsthand.ingest import InputRecord, decode_record, from_record, read_input
from firsthand.ingest.lines import bounded_lines
from firsthand.ingest.reader import KNOWN
from firsthand.model import Document, Failure, document_id
from firsthand.settings import Settings

SETTINGS = Settings()
TEXT = "Hamnen i Velmora är stängd, säger hamnstyrelsen på tisdagen."
PAGE = (
    f"<html><body><article><p>{TEXT} {TEXT}</p><p>Facket svarar inte på frågor om nattskiften.</p></article>"
    "</body></html>"
)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Velmora Gazette</title><language>en-gb</language>
<item><title>Port &lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;shut&lt;/b&gt;</title>
<link>javascript:alert(1)</link>
<description>
&lt;p&gt;One &lt;a href="https://news.example.com/x"&gt;link&lt;/a&gt; here.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;
&lt;script&gt;evil()&lt;/script&gt;</description><pubDate>Wed, 14 May 2031 08:00:00 GMT</pubDate></item>
<item><title>Second</title><link>https://velmora.example/2</link></item>
<item><link>https://velmora.example/3</link></item></channel></rss>"""


def read(source: str | Path, *, limits: Settings = SETTINGS) -> list[Document | Failure]:
    return list(read_input(source, settings=limits))


def only_failure(source: str | Path, *, limits: Settings = SETTINGS) -> str:
    (failure,) = read(source, limits=limits)
    assert isinstance(failure, Failure)
    assert failure.error.endswith(".") and "\n" not in failure.error
    return failure.error


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_text_file(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", f"{TEXT}\r\nRad två.")
    (document,) = read(path)
    assert isinstance(document, Document)
    assert (document.text, document.name, document.lang) == (f"{TEXT} \nRad två.", str(path), "sv")
    assert document.id == document_id(text=document.text)
    assert document.passages[0].span.start == 0 and document.passages[-1].span.end == len(document.text)


def test_a_page(tmp_path: Path) -> None:
    (document,) = read(write(tmp_path, "a.html", PAGE.encode("latin-1")))
    assert isinstance(document, Document)
    assert document.text.startswith(TEXT) and document.lang == "sv"


def test_json_lines_one_bad_line_fails_alone(tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": "a", "text": TEXT, "published": "2031-05-14", "extra": [1], "url": "https://x.example/a"}),
        "{bad",
        "",
        json.dumps({"id": 2, "html": PAGE, "outlet": "Velmora Gazette"}),
        json.dumps({"id": "c"}),
        json.dumps({"id": "d", "text": 5}),
        '{"id": "e", "text": "a\\ud800b", "lang": "sv-SE"}',
        "[1]",
        json.dumps({"id": "f", "html": "<p>hi</p>"}),
    ]
    path = write(tmp_path, "a.jsonl", "\n".join(rows))
    found = read(path)
    assert [(type(one), one.name) for one in found] == [
        (Document, "a"),
        (Failure, f"{path}:2"),
        (Document, "2"),
        (Failure, f"{path}:5"),
        (Failure, f"{path}:6"),
        (Document, "e"),
        (Failure, f"{path}:8"),
        (Failure, "f"),
    ]
    first, third, sixth = (one for one in found if isinstance(one, Document))
    assert (first.published, first.published_how, first.url) == (
        "2031-05-14",
        "given with the text",
        "https://x.example/a",
    )
    assert third.outlet == "Velmora Gazette"
    assert (sixth.text, sixth.lang) == ("a\ufffdb", "sv")
    errors = [one.error for one in found if isinstance(one, Failure)]
    assert all(error.startswith(f"Line {n} of {path}: ") for error, n in zip(errors, (2, 5, 6, 8, 9), strict=True))
    assert "JSON" in errors[0] and "neither" in errors[1] and "$.text" in errors[2] and "No article" in errors[4]


def test_a_feed(tmp_path: Path) -> None:
    path = write(tmp_path, "a.xml", FEED)
    first, second, third = read(path)
    assert isinstance(first, Document) and isinstance(second, Document) and isinstance(third, Failure)
    assert (first.name, first.url, first.outlet, first.published) == (
        f"{path}#1",
        None,
        "Velmora Gazette",
        "2031-05-14T08:00:00+00:00",
    )
    assert first.text == "One link here.\n\nTwo."
    assert [(link.span.of(first.text), link.url) for link in first.links] == [("link", "https://news.example.com/x")]
    assert first.title is not None and "<" not in first.title and "alert" not in first.title and "shut" in first.title
    assert first.published_how == "feed entry published"
    assert (second.text, second.name) == ("Second", "https://velmora.example/2")
    assert "no text" in third.error


def test_a_folder_is_read_in_order_and_unknown_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.md", "sub/c.TXT"):
        write(tmp_path, name, TEXT)
    write(tmp_path, "picture.png", b"\x89PNG")
    write(tmp_path, "empty.txt", "")
    assert [Path(one.name).name for one in read(tmp_path)] == ["a.md", "b.txt", "empty.txt", "c.TXT"]


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    assert "There is no file" in only_failure(tmp_path / "none.txt")
    assert "is empty" in only_failure(write(tmp_path, "e.txt", ""))
    assert "is empty" in only_failure(write(tmp_path, "e.jsonl", ""))
    assert "no lines" in only_failure(write(tmp_path, "b.jsonl", "\n \n"))
    assert "white space" in only_failure(write(tmp_path, "w.txt", " \n\t"))
    assert "binary" in only_failure(write(tmp_path, "b.txt", bytes(range(256)) * 8))
    assert '".odt"' in only_failure(write(tmp_path, "a.odt", TEXT))
    assert "no ending" in only_failure(write(tmp_path, "plain", TEXT))
    assert "larger than 10 bytes" in only_failure(write(tmp_path, "l.txt", TEXT), limits=Settings(max_bytes=10))
    assert "characters" in only_failure(write(tmp_path, "l.txt", TEXT), limits=Settings(max_chars=10))
    assert "not an RSS" in only_failure(write(tmp_path, "a.rss", "just words"))
    assert "No article" in only_failure(write(tmp_path, "a.html", "<p>hi</p>"))
    (tmp_path / "void").mkdir()
    assert "holds no file" in only_failure(tmp_path / "void")
    assert "not fetched" in only_failure("https://velmora.example/")
    assert only_failure("a\0b.txt")


def test_no_permission_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "a.txt", TEXT)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "permission" in only_failure(path)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (TEXT, TEXT),
        (json.dumps({"id": "x", "text": TEXT}) + "\n", TEXT),
        (f"<!DOCTYPE html>{PAGE}", TEXT),
        (FEED, "One link here."),
    ],
)
def test_standard_input_is_told_by_how_it_begins(data: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data.encode())))
    first = read("-")[0]
    assert isinstance(first, Document) and first.text.startswith(expected)


def test_empty_standard_input_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b" \n")))
    assert "empty" in only_failure("-")


class Endless(io.RawIOBase):
    """A stream of lines without end that counts what was asked of it."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        assert 0 <= size <= 1_000_000
        self.given += size
        return (b'{"id":1,"text":"x"}\n' * (size // 20 + 1))[:size]


def test_lines_are_read_no_further_than_needed() -> None:
    stream = Endless()
    lines: Iterator[tuple[int, bytes | None]] = bounded_lines(stream, limit=1_000)  # type: ignore[arg-type]
    assert [number for number, _ in (next(lines) for _ in range(50))] == list(range(1, 51))
    assert stream.given < 200_000


@given(st.lists(st.binary(max_size=30), max_size=12), st.integers(1, 40))
def test_lines_are_those_of_the_stream(parts: list[bytes], limit: int) -> None:
    data = b"\n".join(parts)
    expected = [
        (n, line if len(line) <= limit else None)
        for n, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1)
        if len(line) > limit or line.strip()
    ]
    assert list(bounded_lines(io.BytesIO(data), limit=limit)) == expected


def test_a_line_too_long_fails_alone(tmp_path: Path) -> None:
    rows = [json.dumps({"id": i, "text": "x" * size}) for i, size in enumerate((10, 200_000, 10))]
    found = read(write(tmp_path, "a.jsonl", "\n".join(rows)), limits=Settings(max_bytes=1_000))
    assert [type(one) for one in found] == [Document, Failure, Document]
    assert "Line 2" in found[1].error if isinstance(found[1], Failure) else False


def test_records() -> None:
    record = decode_record(
        '{"id": "x", "text": "a\\r\\nb", "published": "last week", "url": "ftp://x", "title": " A\\nb "}'
    )
    document = from_record(record, settings=SETTINGS)
    assert (document.text, document.published, document.published_how) == ("a \nb", None, None)
    assert (document.url, document.title) == (None, "A b")
    assert from_record(InputRecord(id="x", text=""), settings=SETTINGS).text == ""
    with pytest.raises(LimitError):
        from_record(InputRecord(id="x", text="abc"), settings=Settings(max_chars=2))
    for line in (b"", b"\xff", "{}", '{"id": null, "text": "a"}', "[" * 100_000):
        with pytest.raises(DecodeError) as caught:
            decode_record(line)
        assert str(caught.value).endswith(".") and "\n" not in str(caught.value)


def test_the_same_words_have_the_same_id_wherever_they_stand(tmp_path: Path) -> None:
    one, two = read(write(tmp_path, "a.txt", TEXT)), read(write(tmp_path, "b.md", TEXT))
    line = from_record(decode_record(msgspec.json.encode({"id": 7, "text": TEXT})), settings=SETTINGS)
    assert isinstance(one[0], Document) and isinstance(two[0], Document)
    assert one[0].id == two[0].id == line.id


@settings(max_examples=150, deadline=None)
@given(
    data=st.binary(max_size=300)
    | st.sampled_from([b"<html>", b"<rss>", b"{", b"\xff\xfe", b"<?xml"]).flatmap(
        lambda head: st.binary(max_size=200).map(lambda tail: head + tail)
    ),
    suffix=st.sampled_from(sorted(KNOWN)),
)
def test_arbitrary_bytes_never_raise(data: bytes, suffix: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / f"input{suffix}"
    path.write_bytes(data)
    found = read(path)
    assert found
    for one in found:
        if isinstance(one, Document):
            one.text.encode("utf-8")
            assert "\r" not in one.text
        else:
            assert one.error.endswith(".")
