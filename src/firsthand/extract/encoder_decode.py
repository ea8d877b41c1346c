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
    n, size, _ = out.shape
    zero = np.zeros((n, size, 1))
    emit = out[:, :, :3]
    begin, finish = np.concatenate([zero, out[:, :, 3:5]], 2), np.concatenate([zero, out[:, :, 5:7]], 2)
    change = np.array(d.change)
    off = 1 - np.eye(LABELS)
    label, allowed, price, last_price = _states(d)
    score = np.where(_first_states(), emit[:, 0][:, label] + begin[:, 0][:, label] + price[0], _NEVER)
    total = emit[:, 0] + begin[:, 0]
    back = np.zeros((n, size, len(label)), np.int8)
    for t in range(1, size):
        step = change + off * (finish[:, t - 1, :, None] + begin[:, t, None, :])
        wide = score[:, :, None] + np.where(allowed, step[:, label][:, :, label], _NEVER) + price
        back[:, t] = wide.argmax(1)
        new = wide.max(1) + emit[:, t][:, label]
        live = (t < lengths)[:, None]
        score = np.where(live, new, score)
        back[:, t] = np.where(live, back[:, t], np.arange(len(label)))
        summed = total[:, :, None] + step
        top = summed.max(1)
        total = np.where(live, top + np.log(np.exp(summed - top[:, None]).sum(1)) + emit[:, t], total)
    score = score + last_price
    state = score.argmax(1)
    best = score.max(1)
    labels = np.zeros((n, size), np.int64)
    rows = np.arange(n)
    for t in range(size - 1, -1, -1):
        labels[:, t] = np.where(t < lengths, label[state], NONE)
        if t:
            state = back[rows, t, state]
    top = total.max(1)
    whole = top + np.log(np.exp(total - top[:, None]).sum(1))
    return Paths(labels=labels, log_probability=np.minimum(0.0, best - whole))


def _state_list() -> list[tuple[int, int, int]]:
    """All (label, sources used, pieces of content used) that can be."""
    return [
        (label, used, parts)
        for label in range(LABELS)
        for used in (0, 1)
        for parts in range(MAX_PARTS + 1)
        if not (label == SOURCE and not used) and not (label == CONTENT and not parts)
    ]


def _first_states() -> NDArray[np.bool_]:
    return np.array([used == (label == SOURCE) and parts == (label == CONTENT) for label, used, parts in _state_list()])


def _states(d: Decoding) -> tuple[Ints, NDArray[np.bool_], Floats, Floats]:
    """The label of each state, which may follow which, the price of each step, and that of ending."""
    states = _state_list()
    allowed = np.zeros((len(states), len(states)), np.bool_)
    price = np.zeros((len(states), len(states)))
    for i, (label, used, parts) in enumerate(states):
        for j, (to, used_then, parts_then) in enumerate(states):
            opens = to != label
            allowed[i, j] = used_then == used + (opens and to == SOURCE) and parts_then == parts + (
                opens and to == CONTENT
            )
            if opens and to == CONTENT and parts:
                price[i, j] = -d.gap
    ends = np.array([_NEVER / 2 * (not parts) - d.sourceless * (not used) for _, used, parts in states])
    return np.array([label for label, _, _ in states]), allowed, price, ends
