"""The entries of a live blog, each with its time."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from lxml import html

from firsthand.ingest.blocks import Block, join
from firsthand.ingest.isodate import iso_date
from firsthand.ingest.jsonld import types_of
from firsthand.ingest.markup import fragment_blocks, plain_words
from firsthand.ingest.text import clean
from firsthand.model import Entry, Hyperlink, Span

_FEWEST = 3
"""Entries from which a list of dated pieces is a live blog, where nothing else lists them."""

_MIN_ENTRY = 30
_APART = frozenset(("aside", "nav", "footer"))
_MAX_TIMES = 5_000


class Live(NamedTuple):
    """A live blog's text: what stands before the entries, then the entries in the page's order."""

    text: str
    links: tuple[Hyperlink, ...]
    entries: tuple[Entry, ...]


def live_blog(
    tree: html.HtmlElement, blocks: Sequence[Block], kept: Sequence[Block], found: list[dict[str, Any]]
) -> Live | None:
    """Read the entries from the page, or from its JSON-LD where that has more of them; None where neither has any.

    ``blocks`` are all of the page, ``kept`` those that the main-text finder took for the article.
    """
    shown = _shown(tree)
    listed = _listed(found)
    if len(shown) >= max(_FEWEST, len(listed)):
        return _from_page(shown, blocks, kept)
    return _from_list(listed, kept if not shown else ()) if listed else None


def _shown(tree: html.HtmlElement) -> list[tuple[html.HtmlElement, str]]:
    """The children, with a time each, of the element that has most of them."""
    children: dict[html.HtmlElement, dict[html.HtmlElement, str]] = {}
    for number, time in enumerate(tree.iter("time")):
        when = iso_date(time.get("datetime"))
        if when is None or "T" not in when or number > _MAX_TIMES:
            continue
        if any(above.tag in _APART for above in time.iterancestors()):
            continue
        below = time
        for above in time.iterancestors():
            if above.tag in {"body", "html"} and below.tag in {"body", "html"}:
                break
            children.setdefault(above, {}).setdefault(below, when)
            below = above
    best: list[tuple[html.HtmlElement, str]] = []
    for dated in children.values():
        entries = [(child, when) for child, when in dated.items() if len(child.text_content()) >= _MIN_ENTRY]
        if len(entries) > len(best):
            best = entries
    return best


def _from_page(
    shown: list[tuple[html.HtmlElement, str]], blocks: Sequence[Block], kept: Sequence[Block]
) -> Live | None:
    times = {id(child): when for child, when in shown}
    owners = [_owner(block.element, times) for block in blocks]
    first = next((i for i, owner in enumerate(owners) if owner is not None), None)
    if first is None:
        return None
    chosen = {id(block) for block in kept}
    lead = [block for block in blocks[:first] if id(block) in chosen]
    groups: dict[int, list[Block]] = {}
    for block, owner in zip(blocks, owners, strict=True):
        if owner is not None:
            groups.setdefault(owner, []).append(block)
    return _joined(lead, [(times[owner], group) for owner, group in groups.items()])


def _owner(element: html.HtmlElement, times: dict[int, str]) -> int | None:
    return next((id(e) for e in (element, *element.iterancestors()) if id(e) in times), None)


def _listed(found: list[dict[str, Any]]) -> list[tuple[str, list[Block]]]:
    """The updates of a LiveBlogPosting, those with words in them."""
    entries = []
    for node in found:
        updates = node.get("liveBlogUpdate") if "LiveBlogPosting" in types_of(node) else None
        for update in updates if isinstance(updates, list) else []:
            if not isinstance(update, dict):
                continue
            when = next((day for key in ("datePublished", "dateModified") if (day := _date(update.get(key)))), None)
            head, body = plain_words(update.get("headline")), update.get("articleBody")
            words = clean(body) if isinstance(body, str) else ""
            blocks = fragment_blocks(f"<div><p>{_escaped(head or '')}</p><p>{words}</p></div>")
            if blocks and when:
                entries.append((when, blocks))
    return entries


def _from_list(listed: list[tuple[str, list[Block]]], kept: Sequence[Block]) -> Live:
    keys = {block.key for _, blocks in listed for block in blocks}
    return _joined([block for block in kept if block.key not in keys], listed)


def _joined(lead: list[Block], entries: list[tuple[str, list[Block]]]) -> Live:
    text, links = join([*lead, *(block for _, group in entries for block in group)])
    at = 0
    for block in lead:
        at = text.index(block.text, at) + len(block.text)
    found = []
    for when, group in entries:
        start = text.index(group[0].text, at)  # nothing but line ends lies between two blocks
        for block in group:
            at = text.index(block.text, at) + len(block.text)
        found.append(Entry(span=Span(start, at), published=when))
    return Live(text, links, tuple(found))


def _date(value: object) -> str | None:
    return iso_date(value) if isinstance(value, str) else None


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
