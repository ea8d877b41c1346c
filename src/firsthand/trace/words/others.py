"""The clauses on what does not support a claim, on circles, and on sources that nobody has."""

import re
from collections.abc import Sequence

from firsthand.trace.records import Circle, Clause, DeadEnd, Report
from firsthand.trace.words.loader import Words, plain
from firsthand.trace.words.rests import SHOWN, bare
from firsthand.trace.words.ways import documents

_FIGURES = re.compile(r"[\d.,\s]+\Z")
FIGURES = 6
"""Other figures that are listed."""


def otherwise(reports: Sequence[Report], words: Words) -> list[list[Clause]]:
    """Return what is said of reports that do not support the claim: variants, denials, doubts, and the rest."""
    plain_ = [report for report in reports if report.stance == "supports" and report.variant is not None]
    figures = [report for report in plain_ if _FIGURES.match(report.variant or "")]
    parts = [report for report in plain_ if report not in figures]
    found = [_figures(figures, words)] if figures else []
    if parts:
        found.append([_counted("differs", parts, words)])
    found += _denials([report for report in reports if report.stance == "denies"], words)
    for stance in ("questions", "mentions"):
        own = [report for report in reports if report.stance == stance]
        if own:
            found.append([_counted(stance, own, words)])
    unsure = [report for report in reports if report.stance == "supports" and report.variant is None]
    unsure = [report for report in unsure if not report.counted]
    if unsure:
        found.append([_counted("unsure", unsure, words)])
    return found


def _counted(key: str, reports: Sequence[Report], words: Words) -> Clause:
    number = len(documents(reports))
    who = words.count("article", number)
    return Clause(text=words.pair(key, number, who=who), reports=tuple(report.id for report in reports))


def _figures(reports: Sequence[Report], words: Words) -> list[Clause]:
    given = dict.fromkeys(one.strip() for report in reports for one in (report.variant or "").split(", "))
    ordered = sorted(filter(None, given), key=lambda one: (len(one), one))
    number = len(documents(reports))
    text = words.pair(
        "figures",
        number,
        who=words.count("article", number),
        figure=words.count("figure", len(ordered)),
        list=_cut(ordered, FIGURES, words),
    )
    return [Clause(text=text, reports=tuple(report.id for report in reports))]


def _cut(names: Sequence[str], most: int, words: Words) -> str:
    if len(names) <= most:
        return words.listed(names)
    rest = len(names) - most
    listed = words.comma.join(names[:most])
    return (words.more_one if rest == 1 else words.more).format(list=listed, n=words.number(rest))


def _denials(reports: Sequence[Report], words: Words) -> list[list[Clause]]:
    by_origin: dict[str, list[Report]] = {}
    for report in reports:
        by_origin.setdefault(report.origin if report.origin_kind != "unknown" else "", []).append(report)
    unsaid = by_origin.pop("", [])
    order = sorted(by_origin, key=lambda label: (-len(documents(by_origin[label])), label))
    shown = order if len(order) <= SHOWN + 1 else order[:SHOWN]
    found = [[_denial(label, by_origin[label], words)] for label in shown]
    rest = order[len(shown) :]
    if rest:
        ids = tuple(report.id for label in rest for report in by_origin[label])
        key = "deny_other" if len(rest) == 1 else "deny_others"
        found.append([Clause(text=words.say(key, n=words.number(len(rest))), reports=ids)])
    if unsaid:
        found.append([_counted("denies_unsaid", unsaid, words)])
    return found


def _denial(label: str, reports: Sequence[Report], words: Words) -> Clause:
    kind = reports[0].origin_kind
    key = "denies_unnamed" if kind in ("unnamed", "collective") else "denies"
    key = "denies_document" if kind == "document" else key
    articles = words.count("article", len(documents(reports)))
    text = words.say(key, name=bare(label), quoted=words.quoted(bare(label)), articles=articles)
    return Clause(text=text, reports=tuple(report.id for report in reports))


def circle(found: Circle, reports: dict[str, Report], words: Words, *, alone: bool) -> list[Clause]:
    """Return the clauses on reports that rest on each other. ``alone``: nobody else supports the claim."""
    own = [reports[id_] for id_ in found.reports if id_ in reports]
    # Equal neighbours are one house: a circle may go through two articles of it.
    houses: dict[str, list[str]] = {}
    for report in own:
        houses.setdefault(plain(report.outlet or report.doc), []).append(report.id)
    names = list(houses)
    if not names:
        return []
    if len(names) == 1:
        return [Clause(text=words.say("circle_own", a=names[0]), reports=tuple(houses[names[0]]))]
    clauses: list[Clause] = []
    for place, name in enumerate(names):
        if place:
            clauses.append(Clause(text=words.and_long if place == len(names) - 1 else words.comma))
        text = words.say("cites", a=name, b=names[(place + 1) % len(names)])
        clauses.append(Clause(text=text, reports=tuple(houses[name])))
    others = "circle_end_others" if len(names) == 2 else "circle_end_many"
    clauses.append(Clause(text=words.say("circle_end" if alone else others)))
    return clauses


def dead_end(found: DeadEnd, words: Words) -> Clause:
    """Return the clause on a source that reports name and nothing that was read is or has."""
    name = bare(found.name)
    if found.kind == "outlet":
        return Clause(text=words.say("dead_outlet", whose=words.whose(name)), reports=found.reports)
    return Clause(text=words.say("dead_document", name=name), reports=found.reports)
