"""Trailing tags: ", SANA reported" or ", according to Reuters" behind a statement somebody is already named for.

Where a language counts such a tag as a relay of that statement (``relays.tags`` in its file), the tag is no
attribution of its own. A tag is told by where it stands, not by what found it: its source and cue close what it covers.
"""

from collections.abc import Sequence

import msgspec

from firsthand.extract.candidate import Candidate
from firsthand.extract.citing import CITING
from firsthand.extract.clauses import FINAL, Range, View
from firsthand.extract.predicates import PREDICATE
from firsthand.extract.relays import relay_of
from firsthand.model import Relay

SAYING = 0.65
"""Weight of a cue verb from which it is one of saying, and none of thinking or planning."""
NEAR = 8
"""Statements right before a tag among which its own is looked for: a bound on hostile text."""


def tagged(v: View, candidates: Sequence[Candidate]) -> list[tuple[Candidate, tuple[Relay, ...]]]:
    """Return the candidates without the tags, each with the relays that tags give it."""
    if not v.lang.relays.tags:
        return [(candidate, ()) for candidate in candidates]
    given: dict[int, tuple[Relay, ...]] = {}
    dropped: set[int] = set()
    edges = [edge for c in candidates if (edge := _edge(c)) is not None]
    for place, tag in enumerate(candidates):
        stated = _statement(v, tag, candidates)
        relay = relay_of(v, tag.source) if stated is not None and tag.source is not None else None
        if stated is not None and relay is not None:
            given[stated] = (*given.get(stated, ()), relay)
            dropped.add(place)
    kept = [(c, given.get(k, ())) for k, c in enumerate(candidates) if k not in dropped]
    return [(_clipped(v, c, edges), relays) for c, relays in kept]


def _edge(tag: Candidate) -> tuple[Range, int] | None:
    """What a tag covers, and where its own words begin; None where its content does not come first."""
    if not tag.cue or tag.source is None or not tag.content:
        return None
    start = min(tag.cue[0][0], tag.source[0])
    covered = (tag.content[0][0], tag.content[-1][1])
    return (covered, start) if covered[1] <= start else None


def _statement(v: View, tag: Candidate, candidates: Sequence[Candidate]) -> int | None:
    """The outermost attribution in what a tag covers, the last of several; None where it attributes by itself."""
    edge = _edge(tag)
    if edge is None or not _can_tag(v, tag) or any(c.rule == CITING and c.content == tag.content for c in candidates):
        return None  # somebody is cited for what the tag covers: it reports by itself
    inside = [k for k, c in enumerate(candidates) if c is not tag and c.cue and c.source and _covers(edge[0], c)]
    inside = [k for k in inside if _says(v, candidates[k])]
    inside = inside[-NEAR:]
    outer = [k for k in inside if not any(_around(candidates[o], candidates[k]) for o in inside if o != k)]
    return max(outer, key=lambda k: candidates[k].cue[0], default=None)


def _says(v: View, candidate: Candidate) -> bool:
    """Whether somebody says something: what a party thinks, plans or has concluded is the medium's own word."""
    weights = [m.cues[0].group.weight for m in v.matches for a, b in candidate.cue if m.first < b and a < m.last]
    return candidate.rule != PREDICATE and max(weights, default=SAYING) >= SAYING


def may_tag(v: View, candidate: Candidate) -> bool:
    """Whether a statement has the shape of a tag by a medium: it closes the sentence, with a cue of telling."""
    if candidate.source is None or _edge(candidate) is None or not _can_tag(v, candidate):
        return False
    return max(candidate.source[1], candidate.cue[-1][1]) == v.end and relay_of(v, candidate.source) is not None


def _can_tag(v: View, tag: Candidate) -> bool:
    first = v.atoms[tag.cue[0][0]].lower
    if any(phrase.startswith(first) for phrase in v.lang.phrases.before):
        return True
    return v.atoms[tag.cue[-1][1] - 1].lower in v.lang.relays.tags


def _covers(covered: Range, other: Candidate) -> bool:
    return all(covered[0] <= a and b <= covered[1] for a, b in other.cue)


def _around(outer: Candidate, inner: Candidate) -> bool:
    """Whether a statement holds another's cue, which does not hold its own: contents may run too far."""
    return _holds(outer, inner) and not _holds(inner, outer)


def _holds(outer: Candidate, inner: Candidate) -> bool:
    """Whether a statement's cue stands in another's content."""
    if outer.content == inner.content:
        return False
    return any(a <= inner.cue[0][0] and inner.cue[-1][1] <= b for a, b in outer.content)


def _clipped(v: View, candidate: Candidate, edges: Sequence[tuple[Range, int]]) -> Candidate:
    """End content that runs into the words of a tag where the tag begins."""
    if not candidate.cue:
        return candidate
    content = candidate.content
    for covered, start in edges:
        if _covers(covered, candidate):
            content = tuple((a, _end(v, a, start) if a < start < b else b) for a, b in content)
    return candidate if content == candidate.content else msgspec.structs.replace(candidate, content=content)


def _end(v: View, start: int, end: int) -> int:
    while end > start + 1 and v.atoms[end - 1].text in FINAL and len(v.atoms[end - 1].text) == 1:
        end -= 1
    return end
