"""The public line: what is written for one document, in the words of docs/output.md.

The records here are the contract with other programs. The records of ``model`` may grow; a field of these
keeps its name and its meaning.
"""

from collections.abc import Sequence

import msgspec
from msgspec import UNSET, UnsetType

from firsthand.model import (
    Attribution,
    AttributionType,
    CheckedClaim,
    CreditKind,
    DateMention,
    Entry,
    Failure,
    Form,
    Item,
    Level,
    Notice,
    Polarity,
    PublisherHow,
    Reading,
    Relay,
    SourceKind,
    Span,
    Spans,
    Speaker,
)
from firsthand.outlets import Registry, registry
from firsthand.resolve.notices import publisher


class AttributionRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One attribution with what was worked out about it: its speaker, the day, and its chain of names.

    ``speakers`` are all the parties of a joint source; left out where there is one.
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    type: AttributionType
    parent: str | None
    relays: tuple[Relay, ...]
    chain: tuple[str, ...]
    polarity: Polarity
    source_kind: SourceKind
    speaker: str | None
    said_on: str | None
    cue_stance: str | None
    score: float
    speakers: tuple[str, ...] | UnsetType = UNSET


class PublisherRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who published a document: the usual name, how that is known, and the owner where listed."""

    name: str
    how: PublisherHow
    level: Level
    platform: str | None
    owner: str | None
    span: Span | None


class CreditRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose copy a document says it prints, and the words that say so."""

    name: str
    span: Span | None
    kind: CreditKind
    level: Level


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One document's result. A field that is ``UNSET`` is left out of the JSON.

    ``id`` is the document's name: the ``id`` of a JSON line, a path, or a URL. ``text`` is given when the
    offsets cannot be taken in the input itself. ``error`` is one sentence; then the lists are empty.
    """

    id: str
    lang: str | UnsetType = UNSET
    outlet: str | UnsetType = UNSET
    publisher: PublisherRow | UnsetType = UNSET
    credits: tuple[CreditRow, ...] = ()
    published: str | UnsetType = UNSET
    published_how: str | UnsetType = UNSET
    published_inferred: bool | UnsetType = UNSET
    text: str | UnsetType = UNSET
    attributions: tuple[AttributionRow, ...] = ()
    items: tuple[Item, ...] = ()
    commentary: Spans = ()
    form: Form | UnsetType = UNSET
    entries: tuple[Entry, ...] | UnsetType = UNSET
    claims: tuple[CheckedClaim, ...] | UnsetType = UNSET
    dates: tuple[DateMention, ...] = ()
    notices: tuple[Notice, ...] = ()
    error: str | UnsetType = UNSET


_NAMED = ("named_person", "named_organisation", "outlet")
"""Kinds of party that have a name of their own; ``speaker`` is null for the others, whose words stand in ``chain``."""

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Line)


def line(reading: Reading, *, with_text: bool, outlets: Registry | None = None) -> Line:
    """Return the public line of a reading.

    ``with_text`` adds the text the offsets count in; ``outlets`` are those an address is looked up in, the
    bundled ones when left out.
    """
    document, published = reading.document, reading.published
    dated = published.value is not None
    return Line(
        id=document.name,
        lang=document.lang,
        outlet=publisher(document, outlets or registry()) or UNSET,
        publisher=_publisher(reading),
        credits=tuple(CreditRow(name=c.name, span=c.span, kind=c.kind, level=c.level) for c in reading.credits),
        published=published.value or UNSET,
        published_how=published.how if dated else UNSET,
        published_inferred=published.inferred if dated else UNSET,
        text=document.text if with_text else UNSET,
        attributions=_rows(reading),
        items=reading.items,
        commentary=reading.commentary,
        form=document.form if document.form != "article" else UNSET,
        entries=document.entries or UNSET,
        claims=document.claims or UNSET,
        dates=reading.dates,
        notices=reading.notices,
    )


def failed(failure: Failure) -> Line:
    """Return the public line of a document that could not be read."""
    return Line(id=failure.name, error=failure.error)


def encode(row: msgspec.Struct) -> bytes:
    """Return a line, or another record, as JSON in UTF-8, without the line end."""
    return _ENCODER.encode(row)


def decode(row: bytes) -> Line:
    """Read a line back, strictly.

    Raises:
        msgspec.ValidationError: a field is missing, unknown or of the wrong type.

    """
    return _DECODER.decode(row)


def _publisher(reading: Reading) -> PublisherRow | UnsetType:
    who = reading.publisher
    if who is None:
        return UNSET
    return PublisherRow(
        name=who.name, how=who.how, level=who.level, platform=who.platform, owner=who.owner, span=who.span
    )


def _rows(reading: Reading) -> tuple[AttributionRow, ...]:
    heard: dict[str, list[Speaker]] = {}
    for speaker in reading.speakers:
        heard.setdefault(speaker.attribution, []).append(speaker)
    days = {said.attribution: said.value for said in reading.said}
    names = {chain.attribution: chain.names for chain in reading.chains}
    return tuple(
        _row(
            attribution,
            speakers=heard.get(attribution.id, []),
            said_on=days.get(attribution.id),
            chain=names.get(attribution.id, ()),
        )
        for attribution in reading.attributions
    )


def _row(
    attribution: Attribution, *, speakers: Sequence[Speaker], said_on: str | None, chain: tuple[str, ...]
) -> AttributionRow:
    named = [speaker.name for speaker in speakers if speaker.kind in _NAMED]
    return AttributionRow(
        id=attribution.id,
        source=attribution.source,
        cue=attribution.cue,
        content=attribution.content,
        type=attribution.type,
        parent=attribution.parent,
        relays=attribution.relays,
        chain=chain,
        polarity=attribution.polarity,
        source_kind=attribution.source_kind,
        speaker=named[0] if named else None,
        said_on=said_on,
        cue_stance=attribution.cue_stance,
        score=attribution.score,
        speakers=tuple(speaker.name for speaker in speakers) if len(speakers) > 1 else UNSET,
    )
