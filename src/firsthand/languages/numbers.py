"""The numbers a text names, in digits or words, and how each bounds what it counts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from firsthand.languages.loader import codes
from firsthand.languages.number_words import Run, digits, runs
from firsthand.languages.speech import Bound, SpeechWords, speech_words
from firsthand.model import Span

ABOUT = 0.1
"""How far from an estimate a number may lie and still suit it, as a share of it."""

SOME = (2, 10)
"""How many dozens "dozens" may be."""

_SPACED = r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?!\d)"
_TOKEN = re.compile(rf"{_SPACED}|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|%")
_BETWEEN_WORDS = re.compile(r"[ \u00a0\u202f-]?")
_DATED = re.compile(r"(?<!\d)\d{1,4}(?:[-/]\d{1,4}){2,}|\d{1,4}/\d{1,4}|(?<![\d.])\d{1,2}\.\d{1,2}\.\d{2,4}(?![\d.])")
"""A date or share in figures ("2018-07-03", "3/7", "3.7.2018")."""
_DASHES = "-–—"
_SPACES = str.maketrans("", "", " \u00a0\u202f'’")
_LONGEST_PHRASE = 4
"""Words of the longest phrase that bounds or names a number."""


class Number(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number in a text: ``value``, where it stands, and how it bounds what it counts.

    ``span`` covers the number alone, half-open, in characters. ``upper`` is the other end of a range. A ``vague``
    number counts in its ``value``: "dozens" is some twelves. ``percent`` says that a percent sign or word follows.
    """

    value: float
    span: Span
    bound: Bound = "exact"
    upper: float | None = None
    percent: bool = False

    def allows(self, value: float) -> bool:  # noqa: PLR0911  one return a bound
        """Say whether a count of ``value`` agrees with what this number says."""
        match self.bound:
            case "at_least":
                return value >= self.value
            case "more_than":
                return value > self.value
            case "at_most":
                return value <= self.value
            case "less_than":
                return value < self.value
            case "about":
                return abs(value - self.value) <= ABOUT * self.value
            case "range":
                return self.value <= value <= (self.upper if self.upper is not None else self.value)
            case "vague":
                return SOME[0] * self.value <= value <= SOME[1] * self.value
            case _:
                return value == self.value


class _Text(NamedTuple):
    """A text in tokens: compared forms, half-open offsets, and whether a token goes on from the one before it."""

    text: str
    forms: list[str]
    spans: list[Span]

    def joined(self, at: int) -> bool:
        """Say whether nothing, a space or a hyphen parts a token from the one before."""
        return bool(at) and bool(_BETWEEN_WORDS.fullmatch(self.text, self.spans[at - 1].end, self.spans[at].start))


class _Found(NamedTuple):
    value: float
    start: int
    end: int
    vague: bool = False


def numbers_in(text: str, lang: str) -> tuple[Number, ...]:
    """Return the numbers that a text in a language names, in order; none in a language without a file.

    A lone "one" is left out, being an article or pronoun more often than a number; so are digits that are part of a
    name, time or date of figures ("F-16", "10:30", "2018-07-03"). Years and days of the month are numbers here.
    """
    if lang not in codes():
        return ()
    words = speech_words(lang)
    tokens = _tokens(text)
    dated = frozenset(at for match in _DATED.finditer(text) for at in range(*match.span()))
    found = [one for one in _found(tokens, words) if not _is_no_count(tokens, one, dated)]
    made: list[Number] = []
    at = 0
    while at < len(found):
        upper = _range(tokens, found, at, words)
        made.append(_number(tokens, found[at], upper, words))
        at += 1 if upper is None else 2
    return tuple(made)


def _tokens(text: str) -> _Text:
    found = _Text(text, [], [])
    for match in _TOKEN.finditer(text):
        found.forms.append(match[0].lower())
        found.spans.append(Span(*match.span()))
    return found


def _found(tokens: _Text, words: SpeechWords) -> Iterator[_Found]:
    """Yield the numbers as runs of tokens, phrases and vague words first."""
    values = [_digits(form, words) for form in tokens.forms]
    # What follows reads digits in its own way, so it is given a value the two agree on.
    forms = [repr(value) if value is not None else form for form, value in zip(tokens.forms, values, strict=True)]
    at = 0
    while at < len(forms):
        named = _phrase(tokens, at, words.number_phrases)
        some = _phrase(tokens, at, words.vague)
        if named is not None:
            yield named
            at = named.end
        elif some is not None:
            yield some._replace(vague=True)
            at = some.end
        elif runs(forms[at : at + 1], words):
            end = _last(tokens, forms, at, words)
            yield from (_Found(*run) for run in _counting(runs(forms[at:end], words), forms, at))
            at = end
        else:
            at += 1


