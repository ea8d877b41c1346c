"""A quotation behind a colon that no cue verb introduces: "She joined in with the words: “…”".

Whoever the clause before the colon is about is then quoted, by the clause's finite verb.
"""

from collections.abc import Sequence

from firsthand.extract import phrases, phrases_nouns
from firsthand.extract.candidate import Candidate
from firsthand.extract.clauses import Range, View
from firsthand.languages import finite_forms

SPOKEN = 4
"""Words of a quotation from which it is speech and no title."""
LONG = 30


def candidates(v: View, found: Sequence[Candidate]) -> list[Candidate]:
    """Return what a colon attributes in a language with the verb in second place; nothing beside another's reading."""
    place = _quoted(v)
    if v.lang.order != "v2" or place is None or any(a <= place < b for c in found for a, b in c.content):
        return []
    verb = next((k for k in range(place - 1) if _finite(v, k)), None)
    if verb is None:
        return _verbless(v, place)
    source = _subject(v, verb, place - 1)
    if source is None or v.atoms[verb].lower in v.lang.words.reporting_forms:
        return []  # "Man habe nie gesprochen: „Wir …“": who tells of it is quoted
    return [Candidate(source, ((verb, verb + 1),), ((place, place + 1),), "neutral", "asserts", 0.6, "colon")]


def _verbless(v: View, place: int) -> list[Candidate]:
    """Read "Anna Beck, Sprecherin der Stadt: “…”": a party, and nothing else, before the colon."""
    words = v.lang.words
    source = phrases_nouns.subject(v.atoms, 0, place - 1, v.lang) if v.lang.separable else None
    if source is None or not v.atoms[0].capital:
        return []
    names = [a for a in v.atoms[slice(*source)] if a.capital]
    known = words.role_nouns | words.titles | words.group_nouns
    if len(names) < 2 and not (names and names[-1].lower in known):
        return []
    return [Candidate(source, ((place - 1, place),), ((place, place + 1),), "neutral", "asserts", 0.6, "colon")]


def _quoted(v: View) -> int | None:
    """The place of a quotation that closes the sentence behind a colon."""
    place = v.end - 1
    if place < 2 or place > LONG or v.atoms[place].kind != "q" or v.atoms[place - 1].text != ":":
        return None
    return place if len(v.atoms[place].text.split()) >= SPOKEN else None


def _finite(v: View, place: int) -> bool:
    atom, words = v.atoms[place], v.lang.words
    if atom.kind != "w" or atom.capital:
        return False
    return atom.lower in finite_forms(v.lang) or bool(words.past_endings and atom.lower.endswith(words.past_endings))


def _subject(v: View, verb: int, colon: int) -> Range | None:
    """The noun phrase before the verb, where it opens the clause; else the one behind it."""
    words = v.lang.words
    before = phrases.before(v.atoms, verb, 0, v.lang) if verb else None
    if before is not None and before[0] == 0 and v.atoms[before[0]].lower not in words.openers:
        return before
    start = verb + 1
    while start < colon and v.atoms[start].lower in words.reflexives:
        start += 1
    return phrases.after(v.atoms, start, v.lang, ceiling=colon)
