import io
import json

import pytest

from firsthand.engines import batch
from firsthand.engines.batch import Numbered, answer, answers, numbered
from firsthand.settings import Settings

SETTINGS = Settings(workers=1)
TWO = Settings(workers=2)
TEXT = "“The bridge is closed,” said Ada Quill, the harbour master."


def lines(*records):
    return io.BytesIO(
        b"".join(record if isinstance(record, bytes) else json.dumps(record).encode() + b"\n" for record in records)
    )


def results(stream, *, settings=SETTINGS, **options):
    lines = numbered(stream, settings=settings)
    return [json.loads(one.encoded) for one in answers(lines, settings=settings, **options)]


def test_each_line_is_answered_in_its_order_under_its_id():
    records = [{"id": f"n{number}", "text": f"{TEXT} Number {number}."} for number in range(20)]
    assert [row["id"] for row in results(lines(*records), settings=TWO, chunk=3)] == [
        record["id"] for record in records
    ]


def test_the_number_of_workers_does_not_show():
    records = [{"id": str(number), "text": f"{TEXT} Number {number}."} for number in range(10)]
    assert results(lines(*records)) == results(lines(*records), settings=TWO, chunk=3)


def test_offsets_count_in_the_text_that_was_given():
    (row,) = results(lines({"id": "a", "text": TEXT, "lang": "en"}))
    (found,) = row["attributions"]
    ((start, end),) = found["cue"]
    assert TEXT[start:end] == "said"
    assert found["speaker"] == "Ada Quill"
    assert "text" not in row


def test_the_text_of_a_page_is_given_back():
    page = (
        f"<html><head><title>Bridge</title></head><body><article><h1>Bridge</h1><p>{TEXT}</p></article></body></html>"
    )
    (row,) = results(lines({"id": "a", "html": page, "lang": "en"}))
    ((start, end),) = row["attributions"][0]["cue"]
    assert row["text"][start:end] == "said"


@pytest.mark.parametrize(
    "before", ["First.\r\n\r\n", "First.\r\r", "Torn \ud800 in two.\n\n", "\0\n\n", "🚢 Ahoy.\n\n"]
)
def test_odd_characters_do_not_move_the_offsets(before):
    text = before + TEXT
    (row,) = results(lines({"id": "a", "text": text, "lang": "en"}))
    ((start, end),) = row["attributions"][0]["cue"]
    assert text[start:end] == "said"
    assert "text" not in row


def test_fields_nobody_knows_are_ignored():
    (row,) = results(lines({"id": "a", "text": TEXT, "shelf": 3, "tags": ["x"]}))
    assert "error" not in row


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"{\n", "line 2"),
        (b'{"id": "x"}\n', "x"),
        (b'{"id": "x", "text": 3}\n', "x"),
        (b'["id"]\n', "line 2"),
        (b"\xff\xfe\n", "line 2"),
        (b'{"text": "a"}\n', "line 2"),
        (b'{"id": 7, "text": null}\n', "7"),
        (b'{"id": "\\ud800"}\n', "line 2"),
        (b'{"id": "\\ud800", "text": "a"}\n', "line 2"),
    ],
)
def test_a_bad_line_has_one_sentence_and_the_others_go_on(raw, name):
    good = {"id": "good", "text": TEXT}
    before, bad, after = results(lines(good, raw, good))
    assert before == after
    assert before["attributions"]
    assert bad["id"] == name
    assert bad["attributions"] == []
    assert bad["error"].startswith("Line 2: ")
    assert bad["error"].endswith(".")
    assert "\n" not in bad["error"]


def test_blank_lines_are_passed_over_and_counted():
    (row,) = results(lines(b"\n", b"   \n", b"{\n"))
    assert row["id"] == "line 3"


def test_a_last_line_without_its_end_is_read():
    (row,) = results(io.BytesIO(json.dumps({"id": "a", "text": TEXT}).encode()))
    assert row["attributions"]


def test_a_line_that_is_too_long_is_never_held():
    settings = Settings(max_bytes=200, workers=1)
    stream = lines({"id": "a", "text": TEXT}, {"id": "long", "text": "x" * 5_000}, {"id": "b", "text": TEXT})
    held = list(numbered(stream, settings=settings))
    assert [one.raw is None for one in held] == [False, True, False]
    stream.seek(0)
    first, second, third = results(stream, settings=settings)
    assert "longer than 200 bytes" in second["error"]
    assert (first["id"], second["id"], third["id"]) == ("a", "line 2", "b")
    assert third["attributions"]


def test_a_stage_that_breaks_costs_only_its_document(monkeypatch):
    def broken(document, **_options):
        raise RuntimeError("a stage\nbroke")

    monkeypatch.setattr("firsthand.reading.attributions", broken)
    (row,) = results(lines({"id": "a", "text": TEXT}))
    assert row["id"] == "a"
    assert "RuntimeError: a stage broke" in row["error"]
    assert "\n" not in row["error"]


def test_a_process_that_dies_costs_only_its_document(monkeypatch):
    # The real function cannot be made to die on purpose, so the pool's own word for it is given instead.
    def died(function, inputs, **_options):
        for given in inputs:
            yield batch.Lost(given=given, error=RuntimeError("the process ended"))

    monkeypatch.setattr(batch, "run", died)
    (row,) = results(lines({"id": "a", "text": TEXT}))
    assert row["id"] == "a"
    assert "Line 1 could not be read" in row["error"]
    assert "the process ended" in row["error"]


def test_an_answer_tells_its_size_and_its_error():
    raw = json.dumps({"id": "a", "text": TEXT}).encode()
    good = answer(Numbered(number=1, raw=raw), settings=SETTINGS)
    bad = answer(Numbered(number=2, raw=b"{"), settings=SETTINGS)
    assert (good.size, good.error) == (len(raw), None)
    assert bad.size == 1
    assert bad.error == json.loads(bad.encoded)["error"]
