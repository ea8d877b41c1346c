"""Who took a shared text from whom, as far as the two texts and their dates show."""

import math
from datetime import UTC, date, datetime, time

import msgspec
import numpy as np

from firsthand.link.align import Stretch
from firsthand.link.reuse_sheet import Sheet
from firsthand.model import Direction, Level

ALIKE = 0.8
"""Share of both texts from which they are one text printed twice; of one text, from which it is an excerpt."""

LAG = 6 * 3600
"""Seconds by which a text may seem older than the one it names: pages are dated by their last change."""

LONGER = 1.05
"""How much longer a text must be to pass for the later edition, where dates do not tell."""

QUOTED, PLAIN = 0.7, 0.3
"""Shares of the common words in quotation marks here and there from which this text quotes that one."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A direction, how sure it is, and one sentence why. ``a`` and ``b`` are the texts as they were given."""

    direction: Direction
    level: Level
    why: str


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """What two texts share, as the direction needs it: the passages, and the share of each text they make."""

    stretches: tuple[Stretch, ...]
    share_a: float
    share_b: float


_FLIP: dict[Direction, Direction] = {"a_from_b": "b_from_a", "b_from_a": "a_from_b"}


def direction(a: Sheet, b: Sheet, shared: Shared) -> Finding:
    """Say who took the shared text from whom. Swapping the texts swaps the answer."""
    if a.house is not None and a.house == b.house:
        return _at_home(a, b, shared)
    agencies = [name for name in a.signed if name in b.signed and name not in {a.house, b.house}]
    if agencies:
        return Finding(direction="common_source", level="certain", why=f"Both are signed {agencies[0]}.")
    return _issued(a, b) or _named(a, b, shared) or _signed(a, b) or _cut(a, b, shared) or _nothing(a, b)


def _at_home(a: Sheet, b: Sheet, shared: Shared) -> Finding:
    """Two texts of one house: one printed twice, or a later one that takes up an earlier one."""
    if min(shared.share_a, shared.share_b) >= ALIKE:
        why = f"{a.house} printed one text twice."
        return Finding(direction="common_source", level="certain", why=why)
    order = earlier(a.own_day or a.published, b.own_day or b.published) or earlier(a.published, b.published)
    if order:
        later: Direction = "b_from_a" if order < 0 else "a_from_b"
        return Finding(direction=later, level="probable", why=f"{a.house} printed the one after the other.")
    if len(a.hashes) > LONGER * len(b.hashes) or len(b.hashes) > LONGER * len(a.hashes):
        grown: Direction = "a_from_b" if len(a.hashes) > len(b.hashes) else "b_from_a"
        why = f"Both are of {a.house}; the longer one is taken for the later edition."
        return Finding(direction=grown, level="probable", why=why)
    return Finding(direction="unknown", level="probable", why=f"Both are of {a.house}, and nothing tells the order.")


def _issued(a: Sheet, b: Sheet) -> Finding | None:
    """One text is signed by the agency that published the other, even where the two share the dateline that says so."""
    for taker, source, way in ((a, b, "a_from_b"), (b, a, "b_from_a")):
        if source.house is None or source.house not in taker.signed or taker.house in source.signed:
            continue
        if not _too_early(taker, source):
            taken: Direction = "a_from_b" if way == "a_from_b" else "b_from_a"
            return Finding(
                direction=taken, level="certain", why=f"One is signed {source.house}, the house of the other."
            )
    return None


def _named(a: Sheet, b: Sheet, shared: Shared) -> Finding | None:
    """One text names the house of the other, outside the words they share; the other does not."""
    a_names = b.house is not None and _outside(a, b.house, [(s.a, s.a_end) for s in shared.stretches])
    b_names = a.house is not None and _outside(b, a.house, [(s.b, s.b_end) for s in shared.stretches])
    if a_names == b_names or _too_early(*((a, b) if a_names else (b, a))):
        return None
    house, taker = (b.house, "a_from_b") if a_names else (a.house, "b_from_a")
    taken: Direction = "a_from_b" if taker == "a_from_b" else "b_from_a"
    return Finding(direction=taken, level="certain", why=f"One names {house}, the house of the other.")


def _too_early(taker: Sheet, source: Sheet) -> bool:
    """Say whether a text is so much older than another that it cannot be taken from it."""
    taken, given = _bounds(taker.published), _bounds(source.published)
    return bool(taken and given and (given[0] - taken[1]).total_seconds() > LAG)


def _outside(sheet: Sheet, house: str, shared: list[tuple[int, int]]) -> bool:
    place = sheet.named.get(house)
    return place is not None and not any(start <= place < end for start, end in shared)


