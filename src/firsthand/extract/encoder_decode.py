"""From scores to spans: the cues of a window, and the best source and content for each.

The labels of one cue are a path through three states (none, source, content), found by dynamic programming
(Viterbi 1967) over scores of each piece, of span edges (``begin``, ``finish``) and of changes, as in a linear-chain
conditional random field (Lafferty et al., ICML 2001). States are split by how many spans were already used, so that a
path has at most one source and few pieces of content, and a gap in the content has its price.
"""

from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LABELS = 3
NONE, SOURCE, CONTENT = range(LABELS)
MAX_PARTS = 3
BUCKETS = 32
FAR = 8
_NEVER = -1e9
_LEAST = 1e-300


class Decoding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the decoder was given by training. ``change`` is the score of going from a label (row) to another.

    ``cue_bias`` is added to the score of "no cue"; ``gap`` is the price of each further piece of content;
    ``calibration`` are the weights of the logistic score: constant, cue, path.
    """

    change: tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]
    cue_bias: float = 0.0
    gap: float = 0.0
    sourceless: float = 0.0
    calibration: tuple[float, float, float] = (0.0, 1.0, 1.0)


@dataclass(frozen=True, kw_only=True)
class Paths:
    """The best labels of each cue (a row a cue), and the log probability of each whole row."""

    labels: Ints
    log_probability: Floats


def softmax(scores: Floats) -> Floats:
    """Return probabilities over the last axis."""
    e = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True), np.float64)


def cues(logits: Floats, word: NDArray[np.bool_], *, bias: float) -> list[tuple[int, int, float]]:
    """Return start, end and probability of each cue; ``logits`` are (pieces, 3) for outside, first, further.

    A cue is widened to whole words. Its probability is the mean over its pieces of being in any cue.
    """
    scores = logits.astype(np.float64)
    p = softmax(scores)
    scores = scores + np.array([bias, 0.0, 0.0])
    best = scores.argmax(-1)
    found: list[tuple[int, int]] = []
    for place in np.flatnonzero(best).tolist():
        starts = best[place] == 1 and bool(word[place])
        if found and found[-1][1] == place and not starts:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    whole: list[tuple[int, int, float]] = []
    for start, end in found:
        first, last = start, end
        while first > 0 and not word[first]:
            first -= 1
        while last < len(word) and not word[last]:
            last += 1
        if whole and first < whole[-1][1]:
            first = whole[-1][0]
            whole.pop()
        whole.append((first, last, float(1 - p[first:last, 0].mean())))
    return whole


def bucket(distance: Ints) -> Ints:
    """Return distances in pieces, exact up to ``FAR`` and by powers beyond; the sign makes two tables of one."""
    size = np.abs(distance)
    far = FAR + np.ceil(np.log2(np.maximum(size, FAR) / FAR) * 4)
    near = np.where(size <= FAR, size, np.minimum(BUCKETS - 1, far)).astype(np.int64)
    return np.asarray(np.where(distance < 0, near, near + BUCKETS) * (size > 0), np.int64)


def around(n: int, start: int, end: int, sentence: Ints) -> tuple[Floats, Ints, Ints]:
    """Return the weights of a cue's pieces, and how far each piece is from it in pieces and in sentences."""
    place = np.arange(n)
    weights = np.where((place >= start) & (place < end), 1 / (end - start), 0.0)
    far = np.where(place < start, place - start, np.where(place >= end, place - (end - 1), 0))
    return weights, bucket(far), np.clip(sentence - sentence[start], -3, 3) + 3


def paths(out: Floats, lengths: Ints, d: Decoding) -> Paths:
    """Return the best paths for scores (cues, pieces, 7): three labels, begin and finish of source and of content."""
    order = np.argsort(-lengths, kind="stable")  # those that still go on at a piece are then the first rows
    live = (lengths[:, None] > np.arange(out.shape[1])).sum(0).tolist()
    out = np.ascontiguousarray(out[order].transpose(1, 0, 2))
    emit = out[:, :, :3]
    begin, finish = np.pad(out[:, :, 3:5], ((0, 0), (0, 0), (1, 0))), np.pad(out[:, :, 5:7], ((0, 0), (0, 0), (1, 0)))
    # Of every piece but the first: the score of going from a label (row) to another, and of being there.
    off = 1 - np.eye(LABELS)
    step = np.array(d.change) + off * (finish[:-1, :, :, None] + begin[1:, :, None, :]) + emit[1:, :, None, :]
    found = Paths(labels=np.zeros((len(order), len(out)), np.int64), log_probability=np.zeros(len(order)))
    labels, score = _best(emit[0] + begin[0], step, live, d)
    found.labels[order] = labels.T
    found.log_probability[order] = np.minimum(0.0, score - _log_sum(emit[0] + begin[0], step, live))
    return found


