"""The right answer to the bundled case, as strict records, and how to find its words in a text.

``gold.json`` names words, never offsets, so that it holds for any way of taking the text out of a page. Every
phrase is looked up inside a longer ``passage`` that stands once in its piece; white space matches white space.

A chain runs from the utterer to the party nearest the reader, without the publishing outlet; outlets in it bear
their name in the registry, people no title, unnamed sources their noun phrase. ``chain`` is what the words
themselves show; ``chain_inferred`` is what follows only from the piece's credit or from other pieces.
"""

import re
from pathlib import Path
from typing import Literal

import msgspec

from firsthand.errors import DecodeError
from firsthand.model import (
    AttributionType,
    Direction,
    Level,
    Polarity,
    RelayKind,
    SourceKind,
    Span,
    Spans,
    Stance,
)

How = Literal["json-ld", "meta", "time", "url", "visible", "feed", "inferred"]
ItemKind = Literal["article", "map", "video", "interview", "audio", "image", "document"]
DerivationKind = Literal[
    "same_wire", "excerpt", "quotation", "translation", "citation", "shared_error", "shared_background", "correction"
]
DriftKind = Literal[
    "verbatim",
    "truncated",
    "spliced",
    "words_changed",
    "number_changed",
    "negation_changed",
    "speaker_changed",
    "translated",
    "editorial_insertion",
]


def find_once(text: str, words: str) -> Span:
    """Return where ``words`` stands in ``text``, any white space matching any other.

    Raises DecodeError when the words stand nowhere in the text, or more than once.
    """
    found = [match.span() for match in re.finditer(_pattern(words), text)]
    if len(found) != 1:
        raise DecodeError(f"The words {words!r} stand {len(found)} times in the piece; make the gold's passage unique.")
    return Span(*found[0])


def _pattern(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())


def _whole(words: str) -> str:
    # A phrase as short as "er" would otherwise be found inside other words; a quotation mark needs no edge.
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return before + _pattern(words) + after


class Phrase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Whole words as they stand in a passage; ``nth`` tells which, from 1, when they stand there more than once."""

    text: str
    nth: int = 1

    def find(self, text: str, *, passage: Span) -> Span:
        """Return where the phrase stands in ``text``, looking only inside ``passage``.

        Raises DecodeError when the passage holds fewer than ``nth`` of them.
        """
        found = list(re.finditer(_whole(self.text), passage.of(text)))
        if not 1 <= self.nth <= len(found):
            raise DecodeError(f"The phrase {self.text!r} stands {len(found)} times in its passage; nth is {self.nth}.")
        return Span(*found[self.nth - 1].span()).shift(passage.start)


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of a piece, quoted whole."""

    piece: str
    text: str


class PublishedGold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """When a piece was published: ISO 8601 as its container gives it, and where that stands.

    ``reason`` says how an inferred date follows from the text.
    """

    value: str
    how: How
    reason: str | None = None

    @property
    def day(self) -> str:
        """The day alone, ``YYYY-MM-DD``."""
        return self.value[:10]


class RelayGold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A party through whom the words came, and the phrase that names it."""

    phrase: Phrase
    name: str
    kind: RelayKind


class Located(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An attribution's roles as half-open character offsets into one text of the piece."""

    source: Spans
    cue: Spans
    content: Spans


class AttributionGold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Somebody is said to have said something, in one ``passage`` of a piece.

    ``speaker`` is who the source is as far as the piece tells; ``speaker_elsewhere`` is who other pieces show
    it to be. ``said_on`` is a day, where the piece and its date tell it. ``parent`` is an ``id`` of the same
    piece. Not every attribution of every piece is listed, only those the case turns on.
    """

    id: str
    passage: str
    source: tuple[Phrase, ...] = ()
    cue: tuple[Phrase, ...] = ()
    content: tuple[Phrase, ...]
    relays: tuple[RelayGold, ...] = ()
    type: AttributionType
    source_kind: SourceKind
    polarity: Polarity = "asserts"
    chain: tuple[str, ...] = ()
    chain_inferred: tuple[str, ...] = ()
    speaker: str | None = None
    speaker_elsewhere: str | None = None
    said_on: str | None = None
    parent: str | None = None

    def locate(self, text: str) -> Located:
        """Return the roles' offsets in ``text``, the piece's text however it was taken out.

        Raises DecodeError when the passage or one of its phrases is not there.
        """
        passage = find_once(text, self.passage)

        def spans(phrases: tuple[Phrase, ...]) -> Spans:
            return tuple(phrase.find(text, passage=passage) for phrase in phrases)

        return Located(source=spans(self.source), cue=spans(self.cue), content=spans(self.content))


class ItemGold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What an item of the press review is: its heading as printed, its parts, the first and last words of its excerpt.

    ``misspelled`` is the domain of a known outlet that ``domain``, left as printed, is one edit away from.
    """

    heading: str
    body_starts: str | None = None
    body_ends: str | None = None
    title: str | None = None
    author: str | None = None
    domain: str | None = None
    url: str | None = None
    misspelled: str | None = None
    kind: ItemKind = "article"


