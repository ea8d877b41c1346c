"""The time axis of a figure: moments to places, and the labels under it."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from firsthand.link.direction import moment
from firsthand.show.words import Words

LEFT, RIGHT, UNDATED = 380.0, 720.0, 752.0
"""Where the first and the last moment stand, and what has no date, in SVG user units."""

_DAY = 86_400
_WIDE = 95


class Tick(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place on an axis, with its label."""

    at: float
    label: str


class Scale:
    """Where a moment of publication stands, between the first and the last of a claim's reports."""

    def __init__(self, published: Sequence[str | None]) -> None:
        known = [at for at in map(moment, published) if not math.isinf(at)]
        self.undated = len(known) < len(published)
        self._hours = any(len(one) > len("2031-05-14") for one in published if one)
        self._first, self._last = (min(known), max(known)) if known else (math.inf, math.inf)

    def x(self, published: str | None) -> float:
        """Return the place of a moment; what has no date stands beyond the last."""
        at = moment(published)
        return UNDATED if math.isinf(at) else self._place(at)

    def ticks(self, words: Words) -> tuple[Tick, ...]:
        """Return up to four moments with their labels: days, or hours where all is within two days."""
        if math.isinf(self._first):
            return ()
        span = self._last - self._first
        clock = self._hours and 0 < span <= 2 * _DAY
        found: dict[str, Tick] = {}
        for part in range(4):
            at = self._first + span * part / 3
            if not clock and part:
                at = max(self._first, at - at % _DAY)
            label = _label(at, words, clock=clock)
            place = self._place(at)
            if all(abs(place - other.at) > _WIDE for other in found.values()):
                found.setdefault(label, Tick(at=place, label=label))
        return tuple(found.values())

    def _place(self, at: float) -> float:
        span = self._last - self._first
        return LEFT + (RIGHT - LEFT) * ((at - self._first) / span if span else 0.0)


def _label(at: float, words: Words, *, clock: bool) -> str:
    when = datetime.fromtimestamp(at, UTC)
    month = words.months[when.month - 1][:3]
    if clock:
        return words.say("short_moment", day=when.day, month=month, clock=f"{when:%H:%M}")
    return words.say("short_date", day=when.day, month=month, year=when.year)
