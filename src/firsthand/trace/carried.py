"""Whose word a sentence gives a claim on: the attribution whose content carries it, or nobody's but the outlet's."""

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from firsthand.languages import codes, known_code, language
from firsthand.languages.people import people_words
from firsthand.languages.speech import speech_words
from firsthand.link.differences_words import Lexicon
from firsthand.link.passages_words import Words
from firsthand.model import Attribution, Polarity, Reading, Span
from firsthand.trace.corpus import Corpus
from firsthand.trace.match import Match
from firsthand.trace.question import Question
from firsthand.trace.records import Hop
from firsthand.trace.who import Someone, Who

CARRIES = 0.55
"""Share of what a sentence has of a claim that an attribution's content must have to be the one that carries it."""

UNNAMED = ("unnamed", "collective", "none", "pronoun")
"""Kinds of party that have no name of their own."""

OPENING = 5
"""Words of what is attributed within which a negation turns the whole round."""

NEARLY = 0.5
"""Share of the surest sentence's score that others of its report must have to be compared with other reports."""

NEARBY = 0.15
"""The same for an attribution to the one whose word the claim says it is, or whose content has the claim's number."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A report in the making: one place in one document, and the party whose word it is there.

    ``doc`` numbers the document in the corpus; ``part`` the item of a press review it stands in, -1 outside of any.
    ``publisher`` is whose text that is. ``heard`` are those of its sentences that themselves say whose word it is, the
    others rest on them. ``voice`` is None where the outlet says it itself. ``hops`` run from
    the utterer outwards. ``instead`` are numbers given in place of the claim's. ``sure`` are those of its sentences
    that carry the claim nearly as surely as the surest; only they tell what it has in common with other reports.
    ``negated``: what is attributed opens with a negation ("No ship of ours was there").
    """

    doc: int
    part: int
    publisher: Someone | None
    units: tuple[int, ...]
    sure: tuple[int, ...]
    heard: tuple[int, ...] = ()
    spans: tuple[Span, ...]
    attribution: str | None
    polarity: Polarity
    voice: Someone | None
    hops: tuple[Hop, ...]
    instead: tuple[float, ...]
    figures: float
    score: float
    negated: bool = False


