"""What is shown, as records that the page and the terminal share. Every text in them is safe to look at."""

import msgspec

from firsthand.model import Failure
from firsthand.show.cards import Card, Said
from firsthand.show.claims_view import ClaimView
from firsthand.show.layout import BlockKind
from firsthand.show.mark import Segment


class Piece(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A segment with its text. ``lang`` is None where the paragraph's own language serves."""

    text: str
    segment: Segment
    lang: str | None = None


class Paragraph(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paragraph, and the cards of the attributions that begin in it."""

    lang: str
    pieces: tuple[Piece, ...]
    cards: tuple[Card, ...]

    @property
    def size(self) -> int:
        """Characters in the paragraph."""
        return sum(len(piece.text) for piece in self.pieces)


class BlockView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a document under one heading; ``title`` is None where the document's own heading serves.

    ``facts`` are pairs of label and value. ``heading`` is an item's heading as printed.
    """

    kind: BlockKind
    title: str | None
    lang: str
    facts: tuple[tuple[str, str], ...]
    url: str | None
    notices: tuple[str, ...]
    heading: Paragraph | None
    paragraphs: tuple[Paragraph, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards of the attributions that begin in this block."""
        return tuple(card for part in (self.heading, *self.paragraphs) if part for card in part.cards)


class DocumentView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reading. ``facts`` are pairs of label and value; ``loose`` are cards with no text to stand beside."""

    number: int
    title: str
    lang: str
    published: Said
    inferred: bool
    facts: tuple[tuple[str, str], ...]
    url: str | None
    notices: tuple[str, ...]
    blocks: tuple[BlockView, ...]
    loose: tuple[Card, ...]
    count: int

    @property
    def cards(self) -> tuple[Card, ...]:
        """All cards of the document, in order."""
        return (*(card for block in self.blocks for card in block.cards), *self.loose)


class ClaimLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim in one line: its words, and its counts in words."""

    id: str
    text: str
    counts: str
    denials: str


class OtherView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document in one line; ``url`` is a plain web address."""

    title: str
    lang: str
    about: str
    url: str | None


class PageView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The claims, all readings, what was read, and what could not be. ``entries`` counts documents and items.

    ``short`` says that of the documents only the words around the claims are shown; of ``others`` nothing is.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    claims: tuple[ClaimView, ...]
    more_claims: tuple[ClaimLine, ...]
    documents: tuple[DocumentView, ...]
    others: tuple[OtherView, ...]
    short: bool
    failures: tuple[Failure, ...]
    entries: int
