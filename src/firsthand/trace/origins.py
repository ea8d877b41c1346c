"""From the reports of a claim and the reasons to join them, to origins and how many are independent."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import msgspec

from firsthand.link.quotations_groups import Groups
from firsthand.model import SourceKind, Stance, content_id
from firsthand.trace.across import Placed
from firsthand.trace.circles import circles, dead_ends
from firsthand.trace.drift import drift
from firsthand.trace.evidence import UNNAMED, Evidence, Reason
from firsthand.trace.ground import Ground
from firsthand.trace.parameters import Parameters
from firsthand.trace.question import Question
from firsthand.trace.records import Count, Hop, Merge, Origin, OriginKind, Report, Traced
from firsthand.trace.records import Evidence as Words

UNKNOWN: OriginKind = "unknown"
CIRCLE: OriginKind = "circular"


def rows(question: Question, reports: Sequence[Placed], ground: Ground, known: Parameters) -> Traced:
    """Return a claim's rows: reports with their origins, the merges between them, and the count."""
    ordered = sorted(reports, key=lambda r: (ground.published(r.draft.doc), r.draft.doc, r.draft.units, _voice(r)))
    reasons = Evidence(ordered, ground, known.evidence).all()
    best = _groups(len(ordered), reasons, lambda r: r.score >= known.joins)
    chains = _continued(ordered, reasons, best)
    labels = _labels(ordered, best, ground)
    made = [
        _report(question, one, chains[number], labels[best.find(number)], ground) for number, one in enumerate(ordered)
    ]
    round_ = circles(ordered, made, ground)
    for _, numbers in round_:
        names = " and ".join(dict.fromkeys(made[n].outlet or made[n].doc for n in numbers))
        for n in numbers:
            made[n] = msgspec.structs.replace(made[n], origin=f"{CIRCLE}: {names}", origin_kind=CIRCLE)
    supporting = [n for n, report in enumerate(made) if report.stance == "supports" and report.variant is None]
    origins = _origins(made, ordered, best, supporting)
    return Traced(
        id=question.claim.id,
        claim=question.claim.text,
        reports=tuple(made),
        merges=tuple(_merge(reason, made, ground, ordered) for reason in reasons),
        origins=origins,
        independent_origins=_count(made, reasons, supporting, origins),
        denials=len({report.origin for report in made if report.stance == "denies"}),
        circular=tuple(circle for circle, _ in round_),
        dead_ends=tuple(dead_ends(ordered, made, ground)),
        drift=drift(ordered, made, ground),
        first=next((made[n].id for n in supporting if made[n].published), None),
        outlets=len({report.outlet or report.doc for report in made}),
    )


def _voice(one: Placed) -> str:
    return one.draft.voice.key if one.draft.voice else ""


def _groups(count: int, reasons: Sequence[Reason], holds: Callable[[Reason], bool]) -> Groups:
    groups = Groups(count)
    for reason in reasons:
        if holds(reason):
            groups.join(reason.a, reason.b)
    return groups


def _continued(reports: Sequence[Placed], reasons: Sequence[Reason], best: Groups) -> list[tuple[Hop, ...]]:
    """Give a report that names nobody, or only an outlet, the chain of the one it has its words from."""
    chains = [one.hops for one in reports]
    for reason in reasons:
        if reason.kind not in ("reused_text", "citation", "wire_credit") or best.find(reason.a) != best.find(reason.b):
            continue
        for short, long in ((reason.a, reason.b), (reason.b, reason.a)):
            if _ends_early(reports[short]) and reports[long].draft.voice is not None and not _ends_early(reports[long]):
                own = {hop.party or hop.name for hop in chains[short]}
                before = [h for h in reports[long].hops if (h.party or h.name) not in own]
                inferred = [msgspec.structs.replace(h, inferred=True, why=reason.why) for h in before]
                chains[short] = (*inferred, *chains[short])
                break
    return chains


def _ends_early(one: Placed) -> bool:
    return one.draft.voice is None or one.draft.voice.kind == "outlet"


def _labels(reports: Sequence[Placed], best: Groups, ground: Ground) -> dict[int, tuple[str, OriginKind]]:
    """Name every group of reports: by the party most of them rest on, named before unnamed; no two alike."""
    labels: dict[int, tuple[str, OriginKind]] = {}
    used: Counter[str] = Counter()
    for group in best.all():
        voices = [reports[n].draft.voice for n in group if reports[n].draft.voice is not None]
        names = Counter((v.name, v.kind) for v in voices if v is not None)
        if not names:
            label, kind = f"{UNKNOWN}: {_outlet(reports[group[0]], ground)}", UNKNOWN
        else:
            rank = sorted(names, key=lambda k: (k[1] in UNNAMED, k[1] == "outlet", -names[k], k))
            label, kind = rank[0][0], _kind(rank[0][1])
        used[label] += 1
        labels[best.find(group[0])] = (label if used[label] == 1 else f"{label} ({used[label]})", kind)
    return labels


