"""Links between voices: how one is made, and how voices under one key are linked without comparing all pairs."""

import datetime
from collections.abc import Callable, Iterable, Iterator

from firsthand.model import Level, PartyLink, Voice

DAYS = 366 * 2
"""How far apart, in days, two documents may be for an office or title to be the same person's."""


def link(a: Voice, b: Voice, level: Level, score: float, *said: str) -> PartyLink:
    """Return the link of two voices; ``said`` is the method, and why, which names them as {a} and {b}."""
    method, why = said
    first, second = sorted((a, b), key=lambda v: v.id)
    names = {"a": f"“{first.name}”", "b": f"“{second.name}”"}
    return PartyLink(a=first.id, b=second.id, level=level, method=method, score=score, why=why.format(**names))


def same(
    found: Iterable[Voice], key: Callable[[Voice], str | None], level: Level, score: float, *said: str
) -> Iterator[PartyLink]:
    """Link every voice to the first that has its key; ``said`` is as in ``link``."""
    first: dict[str, Voice] = {}
    for voice in found:
        own = key(voice)
        if own and first.setdefault(own, voice) is not voice:
            yield link(first[own], voice, level, score, *said)


def near(a: Voice, b: Voice, *, days: int = DAYS) -> bool:
    """Whether two documents are of about one time, or one has no date."""
    one, other = _day(a.published), _day(b.published)
    return one is None or other is None or abs((one - other).days) <= days


def _day(value: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def share(a: Voice, b: Voice) -> bool:
    """Whether two voices have a role in common, and no states that differ."""
    if not set(a.roles) & set(b.roles):
        return False
    return not a.states or not b.states or bool(set(a.states) & set(b.states))
