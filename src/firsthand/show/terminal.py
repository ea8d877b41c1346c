"""The same in the terminal: headings, text with its marks, and the attributions under each paragraph.

The marks are signs, so that they show where there is no colour. Only ``Text`` objects are printed, so that
nothing in a document is taken for markup, and control characters are shown by their code.
"""

from collections.abc import Iterator, Sequence

import msgspec
from rich.console import Console
from rich.text import Text

from firsthand.model import Failure, Reading
from firsthand.show.cards import Card, Said
from firsthand.show.clean import one_line, visible
from firsthand.show.mark import Mark
from firsthand.show.overview import page_view
from firsthand.show.view import BlockView, DocumentView, PageView, Paragraph
from firsthand.show.words import Words, load

_STYLES = {"source": "bold underline", "cue": "italic", "content": "", "relay": "underline"}
_SIGNS = {"source": ("‹", "›"), "cue": ("~", "~"), "content": ("⟦", "⟧"), "relay": ("«", "»")}
_PLAIN_SIGNS = {"source": ("<", ">"), "cue": ("~", "~"), "content": ("[", "]"), "relay": ("{", "}")}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

Line = tuple[Text, str]
"""A line or paragraph, and what stands before its first line; the others are set in as far."""


def render(readings: Sequence[Reading], *, console: Console, failures: Sequence[Failure] = ()) -> None:
    """Print ``readings`` and ``failures`` on ``console``.

    Works without colour, and on a console that is not UTF-8: what it cannot print is shown by its code.
    """
    words = load()
    pen = _Pen(words=words, encoding=console.encoding, plain=not console.encoding.lower().startswith("utf"))
    for text, lead in _page(page_view(readings, failures=failures, words=words), pen):
        for index, line in enumerate(text.wrap(console, max(20, console.width - len(lead)))):
            line.rstrip()
            before = " " * len(lead) if index else lead
            console.print(Text.assemble(before if line else "", line), soft_wrap=True, highlight=False)


class _Pen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How text is written on this console."""

    words: Words
    encoding: str
    plain: bool

    def text(self, *parts: str | tuple[str, str]) -> Text:
        """Return a text of parts, each a string or a string with its style."""
        found = Text()
        for part in parts:
            words, style = (part, "") if isinstance(part, str) else part
            found.append(words.encode(self.encoding, "backslashreplace").decode(self.encoding), style)
        return found

    def labelled(self, label: str, value: str) -> Text:
        """Return a label and its value."""
        return self.text((f"{label}: ", "dim"), value)

    def sign(self, mark: Mark, *, closing: bool) -> str:
        """Return the sign at the beginning or end of a mark, with the attribution's number where it is printed."""
        sign = (_PLAIN_SIGNS if self.plain else _SIGNS)[mark.role][closing]
        number = f"^{mark.number}" if self.plain else str(mark.number).translate(_RAISED)
        if not closing:
            return f"{sign}{number} " if mark.role == "content" else sign
        return sign + number if mark.numbered else sign


def _page(page: PageView, pen: _Pen) -> Iterator[Line]:
    words = pen.words
    yield pen.text((page.title, "bold")), ""
    yield pen.text((words.say("motto"), "dim")), ""
    for label, value in page.facts:
        yield pen.labelled(label, value), ""
    if page.failures:
        yield Text(), ""
        yield pen.text((words.count("failure", len(page.failures)) + ":", "bold")), ""
        for failure in page.failures:
            yield pen.text((failure.name, "bold"), f": {failure.error}"), "  "
    yield Text(), ""
    yield _key(pen), ""
    for document in page.documents:
        yield from _document(document, pen)


def _key(pen: _Pen) -> Text:
    """Return the meaning of the signs."""
    signs = _PLAIN_SIGNS if pen.plain else _SIGNS
    parts: list[str | tuple[str, str]] = [(pen.words.say("key") + ": ", "dim")]
    for index, (role, (opening, closing)) in enumerate(signs.items()):
        name, means = pen.words.say(f"key_{role}"), pen.words.say(f"key_{role}_means")
        parts += ["; " if index else "", (f"{opening}{name}{closing}", _STYLES[role]), f" {means}"]
    return pen.text(*parts, ".")


