"""Lines that were broken to fit a width, as in mail and old text files: where a line's end ends nothing."""

import itertools
from typing import NamedTuple

_NARROW, _WIDE = 40, 120
"""Characters of the widths that texts are wrapped to. A longer line is a paragraph, shorter ones are verse or lists."""

_SLACK = 8
"""Characters that a line wrapped by hand may be short of the width."""

_FEW = 3
"""Breaks in a text from which a habit can be seen."""

_FORCED = 0.8
"""Share of the breaks that must be forced: the next word would not have fitted."""

_OPENERS = frozenset("-–—―•*·>#|+=_")


class _Line(NamedTuple):
    start: int
    end: int
    words: str


def unwrapped(text: str) -> str:
    """Return the text with a space for each line end that a width forced, and so at the same length.

    A line end is forced where the next line's first word would not have fitted behind the line. Only a text most of
    whose line ends are so is taken to be wrapped; in others, and before a dash or a bullet, line ends stay.
    """
    blocks = _blocks(text)
    inner = [line for block in blocks for line in block[:-1] if " " in line.words]
    if len(inner) < _FEW:
        return text
    lengths = sorted(len(line.words) for line in inner)
    width = lengths[int(0.98 * (len(lengths) - 1))]
    if not _NARROW <= width <= _WIDE:
        return text
    places = [place for block in blocks for place in _forced(block, width)]
    if len(places) < max(_FEW, 0.5 * len(inner)):
        return text
    return _spaced(text, places)


def _blocks(text: str) -> list[list[_Line]]:
    """The lines of the text, those without a blank line between them together."""
    blocks: list[list[_Line]] = [[]]
    start = 0
    for raw in text.split("\n"):
        words = raw.rstrip()
        if words.strip():
            blocks[-1].append(_Line(start, start + len(raw), words))
        elif blocks[-1]:
            blocks.append([])
        start += len(raw) + 1
    return [block for block in blocks if block]


def _forced(block: list[_Line], width: int) -> list[int]:
    """The places of the line ends in a block that are forced; none where the block is not wrapped as a whole."""
    if len(block) < 2 or any(len(line.words) > width + _SLACK and " " in line.words for line in block):
        return []
    pairs = list(itertools.pairwise(block))
    found = [line.end for line, below in pairs if _is_forced(line, below, width)]
    return found if len(found) >= _FORCED * len(pairs) - 1 else []


def _is_forced(line: _Line, below: _Line, width: int) -> bool:
    first = below.words.lstrip()
    if first[0] in _OPENERS or below.words[0].isspace():
        return False
    return len(line.words) + 1 + len(first.split(maxsplit=1)[0]) > width - _SLACK


def _spaced(text: str, places: list[int]) -> str:
    parts, at = [], 0
    for place in places:
        parts += [text[at:place], " "]
        at = place + 1
    return "".join([*parts, text[at:]])
