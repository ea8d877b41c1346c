"""Who has a claim from whom, as arrows between reports, the parties they name, and origins; copies folded."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from firsthand.link.direction import earlier
from firsthand.model import Level
from firsthand.trace.records import Report, Traced

PointKind = Literal["report", "origin", "via"]
Point = tuple[PointKind, str]
"""What an arrow joins: a report by id, an origin by label, or a party that passed it on by name."""

FOLD = 4
"""Copies of one text, or reports of one dispatch, from which they are drawn as one."""

_TAKEN: dict[str, int] = {"citation": 0, "hyperlink": 1, "reused_text": 2, "same_document": 3}
"""Evidence that one report has the claim from the other, surest first."""

_SLIGHT = frozenset({"verbatim", "spelling", "truncated", "translated"})
"""What may have become of a quotation in a report that is still drawn as one with others."""


class Arrow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``target`` has the claim from ``source``; ``why`` in one sentence, where there is more to say than the chain."""

    source: Point
    target: Point
    level: Level
    circle: bool = False
    why: str | None = None


class Fold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Reports (ids) that are drawn as one: they have the same stance, from the same source, on one origin's word."""

    source: Point
    reports: tuple[str, ...]
    level: Level


class Ways(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim as a graph. ``dead`` names the parties cited that no document is or has."""

    arrows: tuple[Arrow, ...]
    folds: tuple[Fold, ...]
    dead: frozenset[str]


def ways(traced: Traced) -> Ways:
    """Return the arrows of a claim, into each report and each party that passed it on."""
    arrows = _arrows(traced)
    circles = _circles(traced)
    closed = {(arrow.source, arrow.target) for arrow in circles}
    arrows = [arrow for arrow in arrows if (arrow.source, arrow.target) not in closed]
    busy: set[Point] = {point for arrow in circles for point in (arrow.source, arrow.target)}
    busy |= {("report", one.b) for one in traced.drift if not _SLIGHT.issuperset(one.kinds)}
    folds = _folds(arrows, traced, busy | {arrow.source for arrow in arrows})
    gone = {("report", id_) for fold in folds for id_ in fold.reports}
    kept = [arrow for arrow in arrows if arrow.target not in gone]
    return Ways(arrows=(*kept, *circles), folds=tuple(folds), dead=frozenset(end.name for end in traced.dead_ends))


def _arrows(traced: Traced) -> list[Arrow]:
    order = {report.id: number for number, report in enumerate(traced.reports)}
    reports = {report.id: report for report in traced.reports}
    taken = _taken(traced, order, reports)
    printed: dict[str, str] = {}
    for report in traced.reports:
        if report.outlet:
            printed.setdefault(report.outlet, report.id)
    cited = {id_: end.name for end in traced.dead_ends for id_ in end.reports}
    found: dict[tuple[Point, Point], Arrow] = {}
    for report in traced.reports:
        for arrow in _into(report, taken=taken, printed=printed, order=order, cited=cited):
            found.setdefault((arrow.source, arrow.target), arrow)
    return list(found.values())


def _into(
    report: Report,
    *,
    taken: Mapping[str, Arrow],
    printed: Mapping[str, str],
    order: Mapping[str, int],
    cited: Mapping[str, str],
) -> Iterable[Arrow]:
    """Give the arrows that lead to one report, the last first."""
    target: Point = ("report", report.id)
    if report.id in taken:
        yield taken[report.id]
        return
    hops = report.hops
    names = report.chain
    level: Level = "probable" if any(hop.inferred for hop in hops) else "certain"
    why = next((hop.why for hop in hops if hop.why), None)
    earlier = printed.get(names[-1]) if names else None
    if earlier is not None and earlier != report.id and order[earlier] < order[report.id]:
        yield Arrow(source=("report", earlier), target=target, level=level, why=why)
        return
    nearest = names[-1] if len(names) > 1 else cited.get(report.id)
    if nearest is not None:
        yield Arrow(source=("via", nearest), target=target, level=level, why=why)
        if len(names) > 1 and report.origin_kind not in ("unknown", "circular") and report.origin != nearest:
            yield Arrow(source=("origin", report.origin), target=("via", nearest), level="certain")
    elif report.origin_kind not in ("unknown", "circular") and (names or report.origin_kind != "outlet"):
        yield Arrow(source=("origin", report.origin), target=target, level=level, why=why)


def _taken(traced: Traced, order: Mapping[str, int], reports: Mapping[str, Report]) -> dict[str, Arrow]:
    """Return, for each report that has the claim from another, the arrow of the surest evidence for it.

    Of two that print one passage the later one may have it from the earlier, where the dates tell them apart and its
    own chain tells of nobody else; which of them wrote it, a passage alone does not show.
    """
    best: dict[str, tuple[tuple[bool, int, int], Arrow]] = {}
    for merge in traced.merges:
        if merge.kind not in _TAKEN or merge.a not in order or merge.b not in order:
            continue
        first, second = sorted((merge.a, merge.b), key=lambda id_: order[id_])
        level = merge.level
        if merge.kind == "reused_text":
            if len(reports[second].chain) > 1 or not earlier(reports[first].published, reports[second].published):
                continue
            level = "probable"
        names_second = reports[second].outlet is not None and reports[second].outlet in reports[first].chain[-1:]
        if merge.kind == "citation" and names_second:
            first, second = second, first
        arrow = Arrow(source=("report", first), target=("report", second), level=level, why=merge.why)
        rank = (level != "certain", _TAKEN[merge.kind], order[first])
        if second not in best or rank < best[second][0]:
            best[second] = (rank, arrow)
    return {id_: arrow for id_, (_, arrow) in best.items()}


def _circles(traced: Traced) -> list[Arrow]:
    """Return the arrows of circles, from the cited report to the citing one, closed."""
    known = {report.id for report in traced.reports}
    found: dict[tuple[Point, Point], Arrow] = {}
    for circle in traced.circular:
        ring = [id_ for id_ in dict.fromkeys(circle.reports) if id_ in known]
        for citing, cited in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            if citing != cited:
                source: Point = ("report", cited)
                target: Point = ("report", citing)
                arrow = Arrow(source=source, target=target, level="certain", circle=True, why=circle.why)
                found.setdefault((source, target), arrow)
    return list(found.values())


def _folds(arrows: Sequence[Arrow], traced: Traced, busy: Iterable[Point]) -> list[Fold]:
    """Fold reports from one source, alike in stance and origin, that nobody has the claim from."""
    kept = set(busy)
    reports = {report.id: report for report in traced.reports}
    groups: dict[tuple[Point, str, bool, str], list[Arrow]] = defaultdict(list)
    incoming = Counter(arrow.target for arrow in arrows)
    for arrow in arrows:
        kind, id_ = arrow.target
        copied = arrow.source[0] in ("report", "via")
        if kind == "report" and copied and arrow.target not in kept and incoming[arrow.target] == 1:
            report = reports[id_]
            groups[(arrow.source, report.stance, report.variant is None, report.origin)].append(arrow)
    return [
        Fold(
            source=source,
            reports=tuple(arrow.target[1] for arrow in group),
            level="certain" if all(arrow.level == "certain" for arrow in group) else "probable",
        )
        for (source, *_), group in groups.items()
        if len(group) >= FOLD
    ]
