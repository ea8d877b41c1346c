"""What words mean for a quotation: the numbers they name, negation, conditions, and forms of the same word."""

from collections.abc import Sequence

from firsthand.languages.number_words import runs, value_of
from firsthand.languages.speech import SpeechWords, all_speech_words
from firsthand.link.passages_words import run_of

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
        value_of(form, words) is not None
        or form in words.scales
        or form in words.joined_by
        or form in words.percents
        or form == "%"
    )


def _numbers(forms: Sequence[str], words: SpeechWords) -> list[float]:
    return [run.value for run in runs(forms, words)]
