"""What a claim asks, and whose word it is."""

import pytest

from ferry import reading
from firsthand.model import Claim
from firsthand.outlets import registry
from firsthand.settings import Settings
from firsthand.trace.ground import Ground
from firsthand.trace.question import Question, question

TEXT = "Harbour minister Ada Finch said the ferry Marrowby had been late. Twelve officers were charged.\n"


def asked(text: str) -> Question:
    ground = Ground([reading("a", "Herald", TEXT)], outlets=registry())
    return question(
        Claim(id="c", text=text), ground.corpus, ground.spellings, outlets=ground.outlets, settings=Settings()
    )


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Finch said the ferry had been late.", "Ada Finch"),
        ("The fire killed nine people, according to harbour minister Ada Finch.", "Ada Finch"),
        ("Ada Finch will say that the ferry was late.", None),
        ("Ada Finch will not admit that the ferry was late.", None),
        ("The report does not say that the ferry was late.", None),
        ("The ferry was late.", None),
    ],
)
def test_whose_word_a_claim_is(text, speaker):
    assert asked(text).speaker == speaker


def test_the_role_that_a_claim_calls_its_speaker_by_is_kept():
    assert {"harbour", "minister"} <= asked(
        "The fire killed nine, according to harbour minister Ada Finch."
    ).speaker_role


def test_a_rejection_that_is_told_is_supported_by_reports_of_it():
    assert asked("Ada Finch rejected the charge that the ferry was late.").rejecting
    assert not asked("Ada Finch said the ferry was late.").rejecting


def test_a_number_of_known_persons_need_not_be_said_again():
    known = asked("Ada Finch rejected the indictment of the 12 officers.")
    assert known.figures == ()
    assert [figure.values for figure in known.extra] == [(12.0,)]
    assert [figure.values for figure in asked("At least 12 officers were charged.").figures] == [(12.0,)]
