"""Speakers across documents, for bench/speakers.py: labelled mentions of event documents, joined into parties."""

import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from common import ROOT, SHARED
from firsthand.extract.atoms import Sentence, atoms
from firsthand.extract.candidate import Candidate
from firsthand.extract.kinds import source_kind
from firsthand.extract.speech import Draft
from firsthand.languages import language
from firsthand.model import Attribution, Document, Reading, SourceKind, Span, attribution_id
from firsthand.outlets import registry
from firsthand.reading import try_reading
from firsthand.resolve.parties import parties
from firsthand.resolve.speakers import speakers
from firsthand.settings import Settings
from speakers_pairs import Pair, by_mention, figures, linked

LABELS = ROOT / "bench" / "labels"
PARTS = ("develop", "report", "develop-2", "report-2", "develop-3", "report-3")
UNSEEN = ("report-2", "report-6")
EVENTS = ("fa-kes-dev", "helsinki-dev")


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def kind_of(text: str, source: Sequence[Span]) -> SourceKind:
    """What kind of source some words are, by the extractor's own code."""
    lang = language("en")
    words = tuple(atoms(text, source[0], (), lang)) if source else ()
    candidate = Candidate(
        source=(0, len(words)) if words else None, cue=(), content=(), stance="", polarity="asserts", weight=1.0,
        rule="gold",
    )  # fmt: skip
    draft = Draft(candidate=candidate, sentence=Sentence(atoms=words, inside=None, block=0), place=0, lang=lang)
    return source_kind(draft, registry())


def given(reading: Reading, spans: Sequence[Span]) -> Reading:
    """Return a reading with an attribution more for every span that is no part of a source there."""
    document = reading.document
    sources = [span for row in reading.attributions for span in row.source]
    added = [
        Attribution(
            id=attribution_id(doc=document.id, source=(span,), cue=(), content=()), doc=document.id, source=(span,),
            cue=(), content=(), type="indirect", score=1.0, method="label", source_kind=kind_of(document.text, (span,)),
        )
        for span in spans if not any(span.overlaps(source) for source in sources)
    ]  # fmt: skip
    rows = (*reading.attributions, *added)
    return replace(reading, attributions=rows, speakers=speakers(document, rows, items=reading.items))


def documents() -> list[Document]:
    """Return the event documents, as a user would give them."""
    return [
        Document(
            id=row["id"],
            name=row["id"],
            text=row["text"],
            lang="en",
            title=row.get("title"),
            outlet=row["outlet"],
            published=row["published"],
        )
        for name in EVENTS
        for row in lines(SHARED / "data" / "events" / f"{name}.jsonl")
    ]


def measure_across(show: Callable[[str], None]) -> dict[str, object]:
    """Score the parties of the labelled mentions: as extracted, and with every mention given as a source."""
    labels = [label for label in lines(LABELS / "speakers-across.jsonl") if label["parties"]]
    spans: dict[str, list[Span]] = {}
    for label in labels:
        spans.setdefault(label["doc"], []).append(Span(*label["span"]))
    readings = [try_reading(document, settings=Settings()) for document in documents()]
    read = [reading for reading in readings if isinstance(reading, Reading)]
    whole = [given(one, spans[one.document.id]) if one.document.id in spans else one for one in read]
    return {
        "documents": len(read),
        "documents_failed": len(readings) - len(read),
        "as_extracted": _joined(read, labels, lambda _: None),
        "given": _joined(whole, labels, show),
    }


def _joined(
    read: Sequence[Reading], labels: Sequence[dict[str, Any]], show: Callable[[str], None]
) -> dict[str, object]:
    """Join the parties of readings and score the labelled mentions, by certain links and by probable ones too."""
    wanted = {label["doc"] for label in labels}
    begun = time.perf_counter()
    found = parties(read)
    seconds = time.perf_counter() - begun
    names = {party.id: party.name for party in found.parties}
    of_voice = {voice: party.id for party in found.parties for voice in party.voices}
    maybe: dict[str, set[str]] = {}
    for link in found.links:
        if link.level == "probable":
            for a, b in ((link.a, link.b), (link.b, link.a)):
                maybe.setdefault(of_voice[a], set()).add(of_voice[b])
    rows: dict[str, list[tuple[Span, str]]] = {}
    for reading in read:
        if reading.document.id in wanted:
            by_id = {a.id: a for a in reading.attributions}
            for voice in (v for v in found.voices if v.doc == reading.document.id):
                for attribution in voice.attributions:
                    for span in by_id[attribution].source:
                        rows.setdefault(reading.document.id, []).append((span, of_voice[voice.id]))
    results: dict[str, object] = {
        "voices": len(found.voices),
        "parties": len(found.parties),
        "seconds_joining": round(seconds, 2),
    }
    texts = {reading.document.id: reading.document.text for reading in read}
    for part in PARTS:
        mine = [one for one in labels if one["half"] == part]
        certain: list[Pair] = []
        probable: list[Pair] = []
        for label in mine:
            span = Span(*label["span"])
            own = frozenset(party for source, party in rows.get(label["doc"], ()) if source.overlaps(span))
            gold = frozenset(label["parties"])
            own = own or frozenset({f"?{label}"})
            certain.append((gold, own))
            probable.append((gold, own | frozenset("+".join(sorted((p, q))) for p in own for q in maybe.get(p, ()))))
            if part not in UNSEEN:
                words = span.of(texts.get(label["doc"], ""))
                told = f"{[names.get(p, p) for p in own]}\t{sorted(own)[0][:6]}"
                show(f"{part}\t{'+'.join(sorted(gold))}\t{words!r}\t{told}")
        near = [frozenset(str(label.get("near", "")).split()) for label in mine]
        largest = Counter(party for gold, _ in certain for party in gold).most_common(1)[0][0]
        others = [pair for pair in certain if largest not in pair[0]]
        results[part] = figures([linked(certain)]) | {
            "mentions": len(certain),
            "not_extracted": sum(any(name.startswith("?") for name in own) for _, own in certain),
            "with_probable": figures([linked(probable, near)]),
            "without_largest": figures([linked(others)]),
            "by_mention": by_mention(certain),
            "by_mention_probable": by_mention(probable, near),
        }
    return results
