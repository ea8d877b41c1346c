import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model import Document, Passage, Published, Span
from firsthand.resolve.dates import mentions
from firsthand.resolve.published import published

HERE = Path(__file__).parent
LANGUAGES = ("en", "sv", "de")


def document(text, *, lang, passages=()):
    return Document(id="d", name="d", text=text, lang=lang, passages=passages)


def read(text, *, lang, anchor="2021-05-05", passages=()):
    day = Published(value=anchor and anchor[:10], how="given")
    return [(m.span.of(text), m.value) for m in mentions(document(text, lang=lang, passages=passages), published=day)]


BATCHES = ("en", "en_later", "en_third", "en_fourth", "sv", "sv_later", "de", "de_later")
# Beyond words and their order: who calls for what, and what came to nothing.
UNREAD = {
    "Opposition groups called for a march on Sunday.",
    "The opposition called on Friday for a march on Sunday.",
    "The ferry will have left by Thursday.",
    "The judge gave them until Friday to reply.",
    "The talks had been due to start on Wednesday but were put off.",
    "The vote, which was scheduled for Monday, was delayed.",
    "He was due in court on Friday but fell ill.",
    "The company, which reports earnings on Thursday, declined to comment.",
    "Sunday Okafor scored twice.",
    "Flyget landade i natt mot fredag.",
    "I natt sköts två män.",
}


def items():
    for batch in BATCHES:
        lang = batch[:2]
        data = tomllib.loads((HERE / f"dates_{batch}.toml").read_text(encoding="utf-8"))
        anchors = data.pop("anchors")
        for group, table in data.items():
            for number, (text, anchor, dates) in enumerate(table["items"]):
                if text not in UNREAD:
                    yield pytest.param(lang, text, anchors.get(anchor, anchor), dates, id=f"{batch}-{group}-{number}")


@pytest.mark.parametrize(("lang", "text", "anchor", "dates"), list(items()))
def test_reads_the_dates_of_a_sentence(lang, text, anchor, dates):
    given_with = document(text, lang=lang)
    when = published(Document(id="d", name="d", text="", lang=lang, published=anchor))
    found = [(m.span.of(text), m.value) for m in mentions(given_with, published=when)]
    assert found == [tuple(pair) for pair in dates]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_are_at_least_150_items_a_language(lang):
    assert sum(item.values[0] == lang for item in items()) >= 150


@pytest.mark.parametrize(
    ("lang", "text", "phrase"),
    [
        ("sv", "Räkan såg 🦐 Åsa på Öland i måndags.", "i måndags"),
        ("sv", "Åsa, Örjan och Älva möttes söndagen den 2 maj 2021.", "söndagen den 2 maj 2021"),
        ("de", "Für Jörg war übermorgen früh genug.", "übermorgen"),
        ("de", "Über 🚢 Köln schneite es am 3. März 2020.", "3. März 2020"),
    ],
)
def test_accents_written_apart_change_neither_the_dates_nor_their_places(lang, text, phrase):
    apart = unicodedata.normalize("NFD", text)
    assert [words for words, _ in read(text, lang=lang)] == [phrase]
    assert [words for words, _ in read(apart, lang=lang)] == [unicodedata.normalize("NFD", phrase)]
    assert [value for _, value in read(apart, lang=lang)] == [value for _, value in read(text, lang=lang)]


def test_each_passage_is_read_in_its_language():
    swedish, english = "Rådet möttes igår. ", "The mayor resigned on Monday. "
    text = swedish + english + "Der Rat tagt heute."
    edges = (0, len(swedish), len(swedish + english), len(text))
    passages = tuple(
        Passage(span=Span(a, b), lang=lang) for a, b, lang in zip(edges, edges[1:], ("sv", "en", "de"), strict=False)
    )
    assert read(text, lang="en", passages=passages) == [
        ("igår", "2021-05-04"),
        ("on Monday", "2021-05-03"),
        ("heute", "2021-05-05"),
    ]


def test_a_short_caption_is_read_in_the_other_languages_of_its_document_too():
    text = "Bra läsning. The mayor resigned. Film från igår"
    passages = (Passage(span=Span(0, 12), lang="sv"), Passage(span=Span(12, len(text)), lang="en"))
    assert read(text, lang="en", passages=passages) == [("igår", "2021-05-04")]
    assert read(text, lang="en") == []


