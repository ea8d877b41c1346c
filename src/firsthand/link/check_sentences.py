"""The sentence around a place in a transcript, and what of it a quotation leaves off."""

import re
from collections.abc import Sequence
from functools import cache

from firsthand.ingest.language import LANGUAGES, language_of
from firsthand.languages import codes, language
from firsthand.link.differences import Difference, Kind
from firsthand.link.differences_words import Lexicon
from firsthand.link.passages_words import words_of
from firsthand.model import Span

_END = re.compile(r"[.!?…][\"'”’»)\]]{0,3}(?=\s|\Z)|\n")
_WORD_BEFORE = re.compile(r"[\w.]{1,12}\Z")
_REACH = 600
_MOST = 300
_NEAR = 4
"""Words before a quotation among which a negation bears on it."""


def sentence_around(text: str, span: Span) -> Span:
    """Return the sentence or sentences that a span lies in, from end to end of sentence, within 600 characters."""
    start = max(0, span.start - _REACH)
    for match in _END.finditer(text, start, span.start):
        if not _is_abbreviation(text, match):
            start = match.end()
    end = min(len(text), span.end + _REACH)
    for match in _END.finditer(text, max(span.start, span.end - 1), end):
        if not _is_abbreviation(text, match):
            end = match.start() if match[0] == "\n" else match.end()
            break
    while start < span.start and text[start].isspace():
        start += 1
    return Span(start, max(end, span.end))


def cut_off(quote: str, *, said: str, span: Span, speech: Span, lexicon: Lexicon) -> tuple[Difference, ...]:
    """Say whether the sentence goes on, or began, with a condition, a contrast or a negation that is not quoted.

    ``speech`` bounds the sentence to one speaker's words.
    """
    whole = sentence_around(said, span)
    before = Span(max(whole.start, min(speech.start, span.start)), span.start)
    after = Span(span.end, min(whole.end, max(speech.end, span.end)))
    notes = (_before(said, before, lexicon), _after(said, after, lexicon, len(quote)))
    return tuple(note for note in notes if note is not None)


def surroundings(text: str, span: Span) -> tuple[str, str, str]:
    """Return what stands before, at and after a place: to the ends of its sentences, and one more on either side."""
    inner = sentence_around(text, span)
    before = sentence_around(text, Span(max(0, inner.start - 2), max(0, inner.start - 2)))
    after = sentence_around(text, Span(min(len(text), inner.end + 2), min(len(text), inner.end + 2)))
    return (
        text[max(min(before.start, span.start), span.start - _MOST * 2) : span.start],
        text[span.start : span.end],
        text[span.end : min(max(after.end, span.end), span.end + _MOST * 2)],
    )


def _before(said: str, part: Span, lexicon: Lexicon) -> Difference | None:
    """What stands before in the sentence: "I don't think …", "If the bill passes, …"."""
    forms = _forms(said, part)
    kind: Kind | None = None
    if lexicon.negations(forms[-_NEAR:]):
        kind = "negation_cut"
    elif lexicon.conditions(forms[:2]):
        kind = "condition_cut"
    return Difference(kind=kind, quote=Span(0, 0), transcript=part) if kind else None


def _after(said: str, part: Span, lexicon: Lexicon, at: int) -> Difference | None:
    """What follows in the sentence: "…, but not the tanks", "… if the bill passes"."""
    forms = _forms(said, part)
    kind: Kind | None = None
    if lexicon.conditions(forms[:2]):
        kind = "condition_cut"
    elif lexicon.contrasts(forms[:2]):
        kind = "contrast_cut"
    elif lexicon.negations(forms[:2]):
        kind = "negation_cut"
    return Difference(kind=kind, quote=Span(at, at), transcript=part) if kind else None


def _forms(said: str, part: Span) -> list[str]:
    return words_of(said, spans=[part]).forms if 0 < part.end - part.start <= _MOST else []


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    if match[0][0] != ".":
        return False
    before = _WORD_BEFORE.search(text[max(0, match.start() - 12) : match.start()])
    word = before[0].casefold() if before else ""
    return len(word) == 1 or word in _abbreviations() or f"{word}." in _abbreviations()


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(one for code in codes() for one in language(code).words.abbreviations)


def languages_of(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the languages to read words in: those that the texts show, all when they show none."""
    found = {language_of(text[:_REACH]) for text in texts}
    return tuple(code for code in LANGUAGES if code in found)
