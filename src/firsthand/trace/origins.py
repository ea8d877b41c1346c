"""From the reports of a claim and the reasons to join them, to origins and how many are independent."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cache

import msgspec

from firsthand.languages import codes, language
from firsthand.link.quotations_groups import Groups
from firsthand.model import SourceKind, Stance, content_id
from firsthand.trace.across import Placed
from firsthand.trace.carried import UNNAMED
from firsthand.trace.circles import circles, dead_ends
from firsthand.trace.drift import drift
from firsthand.trace.evidence import Evidence
from firsthand.trace.ground import Ground
from firsthand.trace.judged import Judged
from firsthand.trace.parameters import Parameters
from firsthand.trace.question import Question
from firsthand.trace.reasons import Reason
from firsthand.trace.records import Count, Hop, Merge, Origin, OriginKind, Report, Traced
from firsthand.trace.records import Evidence as Words

NEARLY = 0.7
"""Share of the surest report's score from which a report is counted where none is sure enough."""

UNKNOWN: OriginKind = "unknown"
CIRCLE: OriginKind = "circular"


def rows(question: Question, reports: Sequence[Placed], ground: Ground, known: Parameters) -> Traced:
    """Return a claim's rows: reports with their origins, the merges between them, and the count."""
    judged = Judged(ground.judgements)
    ids = {id(one): _report_id(question, one, ground) for one in reports}
    ordered = sorted(
        (one for one in reports if not judged.is_rejected(ids[id(one)])),
        key=lambda r: (ground.published(r.draft.doc), r.draft.doc, r.draft.units, _voice(r)),
    )
    own = [ids[id(one)] for one in ordered]
    reasons = [
        r for r in Evidence(ordered, ground, known.evidence, question=question).all() if r.kind not in known.without
    ]
    reasons = judged.reasons(reasons, own, lambda r: _merge_id(r, own))
    best = _groups(len(ordered), reasons, lambda r: r.score >= known.joins)
    chains = _named(ordered, reasons, _continued(ordered, reasons, best), best)
    labels = _labels(ordered, best, ground)
    # Where no report is as sure as that, the surest are counted, or a claim put unusually would have no origin.
    enough = min(known.counts, NEARLY * max((one.draft.score for one in ordered), default=0.0))
    made = [
        msgspec.structs.replace(
            _report(question, own[number], one, hops=chains[number], label=labels[best.find(number)], ground=ground),
            counted=one.draft.score >= enough,
        )
        for number, one in enumerate(ordered)
    ]
    round_ = circles(ordered, made, ground)
    for _, numbers in round_:
        names = " and ".join(dict.fromkeys(made[n].outlet or made[n].doc for n in numbers))
        for n in numbers:
            made[n] = msgspec.structs.replace(made[n], origin=f"{CIRCLE}: {names}", origin_kind=CIRCLE)
    _overridden(made, best, judged)
    supporting = [n for n, report in enumerate(made) if _supports(report)]
    origins = _origins(made, ordered, supporting)
    return Traced(
        id=question.claim.id,
        claim=question.claim.text,
        reports=tuple(made),
        merges=tuple(_merge(reason, made, ground) for reason in reasons),
        origins=origins,
        independent_origins=_count(made, reasons, supporting, origins),
        denials=len({report.origin for report in made if report.stance == "denies"}),
        circular=tuple(circle for circle, _ in round_),
        dead_ends=tuple(dead_ends(ordered, made, ground)),
        drift=drift(ordered, made, ground),
        first=next((made[n].id for n in supporting if made[n].published), None),
        judged=tuple(judged.counted),
        outlets=len({report.outlet or report.doc for report in made}),
    )


def _supports(report: Report) -> bool:
    """Whether a report is counted for the claim as it is worded."""
    return report.counted and report.stance == "supports" and report.variant is None


def _overridden(made: list[Report], best: Groups, judged: Judged) -> None:
    """Give a report, and all that rest on the same origin, the origin a person named."""
    for number, report in enumerate(made):
        name = judged.origin(report.id)
        if name is None:
            continue
        for other in range(len(made)):
            if best.find(other) == best.find(number):
                kind = "unknown" if name.startswith(UNKNOWN) else made[other].origin_kind
                kind = "named_person" if kind in (UNKNOWN, CIRCLE) and not name.startswith(UNKNOWN) else kind
                made[other] = msgspec.structs.replace(made[other], origin=name, origin_kind=kind)


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
    lengthened: set[int] = set()
    for reason in reasons:
        if reason.kind not in ("reused_text", "citation", "wire_credit") or best.find(reason.a) != best.find(reason.b):
            continue
        for short, long in ((reason.a, reason.b), (reason.b, reason.a)):
            if short in lengthened or not _ends_early(reports[short]):
                continue
            if reports[long].draft.voice is not None and not _ends_early(reports[long]):
                lengthened.add(short)
                own = {hop.party or hop.name for hop in chains[short]}
                before = [h for h in reports[long].hops if (h.party or h.name) not in own]
                inferred = [msgspec.structs.replace(h, inferred=True, why=reason.why) for h in before]
                chains[short] = (*inferred, *chains[short])
                break
    return chains


