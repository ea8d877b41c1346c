"""What happened to a quotation: the differences from what was said, each with its spans, and the verdict they make."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from firsthand.link.differences_words import Lexicon
from firsthand.link.passages_words import Words
from firsthand.link.quotations_align import Step
from firsthand.model import Span

Kind = Literal[
    "spelling",
    "hesitation_left_out",
    "repetition_left_out",
    "interruption_left_out",
    "shortened",
    "editorial_insertion",
    "words_left_out",
    "words_added",
    "words_changed",
    "number_changed",
    "negation_changed",
    "condition_changed",
    "tense_or_person_changed",
    "spliced",
    "other_place",
    "speaker_changed",
    "truncated_start",
    "truncated_end",
    "condition_cut",
    "contrast_cut",
    "negation_cut",
    "translated",
]
Verdict = Literal["verbatim", "nearly_verbatim", "truncated", "edited", "spliced", "altered", "translated", "not_found"]

MILD = frozenset(("spelling", "hesitation_left_out", "repetition_left_out", "interruption_left_out"))
MARKED = frozenset(("shortened", "editorial_insertion"))
NOTES = frozenset(("condition_cut", "contrast_cut", "negation_cut", "speaker_changed"))
"""Differences that are about what stands around the words, or whose they are, not about the words."""

LEAP = 8
"""Words left out at once, without a mark, from which two places are joined."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.|\[\s*\]")
_SENTENCE = re.compile(r"[.!?…]")


