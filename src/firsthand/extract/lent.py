"""What reaches over sentences without a cue: "this" for the sentence before, and hearsay with the party before it."""

from collections.abc import Sequence

import msgspec

from firsthand.extract.atoms import Atom, Level, Sentence
from firsthand.extract.candidate import Candidate
from firsthand.extract.speech import Draft
from firsthand.languages import Language

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
    """Return a draft for every sentence of hearsay behind an attribution; its source is that of its ``lender``."""
    if not lang.words.hearsay_modals:
        return []
    spoken: dict[int, list[Draft]] = {}
    for draft in drafts:
        spoken.setdefault(draft.place, []).append(draft)
    found: list[Draft] = []
    lender: Draft | None = None
    for place, sentence in enumerate(level):
        if place in spoken:
            lender = _lender(spoken[place])
        elif lender is not None and reported(sentence.atoms, lang):
            found.append(_going_on(sentence, place, lender, lang))
        else:
            lender = None
    return found


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


def _going_on(sentence: Sentence, place: int, lender: Draft, lang: Language) -> Draft:
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
    return Draft(candidate=candidate, sentence=sentence, place=place, lang=lang, lender=lender)
