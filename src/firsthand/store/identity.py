"""When two documents are one article, and what changed between two versions of one."""

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz.distance import Indel

from firsthand.model import Span

METHOD = "difference/1"

LEAST_SHARE = 0.2
"""Words two texts at one address must have in common to be versions of one article rather than two articles."""

_WORD = re.compile(r"\w+|[^\w\s]")
_MOST_PAIRS = 200_000_000
"""Words of the one times words of the other that are compared: 25 MB, some tenths of a second."""

_LONE = 2

Change = tuple[Span, Span]
"""What stands in the earlier text, and what stands in its place in the later one; one of them may be empty."""


def words_hash(text: str) -> str:
    """Hash a text's words: what differs only in white space or in how letters are composed has the same."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def changes(earlier: str, later: str) -> tuple[tuple[Change, ...], float]:
    """Compare two texts word by word: what changed, in order, and the share of their words in common (0 to 1).

    The longest common subsequence of words decides (rapidfuzz, bit-parallel after Hyyrö 2004). A word or two alone
    in common between larger changes belong to the change. Stretches too long to compare are one change.
    """
    one, two = _words(earlier), _words(later)
    said, says = [word.of(earlier) for word in one], [word.of(later) for word in two]
    found: list[tuple[int, int, int, int]] = []
    for a, b, c, d in _changed(said, says):
        if found and a - found[-1][1] <= _LONE and a - found[-1][1] < max(b - a, d - c):
            found[-1] = (found[-1][0], b, found[-1][2], d)
        else:
            found.append((a, b, c, d))
    lost = sum(b - a + d - c for a, b, c, d in found)
    total = len(one) + len(two)
    return (
        tuple((_cover(one, a, b), _cover(two, c, d)) for a, b, c, d in found),
        1 - lost / total if total else 1.0,
    )


def _changed(said: list[str], says: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches of words that differ: from, to in the one, from, to in the other."""
    shorter = min(len(said), len(says))
    head = next((i for i in range(shorter) if said[i] != says[i]), shorter)
    tail = next((i for i in range(shorter - head) if said[-1 - i] != says[-1 - i]), shorter - head)
    before, after = said[head : len(said) - tail], says[head : len(says) - tail]
    if len(before) * len(after) > _MOST_PAIRS:
        yield head, head + len(before), head, head + len(after)
        return
    for changed, group in itertools.groupby(Indel.opcodes(before, after), key=lambda step: step.tag != "equal"):
        if changed:
            run = list(group)
            yield (
                head + run[0].src_start,
                head + run[-1].src_end,
                head + run[0].dest_start,
                head + run[-1].dest_end,
            )


def _words(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _WORD.finditer(text)]


def _cover(words: list[Span], start: int, end: int) -> Span:
    """Return the stretch of some words; where there are none, the place behind the word before."""
    if start < end:
        return Span(words[start].start, words[end - 1].end)
    at = words[start - 1].end if start else 0
    return Span(at, at)
