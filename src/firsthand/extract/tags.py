"""Trailing tags: ", SANA reported" or ", according to Reuters" behind a statement somebody is already named for.

Where a language counts such a tag as a relay of that statement (``relays.tags`` in its file), the tag is no
attribution of its own.
"""

from collections.abc import Sequence

from firsthand.extract.candidate import Candidate
from firsthand.extract.clauses import View
from firsthand.extract.relays import relay_of
from firsthand.model import Relay

TAGGING = ("preposition", "parenthetical")


def tagged(v: View, candidates: Sequence[Candidate]) -> list[tuple[Candidate, tuple[Relay, ...]]]:
    """Return the candidates without the tags, each with the relays that tags give it."""
    if not v.lang.relays.tags:
        return [(candidate, ()) for candidate in candidates]
    given: dict[int, tuple[Relay, ...]] = {}
    dropped: set[int] = set()
    for place, tag in enumerate(candidates):
        stated = _statement(v, tag, candidates)
        relay = relay_of(v, tag.source) if stated is not None and tag.source is not None else None
        if stated is not None and relay is not None:
            given[stated] = (*given.get(stated, ()), relay)
            dropped.add(place)
    return [(c, given.get(k, ())) for k, c in enumerate(candidates) if k not in dropped]


def _statement(v: View, tag: Candidate, candidates: Sequence[Candidate]) -> int | None:
    """The attribution right before a tag, in what the tag covers; None where the tag attributes by itself."""
    if tag.rule not in TAGGING or not tag.cue or tag.source is None:
        return None
    verb = v.atoms[tag.cue[-1][1] - 1].lower
    if tag.rule == "parenthetical" and verb not in v.lang.relays.tags:
        return None
    inside = [
        k
        for k, c in enumerate(candidates)
        if c is not tag and c.cue and c.source and c.rule != "noun" and _covers(tag, c)
    ]
    return max(inside, key=lambda k: candidates[k].cue[0], default=None)


def _covers(tag: Candidate, other: Candidate) -> bool:
    """Whether a statement's cue stands in what the tag covers, before the tag."""
    start, end = other.cue[0]
    return end <= tag.cue[0][0] and any(a <= start and end <= b for a, b in tag.content)
