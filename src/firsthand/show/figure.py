"""The figure of a claim: origins at the left, a lane an outlet, time to the right, an arrow a step.

Lengths are in SVG user units; the drawing is ``WIDTH`` wide. A claim of any size gives a drawing of bounded size.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from firsthand.model import Level, Stance
from firsthand.show.clean import one_line, visible
from firsthand.show.figure_lanes import Lane, lanes_of
from firsthand.show.figure_time import UNDATED, Scale, Tick
from firsthand.show.figure_ways import Arrow, Point, Ways, ways
from firsthand.show.path import wrap
from firsthand.show.words import Words
from firsthand.trace.records import Report, Traced

WIDTH = 960
MOST_SOURCES = 12
"""Origins, and parties that passed a claim on, that are drawn; the others share a node."""

_ORIGIN_X, _VIA_X = 182.0, 290.0
_TOP, _LANE, _LINE, _APART, _FOLDED, _RADIUS = 52.0, 36.0, 13.0, 21.0, 34.0, 9.0
_CLOSE = 60.0
_LABEL = 165.0
_VIA_LABEL = 100.0


class Node(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A thing drawn at ``x``, ``y``. ``inside`` stands in it, ``lines`` beside it; ``number`` is that of its report.

    ``dead`` marks what no document is or has, ``uncertain`` a report of something not quite the claim.
    """

    kind: Literal["report", "fold", "origin", "via"]
    x: float
    y: float
    inside: str = ""
    lines: tuple[str, ...] = ()
    title: str
    stance: Stance = "supports"
    number: int | None = None
    dead: bool = False
    uncertain: bool = False


