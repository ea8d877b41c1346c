"""A text cut into words, runs of digits and single marks, so that templates can be matched on it in linear time."""

import re
import unicodedata
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_COMBINED = re.compile(r"[^\W\d_][\u0300-\u036f]{1,2}")
_MARKS = str.maketrans("’‘ʼ–—‑−", "'''----")
_LONGEST_GAP = 3


class Token(NamedTuple):
    """One token: its place in the text it was cut from, its words without regard to case, how it hangs together.

    ``glued`` says that nothing stands between it and the token before, ``joined`` that at most a short space or
    one line end does, ``first`` that it opens a sentence, as far as the mark before it tells.
    """

    start: int
    end: int
    key: str
    upper: bool
    glued: bool
    joined: bool
    first: bool


def compose(text: str) -> tuple[str, list[int] | None]:
    """Return the text with letters and their accents as one character, and where each character came from.

    The second part holds, for every character and the end, its offset in ``text``; None when nothing moved.
    """
    parts: list[str] = []
    origin: list[int] = []
    last = 0
    for match in _COMBINED.finditer(text):
        letters = unicodedata.normalize("NFC", match.group())
        if len(letters) == len(match.group()):
            continue
        parts += (text[last : match.start()], letters)
        origin += range(last, match.start())
        origin += (min(match.start() + i, match.end() - 1) for i in range(len(letters)))
        last = match.end()
    if not parts:
        return text, None
    parts.append(text[last:])
    origin += range(last, len(text) + 1)
    return "".join(parts), origin


def tokens(text: str) -> list[Token]:
    """Cut a text, as ``compose`` returned it, into tokens."""
    found: list[Token] = []
    end, key = 0, "."
    for match in _TOKEN.finditer(text):
        start = match.start()
        gap = start - end
        first = key in '.!?:;"”“„»«…' or (gap > 0 and "\n" in text[end:start])
        joined = gap > 0 and (gap == 1 or (gap <= _LONGEST_GAP and text.count("\n", end, start) <= 1))
        word = match.group()
        key = word.casefold() if word[0].isalpha() else word.translate(_MARKS)
        found.append(Token(start, match.end(), key, word[0].isupper(), gap == 0, joined, first))
        end = match.end()
    return found
