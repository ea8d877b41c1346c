"""Quotation marks one by one: which can open here, which can close, and which are apostrophes or inches.

A mark is judged by what stands on its two sides, as Unicode's text segmentation and Markdown's "flanking" do.
Characters without width (soft hyphens, joiners, combining accents) are looked through.
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from firsthand.languages import codes, language

CLOSERS = {
    "“": '”“"',
    "„": '“”"',
    "”": '”"',
    "»": "«»",
    "«": "»",
    '"': '"”“',
    "''": "''",
    "``": "''",
    "‘": "’",
    "‚": "‘’",
    "’": "’",
    "'": "'",
    "›": "‹›",
    "‹": "›",
}
"""Every mark that can open, and the marks that can close it."""

SINGLE = frozenset("‘’‚'›‹")
CLOSING = frozenset("”“»«\"’‘'›‹") | {"''"}
MARK = re.compile("''|``|[“”„»«\"'‘’‚›‹]")

_BOTH_WAYS = frozenset("“«»›‹")
"""Marks that open in one language and close in another, so that a letter behind them tells nothing."""

_SENTENCE = ".,;!?…"
_INCHES = re.compile(r"\d ?['’′] ?\d{1,2}(?:[.,/]\d{1,2})?$")
_WORD = re.compile(r"[^\W\d_]{1,8}")
_WEIGHTLESS = frozenset({"Cf", "Mn", "Me"})
_LOOK_THROUGH = 8
_LOOK_AHEAD = 8


class Mark(NamedTuple):
    """A mark at characters ``start`` up to ``end``, with the nearest visible character on each side."""

    text: str
    start: int
    end: int
    before: str
    after: str

    @property
    def floats(self) -> bool:
        """Whether there is white space on both sides."""
        return self.before.isspace() and self.after.isspace()

    @property
    def in_word(self) -> bool:
        """Whether this is an apostrophe inside a word or number (don't, l’Orient, 10'000)."""
        return self.text in ("'", "’", "‘") and self.before.isalnum() and self.after.isalnum()


def mark_at(text: str, start: int, end: int, *, floor: int, ceiling: int) -> Mark:
    """Return the mark at ``start`` up to ``end``; what lies outside ``floor`` and ``ceiling`` counts as space."""
    return Mark(text[start:end], start, end, _visible(text, start - 1, floor - 1, -1), _visible(text, end, ceiling, 1))


def _visible(text: str, at: int, stop: int, step: int) -> str:
    stop = max(stop, at - _LOOK_THROUGH) if step < 0 else min(stop, at + _LOOK_THROUGH)
    for place in range(at, stop, step):
        if unicodedata.category(text[place]) not in _WEIGHTLESS:
            return text[place]
    return " "


def may_open(mark: Mark, text: str) -> bool:
    """Say whether a mark can open a quotation where it stands. A floating one is left to ``quotes``."""
    before, after = mark.before, mark.after
    if mark.text not in CLOSERS or after.isspace():
        return False
    if mark.text in SINGLE and (after.isdigit() or _elided(mark, text)):
        return False
    if mark.text in "“„" or before.isspace():
        return True
    if before in ".!?":
        return after.isalnum() and mark.text not in SINGLE  # a space was lost: said."We go."
    return not before.isalnum() and before not in ")]}%"


def may_close(mark: Mark) -> bool:
    """Say whether a mark can close a quotation where it stands, if one that it closes is open."""
    before, after = mark.before, mark.after
    if before.isspace():
        return after.isspace() or after in ",;:!?)"
    if before in "([{":
        return False
    if not after.isalnum():
        return True
    if before in "–—-/:":
        return False
    return mark.text in _BOTH_WAYS or (before in _SENTENCE and mark.text not in SINGLE)


def is_inches(mark: Mark, text: str, *, floor: int, ceiling: int, open_mark: bool) -> bool:
    """Say whether a double mark behind a digit is one of measure: 5' 10", a 17" screen."""
    if not mark.before.isdigit() or mark.text in SINGLE:
        return False
    if not open_mark or _INCHES.search(text[max(floor, mark.start - 10) : mark.start]):
        return True
    if not mark.after.isspace() or mark.end + 1 >= ceiling or not text[mark.end + 1].isalnum():
        return False
    return any(may_close(m) and not may_open(m, text) for m in _following(mark, text, ceiling)[:1])


def is_possessive(mark: Mark, text: str, *, ceiling: int) -> bool:
    """Say whether a single mark behind an s is an apostrophe (voters’ choice), as a later mark closes the quotation."""
    if mark.before not in "sSxzß" or not mark.after.isspace():
        return False
    for later in _following(mark, text, ceiling):
        if not later.in_word:
            return later.before in _SENTENCE or (may_close(later) and not later.after.isspace())
    return False


def _following(mark: Mark, text: str, ceiling: int) -> list[Mark]:
    found = []
    at = mark.end
    for _ in range(_LOOK_AHEAD):
        at = text.find(mark.text, at, ceiling)
        if at < 0:
            break
        end = at + len(mark.text)
        found.append(mark_at(text, at, end, floor=mark.start, ceiling=ceiling))
        at = end
    return found


def _elided(mark: Mark, text: str) -> bool:
    """Whether the word behind a mark lost its beginning: 'tis, ’em, rock 'n' roll."""
    word = _WORD.match(text, mark.end)
    return word is not None and word.group().lower() in _elisions()


@cache
def _elisions() -> frozenset[str]:
    return frozenset(word for code in codes() for word in language(code).words.elisions)
