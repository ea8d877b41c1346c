"""Reads "citing X" beside a statement: "X reported, citing Y", "X, citing Y, said", "X reported citing Y that P".

Y said what X reported. The words "citing Y" are no part of X's name or of what was said.
"""

from collections.abc import Sequence

import msgspec

from firsthand.extract import phrases
from firsthand.extract.candidate import Candidate, from_match
from firsthand.extract.clauses import Range, View
from firsthand.extract.cues import Match
from firsthand.extract.edges import is_relative
from firsthand.extract.encoder_read import Found
from firsthand.extract.quoting import beside, edge, is_party, saying
from firsthand.model import Span, Spans

CITING = "citing"


def is_citing(v: View, match: Match) -> bool:
    """Whether a cue verb is "citing" or "quoting", or the "that cited" of "a report that cited two guards"."""
    if v.atoms[match.first].lower not in v.lang.words.quoting_verbs or match.passive:
        return False
    return match.form == "gerund" or _relative(v, match)


def _relative(v: View, match: Match) -> bool:
    """Whether a relative pronoun is the subject of a cue verb, and nobody is quoted "as saying" something else."""
    place = match.left - 1
    return place > 0 and is_relative(v.atoms, place, v.lang) and saying(v, match.last) is None


def cited(v: View, match: Match, found: Sequence[Candidate]) -> list[Candidate] | None:
    """Return the candidates of a sentence with that of "citing X" added; None where X is cited for none of them."""
    source = phrases.after(v.atoms, match.last, v.lang, ceiling=v.end)
    start = match.left - _relative(v, match)
    start -= start > 0 and v.atoms[start - 1].text == ","
    outer = _outer(match, found, start)
    if source is None or outer is None:
        return None
    source = beside(v, source)
    speaks, source = is_party(v, source), edge(v, source)
    kept = _without(v, outer, (start, source[1]))
    if kept.source is None or not kept.content:
        return None
    cue = ((match.left, match.last),)
    party, content = (source, kept.content) if speaks else (kept.source, (source,))
    made = from_match(match, match.cues[0], source=party, words=cue, content=content, rule=CITING)
    return [*(kept if c is outer else c for c in found), made]


def _outer(match: Match, found: Sequence[Candidate], start: int) -> Candidate | None:
    """The statement somebody is cited for: one whose parts run into "citing", else the one before or behind.

    ``start`` is where the words begin that cite, comma and relative pronoun included.
    """
    place = match.left
    able = [c for c in found if c.content and c.source is not None and c.cue]
    for c in able:
        first, last = c.source or (0, 0)
        if first < place and start <= last + 1 and c.cue[0][0] > place:
            return c
    for c in able:
        if c.cue[-1][1] == place and any(a == place for a, _ in c.content):
            return c
    before = [c for c in able if c.cue[-1][1] <= place]
    behind = [c for c in able if c.cue[0][0] > place] if place == 0 else []
    return before[-1] if before else behind[0] if behind else None


def _without(v: View, candidate: Candidate, taken: Range) -> Candidate:
    """Cut the words of "citing X" off the end of a source and off the edges of a content."""
    source = candidate.source
    if source is not None and source[0] < taken[0] < source[1]:
        source = source[0], taken[0]
    content = []
    for start, end in candidate.content:
        first, last = start, end
        if taken[0] <= start < taken[1]:
            first = taken[1] + (taken[1] < v.end and v.atoms[taken[1]].text == ",")
        if start < taken[0] < end:
            last = taken[0]
        if first < last:
            content.append((first, last))
    return msgspec.structs.replace(candidate, source=source, content=tuple(content))


def aligned(v: View, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Cut "citing X" out of what the model read in a sentence; X has the content of the statement it is cited for."""
    some = _known(v, candidates)
    for place, c in enumerate(some):
        if c.rule == CITING and c.read is None and c.source is not None and c.source[0] >= c.cue[-1][1]:
            first = c.cue[0][0] - is_relative(v.atoms, c.cue[0][0] - 1, v.lang)
            some = [o if o is c else _cut(v, o, (first, c.source[1])) for o in some]
            some[place] = _shared(v, c, some)
    return some


def _known(v: View, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Read "citing X" also beside a statement that only the model found."""
    some = list(candidates)
    for match in v.matches:
        if not is_citing(v, match) or any(c.rule == CITING and _meets(c, match) for c in some):
            continue
        rest = [c for c in some if not _meets(c, match) or c.cue[0][0] < match.left]
        some = cited(v, match, rest) or some
    return some


def _meets(candidate: Candidate, match: Match) -> bool:
    return any(a < match.last and match.left < b for a, b in candidate.cue)


def _cut(v: View, other: Candidate, taken: Range) -> Candidate:
    """Cut the words of "citing X" out of what the model read; where it took them for a source, the rule's holds."""
    read = other.read
    if read is None:
        return other
    first, last = v.atoms[taken[0]], v.atoms[taken[1] - 1]
    source = read.source
    if source is not None and source.overlaps(Span(first.start, last.end)):
        if source.start >= first.start:
            return msgspec.structs.replace(other, read=None)
        source = Span(source.start, _end_before(v, taken[0]))
    content = []
    for span in read.content:
        start, end = span.start, span.end
        if first.start <= start < last.end:
            start = _start_behind(v, taken[1])
        if start < first.start < end:
            end = _end_before(v, taken[0])
        if start < end:
            content.append(Span(start, end))
    if not content:
        return other
    return msgspec.structs.replace(other, read=msgspec.structs.replace(read, source=source, content=tuple(content)))


def _end_before(v: View, place: int) -> int:
    while place > 1 and v.atoms[place - 1].text == ",":
        place -= 1
    return v.atoms[place - 1].end


def _start_behind(v: View, place: int) -> int:
    while place < v.end and v.atoms[place].text == ",":
        place += 1
    return v.atoms[place].start if place < v.end else v.atoms[-1].end


def _shared(v: View, citing: Candidate, others: Sequence[Candidate]) -> Candidate:
    """Return the candidate of "citing X" with the content that the model gave the statement beside it."""
    mine = _spans(v, citing.content)
    near = [(size, o.read) for o in others if o.read is not None and (size := _common(mine, o.read.content)) >= 0.5]
    if not near or citing.source is None:
        return citing
    _, outer = max(near, key=lambda pair: pair[0])
    source = Span(v.atoms[citing.source[0]].start, v.atoms[citing.source[1] - 1].end)
    cue = _spans(v, citing.cue)[0]
    sure = citing.weight
    read = Found(source=source, cue=cue, content=outer.content, cue_probability=sure, path_probability=sure, score=sure)
    return msgspec.structs.replace(citing, read=read)


def _spans(v: View, ranges: Sequence[Range]) -> Spans:
    return tuple(Span(v.atoms[a].start, v.atoms[b - 1].end) for a, b in ranges if a < b)


def _common(a: Spans, b: Spans) -> float:
    """The share of characters that two contents have in common."""
    shared = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)
    whole = sum(x.end - x.start for x in (*a, *b)) - shared
    return shared / whole if whole else 0.0
