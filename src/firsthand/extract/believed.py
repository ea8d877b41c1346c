"""Which statements inside another's content are kept: those that may add a party to a chain, and are sure enough.

What a speaker thinks within his own words ("“I think it fell,” she said") adds nobody; a source that may well be the
speaker needs a cue of saying, or a sure model.
"""

from collections.abc import Sequence

from firsthand.extract.atoms import Atom
from firsthand.extract.candidate import Candidate
from firsthand.extract.clauses import View
from firsthand.extract.encoder_read import Found, Read
from firsthand.extract.predicates import PREDICATE
from firsthand.languages.people import people_words
from firsthand.model import Span

SURE = frozenset({"quoted", "quoting", "citing"})
"""Rules that are believed alone: "quoted X as saying", "citing X"."""
WITH_CLAUSE = frozenset({"noun", PREDICATE})
"""Rules that ask for a clause behind the cue, and so are believed in a content though the model saw nothing."""
CLAUSE = "clause"
VAGUE = frozenset({"about"})
"""Rules that tell what is spoken of, not what is said."""
LEAST = 0.2
"""Score below which a statement is dropped though a rule found it too."""
SAYING = 0.85
"""Weight of a cue verb from which it is one of saying, and none of thinking or wishing."""
SIGN = 0.3
"""Probability of a cue, by the model, from which a rule's statement is kept that the model did not take."""
ALONE = 0.6
"""Score from which a statement is kept that only the model found."""


def by_rule(v: View, candidate: Candidate, cue: Span, read: Read) -> bool:
    """Whether a statement is kept that only a rule found."""
    if candidate.rule in SURE:
        return True
    if candidate.source is None or _own(v, v.atoms[slice(*candidate.source)]):
        return False
    return candidate.rule in WITH_CLAUSE or (candidate.weight >= SAYING and read.cue_at(cue) >= SIGN)


def by_both(v: View, candidate: Candidate, found: Found, source: Sequence[Atom]) -> bool:
    """Whether a statement is kept that a rule found and the model too, with this source."""
    if found.score < LEAST or candidate.rule in VAGUE or (candidate.source is not None and not source):
        return False
    if candidate.weight >= SAYING or candidate.rule in SURE:
        return True
    return not _own(v, source) and (not _pronoun(v, source) or candidate.rule == CLAUSE)


def by_model(v: View, found: Found, source: Sequence[Atom]) -> bool:
    """Whether a statement is kept that only the model found, with this source."""
    return bool(source) and found.score >= ALONE and not _own(v, source) and not _pronoun(v, source)


def _own(v: View, source: Sequence[Atom]) -> bool:
    """Whether a source is the speaker or who is spoken to: "I", "our plan", "you"."""
    own = people_words(v.lang.code)
    plain = (a.lower for a in source if len(a.text) < 2 or not a.text.isupper())  # "the US" is not "us"
    return any(word in own.first_person or word in own.second_person for word in plain)


def _pronoun(v: View, source: Sequence[Atom]) -> bool:
    """Whether a source is a pronoun that may stand for the speaker: "she", "they", and no "who"."""
    return len(source) == 1 and source[0].lower in people_words(v.lang.code).pronouns
