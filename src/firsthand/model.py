"""The records: what Firsthand knows, one class a fact.

Laws that hold for every record here:

1. Offsets are half-open and count characters (Python ``str``) of ``Document.text``. The text of a span is
   derived with ``Span.of``; it is never stored as truth.
2. An extracted row (``Attribution``, ``Item``) is never rewritten. What is inferred from it (``Speaker``,
   ``SaidOn``, ``Chain``, ``Published``, ``Link``) is a row of its own that names its method, and the spans it
   rests on. What a person decides is a ``Judgement``, and always wins.
3. An id is a hash of content (``content_id``), so the same input in any order gives the same ids.
"""

import hashlib
from collections.abc import Sequence
from typing import Literal

import msgspec

AttributionType = Literal["direct", "indirect", "mixed"]
Polarity = Literal["asserts", "denies", "questions"]
SourceKind = Literal[
    "named_person", "named_organisation", "unnamed", "document", "outlet", "collective", "pronoun", "none"
]
RelayKind = Literal["agency", "outlet", "document", "person", "organisation"]
Precision = Literal["day", "month", "year"]
Stance = Literal["supports", "denies", "questions", "mentions"]
Level = Literal["certain", "probable"]
Direction = Literal["a_from_b", "b_from_a", "common_source", "unknown"]
CreditKind = Literal["dateline", "byline", "signature", "copyright", "reprint", "contribution", "style"]
Form = Literal["article", "live_blog", "paywall", "gallery", "video", "consent"]
PublisherHow = Literal["given", "address", "account", "title", "masthead", "copyright", "byline"]

VERSION = 1
"""Version of the id law below. It changes only when an id of an unchanged record would change."""


def content_id(kind: str, *parts: str) -> str:
    """Hash a record's content to 16 hexadecimal digits.

    Every part is preceded by its length, so that no two different lists of parts give the same bytes
    (``("ab", "c")`` and ``("a", "bc")`` differ). BLAKE2b (RFC 7693), 8 bytes.
    """
    digest = hashlib.blake2b(digest_size=8)
    for part in (f"firsthand/{VERSION}", kind, *parts):
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every record: frozen, keyword-only, and strict about unknown fields when decoded."""


class Span(msgspec.Struct, frozen=True, array_like=True, order=True, forbid_unknown_fields=True):
    """Characters ``start`` up to, not including, ``end`` of a document's text. Encoded as ``[start, end]``.

    The one record that is not keyword-only: it is written as a pair everywhere, in JSON too.
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words this span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> "Span":
        """Return the span moved by ``by`` characters."""
        return Span(self.start + by, self.end + by)

    def holds(self, other: "Span") -> bool:
        """Say whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


Spans = tuple[Span, ...]


class Passage(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch of a document in one language (``en``, ``sv``, ``de`` or ``other``)."""

    span: Span
    lang: str


