"""A web page: its main text, line by line, with its links and what it says about itself."""

import copy
import logging
import re
from collections.abc import Sequence
from typing import NamedTuple

import trafilatura
from lxml import etree, html
from resiliparse.extract.html2text import extract_plain_text

from firsthand.errors import DecodeError, LimitError
from firsthand.ingest.blocks import Block, common_ancestor, join, walk, words_key
from firsthand.ingest.jsonld import checked_claims, nodes
from firsthand.ingest.liveblog import live_blog
from firsthand.ingest.pageform import Signals, form_of, is_live, signals
from firsthand.ingest.pagemeta import PageMeta, metas_of, page_meta
from firsthand.ingest.review import layout
from firsthand.ingest.text import clean
from firsthand.model import CheckedClaim, Document, Entry, Form, Hyperlink
from firsthand.settings import Settings

_PARSER_DEPTH = 2_000
"""Nested elements from which the parser drops what lies deeper; such a page is read by the fallback alone."""

_WRAPPED = 100
"""Nested elements from which bare wrappers are taken out first: main-text finders see nothing below them."""

_COVERED = 0.6
"""Share of the found main text that the page's own blocks must explain to be used instead of it."""

_TOGETHER = 0.9
"""Share of a main text run together that the page's own blocks must explain to be used instead of it."""

_MIN_TEXT = 40
"""Characters below which a page has no article."""

_FALLBACK_DEPTH = 3
"""How many times ``settings.max_depth`` the fallback may go."""

_NOTHING: dict[Form, str] = {
    "article": "No article was found in the page; save its text as a .txt file and give that.",
    "live_blog": "No entry was found in the live blog; save its text as a .txt file and give that.",
    "paywall": "The page is closed to who has not paid; open it as a subscriber and save it then.",
    "gallery": "The page is a gallery without captions; there is nothing to read in it.",
    "video": "The page is a video without words; save what is said in it as a .txt file and give that.",
    "consent": "The page asks for consent instead of showing an article; agree in a browser and save it then.",
}

_TAG = re.compile(r"<(/?)(?!br\b|hr\b|img\b|p\b|li\b|meta\b|link\b|input\b|t[dhr]\b|d[td]\b)[a-z]", re.IGNORECASE)
_HEADS = frozenset(("h1", "h2", "h3", "h4"))

logging.getLogger("trafilatura").addHandler(logging.NullHandler())


class PageText(NamedTuple):
    """A page's main text, the links in it (offsets into the text), and its metadata."""

    text: str
    links: tuple[Hyperlink, ...]
    meta: PageMeta
    form: Form = "article"
    entries: tuple[Entry, ...] = ()
    claims: tuple[CheckedClaim, ...] = ()


def read_page(source: str, *, settings: Settings, url: str | None = None, plain: bool = False) -> PageText:
    """Find the article in a page's source.

    The main-text finder says which blocks of the page are the article; the text itself is taken from the page,
    so that repeated paragraphs, headings and links stay. Where those blocks, with the headings and link lines
    among them, are a hand-made press review, all of them are kept. ``plain`` leaves all that to the fallback, for a
    page on which it took too long or too much.

    Raises:
        DecodeError: The page holds no article.
        LimitError: The page's text is longer than ``settings.max_chars``.

    """
    source = clean(source)
    tree = None if plain else _parse(source)
    if tree is None or _depth(tree) >= min(settings.max_depth, _PARSER_DEPTH):
        meta = PageMeta(url, *(None,) * 6) if tree is None else page_meta(tree, url=url)
        return _checked(PageText(_fallback(source, settings), (), meta), settings)
    found = list(nodes(tree))
    meta = page_meta(tree, url=url, found=found)
    signs = signals(tree, found, metas_of(tree), url=meta.url, title=meta.title)
    _strip(tree, longest=settings.max_chars)
    if len(tree.text_content()) > 4 * settings.max_chars:
        raise LimitError(f"The page's text is longer than {settings.max_chars} characters; split it into parts.")
    blocks = walk(tree)
    page = _live(tree, blocks, signs, meta) or _article(tree, blocks, signs, meta, source, settings)
    return _checked(page._replace(claims=checked_claims(found)), settings)


def _checked(page: PageText, settings: Settings) -> PageText:
    """Return a page that is within the limits and has an article."""
    if page.form == "consent":
        raise DecodeError(_NOTHING[page.form])
    if len(page.text) > settings.max_chars:
        raise LimitError(f"The article is longer than {settings.max_chars} characters; split it into parts.")
    if len(page.text) < _MIN_TEXT:
        raise DecodeError(_NOTHING[page.form])
    return page


