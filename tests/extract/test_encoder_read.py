"""The shipped model, on invented sentences: what it finds, that it is the same everywhere, and that it is bounded."""

import json
import subprocess
import sys

import pytest

from extract.worst import NAMES, text_of
from firsthand.extract import attributions
from firsthand.extract.encoder_read import MOST_CUES, read
from firsthand.extract.encoder_windows import SIZE
from firsthand.model import Document, document_id
from firsthand.settings import Settings

TEXT = (
    "The city council is sceptical about the bridge over the Lenna. Mayor Ines Oduya believes that the price of the "
    "work will double before it is done.\n\n“Nobody asked the people who live there,” she told a crowd of builders. "
    "The ministry insists the plan is sound.\n"
)


def found(text):
    return [
        (f.source.of(text) if f.source else "", f.cue.of(text), " | ".join(s.of(text) for s in f.content))
        for f in read(text).found
    ]


def test_it_finds_who_says_what():
    rows = found(TEXT)
    assert ("Mayor Ines Oduya", "believes", "that the price of the work will double before it is done") in rows
    assert any(source == "she" and content.startswith("“Nobody asked") for source, _, content in rows)
    assert any(source == "The ministry" and "the plan is sound" in content for source, _, content in rows)


def test_the_rows_say_that_the_model_found_them_and_the_rules_alone_do_not():
    document = Document(id=document_id(text=TEXT), name="t", text=TEXT, lang="en")
    assert any(row.method.startswith("model") for row in attributions(document))
    assert not any("model" in row.method for row in attributions(document, settings=Settings(model=False)))


def test_only_english_is_read_by_the_model():
    text = "Ministern sade att bron ska stängas. “Ingen frågade oss”, sade hon."
    document = Document(id=document_id(text=text), name="t", text=text, lang="sv")
    assert attributions(document) == attributions(document, settings=Settings(model=False))


def test_a_paragraph_is_read_alike_whatever_follows_it():
    alone = read(TEXT).found
    longer = read(TEXT + "\n\n" + "The river rose again at night. " * 40).found
    assert longer[: len(alone)] == alone or [f.cue for f in longer[: len(alone)]] == [f.cue for f in alone]


def test_the_same_document_gives_the_same_rows_in_a_process_of_one_thread_and_of_two(tmp_path):
    given = tmp_path / "in.jsonl"
    given.write_text("".join(json.dumps({"id": k, "lang": "en", "text": TEXT * (1 + k % 3)}) + "\n" for k in range(6)))
    lines = []
    for workers in (1, 2):
        out = tmp_path / f"{workers}.jsonl"
        command = [sys.executable, "-m", "firsthand", "extract", given, "--out", out, "--workers", str(workers)]
        subprocess.run(command, check=True, capture_output=True)
        lines.append(out.read_bytes())
    assert lines[0] == lines[1]


@pytest.mark.parametrize("name", NAMES)
def test_any_text_is_read_within_bounds(name):
    text = text_of(name, 3_000)
    reading = read(text)
    assert len(reading.found) <= MOST_CUES * (1 + len(reading.starts) // (SIZE // 2))
    for f in reading.found:
        assert 0 <= f.score <= 1
        for span in (f.cue, *f.content, *((f.source,) if f.source else ())):
            assert 0 <= span.start < span.end <= len(text)


def test_text_that_is_no_prose_is_not_read():
    assert not read("?!" * 5_000).cue.any()
    assert not read("zzz qqq\n" * 500).cue.any()
    assert read(TEXT).cue.any()
