"""What a page's head says about it: title, author, outlet, date, address and language."""

import itertools
import re
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lxml import html

from firsthand.ingest.bylines import short_text, visible_date
from firsthand.ingest.isodate import iso_date
from firsthand.ingest.jsonld import nodes
from firsthand.ingest.text import one_line
from firsthand.ingest.words import is_person, review_words
from firsthand.outlets import registry
from firsthand.outlets.hosts import host_of

_ARTICLE = re.compile(r"Article|Posting|Report|WebPage")
_URL_DAY = re.compile(r"/((?:19|20)\d{2})[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:[/_-]|\Z)")
_META_DATES = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date.published",
    "publishdate",
    "publish_date",
    "pubdate",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "sailthru.date",
    "date",
)
_NAMES = ("author", "article:author", "dc.creator", "byl", "parsely-author")


class PageMeta(NamedTuple):
    """What the page says of itself. ``published`` is ISO 8601; ``published_how`` names the signal used."""

    url: str | None
    title: str | None
    author: str | None
    outlet: str | None
    published: str | None
    published_how: str | None
    lang: str | None


def page_meta(
    tree: html.HtmlElement, *, url: str | None = None, found: Sequence[dict[str, Any]] | None = None
) -> PageMeta:
    """Read a parsed page's metadata. ``url`` is where the page was got from, if known; ``found`` its JSON-LD.

    The date comes from the first of: JSON-LD ``datePublished``, a ``meta`` element, an ``itemprop``, a ``time``
    element in the article, a day in the address, a visible line. A date that could be read in two ways is left out.
    """
    data = [node for node in (nodes(tree) if found is None else found) if _ARTICLE.search(str(node.get("@type", "")))]
    metas = metas_of(tree)
    address = url or _address(tree, metas)
    published, how = _published(tree, data, metas, address)
    outlet = _outlet(data, metas, address)
    return PageMeta(
        url=address,
        title=_without_site(_title(tree, data, metas), outlet),
        author=_author(tree, data, metas),
        outlet=outlet,
        published=published,
        published_how=how,
        lang=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or metas.get("og:locale"),
    )


def metas_of(tree: html.HtmlElement) -> dict[str, str]:
    """The page's ``meta`` elements, by lower-case name; the first of each name counts."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _address(tree: html.HtmlElement, metas: dict[str, str]) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and host_of(link.get("href") or ""):
            return one_line(link.get("href"), limit=2_000)
    given = metas.get("og:url", "")
    return one_line(given, limit=2_000) if host_of(given) else None


def _published(
    tree: html.HtmlElement, data: list[dict[str, Any]], metas: dict[str, str], url: str | None
) -> tuple[str | None, str | None]:
    for node in data:
        value = iso_date(_text(node.get("datePublished")))
        if value:
            return value, "JSON-LD datePublished"
    for name in _META_DATES:
        value = iso_date(metas.get(name))
        if value:
            return value, f"meta {name}"
    for element in tree.iter():
        if element.get("itemprop") == "datePublished":
            value = iso_date(element.get("datetime") or element.get("content") or element.text)
            if value:
                return value, "itemprop datePublished"
    value = _time_element(tree)
    if value:
        return value, "time element"
    match = _URL_DAY.search(urlsplit(url).path) if url else None
    value = iso_date("-".join(match.groups())) if match else None
    if value:
        return value, "address of the page"
    value = visible_date(tree)
    return (value, "visible line of the page") if value else (None, None)


def _time_element(tree: html.HtmlElement) -> str | None:
    """The first ``time`` element of the article, one marked as the day of publication before the others."""
    times = [
        t
        for t in itertools.islice(tree.iter("time"), 50)
        if not any(a.tag in {"aside", "nav", "footer"} for a in t.iterancestors())
    ]
    marked = [t for t in times if "pubdate" in t.attrib or "publish" in (t.get("class") or "").lower()]
    updated = [
        t for t in times if "updat" in (t.get("class") or "").lower() or "modif" in (t.get("class") or "").lower()
    ]
    for element in (*marked, *(t for t in times if t not in updated)):
        value = iso_date(element.get("datetime") or element.text)
        if value:
            return value
    return None


def _title(tree: html.HtmlElement, data: list[dict[str, Any]], metas: dict[str, str]) -> str | None:
    heads = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    given = [_text(node.get("headline")) for node in data] + [metas.get("og:title"), *(h for h in heads if h)]
    element = tree.find(".//title")
    given.append(element.text if element is not None else None)
    return next((line for line in map(one_line, given) if line), None)


def _without_site(title: str | None, outlet: str | None) -> str | None:
    """Take the site's own name off the end of a title ("… | Velmora Gazette")."""
    if not title or not outlet or not title.lower().endswith(outlet.lower()):
        return title
    return title[: -len(outlet)].rstrip(" \t-–—|:·•»") or title


def _author(tree: html.HtmlElement, data: list[dict[str, Any]], metas: dict[str, str]) -> str | None:
    for node in data:
        people = node.get("author")
        names = [_name(p) for p in (people if isinstance(people, list) else [people])]
        line = _without_by(one_line(", ".join(name for name in names if name)))
        if line:
            return line
    for name in _NAMES:
        line = _without_by(one_line(metas.get(name)))
        if line and not host_of(line):
            return line
    return _byline(tree)


def _byline(tree: html.HtmlElement) -> str | None:
    for element in tree.iter("a", "span", "p", "div", "address"):
        marks = f"{element.get('rel')} {element.get('itemprop')} {element.get('class')}".lower()
        if "author" not in marks and "byline" not in marks:
            continue
        name = (_without_by(short_text(element, limit=200)) or "").partition(",")[0]
        if is_person(name):
            return name
    return None


def _without_by(line: str | None) -> str | None:
    """Take the "By" off the beginning of a byline."""
    words = (line or "").split()
    while words and words[0].lower().rstrip(":") in review_words().words.by:
        words = words[1:]
    return " ".join(words) or None


def _outlet(data: list[dict[str, Any]], metas: dict[str, str], url: str | None) -> str | None:
    given = [_name(node.get("publisher")) for node in data] + [metas.get("og:site_name"), metas.get("application-name")]
    named = next((line for line in map(one_line, given) if line), None)
    if named:
        return named
    known = registry().by_domain(host_of(url) or "") if url else None
    return known.name if known else None


def _name(value: Any) -> str | None:  # noqa: ANN401  JSON as it stands in a page
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return _text(value)


def _text(value: Any) -> str | None:  # noqa: ANN401  JSON as it stands in a page
    return value if isinstance(value, str) and value.strip() else None