def _live(tree: html.HtmlElement, blocks: Sequence[Block], signs: Signals, meta: PageMeta) -> PageText | None:
    """The entries of a live blog; None for another page."""
    if not is_live(signs):
        return None
    lines = {words_key(line) for line in _finder(tree).split("\n")} - {""}
    kept = [block for block in blocks if _known(block, lines)]
    live = live_blog(tree, blocks, kept, signs.nodes)
    if live is None or len(live.text) < _MIN_TEXT:
        return None
    if "LiveBlogPosting" not in signs.types:
        # An article may stand beside a list of dated pieces: then these are not what the page is about.
        entries = "\n".join(entry.span.of(live.text) for entry in live.entries)
        outside = sum(len(block.text) for block in kept if block.text not in entries)
        if outside > len(entries):
            return None
    return PageText(live.text, live.links, meta, "live_blog", live.entries)


def _article(  # noqa: PLR0917  a step of read_page
    tree: html.HtmlElement, blocks: Sequence[Block], signs: Signals, meta: PageMeta, source: str, settings: Settings
) -> PageText:
    text, links = _main_text(tree, blocks, url=meta.url)
    form = form_of(signs, text)
    if form == "live_blog":  # it calls itself one, and has no entry with a time
        form = "article"
    if len(text) < _MIN_TEXT and form == "article":
        text, links = _fallback(source, settings), ()
        form = form_of(signs, text) if len(text) < _MIN_TEXT else form
    if form in {"gallery", "video"}:
        text, links = _captioned(tree, text, links, signs)
    return PageText(text, links, meta, form)


def _captioned(
    tree: html.HtmlElement, text: str, links: tuple[Hyperlink, ...], signs: Signals
) -> tuple[str, tuple[Hyperlink, ...]]:
    """Add the captions of a gallery, or the description of a video, which stand outside the article's text."""
    captions = [" ".join(caption.text_content().split()) for caption in tree.iter("figcaption")]
    described = [str(node.get("description") or "") for node in signs.nodes if node.get("description")]
    described += [signs.metas.get("og:description", "")]
    more = [" ".join(clean(words).split()) for words in captions or described[:1]]
    new = [words for words in dict.fromkeys(more) if words and words not in text]
    return "\n\n".join([text, *new] if text else new), links


