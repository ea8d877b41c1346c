"""Lines and words of a text by their form: where sentences end, which lines are headlines, shouted words."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from firsthand.extract.atoms import Atom
from firsthand.model import Span

_DATELINE = re.compile(
    r"^[ \t]{0,8}([^\W\d_a-zà-ÿ]{3,30}(?:[ /-][^\W\d_a-zà-ÿ]{2,20}){0,3})"
    r"(?:(?:,[^\n(–—]{1,40})?(?: ?\([^()\n]{2,40}\))?\s{0,2}(?:[–—]|--?(?= ))|\.(?= [^\W\d_a-z]))",
    re.MULTILINE,
)
LEAD = 7
TITLE_WORDS = 4
TITLE_SHARE = 0.75
ROLE_PART = 5


def breaks(found: Sequence[Atom]) -> Iterator[int]:
    """Yield where sentences and lines end."""
    for place, atom in enumerate(found):
        closes = atom.text in ".!?…" and (place + 1 == len(found) or not found[place + 1].text[0].islower())
        if atom.kind == "b" or closes:
            yield atom.end


def headlines(found: Sequence[Atom]) -> Iterator[Span]:
    """Yield the lines in which nearly every long word has a capital."""
    line: list[Atom] = []
    for atom in [*found, None]:
        if atom is not None and atom.kind != "b":
            line.append(atom)
            continue
        long = [a for a in line if a.kind == "w" and len(a.text) > TITLE_WORDS - 1]
        capitals = sum(a.capital for a in long)
        if len(long) >= TITLE_WORDS and capitals >= TITLE_SHARE * len(long) and len(line) < LEAD * TITLE_WORDS:
            yield Span(line[0].start, line[-1].end)
        line = []


def datelines(text: str, span: Span) -> Iterator[Span]:
    """Yield where a line opens with a place in capitals and a dash, a bracket or a full stop: no party is named there.

    "HARSUND, Vessland, March 3 (Radio Nord) —", "HARSUND." before a sentence.
    """
    for match in _DATELINE.finditer(text, span.start, span.end):
        yield Span(match.start(1), match.end())


def adjective(atom: Atom) -> bool:
    """Whether a word is a compound adjective that only begins with a name ("Kurdish-led")."""
    tail = atom.text.rpartition("-")[2]
    return "-" in atom.text and len(tail) > 2 and tail.islower()


def shouted(atom: Atom) -> bool:
    """Whether a longer word is all in capitals."""
    return atom.text.isupper() and len(atom.text) >= ROLE_PART


def within(spans: Sequence[Span], place: int) -> bool:
    """Whether a character stands in one of the spans, which are in order."""
    at = bisect_right(spans, place, key=lambda s: s.start) - 1
    return at >= 0 and place < spans[at].end
