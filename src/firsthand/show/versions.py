"""Two versions of one quotation as one row of pieces: what both have, what is gone, what is new."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from firsthand.link.differences import NOTES, Difference
from firsthand.link.quotations import compare
from firsthand.link.quotations_model import Drift, Quoted
from firsthand.show.clean import one_line, visible

LONGEST = 400
"""Characters of one stretch left out that are shown."""

_APART = NOTES | {"other_place", "translated"}


class Change(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch of the two versions: in both, only in the fuller one (``gone``), or only in the other (``new``)."""

    kind: Literal["same", "gone", "new"]
    text: str


def versions(fuller: str, other: str, *, lang_a: str | None = None, lang_b: str | None = None) -> tuple[Change, ...]:
    """Return what became of the words ``fuller`` in ``other``; only those of ``other`` where they are not alike."""
    drift = drift_of(fuller, other, lang_a=lang_a, lang_b=lang_b)
    return pieces(fuller, other, drift.differences if drift else ())


def drift_of(fuller: str, other: str, *, lang_a: str | None, lang_b: str | None) -> Drift | None:
    """Compare two wordings, as ``link.quotations.compare`` does, without their documents."""
    a = Quoted(id="a", doc="a", text=fuller, lang=lang_a)
    b = Quoted(id="b", doc="b", text=other, lang=lang_b)
    return compare(a, b)


def pieces(fuller: str, other: str, differences: Sequence[Difference]) -> tuple[Change, ...]:
    """Lay the differences into the words of ``other``."""
    found: list[Change] = []
    at = 0
    inline = (one for one in differences if one.kind not in _APART)
    for one in sorted(inline, key=lambda d: (d.quote.start, d.quote.end, d.transcript.start)):
        if one.quote.start < at:
            continue
        _add(found, "same", other[at : one.quote.start])
        _add(found, "gone", _spaced(one_line(one.transcript.of(fuller), LONGEST), found))
        _add(found, "new", one.quote.of(other))
        at = one.quote.end
    _add(found, "same", other[at:])
    return tuple(found)


def _spaced(text: str, before: Sequence[Change]) -> str:
    """Put a space after words left out, and one before where none stands."""
    if not text:
        return ""
    tight = bool(before) and not before[-1].text[-1:].isspace()
    return f"{' ' if tight else ''}{text} "


def _add(found: list[Change], kind: Literal["same", "gone", "new"], text: str) -> None:
    if text:
        found.append(Change(kind=kind, text=visible(text)))