def _parse(source: str) -> html.HtmlElement | None:
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return html.document_fromstring(source.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _depth(tree: html.HtmlElement) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _strip(tree: html.HtmlElement, *, longest: int) -> None:
    """Take out what is never text, pieces longer than a text may be, and bare wrappers nested very deep."""
    etree.strip_elements(tree, "script", "style", "noscript", "template", "svg", "iframe", with_tail=False)
    for element in tree.iter():
        if element.text is not None and len(element.text) > longest:
            element.text = None
        if element.tail is not None and len(element.tail) > longest:
            element.tail = None
    if _depth(tree) < _WRAPPED:
        return
    for element in list(tree.iter("div", "span", "section", "font", "center")):
        parent = element.getparent()
        bare = len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip()
        if bare and parent is not None:
            child = element[0]
            child.tail = element.tail
            parent.replace(element, child)


def _main_text(
    tree: html.HtmlElement, blocks: Sequence[Block], *, url: str | None
) -> tuple[str, tuple[Hyperlink, ...]]:
    found = _finder(tree)
    lines = {words_key(line) for line in found.split("\n")} - {""}
    kept = [block for block in blocks if _known(block, lines)]
    review = _review_blocks(tree, blocks, kept, url=url)
    if review is not None:
        return join(review)
    explained = sum(len(key) for key in {words_key(line) for block in kept for line in block.text.split("\n")})
    if explained >= _COVERED * sum(map(len, lines)) and kept:
        return join(_with_head(blocks, kept))
    together = _run_together(found, blocks)
    return join(together) if together else _located(clean(found).strip(), blocks)


def _run_together(found: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a text whose lines the finder has run together, without the byline; else none.

    It does so with short articles: title and byline would then be the beginning of the first sentence.
    """
    whole, at = words_key(found), 0
    kept: list[Block] = []
    for block in blocks:
        place = whole.find(block.key, at) if block.key else -1
        if place >= 0:
            kept.append(block)
            at = place + len(block.key)
    if sum(len(block.key) for block in kept) < _TOGETHER * len(whole):
        return []
    return [block for block in kept if not _signs(block)]


def _signs(block: Block) -> bool:
    """Whether a block is marked as saying who wrote the page."""
    marks = (f"{e.get('rel')} {e.get('itemprop')} {e.get('class')}" for e in (block.element, block.element.getparent()))
    return any("author" in mark.lower() or "byline" in mark.lower() for mark in marks)


def _finder(tree: html.HtmlElement) -> str:
    """The main text by trafilatura, or "" when it finds none or fails on the page."""
    try:
        found = trafilatura.bare_extraction(copy.deepcopy(tree), include_comments=False, with_metadata=False)
    except Exception:
        return ""
    return (getattr(found, "text", None) or "") if found is not None else ""


def _known(block: Block, lines: set[str]) -> bool:
    keys = [words_key(line) for line in block.text.split("\n")]
    return any(keys) and (block.key in lines or sum(len(k) for k in keys if k in lines) > 0.5 * sum(map(len, keys)))


def _with_head(blocks: Sequence[Block], kept: Sequence[Block]) -> list[Block]:
    """The blocks kept, and subheadings that stand between two of them."""
    places = [i for i, block in enumerate(blocks) if any(block is k for k in kept[:1])]
    chosen = {id(block) for block in kept}
    first = places[0]
    last = max(i for i, block in enumerate(blocks) if id(block) in chosen)
    return [
        block
        for i, block in enumerate(blocks)
        if id(block) in chosen or (first < i < last and _heads(block) and not block.links)
    ]


def _heads(block: Block) -> bool:
    return any(e.tag in _HEADS for e in (block.element, *block.element.iterancestors()))


def _review_blocks(
    tree: html.HtmlElement, blocks: Sequence[Block], kept: Sequence[Block], *, url: str | None
) -> list[Block] | None:
    """All blocks of the main element, where they make a press review; None for an ordinary article.

    A main-text finder takes heading lines made of links for navigation, and those are a press review's headings.
    """
    mains = [e for e in tree.iter("article", "main") if e.tag == "article" or e.find(".//article") is None]
    roots = [common_ancestor(block.element for block in kept)] if kept else []
    roots += mains if len(mains) == 1 else []
    roots += [tree.find("body")] if not mains else []
    seen: set[str] = set()
    for root in roots:
        if root is None:
            continue
        inside = _grown(root, blocks, kept)
        text, links = join(inside)
        if text in seen:
            continue
        seen.add(text)
        items = layout(Document(id="", name="", text=text, lang="other", links=links, url=url)).items
        if len(items) > 1:
            return inside
    return None


def _grown(root: html.HtmlElement, blocks: Sequence[Block], kept: Sequence[Block]) -> list[Block]:
    inside = [b for b in blocks if b.element is root or any(a is root for a in b.element.iterancestors())]
    chosen = {id(block) for block in kept}
    places = [i for i, block in enumerate(inside) if id(block) in chosen]
    if root.tag not in {"body", "html"} or not places:
        return inside
    start, end = places[0], places[-1] + 1
    while start > 0 and (inside[start - 1].links or _heads(inside[start - 1])):
        start -= 1
    while end < len(inside) and _heads(inside[end]) and inside[end].links:
        end += 1
    return inside[start:end]


def _located(text: str, blocks: Sequence[Block]) -> tuple[str, tuple[Hyperlink, ...]]:
    """The finder's own text, with each link placed where its words come next."""
    links = []
    at = 0
    for block in blocks:
        for link in block.links:
            words = link.span.of(block.text)
            start = text.find(words, at, at + 20_000) if len(words) > 3 else -1
            if start >= 0:
                at = start + len(words)
                links.append(Hyperlink(span=type(link.span)(start, at), url=link.url))
    return text, tuple(links)


def _fallback(source: str, settings: Settings) -> str:
    """The main text by resiliparse, which reads below the parser's depth; "" when it finds none.

    Raises:
        LimitError: Elements are nested much deeper than allowed; its time grows with the square of the depth.

    """
    deepest = _FALLBACK_DEPTH * settings.max_depth
    depth = 0
    for match in _TAG.finditer(source):
        depth = max(0, depth + (-1 if match[1] else 1))
        if depth > deepest:
            raise LimitError(f"The page nests more than {deepest} elements; save its text as a .txt file instead.")
    try:
        text = extract_plain_text(source, main_content=True, alt_texts=False, comments=False, list_bullets=False)
    except (ValueError, RuntimeError):
        return ""
    lines = (" ".join(line.split()) for line in clean(text).split("\n"))
    return "\n".join(lines).strip()
