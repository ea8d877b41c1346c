"""The clauses that say on whose word a claim rests, and how its reports came by it."""

from collections.abc import Iterator, Sequence

from firsthand.trace.records import Clause, Origin, Report
from firsthand.trace.words.loader import Words, plain
from firsthand.trace.words.ways import Way, Ways, documents

SHOWN = 3
"""Origins, and ways of one origin, that are told one by one."""

UNKNOWN = ("unknown",)
CIRCLES = ("circular",)


def bare(label: str) -> str:
    """Return an origin's name without the number that keeps two of one name apart ("an official (2)")."""
    head, _, tail = label.rpartition(" (")
    return plain(head if head and tail[:-1].isdigit() and tail.endswith(")") else label)


def rests(origins: Sequence[Origin], reports: dict[str, Report], ways: Ways, words: Words) -> list[Clause]:
    """Return the clauses on whose word the supporting reports rest, joined by semicolons, without the full stop."""
    known = [origin for origin in origins if origin.kind not in (*UNKNOWN, *CIRCLES)]
    total = len(documents([reports[id_] for origin in origins for id_ in origin.reports]))
    clauses: list[Clause] = []
    shown, rest = (known, []) if len(known) <= SHOWN + 1 else (known[:SHOWN], known[SHOWN:])
    for origin in shown:
        own = [reports[id_] for id_ in origin.reports]
        found = list(_origin(origin, own, ways, words, whole=len(documents(own)) == total and len(known) == 1))
        clauses += _joined(clauses, found)
    if rest:
        ids = [id_ for origin in rest for id_ in origin.reports]
        articles = words.number(len(documents([reports[id_] for id_ in ids])))
        text = words.say("rest_on_others", articles=articles, origins=words.count("other_origin", len(rest)))
        clauses += _joined(clauses, [Clause(text=text, reports=tuple(ids))])
    unsaid = [id_ for origin in origins if origin.kind in UNKNOWN for id_ in origin.reports]
    if unsaid:
        number = len(documents([reports[id_] for id_ in unsaid]))
        who = words.whole(number) if number == total else words.number(number)
        clauses += _joined(clauses, [Clause(text=words.pair("no_source", number, who=who), reports=tuple(unsaid))])
    return clauses


def _joined(before: Sequence[Clause], found: Sequence[Clause]) -> list[Clause]:
    return [Clause(text="; "), *found] if before else [*found]


def _origin(origin: Origin, own: Sequence[Report], ways: Ways, words: Words, *, whole: bool) -> Iterator[Clause]:
    number = len(documents(own))
    who = words.whole(number) if whole else words.number(number)
    what = _what(origin, words)
    yield Clause(text=words.pair("rest", number, who=who, what=what), reports=origin.reports)
    if origin.kind == "outlet" and number == 1:
        return
    for place, clause in enumerate(_ways(own, ways, words)):
        yield Clause(text=": " if place == 0 else words.comma)
        yield clause


def _what(origin: Origin, words: Words) -> str:
    name = bare(origin.label)
    match origin.kind:
        case "unnamed" | "collective":
            return words.say("unnamed", quoted=words.quoted(name))
        case "document":
            return words.say("document", name=name)
        case "outlet":
            return words.say("own_report", whose=words.whose(name))
        case _:
            return words.say("word", whose=words.whose(name))


def _ways(own: Sequence[Report], ways: Ways, words: Words) -> Iterator[Clause]:
    """Yield how many articles came by which way, those of most articles first."""
    groups: dict[tuple[str, str], tuple[Way, list[Report]]] = {}
    for reports in documents(own).values():
        way = ways.of(reports[0])
        groups.setdefault((way.kind, way.name or ""), (way, []))[1].extend(reports)
    order = sorted(groups, key=lambda key: (key[0] != "direct", -len(documents(groups[key][1])), key))
    shown = order if len(order) <= SHOWN + 1 else order[:SHOWN]
    for key in shown:
        way, reports = groups[key]
        yield _way(way, reports, words, alone=len(order) == 1)
    rest = [report for key in order[len(shown) :] for report in groups[key][1]]
    if rest:
        text = words.pair("other_ways", len(documents(rest)))
        yield Clause(text=text, reports=tuple(report.id for report in rest))


def _way(way: Way, reports: Sequence[Report], words: Words, *, alone: bool) -> Clause:
    number = len(documents(reports))
    who = words.whole(number) if alone else words.number(number)
    name = way.name or ""
    # An article whose own words these are, in an outlet that is not known, is told as the source itself.
    key = way.kind if name or way.kind == "direct" else "direct"
    text = words.pair(key, number, who=who, name=plain(name), whose=words.whose(name))
    return Clause(text=text, reports=tuple(report.id for report in reports))
