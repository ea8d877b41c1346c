"""What kind of page a page is: an article, or a stub behind a paywall, a consent form, a gallery or a video."""

import itertools
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec
from lxml import html

from firsthand.errors import LanguageDataError
from firsthand.ingest.jsonld import types_of
from firsthand.ingest.words import kind_of_host
from firsthand.model import Form
from firsthand.outlets.hosts import host_of

_PATH = Path(__file__).with_name("pageform.toml")
_STUB = 1_800
"""Characters of a text up to which it can be what a paywall lets through."""

_ASKED = 3
"""Phrases about consent from which a page with little else asks for it."""

_ASKING = 2_500
_CAPTIONED = 600
_PICTURES = 5
_CAPTION = 10
_APART = frozenset(("a", "aside", "nav", "footer"))
_SHOWN = 40_000
"""Characters of a page's visible text that are looked at."""


class _Signs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What tells one form, in lower case."""

    phrases: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class Signals(NamedTuple):
    """What is looked at, taken from a page before anything is taken out of it."""

    nodes: list[dict[str, Any]]
    types: frozenset[str]
    url: str
    title: str
    shown: str
    marks: str
    metas: dict[str, str]
    pictures: int


def signals(
    tree: html.HtmlElement, found: list[dict[str, Any]], metas: dict[str, str], *, url: str | None, title: str | None
) -> Signals:
    """Gather a page's signs of its form."""
    types = frozenset().union(*map(types_of, found)) if found else frozenset()
    marks = " ".join(f"{e.get('class') or ''} {e.get('id') or ''}" for e in _elements(tree)).lower()
    return Signals(
        found, types, (url or "").lower(), (title or "").lower(), _shown(tree), marks, metas, _pictures(tree)
    )


def form_of(given: Signals, text: str) -> Form:
    """Tell the form of a page, by what it says of itself first, else by its address and its words.

    A paywall counts only where little text is left: an article that a subscriber saved is an article.
    """
    if _is_consent(given, text):
        return "consent"
    if is_live(given):
        return "live_blog"
    if _is_locked(given) and len(text) < _STUB:
        return "paywall"
    if _is_video(given, text):
        return "video"
    return "gallery" if _is_gallery(given, text) else "article"


def is_live(given: Signals) -> bool:
    """Say whether a page calls itself a live blog."""
    signs = _signs()["live"]
    if "LiveBlogPosting" in given.types:
        return True
    named = any(path in _path(given.url) for path in signs.paths) or any(t in given.title for t in signs.titles)
    return named or any(mark in given.marks for mark in signs.classes)


def _is_consent(given: Signals, text: str) -> bool:
    signs = _signs()["consent"]
    host = host_of(given.url) or ""
    if host.startswith(signs.hosts) or any(path in _path(given.url) for path in signs.paths):
        return True
    asked = sum(phrase in given.shown for phrase in signs.phrases)
    words = sum(phrase in text.lower() for phrase in signs.phrases)
    return len(given.shown) < _ASKING and asked >= _ASKED and (words >= _ASKED - 1 or len(text) < 40)


def _is_locked(given: Signals) -> bool:
    signs = _signs()["paywall"]
    free = [node.get("isAccessibleForFree") for node in given.nodes]
    if any(value is False or str(value).lower() == "false" for value in free):
        return True
    if given.metas.get("article:content_tier", "").lower() in signs.tiers:
        return True
    if any(phrase in given.shown for phrase in signs.phrases):
        return True
    hinted = any(phrase in given.shown for phrase in signs.weak)
    return hinted and any(mark in given.marks for mark in signs.classes)


def _is_video(given: Signals, text: str) -> bool:
    articles = any(t.endswith(("Article", "Posting")) for t in given.types)
    said = ("VideoObject" in given.types and not articles) or given.metas.get("og:type", "").startswith("video")
    host = kind_of_host(host_of(given.url)) == "video"
    named = any(path in _path(given.url) for path in _signs()["video"].paths) and "VideoObject" in given.types
    return (said or host or named) and len(text) < _STUB


def _is_gallery(given: Signals, text: str) -> bool:
    signs = _signs()["gallery"]
    said = bool(given.types & {"ImageGallery", "MediaGallery"})
    named = any(path in _path(given.url) for path in signs.paths) or any(t in given.title for t in signs.titles)
    if said:
        return len(text) < _STUB
    return given.pictures >= _PICTURES and len(text) < (_STUB if named else _CAPTIONED)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path + "/"
    except ValueError:
        return "/"


def _elements(tree: html.HtmlElement) -> list[html.HtmlElement]:
    found = tree.iter("div", "section", "article", "main", "body", "ul", "ol", "li", "aside", "p")
    return list(itertools.islice(found, 5_000))


def _shown(tree: html.HtmlElement) -> str:
    body = tree.find("body")
    parts, size = [], 0
    for element in (body if body is not None else tree).iter():
        if element.tag in {"script", "style", "noscript", "template"}:
            words = element.tail or ""
        else:
            words = f"{element.text or ''} {element.tail or ''}"
        parts.append(words)
        size += len(words)
        if size > _SHOWN:
            break
    return " ".join(" ".join(parts)[:_SHOWN].lower().split())


def _pictures(tree: html.HtmlElement) -> int:
    """Count the pictures with captions that do not belong to what stands around the article, such as teasers."""
    captions = (caption for caption in tree.iter("figcaption") if len(caption.text_content().strip()) >= _CAPTION)
    return sum(1 for caption in captions if not any(above.tag in _APART for above in caption.iterancestors()))


@lru_cache(maxsize=1)
def _signs() -> dict[str, _Signs]:
    try:
        return msgspec.toml.decode(_PATH.read_bytes(), type=dict[str, _Signs])
    except (OSError, ValueError) as error:
        raise LanguageDataError(f"The file {_PATH} is missing or malformed: {error}.") from error