def _outlet(one: Placed, ground: Ground) -> str:
    publisher = ground.publishers[one.draft.doc]
    return publisher.name if publisher else ground.corpus.readings[one.draft.doc].document.name


def _kind(kind: SourceKind) -> OriginKind:
    if kind == "none" or kind == "pronoun":  # noqa: PLR1714 - so that the type narrows
        return "unnamed"
    return kind


def _report(
    question: Question, one: Placed, hops: tuple[Hop, ...], label: tuple[str, OriginKind], ground: Ground
) -> Report:
    reading = ground.corpus.readings[one.draft.doc]
    publisher = ground.publishers[one.draft.doc]
    spans = one.draft.spans
    said = next((s.value for s in reading.said if s.attribution == one.draft.attribution), None)
    return Report(
        id=content_id("report", question.claim.id, reading.document.id, reading.document.name, _voice(one), str(spans)),
        claim=question.claim.id,
        doc=reading.document.name,
        document=reading.document.id,
        outlet=publisher.name if publisher else None,
        published=reading.published.value,
        said_on=said,
        spans=spans,
        words=spans[0].of(reading.document.text),
        stance=_stance(question, one),
        variant=_variant(question, one),
        chain=tuple(hop.name for hop in hops),
        hops=hops,
        origin=label[0],
        origin_kind=label[1],
        attribution=one.draft.attribution,
        score=round(one.draft.score, 4),
    )


def _stance(question: Question, one: Placed) -> Stance:
    if one.draft.polarity == "denies":
        return "supports" if question.negated else "denies"
    if one.draft.polarity == "questions" and not question.negated:
        return "questions"
    if question.figures and one.draft.figures == 0:
        return "mentions"
    return "supports"


def _variant(question: Question, one: Placed) -> str | None:
    if one.draft.instead:
        return ", ".join(f"{value:g}" for value in one.draft.instead)
    if question.figures and 0 < one.draft.figures < 1:
        return "a part missing"
    return None


def _merge(reason: Reason, made: Sequence[Report], ground: Ground, reports: Sequence[Placed]) -> Merge:
    a, b = made[reason.a].id, made[reason.b].id
    spans = []
    for doc, span in reason.spans:
        document = ground.corpus.readings[doc].document
        spans.append(Words(doc=document.name, document=document.id, span=span))
    return Merge(
        id=content_id("merge", a, b, reason.kind),
        a=a,
        b=b,
        level=reason.level,
        kind=reason.kind,
        score=reason.score,
        why=reason.why,
        spans=tuple(spans),
    )


def _origins(
    made: Sequence[Report], reports: Sequence[Placed], best: Groups, supporting: Sequence[int]
) -> tuple[Origin, ...]:
    groups: dict[int, list[int]] = defaultdict(list)
    for number in supporting:
        groups[best.find(number)].append(number)
    known = any(made[n].origin_kind not in (UNKNOWN, *UNNAMED) for n in supporting)
    found = []
    for group in groups.values():
        first = made[group[0]]
        circle = first.origin_kind == CIRCLE
        vague = first.origin_kind in (UNKNOWN, *UNNAMED) and not any(_is_joint(reports, n) for n in group)
        found.append(
            Origin(
                label=first.origin,
                kind=first.origin_kind,
                reports=tuple(made[n].id for n in group),
                counted=not (circle or (known and vague)),
            )
        )
    return tuple(sorted(found, key=lambda o: (not o.counted, -len(o.reports), o.label)))


def _is_joint(reports: Sequence[Placed], number: int) -> bool:
    """Whether a report's party is named together with another as two ("a monitor and medics said")."""
    own = reports[number].draft
    return own.attribution is not None and any(
        other.draft.attribution == own.attribution and other.draft.voice != own.voice for other in reports
    )


def _count(
    made: Sequence[Report],
    reasons: Sequence[Reason],
    supporting: Sequence[int],
    origins: Sequence[Origin],
) -> Count:
    certain = _groups(len(made), reasons, lambda r: r.level == "certain")
    loose = _groups(len(made), reasons, lambda _: True)
    most = len({certain.find(n) for n in supporting})
    counted = {id_ for origin in origins if origin.counted for id_ in origin.reports}
    least = len({loose.find(n) for n in supporting if made[n].id in counted})
    best = sum(1 for origin in origins if origin.counted)
    return Count(min=min(least, best), best=best, max=max(most, best))
