"""What number words and digits are worth: "eighty-seven million", "87 million" and "87,000,000" are one number."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from firsthand.languages.speech import SpeechWords

LONGEST = 60
"""Letters of the longest word that is read as a compound number."""

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*\Z")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+\Z")


class Run(NamedTuple):
    """A number, and the words that name it: ``start`` up to, not including, ``end``."""

    value: float
    start: int
    end: int


def runs(forms: Sequence[str], words: SpeechWords) -> list[Run]:
    """Return the numbers that words in a row name, in order."""
    found: list[Run] = []
    now: float | None = None
    start = end = 0
    room = 0.0  # what follows is added to the number while it is smaller than this
    for at, form in enumerate(forms):
        value = value_of(form, words)
        if form in words.scales:
            scale = words.scales[form]
            if now is None:
                now, start = 1.0, at
            small = now % 1000 if scale < 1000 else now
            now = now - small + small * scale
            room, end = scale, at + 1
        elif value is not None:
            if now is not None and value < room:
                now += value
            else:
                found += [] if now is None else [Run(now, start, end)]
                now, start = value, at
            end = at + 1
            room = 10 if 20 <= value < 100 and value % 10 == 0 and not form[0].isdigit() else 0.0
        elif form not in words.joined_by or now is None:
            found += [] if now is None else [Run(now, start, end)]
            now, room = None, 0.0
    return found + ([] if now is None else [Run(now, start, end)])


def value_of(form: str, words: SpeechWords) -> float | None:
    """Return the value of one word: digits, a number word, or a compound ("tjugosex", "zweitausenddreihundert")."""
    if form[:1].isdigit():
        return digits(form)
    direct = words.numbers.get(form)
    if direct is not None:
        return float(direct)
    if form in words.scales or len(form) > LONGEST:
        return None
    return _compound(form, words)


def digits(form: str) -> float | None:
    """Return the value of digits, whichever signs part their thousands; None where they are no number."""
    if not _DIGITS.match(form) or len(form) > 30:
        return None
    if _GROUPED.match(form):
        return float(re.sub(r"[.,]", "", form))
    head, comma, tail = re.sub(r"[.,](?=.*[.,])", "", form).replace(",", ".").partition(".")
    return float(head + ("." + tail if comma else ""))


def _compound(form: str, words: SpeechWords) -> float | None:
    pieces = _pieces(form, words)
    if pieces is None or len(pieces) < 2:
        return None
    total = group = 0.0
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece in words.scales:
            scale = words.scales[piece]
            if scale < 1000:
                if group >= 10:
                    return None
                group = (group or 1) * scale
            else:
                total, group = total + (group or 1) * scale, 0.0
        elif piece in words.numbers:
            value, taken = _small(pieces, at, words)
            if not _has_room(group, value):
                return None
            group += value
            at += taken
        elif not group and not total:
            return None
        at += 1
    return total + group


def _small(pieces: Sequence[str], at: int, words: SpeechWords) -> tuple[float, int]:
    """Return the value of a piece, and of the tens joined behind it where the language puts them there."""
    value = words.numbers[pieces[at]]
    if value < 10 and at + 2 < len(pieces) and pieces[at + 1] in words.joined_by:
        tens = words.numbers.get(pieces[at + 2], 0)
        if tens >= 20:
            return value + tens, 2
    return value, 0


def _has_room(group: float, value: float) -> bool:
    if group % 100 == 0:
        return value < 100
    return group % 100 >= 20 and group % 10 == 0 and value < 10


def _pieces(form: str, words: SpeechWords) -> list[str] | None:
    """Cut a word into number words that leave nothing over, longest first; None where it cannot be done."""
    known = words.number_parts
    if not form.startswith(known) or not form.endswith(known):
        return None  # nearly every word ends here
    whole, longest = frozenset(known), max(map(len, known))
    # ways[n]: the last piece of the first way found to cut the first n letters.
    ways: list[str | None] = [""] + [None] * len(form)
    for end in range(1, len(form) + 1):
        for start in range(max(0, end - longest), end):
            if ways[start] is not None and form[start:end] in whole:
                ways[end] = form[start:end]
                break
    pieces: list[str] = []
    end = len(form)
    while end:
        piece = ways[end]
        if piece is None:
            return None
        pieces.insert(0, piece)
        end -= len(piece)
    return None if pieces[-1] in words.joined_by else pieces
