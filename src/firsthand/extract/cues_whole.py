"""Small words that belong to a cue apart from its verb (German): "geht davon aus", "nannte … ein", "bezeichnete … als".

A correlate stands before the comma of the clause it announces ("plädierte dafür, dass"); "als" and the preposition a
verb takes stand before the words quoted ("sprach von einem „Sieg“").
"""

from collections.abc import Sequence

import msgspec

from firsthand.extract.candidate import Candidate
from firsthand.extract.clauses import Range, View
from firsthand.extract.cues import Match

BEFORE = 5
"""Words between "als" and the words quoted."""


def completed(v: View, match: Match, candidate: Candidate) -> Candidate:
    """Return a candidate whose cue has the small words that go with its verb."""
    if not candidate.content or not candidate.cue:
        return candidate
    start = max(candidate.content, key=lambda part: part[0])[0]
    place = _correlate(v, start) if v.atoms[start - 1].text in (",", ":") else _leading(v, match, start)
    first = min(a for a, _ in candidate.cue)
    if place is None or place <= first or any(a <= place < b for a, b in candidate.cue):
        return candidate
    return msgspec.structs.replace(candidate, cue=joined((*candidate.cue, (place, place + 1))))


def joined(ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Return ranges in order, those that touch as one."""
    found: list[Range] = []
    for part in sorted(ranges):
        if found and found[-1][1] >= part[0]:
            found[-1] = (found[-1][0], max(found[-1][1], part[1]))
        else:
            found.append(part)
    return tuple(found)


def _correlate(v: View, start: int) -> int | None:
    place = start - 2
    return place if place >= 0 and v.atoms[place].lower in v.lang.words.correlates else None


def _leading(v: View, match: Match, start: int) -> int | None:
    """Return the place of "als", or of a preposition the verb takes, before words quoted."""
    if v.atoms[start].kind != "q":
        return None
    words = v.lang.words
    heads = words.quoted_as | set(match.cues[0].group.about)
    for place in range(start - 1, max(match.first, start - 1 - BEFORE), -1):
        lower = v.atoms[place].lower
        if lower in heads:
            return place
        if v.atoms[place].kind != "w" or v.atoms[place].capital:
            return None
    return None
