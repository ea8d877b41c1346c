"""The words and word orders that make dates in a language: data, read from a TOML file and checked."""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from firsthand.errors import LanguageDataError
from firsthand.languages.files import FOLDER, read_words

SUFFIX = ".dates.toml"

Reading = Literal["tense", "coming", "past", "future", "before", "after", "previous_week", "next_week"]
"""Where a weekday, month or day without a year lies, seen from the day of publication.

``past`` and ``future`` take in that day, ``before`` and ``after`` do not; ``tense`` asks the words around,
``coming`` too, and is ahead where they do not say.
"""
Unit = Literal["day", "week", "month", "year"]


class Offset(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """So many units from the day of publication: ``[-1, "day"]`` is yesterday."""

    count: int
    unit: Unit


class TenseWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words and templates that tell past from future; a lower-case word with one of ``past_endings`` is past.

    ``clauses`` are words a clause opens with: what lies beyond one counts as further away. ``ahead`` are templates
    that tell the future of a date behind them only ("to vote on Monday", not "voted on Monday to leave"). Behind a
    word of ``bare`` ("will be held", "to have left") a past form tells nothing. Behind a word of ``limits`` ("until
    Friday") lies what is ahead, unless a word of ``past`` itself stands near: an ending alone is no sign there.
    """

    future: tuple[str, ...]
    past: tuple[str, ...]
    ahead: tuple[str, ...] = ()
    bare: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()
    past_endings: tuple[str, ...] = ()
    not_past: frozenset[str] = frozenset()


class SayingWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that decide whether a date tells when something was said or printed.

    ``relatives`` open a clause about the source ("who", "som", ", der": with a comma where the word alone is
    no sign); ``earlier`` mark another, older occasion;
    ``published`` stand before the date of a page; ``deadlines`` before a date that need not have come.
    ``abbreviations`` end in a full stop that ends no sentence. ``transcripts`` head a record of what was said on a day.
    """

    relatives: tuple[str, ...]
    earlier: frozenset[str]
    published: frozenset[str]
    deadlines: frozenset[str]
    abbreviations: frozenset[str]
    transcripts: frozenset[str] = frozenset()


class DateWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a language file says about dates.

    Words are given as written, and compared without regard to case. ``capital`` are date words only with a
    capital letter ("May"), ``lower`` only without, or as the first of a sentence ("morgen").

    A template is a line of words and slots: ``{d}`` a day of the month, ``{m}`` a month in digits, ``{month}``,
    ``{short_month}``, ``{low_month}`` (one of ``capital`` without its capital), ``{weekday}``, ``{short}`` (a
    weekday cut short), ``{year}`` (four digits), ``{yy}``, ``{ordinal}``, ``{n}``, ``{unit}``, or a name of
    ``lists`` or of ``pieces``, which are templates to be put in its place. ``[…]`` may be absent, of ``(a|b)``
    one stands there; ``<…>`` is one word put together of its pieces; after a backslash a mark stands for itself;
    a space is a space in the text, no space none. ``written`` are templates of written-out dates, ``placed`` of
    dates that need the day of publication, ``offsets`` and ``counted`` of distances from it, ``counted`` with
    the sign of ``{n}``; ``stretches`` are as often a length of time ("built in two days") and count only where the
    words around tell the future; ``never`` of what looks like a date and is none.
    """

    months: dict[str, int]
    short_months: dict[str, int]
    pieces: dict[str, str]
    weekdays: dict[str, int]
    short: dict[str, int]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    units: dict[str, Unit]
    lists: dict[str, tuple[str, ...]]
    written: tuple[str, ...]
    placed: dict[str, Reading]
    offsets: dict[str, Offset]
    counted: dict[str, int]
    never: tuple[str, ...]
    capital: frozenset[str]
    lower: frozenset[str]
    tense: TenseWords
    saying: SayingWords
    stretches: dict[str, int] = {}

    def __post_init__(self) -> None:
        tables = (("months", self.months, 12), ("short_months", self.short_months, 12))
        for name, words, top in (*tables, ("weekdays", self.weekdays, 7), ("short", self.short, 7)):
            if not words or not all(1 <= number <= top for number in words.values()):
                raise ValueError(f"every word of {name} needs a number from 1 to {top}")
        if not all(sign in (-1, 1) for sign in self.counted.values()):
            raise ValueError("every template of counted needs the sign -1 or 1")


class DateFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as a whole: one table, ``dates``."""

    dates: DateWords


def read_date_words(path: Path) -> DateWords:
    """Read one file of date words. Raises LanguageDataError, naming the file and field, when it is malformed."""
    return read_words(path, DateFile).dates


def date_languages() -> tuple[str, ...]:
    """Return the codes of the languages whose dates can be read, in order."""
    return tuple(sorted(path.name.removesuffix(SUFFIX) for path in FOLDER.glob(f"*{SUFFIX}")))


@cache
def date_words(code: str) -> DateWords:
    """Return the date words of this ISO 639-1 code. Raises LanguageDataError when there are none."""
    if code not in date_languages():
        known = ", ".join(date_languages())
        raise LanguageDataError(f"There are no date words for the language {code!r}; the known ones are {known}.")
    return read_date_words(FOLDER / f"{code}{SUFFIX}")
