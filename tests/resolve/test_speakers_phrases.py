"""Whom relative pronouns, groups, headlines and words for places stand for."""

import pytest

from firsthand.extract import attributions
from firsthand.model import Attribution, Document, Span, attribution_id, document_id
from firsthand.resolve.speakers import speakers
from firsthand.settings import Settings

RULES = Settings(model=False)


def told(text: str) -> dict[str, str]:
    """The first party of every source, by the source's words; the last where the same words stand twice."""
    document = Document(id=document_id(text=text), name="t", text=text, lang="en")
    rows = attributions(document, settings=RULES)
    heard = {s.attribution: s.name for s in reversed(speakers(document, rows))}
    return {row.source[0].of(text): heard[row.id] for row in rows if row.source}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Una Kell, 59, of Harsund, Vt., who said that the crane fell, left.", "Una Kell"),
        ("Those supporting Una Kell, who say that the crane fell, left.", "Those supporting Una Kell"),
        ("He met voters on Harsund Hill, who said that the crane fell.", "voters"),
        ("Una Kell praised the Harbour Union, which said that the crane fell.", "Harbour Union"),
        ("He was asked by an architect who said that the crane fell.", "architect"),
    ],
)
def test_a_relative_pronoun_goes_back_to_its_noun_phrase(text: str, name: str) -> None:
    found = told(text)
    assert found.get("who", found.get("which")) == name


def test_a_group_is_told_by_whose_it_is() -> None:
    found = told(
        "Una Kell and Ivo Lund are candidates. The Kell campaign said that it rained. The Lund campaign said that it"
        " was dry. Kell's camp said that it snowed. Supporters of Una Kell said that she would win. Kell supporters"
        " said that he lost. Some Kell supporters said that it rained."
    )
    assert found["Kell's camp"] == found["The Kell campaign"] != found["The Lund campaign"]
    assert found["Kell supporters"] == found["Supporters of Una Kell"] != found["Some Kell supporters"]


def test_a_role_in_the_title_or_at_the_head_is_the_person_named_below() -> None:
    found = told(
        "Judge says crane was unsafe\n\nA harbour judge said that the crane was unsafe. Many came to the court on"
        " Monday. Judge Ivo Lund said that it was old."
    )
    assert found["Judge"] == found["A harbour judge"] == found["Judge Ivo Lund"] == "Ivo Lund"


def test_somebody_unnamed_is_not_whoever_is_named_above() -> None:
    found = told("Una Kell came to the pier. A worker said that it fell. The worker said that it was old.")
    assert found["The worker"] == found["A worker"] == "worker"


def test_a_place_is_it_and_never_she() -> None:
    found = told("Portugal said that the crane fell. It said that it was old. She said that it was new.")
    assert found["It"] == "Portugal"
    assert found["She"] == "She"


def test_a_group_is_they_and_never_it() -> None:
    found = told("Tired harbour operatives said that it fell. They said that it was old. It said that it was new.")
    assert found["They"] == "Tired harbour operatives"
    assert found["It"] == "It"


def test_a_role_with_a_body_before_it_is_a_person() -> None:
    found = told("Ivo Lund said that it fell. The High Court judge said that it was old.")
    assert found["The High Court judge"] == "Ivo Lund"


def test_a_region_or_party_tells_whom_a_phrase_describes() -> None:
    found = told(
        "Senator Una Kell of Vermont and Representative Ivo Lund (R-Tex.) met. The Vermont Democrat said that it fell."
        " The Texas Republican said that it was old."
    )
    assert found == {"The Vermont Democrat": "Una Kell", "The Texas Republican": "Ivo Lund"}


def test_a_clause_at_the_head_of_a_sentence_looks_ahead() -> None:
    text = "Nina Brand was there. In what she called a surprise, Mayor Una Lund said that it was old."
    assert told(text)["she"] == "Una Lund"


def test_the_office_of_one_state_is_not_anothers() -> None:
    text = "Russian Foreign Minister Ivo Kell said that it fell. The Syrian president said that it was old."
    assert told(text)["The Syrian president"] == "Syrian president"


def test_a_title_before_a_surname_is_its_persons() -> None:
    text = "Donald Brand met Ivo Kell in Harsund. They saw President Brand off. The president said that it fell."
    assert told(text)["The president"] == "Donald Brand"


