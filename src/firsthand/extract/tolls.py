"""Tolls: "Kurdish police put the death toll at 16". The party that gives a number is its source."""

from firsthand.extract import phrases
from firsthand.extract.candidate import Candidate
from firsthand.extract.clauses import Range, View, phrase_end
from firsthand.languages.speech import speech_words

NEAR = 5
"""Words behind the verb within which its toll is named."""
NUMBER = 12
"""Words behind the verb within which the number stands."""


def candidates(v: View) -> list[Candidate]:
    """Return who gives a toll in a sentence, and which."""
    known = v.lang.phrases
    found = []
    for place in range(1, v.end):
        if v.atoms[place].lower not in known.toll_verbs:
            continue
        noun = next((k for k in range(place + 1, min(v.end, place + NEAR)) if v.atoms[k].lower in known.toll_nouns), 0)
        source = phrases.before(v.atoms, place, 0, v.lang)
        if not noun or source is None or not _counts(v, place):
            continue
        content: Range = (place + 1, _end(v, place + 1))
        found.append(Candidate(source, ((place, place + 1),), (content,), "neutral", "asserts", 0.7, "toll"))
    return found


def _end(v: View, start: int) -> int:
    """Return where what is counted ends: at the next finite clause or the end of the phrase, behind the number."""
    return max(phrase_end(v, start), next((k + 1 for k in range(start, v.end) if _is_number(v, k)), start + 1))


def _counts(v: View, place: int) -> bool:
    return any(_is_number(v, k) for k in range(place + 1, min(v.end, place + NUMBER)))


def _is_number(v: View, place: int) -> bool:
    atom, known = v.atoms[place], speech_words(v.lang.code)
    return atom.text[:1].isdecimal() or known.numbers.get(atom.lower, 0) > 1 or atom.lower in known.vague
