"""Bodies known by several names: what ``bodies.toml`` says of them, checked on load."""

from functools import cache
from pathlib import Path

import msgspec

from firsthand.errors import LanguageDataError
from firsthand.languages.files import read_words
from firsthand.resolve.parties_keys import fold, without_article

FILE = Path(__file__).parent / "bodies.toml"
_SHORT = 4


class Bodies(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names of well-known bodies and seats of government, each with its other names, and words for kinds of body."""

    bodies: dict[str, tuple[str, ...]]
    words: dict[str, str]
    seats: dict[str, tuple[str, ...]]
    common: tuple[str, ...]


@cache
def _loaded() -> Bodies:
    return read_words(FILE, Bodies)


@cache
def kinds_of_body() -> dict[str, str]:
    """Return words for a kind of body, folded, and what each is called in English."""
    return dict(_loaded().words)


def common_words() -> tuple[str, ...]:
    """Return words that many bodies have in their names, and that tell none from another."""
    return _loaded().common


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Every name, folded: as it is printed, and the body's own name. Raises LanguageDataError for one of two bodies."""
    known: dict[str, tuple[str, str]] = {}
    for own, others in (*_loaded().bodies.items(), *_loaded().seats.items()):
        for name in (own, *others):
            other = known.setdefault(fold(without_article(name)), (name, own))
            if other[1] != own:
                raise LanguageDataError(f"In {FILE.name}, {name!r} is a name of both {other[1]} and {own}.")
    return known


def known_body(name: str) -> str | None:
    """Return the own name of the body that has this name; a name of up to four letters needs its capitals."""
    bare = without_article(name)
    printed, own = _names().get(fold(bare), ("", None))
    if own is None or not any(c.isupper() for c in bare):
        return None
    return own if len(printed) > _SHORT or bare == printed or bare.isupper() else None