@pytest.mark.parametrize(
    ("last", "names"),
    [
        ("The Kells said that it fell.", ("Una Kell", "Ivo Kell")),
        ("Both pilots said that it fell.", ("Una Kell", "Ivo Kell")),
    ],
)
def test_two_of_one_name_and_two_just_named(last: str, names: tuple[str, ...]) -> None:
    text = f"Una Kell and Ivo Kell came to the pier. {last}"
    document = Document(id=document_id(text=text), name="t", text=text, lang="en")
    rows = attributions(document, settings=RULES)
    assert tuple(s.name for s in speakers(document, rows)) == names


def test_of_one_surname_who_speaks_of_the_other_is_not_the_other() -> None:
    text = 'Una Kell and Ivo Kell came to the pier. "Una Kell is right," Kell said.'
    assert told(text)["Kell"] == "Ivo Kell"


def test_pronouns_in_a_row_end_somewhere() -> None:
    text = "who who who said " * 40
    starts = range(0, len(text) - 16, 17)
    document = Document(id=document_id(text=text), name="t", text=text, lang="en")
    rows = []
    for at in starts:
        source, cue = (Span(at + 8, at + 11),), (Span(at + 12, at + 16),)
        id_ = attribution_id(doc=document.id, source=source, cue=cue, content=())
        rows.append(
            Attribution(
                id=id_, doc=document.id, source=source, cue=cue, content=(), type="indirect", score=1.0, method="t",
                source_kind="pronoun",
            )
        )  # fmt: skip
    assert len(speakers(document, rows)) == len(rows)


def test_a_body_is_one_under_its_shorter_names() -> None:
    found = told(
        "A war monitor said that the pier fell. The Vessland Observatory for Harbours said that it was old. The"
        " Vessland Observatory said that it was new. The Observatory and residents said that nobody was hurt. The"
        " Vesslandic-led coalition said that it was safe."
    )
    assert found["A war monitor"] == found["The Vessland Observatory"] == "Vessland Observatory for Harbours"
    assert found["The Observatory and residents"] == "Vessland Observatory for Harbours"
    assert found["The Vesslandic-led coalition"] == "Vesslandic-led coalition"


def test_names_that_lost_their_comma_are_two() -> None:
    found = told(
        "In rebel-held Iraq the Port Observatory said that it fell. Russia Iran and Turkey said that it was old."
    )
    assert found["the Port Observatory"] == "Port Observatory"
    assert found["Russia Iran and Turkey"] == "Russia"


def test_a_first_name_that_is_a_word_elsewhere_is_a_name() -> None:
    text = "Bill Kell came. The bill was old. Una Kell left. Bill Kell said that it fell."
    assert told(text)["Bill Kell"] == "Bill Kell"


def test_the_words_of_somebody_named_are_that_persons() -> None:
    assert told("Una Kell came. Kell's long evening speech said that it fell.").popitem()[1] == "Una Kell"


def test_an_office_is_whose_state_it_is_or_who_is_spoken_of() -> None:
    found = told(
        "U.S. President Donald Brand met Russian President Ivo Kell. Brand was tired. He spoke of rain. The president"
        " said that it fell. The Russian president said that it was old."
    )
    assert found["The president"] == "Donald Brand"
    assert found["The Russian president"] == "Ivo Kell"


def test_a_secretary_of_something_else_is_somebody_else() -> None:
    text = (
        "Nina Brand spoke of rain. Secretary of State Una Kell came. Brand stayed. Brand was tired."
        " The harbour safety secretary said that it fell."
    )
    assert told(text)["The harbour safety secretary"] == "Nina Brand"


def test_an_office_of_a_state_is_whoever_holds_it_though_the_state_is_not_named_with_him() -> None:
    text = (
        "President Nina Brand spoke. Brand stayed. The U.S. harbour safety secretary said that it fell."
        " Department of Harbour Safety Secretary Una Kell came."
    )
    assert told(text)["The U.S. harbour safety secretary"] == "Una Kell"


def test_another_office_is_not_that_of_whoever_is_spoken_of_most() -> None:
    text = "President Nina Brand spoke. Brand stayed. Brand was tired. The harbour safety secretary said that it fell."
    assert told(text)["The harbour safety secretary"] != "Nina Brand"
