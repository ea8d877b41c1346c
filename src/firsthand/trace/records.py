"""What tracing finds: the reports of a claim, the chains they came by, and the origins they rest on.

Every record names documents twice: ``doc`` is the name the user knows it by, ``document`` its id. Spans are characters
of that document's text. Nothing here says whether a claim is true.
"""

from typing import Literal

import msgspec

from firsthand.link.quotations_model import DriftKind
from firsthand.model import Level, Record, Span, Spans, Stance

OriginKind = Literal[
    "named_person", "named_organisation", "unnamed", "document", "outlet", "collective", "unknown", "circular"
]
EvidenceKind = Literal[
    "same_party",  # one resolved party speaks in both
    "speaks_for",  # a person speaks for the body that the other names
    "same_quotation",  # the same words in quotation marks
    "reused_text",  # the claim stands in a passage that both print
    "wire_credit",  # both credit one agency's copy
    "citation",  # one names the other's outlet as where it has the claim
    "hyperlink",  # one links to the other at the claim
    "same_document",  # two places of one document, the second resting on the first
    "shared_detail",  # a detail or number so rare that it was hardly come by twice
    "judgement",  # a person decided so
]
"""Why two reports of a claim may rest on one origin."""


class Hop(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One party of a chain. ``span`` is where ``document`` names it.

    ``inferred`` says that the report itself does not name it: another document does, which prints the same text, is
    cited, or is linked to; ``why`` is that reason in one sentence.
    """

    name: str
    party: str | None = None
    document: str | None = None
    span: Span | None = None
    inferred: bool = False
    why: str | None = None


class Report(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One place in one document that carries a claim, the way it came, and the origin it rests on.

    ``variant`` says in a few words how what it reports differs from the claim as worded (another number, a part
    missing); a variant supports something else. ``chain`` runs from the utterer to the party nearest the reader, the
    publishing outlet left out. ``origin`` is a label, equal where two reports of this claim rest on one origin.
    ``attribution`` is the row whose content carries the claim; None where the outlet says it itself. ``score`` is how
    sure it is that this place carries the claim; one that is not sure enough is shown and not ``counted``.
    """

    id: str
    claim: str
    doc: str
    document: str
    outlet: str | None = None
    published: str | None = None
    said_on: str | None = None
    spans: Spans
    words: str
    stance: Stance
    variant: str | None = None
    chain: tuple[str, ...] = ()
    hops: tuple[Hop, ...] = ()
    origin: str
    origin_kind: OriginKind
    attribution: str | None = None
    score: float
    counted: bool = True


class Evidence(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words a merge rests on: a document, and the characters of its text."""

    doc: str
    document: str
    span: Span


class Merge(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two reports (``a``, ``b``: ids) count as one origin: how sure that is, by what kind of evidence, and why.

    ``score`` is the probability that they share an origin, 1.0 for a person's decision.
    """

    id: str
    a: str
    b: str
    level: Level
    kind: EvidenceKind
    score: float
    why: str
    spans: tuple[Evidence, ...] = ()


class Count(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many independent origins: ``max`` merges only what is certain, ``min`` also what is probable.

    ``min`` leaves out whoever has no name, since they may rest on those who have, or all on one.
    """

    min: int
    best: int
    max: int


class Origin(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where chains start, as far as the documents show, and the reports (ids) that rest on it.

    ``counted`` is False for an outlet's own words with nothing behind them where another origin is known: they widen
    the range, and the best count leaves them out.
    """

    label: str
    kind: OriginKind
    reports: tuple[str, ...]
    counted: bool = True


class Circle(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Reports that rest on each other: documents by name, in the order each cites the next, and the words that do."""

    docs: tuple[str, ...]
    reports: tuple[str, ...]
    why: str
    spans: tuple[Evidence, ...] = ()


class DeadEnd(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A source that reports (ids) name, that no document of the corpus is or has."""

    name: str
    kind: Literal["document", "outlet"]
    reports: tuple[str, ...]
    why: str
    spans: tuple[Evidence, ...] = ()


class Drifted(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of a quotation between two reports: ``a`` has it fuller or earlier, ``b`` otherwise."""

    a: str
    b: str
    kinds: tuple[DriftKind, ...]
    a_words: Evidence
    b_words: Evidence
    guess: bool = False


class Clause(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a sentence about a claim, and the reports (ids) that a reader may open to check it."""

    text: str
    reports: tuple[str, ...] = ()


class Sentence(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sentence about a claim in the language ``lang``: its clauses read one after the other make it."""

    lang: str
    clauses: tuple[Clause, ...]


class Traced(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim traced: who has it, resting on whom, and how many independent origins that makes.

    ``reports`` stand in the order of publication. ``first`` is the id of the first report that supports the claim,
    where the dates tell. ``denials`` counts the origins that deny it, ``outlets`` those that carry it.
    ``sentences`` say the same in words. ``judged`` are the ids of a person's decisions that changed something here.
    ``asked`` is False for a claim that was found in the corpus.
    """

    id: str
    claim: str
    asked: bool = True
    reports: tuple[Report, ...] = ()
    merges: tuple[Merge, ...] = ()
    origins: tuple[Origin, ...] = ()
    independent_origins: Count
    denials: int = 0
    circular: tuple[Circle, ...] = ()
    dead_ends: tuple[DeadEnd, ...] = ()
    drift: tuple[Drifted, ...] = ()
    first: str | None = None
    sentences: tuple[Sentence, ...] = ()
    judged: tuple[str, ...] = ()
    outlets: int = 0


def encode(traced: Traced) -> bytes:
    """Return the public line of a traced claim: JSON in UTF-8, without the line end. See docs/output.md."""
    return msgspec.json.encode(traced)