def _signed(a: Sheet, b: Sheet) -> Finding | None:
    """One text is signed by an agency that is neither house: the other has it from there too, for all that shows."""
    agencies = [name for name in (*a.signed, *b.signed) if name not in {a.house, b.house}]
    if not agencies:
        return None
    return Finding(direction="common_source", level="probable", why=f"One of them is signed {agencies[0]}.")


def _cut(a: Sheet, b: Sheet, shared: Shared) -> Finding | None:
    """An edit that goes one way only: words put in quotation marks, or an excerpt that leaves out or breaks off."""
    for one, other, way, flip in ((a, b, "a_from_b", False), (b, a, "b_from_a", True)):
        excerpt = (shared.share_b if flip else shared.share_a) >= ALIKE
        why = _quotes(one, other, shared, flip)
        if excerpt and not why:
            why = _omits(one, shared, flip) or _breaks(one, other, shared, flip)
        if why:
            taken: Direction = "a_from_b" if way == "a_from_b" else "b_from_a"
            return Finding(direction=taken, level="probable", why=why)
    return None


def _quotes(one: Sheet, other: Sheet, shared: Shared, flip: bool) -> str | None:
    runs = [(r.b, r.a, r.length) if flip else (r.a, r.b, r.length) for s in shared.stretches for r in s.runs]
    total = sum(length for _, _, length in runs)
    mine = one.in_quotation()
    if sum(np.count_nonzero(mine[start : start + length]) for start, _, length in runs) < QUOTED * total:
        return None
    theirs = other.in_quotation()
    if sum(np.count_nonzero(theirs[start : start + length]) for _, start, length in runs) > PLAIN * total:
        return None
    return "One has in quotation marks what the other says without."


def _omits(one: Sheet, shared: Shared, flip: bool) -> str | None:
    """An ellipsis where one text leaves out words the other has."""
    ends = np.array([(s.b_end, s.a_end) if flip else (s.a_end, s.b_end) for s in shared.stretches])
    starts = np.array([(s.b, s.a) if flip else (s.a, s.b) for s in shared.stretches])
    for gap in one.gaps:
        if gap in starts[:, 0] and gap in ends[:, 0]:
            before, after = ends[ends[:, 0] == gap][0, 1], starts[starts[:, 0] == gap][0, 1]
            if after > before:
                return "One marks with an ellipsis where it leaves out words of the other."
    return None


def _breaks(one: Sheet, other: Sheet, shared: Shared, flip: bool) -> str | None:
    """A text that breaks off within a sentence, or within a word of it, that the other goes on with."""
    if not one.breaks_off:
        return None
    mine, theirs = len(one.hashes) // 4, len(other.hashes) // 4
    for s in shared.stretches:
        end, end_there = (s.b_end, s.a_end) if flip else (s.a_end, s.b_end)
        if end >= mine - 1 and end_there < theirs:
            return "One breaks off where the other goes on."
    return None


def _nothing(a: Sheet, b: Sheet) -> Finding:
    """Nothing in the texts tells: two houses with one text that do not name each other mostly have it from a third."""
    if a.house is None or b.house is None:
        why = "The texts do not show where the words come from, and not both houses are known."
        return Finding(direction="unknown", level="probable", why=why)
    named = a.house in b.named or b.house in a.named
    start = (
        "One names the other's house in the words they share, which may be either's"
        if named
        else "Neither names the other"
    )
    why = f"{start}, and no edit shows a copy; two houses with one text mostly have it from a third."
    return Finding(direction="common_source", level="probable", why=why)


def earlier(a: str | None, b: str | None) -> int:
    """Return -1 when the moment ``a`` lies before ``b``, 1 when after, 0 when they may be the same or are not told."""
    first, second = _bounds(a), _bounds(b)
    if first is None or second is None:
        return 0
    if first[1] < second[0]:
        return -1
    return 1 if second[1] < first[0] else 0


def moment(told: str | None) -> float:
    """Return a moment as seconds since 1970, to sort by; a day counts from its beginning, and what is not told last."""
    bounds = _bounds(told)
    return bounds[0].timestamp() if bounds else math.inf


def _bounds(told: str | None) -> tuple[datetime, datetime] | None:
    """Return the first and last moment an ISO 8601 date or date-time may mean; None for what is none."""
    if not told:
        return None
    try:
        if len(told) <= 10:
            day = date.fromisoformat(told)
            return datetime.combine(day, time.min, UTC), datetime.combine(day, time.max, UTC)
        moment = datetime.fromisoformat(told)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment, moment