class Hyperlink(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A link that stood in the source, on the characters of ``span``. ``url`` is kept as given."""

    span: Span
    url: str


class Entry(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of a live blog: its text, and when it was published, ISO 8601 with the time of day."""

    span: Span
    published: str


class CheckedClaim(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim that a page says it checks (schema.org ClaimReview): ``author`` made it, ``url`` is where.

    ``rating`` is what ``reviewer`` calls it, in its words. It is that page's finding, not ours.
    """

    text: str
    author: str | None = None
    published: str | None = None
    url: str | None = None
    reviewer: str | None = None
    rating: str | None = None


class Document(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    r"""One text as it was read: what it says, and what its container says about it.

    ``name`` is what the user knows it by (the ``id`` of a JSON line, a path, a URL). ``text`` has ``\n`` line
    ends and no lone surrogates. ``published`` is an ISO 8601 date or date-time, only where the container
    gave one; ``published_how`` names the place it stood. ``lang`` is the language of most of the text. ``form`` tells
    a page that is no ordinary article; ``entries`` are those of a live blog.
    """

    id: str
    name: str
    text: str
    lang: str
    passages: tuple[Passage, ...] = ()
    url: str | None = None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    published_how: str | None = None
    links: tuple[Hyperlink, ...] = ()
    form: Form = "article"
    entries: tuple[Entry, ...] = ()
    claims: tuple[CheckedClaim, ...] = ()


def document_id(
    *,
    text: str,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    published: str | None = None,
) -> str:
    """Return the id of a document: the same words at the same address are the same document.

    The file it came from and the moment it was read do not count, so reading twice changes nothing. The
    outlet, title and date count, since two outlets that print one dispatch are two documents.
    """
    return content_id("document", text, url or "", outlet or "", title or "", published or "")


class Failure(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An input that could not be read, and why, in one sentence that says what to do."""

    name: str
    error: str


class Item(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of a hand-made press review: its heading, and the excerpt under it.

    ``domain`` stands as printed, even when it looks misspelled. ``kind`` is article, map, video, interview,
    audio, image or document. ``body`` is empty when there is no excerpt.
    """

    heading: Span
    body: Span | None = None
    outlet: str | None = None
    domain: str | None = None
    title: str | None = None
    author: str | None = None
    url: str | None = None
    kind: str = "article"


class Relay(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A party through whom the source's words reached this text ("told Reuters", "enligt SVT")."""

    span: Span
    name: str
    kind: RelayKind


class Attribution(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody (``source``) is said (``cue``) to have said or thought something (``content``).

    Any of the three may be empty or discontinuous. ``parent`` is the id of the innermost attribution whose
    content holds this one. ``cue_stance`` is how the text frames the saying (``neutral``, ``distancing``,
    ``accusation``, ``endorsing`` …): the outlet's framing, not a finding. ``score`` runs from 0 to 1.
    ``method`` names the rule or model that found it.
    """

    id: str
    doc: str
    source: Spans
    cue: Spans
    content: Spans
    type: AttributionType
    parent: str | None = None
    relays: tuple[Relay, ...] = ()
    polarity: Polarity = "asserts"
    source_kind: SourceKind = "none"
    cue_stance: str | None = None
    score: float
    method: str


def attribution_id(*, doc: str, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span]) -> str:
    """Return the id of an attribution: the same three roles in the same document are the same row."""
    roles = (";".join(f"{s.start},{s.end}" for s in role) for role in (source, cue, content))
    return content_id("attribution", doc, *roles)


class Speaker(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who an attribution's source is, as far as its document tells: the fullest name, titles off.

    ``kind`` is the kind of the party a pronoun or surname was resolved to. An unnamed party ("a security source")
    has its noun phrase as name.
    """

    attribution: str
    name: str
    kind: SourceKind
    method: str
    score: float
    evidence: Spans = ()


class Hop(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One party of a chain, and the words that put it there. ``role`` is utterer, relay or outer source."""

    name: str
    role: Literal["utterer", "relay", "outer"]
    span: Span | None = None


class Chain(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The way an attribution's words came: from the ultimate utterer to the party nearest the reader.

    The publishing outlet is left out. Empty when nobody is named.
    """

    attribution: str
    hops: tuple[Hop, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The parties' names, utterer first."""
        return tuple(hop.name for hop in self.hops)


class DateMention(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A date in the text: ``value`` is ISO 8601 cut to ``precision``; ``how`` says how it was worked out."""

    span: Span
    value: str
    precision: Precision
    how: str


class SaidOn(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The day an attribution's words were said, and the date mention that tells it."""

    attribution: str
    value: str
    how: str
    evidence: Spans


class Published(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a document was published: given by its container, or ``inferred`` from the dates in its text.

    ``value`` is None when nothing tells. ``earliest`` and ``latest`` bound an inferred date.
    """

    value: str | None
    how: str
    inferred: bool = False
    earliest: str | None = None
    latest: str | None = None
    evidence: Spans = ()


class Credit(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document says that its copy, or part of it, is another's: ``name`` is the agency or outlet, as listed.

    ``span`` covers the name as printed; it is None where the container's author field says it. ``kind`` is the form
    of the credit; ``contribution`` credits a part only, and ``style`` is a way of signing whose agency is not named.
    Copy credited without a name ("with agencies") has the name ``agencies``.
    """

    document: str
    name: str
    span: Span | None
    kind: CreditKind
    level: Level


class Publisher(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who published a document, under the usual name where it is a listed outlet, and how that is known.

    On a platform where many write it is the account ("medium.com/@ada"), and ``platform`` is the platform's name.
    ``owner`` is the outlet's owner or group, where listed. ``span`` is the words that tell, where the text does.
    """

    document: str
    name: str
    how: PublisherHow
    level: Level = "certain"
    platform: str | None = None
    owner: str | None = None
    span: Span | None = None


class Notice(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something the reader should know about a document: what, and where. ``kind`` is a short stable word."""

    kind: str
    message: str
    span: Span | None = None


class Reading(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything Firsthand found in one document, before it is compared with any other."""

    document: Document
    published: Published
    items: tuple[Item, ...] = ()
    commentary: Spans = ()
    attributions: tuple[Attribution, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    said: tuple[SaidOn, ...] = ()
    chains: tuple[Chain, ...] = ()
    dates: tuple[DateMention, ...] = ()
    notices: tuple[Notice, ...] = ()
    publisher: Publisher | None = None
    credits: tuple[Credit, ...] = ()


class Link(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two documents share something: reused text, a quotation, or a claim. Made by a method, never by hand."""

    a: str
    b: str
    kind: Literal["reuse", "quotation", "claim"]
    direction: Direction
    share: float
    passages: tuple[tuple[Span, Span], ...]
    level: Level
    method: str
    version: str


class Voice(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A party within one document: the statements (``attributions``) that rest on its word there.

    ``states`` are the countries, in English, that a place speaks for or a role names; ``roles`` what the document
    calls the party, in English where the role is listed. ``evidence`` covers its name.
    """

    id: str
    doc: str
    name: str
    kind: SourceKind
    attributions: tuple[str, ...]
    roles: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    published: str | None = None
    evidence: Spans = ()


class PartyLink(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two voices, by id, are one party (``certain``) or may be (``probable``), by what method and why."""

    a: str
    b: str
    level: Level
    method: str
    score: float
    why: str


class Party(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One party over all documents. ``id`` is the smallest id of its ``voices``, so it always names a voice of it.

    ``name`` is the fullest of ``names``, the spellings it is found under. Only certain links make a party.
    """

    id: str
    name: str
    kind: SourceKind
    names: tuple[str, ...]
    voices: tuple[str, ...]


class Parties(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who speaks in a set of documents: every voice, the parties they make, and each link with its reason."""

    voices: tuple[Voice, ...] = ()
    parties: tuple[Party, ...] = ()
    links: tuple[PartyLink, ...] = ()


class Judgement(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person's decision about a link, party, claim or origin. It wins over every inferred row.

    ``subject`` is the id of a merge, report, party or voice (for ``undo``, of a judgement), ``value`` the other id of a
    ``merge`` or ``split``, or the name of an ``origin``. ``at`` is ISO 8601.
    """

    id: str
    subject: str
    decision: Literal["confirm", "reject", "merge", "split", "origin", "note", "undo"]
    value: str | None = None
    note: str | None = None
    by: str | None = None
    at: str


class Claim(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A statement whose way is traced, in words."""

    id: str
    text: str
