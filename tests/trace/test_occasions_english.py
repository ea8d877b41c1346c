"""Where and how somebody spoke, who is cited, and cues of several words, a construction at a time. All invented."""

import pytest

from firsthand.extract import attributions
from firsthand.model import Document, document_id
from firsthand.resolve.speakers import speakers
from firsthand.settings import Settings
from firsthand.trace.chains import chains


def rows(text: str, *, outlet: str | None = None) -> list[tuple[str, str, tuple[str, ...]]]:
    document = Document(id=document_id(text=text), name="t", text=text, lang="en", outlet=outlet)
    found = attributions(document, settings=Settings(model=False))
    ways = chains(document, found, speakers(document, found))
    return [
        (*(" | ".join(s.of(text) for s in part) for part in (row.source, row.content)), way.names)
        for row, way in zip(found, ways, strict=True)
    ]


OCCASIONS = [
    "Writing in an op-ed for Radio Nord, Ivo Kell argued that the crane was old.",
    "Ivo Kell said in an interview published on Sunday by Radio Nord that the crane was old.",
    "Ivo Kell said in a televised address carried live by Radio Nord that the crane was old.",
    "Speaking on condition of anonymity to Radio Nord, Ivo Kell said the crane was old.",
    "Appearing on Radio Nord's “Harbour Hour,” Ivo Kell said the crane was old.",
    "In a letter obtained by Radio Nord, Ivo Kell wrote that the crane was old.",
    "Ivo Kell said, as quoted by Radio Nord, that the crane was old.",
    "Ivo Kell told the breakfast programme on Radio Nord that the crane was old.",
    "Ivo Kell confirmed in an email to Radio Nord that the crane was old.",
    "“The crane was old,” Ivo Kell said in a statement quoted by Radio Nord.",
    "Ivo Kell said Tuesday on Radio Nord that the crane was old.",
]


@pytest.mark.parametrize("text", OCCASIONS)
def test_a_medium_is_joined_to_where_somebody_spoke(text):
    assert ("Ivo Kell", ("Ivo Kell", "Radio Nord")) in [(source, way) for source, _, way in rows(text)]


STAFF = [
    "Ivo Kell told the BBC's Una Marsh that the crane was old.",
    "Ivo Kell told a BBC correspondent that the crane was old.",
    "Ivo Kell told BBC presenter Una Marsh that the crane was old.",
]


@pytest.mark.parametrize("text", STAFF)
def test_who_works_for_a_medium_relays_for_it(text):
    assert rows(text)[0][2] == ("Ivo Kell", "BBC")


NO_MEDIA = [
    "Ivo Kell told the refugee agency that the crane was old.",
    "Ivo Kell told the head of the agency that the crane was old.",
    "Ivo Kell told officers at the police station that the crane was old.",
    "Ivo Kell told the BBC's lawyers that the crane was old.",
    "Ivo Kell said the criticism of Radio Nord was cited too often.",
]


@pytest.mark.parametrize("text", NO_MEDIA)
def test_what_is_no_medium_relays_nothing(text):
    assert rows(text)[0][2] == ("Ivo Kell",)


def test_the_publisher_is_known_by_its_domain_and_its_short_name():
    text = "Ivo Kell told CNN that the crane was old."
    assert rows(text)[0][2] == ("Ivo Kell", "CNN")
    assert rows(text, outlet="cnn.com")[0][2] == ("Ivo Kell",)
    assert rows(text.replace("CNN", "Al Arabiya"), outlet="arabiya")[0][2] == ("Ivo Kell",)


CITED = {
    "Two sheds fell, according to a report that cited two guards.": "two guards",
    "Radio Nord, which cited the harbour police, said two sheds had fallen.": "the harbour police",
    "Two sheds had fallen, Radio Nord said, citing people familiar with the matter.": "people familiar with the matter",
    "Two sheds had fallen, Radio Nord reported, citing a guard and an official who both spoke to the station on "
    "condition of anonymity.": "a guard and an official who both spoke to the station on condition of anonymity",
    "“Two sheds fell,” one billboard, quoting a headline from Feb. 16, 2017, reads.": "a headline from Feb. 16, 2017",
}


@pytest.mark.parametrize("text", CITED)
def test_who_is_cited_is_read_whole(text):
    found = {source: content for source, content, _ in rows(text)}
    assert "sheds" in found[CITED[text]]


