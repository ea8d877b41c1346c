"""Two documents laid side by side: is this reuse, how much of each, which passages, and which way."""

from typing import Literal

import msgspec

from firsthand.link.align import Index, Stretch, align, bits, index_of, within
from firsthand.link.direction import Finding, Shared, direction
from firsthand.link.reuse_sheet import Sheet
from firsthand.link.reuse_words import Array, Words
from firsthand.model import Direction, Level, Span

METHOD = "reuse/1"

QUOTATION = 0.35
"""What a shared word inside quotation marks weighs: two reporters at one press conference write down the same."""

WEIGHT = 5.5
"""From how much evidence two texts are linked: shared words, times the share of the shorter text they make."""

FEWEST = 12
"""Shared words, quotations weighed, below which nothing is linked."""

LONG = 1_000
"""Words beyond which a text counts as no longer for one passage: a paragraph is taken whatever it is put into."""


class Sides(msgspec.Struct, frozen=True, kw_only=True):
    """One document made ready for comparison: its sheet, words and index, and its words that are boilerplate.

    ``quoted`` marks words in quotation marks, ``of_house`` what its house repeats, ``of_all`` what many houses
    do: a bit a word, the first lowest.
    """

    sheet: Sheet
    words: Words
    index: Index
    quoted: int
    of_house: int
    of_all: int


Pair = tuple[Span, Span]


class Reuse(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two documents have text in common that one of them, or both, did not write.

    ``a`` and ``b`` are document names. ``share`` is the share of the shorter text, ``share_a`` and ``share_b`` of
    each, from 0 to 1, counted in words, boilerplate left out. ``passages`` and ``boilerplate`` are pairs of spans,
    the first into ``a``, the second into ``b``. ``level`` and ``why`` are about the direction.
    """

    a: str
    b: str
    kind: Literal["reuse"] = "reuse"
    direction: Direction
    share: float
    share_a: float
    share_b: float
    passages: tuple[Pair, ...]
    boilerplate: tuple[Pair, ...] = ()
    level: Level
    why: str
    method: str = METHOD


def side_of(sheet: Sheet, *, of_house: Array, of_all: Array) -> Sides:
    """Make a document ready for any number of comparisons."""
    words = sheet.words()
    return Sides(
        sheet=sheet,
        words=words,
        index=index_of(words.hashes),
        quoted=bits(sheet.in_quotation()),
        of_house=bits(of_house),
        of_all=bits(of_all),
    )


def compare(a: Sides, b: Sides) -> Reuse | None:
    """Return what two documents have in common, if it is more than two writers would; None if it is not."""
    laid = _laid(a, b)
    if evidence(laid.common) < WEIGHT:
        return None
    same = laid.common.plain + laid.common.quoted
    shared = Shared(stretches=laid.taken, share_a=_share(same, laid.own_a), share_b=_share(same, laid.own_b))
    return _row(a, b, laid.stretches, shared, direction(a.sheet, b.sheet, shared))


class Common(msgspec.Struct, frozen=True, kw_only=True):
    """How many words two texts share, outside and inside quotation marks, boilerplate left out of everything.

    ``longest_plain`` and ``longest_quoted`` are those of the longest passage; ``shorter`` is the number of words of
    the shorter text.
    """

    plain: int
    quoted: int
    longest_plain: int
    longest_quoted: int
    shorter: int


def evidence(common: Common, *, quotation: float = QUOTATION) -> float:
    """Return the weight of shared words: their number, quotations weighed less, times their share of the shorter text.

    The longest passage alone counts as if no text were longer than ``LONG`` words. 0 below ``FEWEST`` words.
    """
    words = common.plain + quotation * common.quoted
    longest = common.longest_plain + quotation * common.longest_quoted
    if words < FEWEST:
        return 0.0
    shorter = max(1, common.shorter)
    return max(words * words / shorter, longest * longest / min(shorter, LONG))


def common_words(a: Sides, b: Sides) -> Common:
    """Return what two documents share, in numbers."""
    return _laid(a, b).common


class _Laid(msgspec.Struct, frozen=True):
    """Two documents laid side by side. ``taken`` are the passages that are no boilerplate; ``own`` counts words."""

    stretches: list[Stretch]
    taken: tuple[Stretch, ...]
    common: Common
    own_a: int
    own_b: int


def _laid(a: Sides, b: Sides) -> _Laid:
    a_apart, b_apart = _apart(a, b)
    stretches = align(
        a.words.hashes, b.words.hashes, a_index=a.index, b_index=b.index, a_apart=a_apart, b_apart=b_apart
    )
    taken = tuple(stretch for stretch in stretches if not stretch.apart)
    own_a, own_b = len(a.words) - a_apart.bit_count(), len(b.words) - b_apart.bit_count()
    return _Laid(stretches, taken, _common(taken, a, b, shorter=min(own_a, own_b)), own_a, own_b)


def _common(taken: tuple[Stretch, ...], a: Sides, b: Sides, *, shorter: int) -> Common:
    """Count the shared words. Those in quotation marks in either text count as quoted."""
    counts = [(stretch.same, _quoted(stretch, a, b)) for stretch in taken]
    longest = max(counts, default=(0, 0), key=lambda count: (count[0] - count[1], count[1]))
    return Common(
        plain=sum(same - quoted for same, quoted in counts),
        quoted=sum(quoted for _, quoted in counts),
        longest_plain=longest[0] - longest[1],
        longest_quoted=longest[1],
        shorter=shorter,
    )


def _quoted(stretch: Stretch, a: Sides, b: Sides) -> int:
    return sum(within(run, a.quoted, b.quoted).bit_count() for run in stretch.runs)


def _apart(a: Sides, b: Sides) -> tuple[int, int]:
    if a.sheet.house is not None and a.sheet.house == b.sheet.house:
        return a.of_house | a.of_all, b.of_house | b.of_all
    return a.of_all, b.of_all


def _share(same: int, own: int) -> float:
    return round(min(1.0, same / own), 4) if own > 0 else 0.0


def _row(a: Sides, b: Sides, stretches: list[Stretch], shared: Shared, finding: Finding) -> Reuse:
    return Reuse(
        a=a.sheet.name,
        b=b.sheet.name,
        direction=finding.direction,
        share=max(shared.share_a, shared.share_b),
        share_a=shared.share_a,
        share_b=shared.share_b,
        passages=tuple(_spans(a, b, stretch) for stretch in stretches if not stretch.apart),
        boilerplate=tuple(_spans(a, b, stretch) for stretch in stretches if stretch.apart),
        level=finding.level,
        why=finding.why,
    )


def _spans(a: Sides, b: Sides, stretch: Stretch) -> Pair:
    return (
        Span(int(a.words.starts[stretch.a]), int(a.words.ends[stretch.a_end - 1])),
        Span(int(b.words.starts[stretch.b]), int(b.words.ends[stretch.b_end - 1])),
    )
