"""Which lane of a figure each report is drawn in, and which reports are drawn as one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from firsthand.link.direction import moment
from firsthand.show.figure_ways import Ways
from firsthand.show.words import Words
from firsthand.trace.records import Report, Traced

LANES = 14
"""Outlets with a lane of their own; the others share the last."""

FOLDS = 8
"""Groups of copies with a lane of their own, the largest."""

PLACES = 11
"""Nodes that fit into a lane."""


class Lane(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lane's name, and its reports (ids) in the order of time; those in one group are drawn as one node."""

    name: str
    groups: tuple[tuple[str, ...], ...]


def lanes_of(traced: Traced, graph: Ways, words: Words) -> tuple[Lane, ...]:
    """Return the lanes of a claim: folded copies, outlets in the order of their first report, and the rest."""
    known = {report.id: report for report in traced.reports}
    folded = {id_ for fold in graph.folds for id_ in fold.reports}
    by_outlet: dict[str, list[str]] = defaultdict(list)
    for report in sorted(traced.reports, key=_when):
        if report.id not in folded:
            by_outlet[report.outlet or words.say("outlet_unknown")].append(report.id)
    chosen = sorted(by_outlet, key=lambda name: _rank(name, by_outlet[name], graph, known))[:LANES]
    lanes = [Lane(name=name, groups=_grouped(ids)) for name, ids in by_outlet.items() if name in chosen]
    largest = sorted(graph.folds, key=lambda fold: (-len(fold.reports), fold.reports))
    lanes += [
        Lane(name=words.count("folded", len(fold.reports)), groups=(tuple(_in_time(fold.reports, known)),))
        for fold in largest[:FOLDS]
    ]
    rest = [id_ for name, ids in by_outlet.items() if name not in chosen for id_ in ids]
    rest += [id_ for fold in largest[FOLDS:] for id_ in fold.reports]
    lanes.sort(key=lambda lane: _when(known[lane.groups[0][0]]))
    if rest:
        others = len(by_outlet) - len(chosen)
        lanes.append(Lane(name=words.count("more_outlets", others), groups=_grouped(_in_time(rest, known), few=8)))
    return tuple(lanes)


def _when(report: Report) -> tuple[float, str]:
    return moment(report.published), report.id


def _in_time(ids: Sequence[str], known: Mapping[str, Report]) -> list[str]:
    return sorted(ids, key=lambda id_: _when(known[id_]))


def _rank(name: str, ids: Sequence[str], graph: Ways, known: Mapping[str, Report]) -> tuple[bool, bool, int, str]:
    """Put first the outlets others have the claim from, then those that deny it, then those that report most."""
    ends = {id_ for arrow in graph.arrows for kind, id_ in (arrow.source,) if kind == "report"}
    ends |= {id_ for arrow in graph.arrows if arrow.circle for _, id_ in (arrow.source, arrow.target)}
    denies = any(known[id_].stance in ("denies", "questions") for id_ in ids)
    return not any(id_ in ends for id_ in ids), not denies, -len(ids), name


def _grouped(ids: Sequence[str], *, few: int = PLACES) -> tuple[tuple[str, ...], ...]:
    """Keep reports apart while they fit; else as many each in ``few`` groups, in the order of time."""
    if len(ids) <= few:
        return tuple((id_,) for id_ in ids)
    size = -(-len(ids) // few)
    return tuple(tuple(ids[at : at + size]) for at in range(0, len(ids), size))
