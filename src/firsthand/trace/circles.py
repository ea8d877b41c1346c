"""Where the ways of a claim lead back to themselves, and where they end at what nobody has."""

from collections import defaultdict
from collections.abc import Sequence

import rustworkx

from firsthand.model import Span
from firsthand.resolve.outlet import meant
from firsthand.trace.across import Placed
from firsthand.trace.ground import Ground
from firsthand.trace.records import Circle, DeadEnd, Evidence, Hop, Report

MOST = 12
"""Documents of the longest circle that is told one by one."""


def citations(reports: Sequence[Placed], ground: Ground) -> dict[tuple[int, int], Hop]:
    """Return who names whose outlet as where it has the claim: pairs of report numbers, with the hop that says so."""
    by_outlet: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(reports):
        publisher = one.draft.publisher
        if publisher is not None:
            by_outlet[publisher.key].append(number)
    found: dict[tuple[int, int], Hop] = {}
    for number, one in enumerate(reports):
        for hop in one.hops:
            if hop.inferred or hop.party is None:
                continue
            own = one.draft.publisher
            if own is not None and own.key == hop.party:
                continue  # "Reuters reported", in Reuters
            for other in by_outlet.get(hop.party, ()):
                if reports[other].draft.doc != one.draft.doc:
                    found.setdefault((number, other), hop)
    return found


def rests_on_outlets(one: Placed) -> bool:
    """Whether a report names nobody but outlets, or nobody at all."""
    return one.draft.voice is None or one.draft.voice.kind == "outlet"


def circles(reports: Sequence[Placed], made: Sequence[Report], ground: Ground) -> list[tuple[Circle, tuple[int, ...]]]:
    """Return every circle of reports each of which has nothing but the next one's outlet, with the reports' numbers."""
    cites = {
        pair: hop
        for pair, hop in citations(reports, ground).items()
        if all(rests_on_outlets(reports[number]) for number in pair)
    }
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(list(range(len(reports))))
    graph.add_edges_from([(a, b, hop) for (a, b), hop in sorted(cites.items(), key=lambda item: item[0])])
    components = [sorted(one) for one in rustworkx.strongly_connected_components(graph) if len(one) > 1]
    return sorted((_circle(one, cites, made) for one in components), key=lambda one: one[1])


def _circle(
    numbers: list[int], cites: dict[tuple[int, int], Hop], made: Sequence[Report]
) -> tuple[Circle, tuple[int, ...]]:
    walk = [numbers[0]]
    while len(walk) < min(len(numbers), MOST):
        following = [b for (a, b) in sorted(cites) if a == walk[-1] and b in numbers and b not in walk]
        if not following:
            break
        walk.append(following[0])
    spans: list[Evidence] = []
    told: list[str] = []
    for here, there in zip(walk, [*walk[1:], walk[0]], strict=True):
        hop = cites.get((here, there))
        if hop is not None:
            told.append(f"{_name(made[here])} names {hop.name}")
            if hop.span is not None:
                spans.append(Evidence(doc=made[here].doc, document=made[here].document, span=hop.span))
    circle = Circle(
        docs=tuple(made[number].doc for number in walk),
        reports=tuple(made[number].id for number in walk),
        why=f"{', and '.join(told)}; neither names anybody outside." if told else "Each names the other.",
        spans=tuple(spans),
    )
    return circle, tuple(numbers)


def _name(report: Report) -> str:
    return report.outlet or report.doc


def dead_ends(reports: Sequence[Placed], made: Sequence[Report], ground: Ground) -> list[DeadEnd]:
    """Return the documents and outlets that reports rest on, none of which is in the corpus."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(reports):
        voice = one.draft.voice
        if voice is None or made[number].stance not in ("supports", "mentions"):
            continue
        if voice.kind == "document":
            groups[("document", made[number].origin)].append(number)
        elif voice.kind == "outlet" and not _has(voice.key, voice.name, ground):
            groups[("outlet", voice.name)].append(number)
    found = []
    for (kind, name), numbers in sorted(groups.items()):
        outlets = len({_name(made[number]) for number in numbers})
        what = "the document is not among what was read" if kind == "document" else "its own report was not read"
        found.append(
            DeadEnd(
                name=name,
                kind="document" if kind == "document" else "outlet",
                reports=tuple(made[number].id for number in numbers),
                why=f"{outlets} {'outlet rests' if outlets == 1 else 'outlets rest'} on {name}; {what}.",
                spans=tuple(_evidence(made[n], span) for n in numbers if (span := reports[n].hops[0].span)),
            )
        )
    return found


def _has(key: str, name: str, ground: Ground) -> bool:
    """Whether the corpus has reports of an outlet; an agency is read through others' copy, and ends nothing."""
    known = meant(name, ground.outlets)
    return key in ground.printed_by or (known is not None and known.kind == "agency")


def _evidence(report: Report, span: Span) -> Evidence:
    return Evidence(doc=report.doc, document=report.document, span=span)
