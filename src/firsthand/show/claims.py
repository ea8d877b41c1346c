"""Put together what is shown of a traced claim: the sentence, the counts with what they rest on, figure, reports."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from firsthand.model import Document, Span
from firsthand.show.cards import Said, language_at
from firsthand.show.claims_view import (
    ClaimView,
    ClauseView,
    DriftView,
    EvidenceView,
    FindingView,
    MergeView,
    OriginView,
    OutletView,
    Ref,
    ReportView,
    RowView,
)
from firsthand.show.clean import file_name, one_line, safe_url, visible
from firsthand.show.dates import in_words, is_iso
from firsthand.show.excerpt import excerpt
from firsthand.show.figure import figure
from firsthand.show.figure_ways import Ways, ways
from firsthand.show.support import Role, drawn, role
from firsthand.show.versions import versions
from firsthand.show.words import Words
from firsthand.trace.records import Clause, Drifted, Evidence, Merge, Report, Sentence, Traced

FEW_REFS = 8
"""Reports named after a part of the sentence."""

MERGES = 30
"""Reasons shown for one origin."""


class Places(Protocol):
    """Where the documents are: their texts, and the address of a report in what is shown."""

    def document(self, id_: str) -> Document | None:
        """Return a document, or None where it is not at hand."""

    def href(self, document: str, attribution: str | None) -> str | None:
        """Return the address of an attribution, or of its document; None where it is not shown."""


def claim_view(traced: Traced, places: Places, words: Words, *, number: int = 1) -> ClaimView:
    """Tell a traced claim. Its reports are numbered from 1 in the order of publication."""
    return _Teller(traced, places, words).claim(number)


class _Teller:
    """Knows one claim and how to name its reports."""

    def __init__(self, traced: Traced, places: Places, words: Words) -> None:
        self.traced, self.places, self.words = traced, places, words
        self.numbers = {report.id: number for number, report in enumerate(traced.reports, start=1)}
        self.known = {report.id: report for report in traced.reports}
        named = {report.doc for report in traced.reports if file_name(report.doc) != report.doc}
        self.paths = sorted(named, key=len, reverse=True)
        self.drifts: dict[str, list[Drifted]] = defaultdict(list)
        for drift in traced.drift:
            if drift.a in self.known:
                self.drifts[drift.b].append(drift)

    def claim(self, number: int) -> ClaimView:
        traced, words = self.traced, self.words
        views = {report.id: self.report(report) for report in traced.reports}
        plain = drawn(traced)
        shown = self.together(views, ways(plain))
        by_role: dict[Role, list[Report]] = defaultdict(list)
        for report in traced.reports:
            by_role[role(report)].append(report)
        support = by_role["supports"]
        sentences = self.sentences()
        outlets = self.outlets(support)
        known = len({report.outlet for report in support if report.outlet})
        articles = list({report.document: views[report.id] for report in support}.values())
        count = traced.independent_origins
        spread = "origin_range" if count.min != count.max else "origin_count"
        origin_words = words.say(spread, origins=words.count("origin", count.best), low=count.min, high=count.max)
        parts = (words.count("article", len(articles)), words.count("outlet", known), origin_words)
        origins, between, against = self.origins()
        return ClaimView(
            id=traced.id,
            number=number,
            text=visible(one_line(traced.claim, 600)),
            asked=traced.asked,
            sentence=self.clauses(sentences),
            sentence_lang=sentences[0].lang if sentences else words.lang,
            counts=words.say("dot").join(parts),
            articles=tuple(articles),
            article_words=parts[0],
            outlets=outlets,
            outlet_words=parts[1],
            origins=origins,
            origin_words=origin_words,
            between=tuple(self.merge(one) for one in between[:MERGES]),
            more_between=max(0, len(between) - MERGES),
            against=tuple(self.merge(one) for one in against[:MERGES]),
            more_against=max(0, len(against) - MERGES),
            findings=self.findings(),
            left=tuple(shown[r.id] for r in support if r.id in shown),
            unsure=tuple(shown[r.id] for r in by_role["unsure"] if r.id in shown),
            right=tuple(shown[r.id] for r in by_role["denies"] if r.id in shown),
            other=tuple(shown[r.id] for r in by_role["other"] if r.id in shown),
            figure=figure(plain, words, numbers=self.numbers),
            rows=self.rows(views, ways(traced)),
            judged=len(traced.judged),
        )

    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences in the language of the page, else in English, else in that of the first."""
        by_lang: dict[str, list[Sentence]] = defaultdict(list)
        for sentence in self.traced.sentences:
            by_lang[sentence.lang].append(sentence)
        own = next((lang for lang in (self.words.lang, "en", *by_lang) if lang in by_lang), None)
        return tuple(by_lang[own]) if own else ()

    def clauses(self, sentences: Sequence[Sentence]) -> tuple[ClauseView, ...]:
        apart = Clause(text=" ")
        spoken = [clause for sentence in sentences for clause in (apart, *sentence.clauses)][1:]
        return tuple(
            ClauseView(
                text=visible(clause.text[:2_000]).replace("\n", " "),
                refs=self.refs(clause.reports)[:FEW_REFS],
                more=max(0, len(self.refs(clause.reports)) - FEW_REFS),
            )
            for clause in spoken
        )

    def refs(self, ids: Sequence[str]) -> tuple[Ref, ...]:
        numbers = sorted((self.numbers[id_], id_) for id_ in dict.fromkeys(ids) if id_ in self.numbers)
        return tuple(Ref(number=number, id=id_) for number, id_ in numbers)

    def outlets(self, support: Sequence[Report]) -> tuple[OutletView, ...]:
        by_outlet: dict[str, list[str]] = defaultdict(list)
        for report in support:
            by_outlet[report.outlet or ""].append(report.id)
        return tuple(
            OutletView(name=self.line(name or self.words.say("outlet_unknown")), refs=self.refs(ids))
            for name, ids in sorted(by_outlet.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        )

    def report(self, report: Report) -> ReportView:
        words = self.words
        document = self.places.document(report.document)
        text = document.text if document else ""
        bits = excerpt(text, report.spans) if document else ()
        title = document.title if document and document.title else file_name(report.doc)
        return ReportView(
            number=self.numbers[report.id],
            id=report.id,
            outlet=self.line(report.outlet or words.say("outlet_unknown")),
            title=self.line(title),
            lang=language_at(document, report.spans[0].start) if document and report.spans else "und",
            document=report.document,
            href=self.places.href(report.document, report.attribution),
            url=safe_url(document.url) if document else None,
            published=self.date(report.published) or Said(shown=words.say("published_unknown")),
            said=self.date(report.said_on),
            stance=report.stance,
            stance_words=self.stance(report),
            variant=self.line(report.variant) if report.variant else None,
            way=self.way(report),
            taken=tuple(dict.fromkeys(self.why(hop.why) for hop in report.hops if hop.inferred and hop.why)),
            excerpt=bits or excerpt(report.words, [Span(0, len(report.words))]),
            origin=self.line(self.label(report.origin)),
            own=report.attribution is None and not report.chain,
            drift=tuple(self.drift(drift) for drift in self.drifts[report.id][:3]),
        )

    def stance(self, report: Report) -> str:
        """Say what a report is to the claim: one that is not counted, or differs, does not simply report it."""
        said = self.words.report_stances[report.stance]
        if report.variant is not None:
            return self.words.say("variant", stance=said, variant=self.line(report.variant))
        return self.words.say("may_report") if role(report) == "unsure" else said

    def way(self, report: Report) -> str:
        """Return the chain in one line, what only another document shows in brackets, and the outlet at its end."""
        words = self.words
        inferred = {hop.name for hop in report.hops if hop.inferred}
        names = [words.say("inferred_hop", name=self.line(n)) if n in inferred else self.line(n) for n in report.chain]
        last = self.line(report.outlet or words.say("outlet_unknown"))
        return words.say("arrow").join([*(names or [words.say("nobody")]), last])

    def drift(self, drift: Drifted) -> DriftView:
        fuller, own = self.words_of(drift.a_words), self.words_of(drift.b_words)
        langs = [self.lang_of(drift.a_words), self.lang_of(drift.b_words)]
        translated = "translated" in drift.kinds
        return DriftView(
            fuller=Ref(number=self.numbers[drift.a], id=drift.a),
            kinds=tuple(self.words.drifts.get(kind, visible(kind)) for kind in drift.kinds),
            changes=() if translated else versions(fuller, own, lang_a=langs[0], lang_b=langs[1]),
            words=self.line(own, 600),
            fuller_words=self.line(fuller, 600),
            guess=drift.guess,
        )

    def words_of(self, evidence: Evidence) -> str:
        document = self.places.document(evidence.document)
        return evidence.span.of(document.text)[:5_000] if document else ""

    def lang_of(self, evidence: Evidence) -> str | None:
        document = self.places.document(evidence.document)
        lang = language_at(document, evidence.span.start) if document else None
        return None if lang in (None, "und") else lang

    def merge(self, merge: Merge) -> MergeView:
        words = self.words
        return MergeView(
            id=merge.id,
            a=Ref(number=self.numbers[merge.a], id=merge.a),
            b=Ref(number=self.numbers[merge.b], id=merge.b),
            level=merge.level,
            level_words=words.levels[merge.level],
            kind=merge.kind,
            kind_words=words.evidence.get(merge.kind, visible(merge.kind)),
            why=self.why(merge.why),
            evidence=self.evidence(merge.spans),
            judged=merge.kind == "judgement",
        )

    def evidence(self, spans: Sequence[Evidence]) -> tuple[EvidenceView, ...]:
        found = []
        for one in spans[:4]:
            document = self.places.document(one.document)
            found.append(
                EvidenceView(
                    name=self.line(file_name(one.doc)),
                    href=self.places.href(one.document, None),
                    lang=language_at(document, one.span.start) if document else "und",
                    excerpt=excerpt(document.text, [one.span], around=70, most=300) if document else (),
                )
            )
        return tuple(found)

    def origins(self) -> tuple[tuple[OriginView, ...], list[Merge], list[Merge]]:
        """Return the origins with the merges inside each, the merges between them, and those of who is against it.

        Merges of reports that are not counted explain no number on the page, and are left out.
        """
        home = {id_: origin.label for origin in self.traced.origins for id_ in origin.reports}
        opposed = {report.id for report in self.traced.reports if role(report) == "denies"}
        inside: dict[str, list[Merge]] = defaultdict(list)
        between: list[Merge] = []
        against: list[Merge] = []
        for merge in {merge.id: merge for merge in self.traced.merges}.values():
            if merge.a in home and merge.b in home:
                (inside[home[merge.a]] if home[merge.a] == home[merge.b] else between).append(merge)
            elif merge.a in opposed and merge.b in opposed:
                against.append(merge)
        views = tuple(
            OriginView(
                label=self.line(self.label(origin.label)),
                kind_words=self.words.origin_kinds[origin.kind],
                counted=origin.counted,
                refs=self.refs(origin.reports),
                merges=tuple(self.merge(merge) for merge in inside[origin.label][:MERGES]),
                more=max(0, len(inside[origin.label]) - MERGES),
            )
            for origin in self.traced.origins
        )
        return views, between, against

    def findings(self) -> tuple[FindingView, ...]:
        words = self.words
        circles = [
            FindingView(
                kind="circle",
                title=words.say("circle_title"),
                why=self.why(circle.why),
                refs=self.refs(circle.reports),
                evidence=self.evidence(circle.spans),
            )
            for circle in self.traced.circular
        ]
        ends = [
            FindingView(
                kind="dead_end",
                title=words.say("dead_title", name=self.line(end.name)),
                why=self.why(end.why),
                refs=self.refs(end.reports),
                evidence=self.evidence(end.spans),
            )
            for end in self.traced.dead_ends
        ]
        return (*circles, *ends)

    def together(self, views: Mapping[str, ReportView], graph: Ways) -> dict[str, ReportView]:
        """Return the reports that are shown for themselves; those that are drawn as one stand with the first."""
        shown = dict(views)
        for fold in graph.folds:
            first, *others = sorted(fold.reports, key=self.numbers.__getitem__)
            alike = tuple(shown.pop(id_) for id_ in others)
            shown[first] = msgspec.structs.replace(shown[first], alike=alike)
        return shown

    def rows(self, views: Mapping[str, ReportView], graph: Ways) -> tuple[RowView, ...]:
        """Return the table behind the figure: every report, and from whom it has the claim."""
        source: dict[str, tuple[tuple[str, str], str]] = {}
        for fold in graph.folds:
            source |= dict.fromkeys(fold.reports, (fold.source, fold.level))
        for arrow in graph.arrows:
            if arrow.target[0] == "report":
                source.setdefault(arrow.target[1], (arrow.source, arrow.level))
        rows = []
        for report in self.traced.reports:
            point, level = source.get(report.id, (None, ""))
            name = self.words.say("nobody") if point is None else self.point(point)
            rows.append(RowView(report=views[report.id], taken_from=name, level_words=self.words.levels.get(level, "")))
        return tuple(rows)

    def point(self, point: tuple[str, str]) -> str:
        kind, name = point
        if kind == "report":
            report = self.known[name]
            outlet = self.line(report.outlet or self.words.say("outlet_unknown"))
            return self.words.say("report_of", n=self.numbers[name], outlet=outlet)
        return self.line(self.label(name))

    def label(self, label: str) -> str:
        """Say an origin's label in words: one that nothing stands behind is named after its outlet."""
        head, colon, outlet = label.partition(":")
        return self.words.say("unknown_origin", outlet=outlet) if colon and head == "unknown" else label

    def date(self, value: str | None) -> Said | None:
        if value is None:
            return None
        return Said(shown=self.line(in_words(value, self.words)), iso=value if is_iso(value) else None)

    def why(self, text: str) -> str:
        """Return a reason with documents called by their file's name: a page that is sent on names no folders."""
        for name in self.paths:
            text = text.replace(name, file_name(name))
        return self.line(text, 600)

    def line(self, text: str, limit: int = 300) -> str:
        return visible(one_line(text, limit))
