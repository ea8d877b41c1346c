"""How each report came by what it says, in the kinds that a sentence tells apart."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from firsthand.outlets import Registry
from firsthand.trace.records import Report, Traced

WayKind = Literal["direct", "copy", "cite", "through", "own"]
"""The source named without anybody between; an agency's copy; another outlet cited; another party; its own words."""


class Way(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of way, and whom it goes through, None for a direct one."""

    kind: WayKind
    name: str | None = None


class Ways:
    """Tells the way of every report of one claim."""

    def __init__(self, traced: Traced, *, outlets: Registry) -> None:
        self._outlets = outlets
        self._printing = {report.outlet for report in traced.reports if report.outlet}
        self._copied = {
            id_ for merge in traced.merges if merge.kind in ("wire_credit", "reused_text") for id_ in (merge.a, merge.b)
        }

    def of(self, report: Report) -> Way:
        """Return how a report has what it says."""
        if not report.hops or (len(report.hops) == 1 and report.hops[0].name == report.outlet):
            return Way(kind="own", name=report.outlet)
        last = report.hops[-1]
        if len(report.hops) == 1 and not self._is_outlet(last.name):
            return Way(kind="direct")
        known = self._outlets.by_name(last.name)
        if known is not None and known.kind == "agency" and (report.id in self._copied or last.inferred):
            return Way(kind="copy", name=last.name)
        if last.name == report.outlet:
            return Way(kind="own", name=last.name)
        return Way(kind="cite" if self._is_outlet(last.name) else "through", name=last.name)

    def _is_outlet(self, name: str) -> bool:
        return name in self._printing or self._outlets.by_name(name) is not None


def documents(reports: Sequence[Report]) -> dict[str, list[Report]]:
    """Return reports by the document they stand in, in order: an article counts once."""
    found: dict[str, list[Report]] = {}
    for report in reports:
        found.setdefault(report.document, []).append(report)
    return found
