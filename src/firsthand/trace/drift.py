"""What became of the quotations that carry a claim, from report to report."""

from collections.abc import Sequence

from firsthand.link.quotations import families, quoted
from firsthand.link.quotations_model import Quoted
from firsthand.model import Span
from firsthand.trace.across import Placed
from firsthand.trace.ground import Ground
from firsthand.trace.records import Drifted, Evidence, Report

MOST = 2_000
"""Quotations of one claim that are compared; a claim that has more is one statement in many copies."""


def drift(reports: Sequence[Placed], made: Sequence[Report], ground: Ground) -> tuple[Drifted, ...]:
    """Return each quotation that stands in a report's words in another version than the fullest or earliest one."""
    owners: dict[str, tuple[int, Span]] = {}
    quotations: list[Quoted] = []
    for number, one in enumerate(reports):
        reading = ground.corpus.readings[one.draft.doc]
        for quotation in quoted([reading]):
            where = quotation.span
            if where is None or quotation.id in owners or len(owners) >= MOST:
                continue
            if any(span.overlaps(where) for span in one.draft.spans):
                owners[quotation.id] = (number, where)
                quotations.append(quotation)
    found = []
    for family in families(quotations):
        for step in family.drifts:
            (a, fuller), (b, other) = owners[step.a], owners[step.b]
            found.append(
                Drifted(
                    a=made[a].id,
                    b=made[b].id,
                    kinds=step.kinds,
                    a_words=_evidence(made[a], fuller),
                    b_words=_evidence(made[b], other),
                    guess=step.guess,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.a, one.b, one.a_words.span, one.b_words.span)))


def _evidence(report: Report, span: Span) -> Evidence:
    return Evidence(doc=report.doc, document=report.document, span=span)
