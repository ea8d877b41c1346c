"""A traced claim in two to five plain sentences, every clause with the reports that a reader may open to check it.

They say who has the claim, on whose word it all rests and how it came, how many independent origins that makes and how
sure that is, what stands against it, and which reports lead in a circle. Nothing says whether it is true.
"""

from collections.abc import Iterator, Sequence

from firsthand.outlets import Registry, registry
from firsthand.trace.records import Clause, Report, Sentence, Traced
from firsthand.trace.words.loader import Words, languages, plain, words_in
from firsthand.trace.words.others import circle, dead_end, otherwise
from firsthand.trace.words.rests import SHOWN, rests
from firsthand.trace.words.ways import Ways, documents

__all__ = ["sentences"]


def sentences(traced: Traced, *, outlets: Registry | None = None) -> tuple[Sentence, ...]:
    """Return what a traced claim's rows say, in every language there are words for, English first.

    The texts of a sentence's clauses, put together without anything between, are the sentence. ``outlets`` tell an
    agency from an outlet; the listed ones where it is not given.
    """
    known = outlets or registry()
    found: list[Sentence] = []
    for lang in languages():
        found += _Speech(traced, words_in(lang), outlets=known).all()
    return tuple(found)


class _Speech:
    """One claim in one language."""

    def __init__(self, traced: Traced, words: Words, *, outlets: Registry) -> None:
        self.traced = traced
        self.words = words
        self.reports = {report.id: report for report in traced.reports}
        self.support = [r for r in traced.reports if r.stance == "supports" and r.variant is None and r.counted]
        self.ways = Ways(traced, outlets=outlets)

    def all(self) -> Iterator[Sentence]:
        for parts in (self.carried(), self.rests(), self.count(), self.against(), *self.circles()):
            if parts:
                yield self.sentence(parts)

    def sentence(self, clauses: Sequence[Clause]) -> Sentence:
        first, *rest = clauses
        first = Clause(text=first.text[:1].upper() + first.text[1:], reports=first.reports)
        return Sentence(lang=self.words.lang, clauses=(first, *rest, Clause(text=".")))

    def carried(self) -> list[Clause]:
        ids = tuple(report.id for report in self.support)
        if not ids:
            return [Clause(text=self.words.say("none"))]
        number = len(documents(self.support))
        who = self.words.count("article", number)
        named = dict.fromkeys(report.outlet for report in self.support if report.outlet)
        if named and all(report.outlet for report in self.support):
            only = plain(next(iter(named)))
            outlets = only if len(named) == 1 else self.words.count("outlet", len(named))
            who = self.words.say("in_outlets", articles=who, outlets=outlets)
        return [Clause(text=self.words.pair("say_so", number, who=who), reports=ids)]

    def rests(self) -> list[Clause]:
        return rests(self.traced.origins, self.reports, self.ways, self.words)

    def count(self) -> list[Clause]:
        """Say how many independent origins there are, unless the sentence before has said it; and what nobody has."""
        words, count = self.words, self.traced.independent_origins
        ids = tuple(report.id for report in self.support)
        clauses: list[Clause] = []
        if ids and not (count.min == count.best == count.max == 1 and len(self.traced.origins) == 1):
            clauses.append(Clause(text=self.makes() + self.maybe(), reports=ids))
        for found in self.traced.dead_ends[:SHOWN]:
            clauses += [Clause(text="; ")] if clauses else []
            clauses.append(dead_end(found, words))
        if self.traced.judged:
            decisions = words.count("decision", len(self.traced.judged))
            clauses += [Clause(text="; ")] if clauses else []
            clauses.append(Clause(text=words.say("judged", decisions=decisions)))
        return clauses

    def makes(self) -> str:
        best = self.traced.independent_origins.best
        return (
            self.words.say("makes", origins=self.words.count("origin", best)) if best else self.words.say("makes_none")
        )

    def maybe(self) -> str:
        words, count = self.words, self.traced.independent_origins
        least, most = self.origins(count.min), self.origins(count.max)
        if count.best == 0:
            return words.say("none_maybe_more", most=most) if count.max else ""
        if count.min < count.best < count.max:
            return words.say("maybe_both", least=least, most=most)
        if count.min < count.best:
            return words.say("maybe_fewer", least=least)
        return words.say("maybe_more", most=most) if count.max > count.best else ""

    def origins(self, number: int) -> str:
        """Return a number of origins without the noun; in Swedish the noun is neuter, so one is not "en"."""
        one, _ = self.words.counts["origin"]
        return one.split()[0] if number == 1 else self.words.number(number)

    def against(self) -> list[Clause]:
        clauses: list[Clause] = []
        for part in otherwise(self.traced.reports, self.words):
            clauses += [Clause(text="; ")] if clauses else []
            clauses += part
        return clauses

    def circles(self) -> Iterator[list[Clause]]:
        inside = {id_ for found in self.traced.circular for id_ in found.reports}
        alone = all(_is_in(report, inside) for report in self.support)
        for found in self.traced.circular[:SHOWN]:
            yield circle(found, self.reports, self.words, alone=alone)


def _is_in(report: Report, inside: set[str]) -> bool:
    return report.id in inside or report.origin_kind == "circular"
