"""Characters and dates that go wrong elsewhere, through every stage: the same spans, the same day."""

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand import output
from firsthand.ingest import read_input
from firsthand.ingest.isodate import iso_date
from firsthand.ingest.record import build_document
from firsthand.link.direction import earlier
from firsthand.model import Document, content_id, document_id
from firsthand.reading import read_document
from firsthand.settings import Settings
from ingest.made import docx as docx_of
from ingest.made import page, paragraph, record, run, warc

SETTINGS = Settings()
SAID = "“The bridge is closed,” said Ada Quill on Monday."
BEFORE = [
    "🚢 Ahoy. ",
    "👩‍👩‍👧 🇸🇪 1️⃣. ",
    unicodedata.normalize("NFC", "Åsa är här. "),
    unicodedata.normalize("NFD", "Åsa är här. "),
    "הנמל סגור. ",
    "الميناء مغلق. \u200f",
    "\u202eReversed\u202c. ",
    "\u200b\u00ad\u2060. ",
    "𝔉𝔯𝔞𝔨𝔱𝔲𝔯. ",
]


def spans_of(reading):
    """Every span of a reading, wherever it stands."""
    row = json.loads(output.encode(output.line(reading, with_text=True)))
    waiting = [row["attributions"], row["items"], row["commentary"], row["dates"]]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list) and len(one) == 2 and all(isinstance(part, int) for part in one):
            yield tuple(one)
        elif isinstance(one, list):
            waiting += one


@pytest.mark.parametrize("before", BEFORE)
def test_what_stands_before_a_statement_only_moves_it(before):
    alone = read_document(build_document("a", SAID, settings=SETTINGS, lang="en"), settings=SETTINGS)
    moved = read_document(build_document("a", before + SAID, settings=SETTINGS, lang="en"), settings=SETTINGS)
    assert moved.document.text == before + SAID
    shift = len(before)
    assert [[span.shift(shift) for span in (*one.source, *one.cue, *one.content)] for one in alone.attributions] == [
        [*one.source, *one.cue, *one.content] for one in moved.attributions
    ]
    assert [date.span.shift(shift) for date in alone.dates] == [date.span for date in moved.dates]


@pytest.mark.parametrize("before", BEFORE)
def test_every_container_gives_the_same_characters(tmp_path, before):
    body = f"{before}{SAID} It will be open again on Friday, if the wind allows it, said the harbour office."
    markup = f"<p>{body}</p><p>The ferries turned back at noon, and the islands wait for flour and salt.</p>"
    files = {
        "a.txt": body,
        "b.md": body,
        "c.jsonl": json.dumps({"id": "c", "text": body}),
        "d.html": page(body=markup),
        "e.docx": docx_of(paragraph(run(body))),
        "f.warc.gz": warc(record("https://velmora.example/1", page(body=markup))),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    for document in read_input(tmp_path, settings=SETTINGS):
        assert isinstance(document, Document)
        assert SAID in document.text
        assert before.strip() in document.text
        reading = read_document(document, settings=SETTINGS)
        first = reading.attributions[0]
        assert [span.of(document.text) for span in first.cue] == ["said"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [SAID, "\n", "\r\n", "\n\n", " ", "– Nej, sade Åsa.", "„Ja“, sagte er am 3. Mai 2021.", *BEFORE]
        )
        | st.text(max_size=20),
        max_size=12,
    ).map("".join)
)
def test_every_span_lies_in_the_text_and_covers_something(text):
    document = build_document("a", text, settings=SETTINGS)
    assert len(document.text) == len(text)
    reading = read_document(document, settings=SETTINGS)
    for start, end in spans_of(reading):
        assert 0 <= start <= end <= len(text)
    for one in reading.attributions:
        assert all(span.of(document.text).strip() for span in (*one.source, *one.cue, *one.content))
    assert read_document(document, settings=SETTINGS) == reading


@given(st.lists(st.text(max_size=8), max_size=4), st.lists(st.text(max_size=8), max_size=4))
def test_different_parts_have_different_ids(one, other):
    assert (content_id("x", *one) == content_id("x", *other)) == (one == other)


@given(st.text(max_size=30), st.text(max_size=9) | st.none(), st.text(max_size=9) | st.none())
def test_an_id_depends_on_what_is_said_and_not_on_the_name(text, outlet, title):
    known = {"outlet": outlet, "title": title}
    ids = {build_document(name, text, settings=SETTINGS, **known).id for name in ("a", "b")}
    assert len(ids) == 1
    assert document_id(text=text, outlet="x") != document_id(text=text, title="x")


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2031-05-13T23:30:00-05:00", "2031-05-13"),  # the 14th in UTC
        ("Tue, 13 May 2031 23:30:00 -0500", "2031-05-13"),
        ("2031-05-14T00:30:00+14:00", "2031-05-14"),  # the 13th in UTC
    ],
)
def test_the_day_is_that_of_the_place_and_not_of_greenwich(given, day):
    text = "The bridge is closed today, said Ada Quill. It was open yesterday, said Bo Lind."
    document = build_document("a", text, settings=SETTINGS, lang="en", published=given)
    assert document.published[:10] == day
    assert document.published[-6:] in {"-05:00", "+14:00"}
    values = {date.span.of(text): date.value for date in read_document(document, settings=SETTINGS).dates}
    assert values["today"] == day


@pytest.mark.parametrize(
    "given",
    [
        "2031-03-30T02:30:00",  # does not exist in Stockholm
        "2031-10-26T02:30:00",  # exists twice
        "2031-10-26T02:30:00+02:00",
        "2031-10-26T02:30:00+01:00",
        "2031-03-30T01:59:59+01:00",
    ],
)
def test_moments_around_summer_time_stay_as_they_were_given(given):
    document = build_document("a", SAID, settings=SETTINGS, lang="en", published=given)
    assert document.published == given
    assert read_document(document, settings=SETTINGS).published.value == given[:10]


def test_the_hour_that_comes_twice_is_two_hours():
    first, second = (iso_date(f"2031-10-26T02:30:00{zone}") for zone in ("+02:00", "+01:00"))
    one, other = (build_document("a", SAID, settings=SETTINGS, published=given) for given in (first, second))
    assert first != second
    assert one.id != other.id
    assert earlier(first, second) == -1
