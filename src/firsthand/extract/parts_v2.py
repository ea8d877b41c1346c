"""What the rules of a verb in second place share: its clause, the words of its cue, and the candidate it makes."""

import msgspec

from firsthand.extract import phrases
from firsthand.extract.candidate import Candidate, from_match
from firsthand.extract.clauses import Range, View
from firsthand.extract.cues import Match
from firsthand.languages import Cue

BOUNDARY = frozenset(",;:–—()")


def cue_ranges(match: Match) -> tuple[Range, ...]:
    """Return the atoms of a cue, and of the particle that stands apart from it."""
    ranges: tuple[Range, ...] = ((match.left, match.last),)
    if match.particle >= 0:
        ranges = (*ranges, (match.particle, match.particle + len(match.cues[0].particle)))
    return ranges


def segment(v: View, left: int) -> int:
    """Return where the clause segment of a verb starts: behind the last comma, quotation or conjunction before it."""
    atoms, words = v.atoms, v.lang.words
    place = left - 1
    depth = 0
    while place >= 0:
        atom = atoms[place]
        if atom.text == ")":
            depth += 1
        elif atom.text == "(" and depth:
            depth -= 1
        elif depth == 0 and (
            atom.kind == "q"
            or atom.text in BOUNDARY
            or atom.lower in words.complementisers
            or atom.lower in words.subordinators - words.prepositions
            or phrases.is_relative(atoms, place, v.lang)
        ):
            break
        place -= 1
    return place + 1


def make(
    match: Match,
    cue: Cue,
    source: Range | None,
    ranges: tuple[Range, ...],
    content: tuple[Range, ...],
    *,
    rule: str,
    weight: float | None = None,
    previous: bool = False,
    object: Range | None = None,
) -> Candidate:
    """Return the candidate a cue verb makes; ``ranges`` are the atoms of its cue, in any order."""
    made = from_match(match, cue, source=source, words=merged(ranges), content=content, rule=rule)
    return msgspec.structs.replace(
        made, weight=made.weight if weight is None else weight, previous=previous, object=object
    )


def merged(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """Return ranges with those joined that touch ("säger" and "sig")."""
    merged: list[Range] = []
    for part in sorted(ranges):
        if merged and merged[-1][1] >= part[0]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], part[1]))
        else:
            merged.append(part)
    return tuple(merged)
