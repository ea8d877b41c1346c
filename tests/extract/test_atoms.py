"""Sentences and their atoms: where each begins and ends, and what is one word."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.extract.atoms import MAX_ATOMS, atoms, held, levels
from firsthand.extract.quotes import quotations
from firsthand.languages import codes, language
from firsthand.model import Span


def sentences(text: str, lang: str = "en") -> list[str]:
    first = levels(text, Span(0, len(text)), quotations(text), language(lang))[0]
    return [s.span.of(text) for s in first]


def words(text: str, lang: str = "en") -> list[str]:
    return [a.text for a in atoms(text, Span(0, len(text)), (), language(lang))]


SENTENCES = {
    "two": ("en", "We go. They stay.", ["We go.", "They stay."]),
    "no space between": ("sv", "Vi går.Sedan regnar det.", ["Vi går.", "Sedan regnar det."]),
    "lines": ("en", "We go\nThey stay", ["We go", "They stay"]),
    "question and exclamation": ("en", "Really?! Yes! We go", ["Really?!", "Yes!", "We go"]),
    "brackets": ("en", "(It rained.) Ada Quill left.", ["(It rained.)", "Ada Quill left."]),
    "ellipsis goes on": ("en", "We … go and ... stay. They left.", ["We … go and ... stay.", "They left."]),
    "ellipsis ends": ("sv", "Vi går… Sedan regnar det.", ["Vi går…", "Sedan regnar det."]),
    "English titles": ("en", "Mr. Quill and Dr. Bo Lind met Gen. Ash.", ["Mr. Quill and Dr. Bo Lind met Gen. Ash."]),
    "Swedish abbreviations": ("sv", "Det var bl.a. Bo Lind, dvs. chefen, kl. 10.15 i går.", None),
    "German abbreviations": ("de", "Das sind z.B. Bo Lind u.a. Leute, d.h. Dr. Ash.", None),
    "German dates": ("de", "Am 3. Mai und am 12. Juni sprach Bo Lind.", None),
    "initials": ("en", "J. R. Quill met A.B. Lind.", None),
    "initials of a country": (
        "en",
        "The U.S. Senate met. He left the U.S. The senate met.",
        [
            "The U.S. Senate met.",
            "He left the U.S.",
            "The senate met.",
        ],
    ),
    "abbreviation at the end": ("sv", "Där fanns bröd, ost m.m. Han åt.", ["Där fanns bröd, ost m.m.", "Han åt."]),
    "decimal numbers": (
        "en",
        "It rose 3.5 percent to 1,200.75. We left.",
        ["It rose 3.5 percent to 1,200.75.", "We left."],
    ),
    "times": ("sv", "Klockan 10.15 kom hon. Sedan gick hon.", ["Klockan 10.15 kom hon.", "Sedan gick hon."]),
    "addresses": ("en", "See example.org and https://a.example/b?c=1. We go.", None),
    "quotation that ends with a stop": ("en", "“We go.” Ada Quill left.", ["“We go.”", "Ada Quill left."]),
    "quotation with its clause": ("en", "“We go!” she said. “Really.”", ["“We go!” she said.", "“Really.”"]),
    "quotation in the middle": ("en", "She called it “a mess. A crime.” and left.", None),
    "hidden space": ("en", "We go.\u200b They stay.", ["We go.", "They stay."]),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_sentences(name):
    lang, text, expected = SENTENCES[name]
    assert sentences(text, lang) == (expected or [text])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don't go", ["don't", "go"]),
        ("Quill’s word", ["Quill", "’s", "word"]),
        ("we’ll tele-phone AT&T", ["we", "’ll", "tele-phone", "AT&T"]),
        ("10.15, 1,5 and 1990s", ["10.15", ",", "1,5", "and", "1990s"]),
        ("a@b.example #tag", ["a@b.example", "#", "tag"]),
        ("Mr... Quill", ["Mr", "...", "Quill"]),
        ("Minis\u00adter cafe\u0301s", ["Minis\u00adter", "cafe\u0301s"]),
        ("👩\u200d🚀 יש שלום", ["👩", "🚀", "יש", "שלום"]),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


def test_word_lists_find_a_word_however_its_characters_are_composed():
    for written in ("erklärte", unicodedata.normalize("NFD", "erklärte"), "er\u00adklär\u200bte", "ERKLÄRTE"):
        (atom,) = atoms(written, Span(0, len(written)), (), language("de"))
        assert atom.text == written
        assert atom.lower == "erklärte"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("– Vi går, sade hon. Nu.", [("Vi går, sade hon.", True), ("Nu.", True)]),
        ("—Vi går.", [("Vi går.", True)]),
        ("- Vi går.\nHon gick.", [("Vi går.", True), ("Hon gick.", False)]),
        ("Hon svarade: – Vi går. Nu.", [("Hon svarade:", False), ("Vi går.", True), ("Nu.", True)]),
        ("Hon gick – långsamt – hem.", [("Hon gick – långsamt – hem.", False)]),
        ("-5 grader.", [("-5 grader.", False)]),
    ],
)
def test_dialogue_dashes(text, expected):
    first = levels(text, Span(0, len(text)), (), language("sv"))[0]
    assert [(s.span.of(text), s.dash) for s in first] == expected


def test_a_quotation_is_one_atom_and_a_level_of_its_own():
    text = "She said “he told me ‘no’. Twice” and left."
    outer, inner, innermost = levels(text, Span(0, len(text)), quotations(text), language("en"))
    assert [a.kind for a in outer[0].atoms] == ["w", "w", "q", "w", "w", "p"]
    assert [s.span.of(text) for s in inner] == ["he told me ‘no’.", "Twice"]
    assert [s.inside.depth for s in (inner[0], innermost[0])] == [0, 1]
    assert innermost[0].span.of(text) == "no"


def test_a_stretch_that_cuts_a_quotation_reads_what_lies_wholly_inside():
    text = "“He said ‘no’ and left. She said ‘yes’ twice.” They said “maybe”."
    quotes = quotations(text)
    span = Span(10, len(text))
    assert [q.span.of(text) for q in held(quotes, Span(5, 30))] == ["‘no’"]
    for sentence in levels(text, span, quotes, language("en"))[0]:
        assert all(a.start >= span.start for a in sentence.atoms)
    starts = [a.start for s in levels(text, span, quotes, language("en"))[0] for a in s.atoms]
    assert starts == sorted(set(starts))


def test_a_sentence_without_end_is_cut():
    text = "word " * (2 * MAX_ATOMS + 1)
    first = levels(text, Span(0, len(text)), (), language("en"))[0]
    assert [len(s.atoms) for s in first] == [MAX_ATOMS, MAX_ATOMS, 1]


ANY = st.one_of(
    st.text(max_size=80),
    st.text(st.sampled_from("aAöß1.,:;!?…–-\"“”'’„«» \n()&@\u0301\u00ad\u200b🙂ש"), max_size=80),
)


@given(ANY, st.sampled_from(codes()))
def test_atoms_of_any_text_cover_it_in_order(text, code):
    covered = set()
    for place, level in enumerate(levels(text, Span(0, len(text)), quotations(text), language(code))):
        stream = [a for s in level for a in s.atoms]
        assert all(text[a.start : a.end] == a.text and a.text for a in stream)
        assert all(a.end <= b.start for a, b in pairwise(stream))
        if place == 0:
            covered.update(k for a in stream for k in range(a.start, a.end))
    missing = [text[k] for k in range(len(text)) if k not in covered]
    assert all(c.isspace() or unicodedata.category(c) in ("Cf", "Mn", "Me") or c in "–—-―\ufe0f" for c in missing)


@given(ANY)
def test_every_sentence_has_atoms_and_a_line(text):
    for level in levels(text, Span(0, len(text)), quotations(text), language("sv")):
        for sentence in level:
            assert sentence.atoms
            assert "\n" not in sentence.span.of(text)
