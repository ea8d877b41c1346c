"""The numbers of a text, in words or digits, and what they bound."""

import time

import pytest

from firsthand.languages.numbers import Number, numbers_in
from firsthand.model import Span


def values(text: str, lang: str) -> list[object]:
    """Each number as it is easiest to compare: its value, with its bound where it is not exact."""
    return [
        one.value
        if one.bound == "exact"
        else (one.bound, one.value, one.upper)
        if one.upper
        else (one.bound, one.value)
        for one in numbers_in(text, lang)
    ]


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "Fourteen people left two thousand behind, 2,500 in all", [14, 2000, 2500]),
        ("sv", "Fjorton personer lämnade 1 300 kvar, tjugosex av 2.500", [14, 1300, 26, 2500]),
        ("de", "Vierzehn Menschen, 1.300 Boote, sechsundzwanzig Busse", [14, 1300, 26]),
        ("en", "twenty-three, a hundred and five, eighty-seven million", [23, 105, 87e6]),
        ("sv", "tvåhundrafemtio, tretusen, hundratjugo, 2,5 miljoner", [250, 3000, 120, 2.5e6]),
        ("de", "zweitausendfünfhundert, einhundertdreiundzwanzig, 2,5 Millionen", [2500, 123, 2.5e6]),
        ("en", "two dozen, half a dozen, $2bn, 1.3", [24, 6, 2e9, 1.3]),
        ("sv", "två dussin, ett halvt dussin, ett par", [24, 6, 2]),
        ("de", "zwei Dutzend, ein halbes Dutzend, 3 Mio. Euro", [24, 6, 3e6]),
    ],
)
def test_numbers_are_read_in_words_and_digits(lang, text, found):
    assert values(text, lang) == found


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "at least 58", ("at_least", 58)),
        ("sv", "minst 58", ("at_least", 58)),
        ("de", "mindestens 58", ("at_least", 58)),
        ("en", "20 or more", ("at_least", 20)),
        ("sv", "20 eller fler", ("at_least", 20)),
        ("de", "20 oder mehr", ("at_least", 20)),
        ("en", "more than a hundred", ("more_than", 100)),
        ("sv", "drygt 40", ("more_than", 40)),
        ("de", "mehr als 40", ("more_than", 40)),
        ("en", "no fewer than 40", ("at_least", 40)),
        ("en", "no more than 40", ("at_most", 40)),
        ("en", "about 40", ("about", 40)),
        ("sv", "omkring 40", ("about", 40)),
        ("de", "rund 40", ("about", 40)),
        ("en", "up to 40", ("at_most", 40)),
        ("sv", "upp till 40", ("at_most", 40)),
        ("de", "bis zu 40", ("at_most", 40)),
        ("en", "fewer than 40", ("less_than", 40)),
        ("sv", "färre än 40", ("less_than", 40)),
        ("de", "weniger als 40", ("less_than", 40)),
        ("en", "between 10 and 12", ("range", 10, 12)),
        ("sv", "mellan 10 och 12", ("range", 10, 12)),
        ("de", "zwischen 10 und 12", ("range", 10, 12)),
        ("en", "40-50", ("range", 40, 50)),
        ("sv", "tjugo till trettio", ("range", 20, 30)),
        ("de", "drei bis vier", ("range", 3, 4)),
        ("en", "dozens", ("vague", 12)),
        ("sv", "hundratals", ("vague", 100)),
        ("de", "Dutzende", ("vague", 12)),
        ("en", "tens of thousands", ("vague", 10_000)),
        ("sv", "tiotusentals", ("vague", 10_000)),
        ("de", "Zehntausende", ("vague", 10_000)),
    ],
)
def test_words_around_a_number_bound_it(lang, text, found):
    assert values(f"{text} people", lang) == [found]


def test_a_change_is_no_range():
    assert values("It rose from 10 to 12 boats", "en") == [10, 12]
    assert values("Antalet steg från 10 till 12", "sv") == [10, 12]
    assert values("Sie stieg von 10 auf 12", "de") == [10, 12]
    assert values("two boats and three ships", "en") == [2, 3]


@pytest.mark.parametrize(
    "text",
    ["an F-16", "at 10:30", "on 2018-07-03", "on 3/7", "on 3.7.2018", "the 3rd boat", "5km", "one of them", "B12"],
)
def test_digits_that_count_nothing_are_left_out(text):
    assert values(text, "en") == []


def test_a_lone_one_counts_only_in_digits():
    assert values("En man, ett barn och 1 hund", "sv") == [1]
    assert values("eine Frau", "de") == []


def test_spans_cover_the_number_alone():
    text = "Polisen grep minst tjugo till trettio personer, 12 procent."
    first, second = numbers_in(text, "sv")
    assert first.span.of(text) == "tjugo till trettio"
    assert (second.span.of(text), second.percent, first.percent) == ("12", True, False)


@pytest.mark.parametrize(
    ("bound", "upper", "allowed", "refused"),
    [
        ("exact", None, 40, 41), ("at_least", None, 40, 39), ("more_than", None, 41, 40), ("at_most", None, 40, 41),
        ("less_than", None, 39, 40), ("about", None, 43, 45), ("range", 50, 50, 51), ("vague", None, 80, 79),
    ],
)  # fmt: skip
def test_a_number_allows_what_it_says(bound, upper, allowed, refused):
    number = Number(value=40, span=Span(0, 1), bound=bound, upper=upper)
    assert number.allows(allowed)
    assert not number.allows(refused)


def test_a_language_without_words_names_none():
    assert numbers_in("58", "xx") == ()


@pytest.mark.parametrize("piece", ["1-", "2/", "1 000", "hundred and ", "ettett", "between ", "12:", "one-"])
def test_hostile_text_takes_linear_time(piece):
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    numbers_in(text, "sv")
    assert time.process_time() - start < 5