def _named(
    reports: Sequence[Placed], reasons: Sequence[Reason], chains: list[tuple[Hop, ...]], best: Groups
) -> list[tuple[Hop, ...]]:
    """Give an utterer who is not named the name that another report of the same words gives him, and say where from."""
    named = list(chains)
    for reason in reasons:
        if reason.kind not in ("reused_text", "same_party") or best.find(reason.a) != best.find(reason.b):
            continue
        for vague, full in ((reason.a, reason.b), (reason.b, reason.a)):
            one, other = reports[vague].draft.voice, reports[full].draft.voice
            if one is None or other is None or other.kind != "named_person" or one.kind == "named_person":
                continue
            if one.name == other.name:
                continue
            if named[vague] and not named[vague][0].inferred:
                hop = msgspec.structs.replace(reports[full].hops[0], inferred=True, why=reason.why)
                named[vague] = (hop, *named[vague][1:])
    return named


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
            # An outlet is where others have it from: whoever speaks there, even without a name, stands before it.
            rank = sorted(names, key=lambda k: (k[1] == "outlet", k[1] in UNNAMED, -names[k], k))
            label, kind = rank[0][0], _kind(rank[0][1])
        used[label] += 1
        labels[best.find(group[0])] = (label if used[label] == 1 else f"{label} ({used[label]})", kind)
    return labels


def _outlet(one: Placed, ground: Ground) -> str:
    publisher = one.draft.publisher
    return publisher.name if publisher else ground.corpus.readings[one.draft.doc].document.name


def _kind(kind: SourceKind) -> OriginKind:
    if kind == "none" or kind == "pronoun":  # noqa: PLR1714 - so that the type narrows
        return "unnamed"
    return kind


def _report_id(question: Question, one: Placed, ground: Ground) -> str:
    """Return the id of a report: the same statement for the same claim in the same document is the same report."""
    document = ground.corpus.readings[one.draft.doc].document
    place = one.draft.attribution or str([[span.start, span.end] for span in one.draft.spans])
    utterer = one.draft.hops[0].name if one.draft.voice and one.draft.hops else ""
    return content_id("report", question.claim.id, document.id, document.name, place, utterer)


def _merge_id(reason: Reason, ids: Sequence[str]) -> str:
    a, b = sorted((ids[reason.a], ids[reason.b]))
    return content_id("merge", a, b, reason.kind)


def _report(
    question: Question, id_: str, one: Placed, *, hops: tuple[Hop, ...], label: tuple[str, OriginKind], ground: Ground
) -> Report:
    reading = ground.corpus.readings[one.draft.doc]
    publisher = one.draft.publisher
    spans = one.draft.spans
    said = next((s.value for s in reading.said if s.attribution == one.draft.attribution), None)
    return Report(
        id=id_,
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
        return "supports" if question.negated or question.rejecting else "denies"
    if one.draft.negated and one.draft.polarity == "asserts" and not question.negated and question.speaker is None:
        return "denies"
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


def _merge(reason: Reason, made: Sequence[Report], ground: Ground) -> Merge:
    a, b = made[reason.a].id, made[reason.b].id
    spans = []
    for doc, span in reason.spans:
        document = ground.corpus.readings[doc].document
        spans.append(Words(doc=document.name, document=document.id, span=span))
    return Merge(
        id=_merge_id(reason, [report.id for report in made]),
        a=a,
        b=b,
        level=reason.level,
        kind=reason.kind,
        score=reason.score,
        why=reason.why,
        spans=tuple(spans),
    )


def _origins(made: Sequence[Report], reports: Sequence[Placed], supporting: Sequence[int]) -> tuple[Origin, ...]:
    groups: dict[str, list[int]] = defaultdict(list)
    for number in supporting:
        groups[made[number].origin].append(number)
    known = any(made[n].origin_kind not in (UNKNOWN, CIRCLE, *UNNAMED) for n in supporting)
    found = []
    for label, group in groups.items():
        kind = made[group[0]].origin_kind
        vague = kind == UNKNOWN or (
            kind in UNNAMED and not any(_is_joint(reports, n) or _is_body(reports[n]) for n in group)
        )
        reports_ = tuple(made[n].id for n in group)
        found.append(Origin(label=label, kind=kind, reports=reports_, counted=kind != CIRCLE and not (known and vague)))
    return tuple(sorted(found, key=lambda o: (not o.counted, -len(o.reports), o.label)))


def _is_body(one: Placed) -> bool:
    """Whether a party without a name is a body of a place that is named ("Kurdish police"), not just anybody."""
    name = one.hops[0].name if one.draft.voice and one.hops else ""
    capital = any(word[:1].isupper() for word in name.split())
    return capital and any(word.casefold() in _bodies() for word in name.split())


@cache
def _bodies() -> frozenset[str]:
    return frozenset(word for code in codes() for word in language(code).words.group_nouns)


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
    labels = {made[n].origin: n for n in reversed(supporting)}
    certain = _joined(made, reasons, labels, lambda r: r.level == "certain")
    loose = _joined(made, reasons, labels, lambda _: True)
    counted = {origin.label for origin in origins if origin.counted}
    silent = {certain.find(n) for n in supporting if made[n].origin_kind == UNKNOWN}
    heard = {certain.find(n) for n in supporting if made[n].origin_kind != UNKNOWN}
    # What outlets say without naming anybody widens the range by one: where they had it cannot be told.
    most = len(heard) + min(1, len(silent - heard)) if heard else len(silent)
    # Whoever is not named may have it from those who are, or all from one.
    least = max(1, len({loose.find(n) for n in supporting if made[n].origin in counted and _is_named(made[n])}))
    best = len(counted)
    return Count(min=min(least, best), best=best, max=max(most, best))


def _is_named(report: Report) -> bool:
    return report.origin_kind not in (UNKNOWN, *UNNAMED)


def _joined(
    made: Sequence[Report], reasons: Sequence[Reason], labels: dict[str, int], holds: Callable[[Reason], bool]
) -> Groups:
    """Group reports by the reasons that hold, and those of a circle, or whose origin a person named, by their label."""
    groups = _groups(len(made), reasons, holds)
    for number, report in enumerate(made):
        if report.origin_kind == CIRCLE and report.origin in labels:
            groups.join(labels[report.origin], number)
    return groups
