"""Language by passage: a document that mixes languages is read piece by piece."""

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from firsthand.errors import LanguageDataError
from firsthand.model import Passage, Span

LANGUAGES = ("en", "sv", "de", "da")
OTHER = "other"

_STOPWORDS = Path(__file__).with_name("stopwords.toml")
_READ = 600
"""Characters of a passage that are looked at: more changes no answer and costs time."""

_QUOTE_MIN = 40
"""Characters from which a quotation can be a passage of its own."""

_SURE = 2.5
"""Difference of log-odds from which a passage's own words outweigh what surrounds it."""

_FLOOR = 0.02
"""Added to a language's probability, so that the model alone never rules one out."""

_MARGIN = 0.01
"""What keeps a difference that is made to be sure from falling short by rounding."""

_OTHER_MIN = 50
_OTHER_SURE = 0.9

_WORD = re.compile(r"[^\W\d_]+")
_LINE = re.compile(r"[^\n]*\n?")
_QUOTES = re.compile(f'[“”„»«"][^“”„»«"\n]{{{_QUOTE_MIN},2000}}[”“«»"]')


class _Unit(NamedTuple):
    """A stretch of text to decide on, and what its own words say: log-odds per language."""

    start: int
    end: int
    odds: Mapping[str, float]

    @property
    def sure(self) -> bool:
        ranked = sorted(self.odds.values(), reverse=True)
        return ranked[0] - ranked[1] >= _SURE

    @property
    def best(self) -> str:
        return max(self.odds, key=lambda lang: self.odds[lang])


def passages(text: str, *, hint: str | None = None) -> tuple[Passage, ...]:
    """Cut ``text`` into stretches of one language each, which cover it without gaps or overlaps.

    A line is the smallest unit, and a long quotation inside a line in another language. A short or unclear
    unit takes the language of what surrounds it. ``hint`` is the language the whole text is said to be in
    (``en``, ``sv``, ``de`` or ``da``; anything else is ignored): it decides what the words leave open.
    """
    said = hint in LANGUAGES
    units = [unit for start, end in _lines(text) for unit in _split_quotes(text, start, end, said=said)]
    if not units:
        return ()
    whole = _whole(units, hint=hint)
    languages = _settle(units, whole=whole)
    merged: list[Passage] = []
    for lang, group in itertools.groupby(zip(units, languages, strict=True), key=lambda pair: pair[1]):
        members = [unit for unit, _ in group]
        merged.append(Passage(span=Span(members[0].start, members[-1].end), lang=lang))
    return tuple(merged)


def main_language(found: Iterable[Passage], *, hint: str | None = None) -> str:
    """Return the language of most characters; ``hint`` when it is one of ours; ``other`` for no passages."""
    if hint in LANGUAGES:
        return str(hint)
    lengths: dict[str, int] = {}
    for passage in found:
        lengths[passage.lang] = lengths.get(passage.lang, 0) + passage.span.end - passage.span.start
    return max(lengths, key=lambda lang: (lengths[lang], lang)) if lengths else OTHER


def ready() -> None:
    """Load the model now, which otherwise happens with the first passage."""
    _model()


def known_language(value: str | None) -> str | None:
    """Return ``en``, ``sv``, ``de`` or ``da`` for a language tag such as ``sv-SE`` or ``de_AT``; None for any other."""
    tag = re.split(r"[-_]", value.strip().lower(), maxsplit=1)[0] if value else ""
    tag = {"eng": "en", "swe": "sv", "deu": "de", "ger": "de", "dan": "da"}.get(tag, tag)
    return tag if tag in LANGUAGES else None


