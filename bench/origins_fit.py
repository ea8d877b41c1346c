"""How the numbers in firsthand/trace/parameters.toml are fitted, on the labelled claims of some events.

Three things are fitted, each by one plain rule. The weights of a sentence's features: logistic regression (ridge 1)
on the sentences of the labelled documents, where a labelled report is a yes and every other a no, and on those of
documents that have fewer than half of the claim's names or are older than its day, all of them a no; other documents
may have the claim unlabelled and are left out. The score a sentence needs to be counted (``counts``): of a few, the
one that gives the best mean of reports found, pairs of one origin, and ranges that hold the count, each unit of the
ranges' width weighed as ten points; the one it needs to be shown (``least``) is set by hand. The probabilities of
evidence: how often two labelled reports that it joins have one origin, what is held before, set by hand, weighed as
ten of them.
"""

import collections
import importlib.util
from collections.abc import Iterable, Sequence
from functools import cache
from types import ModuleType
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from common import SHARED
from firsthand.model import Claim, Span
from firsthand.settings import Settings
from firsthand.trace.ground import Ground
from firsthand.trace.match import Vectors, matches
from firsthand.trace.parameters import Parameters, parameters
from firsthand.trace.question import question
from firsthand.trace.reasons import Weights
from firsthand.trace.records import Traced
from firsthand.trace.trace import trace_one

Gold = dict[str, Any]
FEATURES = ("near", "names", "meaning", "days", "given", "other", "counted", "dated", "one")
RIDGE = 1.0
WIDTH = 10.0
"""Points that one more of a range's mean width costs."""
PRIOR = {"detail": 0.45, "speaks_for": 0.6, "credit": 0.6, "hyperlink": 0.6, "quotation": 0.8, "numbers": 0.6}
"""What is held of the kinds of evidence before any is counted."""
PRIOR_WEIGHT = 10
"""Joined reports that this weighs as much as."""
COUNTS = (0.3, 0.4, 0.5)
KINDS = {
    "shared_detail": "detail",
    "speaks_for": "speaks_for",
    "wire_credit": "credit",
    "hyperlink": "hyperlink",
    "same_quotation": "quotation",
}


class Rows(msgspec.Struct, frozen=True):
    """The sentences of one claim that can be fitted on: their features, and whether each carries it."""

    features: NDArray[np.float64]
    carries: NDArray[np.float64]


def rows(gold: Gold, ground: Ground, vectors: Vectors) -> Rows:
    """Return the sentences of a claim whose label is known."""
    corpus = ground.corpus
    asked = question(claim(gold), corpus, ground.spellings, outlets=ground.outlets, settings=Settings())
    spans: dict[str, list[Span]] = collections.defaultdict(list)
    for report in gold["reports"]:
        spans[str(report["doc"])] += [Span(*span) for span in report["spans"]]
    features, carries = [], []
    for match in matches(asked, corpus, vectors=vectors):
        unit, found = corpus.units[match.unit], match.features
        name = corpus.readings[unit.doc].document.name
        if name in spans or found.names < 0.5 or found.days == 0:
            values = {
                **msgspec.structs.asdict(found),
                "given": found.figures == 1,
                "other": found.figures == -1,
                "one": 1,
            }
            features.append([float(values[feature]) for feature in FEATURES])
            carries.append(float(any(unit.span.overlaps(span) for span in spans.get(name, ()))))
    return Rows(np.array(features).reshape(-1, len(FEATURES)), np.array(carries))


def claim(gold: Gold) -> Claim:
    """Return a labelled claim as it is asked."""
    return Claim(id=str(gold["id"]), text=str(gold["claim"]))


def logistic(given: Sequence[Rows], *, steps: int = 60) -> dict[str, float]:
    """Fit the weights of the features by Newton's method; the constant is not penalised."""
    x = np.concatenate([one.features for one in given])
    y = np.concatenate([one.carries for one in given])
    penalty = np.array([RIDGE if feature != "one" else 1e-6 for feature in FEATURES])
    weights = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + penalty * weights
        weights -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty), gradient)
    return {feature: round(float(weight), 3) for feature, weight in zip(FEATURES, weights, strict=True)}


def trace_all(golds: Iterable[Gold], ground: Ground, vectors: Vectors, fitted: Parameters) -> list[Traced]:
    """Trace labelled claims with some parameters."""
    return [trace_one(claim(gold), ground, vectors=vectors, fitted=fitted) for gold in golds]


@cache
def evaluation() -> ModuleType:
    """Return the script that scores traced claims, which stands beside the checkout."""
    spec = importlib.util.spec_from_file_location("evaluation", SHARED / "eval" / "origins.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("origins.py is not beside the development data.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures(golds: Sequence[Gold], found: Sequence[Traced]) -> dict[str, Any]:
    """Return the figures of ../shared/eval/origins.py."""
    return dict(evaluation().traced_figures(golds, [msgspec.to_builtins(one) for one in found]))


def worth(row: dict[str, Any]) -> float:
    """Return what is maximised: reports found, pairs of one origin, and ranges that hold the count and are narrow."""
    held = row["own range holds gold best %"] - WIDTH * (row["mean width of own range"] or 0.0)
    return float(row["found %"] + row["same-origin F1"] + held) / 3


def evidence(golds: Sequence[Gold], found: Sequence[Traced], before: Weights) -> Weights:
    """Return the probabilities of the kinds of evidence: how often what each joins has one origin."""
    yes: collections.Counter[str] = collections.Counter()
    every: collections.Counter[str] = collections.Counter()
    for gold, traced in zip(golds, found, strict=True):
        plain = [msgspec.to_builtins(report) for report in traced.reports]
        matched = evaluation().assign(gold["reports"], plain)
        origin = {matched[i]["id"]: gold["reports"][i]["origin"] for i in matched}
        for merge in traced.merges:
            name = KINDS.get(merge.kind)
            if name == "detail" and merge.score == before.numbers:
                name = "numbers"
            if name and merge.a in origin and merge.b in origin:
                every[name] += 1
                yes[name] += origin[merge.a] == origin[merge.b]
    values = msgspec.structs.asdict(before)
    for kind in (*KINDS.values(), "numbers"):
        if every[kind]:
            values[kind] = round((yes[kind] + PRIOR_WEIGHT * PRIOR[kind]) / (every[kind] + PRIOR_WEIGHT), 3)
    return Weights(**values)


def fit(golds: Sequence[Gold], made: dict[str, Rows], ground: Ground, vectors: Vectors) -> Parameters:
    """Fit all parameters on some labelled claims; ``made`` are the rows of each, by its id."""
    start = parameters()
    base = msgspec.structs.replace(start, match=logistic([made[str(gold["id"])] for gold in golds]))
    scored = []
    for value in COUNTS:
        tried = msgspec.structs.replace(base, counts=value)
        found = trace_all(golds, ground, vectors, tried)
        scored.append((worth(figures(golds, found)), -value, tried, found))
    _, _, best, found = max(scored, key=lambda one: one[:2])
    return msgspec.structs.replace(best, evidence=evidence(golds, found, start.evidence))