class Carrier:
    """Finds the attributions that carry matches, document by document."""

    def __init__(self, question: Question, corpus: Corpus, who: Who) -> None:
        self.question = question
        self.corpus = corpus
        self.who = who
        self.speaker = who.meant(question.speaker) if question.speaker else None

    def drafts(self, match: Match, score: float) -> Iterator[Draft]:
        """Yield a draft for each party on whose word a matching sentence gives the claim; one of no party if none."""
        unit = self.corpus.units[match.unit]
        reading = self.corpus.readings[unit.doc]
        row = self._carrying(reading, match)
        if row is not None and self._takes_as_given(row, match):
            row = None
        row = self._told(row, reading)
        part, publisher = self.who.published(reading, unit.span)
        base = Draft(
            doc=unit.doc,
            part=part,
            publisher=publisher,
            units=(match.unit,),
            sure=(match.unit,),
            spans=(unit.span,),
            attribution=row.id if row else None,
            polarity=row.polarity if row else "asserts",
            voice=None,
            hops=(),
            instead=match.instead,
            figures=match.features.figures,
            score=score,
            negated=row is not None and self._opens_negated(row, match),
        )
        if self.speaker is not None:
            yield from self._of_speaker(self.speaker, base, row, match)
            return
        parties = self._utterers(row, reading) if row else []
        if not parties and row is None and publisher is not None and publisher.kind == "named_organisation":
            # An organisation that publishes for itself says in its own voice what is its own word.
            yield msgspec.structs.replace(
                base, voice=publisher, hops=(self._hop(publisher.name, publisher.key, None, reading),)
            )
            return
        if not parties:
            yield base if row is None else msgspec.structs.replace(base, hops=self._relays(row, reading))
            return
        for someone, hop in parties:
            hops = (hop, *self._relays(row, reading)) if row else (hop,)
            # "Initial reports" are nobody's word: who had them is not told, so the outlet stands for them itself.
            hearsay = is_hearsay(hop.name, reading.document.lang) and not self.who.is_outlet(hop.name)
            voice = None if hearsay else someone
            yield msgspec.structs.replace(base, heard=base.units, voice=voice, hops=hops)

    def _told(self, row: Attribution | None, reading: Reading) -> Attribution | None:
        """Return the statement of whoever tells what nobody in particular says ("X said it was suspected that …")."""
        outer = row
        while outer is not None and outer.parent is not None and not self._utterers(outer, reading):
            outer = next((one for one in reading.attributions if one.id == outer.parent), None)
        return outer if outer is not None and self._utterers(outer, reading) else row

    def _opens_negated(self, row: Attribution, match: Match) -> bool:
        """Whether the first words that are attributed in a sentence say that something is not so."""
        unit = self.corpus.units[match.unit]
        words = self.corpus.words(unit)
        inside = [k for k in range(len(words.forms)) if any(p.holds(words.span(k, k + 1)) for p in row.content)]
        lang = known_code(self.corpus.readings[unit.doc].document.lang)
        return Lexicon([lang]).negations([words.forms[k] for k in inside[:OPENING]]) % 2 == 1

    def _takes_as_given(self, row: Attribution, match: Match) -> bool:
        """Whether the claim's number is in a relative clause of what is said ("condemned an attack that killed 9").

        The speaker then takes it as given, and the outlet has it from elsewhere.
        """
        if self.question.speaker is not None or match.features.figures <= 0:
            return False
        unit = self.corpus.units[match.unit]
        words = self.corpus.words(unit)
        lang = self.corpus.readings[unit.doc].document.lang
        known = language(known_code(lang)).words
        verbs = known.auxiliaries | known.verbs
        inside = [k for k in range(len(words.forms)) if any(p.holds(words.span(k, k + 1)) for p in row.content)]
        opened = [
            k
            for k in inside[1:-1]
            if words.forms[k] in known.relative_pronouns
            and (words.forms[k + 1] in verbs or words.forms[k + 1].endswith(known.verb_endings))
        ]
        numbers = self._asked_at(match.unit, words)
        attributed = [k for k in numbers if k in inside]
        if numbers and inside and not attributed:
            behind = words.forms[inside[-1] + 1 : inside[-1] + 2]
            return any(form in known.relative_pronouns for form in behind)
        return bool(opened and attributed) and min(attributed) > opened[0]

    def _gives_number(self, row: Attribution, match: Match) -> bool:
        """Whether the claim's number is among the words that are attributed: it weighs more than the words around."""
        words = self.corpus.words(self.corpus.units[match.unit])
        return any(part.holds(words.span(k, k + 1)) for k in self._asked_at(match.unit, words) for part in row.content)

    def _asked_at(self, unit: int, words: Words) -> list[int]:
        """Return which words of a sentence are, or begin, a number that the claim gives."""
        values = {value for figure in self.question.figures for value in figure.values}
        starts = {one.span.start for one in self.corpus.figures(unit) if values & set(one.values)}
        return [k for k, start in enumerate(words.starts) if start in starts]

    def _of_speaker(self, speaker: Someone, base: Draft, row: Attribution | None, match: Match) -> Iterator[Draft]:
        """Yield the draft of a claim that names its speaker; none where neither sentence nor statement is about him."""
        unit = self.corpus.units[match.unit]
        reading = self.corpus.readings[unit.doc]
        parties = self._utterers(row, reading) if row else []
        own = next((hop for someone, hop in parties if someone.key == speaker.key or self._is_called(hop.name)), None)
        if own is None and not self._is_named(match.unit):
            return
        utterer = self._hop(speaker.name, speaker.key, own.span if own else None, reading)
        others = [hop for _, hop in parties if hop is not own]
        relays = {hop.party: hop for hop in (*others, *(self._relays(row, reading) if row else ())) if _is_outlet(hop)}
        yield msgspec.structs.replace(base, heard=base.units, voice=speaker, hops=(utterer, *relays.values()))

    def _is_named(self, number: int) -> bool:
        """Whether a sentence, or one beside it in its document, names the one whose word the claim says it is.

        What he put up for all to see is his wherever the document names him.
        """
        doc = self.corpus.units[number].doc
        first, end = self.corpus.first[doc], self.corpus.first[doc + 1]
        around = range(first, end) if self.question.public else range(max(first, number - 1), min(end, number + 2))
        return any(self.question.speaker_terms & set(self.corpus.terms[unit]) for unit in around)

    def _carrying(self, reading: Reading, match: Match) -> Attribution | None:
        """Return the innermost attribution whose content has what the sentence has of the claim."""
        unit = self.corpus.units[match.unit]
        places = self._places(match.unit)
        total = sum(weight for _, weight in places)
        best: tuple[tuple[bool, int], Attribution] | None = None
        for row in reading.attributions:
            if not any(span.overlaps(unit.span) for span in (*row.content, *row.source, *row.cue)):
                continue
            if not row.source and not row.cue:
                continue
            inside = sum(weight for span, weight in places if any(part.holds(span) for part in row.content))
            # A claim found in a text may name who says it; his name and "said" are no part of what is said.
            frame = sum(weight for span, weight in places if any(p.holds(span) for p in (*row.source, *row.cue)))
            ours = self._is_asked_for(row)
            enough = NEARBY if ours or self._gives_number(row, match) else CARRIES
            if inside and inside >= (total - frame) * enough:
                size = (not ours, sum(part.end - part.start for part in row.content))
                if best is None or size < best[0]:
                    best = (size, row)
        return best[1] if best else None

    def _is_asked_for(self, row: Attribution) -> bool:
        """Whether a statement is of the one whose word the claim says it is."""
        if self.question.speaker is None:
            return False
        return any(self._is_called(speaker.name) for speaker in self.who.speakers.get(row.id, ()))

    def _is_called(self, name: str) -> bool:
        """Whether a name has the surname of the one whose word the claim says it is, or the role he has there."""
        if self.question.speaker is None:
            return False
        words = name.casefold().split()
        role = self.question.speaker_role
        return self.question.speaker.split()[-1].casefold() in words or (len(role) > 1 and role <= set(words))

    def _places(self, number: int) -> list[tuple[Span, float]]:
        """Return where a sentence has words of the claim, and what each weighs."""
        terms, words = self.corpus.terms[number], self.corpus.words(self.corpus.units[number])
        weights = {term: key.weight for key in self.question.keys for term in (*key.related, *key.terms)}
        return [(words.span(place, place + 1), weights[term]) for place, term in enumerate(terms) if term in weights]

    def _utterers(self, row: Attribution, reading: Reading) -> list[tuple[Someone, Hop]]:
        chain = self.who.chains.get(row.id)
        uttered = [hop for hop in chain.hops if hop.role == "utterer"] if chain else []
        found = []
        written = row.source[0].of(reading.document.text) if row.source else ""
        for speaker in self.who.speakers.get(row.id, ()):
            if _is_nobody(speaker.name, reading.document.lang):
                continue
            several = _several(speaker.name) if speaker.kind in UNNAMED else []
            if several:
                found += [self._unnamed(name, row, reading) for name in several]
                continue
            someone = self.who.speaking(speaker, written=written)
            own = row.source[0] if row.source else None
            span = next((hop.span for hop in uttered if hop.name == speaker.name), own)
            shown = self.who.as_printed(someone, speaker.name)
            found.append((someone, self._hop(shown, someone.key, span, reading)))
        return found

    def _unnamed(self, name: str, row: Attribution, reading: Reading) -> tuple[Someone, Hop]:
        """Return one of several parties that a source names together without their names ("a monitor and medics")."""
        someone = Someone(key=f"statement {row.id} {name}", name=name, kind="unnamed")
        return someone, self._hop(name, someone.key, row.source[0] if row.source else None, reading)

    def _relays(self, row: Attribution, reading: Reading) -> tuple[Hop, ...]:
        chain = self.who.chains.get(row.id)
        hops = [hop for hop in chain.hops if hop.role != "utterer"] if chain else []
        made = []
        for hop in hops:
            known = self.who.named(hop.name)
            made.append(self._hop(known.name if known else hop.name, known.key if known else None, hop.span, reading))
        return tuple(made)

    @staticmethod
    def _hop(name: str, key: str | None, span: Span | None, reading: Reading) -> Hop:
        return Hop(name=name, party=key, document=reading.document.id, span=span)


