import tomllib
from pathlib import Path

import pytest

from firsthand.model import Document, Passage, Span
from firsthand.resolve.published import published

CASES = tomllib.loads((Path(__file__).parent / "published.toml").read_text(encoding="utf-8"))["text"]


def document(text="", *, lang="en", **fields):
    return Document(id="d", name="d", text=text, lang=lang, **fields)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_infers_the_date_of_a_text_or_says_why_not(case):
    text = case["text"]
    found = published(document(text, lang=case["lang"]))
    assert (found.value, found.earliest, found.latest) == tuple(map(case.get, ("value", "earliest", "latest")))
    assert found.inferred
    assert all(words in found.how for words in case["says"]), found.how
    if found.earliest:
        assert found.evidence
        assert all(span.of(text).strip() for span in found.evidence)


@pytest.mark.parametrize(
    ("given", "value", "earliest"),
    [
        ("2021-03-14", "2021-03-14", None),
        ("2021-03-14T23:30:00-07:00", "2021-03-14", None),
        ("2021-03-14T00:30:00+14:00", "2021-03-14", None),
        ("2021-03-28T02:30:00+01:00", "2021-03-28", None),
        ("2024-02-29T12:00:00Z", "2024-02-29", None),
        ("2021-03-14 10:15", "2021-03-14", None),
        ("Sun, 14 Mar 2021 23:30:00 -0700", "2021-03-14", None),
        ("2021-03", "2021-03", "2021-03-01"),
        ("2021", "2021", "2021-01-01"),
    ],
)
def test_a_given_date_counts_first_and_is_cut_to_its_local_day(given, value, earliest):
    found = published(document("Published 1 May 2022\nIt rained on Sunday 1 May 2022.", published=given))
    assert (found.value, found.earliest, found.inferred) == (value, earliest, False)
    assert found.how == "given in the input"


def test_the_signal_is_named_where_the_container_names_it():
    assert published(document(published="2021-03-14", published_how="a time element")).how == "a time element"


@pytest.mark.parametrize("given", ["soon", "2021-13-45", "2023-02-29", "99999999999999-01-01", "", "0000-00-00"])
def test_a_given_date_that_is_none_is_reported_and_the_text_asked(given):
    found = published(document("ASTER, March 16, 2021 (Northwire) - Rain.", published=given))
    assert (found.value, found.inferred) == ("2021-03-16", True)
    assert not given or "cannot be read" in found.how


def test_languages_of_passages_count_together():
    swedish, english = (
        "Bra läsning om hamnen.\n",
        "The council met on Sunday 14 March 2021.\nThe mayor said on Monday no.\n",
    )
    text = swedish + english + "Film från mötet igår"
    edges = (0, len(swedish), len(swedish + english), len(text))
    passages = tuple(
        Passage(span=Span(a, b), lang=lang) for a, b, lang in zip(edges, edges[1:], ("sv", "en", "sv"), strict=False)
    )
    found = published(document(text, passages=passages))
    assert found.value == "2021-03-15"
    assert [span.of(text) for span in found.evidence] == ["Sunday 14 March 2021", "on Monday", "igår"]


def test_the_order_of_the_sentences_does_not_change_the_day():
    lines = ["The council met on Sunday 14 March 2021.", "The mayor said on Monday no.", "Yesterday was loud."]
    assert {published(document("\n".join(order))).value for order in (lines, lines[::-1])} == {"2021-03-15"}


def test_a_dated_event_inside_a_long_line_is_not_the_date_of_the_page():
    text = "The report published on 3 May 2011 in the journal of the harbour society was long and was not read by many."
    assert published(document(text)).value is None