class Piece(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A piece of the case: a file, or one entry of a feed or press review.

    ``id`` is the file's number, with the entry's after a dot (``08.2``). ``entry`` is a feed entry's guid or a
    review item's heading. ``outlet`` is the registry's name, or None where the piece does not tell.
    ``signed`` is the agency the piece credits.
    """

    id: str
    file: str
    entry: str | None = None
    outlet: str | None = None
    lang: Literal["en", "sv", "de"]
    title: str | None = None
    author: str | None = None
    published: PublishedGold | None = None
    signed: str | None = None
    item: ItemGold | None = None
    attributions: tuple[AttributionGold, ...] = ()


class Dispatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One agency text that several pieces run; ``unsigned`` are those that do not say so."""

    agency: str
    copies: tuple[str, ...]
    unsigned: tuple[str, ...]


class Derivation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One piece's words come from another's, or both from a third. ``evidence`` says how a reader knows."""

    a: str
    b: str
    kind: DerivationKind
    direction: Direction
    evidence: str


class ReportGold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One place that carries a claim. ``variant`` names what differs from the claim as worded.

    A variant, a denial, a question or a mention never supports the claim. ``origin`` is a label, equal where
    the best reading counts two reports as one; None where the chain leads back to itself.
    """

    id: str
    piece: str
    passage: str
    stance: Stance
    variant: str | None = None
    chain: tuple[str, ...] = ()
    chain_inferred: tuple[str, ...] = ()
    origin: str | None
    origin_kind: SourceKind


class Merge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why two reports of a claim rest on one origin."""

    a: str
    b: str
    level: Level
    why: str


class Count(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many origins: ``max`` merges only what is certain, ``min`` also what is probable."""

    min: int
    best: int
    max: int

    def __post_init__(self) -> None:
        if not 0 <= self.min <= self.best <= self.max:
            raise ValueError("a count needs 0 <= min <= best <= max")


class Drift(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A quotation as two pieces give it: ``a`` fuller or earlier, ``b`` as it became, and in what it differs."""

    kinds: tuple[DriftKind, ...]
    speaker: str
    a: Words
    b: Words


class ClaimGold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A claim traced by hand. ``circular`` lists pieces in the order they cite each other, round.

    ``dead_end`` says in a sentence what everybody cites and nobody has. ``why`` explains the count.
    """

    id: str
    text: str
    reports: tuple[ReportGold, ...]
    merges: tuple[Merge, ...] = ()
    independent_origins: Count
    independent_denials: int = 0
    circular: tuple[tuple[str, ...], ...] = ()
    dead_end: str | None = None
    drift: tuple[Drift, ...] = ()
    why: str


class Gold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole answer: the event in a sentence, the pieces, who copied whom, and the claims."""

    event: str
    pieces: tuple[Piece, ...]
    dispatches: tuple[Dispatch, ...]
    derivations: tuple[Derivation, ...]
    claims: tuple[ClaimGold, ...]

    def piece(self, piece_id: str) -> Piece:
        """Return the piece of that id. Raises KeyError when there is none."""
        for piece in self.pieces:
            if piece.id == piece_id:
                return piece
        raise KeyError(piece_id)


def load(path: Path) -> Gold:
    """Read a gold file strictly. Raises DecodeError when it is not one; the message names the field."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Gold)
    except msgspec.DecodeError as error:
        raise DecodeError(f"The gold file {path.name} is malformed: {error}. Correct the field it names.") from error
