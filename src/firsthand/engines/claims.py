"""The claims of a set of readings, found and traced: what a review shows."""

from collections.abc import Iterable, Sequence

import msgspec

from firsthand.model import Claim, Judgement, Reading, Span, content_id
from firsthand.outlets import Registry
from firsthand.settings import Settings
from firsthand.trace.find import found
from firsthand.trace.ground import Ground
from firsthand.trace.records import Traced
from firsthand.trace.trace import remembering, trace_one

SAME = 0.7
"""Share of a claim's sentences from which it is one that was shown already."""


def weighed(
    readings: Iterable[Reading],
    *,
    asked: Sequence[str] = (),
    find: bool = True,
    judgements: Sequence[Judgement] = (),
    outlets: Registry,
    settings: Settings,
) -> tuple[Traced, ...]:
    """Return claims of readings, traced: those asked for; then, with ``find``, those found that anybody reports.

    They are traced as `firsthand trace` traces them, so that both count the same.
    """
    from firsthand.extract.encoder import vectors  # noqa: PLC0415  its weights are read when it is imported

    meaning = remembering(vectors)
    ground = Ground(readings, outlets=outlets, judgements=judgements)
    claims = [Claim(id=content_id("claim", text), text=text) for text in asked]
    known = {claim.id for claim in claims}
    traces = [trace_one(claim, ground, vectors=meaning, settings=settings) for claim in claims]
    for one in found(ground) if find else ():
        if one.claim.id not in known:
            traced = trace_one(one.claim, ground, vectors=meaning, settings=settings)
            if any(report.stance == "supports" for report in traced.reports) and not _is_told(traced, traces):
                traces.append(msgspec.structs.replace(traced, asked=False))
    return tuple(traces)


def _is_told(traced: Traced, before: Sequence[Traced]) -> bool:
    """Whether most of a claim's reports are the very sentences of one shown before: it is that claim in other words."""
    own = [(report.document, span) for report in traced.reports for span in report.spans]
    for other in before:
        theirs: dict[str, list[Span]] = {}
        for report in other.reports:
            theirs.setdefault(report.document, []).extend(report.spans)
        shared = sum(any(span.overlaps(one) for one in theirs.get(document, ())) for document, span in own)
        if shared > SAME * len(own):
            return True
    return False
