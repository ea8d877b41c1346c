"""Decoding against every path there is, on texts of a few pieces, and the rules a path must keep."""

import itertools

import msgspec
import numpy as np
import pytest

from firsthand.extract.encoder_decode import CONTENT, MAX_PARTS, NONE, SOURCE, Decoding, around, cues, paths

PLAIN = Decoding(change=((0.1, -0.2, 0.3), (-0.4, 0.2, 0.1), (0.0, -0.1, 0.4)))


def runs(labels, label):
    return [1 for value, group in itertools.groupby(labels) if value == label]


def allowed(labels):
    return len(runs(labels, SOURCE)) <= 1 and 1 <= len(runs(labels, CONTENT)) <= MAX_PARTS


def score(out, labels, d):
    total = out[0, labels[0]] + (out[0, 2 + labels[0]] if labels[0] else 0)
    for t in range(1, len(labels)):
        a, b = labels[t - 1], labels[t]
        total += d.change[a][b] + out[t, b]
        if a != b:
            total += (out[t - 1, 4 + a] if a else 0) + (out[t, 2 + b] if b else 0)
    return total


def price(labels, d):
    return d.gap * max(0, len(runs(labels, CONTENT)) - 1) + d.sourceless * (SOURCE not in labels)


@pytest.mark.parametrize("d", [PLAIN, msgspec.structs.replace(PLAIN, gap=1.5, sourceless=0.7)])
def test_the_best_path_is_the_best_of_all_that_are_allowed(d):
    rng = np.random.default_rng(4)
    for _ in range(20):
        out = rng.normal(0, 2, (1, 6, 7))
        every = list(itertools.product((NONE, SOURCE, CONTENT), repeat=6))
        best = max((p for p in every if allowed(p)), key=lambda p: score(out[0], p, d) - price(p, d))
        found = paths(out, np.array([6]), d)
        assert tuple(found.labels[0]) == best
        whole = np.logaddexp.reduce([score(out[0], p, d) for p in every])
        wanted = min(0.0, score(out[0], best, d) - price(best, d) - whole)
        assert found.log_probability[0] == pytest.approx(wanted)


def test_what_is_decoded_beside_it_changes_nothing():
    rng = np.random.default_rng(5)
    out = rng.normal(0, 2, (3, 9, 7))
    lengths = np.array([9, 4, 6])
    together = paths(out, lengths, PLAIN)
    for row, size in enumerate(lengths):
        alone = paths(out[row : row + 1, :size], np.array([size]), PLAIN)
        assert np.array_equal(together.labels[row, :size], alone.labels[0])
        assert not together.labels[row, size:].any()
        assert together.log_probability[row] == alone.log_probability[0]


def test_cues_are_whole_words_and_two_that_touch_stay_two():
    none, first, further = (9.0, 0.0, 0.0), (0.0, 9.0, 0.0), (0.0, 0.0, 9.0)
    word = np.array([True, True, False, True, True])
    logits = np.array([none, first, none, first, further])
    assert [(a, b) for a, b, _ in cues(logits, word, bias=0.0)] == [(1, 3), (3, 5)]
    assert cues(np.array([none] * 5), word, bias=0.0) == []
    assert len(cues(np.array([(1.0, 0.9, 0.0)] * 2), word[:2], bias=0.0)) == 0
    assert len(cues(np.array([(1.0, 0.9, 0.0)] * 2), word[:2], bias=-0.5)) == 2


def test_distances_are_signed_exact_when_near_and_bounded_when_far():
    weights, far, sentences = around(400, 100, 102, np.repeat(np.arange(8), 50))
    assert weights.sum() == pytest.approx(1)
    assert weights[[100, 101]].all()
    assert far[100] == far[101] == 0
    assert len({*far[95:100].tolist(), *far[102:107].tolist()}) == 10
    assert far[0] == far[5] > far[60]
    assert far.max() < 64
    assert sentences.min() == 1
    assert sentences.max() == 6
