"""What the model finds in a text: cues, and the source and content of each.

One pass of the encoder over each window gives a cue score for every piece; one pass of the role head over the same
hidden states gives, for every cue, who is its source and what its content.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from firsthand.extract import encoder
from firsthand.extract.encoder_decode import CONTENT, SOURCE, Decoding, Floats, Ints, around, cues, paths, softmax
from firsthand.extract.encoder_windows import Pieces, Window, pieces, windows
from firsthand.model import Span

MOST_CUES = 64
"""Cues of one window that are read, the surest first: a bound on hostile text; real windows have under twenty."""
_DENSE = 1.5
_MARK = re.compile('["“”„«»]')
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MARGIN = 4.0
"""A piece whose best label but "none" scores this much below "none" is outside every path."""


class Found(msgspec.Struct, frozen=True, gc=False):
    """An attribution as the model reads it. ``score`` is the calibrated probability that all of it is right."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    cue_probability: float
    path_probability: float
    score: float


@dataclass(frozen=True, kw_only=True)
class Read:
    """What the model found in a text, in the order of the cues, and how sure it was of a cue at every piece."""

    found: tuple[Found, ...]
    starts: Ints
    cue: Floats

    def cue_at(self, span: Span) -> float:
        """Return the highest probability of a cue at the pieces of a span."""
        low = max(0, int(np.searchsorted(self.starts, span.start, "right")) - 1)
        high = int(np.searchsorted(self.starts, span.end, "left"))
        return float(self.cue[low:high].max(initial=0.0))

    def shifted(self, by: int) -> "Read":
        """Return the same for a text that stands ``by`` characters into another."""
        return Read(found=tuple(_shifted(f, by) for f in self.found), starts=self.starts + by, cue=self.cue)


@dataclass(frozen=True, kw_only=True)
class _Cue:
    """A cue in its window, and the scores of the role head for all its pieces."""

    window: Window
    start: int
    end: int
    probability: float
    out: NDArray[np.float32]


@lru_cache(maxsize=1)
def decoding() -> Decoding:
    """Return what the decoder was given by training."""
    return msgspec.json.decode((encoder.WEIGHTS / "decoding.json").read_bytes(), type=Decoding)


def _shifted(found: Found, by: int) -> Found:
    return msgspec.structs.replace(
        found,
        source=found.source and found.source.shift(by),
        cue=found.cue.shift(by),
        content=tuple(s.shift(by) for s in found.content),
    )


def read(text: str, *, decode: Decoding | None = None) -> Read:
    """Return what the model finds in a text."""
    decode = decode or decoding()
    encoding = encoder.tokenizer().encode(text, add_special_tokens=False)
    p = pieces(text, encoding.ids, encoding.offsets)
    found: list[_Cue] = []
    cue = np.zeros(len(p.ids))
    for window in windows(p, lines=_telling(text, p)):
        found += _cues(p, window, decode, cue)
    return Read(found=tuple(_decoded(text, p, found, decode)), starts=p.starts, cue=cue)


def _telling(text: str, p: Pieces) -> frozenset[int]:
    """Return the lines that can hold an attribution: with a quotation mark, or a word that stood in a cue in training.

    What has fewer than ``_DENSE`` characters a piece is no prose in any case: it is not read.
    """
    if not len(p.ids):
        return frozenset()
    heads = np.flatnonzero(np.diff(p.line, prepend=-1))
    tails = np.append(heads[1:], len(p.line))
    known = cue_words()
    found = []
    for line, (a, b) in enumerate(zip(heads.tolist(), tails.tolist(), strict=True)):
        start, end = int(p.starts[a]), int(p.ends[b - 1])
        if end - start < _DENSE * (b - a):
            continue
        if _MARK.search(text, start, end) or any(m.group().lower() in known for m in _WORD.finditer(text, start, end)):
            found.append(line)
    return frozenset(found)


@lru_cache(maxsize=1)
def cue_words() -> frozenset[str]:
    """Return the words that often enough stood in a cue in the training data."""
    return frozenset((encoder.WEIGHTS / "cue-words.txt").read_text(encoding="utf-8").split())