class Difference(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One difference: ``quote`` are characters of the quotation, ``transcript`` of the text it is compared with.

    An empty span is the place where something is missing.
    """

    kind: Kind
    quote: Span
    transcript: Span


class Sides(msgspec.Struct, frozen=True, kw_only=True):
    """The two sides of a comparison: the quotation, and the words it was laid beside.

    ``said_span`` gives the span of some of those words in ``said``, the text they stand in; ``said_by`` tells who spoke
    a word, as any value that is the same for the same speaker.
    """

    quote: str
    quote_words: Words
    said: str
    said_forms: Sequence[str]
    said_span: Callable[[int, int], Span]
    lexicon: Lexicon
    said_by: Callable[[int], object] = lambda _: None


def differences(steps: Sequence[Step], *, sides: Sides) -> tuple[Difference, ...]:
    """Name what happened between a quotation and what was said, in the order of the quotation."""
    inserted = [Span(*match.span()) for match in _BRACKETS.finditer(sides.quote) if _holds_words(match[0])]
    found: list[Difference] = []
    for block in _blocks([part for step in steps for part in _unstammered(step, sides)]):
        for part in _parts(block, inserted, sides):
            a0, a1, b0, b1 = _extent(part)
            quote = sides.quote_words.span(a0, a1)
            said = sides.said_span(b0, b1)
            found.append(Difference(kind=_kind(part, inserted, sides), quote=quote, transcript=said))
    return tuple(found)


def verdict(found: Sequence[Difference]) -> Verdict:
    """Return what the differences amount to; notes about what stands around the words do not count."""
    kinds = {one.kind for one in found} - NOTES
    if not kinds:
        return "verbatim"
    if kinds <= MILD:
        return "nearly_verbatim"
    if kinds <= MILD | {"shortened", "truncated_start", "truncated_end"}:
        return "truncated"
    if kinds <= MILD | MARKED:
        return "edited"
    if kinds & {"spliced", "other_place"} and kinds <= MILD | MARKED | {"spliced", "other_place"}:
        return "spliced"
    return "translated" if "translated" in kinds else "altered"


def _blocks(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Give the runs of steps that are not equal."""
    held: list[Step] = []
    for step in steps:
        if step.kind != "equal":
            held.append(step)
        elif held:
            yield held
            held = []
    if held:
        yield held


def _unstammered(step: Step, sides: Sides) -> Iterator[Step]:
    """Take a word out of a change when the speaker says it again right after it: that one is repeated, not changed."""
    forms = sides.said_forms
    if step.kind != "changed" or step.b1 >= len(forms) or forms[step.b1 - 1] != forms[step.b1]:
        yield step
        return
    if step.a1 - step.a0 > 1:
        yield Step("changed", step.a0, step.a1 - 1, step.b0, step.b1 - 1)
    yield Step("added", step.a1 - 1, step.a1, step.b1 - 1, step.b1 - 1)
    yield Step("left_out", step.a1, step.a1, step.b1 - 1, step.b1)


def _extent(part: Sequence[Step]) -> tuple[int, int, int, int]:
    return part[0].a0, part[-1].a1, part[0].b0, part[-1].b1


def _parts(block: list[Step], inserted: Sequence[Span], sides: Sides) -> list[list[Step]]:
    """Cut a run into what should be named apart: a leap, a bracketed insertion, and the rest as one change."""
    parts: list[list[Step]] = []
    held: list[Step] = []
    for step in block:
        if step.kind == "left_out" and (_is_leap(step, sides) or _marked(step, sides) or _spoken_over(step, sides)):
            parts += [held] if held else []
            parts.append([step])
            held = []
        elif (
            held
            and _bracketed(held[-1:], inserted, sides) != _bracketed([step], inserted, sides)
            and (step.kind != "left_out")
        ):
            parts.append(held)
            held = [step]
        else:
            held.append(step)
    return parts + ([held] if held else [])


def _kind(part: Sequence[Step], inserted: Sequence[Span], sides: Sides) -> Kind:  # noqa: PLR0911  one return a kind
    a0, a1, b0, b1 = _extent(part)
    new, old, lexicon = sides.quote_words.forms[a0:a1], sides.said_forms[b0:b1], sides.lexicon
    if new and _bracketed(part, inserted, sides):
        return "editorial_insertion"
    if not new:
        if _marked(part[0], sides):
            return "shortened"
        if _is_interruption(part[0], sides):
            return "interruption_left_out"
        if _is_leap(part[0], sides):
            return "spliced"
        if lexicon.hesitates(old):
            return "hesitation_left_out"
        if _is_repetition(b0, b1, sides):
            return "repetition_left_out"
    if new and old and lexicon.respelled(new, old):
        return "spelling"
    if lexicon.negations(new) % 2 != lexicon.negations(old) % 2:
        return "negation_changed"
    if _numbers_differ(new, old, lexicon):
        return "number_changed"
    if new and old and lexicon.inflected(new, old):
        return "tense_or_person_changed"
    if lexicon.conditions(old) != lexicon.conditions(new):
        return "condition_changed"
    return "words_changed" if new and old else "words_added" if new else "words_left_out"


def _numbers_differ(new: Sequence[str], old: Sequence[str], lexicon: Lexicon) -> bool:
    ours, theirs = lexicon.numbers(new), lexicon.numbers(old)
    # "en", "ein" and "one" are articles and pronouns more often than numbers, so a lone one says nothing.
    plain = [[value for value in side if value != 1] for side in (ours, theirs)]
    return ours != theirs if ours and theirs else bool(plain[0] or plain[1])


def _holds_words(bracketed: str) -> bool:
    return any(sign.isalnum() for sign in bracketed)


def _bracketed(part: Sequence[Step], inserted: Sequence[Span], sides: Sides) -> bool:
    a0, a1 = part[0].a0, part[-1].a1
    if a0 == a1:
        return False
    span = sides.quote_words.span(a0, a1)
    return any(bracket.holds(span) for bracket in inserted)


def _marked(step: Step, sides: Sides) -> bool:
    """Say whether the quotation marks that something is left out before its word ``step.a0``."""
    if step.a0 != step.a1:
        return False
    start = sides.quote_words.ends[step.a0 - 1] if step.a0 else 0
    end = sides.quote_words.starts[step.a0] if step.a0 < len(sides.quote_words.starts) else len(sides.quote)
    return bool(_ELLIPSIS.search(sides.quote, start, end))


def _spoken_over(step: Step, sides: Sides) -> bool:
    return _is_interruption(step, sides) or _is_repetition(step.b0, step.b1, sides)


def _is_interruption(step: Step, sides: Sides) -> bool:
    """Say whether what is left out are others' words alone, after which the speaker goes on."""
    if step.b0 < 1 or step.b1 >= len(sides.said_forms):
        return False
    speaker = sides.said_by(step.b0 - 1)
    if speaker != sides.said_by(step.b1):
        return False
    return all(sides.said_by(at) != speaker for at in range(step.b0, step.b1))


def _is_repetition(b0: int, b1: int, sides: Sides) -> bool:
    """Say whether the words left out stand once more right before or after, as when a speaker begins again."""
    forms, count = sides.said_forms, b1 - b0
    old = list(forms[b0:b1])
    return old == list(forms[b1 : b1 + count]) or (b0 >= count and old == list(forms[b0 - count : b0]))


def _is_leap(step: Step, sides: Sides) -> bool:
    """Say whether so much is left out that two places are joined: many words, or several and a sentence's end."""
    left = step.b1 - step.b0
    if left >= LEAP:
        return True
    if left < 2:
        return False
    over = sides.said_span(step.b0, step.b1)
    return bool(_SENTENCE.search(sides.said, over.start, min(len(sides.said), over.end + 1)))
