"""Quotations made from transcripts by known changes, to see whether each change is found where it was made.

They are made by chance from transcripts that nobody tuned the method on, and their answer is known by construction.
"""

import random
import re
from collections.abc import Callable

from firsthand.ingest.transcripts import Transcript
from firsthand.link.check import Checker, Quotation

SEED = 7
EACH = 100
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_NEGATION = re.compile(r"\b(?:not|never)\s")

Maker = Callable[[str, random.Random], str | None]
"""Changes words; None where they do not lend themselves to it."""


def _same(words: str, _: random.Random) -> str:
    return words


def _plain(words: str, _: random.Random) -> str:
    return re.sub(r"[^\w\s'’%-]", "", words).lower()


def _number(words: str, chance: random.Random) -> str | None:
    match = _NUMBER.search(words)
    return words[: match.start()] + str(chance.randint(11, 9_999)) + words[match.end() :] if match else None


def _negation(words: str, _: random.Random) -> str | None:
    match = _NEGATION.search(words)
    return words[: match.start()] + words[match.end() :] if match else None


def _left_out(words: str, chance: random.Random) -> str:
    parts = words.split()
    del parts[chance.randint(2, len(parts) - 3)]
    return " ".join(parts)


def _changed(words: str, chance: random.Random) -> str:
    parts = words.split()
    parts[chance.randint(2, len(parts) - 3)] = chance.choice(("harbour", "lantern", "copper", "velvet"))
    return " ".join(parts)


def _shortened(words: str, chance: random.Random) -> str:
    parts = words.split()
    at = chance.randint(4, len(parts) - 7)
    return " ".join([*parts[:at], "…", *parts[at + 3 :]])


def _inserted(words: str, chance: random.Random) -> str:
    parts = words.split()
    at = chance.randint(2, len(parts) - 2)
    return " ".join([*parts[:at], "[of Brackwater]", *parts[at:]])


MAKERS: dict[str, tuple[Maker, frozenset[str]]] = {
    "nothing": (_same, frozenset(("verbatim",))),
    "case and punctuation": (_plain, frozenset(("verbatim",))),
    "number_changed": (_number, frozenset(("number_changed",))),
    "negation_changed": (_negation, frozenset(("negation_changed",))),
    "a word left out": (
        _left_out,
        frozenset(("words_left_out", "number_changed", "negation_changed", "condition_changed", "repetition_left_out")),
    ),
    "words_changed": (
        _changed,
        frozenset(("words_changed", "number_changed", "negation_changed", "condition_changed")),
    ),
    "shortened": (_shortened, frozenset(("shortened",))),
    "editorial_insertion": (_inserted, frozenset(("editorial_insertion",))),
}


def scores(transcripts: list[Transcript], checker: Checker) -> dict[str, dict[str, object]]:
    """Make quotations of every kind and say how many were found in their transcript, and how many rightly named."""
    chance = random.Random(SEED)
    found: dict[str, dict[str, object]] = {}
    for name, (make, wanted) in MAKERS.items():
        made = right = named = 0
        while made < EACH:
            one = chance.choice(transcripts)
            words = _stretch(one, chance)
            quote = make(words, chance) if words else None
            if quote is None:
                continue
            made += 1
            row = checker.check(Quotation(id="", quote=quote))
            right += one.name in (row.doc, *(other.doc for other in row.also))
            named += bool(({one.kind for one in row.differences} | {row.verdict}) & wanted)
        found[name] = {"made": made, "right document": right, "rightly named": named}
    return found


def stretches(transcripts: list[Transcript], *, count: int) -> list[Quotation]:
    """Return so many stretches of words as they were spoken."""
    chance = random.Random(SEED)
    found: list[Quotation] = []
    while len(found) < count:
        words = _stretch(chance.choice(transcripts), chance)
        if words is not None:
            found.append(Quotation(id=str(len(found)), quote=words))
    return found


def _stretch(transcript: Transcript, chance: random.Random) -> str | None:
    """Return 12 to 40 words that one speaker speaks on end."""
    if not transcript.speeches:
        return None
    speech = chance.choice(transcript.speeches)
    parts = speech.span.of(transcript.text).split()
    length = chance.randint(12, 40)
    if len(parts) < length:
        return None
    start = chance.randint(0, len(parts) - length)
    return " ".join(parts[start : start + length])
