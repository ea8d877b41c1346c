"""A reason why two reports of a claim may rest on one origin, and how sure each kind of reason is."""

import msgspec

from firsthand.model import Level, Span
from firsthand.trace.records import EvidenceKind

SURE = 1.0


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Reports ``a`` and ``b``, by their numbers, share an origin: with what probability, and why.

    ``spans`` are the words that tell: a document's number and characters of its text.
    """

    a: int
    b: int
    kind: EvidenceKind
    level: Level
    score: float
    why: str
    spans: tuple[tuple[int, Span], ...] = ()


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The probability that two reports share an origin, by the kind of evidence that is not certain.

    ``party`` is a probable link of parties, ``name`` a name that is part of another, ``speaks_for`` a person and the
    body named with him, ``reuse`` one sentence in both whose party only one names, ``credit`` one agency's copy in
    both, ``quotation`` the same words in marks, ``hyperlink`` a link at the claim, ``detail`` the same number from one
    who names nobody, ``numbers`` two or more equal numbers from an outlet that names nobody.
    """

    party: float
    name: float
    speaks_for: float
    reuse: float
    credit: float
    quotation: float
    hyperlink: float
    detail: float
    numbers: float


def reason_between(
    a: int, b: int, kind: EvidenceKind, score: float, why: str, *, spans: tuple[tuple[int, Span], ...] = ()
) -> Reason:
    """Return a reason to join two reports; certain where its score is ``SURE``."""
    first, second = sorted((a, b))
    level: Level = "certain" if score >= SURE else "probable"
    return Reason(a=first, b=second, kind=kind, level=level, score=score, why=why, spans=spans)
