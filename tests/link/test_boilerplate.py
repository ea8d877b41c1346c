"""What a house repeats is told from what it reports in several editions."""

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.link.boilerplate import ANYWHERE, IN_HOUSE, SLIVER, boilerplate, covered, without_slivers
from firsthand.link.reuse_words import SHINGLE


def learned(rows, documents=100):
    """What is boilerplate in rows of (doc, house, story, shingle)."""
    columns = dict(zip(("doc", "house", "story", "shingle"), zip(*rows, strict=True), strict=True))
    with duckdb.connect() as database:
        database.register("given", {name: np.array(column, np.int64) for name, column in columns.items()})
        database.execute("CREATE TABLE traces AS SELECT doc, nullif(house, -1) AS house, story, shingle FROM given")
        shingles, houses = boilerplate(database, documents=documents)
    return set(zip(shingles.tolist(), houses.tolist(), strict=True))


def test_a_text_under_several_stories_of_a_house_is_its_boilerplate():
    assert learned([(doc, 4, doc, 77) for doc in range(IN_HOUSE)]) == {(77, 4)}


def test_several_editions_of_one_story_are_not():
    assert learned([(doc, 4, 0, 77) for doc in range(10)]) == set()


def test_a_text_several_houses_have_is_not():
    assert learned([(doc, doc, doc, 77) for doc in range(10)]) == set()


def test_a_document_without_a_house_has_no_house_boilerplate():
    assert learned([(doc, -1, doc, 77) for doc in range(10)]) == set()


@pytest.mark.parametrize(("documents", "everywhere"), [(100, True), (100_000, False)])
def test_a_text_in_very_many_stories_is_everybodys_if_the_corpus_is_not_larger_still(documents, everywhere):
    found = learned([(doc, doc, doc, 77) for doc in range(ANYWHERE)], documents=documents)
    assert found == ({(77, -1)} if everywhere else set())


def test_a_shingle_covers_its_words():
    marked = covered(np.array([2]), 12)
    assert np.flatnonzero(marked).tolist() == list(range(2, 2 + SHINGLE))
    assert not covered(np.array([], np.int32), 5).any()


def test_a_sliver_between_two_pieces_belongs_to_them():
    assert without_slivers(np.array([True, *[False] * (SLIVER - 1), True])).all()
    longer = np.array([True, *[False] * SLIVER, True])
    assert (without_slivers(longer) == longer).all()


@given(st.lists(st.booleans(), max_size=40))
def test_filling_slivers_only_adds_and_is_done_once(marks):
    given = np.array(marks, np.bool_)
    filled = without_slivers(given)
    assert (filled >= given).all()
    assert (without_slivers(filled) == filled).all()
