"""Whether one quotation may be another's translation: shared numbers, names, and words that sound alike.

It is a guess: two quotations about one event share names and numbers too. So it asks for more than one sign, and for
fewer when both are said to be the same person's.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from firsthand.languages.speech import all_speech_words
from firsthand.link.differences_words import Lexicon
from firsthand.link.passages_words import Words
from firsthand.model import Span

COGNATE = 0.7
"""Likeness of two words' keys from which they may be one word in two languages."""
COGNATE_APART = 0.85
"""The same for words that begin otherwise ("alarm", "larm")."""

ENOUGH = 0.3
ENOUGH_KNOWN = 0.16
SIGNS = 2

_SOUNDS = (
    ("sch", "s"), ("sk", "s"), ("sh", "s"), ("ck", "k"), ("ch", "k"), ("ph", "f"), ("th", "d"), ("qu", "kv"),
    ("w", "v"), ("c", "k"), ("z", "s"), ("x", "ks"), ("y", "i"), ("j", "i"), ("t", "d"), ("ß", "s"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")
_ENDINGS = (
    "ingarna", "ningar", "ungen", "ade", "erna", "orna", "arna", "ande", "ende", "ning", "ung", "ing", "ten", "te",
    "de", "en", "et", "er", "ar", "or", "ed", "es", "st", "e", "a", "n", "s", "t", "d",
)  # fmt: skip
_PREFIXES = ("ge",)
_MIN = 4


class Likeness(NamedTuple):
    """How alike two quotations in two languages are: ``score`` is the share of the shorter one that agrees."""

    score: float
    signs: int
    numbers_differ: bool = False
    number_a: Span = Span(0, 0)
    number_b: Span = Span(0, 0)

    def enough(self, *, same_speaker: bool) -> bool:
        """Say whether that makes a guess worth showing."""
        if same_speaker:
            return self.score >= ENOUGH_KNOWN and self.signs >= 1
        return self.score >= ENOUGH and self.signs >= SIGNS


def likeness(a: Words, b: Words, *, lang_a: str | None, lang_b: str | None) -> Likeness:
    """Compare the numbers, names and words alike of two quotations."""
    ours, theirs = _numbers(a, lang_a), _numbers(b, lang_b)
    keys_a, keys_b = keys_of(a.forms, lang_a), keys_of(b.forms, lang_b)
    shorter, longer = (keys_a, keys_b) if len(keys_a) <= len(keys_b) else (keys_b, keys_a)
    alike = _matched(shorter, longer)
    values_a, values_b = [value for value, _ in ours], [value for value, _ in theirs]
    few, many = (values_a, values_b) if len(values_a) <= len(values_b) else (values_b, values_a)
    equal = sum(value in many for value in few)
    total = len(shorter) + 2 * len(few)
    score = (alike + 2 * equal) / total if total else 0.0
    differ = [(x, y) for (v, x), (w, y) in zip(ours, theirs, strict=False) if v != w]
    if len(ours) == len(theirs) and equal and differ:
        return Likeness(score, alike + equal, True, *differ[0])
    return Likeness(score, alike + equal)


def keys_of(forms: Sequence[str], lang: str | None) -> list[str]:
    """Return the words of a quotation that carry content, as they sound in any of our languages, endings off."""
    known = all_speech_words()
    skip: set[str] = set()
    for words in [known[lang]] if lang in known else known.values():
        skip |= words.negations | words.conditions | words.contrasts | words.numbers.keys() | words.scales.keys()
        skip |= {form for group in (*words.persons, *words.verbs) for form in group}
    return [key(form) for form in forms if len(form) >= _MIN and form not in skip and not form[0].isdigit()]


def key(form: str) -> str:
    """Return what a word sounds like: "Warnung", "varning" and "warning" nearly agree."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", form) if not unicodedata.combining(sign))
    for prefix in _PREFIXES:
        if plain.startswith(prefix) and len(plain) > len(prefix) + 3:
            plain = plain.removeprefix(prefix)
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _MIN - 1:
            plain = plain.removesuffix(ending)
            break
    for sound, other in _SOUNDS:
        plain = plain.replace(sound, other)
    return _DOUBLE.sub(r"\1", plain)


def _matched(shorter: Sequence[str], longer: Sequence[str]) -> int:
    """Count the words of one side that have a counterpart of their own on the other."""
    free = list(longer)
    count = 0
    for one in shorter:
        best = max(free, key=lambda other: _alike(one, other), default=None)
        if best is not None and _alike(one, best) >= COGNATE:
            free.remove(best)
            count += 1
    return count


def _alike(one: str, other: str) -> float:
    if one[:1] != other[:1]:
        alike = Indel.normalized_similarity(one, other)
        return alike if alike >= COGNATE_APART else 0.0
    if len(one) >= _MIN and len(other) >= _MIN and (one.startswith(other) or other.startswith(one)):
        return 1.0
    return Indel.normalized_similarity(one, other)


def _numbers(words: Words, lang: str | None) -> list[tuple[float, Span]]:
    """Return the numbers named, without lone ones ("ein", "en"), each with its place."""
    lexicon = Lexicon([lang] if lang else [])
    found: list[tuple[float, Span]] = []
    at = 0
    while at < len(words.forms):
        # The longest run of words that names one number, of at most four.
        for length in range(min(4, len(words.forms) - at), 0, -1):
            values = lexicon.numbers(words.forms[at : at + length])
            edges = words.forms[at], words.forms[at + length - 1]
            if len(values) == 1 and all(lexicon.numbers([edge]) for edge in edges):
                if values[0] != 1:
                    found.append((values[0], words.span(at, at + length)))
                at += length
                break
        else:
            at += 1
    return found
