"""Finds what is nested: the contents of a text's statements are read again, each as a text of its own."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from firsthand.extract.candidate import Candidate
from firsthand.extract.clauses import View
from firsthand.extract.encoder_read import Read
from firsthand.extract.fuse import Findings, cue_of, fused
from firsthand.model import Span, Spans

DEPTH = 3
"""How often what was found in a content is read again itself."""
MOST = 16
"""Contents that are read again for one sentence: a bound on hostile text."""

Again = Callable[[Sequence[Spans]], Read]
"""Lets the model read contents again."""


def with_nested(
    views: Sequence[View],
    found: Sequence[Sequence[Candidate]],
    rules: Sequence[Sequence[Candidate]],
    again: Again,
) -> list[list[Candidate]]:
    """Return the candidates of sentences (``found``) with those in their contents; ``rules`` are all that rules found.

    A content may reach over sentences of a line.
    """
    kept = [list(some) for some in found]
    newest = kept
    for _ in range(DEPTH):
        contents = _by_sentence(views, newest)
        newest = [[] for _ in views]
        for place, touching in contents.items():
            v, known = views[place], kept[place]
            taken = [cue_of(v, c) for c in known if c.cue]
            inside = [
                c for c in rules[place] if c.cue and _lies_in(cue_of(v, c), touching) and _free(cue_of(v, c), taken)
            ]
            # Where no rule found anything either, what the model finds is hardly ever believed, and reading is dear.
            some = [content for content in touching if any(_lies_in(cue_of(v, c), [content]) for c in inside)]
            if not some:
                continue
            newest[place] = fused(v, inside, Findings(_untaken(again(some), taken), nested=True))
        if not any(newest):
            break
        kept = [[*some, *new] for some, new in zip(kept, newest, strict=True)]
    return [sorted(some, key=lambda c: c.cue) for some in kept]


def _by_sentence(views: Sequence[View], found: Sequence[Sequence[Candidate]]) -> dict[int, list[Spans]]:
    """Return the contents to be read for each sentence: all that touch it, up to ``MOST``."""
    starts = [v.sentence.span.start for v in views]
    ends = [v.sentence.span.end for v in views]
    by_place: dict[int, set[Spans]] = {}
    for v, some in zip(views, found, strict=True):
        for content in {_content(v, c) for c in some}:
            for span in content:
                for place in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
                    by_place.setdefault(place, set()).add(content)
    return {place: sorted(contents)[:MOST] for place, contents in by_place.items()}


def _content(v: View, candidate: Candidate) -> Spans:
    if candidate.read is not None:
        return candidate.read.content
    return tuple(Span(v.atoms[a].start, v.atoms[b - 1].end) for a, b in candidate.content if a < b)


def _untaken(read: Read, taken: Sequence[Span]) -> Read:
    return Read(found=tuple(f for f in read.found if _free(f.cue, taken)), starts=read.starts, cue=read.cue)


def _lies_in(cue: Span, contents: Sequence[Spans]) -> bool:
    return any(span.holds(cue) for content in contents for span in content)


def _free(cue: Span, taken: Sequence[Span]) -> bool:
    return not any(cue.overlaps(other) for other in taken)