def _document(document: DocumentView, pen: _Pen) -> Iterator[Line]:
    words = pen.words
    yield Text(), ""
    yield pen.text((f"{document.number}. {document.title}", "bold")), ""
    yield pen.labelled(words.say("published"), _published(document, words)), "  "
    for label, value in document.facts:
        yield pen.labelled(label, value), "  "
    if document.url:
        yield pen.labelled(words.say("address"), visible(one_line(document.url, 2000))), "  "
    yield from _notices(document.notices, "  ", pen)
    if not document.blocks:
        yield pen.text((words.say("no_text"), "dim")), "  "
    elif not document.count:
        yield pen.text((words.say("nothing"), "dim")), "  "
    for block in document.blocks:
        yield from _block(block, pen)
    for card in document.loose:
        yield from _card(card, pen)


def _block(block: BlockView, pen: _Pen) -> Iterator[Line]:
    if block.title:
        yield Text(), ""
        yield pen.text((block.title, "bold")), "  "
    for label, value in block.facts:
        yield pen.labelled(label, value), "  "
    if block.url:
        yield pen.labelled(pen.words.say("address"), visible(one_line(block.url, 2000))), "  "
    yield from _notices(block.notices, "  ", pen)
    if block.heading:
        yield from _paragraph(block.heading, pen, label=pen.words.say("as_printed"))
    for paragraph in block.paragraphs:
        yield from _paragraph(paragraph, pen)
    if block.kind == "item" and not block.paragraphs:
        yield pen.text((pen.words.say("no_excerpt"), "dim")), "  "


def _paragraph(paragraph: Paragraph, pen: _Pen, *, label: str | None = None) -> Iterator[Line]:
    parts: list[str | tuple[str, str]] = [(f"{label}: ", "dim")] if label else []
    for piece in paragraph.pieces:
        parts += [(pen.sign(mark, closing=False), "dim") for mark in piece.segment.opens]
        parts.append((piece.text, " ".join(_STYLES[role] for role in sorted(piece.segment.roles))))
        parts += [(pen.sign(mark, closing=True), "dim") for mark in piece.segment.closes]
    yield Text(), ""
    yield pen.text(*parts), "  "
    for card in paragraph.cards:
        yield from _card(card, pen)


def _card(card: Card, pen: _Pen) -> Iterator[Line]:
    words = pen.words
    lead = f"    {card.number}  "
    indent = " " * len(lead)
    yield pen.text((card.line, "bold")), lead
    if card.content:
        yield pen.text(card.content), f"{indent}| "
    else:
        yield pen.text((words.say("no_content"), "dim")), indent
    told = words.say("said_on", date=_dated(card.said)) + "." if card.said else words.say("said_unknown")
    yield pen.text(f"{card.wording} {told}"), indent
    for line in (card.framing, card.sense):
        if line:
            yield pen.text(line), indent
    for key, others in (("inside", (card.inside,) if card.inside else ()), ("holds", card.holds)):
        if others:
            names = words.say("and").join(words.say("attribution", n=other) for other in others)
            yield pen.text(f"{words.say(key)} {names}."), indent
    yield from _notices(card.warnings, indent, pen)


def _notices(notices: Sequence[str], lead: str, pen: _Pen) -> Iterator[Line]:
    for notice in notices:
        yield pen.text((f"{pen.words.say('warning')}: ", "bold"), notice), f"{lead}! "


def _published(document: DocumentView, words: Words) -> str:
    inferred = f" [{words.say('inferred')}]" if document.inferred else ""
    how = f" ({document.published.how})" if document.published.how else ""
    return document.published.shown + inferred + how


def _dated(said: Said) -> str:
    return f"{said.shown} ({said.how})" if said.how else said.shown
