"""Score the resolution of speakers on mentions labelled by hand, within and across documents.

    python bench/speakers.py [--errors]

Writes bench/results/speakers.json and .md. The labels (bench/labels/speakers-*.jsonl) hold offsets and party ids only.
The half named "develop" was looked at while the rules were written; the half named "report" was not, and its figures
are the result.
"""

import itertools
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from common import RESULTS, ROOT, SHARED, circumstances, evaluator, need_data, preamble

from firsthand.extract.atoms import Sentence, atoms
from firsthand.extract.candidate import Candidate
from firsthand.extract.kinds import source_kind
from firsthand.extract.nesting import nest
from firsthand.extract.quotes import quotations
from firsthand.extract.speech import Draft
from firsthand.languages import language
from firsthand.model import Attribution, AttributionType, Document, Span, attribution_id, document_id
from firsthand.outlets import registry
from firsthand.reading import read_document
# PARTIES
from firsthand.resolve.speakers import speakers
from firsthand.settings import Settings

COMMAND = "python bench/speakers.py"
LABELS = ROOT / "bench" / "labels"
HALVES = ("develop", "report")
EVENTS = ("fa-kes-dev", "helsinki-dev")

Names = frozenset[str]
Pair = tuple[Names, Names]
"""The parties of one mention: as labelled, and as found."""


def lines(path: Path) -> list[dict]:
    """Return the records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def gold_attributions(document: Document, gold: Sequence[dict]) -> list[Attribution]:
    """Make attributions of gold's spans; what kind of source it is, the extractor's own code tells."""
    lang, text = language("en"), document.text
    marks = [q.span for q in quotations(text)]
    rows = {}
    for entry in gold:
        roles = {role: tuple(Span(*s) for s in entry[role]) for role in ("source", "cue", "content")}
        source = tuple(atoms(text, roles["source"][0], (), lang)) if roles["source"] else ()
        candidate = Candidate(
            source=(0, len(source)) if source else None, cue=(), content=(), stance="", polarity="asserts", weight=1.0,
            rule="gold",
        )  # fmt: skip
        draft = Draft(candidate=candidate, sentence=Sentence(atoms=source, inside=None, block=0), place=0, lang=lang)
        id_ = attribution_id(doc=document.id, **roles)
        rows[id_] = Attribution(
            id=id_, doc=document.id, **roles, type=_type(roles["content"], marks), score=1.0, method="gold",
            source_kind=source_kind(draft, registry()),
        )  # fmt: skip
    return list(nest(list(rows.values()), max_depth=12))


def _type(content: Sequence[Span], marks: Sequence[Span]) -> AttributionType:
    quoted = [any(m.start - 1 <= c.start and c.end <= m.end + 1 for m in marks) for c in content]
    if content and all(quoted):
        return "direct"
    inside = any(c.overlaps(m) for c in content for m in marks)
    return "mixed" if inside else "indirect"


def within(label: dict, article: dict) -> tuple[list[tuple[str, Pair]], list[str]]:
    """Return each labelled mention's words with its parties as labelled and as found, and what was got wrong."""
    text = article["text"]
    document = Document(
        id=document_id(text=text), name=article["id"], text=text, lang="en", outlet=article["outlet"],
    )  # fmt: skip
    rows = gold_attributions(document, article["attributions"])
    found: dict[tuple[Span, ...], set[str]] = {}
    by_id = {row.id: row for row in rows}
    for speaker in speakers(document, rows):
        source = by_id[speaker.attribution].source
        if source:
            found.setdefault(tuple(sorted(source)), set()).add(speaker.name)
    mentions = []
    for mention in label["mentions"]:
        spans = tuple(sorted(Span(*s) for s in mention["spans"]))
        if mention["parties"]:
            own = frozenset({f"?{spans}"})  # a mention without a row is a party by itself
            mentions.append((spans[0].of(text), (frozenset(mention["parties"]), frozenset(found.get(spans, own)))))
    return mentions, _wrong(mentions)


def is_pronoun(words: str) -> bool:
    """Whether a source is one pronoun."""
    lists = language("en").words
    return words.lower() in lists.subject_pronouns | lists.relative_pronouns | lists.object_pronouns


def _wrong(mentions: Sequence[tuple[str, Pair]]) -> list[str]:
    name = _parties_names(mentions)
    return [
        f"{words!r}: found {sorted(found)}, should be {[sorted(name.get(g, ())) for g in sorted(gold)]}"
        for words, (gold, found) in mentions
        if found != frozenset().union(*(name.get(g, frozenset()) for g in gold))
    ]


def _parties_names(mentions: Sequence[tuple[str, Pair]]) -> dict[str, Names]:
    """Return the name that most mentions of a party by other than a pronoun were given."""
    votes: dict[str, dict[str, int]] = {}
    for words, (gold, found) in mentions:
        if len(gold) == 1 and len(found) == 1 and not is_pronoun(words):
            tally = votes.setdefault(next(iter(gold)), {})
            tally[next(iter(found))] = tally.get(next(iter(found)), 0) + 1
    return {g: frozenset({max(sorted(tally), key=lambda n: tally[n])}) for g, tally in votes.items()}


def pronouns(mentions: Sequence[tuple[str, Pair]]) -> tuple[int, int]:
    """Count pronouns given the name of their antecedent's party, of those whose party is also named otherwise."""
    name = _parties_names(mentions)
    asked = [(gold, found) for words, (gold, found) in mentions if is_pronoun(words) and all(g in name for g in gold)]
    return sum(found == frozenset().union(*(name[g] for g in gold)) for gold, found in asked), len(asked)


def linked(pairs: Iterable[Pair]) -> tuple[int, int, int]:
    """Count pairs of mentions that share a party: in both, as found, as labelled."""
    both = system = gold = 0
    for (gold_a, found_a), (gold_b, found_b) in itertools.combinations(pairs, 2):
        same, said = bool(gold_a & gold_b), bool(found_a & found_b)
        both, system, gold = both + (same and said), system + said, gold + same
    return both, system, gold


def figures(counts: Iterable[tuple[int, int, int]]) -> dict[str, float]:
    """Return precision, recall and F1 in percent from summed counts of pairs."""
    both, system, gold = (sum(column) for column in zip(*counts, strict=True))
    f1 = 200 * both / (system + gold) if system + gold else 0.0
    rates = {"precision": 100 * both / (system or 1), "recall": 100 * both / (gold or 1), "f1": f1}
    return {key: round(value, 1) for key, value in rates.items()} | {"pairs": gold}


def measure_within(show: Callable[[str], None]) -> dict[str, object]:
    """Score the speakers of gold's attributions in the labelled articles."""
    articles = {}
    for part in evaluator("corpora.py", "polnear", "dev").splitlines():
        article = json.loads(part)
        articles[article["id"]] = article
    results: dict[str, object] = {}
    for half in HALVES:
        counts, right, asked, mentions = [], 0, 0, 0
        labels = [label for label in lines(LABELS / "speakers-within.jsonl") if label["half"] == half]
        for label in labels:
            found, wrong = within(label, articles[label["id"]])
            counts.append(linked(pair for _, pair in found))
            hits, tried = pronouns(found)
            right, asked, mentions = right + hits, asked + tried, mentions + len(found)
            if half == "develop":
                show(f"## {label['id']} {counts[-1]} pronouns {hits}/{tried}\n" + "\n".join(wrong))
        results[half] = figures(counts) | {
            "articles": len(labels),
            "mentions": mentions,
            "pronouns": round(100 * right / (asked or 1), 1),
            "pronouns_asked": asked,
        }
    return results