def test_a_passage_in_no_known_language_is_read_in_that_of_the_document():
    text = "The mayor resigned on Monday."
    assert read(text, lang="en", passages=(Passage(span=Span(0, len(text)), lang="other"),)) == [
        ("on Monday", "2021-05-03")
    ]
    assert read(text, lang="other") == []


def test_only_what_is_written_out_has_a_value_when_the_day_of_publication_is_not_known():
    text = "On Monday, in 2013 and on 3 May 2014 it rained, yesterday too."
    assert read(text, lang="en", anchor=None) == [("in 2013", "2013"), ("3 May 2014", "2014-05-03")]


def test_an_uncertain_day_of_publication_gives_only_what_all_its_days_agree_on():
    text = "It rained on Monday and yesterday. It was dry last year."
    week = Published(value="2021-05", how="", inferred=True, earliest="2021-05-04", latest="2021-05-07")
    found = mentions(document(text, lang="en"), published=week)
    assert [(m.span.of(text), m.value, m.precision) for m in found] == [
        ("on Monday", "2021-05-03", "day"),
        ("yesterday", "2021-05", "month"),
        ("last year", "2020", "year"),
    ]


def test_every_date_says_how_it_was_worked_out():
    text = "On Friday 3 May 2021 it rained, on Monday too, on 2 May and yesterday, in 2013 and 5-7 May 2020."
    inferred = Published(value="2021-05-05", how="", inferred=True)
    hows = {m.span.of(text): m.how for m in mentions(document(text, lang="en"), published=inferred)}
    assert "does not fall on the weekday" in hows["Friday 3 May 2021"]
    assert "Monday on or before the day of publication, 2021-05-05 (inferred)" in hows["on Monday"]
    assert "year is not written" in hows["2 May"]
    assert hows["yesterday"] == "Counted from the day of publication, 2021-05-05 (inferred)."
    assert hows["in 2013"] == "The year is written out."
    assert hows["5-7 May 2020"] == "A range of days, written out."


def test_a_date_with_the_wrong_weekday_keeps_its_written_day():
    assert read("It rained on Friday 3 May 2021.", lang="en") == [("Friday 3 May 2021", "2021-05-03")]


def test_the_weekday_finds_the_year():
    assert read("It rained on Sunday 3 May.", lang="en") == [("Sunday 3 May", "2020-05-03")]


SOUP = """on Monday Sunday's 25 25th Sept. September 2016 2016-09-25 9/25/2016 yesterday the day before last next week
may May 3. Mai den 3:e maj i måndags i går kväll för två dagar sedan am vor zwei Tagen bis - – , . ( ) ’ 's ago
will said ska sade wird sagte 31 February 29 in since 999999 0 🙂 10000 years 9999-12-31 0001"""
WORDS = st.sampled_from([*SOUP.split(), "\n", "\u0301"])


@settings(max_examples=300, deadline=None)
@given(
    text=st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join), st.lists(WORDS).map("".join)),
    lang=st.sampled_from([*LANGUAGES, "other"]),
    anchor=st.sampled_from(["2021-05-05", "0001-01-01", "9999-12-31", "2024-02-29", None]),
)
def test_any_text_is_read_and_the_spans_are_in_order_and_inside_it(text, lang, anchor):
    whole = document(text, lang=lang, passages=(Passage(span=Span(0, len(text) // 2), lang="sv"),))
    found = mentions(whole, published=Published(value=anchor, how=""))
    edges = [edge for mention in found for edge in (mention.span.start, mention.span.end)]
    assert edges == sorted(edges)
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in found)
    assert {len(m.value) for m in found} <= {4, 7, 10}
    when = published(whole)
    assert when.how
    assert (when.earliest or "") <= (when.latest or "9")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "piece",
    [
        "monday ",
        "i måndags ",
        "am Montag ",
        "1",
        "25.",
        "1/",
        "2016-",
        "3 May ",
        "in ",
        "the day before ",
        "a\u0301",
        "\n",
        "(",
        "last ",
    ],
)
def test_a_hundred_thousand_characters_of_one_thing_are_read(lang, piece):
    text = piece * (100_000 // len(piece))
    assert all(
        m.span.end <= len(text) for m in mentions(document(text, lang=lang), published=Published(value=None, how=""))
    )
