"""A page as lines of text: one block an element that stands on lines of its own, with its links."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lxml import etree, html

from firsthand.ingest.text import clean
from firsthand.model import Hyperlink, Span
from firsthand.outlets.hosts import host_of

_UNSEEN = frozenset(("script", "style", "noscript", "template", "head", "dialog", "menu", "nav", "aside", "footer"))
_PICTURES = frozenset(("svg", "math", "canvas", "iframe", "object", "embed", "audio", "video", "figure", "figcaption"))
_SKIP = _UNSEEN | _PICTURES | {"form", "button", "select", "textarea", "input"}
_TABLES = frozenset(("table", "thead", "tbody", "tfoot", "tr", "caption", "ul", "ol", "li", "dl", "dt", "dd"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "header", "summary", "details"))
_FLOW = frozenset(("html", "body", "main", "article", "section", "div", "p", "blockquote", "pre", "hr", "address"))
_BLOCK = _TABLES | _HEADINGS | _FLOW | {"center", "fieldset"}
_LAYOUT = re.compile(r"[\W_]+")
_LISTED = frozenset(("li", "tr", "dt", "dd"))


class Block(NamedTuple):
    """The text of one block; links as offsets into it; the element it stood in."""

    text: str
    links: tuple[Hyperlink, ...]
    element: html.HtmlElement
    listed: bool

    @property
    def key(self) -> str:
        """The words only, to compare with another tool's text."""
        return words_key(self.text)


class _Builder:
    """Collects one block's text with white space collapsed, and where each link in it lies."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._length = 0
        self._space = False
        self._open: list[tuple[str | None, int | None]] = []
        self._links: list[Hyperlink] = []
        self._element: html.HtmlElement | None = None
        self._listed = False

    def add(self, text: str | None, element: html.HtmlElement) -> None:
        if not text:
            return
        words = " ".join(text.split())
        if not words:
            self._space = True
            return
        if (self._space or text[0].isspace()) and self._length and self._parts[-1] != "\n":
            self._put(" ")
        if self._element is None:
            self._element = element
        self._open = [(url, self._length if start is None else start) for url, start in self._open]
        self._put(words)
        self._space = text[-1].isspace()

    def line_break(self) -> None:
        if self._length and self._parts[-1] != "\n":
            self._put("\n")
        self._space = False

    def open_link(self, url: str | None) -> None:
        self._open.append((url, None))

    def close_link(self) -> None:
        if self._open:
            self._end_link(*self._open.pop())

    def flush(self, *, listed: bool = False) -> None:
        for url, start in self._open:
            self._end_link(url, start)
        self._open = [(url, None) for url, _ in self._open]
        text = clean("".join(self._parts)).rstrip()
        if text and self._element is not None:
            links = tuple(link for link in self._links if link.span.end <= len(text))
            self.blocks.append(Block(text, links, self._element, self._listed))
            self._listed = False
        self._parts, self._length, self._links = [], 0, []
        self._space, self._element = False, None
        self._listed = self._listed or listed

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _end_link(self, url: str | None, start: int | None) -> None:
        if url and start is not None and start < self._length:
            self._links.append(Hyperlink(span=Span(start, self._length), url=url))


def walk(root: html.HtmlElement) -> list[Block]:
    """Return the blocks of ``root`` in reading order, without scripts, navigation, captions and hidden parts."""
    builder = _Builder()
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "end":
            if not _skipped(element, tag, root):
                _leave(builder, tag)
            if element is not root:
                builder.add(element.tail, element.getparent())
        elif _skipped(element, tag, root):
            walker.skip_subtree()
        else:
            _enter(builder, element, tag)
    builder.flush()
    return builder.blocks


def join(blocks: Sequence[Block]) -> tuple[str, tuple[Hyperlink, ...]]:
    """Return blocks as one text, with a blank line between (list entries: none), and the links in it."""
    parts: list[str] = []
    links: list[Hyperlink] = []
    at = 0
    for i, block in enumerate(blocks):
        gap = "" if not i else "\n" if block.listed and blocks[i - 1].listed else "\n\n"
        at += len(gap)
        parts += [gap, block.text]
        links += [Hyperlink(span=link.span.shift(at), url=link.url) for link in block.links]
        at += len(block.text)
    return "".join(parts), tuple(links)


def words_key(text: str) -> str:
    """Return the letters and digits of ``text`` in lower case, so that layout does not count."""
    return _LAYOUT.sub("", text.lower())


def common_ancestor(elements: Iterable[html.HtmlElement]) -> html.HtmlElement | None:
    """Return the innermost element that holds all of ``elements``; None for none."""
    shared: list[html.HtmlElement] | None = None
    for element in elements:
        path = [element, *element.iterancestors()][::-1]
        if shared is None:
            shared = path
            continue
        same = 0
        while same < min(len(shared), len(path)) and shared[same] is path[same]:
            same += 1
        shared = shared[:same]
    return shared[-1] if shared else None


def _skipped(element: html.HtmlElement, tag: str, root: html.HtmlElement) -> bool:
    if not tag:
        return True
    if element is root:
        return False
    if tag in _SKIP and not (tag == "figure" and element.find(".//p") is not None):
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "hidden" in element.attrib or element.get("aria-hidden") == "true" or "display:none" in style


def _enter(builder: _Builder, element: html.HtmlElement, tag: str) -> None:
    if tag == "br":
        builder.line_break()
    elif tag == "a":
        href = (element.get("href") or "").strip()
        builder.open_link(href if host_of(href) else None)
    elif tag in {"td", "th"}:
        builder.add(" ", element)
    elif tag in _BLOCK:
        builder.flush(listed=tag in _LISTED)
    builder.add(element.text, element)


def _leave(builder: _Builder, tag: str) -> None:
    if tag == "a":
        builder.close_link()
    elif tag in {"td", "th"}:
        builder.add(" ", None)
    elif tag in _BLOCK:
        builder.flush()
