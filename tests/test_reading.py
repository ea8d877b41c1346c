"""One document through every stage."""

import json

import pytest

from firsthand.ingest import decode_record, from_record
from firsthand.model import Failure
from firsthand.reading import read_document, try_reading
from firsthand.settings import Settings

SETTINGS = Settings()
REVIEW = """Två texter om bron i veckan.

wexlowlantern.example – Bridge stays closed

Ada Quill, the harbour master, said on Sunday 2 May 2021 that the bridge was closed.
“It will open when it is safe,” she told Reuters.

rueters.com – Ferry to sail

A source at the harbour said on Monday that the ferry would sail.
"""


def document(text, **given):
    return from_record(decode_record(json.dumps({"id": "a", "text": text, **given})), settings=SETTINGS)


@pytest.fixture(scope="module")
def review():
    return read_document(document(REVIEW), settings=SETTINGS)


def words(review, spans):
    return " ".join(span.of(review.document.text) for span in spans)


def test_every_row_points_into_its_document(review):
    text = review.document.text
    for found in review.attributions:
        assert found.doc == review.document.id
        for span in (*found.source, *found.cue, *found.content, *(relay.span for relay in found.relays)):
            assert 0 <= span.start < span.end <= len(text)
    ids = {found.id for found in review.attributions}
    assert len(ids) == len(review.attributions) > 2
    for row in (*review.speakers, *review.chains, *review.said):
        assert row.attribution in ids
    assert {found.parent for found in review.attributions} <= ids | {None}


def test_the_stages_are_joined(review):
    (told,) = [found for found in review.attributions if "open when it is safe" in words(review, found.content)]
    assert {speaker.attribution: speaker.name for speaker in review.speakers}[told.id] == "Ada Quill"
    assert {chain.attribution: chain.names for chain in review.chains}[told.id] == ("Ada Quill", "Reuters")
    (said,) = [found for found in review.attributions if "bridge was closed" in words(review, found.content)]
    assert {day.attribution: day.value for day in review.said}[said.id] == "2021-05-02"
    assert [item.title for item in review.items] == ["Bridge stays closed", "Ferry to sail"]
    assert words(review, review.commentary) == "Två texter om bron i veckan."


def test_reading_is_pure(review):
    assert read_document(document(REVIEW), settings=SETTINGS) == review


def notices(review):
    return {notice.kind: notice for notice in review.notices}


def test_a_date_that_is_inferred_is_said_to_be(review):
    notice = notices(review)["date_inferred"]
    assert review.published.inferred
    assert str(review.published.value) in notice.message


def test_a_domain_that_looks_misspelled_is_named_and_left_as_printed(review):
    notice = notices(review)["misspelled_domain"]
    assert "rueters.com" in notice.message
    assert "reuters.com" in notice.message
    assert review.items[1].domain == "rueters.com"
    assert notice.span == review.items[1].heading


def test_a_source_that_is_not_named_is_pointed_to(review):
    notice = notices(review)["unnamed_source"]
    assert notice.message == "1 statement rests on a source that is not named."
    assert "the ferry would sail" in words(review, [notice.span])


def test_a_document_without_any_date_is_said_to_have_none():
    reading = read_document(document("Ada Quill said the bridge was closed."), settings=SETTINGS)
    assert list(notices(reading)) == ["no_date"]


def test_a_document_that_has_everything_has_no_notice():
    given = {"outlet": "Wexlow Lantern", "published": "2021-05-03"}
    reading = read_document(document("Ada Quill said the bridge was closed.", **given), settings=SETTINGS)
    assert reading.notices == ()


def test_an_outlet_told_by_the_address_is_said_to_be_and_the_document_is_left_alone():
    given = {"url": "https://www.reuters.com/world/1", "published": "2021-05-03"}
    reading = read_document(document("Ada Quill said the bridge was closed.", **given), settings=SETTINGS)
    assert reading.document.outlet is None
    assert "Reuters" in notices(reading)["outlet_inferred"].message


def test_a_stage_that_breaks_is_a_failure_that_says_where(monkeypatch):
    def broken(*_arguments, **_options):
        raise KeyError("lost")

    monkeypatch.setattr("firsthand.reading.chains", broken)
    failure = try_reading(document("Ada Quill said the bridge was closed."), settings=SETTINGS)
    assert isinstance(failure, Failure)
    assert failure.name == "a"
    assert "KeyError" in failure.error
    assert "test_reading" in failure.error


@pytest.mark.parametrize("text", ["x", " ", "“", "said", "🚢", "Ada Quill said" * 300])
def test_odd_texts_are_read(text):
    reading = read_document(document(text), settings=SETTINGS)
    assert reading.document.text == text