def test_a_reporting_clause_that_cites_somebody_is_no_tag():
    text = "The mayor thinks the crane was pushed, Radio Nord reported, citing a witness."
    assert {source: way for source, _, way in rows(text)} == {
        "The mayor": ("mayor", "Radio Nord"),
        "Radio Nord": ("Radio Nord",),
        "a witness": ("witness", "Radio Nord"),
    }


PREDICATES = {
    "Radio Nord said the army has reached the preliminary conclusion that the crane was pushed.": "the army",
    "Radio Nord said the dockers had come to the view that the crane was old.": "the dockers",
    "Radio Nord said the dockers were confident that the crane would hold.": "the dockers",
    "Radio Nord said the US has reached the conclusion that the crane was pushed.": "the US",
}


@pytest.mark.parametrize("text", PREDICATES)
def test_a_verb_says_with_its_noun_or_an_adjective(text):
    (_, outer, _), (source, content, way) = rows(text)
    assert (source, content) == (PREDICATES[text], outer[outer.index("that") :])
    assert way == (source.removeprefix("the "), "Radio Nord")


@pytest.mark.parametrize(
    "text",
    [
        "The board held the view that was best for the harbour.",
        "The crane was clear of the quay.",
        "The mayor made a case for a new crane.",
    ],
)
def test_a_noun_or_adjective_without_a_clause_says_nothing(text):
    assert rows(text) == []


AS_SAID = {
    "The crane is “dead weight,” as the mayor put it.": ("the mayor", "“dead weight,”"),
    "She likes “having the last word at the quay,” as she wrote in her book “The Long Quay.”": (
        "she",
        "“having the last word at the quay,”",
    ),
    "The crane was unsafe, as the ministry had warned.": ("the ministry", "The crane was unsafe"),
}


@pytest.mark.parametrize("text", AS_SAID)
def test_as_somebody_said_means_what_stands_before(text):
    assert [(source, content) for source, content, _ in rows(text)] == [AS_SAID[text]]


def test_a_ministry_keeps_its_land():
    found = rows("Lorwede’s Foreign Ministry said the talks had failed. The Foreign Ministry said it would wait.")
    assert [way for *_, way in found] == [("Lorwede’s Foreign Ministry",)] * 2


def test_who_a_statement_is_of():
    found = rows("Radio Nord reported, citing an Ansar al-Bahr statement, that the crane had fallen.")
    assert ("Ansar al-Bahr", "Radio Nord") in [way for *_, way in found]


def test_what_a_party_thinks_is_the_mediums_own_word():
    found = rows("The army plans to move the crane, Radio Nord reported.")
    assert [(source, way) for source, _, way in found] == [
        ("The army", ("army", "Radio Nord")),
        ("Radio Nord", ("Radio Nord",)),
    ]


def test_a_role_told_of_is_not_who_tells():
    found = rows("Una Marsh said the president had assured her that the crane would hold.")
    assert [way for *_, way in found] == [("Una Marsh",), ("president", "Una Marsh")]


@pytest.mark.parametrize("paper", ["Sunday Times", "Dallas Morning News"])
def test_a_time_in_a_papers_name_is_its_name(paper):
    assert rows(f"Ivo Kell told the {paper} that the crane was old.")[0][2] == ("Ivo Kell", paper)


def test_a_day_behind_a_medium_is_none_of_its_name():
    assert rows("Ivo Kell told CNN Sunday that the crane was old.")[0][2] == ("Ivo Kell", "CNN")


def test_a_relative_clause_between_speech_and_its_verb_is_of_the_speaker():
    text = "“They took everything,” a villager who gave his name as Kell told Radio Nord. “Even the nets.”"
    (source, content, way), *_ = rows(text)
    assert source == "a villager who gave his name as Kell"
    assert content == "“They took everything,” | “Even the nets.”"
    assert way[-1] == "Radio Nord"


def test_a_papers_name_is_without_what_says_that_it_is_one():
    assert rows("Ivo Kell told Harbour Weekly magazine that the crane was old.")[0][2] == ("Ivo Kell", "Harbour Weekly")


def test_what_a_document_came_through_is_none_of_its_name():
    text = "According to minutes of the meeting obtained by Radio Nord, the board feared that the crane would fall."
    assert rows(text)[0][::2] == ("minutes of the meeting", ("minutes of the meeting", "Radio Nord"))
