"""Near copies filed under one another, with work that grows as the documents do."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from firsthand.link.reuse_copies import COPY, families
from firsthand.link.reuse_sheet import SLOTS


def signature(seed):
    return np.random.default_rng(seed).integers(1, 2**32, SLOTS, np.uint32)


def changed(base, slots, seed):
    """A signature with so many of its numbers changed."""
    copy = base.copy()
    copy[:slots] = signature(seed)[:slots]
    return copy


def test_near_copies_are_filed_under_the_first():
    base = signature(1)
    rows = np.array([signature(2), base, changed(base, 10, 3), base])
    assert families(rows).original.tolist() == [0, 1, 1, 1]


def test_half_alike_is_one_story_but_no_copy():
    base = signature(1)
    found = families(np.array([base, changed(base, SLOTS // 3, 2), signature(3)]))
    assert found.original.tolist() == [0, 1, 2]
    assert found.story.tolist() == [0, 0, 2]


def test_blank_signatures_are_like_no_other():
    assert families(np.zeros((3, SLOTS), np.uint32)).original.tolist() == [0, 1, 2]


def test_no_documents_no_families():
    assert len(families(np.zeros((0, SLOTS), np.uint32)).original) == 0


def test_comparisons_grow_with_the_documents_and_not_with_their_square():
    counts = [families(np.tile(signature(1), (size, 1))).compared for size in (1_000, 2_000, 4_000)]
    assert counts[1] <= 2.1 * counts[0]
    assert counts[2] <= 2.1 * counts[1]
    assert counts[2] <= 3 * 4_000


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, SLOTS)), max_size=12))
def test_every_copy_is_like_its_original_and_an_original_is_its_own(drawn):
    rows = np.array([changed(signature(base), slots, 10 + slots) for base, slots in drawn], np.uint32).reshape(
        -1, SLOTS
    )
    found = families(rows)
    for number, original in enumerate(found.original.tolist()):
        assert original <= number
        assert found.original[original] == original
        assert original == number or (rows[original] == rows[number]).mean() >= COPY
