"""Pieces of HTML that are text already, not pages: an entry of a feed, the body of a news item or of a letter."""

from lxml import etree, html

from firsthand.ingest.blocks import Block, join, walk
from firsthand.ingest.text import clean
from firsthand.model import Hyperlink


def fragment(markup: str) -> tuple[str, tuple[Hyperlink, ...]]:
    """Return all the text of a piece of HTML, as paragraphs, and its links; "" where it cannot be parsed."""
    markup = clean(markup)
    if "<" not in markup and "&" not in markup:
        return "\n\n".join(" ".join(line.split()) for line in markup.split("\n") if line.strip()), ()
    return join(fragment_blocks(f"<div>{markup}</div>"))


def fragment_blocks(markup: str) -> list[Block]:
    """Return the blocks of a piece of HTML; none where it cannot be parsed."""
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = html.document_fromstring(markup.encode(), parser=parser)
    except (etree.LxmlError, ValueError):
        return []
    return walk(tree)


def plain_words(markup: object) -> str | None:
    """Return a title or name without its markup, on one line; None for nothing."""
    if not isinstance(markup, str):
        return None
    text, _ = fragment(markup)
    return " ".join(text.split()) or None