def _best(first: Floats, step: Floats, live: list[int], d: Decoding) -> tuple[Ints, Floats]:
    """Return the labels (pieces, cues) and the score of the best path of each cue."""
    label, opening, before, price, ending = _states(d)
    n, never = len(first), np.full((len(first), 1), _NEVER)
    # (piece, cue, label before, state): what each state costs, coming from a label.
    cost = step[:, :, :, label] + price
    score = np.where(opening, first[:, label], _NEVER)
    scores = [score]
    for t, k in enumerate(live[1:]):
        known = np.concatenate([score[:k], never[:k]], 1)
        best = (known.take(before.ravel(), 1).reshape(k, LABELS, len(label)) + cost[t, :k]).max(1)
        score = best if k == n else np.concatenate([best, score[k:]])
        scores.append(score)
    score = score + ending
    state, rows = score.argmax(1), np.arange(n)
    labels = np.zeros((len(live), n), np.int64)
    for t in range(len(live) - 1, -1, -1):
        k = live[t]
        labels[t, :k] = label[state[:k]]
        if t:
            from_ = before[:, state[:k]]
            known = np.concatenate([scores[t - 1][:k], never[:k]], 1)
            came = (known[rows[:k], from_] + cost[t - 1, rows[:k], :, state[:k]].T).argmax(0)
            state[:k] = from_[came, rows[:k]]
    return labels, score.max(1)


def _log_sum(first: Floats, step: Floats, live: list[int]) -> Floats:
    """Return the logarithm of the sum over all label paths of each cue, allowed or not."""
    top = step.max((2, 3), keepdims=True)
    share = np.exp(step - top)
    start = first.max(1)
    weight = np.exp(first - start[:, None])
    sums = np.ones(step.shape[:2])
    for t, k in enumerate(live[1:]):
        new = (weight[:k, :, None] * share[t, :k]).sum(1)
        sums[t, :k] = new.sum(1)
        weight[:k] = new / sums[t, :k, None]
    goes_on = np.arange(len(first)) < np.array(live[1:])[:, None]
    steps = np.where(goes_on, np.log(np.maximum(sums, _LEAST)) + top[:, :, 0, 0], 0.0)
    # Added one by one, since a sum in pairs would depend on the length of what is decoded beside it.
    return np.asarray(np.cumsum(np.concatenate([start[None], steps]), 0)[-1] + np.log(weight.sum(1)), np.float64)


def _state_list() -> list[tuple[int, int, int]]:
    """All (label, sources used, pieces of content used) that can be."""
    return [
        (label, used, parts)
        for label in range(LABELS)
        for used in (0, 1)
        for parts in range(MAX_PARTS + 1)
        if not (label == SOURCE and not used) and not (label == CONTENT and not parts)
    ]


def _states(d: Decoding) -> tuple[Ints, NDArray[np.bool_], Ints, Floats, Floats]:
    """The label of each state, whether a path may open with it, and the price of ending there.

    In the middle, a row a label: the state that a path with this label was in before (the number of states where there
    is none), and the price of the step.
    """
    states = _state_list()
    place = {state: k for k, state in enumerate(states)}
    before = np.full((LABELS, len(states)), len(states))
    price = np.zeros((LABELS, len(states)))
    for j, (label, used, parts) in enumerate(states):
        for came in range(LABELS):
            opens = came != label
            earlier = (came, used - (opens and label == SOURCE), parts - (opens and label == CONTENT))
            before[came, j] = place.get(earlier, len(states))
            if opens and label == CONTENT and earlier[2]:
                price[came, j] = -d.gap
    ends = np.array([_NEVER / 2 * (not parts) - d.sourceless * (not used) for _, used, parts in states])
    opening = np.array([used == (label == SOURCE) and parts == (label == CONTENT) for label, used, parts in states])
    return np.array([label for label, _, _ in states]), opening, before, price, ends
