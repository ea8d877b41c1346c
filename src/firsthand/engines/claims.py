"""The claims of a set of readings, found and traced: what a review shows."""

from collections.abc import Iterable, Sequence

import msgspec

from firsthand.model import Claim, Judgement, Reading, content_id
from firsthand.outlets import Registry
from firsthand.settings import Settings
from firsthand.trace.find import found
from firsthand.trace.ground import Ground
from firsthand.trace.records import Traced
from firsthand.trace.trace import trace_one


def weighed(
    readings: Iterable[Reading],
    *,
    asked: Sequence[str] = (),
    find: bool = True,
    judgements: Sequence[Judgement] = (),
    outlets: Registry,
    settings: Settings,
) -> tuple[Traced, ...]:
    """Return claims of readings, traced: those asked for; then, with ``find``, those found that anybody reports."""
    ground = Ground(readings, outlets=outlets, judgements=judgements)
    claims = [Claim(id=content_id("claim", text), text=text) for text in asked]
    known = {claim.id for claim in claims}
    traces = [trace_one(claim, ground, settings=settings) for claim in claims]
    for one in found(ground) if find else ():
        if one.claim.id not in known:
            traced = trace_one(one.claim, ground, settings=settings)
            if any(report.stance == "supports" for report in traced.reports):
                traces.append(msgspec.structs.replace(traced, asked=False))
    return tuple(traces)
