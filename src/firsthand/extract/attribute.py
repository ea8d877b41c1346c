"""Joins what the rules find in a document's sentences into attributions, and nests them.

Method: cue lexicon and clause edges, after the structural patterns of quotation attribution in news (Pareti et al.,
"Automatically Detecting and Attributing Indirect Quotations", EMNLP 2013; PolNeAR, Newell et al., LREC 2018).
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from firsthand.extract import colon, others, predicates, tolls, verbs, verbs_final, verbs_v2, worded
from firsthand.extract.again import joined, read_again
from firsthand.extract.atoms import Sentence, levels
from firsthand.extract.candidate import Candidate
from firsthand.extract.citing import aligned
from firsthand.extract.clauses import Range, View, view
from firsthand.extract.cues import matches
from firsthand.extract.encoder_read import Read, read
from firsthand.extract.fuse import MODEL, Findings, fused
from firsthand.extract.kinds import content_type, source_kind
from firsthand.extract.lent import lent, referred
from firsthand.extract.nesting import nest
from firsthand.extract.quotes import Quotation, quotations
from firsthand.extract.regions import Tongues, regions
from firsthand.extract.relays import media, relays
from firsthand.extract.speech import Draft, continued
from firsthand.extract.tags import tagged
from firsthand.extract.turns import turns
from firsthand.extract.within import Again, with_nested
from firsthand.languages import Language, codes, language
from firsthand.model import Attribution, Document, Item, Relay, Span, Spans, attribution_id
from firsthand.outlets import Registry, registry
from firsthand.settings import Settings

_SEPARATOR = re.compile(r"#{3,}")
"""What some collections write between paragraphs; for reading, a line end, so that no offset changes."""

MODELLED = ("en",)
"""Languages the model was trained on."""


def attributions(
    document: Document,
    *,
    items: Sequence[Item] = (),
    settings: Settings | None = None,
    outlets: Registry | None = None,
) -> tuple[Attribution, ...]:
    """Return the attributions of a document, ordered by where they begin.

    ``items`` are the entries of a press review: headings and excerpts are read apart from each other. A passage in
    a language without a language file is left alone.
    """
    settings = settings or Settings()
    known = outlets or registry()
    text = _SEPARATOR.sub(_newlines, document.text[: settings.max_chars])
    quotes = quotations(text)
    drafts: list[Draft] = []
    tongues = Tongues(document)
    for span, code in regions(document, items):
        if code in codes():
            findings = _findings(text, span) if settings.model and code in MODELLED else Findings()
            drafts += _region(
                text, span, quotes, lang=language(code), tongues=tongues, outlets=known, findings=findings
            )
    rows = _records(document, drafts, known)
    return nest([*rows, *turns(document, text, rows)], max_depth=settings.max_nesting)


def _newlines(match: re.Match[str]) -> str:
    return "\n" * len(match.group())


def _findings(text: str, span: Span) -> Findings:
    """Return what the model finds in a stretch of text, which it reads by itself."""
    return Findings(read(span.of(text)).shifted(span.start))


def _region(
    text: str,
    span: Span,
    quotes: Sequence[Quotation],
    *,
    lang: Language,
    tongues: Tongues,
    outlets: Registry,
    findings: Findings,
) -> list[Draft]:
    drafts: list[Draft] = []
    contents: Spans = ()
    alone = cache(read)  # a quotation may be read both as a content and for what is quoted in it
    for level in levels(text, span, quotes, lang):
        inside = level[0].inside if level else None
        spoken = lang.code if inside is None else tongues.at(inside.inner.start)
        if spoken in codes():
            known = language(spoken)
            again = _reader(text, known, alone) if findings.read is not None and spoken in MODELLED else None
            own = findings
            views = [view(sentence, matches(sentence, known), known, outlets) for sentence in level]
            rules = [_by_rules(v) for v in views]
            if inside is not None and again is not None and _within(contents, inside.inner):
                own = Findings(again([(inside.inner,)] if any(rules) else []), nested=True)
            drafts += _level(text, views, rules, own, again)
        if inside is None:
            contents = _joined(sorted(s for draft in drafts for s in _spans(draft)[2]))
    return drafts


def _within(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of some spans, in order and apart from each other, holds another."""
    place = bisect_right(spans, span.start, key=lambda s: s.start) - 1
    return place >= 0 and spans[place].holds(span)


