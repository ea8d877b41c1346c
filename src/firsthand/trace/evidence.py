"""Why two reports of a claim may rest on one origin: every reason found, each with how sure it is and its words.

After Dong, Berti-Equille and Srivastava (VLDB 2009): what is rarely come by twice, when two share it, tells that one
has it from the other. Reasons are given between neighbours of a group, never between all pairs.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from firsthand.languages import codes, language
from firsthand.languages.concepts import concepts_of
from firsthand.model import Span
from firsthand.resolve.parties_keys import sound, table, words_of
from firsthand.trace.across import Placed, overlap
from firsthand.trace.carried import UNNAMED
from firsthand.trace.corpus import term_of
from firsthand.trace.evidence_words import hyperlinks, quotations
from firsthand.trace.ground import Ground
from firsthand.trace.question import Question
from firsthand.trace.reasons import SURE, Reason, Weights, reason_between
from firsthand.trace.records import EvidenceKind
from firsthand.trace.settle import beside, telling_noun
from firsthand.trace.who import Someone

SAME = 0.6
"""Share of the words of two sentences that both must have to be one sentence, printed twice."""

LONG = 8
"""Telling words of the longest name."""

NUMBERS = 2
"""Numbers two reports must share to be of one origin for it."""

FEW = 2
"""Numbers up to which anybody may give the same."""

RUN = 8
"""Letters of a name from which another that differs only in its spaces is the same."""

CALLED = 2
"""Reports that call a body by a noun before an unnamed party called so is held to be it."""

WRITTEN = frozenset({"report_doc", "research_study", "investigation", "announcement"})
"""Concepts of documents."""

PARTS = 2
"""Words a name must have for another that holds them all to be a fuller form of it."""


def _telling(name: str) -> frozenset[str]:
    """Return the words of a name that tell parties apart, as they sound; no office ("director of")."""
    return frozenset(sound(word) for word in words_of(name) if word[:1].isupper() and word.casefold() not in offices())


@cache
def offices() -> frozenset[str]:
    """Return the words for offices and titles, in every language."""
    listed = (language(code).words.role_nouns | language(code).words.titles for code in codes())
    return frozenset(word for office in table("offices") for word in office.split()).union(*listed)


def _likeness(one: set[int], other: set[int]) -> float:
    return len(one & other) / max(1, len(one | other))


class Evidence:
    """Finds the reasons among the reports of one claim."""

    def __init__(self, reports: Sequence[Placed], ground: Ground, weights: Weights, *, question: Question) -> None:
        self.question = question
        self.reports = reports
        self.ground = ground
        self.weights = weights

    def all(self) -> list[Reason]:
        """Return every reason, in a fixed order."""
        found = [
            *self._same_party(),
            *self._named_alike(),
            *self._probable_party(),
            *self._described(),
            *self._documents(),
            *self._speaks_for(),
            *self._reused(),
            *self._cited(),
            *self._credited(),
            *self._same_detail(),
            *self._same_numbers(),
            *quotations(self.reports, self.ground, self.weights.quotation),
            *hyperlinks(self.reports, self.ground, self.weights.hyperlink),
        ]
        return sorted((r for r in found if not self._is_joint(r)), key=lambda r: (r.a, r.b, r.kind, r.why))

    def _is_joint(self, reason: Reason) -> bool:
        """Whether two reports are one statement of two parties side by side: they are never one origin."""
        one, other = self.reports[reason.a].draft, self.reports[reason.b].draft
        return one.attribution is not None and (one.doc, one.attribution) == (other.doc, other.attribution)

    def _name(self, number: int) -> str:
        return self.ground.corpus.readings[self.reports[number].draft.doc].document.name

    def _voice_span(self, number: int) -> tuple[tuple[int, Span], ...]:
        one = self.reports[number]
        span = one.hops[0].span if one.hops and one.draft.voice else None
        return ((one.draft.doc, span),) if span is not None else ()

    def _by_party(self, *, unnamed: bool = False) -> dict[str, list[int]]:
        groups: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self.reports):
            if one.draft.voice is not None and (unnamed or one.draft.voice.kind not in UNNAMED):
                groups[one.draft.voice.key].append(number)
        return groups

    def _runs_together(self, a: int, b: int) -> bool:
        """Whether two names differ only in where they are parted ("Abdel Rahman", "Abdelrahman")."""
        one, other = ("".join(self.reports[n].hops[0].name.casefold().split()) for n in (a, b))
        return one == other and len(one) > RUN

    def _reason(self, a: int, b: int, kind: EvidenceKind, score: float, why: str) -> Reason:
        first, second = sorted((a, b))
        spans = (*self._voice_span(first), *self._voice_span(second))
        return reason_between(first, second, kind, score, why, spans=spans)

    def _same_party(self) -> Iterator[Reason]:
        for group in self._by_party().values():
            for other in group[1:]:
                name = self.reports[group[0]].hops[0].name
                why = f"{self._name(group[0])} and {self._name(other)} both rest on the word of {name}."
                yield self._reason(group[0], other, "same_party", SURE, why)

    def _probable_party(self) -> Iterator[Reason]:
        groups = self._by_party()
        for pair, why in sorted(self.ground.who.probable.items(), key=lambda item: sorted(item[0])):
            numbers = [groups[key][0] for key in sorted(pair) if key in groups]
            if len(numbers) == len(pair) and len(numbers) > 1:
                yield self._reason(numbers[0], numbers[1], "same_party", self.weights.party, why)

    def _named_alike(self) -> Iterator[Reason]:
        """Join parties of one claim one of whose names is part of the other's ("Observatory for Human Rights").

        A role with a body's name in it ("the director of the Observatory for Human Rights") is part of that name too.
        """
        groups = self._by_party(unnamed=True)
        words = {key: _telling(self.reports[group[0]].hops[0].name) for key, group in groups.items()}
        # What runs on longer is no name but a phrase that mentions others.
        keys = [
            key for key in sorted(groups, key=lambda key: (-len(words[key]), groups[key][0])) if len(words[key]) <= LONG
        ]
        for place, key in enumerate(keys):
            for fuller in keys[:place]:
                if self._runs_together(groups[fuller][0], groups[key][0]) or (
                    len(words[key]) >= PARTS and words[key] <= words[fuller]
                ):
                    a, b = groups[fuller][0], groups[key][0]
                    names = [self.reports[n].hops[0].name for n in (a, b)]
                    part = "the same name as" if words[key] == words[fuller] else "part of the name"
                    why = f"{names[1]} is {part} {names[0]}, and both are named for the same."
                    yield self._reason(a, b, "same_party", self.weights.name, why)
                    break

    def _described(self) -> Iterator[Reason]:
        """Join an unnamed party with the one body that other reports of the claim call by the same noun.

        "A monitor said" in one paper is the Observatory where others write "the Observatory, a monitor"; not where two
        bodies are called so.
        """
        called: dict[str, Counter[str]] = defaultdict(Counter)
        for key, group in self._by_party().items():
            for number in group:
                for noun in self._nouns_beside(number):
                    called[noun][key] += 1
        groups = self._by_party()
        for number, one in enumerate(self.reports):
            voice = one.draft.voice
            if voice is None or voice.kind not in UNNAMED or not one.hops:
                continue
            lang = self.ground.corpus.readings[one.draft.doc].document.lang
            heard = telling_noun(one.hops[0].name, lang) or ""
            bodies = called.get(heard, Counter()).most_common(2)
            if len(bodies) == 1 and bodies[0][1] >= CALLED:
                head = groups[bodies[0][0]][0]
                why = f"{self.reports[head].hops[0].name} is called so in {bodies[0][1]} reports, and nobody else is."
                yield self._reason(number, head, "same_party", self.weights.party, why)

    def _documents(self) -> Iterator[Reason]:
        """Join documents without a title that reports rest on, whatever their language calls them ("Prüfbericht").

        Two papers that have one and the same from "a report" hardly have it from two.
        """
        first: dict[str, int] = {}
        for number, one in enumerate(self.reports):
            voice = one.draft.voice
            if voice is None or voice.kind != "document" or not one.hops:
                continue
            lang = self.ground.corpus.readings[one.draft.doc].document.lang
            words = one.hops[0].name.casefold().split()
            called = {name for word in words for name in concepts_of(word, lang)}
            for name in sorted(called & WRITTEN or {term_of(words[-1], lang)}):
                head = first.setdefault(name, number)
                if head != number and self.reports[head].draft.doc != one.draft.doc:
                    names = (self.reports[head].hops[0].name, one.hops[0].name)
                    why = f"{names[0]} and {names[1]} are documents of one kind, and both say the same."
                    yield self._reason(head, number, "same_party", self.weights.party, why)

    def _nouns_beside(self, number: int) -> frozenset[str]:
        one = self.reports[number]
        span = one.hops[0].span if one.hops and one.draft.voice else None
        document = self.ground.corpus.readings[one.draft.doc].document
        return beside(span, document.text, document.lang) if span is not None else frozenset()

    def _speaks_for(self) -> Iterator[Reason]:
        """Join a person with the body whose spokesman, head or minister a report calls him."""
        groups = self._by_party()
        bodies: dict[str, tuple[Someone, int]] = {}
        for group in groups.values():
            voice = self.reports[group[0]].draft.voice
            if voice is not None:
                bodies[voice.key] = (voice, group[0])
        for group in groups.values():
            voice = self.reports[group[0]].draft.voice
            if voice is None or voice.kind != "named_person":
                continue
            for key, number in self._represented(group, bodies):
                body = bodies[key][0]
                if key == voice.key:
                    continue
                why = f"{voice.name} speaks for {body.name}, as {self._name(number)} or another of the documents says."
                yield self._reason(number, bodies[key][1], "speaks_for", self.weights.speaks_for, why)

    def _represented(self, group: Sequence[int], bodies: dict[str, tuple[Someone, int]]) -> list[tuple[str, int]]:
        """Return the bodies that the person of a group speaks for, each with the report that says so, or the first."""
        found: dict[str, int] = {}
        for number in group:
            for key in self.ground.bodies_of(self.reports[number].draft.attribution, self.reports[number].draft.doc):
                if key in bodies:
                    found.setdefault(key, number)
        voice = self.reports[group[0]].draft.voice
        for key in self.ground.represented(voice)[:1] if voice is not None else ():
            if key in bodies:
                found.setdefault(key, group[0])
        return sorted(found.items())

    def _reused(self) -> Iterator[Reason]:
        """Join reports whose sentence both documents print, where one at least does not say whose word it is.

        Where both say so, and differently, it has to be one sentence that says it: of two paragraphs that both copy,
        one may be the police's word and the next a doctor's.
        """
        by_doc: dict[int, list[int]] = defaultdict(list)
        for number, one in enumerate(self.reports):
            by_doc[one.draft.doc].append(number)
        for number, one in enumerate(self.reports):
            for span in one.draft.spans:
                for twin in self.ground.twins(one.draft.doc, span):
                    for other in by_doc.get(twin.doc, ()):
                        if other <= number or not self._may_share(number, other):
                            continue
                        if self._same_sentence(number, other) and any(
                            overlap(twin.span, there) for there in self.reports[other].draft.spans
                        ):
                            why = f"{self._name(number)} and {self._name(other)} print the same sentence."
                            score = SURE if self._says_no_more(number, other) else self.weights.reuse
                            reason = self._reason(number, other, "reused_text", score, why)
                            spans = ((one.draft.doc, twin.own), (twin.doc, twin.span))
                            yield msgspec.structs.replace(reason, spans=spans)

    def _may_share(self, a: int, b: int) -> bool:
        """Whether shared text can tell anything: not where both name different parties for it."""
        one, other = self.reports[a].draft, self.reports[b].draft
        if one.voice is None or other.voice is None or one.voice.name == other.voice.name:
            return True
        if one.voice.kind not in UNNAMED and other.voice.kind not in UNNAMED:
            return False
        return self._alike(one.heard, other.heard)

    def _same_sentence(self, a: int, b: int) -> bool:
        """Whether two reports have a sentence in common: of two copies of an article every other passage is one too."""
        return self._alike(self.reports[a].draft.sure, self.reports[b].draft.sure)

    def _alike(self, ours: Sequence[int], theirs: Sequence[int]) -> bool:
        terms = self.ground.corpus.terms
        return any(_likeness(set(terms[x]), set(terms[y])) >= SAME for x in ours for y in theirs)

    def _says_no_more(self, a: int, b: int) -> bool:
        """Whether the two say of the same sentence whose it is in the same way, or one of them not at all."""
        voices = (self.reports[a].draft.voice, self.reports[b].draft.voice)
        return voices[0] is None or voices[1] is None or voices[0].name == voices[1].name

    def _cited(self) -> Iterator[Reason]:
        """Join a report that rests on an outlet's word with that outlet's own report of the claim."""
        for number, one in enumerate(self.reports):
            for hop in one.hops:
                if hop.party is None or hop.inferred or not hop.party.startswith("outlet "):
                    continue
                # Where the utterer is known, whoever passed the words on changes nothing; but where that outlet gives
                # the same number without saying whose it is, this report shows it.
                passed = one.draft.voice is not None and hop is not one.hops[0]
                for other, there in enumerate(self.reports):
                    publisher = there.draft.publisher
                    if passed and (there.draft.voice is not None or there.draft.figures != 1):
                        continue
                    if other != number and publisher is not None and publisher.key == hop.party:
                        why = f"{self._name(number)} names {hop.name}, whose own report is {self._name(other)}."
                        yield self._reason(number, other, "citation", SURE, why)
                        break
                else:
                    if not passed:
                        yield from self._relayed(number, hop.party, hop.name)

    def _relayed(self, number: int, party: str, name: str) -> Iterator[Reason]:
        """Join a report that rests on an agency's word with one that tells whose word the agency had."""
        for other, there in enumerate(self.reports):
            if other == number or there.draft.voice is None:
                continue
            if any(hop.party == party for hop in there.hops[1:]):
                why = f"{self._name(other)} tells whose word {name} had, whom {self._name(number)} names."
                yield self._reason(number, other, "citation", self.weights.credit, why)
                return

    def _same_detail(self) -> Iterator[Reason]:
        """Join parties without a name to the one that most reports rest on, where both give the same number.

        Exact numbers are rarely come by twice, but a body that counts may well have counted for itself, so that named
        parties are not joined for it.
        """
        exact = [n for n, one in enumerate(self.reports) if one.draft.figures == 1 and not one.draft.instead]
        named = [group for group in self._by_party().values() if set(group) & set(exact)]
        if not named:
            return
        head = max(named, key=lambda group: (len(group), -group[0]))[0]
        for number in exact:
            voice = self.reports[number].draft.voice
            if voice is not None and voice.kind in (*UNNAMED, "outlet") and number != head:
                why = f"{self._name(number)} gives the same number as {self._name(head)}, on the word of {voice.name}."
                # An outlet has its numbers from somebody; people without names may have counted for themselves.
                score = self.weights.numbers if voice.kind == "outlet" else self.weights.detail
                yield self._reason(number, head, "shared_detail", score, why)

    def _same_numbers(self) -> Iterator[Reason]:
        """Join reports in outlets' own voice with others that give the same two numbers or more ("87, 31 of them")."""
        asked = {value for figure in self.question.figures for value in figure.values}
        given = [self._numbers(number) for number in range(len(self.reports))]
        for number, one in enumerate(self.reports):
            if one.draft.voice is not None or len(given[number]) < NUMBERS:
                continue
            for other in range(len(self.reports)):
                shared = given[number] & given[other]
                if (
                    other == number
                    or len(shared) < NUMBERS
                    or not shared & asked
                    or (self.reports[other].draft.voice is None and other < number)
                ):
                    continue
                listed = " and ".join(f"{value:,.10g}" for value in sorted(shared))
                why = f"{self._name(number)} and {self._name(other)} both give {listed}."
                yield self._reason(number, other, "shared_detail", self.weights.numbers, why)

    def _numbers(self, number: int) -> frozenset[float]:
        """Return the exact counts that a report gives."""
        corpus = self.ground.corpus
        return frozenset(
            one.values[0]
            for unit in self.reports[number].draft.sure
            for one in corpus.figures(unit)
            if len(one.values) == 1 and one.values[0] > FEW
        )

    def _credited(self) -> Iterator[Reason]:
        """Join reports that name nobody with others of the same agency's copy."""
        by_agency: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self.reports):
            for hop in one.hops[1 if one.draft.voice else 0 :]:
                if hop.party is not None:
                    by_agency[hop.party].append(number)
        for group in by_agency.values():
            silent = [n for n in group if self.reports[n].draft.voice is None]
            named = [n for n in group if self.reports[n].draft.voice is not None]
            for number in silent:
                head = named[0] if named else group[0]
                if number != head:
                    why = f"{self._name(number)} and {self._name(head)} both are copy of one agency."
                    yield self._reason(number, head, "wire_credit", self.weights.credit, why)
