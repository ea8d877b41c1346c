"""Lay out the drawn way of an attribution: nodes from left to right, in rows, with labels that never touch.

Lengths are in SVG user units; the drawing is ``WIDTH`` wide, which suits the narrowest phone.
"""

import itertools
import re
import unicodedata
from collections.abc import Sequence

import msgspec

from firsthand.show.steps import Step, StepKind

WIDTH = 288
FONT = 12
_ROW_MOST = 4
_MOST_NODES = 12
_LINES = 3
_LINE = 15
_TOP = 12
_NODE = 7
_GAP = 14
_MARGIN = 5
_LONGEST = 120
_PARTS = re.compile("[^-]*-|[^-]+")


class Node(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A party drawn at ``x``, ``y``; its label's lines stand in a box of ``width`` below it."""

    kind: StepKind
    name: str
    lines: tuple[str, ...]
    x: float
    y: float
    left: float
    width: float


class Path(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A drawing: nodes, the lines between them (SVG path data) and the arrowheads (SVG polygon points)."""

    width: int
    height: float
    nodes: tuple[Node, ...]
    lines: tuple[str, ...]
    heads: tuple[str, ...]


def draw(steps: Sequence[Step], *, more: str) -> Path:
    """Lay out two or more steps. Beyond twelve, the middle ones are one node labelled ``more``."""
    shown = _shorten(steps, more=more)
    per_row = _per_row(shown)
    column = WIDTH / per_row
    nodes: list[Node] = []
    y = float(_TOP)
    for first in range(0, len(shown), per_row):
        row = shown[first : first + per_row]
        labels = [wrap(step.name, width=column - _MARGIN)[0] for step in row]
        for place, (step, lines) in enumerate(zip(row, labels, strict=True)):
            x = (place + 0.5) * column
            nodes.append(
                Node(kind=step.kind, name=step.name, lines=lines, x=x, y=y, left=x - column / 2 + 1, width=column - 2)
            )
        y += _NODE + 4 + _LINE * max(map(len, labels)) + _GAP + _NODE
    lines, heads = _edges(nodes, per_row=per_row)
    return Path(width=WIDTH, height=y - _GAP - _NODE + 4, nodes=tuple(nodes), lines=lines, heads=heads)


def _per_row(steps: Sequence[Step]) -> int:
    """Return the most nodes a row can hold, of at most four, without any name being broken; else three."""
    for most in range(min(_ROW_MOST, len(steps)), 1, -1):
        columns = -(-len(steps) // -(-len(steps) // most))
        if all(wrap(step.name, width=WIDTH / columns - _MARGIN)[1] for step in steps):
            return columns
    return min(3, len(steps))


def _shorten(steps: Sequence[Step], *, more: str) -> list[Step]:
    if len(steps) <= _MOST_NODES:
        return list(steps)
    half = _MOST_NODES // 2
    between = Step(kind="relay", name=more, label=more)
    return [*steps[: half - 1], between, *steps[-half:]]


def _edges(nodes: Sequence[Node], *, per_row: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Join neighbours by a line, and the last node of a row to the first of the next around the labels."""
    lines: list[str] = []
    heads: list[str] = []
    for index, (a, b) in enumerate(itertools.pairwise(nodes), start=1):
        end = b.x - _NODE - 3
        start = f"M{a.x + _NODE + 2:g} {a.y:g}"
        if index % per_row:
            lines.append(f"{start}H{end - 5:g}")
        else:
            between = b.y - _NODE - _GAP / 2
            lines.append(f"{start}H{WIDTH - 3}V{between:g}H3V{b.y:g}H{end - 5:g}")
        heads.append(f"{end:g},{b.y:g} {end - 7:g},{b.y - 4:g} {end - 7:g},{b.y + 4:g}")
    return tuple(lines), tuple(heads)


def wrap(name: str, *, width: float) -> tuple[tuple[str, ...], bool]:
    """Break a name into at most three lines no wider than ``width``, and say whether that left it whole.

    A name breaks at spaces and after hyphens. A word wider than a line is broken with a hyphen, and what does
    not fit in three lines is cut with an ellipsis.
    """
    lines: list[str] = []
    line = ""
    whole = True
    for word in name[:_LONGEST].split():
        for index, part in enumerate(_PARTS.findall(word)):
            pieces = _split(part, width=width)
            whole = whole and len(pieces) == 1
            for place, piece in enumerate(pieces):
                glue = " " if line and not index and not place else ""
                if line and _measure(line + glue + piece) > width:
                    lines.append(line)
                    line, glue = "", ""
                line += glue + piece
    lines.append(line)
    if len(lines) <= _LINES and len(name) <= _LONGEST:
        return tuple(lines), whole
    last = lines[_LINES - 1 : _LINES] or [lines[-1]]
    return (*lines[: _LINES - 1], _cut(last[0], width=width)), False


def _cut(line: str, *, width: float) -> str:
    while line and _measure(line + "…") > width:
        line = line[:-1]
    return line.rstrip(" -") + "…"


def _split(word: str, *, width: float) -> list[str]:
    """Break a word that is wider than a line, with a hyphen at each break."""
    if _measure(word) <= width:
        return [word]
    pieces: list[str] = []
    piece = ""
    for char in word:
        if piece and _measure(f"{piece}{char}-") > width:
            pieces.append(piece + "-")
            piece = ""
        piece += char
    return [*pieces, piece]


def _measure(text: str) -> float:
    """Estimate a text's width from above, for a wide system font."""
    return FONT * sum(map(_em, text))


def _em(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05
    if char in "ijl.,:;'’!|ftrI ()[]":
        return 0.42
    if char in "mwMW@%—…QOGDHNU":
        return 0.9
    return 0.7 if char.isupper() else 0.62