def language_of(text: str) -> str | None:
    """Return the language of one stretch by its own words alone; None when they do not tell."""
    if not text.strip():
        return None
    unit = _Unit(0, len(text), _odds(text))
    return unit.best if unit.sure else None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Cut into lines with their line end, blank lines joined to the line before."""
    start = end = 0
    seen = False
    for match in _LINE.finditer(text):
        blank = not match[0].strip()
        if seen and not blank:
            yield start, end
            start = end
        seen = seen or not blank
        end = match.end()
    if end > start:
        yield start, end


def _split_quotes(text: str, start: int, end: int, *, said: bool) -> list[_Unit]:
    """One unit for a line, or several where a long quotation is surely in another language.

    Where the language of the whole is ``said``, only what is unsure is weighed, and the model need not be asked of the
    rest.
    """
    line = _Unit(start, end, _odds(text[start:end], said=said))
    spans = [m.span() for m in _QUOTES.finditer(text, start, end)]
    if not spans:
        return [line]
    quotes = [_Unit(a, b, _odds(text[a + 1 : b - 1], said=said)) for a, b in spans]
    bounds = [start, *itertools.chain.from_iterable(spans), end]
    around = _outside(text, bounds)
    outer = _Unit(start, end, _odds(around, said=said)) if around.strip() else line
    apart = [q for q in quotes if q.sure and outer.sure and q.best != outer.best]
    units, at = [], start
    for quote in apart:
        if quote.start > at:
            units.append(_Unit(at, quote.start, outer.odds))
        units.append(quote)
        at = quote.end
    if at < end:
        units.append(_Unit(at, end, outer.odds if apart else line.odds))
    return units


def _outside(text: str, bounds: list[int]) -> str:
    return " ".join(text[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True))


def _whole(units: list[_Unit], *, hint: str | None) -> str:
    """The language the unclear units fall back on."""
    if hint in LANGUAGES:
        return str(hint)
    weights = dict.fromkeys((*LANGUAGES, OTHER), 0.0)
    for unit in units:
        for lang, odds in unit.odds.items():
            weights[lang] += math.sqrt(unit.end - unit.start) * max(min(odds, _SURE), -_SURE)
    return max(weights, key=lambda lang: weights[lang])


def _settle(units: list[_Unit], *, whole: str) -> list[str]:
    """Give each unit its language: by its words when sure, else with its nearest sure neighbours' help."""
    sure = [unit.best if unit.sure else None for unit in units]
    before = list(itertools.accumulate(sure, _latest))
    after = list(itertools.accumulate(reversed(sure), _latest))[::-1]
    settled = []
    for unit, own, left, right in zip(units, sure, before, after, strict=True):
        if own:
            settled.append(own)
            continue
        odds = dict(unit.odds)
        for neighbour, weight in ((left, 0.6), (right, 0.6), (whole, 0.8)):
            if neighbour in odds:
                odds[neighbour] += weight
        settled.append(max(odds, key=lambda lang: odds[lang]))
    return settled


def _latest(last: str | None, here: str | None) -> str | None:
    return here or last


def _odds(text: str, *, said: bool = False) -> dict[str, float]:
    """Log-odds of each of our languages and of ``other`` by the model and by function words.

    Where it is ``said`` what the whole is in, odds are asked only of what is unsure; function words may then do alone.
    """
    text = text[:_READ]
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return dict.fromkeys((*LANGUAGES, OTHER), 0.0)
    latin = sum(1 for c in letters if c < "\u0250")
    if latin < 0.5 * len(letters):
        return {**dict.fromkeys(LANGUAGES, -_SURE), OTHER: _SURE}
    every = _WORD.findall(text)
    words = {word.lower() for word in every}
    known = _stopwords()
    hits = {lang: 0.7 * len(words & known[lang]) for lang in LANGUAGES}
    rare = max(len((words - known["shared"]) & known[lang]) for lang in LANGUAGES) < 0.1 * max(1, len(every))
    if said and not rare and (clear := _clear(hits)):
        return clear
    ranked = dict(_model().rank(text))
    odds = {lang: math.log(ranked.get(lang, 0.0) + _FLOOR) + hits[lang] for lang in LANGUAGES}
    best = max(ranked, key=lambda lang: ranked[lang])
    foreign = best not in LANGUAGES and ranked[best] >= _OTHER_SURE and len(text.strip()) >= _OTHER_MIN
    odds[OTHER] = max(odds.values()) + _SURE + _MARGIN if foreign and rare else math.log(_FLOOR) - 1.0
    return odds


def _clear(hits: Mapping[str, float]) -> dict[str, float] | None:
    """Return odds by function words alone, where no answer of the model could take away that one language is sure."""
    best = max(hits, key=lambda lang: hits[lang])
    most = {lang: math.log(1 + _FLOOR) + value for lang, value in hits.items() if lang != best}
    odds = {**most, best: math.log(_FLOOR) + hits[best], OTHER: math.log(_FLOOR) - 1.0}
    return odds if odds[best] - max(value for lang, value in odds.items() if lang != best) >= _SURE else None


@lru_cache(maxsize=1)
def _stopwords() -> dict[str, frozenset[str]]:
    try:
        data = msgspec.toml.decode(_STOPWORDS.read_bytes(), type=dict[str, frozenset[str]])
    except (OSError, ValueError) as error:
        raise LanguageDataError(f"The stop-word file {_STOPWORDS} is missing or malformed: {error}.") from error
    return {key: data.get(key, frozenset()) for key in (*LANGUAGES, "shared")}


@lru_cache(maxsize=1)
def _model() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
