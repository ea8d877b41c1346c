"""Passages that two word sequences have in common."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from firsthand.link.align import GAP, align, bits, index_of
from firsthand.link.reuse_words import SHINGLE


def laid(a, b, *, a_apart=(), b_apart=()):
    """Align two sequences of small numbers; ``apart`` are the places of marked words."""
    one, other = np.array(a, np.uint32), np.array(b, np.uint32)
    marks = [np.isin(np.arange(len(side)), list(apart)) for side, apart in ((a, a_apart), (b, b_apart))]
    return align(
        one, other, a_index=index_of(one), b_index=index_of(other), a_apart=bits(marks[0]), b_apart=bits(marks[1])
    )


def spans(stretches):
    return [(s.a, s.a_end, s.b, s.b_end) for s in stretches]


FIRST, SECOND, THIRD = list(range(100, 120)), list(range(200, 220)), list(range(300, 320))


def test_the_same_words_are_one_passage():
    assert spans(laid(FIRST, [7, *FIRST, 8])) == [(0, 20, 1, 21)]


def test_a_changed_word_stays_within_its_passage():
    edited = [*FIRST[:9], 1, *FIRST[10:]]
    (found,) = laid(FIRST, edited)
    assert spans([found]) == [(0, 20, 0, 20)]
    assert found.same == 19


def test_a_dropped_sentence_parts_two_passages():
    assert spans(laid([*FIRST, *SECOND, *THIRD], [*FIRST, *THIRD])) == [(0, 20, 0, 20), (40, 60, 20, 40)]


def test_passages_may_have_changed_places():
    assert spans(laid([*FIRST, *SECOND], [*SECOND, *FIRST])) == [(0, 20, 20, 40), (20, 40, 0, 20)]


def test_a_long_gap_is_no_edit():
    other = list(range(400, 400 + GAP + 1))
    assert len(laid([*FIRST, *SECOND], [*FIRST, *other, *SECOND])) == 2


def test_short_runs_around_other_words_are_no_passage_of_their_own():
    a = [*FIRST[:SHINGLE], *range(1, 11), *SECOND[:SHINGLE]]
    b = [*FIRST[:SHINGLE], *range(11, 21), *SECOND[:SHINGLE]]
    assert len(laid(a, b)) == 2


def test_words_kept_apart_are_passages_of_their_own():
    text = [*FIRST, *SECOND]
    found = laid(text, text, a_apart=range(20, 40))
    assert [(s.a, s.a_end, s.apart) for s in found] == [(0, 20, False), (20, 40, True)]


def test_a_word_said_over_and_over_is_no_seed():
    assert laid([1] * 50, [1] * 50) == []


def test_texts_too_short_share_nothing():
    assert laid([1, 2, 3], [1, 2, 3]) == []


WORDS = st.lists(st.integers(1, 6), max_size=60)
PLACES = st.sets(st.integers(0, 59))


@given(WORDS, WORDS, PLACES, PLACES)
def test_runs_are_the_same_words_in_range_and_no_word_is_used_twice(a, b, a_apart, b_apart):
    used_a, used_b = set(), set()
    for stretch in laid(a, b, a_apart=a_apart, b_apart=b_apart):
        assert 0 <= stretch.a < stretch.a_end <= len(a)
        assert 0 <= stretch.b < stretch.b_end <= len(b)
        assert {run.apart for run in stretch.runs} == {stretch.apart}
        for run in stretch.runs:
            assert a[run.a : run.a + run.length] == b[run.b : run.b + run.length]
            assert stretch.a <= run.a
            assert run.a + run.length <= stretch.a_end
            here, there = set(range(run.a, run.a + run.length)), set(range(run.b, run.b + run.length))
            assert not here & used_a
            assert not there & used_b
            used_a |= here
            used_b |= there


@given(WORDS, WORDS, PLACES, PLACES)
def test_swapping_the_texts_swaps_the_passages(a, b, a_apart, b_apart):
    there = laid(a, b, a_apart=a_apart, b_apart=b_apart)
    back = laid(b, a, a_apart=b_apart, b_apart=a_apart)
    assert sorted((s.b, s.b_end, s.a, s.a_end, s.same, s.apart) for s in back) == sorted(
        (s.a, s.a_end, s.b, s.b_end, s.same, s.apart) for s in there
    )


@given(st.lists(st.integers(0, 10**6), min_size=SHINGLE, max_size=80, unique=True))
def test_a_text_is_wholly_the_same_as_itself(a):
    assert spans(laid(a, a)) == [(0, len(a), 0, len(a))]
