"""English relays and what is cited, a construction at a time: each row's source, content and chain. All invented."""

import pytest

from firsthand.extract import attributions
from firsthand.model import Document, document_id
from firsthand.resolve.speakers import speakers
from firsthand.settings import Settings
from firsthand.trace.chains import chains


def rows(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    document = Document(id=document_id(text=text), name="t", text=text, lang="en")
    found = attributions(document, settings=Settings(model=False))
    ways = chains(document, found, speakers(document, found))
    return [
        (*(" | ".join(s.of(text) for s in part) for part in (row.source, row.content)), way.names)
        for row, way in zip(found, ways, strict=True)
    ]


CITING = {
    "The Harsund Post reported citing a port official that two wardens were hurt.": (
        "The Harsund Post",
        "a port official",
        "that two wardens were hurt",
        "Harsund Post",
    ),
    "The state-run Lindal Agency citing port officials said the crane had crushed two sheds.": (
        "The state-run Lindal Agency",
        "port officials",
        "the crane had crushed two sheds",
        "Lindal Agency",
    ),
    "The Lindal Agency, citing port officials, said the crane had crushed two sheds.": (
        "The Lindal Agency",
        "port officials",
        "the crane had crushed two sheds",
        "Lindal Agency",
    ),
    "The crane had crushed two sheds Radio Nord said citing dock workers.": (
        "Radio Nord",
        "dock workers",
        "The crane had crushed two sheds",
        "Radio Nord",
    ),
    "The crane had crushed two sheds, said the Lindal Agency, citing a witness at the quay.": (
        "the Lindal Agency",
        "a witness at the quay",
        "The crane had crushed two sheds",
        "Lindal Agency",
    ),
    "The paper, quoting an internal memo, wrote that the bridge was unsafe.": (
        "The paper",
        "an internal memo",
        "that the bridge was unsafe",
        "paper",
    ),
}


@pytest.mark.parametrize("text", CITING)
def test_who_is_cited_said_what_the_citing_party_reports(text):
    outer, cited, content, name = CITING[text]
    bare = cited.removeprefix("a ").removeprefix("an ")
    assert rows(text) == [(outer, content, (name,)), (cited, content, (bare, name))]


def test_who_is_cited_may_open_the_sentence():
    (cited, content, way), (outer, *_) = rows("Citing port officials, the Lindal Agency said the crane was old.")
    assert (cited, outer, content) == ("port officials", "the Lindal Agency", "the crane was old")
    assert way == ("port officials", "Lindal Agency")


TAGS = {
    "Twelve sheds burned down on the quay, a source in the harbour said on Monday, Radio Nord reported.": (
        "a source in the harbour",
        "Twelve sheds burned down on the quay",
        ("source in the harbour", "Radio Nord"),
    ),
    "Twelve sheds burned down on the quay a source in the harbour said on Monday Radio Nord reported.": (
        "a source in the harbour",
        "Twelve sheds burned down on the quay",
        ("source in the harbour", "Radio Nord"),
    ),
    "The crane fell at noon, Ivo Kell said via Telegram, the LINA agency reported.": (
        "Ivo Kell",
        "The crane fell at noon",
        ("Ivo Kell", "LINA"),
    ),
    "The crane fell at noon Ivo Kell told reporters on Sunday state television said.": (
        "Ivo Kell",
        "The crane fell at noon",
        ("Ivo Kell", "state television"),
    ),
}


@pytest.mark.parametrize("text", TAGS)
def test_a_tag_behind_a_reporting_clause_is_its_relay(text):
    assert rows(text) == [TAGS[text]]


CARRIED = {
    "“The strike is over,” the statement carried by state news agency LINA said.": "“The strike is over,”",
    "The strike is over, said the statement published by the LINA news agency.": "The strike is over",
    "The strike is over, the statement broadcast on Sunday by LINA state radio said.": "The strike is over",
}


@pytest.mark.parametrize("text", CARRIED)
def test_what_carried_a_statement_is_a_relay_and_no_part_of_its_name(text):
    ((source, content, way),) = rows(text)
    assert (source, content) == ("the statement", CARRIED[text])
    assert way in {("statement", "LINA"), ("statement", "LINA state radio")}


@pytest.mark.parametrize(
    "text",
    [
        "Mara Oduya was quoted as saying by Reuters news agency that the crane fell.",
        "The crane fell, Mara Oduya was quoted as saying by Reuters.",
        "Mara Oduya was quoted by Reuters as saying that the crane fell.",
        "Mara Oduya was quoted on Sunday by Reuters as saying the crane fell.",
    ],
)
def test_who_quoted_is_a_relay_of_the_passive(text):
    ((source, _, way),) = rows(text)
    assert (source, way) == ("Mara Oduya", ("Mara Oduya", "Reuters"))


def test_quoting_goes_on_for_a_pronoun_or_role_and_ends_with_a_name():
    text = "The LINA agency quoted {} as saying that the crane fell. {} that it was old."
    assert rows(text.format("a source at the port", "The source added"))[-1][2] == ("source at the port", "LINA")
    assert rows(text.format("Mara Oduya", "She said"))[-1][2] == ("Mara Oduya", "LINA")
    assert rows(text.format("Mara Oduya", "Ivo Kell said"))[-1][2] == ("Ivo Kell",)


@pytest.mark.parametrize(
    "place", ["in a CBS News interview", "during a CBS News interview on Sunday", "in an interview with CBS News"]
)
def test_a_medium_inside_the_words_for_an_interview_is_a_relay(place):
    found = rows(f"Mara Oduya said {place} that the crane fell. She called the sale a disgrace.")
    assert [way for *_, way in found] == [("Mara Oduya", "CBS News")] * 2


def test_a_day_is_no_part_of_who_is_quoted():
    assert rows("LINA quoted a harbour source on Wednesday as saying the crane was old.")[1][0] == "a harbour source"


@pytest.mark.parametrize("verb", ["Oduya accepted", "The ministry was echoing", "Police rejected"])
def test_a_verb_before_an_owner_of_a_claim_is_none_of_the_owner(verb):
    assert "Ivo Kell's" in [source for source, *_ in rows(f"{verb} Ivo Kell's claim that the crane was old.")]


@pytest.mark.parametrize("trade", ["teacher", "doctor", "resident"])
def test_what_somebody_is_may_stand_behind_the_name_without_a_comma(trade):
    ((source, _, way),) = rows(f"Ivo Kell a {trade} of the harbour town was quoted as saying that the crane fell.")
    assert (source, way) == (f"Ivo Kell a {trade} of the harbour town", ("Ivo Kell",))


def test_who_works_for_a_medium_speaks_for_it():
    assert rows("BBC correspondent Joe Tallis said the crane was old.")[0][2] == ("BBC",)
    assert rows("BBC viewer Joe Tallis said the crane was old.")[0][2] == ("Joe Tallis",)


def test_an_agencys_kind_is_no_part_of_its_name_in_a_chain():
    assert rows("The state-run Lindal Agency said the crane was old.")[0][2] == ("Lindal Agency",)
    assert rows("The official LINA news agency said the crane was old.")[0][2] == ("LINA",)


def test_whose_statement_a_broadcaster_carried_needs_no_comma():
    text = "The old crane fell at night a statement by the dockers broadcast on Sunday by Lindal state TV said."
    ((source, content, way),) = rows(text)
    assert (source, content) == ("a statement by the dockers", "The old crane fell at night")
    assert way == ("dockers", "Lindal state TV")


def test_a_tag_covers_a_statement_whose_own_content_may_run_too_far():
    text = (
        "We told the owners that the crane fell, Ivo Kell told the mayor by phone on Saturday, according to Press TV."
    )
    assert ("Ivo Kell", "Press TV") in [way for *_, way in rows(text)]
    assert ("Press TV",) not in [way for *_, way in rows(text)]


def test_a_medium_without_a_name_is_no_relay():
    text = "In a television interview on Sunday, Mara Oduya said the crane had crushed two sheds."
    assert [names for _, _, names in rows(text)] == [("Mara Oduya",)]