def is_hearsay(name: str, lang: str) -> bool:
    """Whether a source is only "reports" or "media", of whatever time or place."""
    known = language(known_code(lang)).words
    *ahead, noun = name.casefold().split() or [""]
    return noun in known.hearsay_nouns and all(word in known.hearsay_adjectives for word in ahead)


def _is_nobody(name: str, lang: str) -> bool:
    """Whether a source is a word that stands for somebody, and nobody knows for whom ("who", "the two", "many")."""
    code = known_code(lang)
    known, people = language(code).words, people_words(code)
    small = known.subject_pronouns | known.relative_pronouns | known.determiners | people.indefinite | people.pairs
    return all(word in small or word in speech_words(code).numbers for word in name.casefold().split())


def _several(name: str) -> list[str]:
    """Return the parties that a noun phrase joins; none where it joins nothing."""
    words = name.split()
    places = [at for at, word in enumerate(words) if word.casefold() in _joints() and 0 < at < len(words) - 1]
    if len(places) != 1:
        return []
    return [" ".join(words[: places[0]]), " ".join(words[places[0] + 1 :])]


@cache
def _joints() -> frozenset[str]:
    return frozenset(word for code in codes() for word in speech_words(code).joined_by)


def _is_outlet(hop: Hop) -> bool:
    return hop.party is not None and hop.party.startswith("outlet ")


def surest(better: Draft, other: Draft) -> tuple[int, ...]:
    """Return the sentences of two drafts that carry the claim nearly as surely as the better one does."""
    return tuple(sorted({*better.sure, *(other.sure if other.score >= NEARLY * better.score else ())}))


def joined(drafts: Sequence[Draft]) -> list[Draft]:
    """Join the drafts of one document that give the claim on one party's word, and in the same way, into one."""
    made: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = (draft.doc, draft.part, draft.voice.key if draft.voice else None, draft.instead, draft.polarity)
        held = made.get(key)
        if held is None:
            made[key] = draft
            continue
        better, other = (draft, held) if draft.score > held.score else (held, draft)
        made[key] = msgspec.structs.replace(
            better,
            sure=surest(better, other),
            units=tuple(sorted({*held.units, *draft.units})),
            heard=tuple(sorted({*held.heard, *draft.heard})),
            spans=tuple(sorted({*held.spans, *draft.spans})),
            figures=max(held.figures, draft.figures),
        )
    return list(made.values())
