"""Joint sources that are lists, and the words that mean several who were named together."""

import pytest

from firsthand.extract import attributions
from firsthand.languages import language
from firsthand.model import Document, Span, document_id
from firsthand.resolve.speakers import speakers
from firsthand.resolve.speakers_joint import parts
from firsthand.resolve.speakers_pronouns import Features, weights
from firsthand.settings import Settings


def split(source: str, *, lang: str = "en") -> list[str]:
    return [part.of(source) for part in parts(source, Span(0, len(source)), language(lang))]


def spoken(text: str, *, lang: str = "en") -> list[set[str]]:
    document = Document(id=document_id(text=text), name="t", text=text, lang=lang)
    rows = attributions(document, settings=Settings(model=False))
    who = speakers(document, rows)
    return [{s.name for s in who if s.attribution == row.id} for row in rows]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Senator Mara Kell of Vessland and Senator Ivo Lund of Harsund",
         ["Senator Mara Kell of Vessland", "Senator Ivo Lund of Harsund"]),
        ("Maria Kell, the former harbour chief, and Senator Anna Lund of Harsund",
         ["Maria Kell", "Senator Anna Lund of Harsund"]),
        ("two members of the council from Harsund, Maria Kell and Anna Lund,", ["Maria Kell", "Anna Lund"]),
        ("The other speakers at the pier -- Mayor Maria Kell, retired pilot Anna Lund, Brandt and Oduya --",
         ["Mayor Maria Kell", "retired pilot Anna Lund", "Brandt", "Oduya"]),
        ("The crew, protesters and port leaders", ["The crew", "protesters", "port leaders"]),
        ("the Ministry of Health, the army and the police", ["the Ministry of Health", "the army", "the police"]),
    ],
)  # fmt: skip
def test_a_list_is_its_parties(source: str, expected: list[str]) -> None:
    assert split(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "Maria Kell, head of research and development",
        "Anna Lund, director of the Harbour Institute for Tides and Research",
        "police, fire and rescue services",
        "the pilot, a father of two and a teacher",
        "lawyers for Maria and Anna Kell",
    ],
)
def test_what_is_said_of_one_party_is_no_list(source: str) -> None:
    assert split(source) == [source]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Mara Kell and Ivo Lund met on the pier. Both women said that the crane fell."),
        ("en", "Mara Kell and Ivo Lund said that it was old. They said that the crane fell."),
        ("sv", "Mara Kell och Ivo Lund möttes på kajen. Båda säger att kranen föll."),
        ("de", "Mara Kell und Ivo Lund kamen zur Pier. Beide sagten, dass der Kran fiel."),
    ],
)
def test_both_are_the_two_named_together(lang: str, text: str) -> None:
    assert spoken(text, lang=lang)[-1] == {"Mara Kell", "Ivo Lund"}


def test_a_surname_of_two_words_is_its_longer_name() -> None:
    text = "Debra Oduya Kell came to the pier. Oduya Kell said that the crane fell."
    assert spoken(text) == [{"Debra Oduya Kell"}]


def test_of_two_with_one_surname_the_text_means_the_one_it_brought_in_first() -> None:
    text = "Mara Kell came to the pier. It rained. Her brother was Ivo Kell. Kell said that the crane fell."
    assert spoken(text) == [{"Mara Kell"}]


def test_pronouns_beside_a_name_tell_whom_a_later_one_means() -> None:
    text = (
        "Oduya Kell climbed the crane. She was cold. Brandt Lund held the ladder. He was wet.\n\n"
        "Oduya Kell and Brandt Lund came down at noon. She said that the crane would fall."
    )
    assert spoken(text)[-1] == {"Oduya Kell"}


def test_a_description_means_the_person_just_named() -> None:
    text = "Mara Kell came to the pier. The Vessland businesswoman said that the crane fell."
    assert spoken(text) == [{"Mara Kell"}]


def test_the_weights_are_read_and_prominence_counts() -> None:
    assert weights().prominence > 0
    assert Features(prominence=2.0, same=1.0).score(Features(prominence=3.0, same=-1.0)) == 5.0


def test_an_adjective_is_no_person() -> None:
    text = "Vesslandic leaders met, and Vesslandic voters waited. Mara Kell said it fell. Vesslandic leaders said no."
    assert {"Vesslandic"} not in spoken(text)
