"""A text as words, in any script."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.link.reuse_words import WINDOW, shingles, winnowed, words_of


def words(text):
    found = words_of(text)
    return [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The crane fell, twice.", ["The", "crane", "fell", "twice"]),
        ("Åsa såg 3,5 båtar", ["Åsa", "såg", "3", "5", "båtar"]),
        ("nicht-öffentlich", ["nicht", "öffentlich"]),
        ("it doesn’t move", ["it", "doesn’t", "move"]),
        ("港が閉鎖", ["港", "が", "閉", "鎖"]),
        ("порт закрыт", ["порт", "закрыт"]),
        ("बंदरगाह बंद", ["बंदरगाह", "बंद"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_words_of_any_script(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("CAFÉ", "cafe"), ("cafe\u0301", "café"), ("doesn't", "DOESN’T"), ("doesnt", "doesn’t"), ("Straße", "strase")],
)
def test_case_accents_and_apostrophes_do_not_count(one, other):
    assert words_of(one).hashes.tolist() == words_of(other).hashes.tolist()


def test_other_words_have_other_hashes():
    many = words_of(" ".join(f"word{number} drow{number}" for number in range(20_000)))
    assert len(set(many.hashes.tolist())) > 39_990
    assert words_of("stop").hashes[0] != words_of("pots").hashes[0]


@given(st.text())
def test_words_lie_in_the_text_in_order_and_hold_letters(text):
    found = words_of(text)
    assert len(found) == len(found.starts) == len(found.ends)
    last = 0
    for start, end in zip(found.starts.tolist(), found.ends.tolist(), strict=True):
        assert last <= start < end <= len(text)
        last = end


def test_a_shingle_depends_on_the_order_of_its_words():
    here, there = words_of("one two three four five").hashes, words_of("five four three two one").hashes
    assert shingles(here)[0] != shingles(there)[0]
    assert len(shingles(here[:4])) == 0


@given(st.lists(st.integers(0, 2**63), max_size=60))
def test_every_window_keeps_a_shingle(values):
    kept = set(winnowed(np.array(values, np.uint64)).tolist())
    assert bool(kept) == bool(values)
    for start in range(len(values) - WINDOW + 1):
        assert kept & set(range(start, start + WINDOW))