class Edge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An arrow: SVG path data, the points of its head, and how sure it is."""

    line: str
    head: str
    level: Level
    circle: bool


class Figure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A drawing. ``desc`` says in words what it shows."""

    height: float
    title: str
    desc: str
    lanes: tuple[Tick, ...]
    ticks: tuple[Tick, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    undated: bool
    width: int = WIDTH


def figure(traced: Traced, words: Words, *, numbers: Mapping[str, int]) -> Figure:
    """Draw a claim. ``numbers`` are those of its reports on the page, by id."""
    graph = ways(traced)
    lanes = lanes_of(traced, graph, words)
    scale = Scale([report.published for report in traced.reports])
    placed = _reports(lanes, traced, scale, words, numbers)
    for kind in ("via", "origin"):
        placed |= _sources(kind, graph, placed, words)
    edges = _edges(graph, placed)
    nodes = tuple({id(node): node for node in placed.values()}.values())
    bottom = max([_TOP + _LANE * len(lanes), *(node.y + 8 + _LINE * len(node.lines) for node in nodes)])
    return Figure(
        height=bottom + 10,
        title=words.say("figure_title", claim=visible(one_line(traced.claim, 200))),
        desc=_described(traced, words),
        lanes=tuple(Tick(at=_TOP + _LANE * i, label=_name(lane.name, 24)) for i, lane in enumerate(lanes)),
        ticks=scale.ticks(words),
        nodes=nodes,
        edges=edges,
        undated=scale.undated,
    )


def _described(traced: Traced, words: Words) -> str:
    count = traced.independent_origins
    return words.say(
        "figure_desc",
        reports=words.count("report", len(traced.reports)),
        origins=words.count("origin", count.best),
        circles=words.count("circle", len(traced.circular)),
        dead=words.count("dead_end", len(traced.dead_ends)),
    )


def _reports(
    lanes: Sequence[Lane], traced: Traced, scale: Scale, words: Words, numbers: Mapping[str, int]
) -> dict[Point, Node]:
    """Place every report in its lane; those that would touch are moved apart, those of a group are one node."""
    known = {report.id: report for report in traced.reports}
    placed: dict[Point, Node] = {}
    for row, lane in enumerate(lanes):
        wide = [_FOLDED if len(group) > 1 else _APART for group in lane.groups]
        places = _spread([scale.x(known[group[0]].published) for group in lane.groups], wide)
        for group, at in zip(lane.groups, places, strict=True):
            node = _report([known[id_] for id_ in group], at, _TOP + _LANE * row, words, numbers)
            placed |= {("report", id_): node for id_ in group}
    return placed


def _spread(places: Sequence[float], wide: Sequence[float]) -> list[float]:
    """Move apart what would touch, to the right; and what that pushed over the edge, back to the left."""
    found: list[float] = []
    for at, width, before in zip(places, wide, [0.0, *wide], strict=False):
        found.append(max(at, found[-1] + (width + before) / 2) if found else at)
    edge = UNDATED + 4
    for number in range(len(found) - 1, -1, -1):
        found[number] = min(found[number], edge)
        edge = found[number] - (wide[number] + wide[max(0, number - 1)]) / 2
    return found


def _report(group: Sequence[Report], x: float, y: float, words: Words, numbers: Mapping[str, int]) -> Node:
    first = group[0]
    outlet = _name(first.outlet or words.say("outlet_unknown"))
    if len(group) > 1:
        title = words.say("fold_title", n=len(group), outlet=outlet)
        return Node(kind="fold", x=x, y=y, inside=f"×{len(group)}", title=title, stance=first.stance)
    number = numbers[first.id]
    return Node(
        kind="report",
        x=x,
        y=y,
        inside=str(number),
        title=words.say("node_title", n=number, outlet=outlet, stance=words.report_stances[first.stance]),
        stance=first.stance,
        number=number,
        uncertain=first.variant is not None,
    )


def _sources(
    kind: Literal["via", "origin"], graph: Ways, placed: Mapping[Point, Node], words: Words
) -> dict[Point, Node]:
    """Place origins or intermediaries beside the middle of what they lead to, from the top, none on another."""
    targets: dict[Point, list[float]] = defaultdict(list)
    ends = [(arrow.source, arrow.target) for arrow in graph.arrows]
    ends += [(fold.source, ("report", id_)) for fold in graph.folds for id_ in fold.reports]
    for source, target in ends:
        if source[0] == kind and target in placed:
            targets[source].append(placed[target].y)
    if not targets:
        return {}
    wanted = sorted(targets, key=lambda point: (-len(targets[point]), point[1]))
    shown = sorted(wanted[:MOST_SOURCES], key=lambda point: (_middle(targets[point]), point[1]))
    found: dict[Point, Node] = {}
    bottom = -math.inf
    for point in shown:
        node = _source(kind, point[1], max(_middle(targets[point]), bottom), words, dead=point[1] in graph.dead)
        bottom = node.y + max(30.0, _LINE * len(node.lines) + (24.0 if kind == "via" else 10.0))
        found[point] = node
    rest = wanted[MOST_SOURCES:]
    if rest:
        node = _source(kind, words.count("more_sources", len(rest)), bottom, words, dead=False)
        found |= dict.fromkeys(rest, node)
    return found


def _source(kind: Literal["via", "origin"], name: str, y: float, words: Words, *, dead: bool) -> Node:
    width = _LABEL if kind == "origin" else _VIA_LABEL
    title = words.say("dead_title", name=_name(name)) if dead else _name(name)
    x = _ORIGIN_X if kind == "origin" else _VIA_X
    return Node(kind=kind, x=x, y=y, lines=wrap(_name(name), width=width)[0], title=title, dead=dead)


def _middle(places: Sequence[float]) -> float:
    return sum(places) / len(places)


def _edges(graph: Ways, placed: Mapping[Point, Node]) -> tuple[Edge, ...]:
    folded = (Arrow(source=fold.source, target=("report", fold.reports[0]), level=fold.level) for fold in graph.folds)
    arrows = [*graph.arrows, *folded]
    drawn: dict[tuple[int, int], tuple[Arrow, Node, Node]] = {}
    for arrow in arrows:
        a, b = placed.get(arrow.source), placed.get(arrow.target)
        if a is None or b is None or a is b:
            continue
        key = (id(a), id(b))
        # Of several arrows between two nodes the surest is drawn; a circle always is.
        if key not in drawn or arrow.circle or (arrow.level == "certain" and not drawn[key][0].circle):
            drawn[key] = (arrow, a, b)
    return tuple(_edge(arrow, a, b) for arrow, a, b in drawn.values())


def _edge(arrow: Arrow, a: Node, b: Node) -> Edge:
    """Draw from the right side of one node to the left side of the other, or as an arc where they are close."""
    if b.x - a.x < _CLOSE:
        return _arc(arrow, a, b)
    x0, y0 = a.x + _RADIUS + 1, a.y
    x1, y1 = b.x - _RADIUS - 8, b.y
    reach = max(18.0, (x1 - x0) * 0.45)
    sag = 14.0 if abs(y1 - y0) <= 4 and a.kind in ("report", "fold") else 0.0  # else it would lie on its lane
    line = f"M{x0:.1f} {y0:.1f}C{x0 + reach:.1f} {y0 - sag:.1f} {x1 - reach:.1f} {y1 - sag:.1f} {x1:.1f} {y1:.1f}"
    head = f"{x1 + 7:.1f},{y1:.1f} {x1:.1f},{y1 - 4:.1f} {x1:.1f},{y1 + 4:.1f}"
    return Edge(line=line, head=head, level=arrow.level, circle=arrow.circle)


def _arc(arrow: Arrow, a: Node, b: Node) -> Edge:
    """Draw an arc that bends to its left, so that two opposite arrows lie apart."""
    length = math.hypot(b.x - a.x, b.y - a.y) or 1.0
    bend = min(30.0, max(9.0, length * 0.2)) / length
    cx, cy = (a.x + b.x) / 2 + (b.y - a.y) * bend, (a.y + b.y) / 2 - (b.x - a.x) * bend
    x0, y0 = _toward(a, cx, cy, _RADIUS + 2)
    x1, y1 = _toward(b, cx, cy, _RADIUS + 8)
    tip = _toward(b, cx, cy, _RADIUS + 1)
    dx, dy = (tip[0] - x1) / 7 * 4, (tip[1] - y1) / 7 * 4
    head = f"{tip[0]:.1f},{tip[1]:.1f} {x1 - dy:.1f},{y1 + dx:.1f} {x1 + dy:.1f},{y1 - dx:.1f}"
    line = f"M{x0:.1f} {y0:.1f}Q{cx:.1f} {cy:.1f} {x1:.1f} {y1:.1f}"
    return Edge(line=line, head=head, level=arrow.level, circle=arrow.circle)


def _toward(node: Node, x: float, y: float, radius: float) -> tuple[float, float]:
    """Return the point at ``radius`` from a node on the way to another point."""
    length = math.hypot(x - node.x, y - node.y) or 1.0
    return node.x + (x - node.x) / length * radius, node.y + (y - node.y) / length * radius


def _name(name: str, limit: int = 60) -> str:
    return visible(one_line(name, limit))
