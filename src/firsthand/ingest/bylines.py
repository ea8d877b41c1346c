"""The day of publication from a page's visible line ("Publicerad 3 maj 2021 kl. 10.15")."""

import itertools
import re
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec
from lxml import html

from firsthand.errors import LanguageDataError

_PATH = Path(__file__).with_name("bylines.toml")
_MAX = 120
_NODES = 12
_APART = frozenset(("aside", "nav", "footer"))
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|[:.])?\s{1,3}(?:of\s)?([^\W\d_]{3,10})[.,]?\s{1,3}(\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,10})[.]?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DOTTED = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")


class _Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``bylines.toml`` says."""

    months: tuple[str, ...]
    labels: tuple[str, ...]
    marks: tuple[str, ...]
    changed: tuple[str, ...]


def visible_date(tree: html.HtmlElement) -> str | None:
    """Return the ISO date of the first line on the page that shows when it was published; None without one."""
    words = _words()
    for element in tree.iter("p", "span", "div", "time", "li", "small", "em", "header"):
        line = short_text(element, limit=_MAX)
        low = line.lower()
        if not line or low.startswith(words.changed):
            continue
        marked = any(mark in f"{element.get('class')} {element.get('id')}".lower() for mark in words.marks)
        found = written_date(line) if marked or low.startswith(words.labels) else None
        if found and not any(above.tag in _APART for above in element.iterancestors()):
            return found
    return None


def short_text(element: html.HtmlElement, *, limit: int) -> str:
    """Return an element's text on one line; "" when it holds many elements or more than ``limit`` characters."""
    nodes = list(itertools.islice(element.iter(), _NODES))
    size = sum(len(node.text or "") + len(node.tail or "") for node in nodes)
    if len(nodes) == _NODES or size > 4 * limit + len(element.tail or ""):
        return ""
    line = " ".join("".join(element.itertext()).split())
    return line if len(line) <= limit else ""


def written_date(line: str) -> str | None:
    """Return the first date written out in a line, as ISO; None when there is none or its order is open."""
    found = [(m.start(), parts) for m in _ISO.finditer(line) if (parts := _valid(m[1], m[2], m[3]))]
    found += [(m.start(), parts) for m in _DOTTED.finditer(line) if (parts := _valid(m[3], m[2], m[1]))]
    found += [(m.start(), parts) for m in _DAY_FIRST.finditer(line) if (parts := _valid(m[3], _month(m[2]), m[1]))]
    found += [(m.start(), parts) for m in _MONTH_FIRST.finditer(line) if (parts := _valid(m[3], _month(m[1]), m[2]))]
    return min(found)[1] if found else None


def _month(name: str) -> str | None:
    return next((str(i) for i, names in enumerate(_words().months, 1) if name.lower() in names.split()), None)


def _valid(year: str, month: str | None, day: str) -> str | None:
    try:
        return date(int(year), int(month or 0), int(day)).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _words() -> _Words:
    try:
        return msgspec.toml.decode(_PATH.read_bytes(), type=_Words)
    except (OSError, ValueError) as error:
        raise LanguageDataError(f"The file {_PATH} is missing or malformed: {error}.") from error
