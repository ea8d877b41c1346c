"""What the forms of a credit share: a line of a text, and what is found on it."""

import re
from collections.abc import Iterator

import msgspec

from firsthand.model import CreditKind, Level, Span
from firsthand.resolve.credits_names import Named

CAPITAL = re.compile(r"\s{0,3}[\"“”„»«'’‘]?[^\W\d_a-zåäöüß]")
NEXT = re.compile(r"\s*([^\s,;:|)]*)")
BY_LINE = 160
PLACE = 60


class Hit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A party found in a form. ``at`` is where the name stands."""

    name: str
    at: Span
    kind: CreditKind
    level: Level


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a text, spaces at its edges off. ``high`` is near the top, ``low`` at the end of the text."""

    start: int
    end: int
    high: bool
    low: bool
    before_place: bool = False


def hits(found: tuple[Named, ...] | list[Named], kind: CreditKind, level: Level = "certain") -> Iterator[Hit]:
    """Make one hit of each party named."""
    for named in found:
        yield Hit(name=named.name, at=named.span, kind=kind, level=level)


def any_of(words: tuple[str, ...]) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