def _reader(text: str, lang: Language, alone: Callable[[str], Read]) -> Again:
    """Return what reads contents of a text again, each of them once; ``alone`` reads one as a text of its own."""
    known: dict[Spans, Read] = {}

    def again(contents: Sequence[Spans]) -> Read:
        for content in contents:
            if content not in known:
                known[content] = read_again(text, content, lang, alone)
        return joined([known[content] for content in contents])

    return again


def _level(
    text: str,
    views: Sequence[View],
    rules: Sequence[Sequence[Candidate]],
    findings: Findings,
    again: Again | None,
) -> list[Draft]:
    candidates = [fused(v, some, findings) for v, some in zip(views, rules, strict=True)]
    if again is not None:
        candidates = with_nested(views, candidates, rules, again)
    drafts: list[Draft] = []
    for place, (v, some) in enumerate(zip(views, candidates, strict=True)):
        named = media(v) if some else ()
        kept = tagged(v, aligned(v, some))
        around = [c for c, _ in kept]
        for c, tags in kept:
            through = _once(relays(v, c, named, around), tags)
            drafts.append(Draft(candidate=c, sentence=v.sentence, place=place, relays=through, lang=v.lang))
    if not views:
        return []
    level, lang = [v.sentence for v in views], views[0].lang
    spoken = referred(level, continued(text, level, drafts, lang))
    return [*spoken, *lent(level, spoken, lang)]


def _once(relays: Sequence[Relay], tags: Sequence[Relay]) -> tuple[Relay, ...]:
    return tuple({relay.span: relay for relay in (*relays, *tags)}.values())


def _by_rules(v: View) -> list[Candidate]:
    found = [*_by_verb(v), *others.candidates(v), *tolls.candidates(v)]
    found = [verbs.source_alone(v, c) for c in found]
    found += [c for c in predicates.candidates(v) if not any(_meet(c, other) for other in found)]
    return worded.completed(v, [*found, *colon.candidates(v, found)])


def _meet(a: Candidate, b: Candidate) -> bool:
    """Whether the cues of two candidates share a word, and the second knows its source."""
    return b.source is not None and any(x < z and y < w for x, w in a.cue for y, z in b.cue)


def _by_verb(v: View) -> list[Candidate]:
    if v.lang.order == "svo":
        return verbs.candidates(v)
    return verbs_final.candidates(v) if v.lang.separable else verbs_v2.candidates(v)


def _records(document: Document, drafts: Sequence[Draft], outlets: Registry) -> list[Attribution]:
    found: dict[str, Attribution] = {}
    for draft in drafts:
        source, cue, content = _spans(draft)
        if not content:
            continue
        id_ = attribution_id(doc=document.id, source=source, cue=cue, content=content)
        found.setdefault(
            id_,
            Attribution(
                id=id_,
                doc=document.id,
                source=source,
                cue=cue,
                content=content,
                type=content_type(draft),
                relays=draft.relays,
                polarity=draft.candidate.polarity,
                source_kind=source_kind(draft.lender or draft, outlets),
                cue_stance=draft.candidate.stance,
                score=round(draft.candidate.weight, 3),
                method=_method(draft.candidate),
            ),
        )
    return list(found.values())


def _method(candidate: Candidate) -> str:
    """Who found it: a rule by its name, the model, or both."""
    if candidate.read is None:
        return f"rules/{candidate.rule}"
    return MODEL if candidate.rule == MODEL else f"{MODEL}+{candidate.rule}"


def _spans(draft: Draft) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]:
    def spans(ranges: Iterable[Range], sentence: Sentence) -> tuple[Span, ...]:
        atoms = sentence.atoms
        return tuple(Span(atoms[a].start, atoms[b - 1].end) for a, b in ranges if a < b)

    c, owner = draft.candidate, draft.lender or draft
    if c.read is not None:
        return (c.read.source,) if c.read.source else (), (c.read.cue,), c.read.content
    source = spans([owner.candidate.source], owner.sentence) if owner.candidate.source else ()
    content = sorted((*spans(c.content, draft.sentence), *draft.more, *draft.earlier))
    return (
        source,
        spans(c.cue, draft.sentence),
        _joined(content) if c.rule in ("turn", "lent") or draft.sentence.dash else tuple(content),
    )


def _joined(spans: Sequence[Span]) -> Spans:
    """Join spans, in order, that overlap or stand side by side, as the sentences of a line of dialogue do."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start <= joined[-1].end + 1:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
