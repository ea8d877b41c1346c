"""Danish: one sentence a construction. Every text is invented."""

import pytest

from firsthand.extract import attributions
from firsthand.ingest.language import passages
from firsthand.model import Attribution, Document, document_id
from firsthand.resolve.speakers import speakers
from firsthand.trace.chains import chains


def rows(text: str) -> tuple[Attribution, ...]:
    return attributions(document(text))


def document(text: str) -> Document:
    return Document(id=document_id(text=text), name="t", text=text, lang="da")


def read(text: str) -> list[tuple[str, str, str]]:
    return [tuple(" | ".join(s.of(text) for s in spans) for spans in (a.source, a.cue, a.content)) for a in rows(text)]


CASES = {
    "subject, cue, that": (
        "Havnechefen siger, at kranen er flyttet.",
        [("Havnechefen", "siger", "at kranen er flyttet")],
    ),
    "quotation first": (
        "”Kranen blev flyttet”, siger Mara Holm.",
        [("Mara Holm", "siger", "”Kranen blev flyttet”")],
    ),
    "guillemets pointing inwards": (
        "»Kranen blev flyttet«, siger Mara Holm.",
        [("Mara Holm", "siger", "»Kranen blev flyttet«")],
    ),
    "dialogue dash": (
        "– Kranen blev flyttet, siger Mara Holm.",
        [("Mara Holm", "siger", "Kranen blev flyttet")],
    ),
    "colon before the quotation": (
        "Mara Holm skriver: ”Kranen blev flyttet.”",
        [("Mara Holm", "skriver", "”Kranen blev flyttet.”")],
    ),
    "clause first, inverted": (
        "Kranen blev flyttet i nat, oplyser politiet.",
        [("politiet", "oplyser", "Kranen blev flyttet i nat")],
    ),
    "something fronted": (
        "I går sagde Mara Holm, at kranen var gammel.",
        [("Mara Holm", "sagde", "at kranen var gammel")],
    ),
    "ifølge, fronted": (
        "Ifølge politiet blev kranen flyttet.",
        [("politiet", "Ifølge", "blev kranen flyttet")],
    ),
    "denied": (
        "Havnen afviser, at kranen var gammel.",
        [("Havnen", "afviser", "at kranen var gammel")],
    ),
    "nested": (
        "Mara Holm siger, at politiet mener, at kranen var gammel.",
        [
            ("Mara Holm", "siger", "at politiet mener, at kranen var gammel"),
            ("politiet", "mener", "at kranen var gammel"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_source_cue_and_content(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text", ["Kranen faldt i vandet i mandags.", "Den såkaldte ”kæmpe” er en kran.", "Hun bor i byen."]
)
def test_nobody_says_anything(text: str) -> None:
    assert rows(text) == ()


def test_what_is_said_inside_has_its_speaker_as_parent() -> None:
    outer, inner = rows("Mara Holm siger, at politiet mener, at kranen var gammel.")
    assert inner.parent == outer.id


def test_polarity() -> None:
    assert [row.polarity for row in rows("Havnen afviser, at kranen var gammel.")] == ["denies"]


def test_a_relay_and_its_chain() -> None:
    text = "”Kranen faldt”, siger Mara Holm til nyhedsbureauet Ritzau."
    found = rows(text)
    whole = document(text)
    assert [c.names for c in chains(whole, found, speakers(whole, found))] == [("Mara Holm", "Ritzau")]


def test_danish_is_told_from_its_neighbours() -> None:
    danish = "Havnechefen siger, at kranen blev flyttet i nat, og at ingen af arbejderne havde fået noget at vide."
    swedish = "Hamnchefen säger att kranen flyttades i natt och att ingen av arbetarna hade fått veta något."
    assert [p.lang for p in passages(danish)] == ["da"]
    assert [p.lang for p in passages(swedish)] == ["sv"]
