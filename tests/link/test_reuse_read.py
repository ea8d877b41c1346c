"""From an input to sheets."""

import json

from firsthand.link.reuse_read import Line, inputs, sheet
from firsthand.link.reuse_shelf import decoded
from firsthand.model import Failure
from firsthand.settings import Settings
from link.reuse_texts import LEAD, STORY, document

SETTINGS = Settings(max_chars=1_000)


def line(**fields):
    return Line(source="news.jsonl", number=3, raw=json.dumps(fields).encode())


def test_a_line_becomes_a_sheet_with_offsets_into_its_text():
    text = f"  {LEAD}\r\n{LEAD}"
    words = decoded(sheet(line(id=1, text=text, outlet="Vessby Courier"), settings=SETTINGS)).words()
    assert text[words.starts[0] : words.ends[0]] == "The"
    assert text[words.starts[-1] : words.ends[-1]] == "quay"


def test_a_page_is_compared_by_its_article():
    page = f"<html><body><nav>Home Sport</nav><article><p>{STORY}</p></article></body></html>"
    html, text = (
        sheet(line(id=1, **{kind: given}), settings=SETTINGS) for kind, given in (("html", page), ("text", STORY))
    )
    assert decoded(html).hashes == decoded(text).hashes


def test_bad_lines_are_failures_that_name_their_place():
    for bad in (line(id=1), line(id=1, text="x" * 1_001), Line(source="news.jsonl", number=3, raw=None)):
        failure = sheet(bad, settings=SETTINGS)
        assert isinstance(failure, Failure)
        assert failure.error.startswith("Line 3 of news.jsonl: ")


def test_a_name_that_is_no_text_is_made_one():
    assert decoded(sheet(document("a\udcff.txt", STORY), settings=SETTINGS)).name == "a\ufffd.txt"


def test_lines_of_a_file_are_numbered_as_they_stand(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text('{"id": 1}\n\n{"id": 2}\n', encoding="utf-8")
    assert [given.number for given in inputs(path, settings=SETTINGS)] == [1, 3]


def test_a_missing_file_is_a_failure(tmp_path):
    (given,) = inputs(tmp_path / "none.jsonl", settings=SETTINGS)
    assert isinstance(given, Failure)
