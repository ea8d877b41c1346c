"""The words of hand-made press reviews, read from ``review.toml``."""

import re
from functools import lru_cache
from pathlib import Path

import msgspec

from firsthand.errors import LanguageDataError

_PATH = Path(__file__).with_name("review.toml")
_CLOCK = frozenset(
    ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "okt", "nov", "dec", "dez", "utc")
)
_WORDS = re.compile(r"[^\W_]+(?:[-'’&][^\W_]+)*")


class Kind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one kind of item shows itself. All words are lower case."""

    labels: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    hosts: frozenset[str] = frozenset()
    not_: tuple[str, ...] = msgspec.field(default=(), name="not")


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words around a source, and words that tell a person's name from an outlet's or neither."""

    source_labels: frozenset[str]
    by: frozenset[str]
    between: frozenset[str]
    credits: tuple[str, ...]
    credit_endings: tuple[str, ...]
    shorteners: frozenset[str]
    particles: frozenset[str]
    not_names: frozenset[str]
    outlet_words: frozenset[str]
    outlet_endings: tuple[str, ...]
    not_outlets: frozenset[str]


class ReviewWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything ``review.toml`` says."""

    kinds: dict[str, Kind]
    words: Words


@lru_cache(maxsize=1)
def review_words() -> ReviewWords:
    """Return the words of press reviews, read once.

    Raises:
        LanguageDataError: The file is missing or malformed.

    """
    try:
        return msgspec.toml.decode(_PATH.read_bytes(), type=ReviewWords)
    except (OSError, ValueError) as error:
        raise LanguageDataError(f"The file {_PATH} is missing or malformed: {error}.") from error


def kind_of_label(label: str) -> str | None:
    """Return the kind of item a label such as ``Video`` or ``Karta`` announces; None when it is no label."""
    word = " ".join(label.strip(" \t:.!*_[]()").lower().split())
    return next((kind for kind, data in review_words().kinds.items() if word in data.labels), None)


def kind_of_title(title: str) -> str | None:
    """Return the kind a title itself tells (``Latest battle map of …``); None for an ordinary article."""
    flat = " ".join(title.lower().split())
    for kind, data in review_words().kinds.items():
        if flat.startswith(data.starts):
            return kind
        if not (data.titles or data.endings):
            continue
        rest = flat
        for phrase in data.not_:
            rest = rest.replace(phrase, " ")
        words = _WORDS.findall(rest)
        if any(word in data.titles or (word.endswith(data.endings) and len(word) > 7) for word in words):
            return kind
    return None


def kind_of_host(host: str | None) -> str | None:
    """Return the kind of everything a host publishes (a video site); None for any other host."""
    if not host:
        return None
    return next((kind for kind, data in review_words().kinds.items() if host in data.hosts), None)


def is_credit(text: str) -> bool:
    """Say whether a line is a picture's credit or a page's furniture."""
    data, low = review_words().words, text.lower()
    if low.startswith("credit") or any(mark in low for mark in data.credits):
        return True
    return any(word.rstrip(").,").endswith(data.credit_endings) for word in low.split() if "://" not in word)


def is_date(text: str) -> bool:
    """Say whether words are only a date or time: numbers, days, months and little words."""
    if not any(c.isdigit() for c in text):
        return False
    words = [word.strip(".,:|()").lower() for word in text.split()]
    days = review_words().words.not_names
    return all(len(w) <= 2 or w in days or any(c.isdigit() for c in w) or w in _CLOCK for w in words)


def is_person(text: str) -> bool:
    """Say whether ``text`` looks like a person's name: two to four capitalised words, none an ordinary one."""
    data = review_words().words
    words = text.split()
    names = [word for word in words if word not in data.particles]
    if not 2 <= len(names) <= 4 or len(text) > 60 or words[0] != names[0] or words[-1] != names[-1]:
        return False
    return all(_name_word(word, data.not_names) for word in names)


def is_outlet_like(text: str) -> bool:
    """Say whether unknown words look like an outlet's name: capitalised, with a word such as Times or Zeitung."""
    data = review_words().words
    words = text.split()
    if not 1 <= len(words) <= 5 or len(text) > 60 or not text[:1].isupper():
        return False
    low = [word.lower().strip(".,'’") for word in words]
    if low[0] in data.not_outlets or not all(
        w[:1].isupper() or w.lower() in {"of", "the", "and", "och"} for w in words
    ):
        return False
    named = len(words) > 1 and (low[-1] in data.outlet_words or any(w in data.outlet_words for w in low[:2]))
    return named or (low[-1].endswith(data.outlet_endings) and len(low[-1]) > 8)


def _name_word(word: str, ordinary: frozenset[str]) -> bool:
    bare = word.replace(".", "").replace("’", "'")
    if not bare or not bare[0].isupper() or bare.lower() in ordinary:
        return False
    letters = bare.replace("-", "").replace("'", "")
    if not letters.isalpha():
        return False
    return any(c.islower() for c in letters) or len(letters) <= 2
