"""What is shown of a traced claim, as records that the page, the application and the other formats share.

Every text in them is safe to look at; none is safe to run.
"""

from typing import Literal

import msgspec

from firsthand.model import Level, Stance
from firsthand.show.cards import Said
from firsthand.show.excerpt import Bit
from firsthand.show.figure import Figure
from firsthand.show.versions import Change


class Ref(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report that something rests on: its number within the claim, and its id."""

    number: int
    id: str


class ClauseView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the sentence about a claim, and the reports it rests on; ``more`` are left out of ``refs``."""

    text: str
    refs: tuple[Ref, ...] = ()
    more: int = 0


class DriftView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the quotation of a report differs from a fuller or earlier one. ``changes`` is empty for a translation."""

    fuller: Ref
    kinds: tuple[str, ...]
    changes: tuple[Change, ...]
    words: str
    fuller_words: str
    guess: bool


class ReportView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report. ``way`` is its chain in one line; ``href`` leads to it in its document, where that is shown.

    ``own`` says that it is the outlet's own words. ``taken`` are sentences on how another document shows the way.
    ``alike`` are reports that have the same from the same, and are drawn as one with this.
    """

    number: int
    id: str
    outlet: str
    title: str
    lang: str
    document: str
    href: str | None
    url: str | None
    published: Said
    said: Said | None
    stance: Stance
    stance_words: str
    variant: str | None
    way: str
    taken: tuple[str, ...]
    excerpt: tuple[Bit, ...]
    origin: str
    own: bool
    drift: tuple[DriftView, ...] = ()
    alike: tuple["ReportView", ...] = ()


class EvidenceView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that a finding rests on, in their surroundings, and the document they stand in."""

    name: str
    href: str | None
    lang: str
    excerpt: tuple[Bit, ...]


class MergeView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why two reports count as one origin. ``judged`` says that a person decided so."""

    id: str
    a: Ref
    b: Ref
    level: Level
    level_words: str
    kind: str
    kind_words: str
    why: str
    evidence: tuple[EvidenceView, ...]
    judged: bool = False


class OriginView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An origin, its reports, and why they count as one; ``more`` merges are left out."""

    label: str
    kind_words: str
    counted: bool
    refs: tuple[Ref, ...]
    merges: tuple[MergeView, ...]
    more: int = 0


class FindingView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A circle or a dead end, in one sentence, with its words and reports."""

    kind: Literal["circle", "dead_end"]
    title: str
    why: str
    refs: tuple[Ref, ...]
    evidence: tuple[EvidenceView, ...]


class OutletView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An outlet and its reports of a claim."""

    name: str
    refs: tuple[Ref, ...]


class RowView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of the table behind the figure: a report, and from whom it has the claim."""

    report: ReportView
    taken_from: str
    level_words: str


class ClaimView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A traced claim. ``left`` support it, ``right`` deny or doubt it; ``other`` mention it, or report a variant.

    ``unsure`` may support it and are not counted.

    ``between`` are reasons to count reports of different origins as one, which only the least count does; ``against``
    are reasons why those that deny or doubt it count as one.
    """

    id: str
    number: int
    text: str
    asked: bool
    sentence: tuple[ClauseView, ...]
    sentence_lang: str
    counts: str
    articles: tuple[ReportView, ...]
    article_words: str
    outlets: tuple[OutletView, ...]
    outlet_words: str
    origins: tuple[OriginView, ...]
    origin_words: str
    between: tuple[MergeView, ...]
    more_between: int
    against: tuple[MergeView, ...]
    more_against: int
    findings: tuple[FindingView, ...]
    left: tuple[ReportView, ...]
    unsure: tuple[ReportView, ...]
    right: tuple[ReportView, ...]
    other: tuple[ReportView, ...]
    figure: Figure
    rows: tuple[RowView, ...]
    judged: int