def _last(tokens: _Text, forms: Sequence[str], at: int, words: SpeechWords) -> int:
    """Return where the number words that begin here end, joints at the end left out."""
    end = at + 1
    while end < len(forms) and tokens.joined(end) and _goes_on(forms[end], words):
        end += 1
    while forms[end - 1] in words.joined_by:
        end -= 1
    return end


def _goes_on(form: str, words: SpeechWords) -> bool:
    return form in words.joined_by or bool(runs([form], words))


def _counting(found: Sequence[Run], forms: Sequence[str], at: int) -> Iterator[Run]:
    for run in found:
        if run.value != 1 or forms[at + run.start][0].isdigit():
            yield Run(run.value, at + run.start, at + run.end)


def _phrase(tokens: _Text, at: int, known: Mapping[str, float]) -> _Found | None:
    for size in range(min(_LONGEST_PHRASE, len(tokens.forms) - at), 0, -1):
        value = known.get(" ".join(tokens.forms[at : at + size]))
        if value is not None and all(tokens.joined(one) for one in range(at + 1, at + size)):
            return _Found(value, at, at + size)
    return None


def _digits(form: str, words: SpeechWords) -> float | None:
    """Read digits as the language writes them; as any language does where they do not fit its way."""
    if not form[0].isdigit() or ":" in form:
        return None
    plain = form.translate(_SPACES)
    parts = re.split(r"[.,]", plain)
    signs = {sign for sign in plain if sign in ".,"}
    if len(parts) > 1 and signs <= set(words.grouping) and all(len(part) == 3 for part in parts[1:]):
        return float("".join(parts)) if len(plain) <= 30 else None
    if len(parts) == 2 and signs == {words.decimal}:
        return float(".".join(parts)) if len(plain) <= 30 else None
    return digits(plain)


def _is_no_count(tokens: _Text, found: _Found, dated: frozenset[int]) -> bool:
    """Say whether digits are part of a word, a time, or a date in figures."""
    if not tokens.forms[found.start][0].isdigit():
        return False
    start, end = tokens.spans[found.start].start, tokens.spans[found.end - 1].end
    if ":" in tokens.forms[found.start] or start in dated:
        return True
    before = tokens.text[max(0, start - 2) : start]
    unit = tokens.text[end : end + 1].isalpha()  # "3rd", "5km"; "2bn" ends in a scale, which is part of the number
    return unit or before[-1:].isalnum() or before[-1:] == "_" or (before[-1:] == "-" and before[:1].isalpha())


def _range(tokens: _Text, found: Sequence[_Found], at: int, words: SpeechWords) -> _Found | None:
    """Return the other end of a range that the number ``found[at]`` opens, or None."""
    if at + 1 >= len(found):
        return None
    low, high = found[at], found[at + 1]
    gap = tokens.text[tokens.spans[low.end - 1].end : tokens.spans[high.start].start]
    joint = gap.strip().lower()
    opener = tokens.forms[low.start - 1] if low.start else ""
    if low.vague or high.vague or high.value <= low.value or opener in words.changes:
        return None
    if joint in words.joined_by:
        return high if opener in words.between else None
    dash = len(joint) == 1 and joint in _DASHES
    return high if dash or joint in words.ranges else None


def _number(tokens: _Text, found: _Found, upper: _Found | None, words: SpeechWords) -> Number:
    last = upper or found
    follows = tokens.forms[last.end] if last.end < len(tokens.forms) else ""
    bound: Bound = "vague" if found.vague else "range" if upper else "exact"
    return Number(
        value=found.value,
        span=Span(tokens.spans[found.start].start, tokens.spans[last.end - 1].end),
        bound=bound if bound != "exact" else _bound(tokens, found, words),
        upper=upper.value if upper else None,
        percent=follows == "%" or follows in words.percents,
    )


def _bound(tokens: _Text, found: _Found, words: SpeechWords) -> Bound:
    start = found.start - (found.start > 0 and tokens.forms[found.start - 1] in words.number_articles)
    before = tokens.forms[max(0, start - _LONGEST_PHRASE) : start]
    for size in range(len(before), 0, -1):
        phrase = " ".join(before[len(before) - size :])
        for bound, known in words.bounds_before.items():
            if phrase in known:
                return bound
    after = tokens.forms[found.end : found.end + _LONGEST_PHRASE]
    for size in range(len(after), 0, -1):
        phrase = " ".join(after[:size])
        for bound, known in words.bounds_after.items():
            if phrase in known:
                return bound
    return "exact"
