"""Which stretches are read by themselves, and in which language."""

import pytest

from firsthand.extract import attributions
from firsthand.extract.regions import Tongues, regions
from firsthand.model import Document, Item, Passage, Span, document_id
from firsthand.settings import Settings

RULES = Settings(model=False)


def mixed(*pieces: tuple[str, str]) -> Document:
    """A document put together of (language, words)."""
    text, passages = "", []
    for lang, words in pieces:
        passages.append(Passage(span=Span(len(text), len(text) + len(words)), lang=lang))
        text += words
    return Document(id=document_id(text=text), name="t", text=text, lang="sv", passages=tuple(passages))


def stretches(document: Document, *items: Item) -> list[tuple[str, str]]:
    return [(span.of(document.text), lang) for span, lang in regions(document, items)]


def test_lines_of_one_language_are_read_together():
    document = mixed(("sv", "Hej.\n"), ("sv", "Nej.\n"), ("en", "Yes.\n"))
    assert stretches(document) == [("Hej.\nNej.\n", "sv"), ("Yes.\n", "en")]


@pytest.mark.parametrize(
    "pieces",
    [
        (("sv", "Hej.\nHon sade: "), ("en", "”We go”"), ("sv", ". Sedan.\nNej.")),
        (("sv", "Hej.\n"), ("en", "”We go”"), ("sv", ", sade hon.\nNej.")),
        (("sv", "Hej.\n"), ("en", "”We go”"), ("sv", ", sade hon, "), ("en", "”and stay”"), ("sv", ".\nNej.")),
    ],
)
def test_a_quotation_in_another_language_stays_in_its_sentence(pieces):
    document = mixed(*pieces)
    assert stretches(document) == [(document.text, "sv")]


def test_lines_before_and_behind_keep_their_language():
    document = mixed(("en", "It rained.\n”We go”"), ("sv", ", sade hon.\n"), ("en", "It rained."))
    assert stretches(document) == [("It rained.\n", "en"), ("”We go”, sade hon.\n", "sv"), ("It rained.", "en")]


def test_a_language_without_a_file_is_left_apart():
    document = mixed(("sv", "Hon sade: "), ("other", "”Nous allons”"))
    assert [lang for _, lang in stretches(document)] == ["sv", "other"]


def test_headings_and_excerpts_are_read_apart():
    document = mixed(("sv", "A – B\nHej.\nSlut."))
    item = Item(heading=Span(0, 5), body=Span(6, 10), title="B")
    assert [words for words, _ in stretches(document, item)] == ["A – ", "B", "Hej.", "\nSlut."]


def test_the_language_at_a_place():
    tongues = Tongues(mixed(("sv", "Hej "), ("en", "yes")))
    assert [tongues.at(k) for k in (0, 3, 4, 6)] == ["sv", "sv", "en", "en"]


def test_the_sentence_is_read_in_one_language_and_the_quotation_in_another():
    document = mixed(("sv", "Ada Quill sade: "), ("en", "“Bo Lind said that it rained.”"))
    found = {
        (row.source[0].of(document.text), row.cue[0].of(document.text)): row
        for row in attributions(document, settings=RULES)
    }
    assert set(found) == {("Ada Quill", "sade"), ("Bo Lind", "said")}
    assert found["Bo Lind", "said"].parent == found["Ada Quill", "sade"].id
