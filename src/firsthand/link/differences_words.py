"""What words mean for a quotation: the numbers they name, negation, conditions, and forms of the same word."""

import re
from collections.abc import Sequence

from firsthand.languages.speech import SpeechWords, all_speech_words
from firsthand.link.passages_words import run_of

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*\Z")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+\Z")
_STEM = 3


class Lexicon:
    """The speech words of the languages a quotation may be in, asked together."""

    def __init__(self, codes: Sequence[str]) -> None:
        known = all_speech_words()
        self.words: tuple[SpeechWords, ...] = tuple(known[code] for code in codes if code in known) or tuple(
            known.values()
        )

    def negates(self, form: str) -> bool:
        """Say whether a word turns a statement round."""
        return any(form in words.negations or form.endswith(words.negating_ends or ("\0",)) for words in self.words)

    def negations(self, forms: Sequence[str]) -> int:
        """Count the words that turn a statement round."""
        return sum(map(self.negates, forms))

    def conditions(self, forms: Sequence[str]) -> bool:
        """Say whether the words set a condition."""
        return any(_has(forms, words.conditions) for words in self.words)

    def contrasts(self, forms: Sequence[str]) -> bool:
        """Say whether the words limit what went before ("but")."""
        return any(_has(forms, words.contrasts) for words in self.words)

    def hesitates(self, forms: Sequence[str]) -> bool:
        """Say whether the words are nothing but sounds of hesitation."""
        return all(any(form in words.hesitations for words in self.words) for form in forms)

    def numbers(self, forms: Sequence[str]) -> list[float]:
        """Return the numbers that the words name, in order, in the language that reads most of them."""
        return max((_numbers(forms, words) for words in self.words), key=len)

    def respelled(self, one: Sequence[str], two: Sequence[str]) -> bool:
        """Say whether the same words are only spelled otherwise: joined, contracted, or a number in digits."""
        if not one or not two:
            return False
        if run_of(one) == run_of(two):
            return True
        return any(self._respelled(one, two, words) for words in self.words)

    def _respelled(self, one: Sequence[str], two: Sequence[str], words: SpeechWords) -> bool:
        if run_of(_long(one, words)) == run_of(_long(two, words)):
            return True
        numbers = _numbers(one, words)
        named = all(_is_number(form, words) for form in (*one, *two))
        return bool(numbers) and named and numbers == _numbers(two, words)

    def inflected(self, one: Sequence[str], two: Sequence[str]) -> bool:
        """Say whether each word is the other's counterpart in indirect speech: another person, tense or ending."""
        return any(_inflected(_long(one, words), _long(two, words), words) for words in self.words)


def _inflected(one: Sequence[str], two: Sequence[str], words: SpeechWords) -> bool:
    return len(one) == len(two) > 0 and all(a == b or _same_word(a, b, words) for a, b in zip(one, two, strict=True))


def _has(forms: Sequence[str], known: frozenset[str]) -> bool:
    joined = f" {' '.join(forms)} "
    return any(form in known for form in forms) or any(f" {one} " in joined for one in known if " " in one)


def _same_word(one: str, two: str, words: SpeechWords) -> bool:
    if any(one in group and two in group for group in (*words.persons, *words.verbs)):
        return True
    for prefix in ("", *words.prefixes):
        for a, b in ((one, two), (two, one)):
            if prefix and not (a.startswith(prefix) and len(a) > len(prefix) + _STEM):
                continue
            if _same_stem(a.removeprefix(prefix), b, words.endings):
                return True
    return False


def _same_stem(one: str, two: str, endings: tuple[str, ...]) -> bool:
    same = 0
    while same < min(len(one), len(two)) and one[same] == two[same]:
        same += 1
    # An ending may begin before the letters part: "closes" and "closed" share the e.
    return any(
        (one[cut:] == "" or one[cut:] in endings) and (two[cut:] == "" or two[cut:] in endings)
        for cut in range(max(_STEM, same - 2), same + 1)
        if cut <= same
    )


def _long(forms: Sequence[str], words: SpeechWords) -> list[str]:
    full: list[str] = []
    for form in forms:
        full += ("%",) if form in words.percents else words.contractions.get(form, form).split()
    return full


def _is_number(form: str, words: SpeechWords) -> bool:
    return (
        _value(form, words) is not None
        or form in words.scales
        or form in words.joined_by
        or form in words.percents
        or form == "%"
    )


def _numbers(forms: Sequence[str], words: SpeechWords) -> list[float]:
    """Read number words and digits: "eighty-seven million", "87 million" and "87,000,000" are one number."""
    found: list[float] = []
    now: float | None = None
    room = 0.0  # what follows is added to the number while it is smaller than this
    for form in forms:
        value = _value(form, words)
        if form in words.scales:
            scale = words.scales[form]
            if now is None:
                now = 1.0
            small = now % 1000 if scale < 1000 else now
            now = now - small + small * scale
            room = scale
        elif value is not None:
            if now is not None and value < room:
                now += value
            else:
                found += [] if now is None else [now]
                now = value
            room = 10 if 20 <= value < 100 and value % 10 == 0 and not form[0].isdigit() else 0.0
        elif form not in words.joined_by or now is None:
            found += [] if now is None else [now]
            now, room = None, 0.0
    return found + ([] if now is None else [now])


def _value(form: str, words: SpeechWords) -> float | None:
    """Return the value of one word: digits, a number word, or a compound of two ("tjugosex", "sechsundzwanzig")."""
    if form[0].isdigit():
        return _digits(form)
    direct = words.numbers.get(form)
    if direct is not None:
        return float(direct)
    for cut in range(2, min(len(form) - 1, 12)):
        head, tail = words.numbers.get(form[:cut]), form[cut:]
        if head is None:
            continue
        if tail in words.scales:
            return head * words.scales[tail]
        unit = words.numbers.get(tail)
        if unit is not None and head >= 20 and 0 < unit < 10:
            return float(head + unit)
        tens = next(
            (words.numbers.get(tail.removeprefix(joint)) for joint in words.joined_by if tail.startswith(joint)), None
        )
        if tens is not None and tens >= 20 and 0 < head < 10:
            return float(head + tens)
    return None


def _digits(form: str) -> float | None:
    if not _DIGITS.match(form) or len(form) > 30:
        return None
    if _GROUPED.match(form):
        return float(re.sub(r"[.,]", "", form))
    head, comma, tail = re.sub(r"[.,](?=.*[.,])", "", form).replace(",", ".").partition(".")
    return float(head + ("." + tail if comma else ""))
