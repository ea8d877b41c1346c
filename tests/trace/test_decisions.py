"""Which decisions hold: what was undone does not, unless the undoing was undone."""

import itertools

import pytest

from firsthand.model import Judgement
from firsthand.trace.decisions import active, holding, judgement_id

AT = "2024-05-03T14:30:00+00:00"


def made(id_, decision="reject", subject="m"):
    return Judgement(id=id_, subject=subject, decision=decision, at=AT)


def ids(judgements):
    return [one.id for one in active(judgements)]


def test_what_was_not_undone_holds_in_the_order_given():
    assert ids([made("b"), made("a", "confirm")]) == ["b", "a"]
    assert ids([]) == []


def test_an_undone_decision_and_its_undoing_are_left_out():
    assert ids([made("a"), made("u", "undo", "a"), made("b")]) == ["b"]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_an_undone_undoing_gives_the_decision_back_whatever_the_order(order):
    given = [made("a"), made("u", "undo", "a"), made("v", "undo", "u")]
    assert ids([given[place] for place in order]) == ["a"]
    assert holding(given) == {"a", "v"}


def test_an_undoing_of_nothing_undoes_nothing():
    assert ids([made("a"), made("u", "undo", "elsewhere")]) == ["a"]


def test_one_undoing_of_two_is_enough():
    assert ids([made("a"), made("u", "undo", "a"), made("v", "undo", "a"), made("w", "undo", "v")]) == []


def test_long_chains_and_rows_that_undo_each_other_end():
    chain = [made("0"), *(made(str(n), "undo", str(n - 1)) for n in range(1, 20_001))]
    assert ids(chain) == ["0"]
    assert ids(chain[:-1]) == []
    active([made("a", "undo", "b"), made("b", "undo", "a")])


def test_the_id_is_that_of_the_decision():
    given = {"decision": "merge", "subject": "a", "value": "b", "note": "", "by": "Ada", "at": AT}
    assert judgement_id(**given) == judgement_id(**given) == "0ceadc1a9125c33c"
    for field in given:
        assert judgement_id(**{**given, field: "other"}) != judgement_id(**given)
