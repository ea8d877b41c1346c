"""Which reports of a claim count for it, and which only may: what is said of a claim and what is shown of it agree."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from firsthand.trace.records import Report, Traced

Role = Literal["supports", "unsure", "denies", "other"]
"""What a report is to its claim: it counts for it, it may carry it, it stands against it, or none of these."""


def role(report: Report) -> Role:
    """Return what a report is to the claim as it is worded."""
    if report.stance in ("denies", "questions"):
        return "denies"
    if report.stance != "supports" or report.variant is not None:
        return "other"
    return "supports" if report.counted else "unsure"


def supporting(reports: Iterable[Report]) -> list[Report]:
    """Return the reports that are counted for the claim as it is worded."""
    return [report for report in reports if role(report) == "supports"]


def drawn(traced: Traced) -> Traced:
    """Return a claim without the reports that only may carry it, but for those that a circle or a dead end names."""
    named = {id_ for circle in traced.circular for id_ in circle.reports}
    named |= {id_ for end in traced.dead_ends for id_ in end.reports}
    kept = tuple(report for report in traced.reports if role(report) != "unsure" or report.id in named)
    return msgspec.structs.replace(traced, reports=kept)