def _cues(p: Pieces, window: Window, decode: Decoding, cue: Floats) -> list[_Cue]:
    """Run the encoder over a window, and the role head over its cues. The marks [CLS] and [SEP] stand around it."""
    cut = slice(window.start, window.end)
    ids, shape = encoder.marked(p.ids[cut]), np.pad(p.shape[cut], 1)
    given = {"words": encoder.embedded(ids), "shape": shape}
    hidden, logits = encoder.session("encoder").run(["hidden", "cue"], given)
    own = window.own - window.start
    cue[window.own : window.end] = np.round(1 - softmax(logits[1 + own : -1].astype(np.float64))[:, 0], 3)
    spans = [c for c in cues(logits[1:-1], p.word[cut], bias=decode.cue_bias) if c[0] >= own]
    spans = sorted(sorted(spans, key=lambda c: -c[2])[:MOST_CUES])
    if not spans:
        return []
    sentence = np.pad(p.sentence[cut], 1, mode="edge")
    asked = [around(len(ids), start + 1, end + 1, sentence) for start, end, _ in spans]
    (out,) = encoder.session("roles").run(
        None,
        {
            "hidden": hidden,
            "cue": np.stack([a[0] for a in asked]).astype(np.float32),
            "distance": np.stack([a[1] for a in asked]),
            "sentences": np.stack([a[2] for a in asked]),
        },
    )
    return [
        _Cue(window=window, start=start, end=end, probability=probability, out=row[1:-1])
        for (start, end, probability), row in zip(spans, out, strict=True)
    ]


def _decoded(text: str, p: Pieces, found: Sequence[_Cue], decode: Decoding) -> list[Found]:
    """Find the best paths of all cues of a text at once, over the pieces that can matter to each."""
    if not found:
        return []
    cuts = [_live(c.out) for c in found]
    size = max(b - a for a, b in cuts)
    out = np.zeros((len(found), size, found[0].out.shape[1]))
    for row, (c, (a, b)) in enumerate(zip(found, cuts, strict=True)):
        out[row, : b - a] = c.out[a:b]
    lengths = np.array([b - a for a, b in cuts])
    best = paths(out, lengths, decode)
    result = []
    for c, (a, b), labels, log_path in zip(found, cuts, best.labels, best.log_probability, strict=True):
        at = c.window.start + a
        source = _spans(p, labels[: b - a], SOURCE, at)
        content = _beside(p, c, labels[: b - a], at)
        if content:
            cue = _bare(text, Span(int(p.starts[c.window.start + c.start]), int(p.ends[c.window.start + c.end - 1])))
            sure, path = round(c.probability, 3), round(float(np.exp(log_path)), 3)
            result.append(
                Found(
                    source=source[0] if source else None,
                    cue=cue,
                    content=content,
                    cue_probability=sure,
                    path_probability=path,
                    score=_score(sure, path, decode),
                )
            )
    return result


def _bare(text: str, span: Span) -> Span:
    """Leave out the colon or comma at the end of a cue."""
    end = span.end
    while end - 1 > span.start and text[end - 1] in ",:; ":
        end -= 1
    return Span(span.start, end)


def _beside(p: Pieces, c: _Cue, labels: Ints, at: int) -> tuple[Span, ...]:
    """Return the content in the cue's own line; where it holds none, that of the next line that does.

    A quotation in a line of its own is a statement of its own, as its speaker may be another.
    """
    own = int(p.line[c.window.start + c.start])
    lines = np.where(labels == CONTENT, p.line[at : at + len(labels)], -1)
    held = sorted({*lines[lines >= 0].tolist()}, key=lambda line: (abs(line - own), line))
    return _spans(p, np.where(lines == held[0], CONTENT, 0), CONTENT, at) if held else ()


def _live(out: NDArray[np.float32]) -> tuple[int, int]:
    """From the first to the last piece that any path would call more than none, one more on both sides."""
    live = np.flatnonzero(out[:, 1:3].max(1) - out[:, 0] > -_MARGIN)
    if not len(live):
        return 0, 1
    return max(0, int(live[0]) - 1), min(len(out), int(live[-1]) + 2)


def _spans(p: Pieces, labels: Ints, label: int, at: int) -> tuple[Span, ...]:
    """Return the runs of a label as spans of whole words."""
    same = np.concatenate([[0], (labels == label).astype(np.int8), [0]])
    edges = np.flatnonzero(np.diff(same)).tolist()
    found: list[Span] = []
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        start, end = at + first, at + last
        while start > 0 and not p.word[start]:
            start -= 1
        while end < len(p.word) and not p.word[end]:
            end += 1
        span = Span(int(p.starts[start]), int(p.ends[end - 1]))
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(found)


def evidence(cue: float, path: float) -> tuple[float, float, float]:
    """Return what the score is made of: a constant, and the log odds of the cue and of the whole path."""
    return 1.0, _logit(cue), _logit(path)


def _score(cue: float, path: float, decode: Decoding) -> float:
    z = sum(w * x for w, x in zip(decode.calibration, evidence(cue, path), strict=True))
    return round(float(1 / (1 + np.exp(-z))), 3)


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return float(np.log(p / (1 - p)))
