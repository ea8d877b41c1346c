"""Sentence vectors: what says the same lies close, and a text has one vector whatever is asked beside it."""

import numpy as np

from firsthand.extract.encoder import WIDTH, vectors

CLAIMS = [
    "The mayor said the bridge over the Lenna would be closed in May.",
    "The crossing will shut in May, according to the mayor.",
    "Wolves were seen near the village of Harrad on two nights.",
    "Villagers in Harrad have twice spotted wolves after dark.",
]


def test_the_same_claim_in_other_words_lies_closer_than_another_claim():
    near = vectors(CLAIMS) @ vectors(CLAIMS).T
    assert near[0, 1] > 0.6
    assert near[2, 3] > 0.6
    assert max(near[0, 2], near[0, 3], near[1, 2], near[1, 3]) < 0.4


def test_a_row_a_text_of_length_one_in_the_order_asked():
    rows = vectors(["", *CLAIMS, CLAIMS[0]])
    assert rows.shape == (6, WIDTH)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.array_equal(rows[1], rows[5])
    assert vectors([]).shape == (0, WIDTH)


def test_what_is_asked_beside_it_changes_nothing():
    together = vectors([*CLAIMS, "word " * 500])
    alone = np.concatenate([vectors([claim]) for claim in CLAIMS])
    assert np.array_equal(together[:4], alone)


def test_a_text_is_read_up_to_a_bound():
    begun = "The council counted the votes again. " * 200
    assert np.array_equal(vectors([begun]), vectors([begun + "Nobody was told. " * 50_000]))
    assert np.isfinite(vectors(["\u200b" * 100_000, "x" * 100_000, "'" * 100_000])).all()
