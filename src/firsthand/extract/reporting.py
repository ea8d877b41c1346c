"""Where a quotation that lacks its closing mark ended: at a reporting clause such as ", said the mayor."."""

import re
from collections.abc import Sequence
from functools import cache

from firsthand.languages import codes, language, reporting_verbs
from firsthand.model import Span

_BREAK = re.compile(r"[,.!?…](?=\s{1,3}[^\W\d_])")
_NEXT = re.compile(r"[^\W\d_]+|[^\w\s]")
_WINDOW = 80
_SUBJECT = 4


def reporting_clause(text: str, start: int, end: int, held: Sequence[Span]) -> int | None:
    """Return where a quotation from ``start`` must have ended, if a reporting clause before ``end`` shows it.

    ``held`` are quotations inside, in order; a clause in one of them shows nothing. A comma before the clause stays
    outside, other punctuation inside.
    """
    place = 0
    for match in _BREAK.finditer(text, start, end):
        while place < len(held) and held[place].end <= match.start():
            place += 1
        if place < len(held) and held[place].start < match.start():
            continue
        if _reports(text, match.end(), min(end, match.end() + _WINDOW)):
            return match.start() if match.group() == "," else match.end()
    return None


def _reports(text: str, start: int, end: int) -> bool:
    """Whether "said the mayor" or "the mayor said." stands here."""
    words = [m.group() for m in _NEXT.finditer(text, start, end)][: _SUBJECT + 2]
    verbs = reporting_verbs()
    if words[0] in verbs:
        return len(words) > 1 and (words[1][0].isupper() or words[1] in _small())
    if not (words[0][0].isupper() or words[0] in _small()):
        return False
    for place in range(1, min(len(words), _SUBJECT + 1)):
        if words[place] in verbs:
            return place + 1 == len(words) or not words[place + 1][0].isalpha()
        if not words[place][0].isalpha():
            return False
    return False


@cache
def _small() -> frozenset[str]:
    """The words a subject begins with, where it has no capital: articles and pronouns of the third person."""
    found: frozenset[str] = frozenset()
    for code in codes():
        words = language(code).words
        found |= words.articles | words.person_pronouns | words.plural_pronouns
    return found
