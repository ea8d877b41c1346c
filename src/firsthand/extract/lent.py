"""What reaches over sentences without a cue: "this" for the sentence before, and hearsay with the party before it."""

import itertools
from collections.abc import Sequence

import msgspec

from firsthand.extract import phrases_nouns
from firsthand.extract.atoms import Atom, Level, Sentence
from firsthand.extract.candidate import Candidate
from firsthand.extract.edges import whole_speech
from firsthand.extract.speech import Draft, wholly_quoted
from firsthand.languages import Language, finite_forms
from firsthand.languages.people import people_words

ANAPHOR = "anaphor"
LENDERS = ("clause", "inverted", "preposition", "postposition", "aside", ANAPHOR, "impersonal")


def referred(level: Level, drafts: Sequence[Draft]) -> list[Draft]:
    """Give "This the police said." the sentence before as content; without one before it the draft is dropped."""
    kept: list[Draft] = []
    for draft in drafts:
        if draft.candidate.rule != ANAPHOR:
            kept.append(draft)
        elif draft.place > 0:
            kept.append(msgspec.structs.replace(draft, earlier=(level[draft.place - 1].span,)))
    return kept


def lent(level: Level, drafts: Sequence[Draft], lang: Language) -> list[Draft]:
    """Return a draft for every run of reported speech or hearsay behind an attribution, which lends its source.

    A sentence in the reporting subjunctive needs no cue: whoever was last given as the source goes on.
    """
    if not lang.words.hearsay_modals:
        return []
    spoken: dict[int, list[Draft]] = {}
    for draft in drafts:
        spoken.setdefault(draft.place, []).append(draft)
    found: list[Draft] = []
    taken = [span for draft in drafts for span in draft.more]
    lender: Draft | None = None
    for place, sentence in enumerate(level):
        if place in spoken:
            lender = _lender(spoken[place])
        elif _unled(sentence) and not any(sentence.span.overlaps(span) for span in taken):
            party = lender or (_subject(level, place, lang) if place else None)
            if party is not None:
                found.append(_going_on(sentence, place, party, lang, quoted=True))
                lender = party
        elif lender is not None and _goes_on(level, place, lang):
            last = found[-1] if found else None
            if last is not None and last.lender is lender and sentence.block == level[place - 1].block:
                found[-1] = msgspec.structs.replace(last, more=(*last.more, sentence.span))
            else:
                found.append(_going_on(sentence, place, lender, lang))
        else:
            lender = None
    return found


def _goes_on(level: Level, place: int, lang: Language) -> bool:
    """Whether a sentence goes on with what the one before it told: hearsay, or its verb in the subjunctive.

    Forms that may also be conditional only do where the sentence before is in the subjunctive, in the same paragraph.
    """
    atoms = level[place].atoms
    if reported(atoms, lang):
        return True
    verb = main_verb(atoms, lang)
    if verb in lang.words.hearsay_modals and level[place - 1].block == level[place].block:
        return True
    if verb is None or {a.lower for a in atoms} & people_words(lang.code).first_person.keys():
        return False
    if verb in lang.words.reporting_forms:
        return True
    before = level[place - 1]
    told = any(a.lower in lang.reported_forms for a in before.atoms)
    return verb in lang.reported_forms and told and before.block == level[place].block


def main_verb(atoms: Sequence[Atom], lang: Language) -> str | None:
    """Return the finite verb of a main clause: the first of the sentence, or behind the comma of a clause before it."""
    words = lang.words
    fronted = atoms[0].lower in words.subordinators | words.complementisers
    for place, atom in enumerate(atoms):
        if atom.capital or atom.kind != "w" or atom.lower not in finite_forms(lang) | lang.reported_forms:
            continue
        if not fronted or atoms[place - 1].text == ",":
            return atom.lower
    return None


def reported(atoms: Sequence[Atom], lang: Language) -> bool:
    """Whether a sentence tells what somebody is said to have done."""
    return bool({a.lower for a in atoms} & lang.words.hearsay_modals) and _perfect(atoms, lang)


def _perfect(atoms: Sequence[Atom], lang: Language) -> bool:
    """Whether "soll" stands with an infinitive of the perfect ("soll gesehen haben") and not with a plan."""
    last = [a for a in atoms if a.kind == "w"][-1:]
    return bool(last) and last[0].lower in lang.words.hearsay_ends


def _lender(drafts: Sequence[Draft]) -> Draft | None:
    named = [d for d in drafts if d.candidate.rule in LENDERS and d.candidate.source is not None]
    return named[0] if named else None


def _unled(sentence: Sentence) -> bool:
    """Whether a sentence is one quotation that is a sentence itself, with nobody named beside it."""
    return wholly_quoted(sentence) and whole_speech(sentence.atoms[0])


def _subject(level: Level, place: int, lang: Language) -> Draft | None:
    """The party the sentence before is about, in the same paragraph: who is then quoted without a word of saying."""
    before = level[place - 1]
    atoms, words = before.atoms, lang.words
    known = finite_forms(lang)
    finite = next((k for k, a in enumerate(atoms) if k and not a.capital and _finite(a, known, lang)), None)
    if before.block != level[place].block or finite is None:
        return None
    first = 1 if atoms[0].lower in words.focus_adverbs | words.coordinators else 0
    source = phrases_nouns.subject(atoms, first, finite, lang)
    if source is None or not _person(atoms[slice(*source)], lang):
        return None
    candidate = Candidate(source, (), (), "neutral", "asserts", 0.5, "lent")
    return Draft(candidate=candidate, sentence=before, place=place - 1, lang=lang)


def _finite(atom: Atom, known: frozenset[str], lang: Language) -> bool:
    return atom.kind == "w" and (atom.lower in known or atom.lower.endswith(lang.words.past_endings))


def _person(source: Sequence[Atom], lang: Language) -> bool:
    """Whether a subject can speak: a name of two words, a role, "he"."""
    words = lang.words
    if len(source) == 1:
        return source[0].lower in words.person_pronouns
    roles = words.role_nouns | words.titles | words.group_nouns | words.unnamed_nouns
    named = any(a.capital and b.capital for a, b in itertools.pairwise(source))
    return named or any(a.lower in roles - words.articles for a in source)


def _going_on(sentence: Sentence, place: int, lender: Draft, lang: Language, *, quoted: bool = False) -> Draft:
    end = len(sentence.atoms)
    candidate = Candidate(
        source=None,
        cue=(),
        content=((0, end),),
        stance=lender.candidate.stance,
        polarity="asserts",
        weight=0.5,
        rule="lent",
    )
    return Draft(candidate=candidate, sentence=sentence, place=place, lang=lang, lender=lender, quoted=quoted)
