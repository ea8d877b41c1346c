"""Choose thresholds on the held-out articles, and score: python training/evaluate.py WEIGHTS SHARED tune|score [PART].

``tune`` writes WEIGHTS/decoding.json: the bias of cues by linked/half and linked/exact, and the weights of the score by
logistic regression on whether a row is right by linked/half. ``score`` prints the figures of the model alone, without
rules, with intervals by bootstrap over articles.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import msgspec
import numpy as np

from data import ROLES, Article, polnear
from firsthand.extract import encoder, encoder_read
from firsthand.extract.encoder_decode import Decoding
from held import held_out

LEAST = 0.3
"""Score from which a row counts, as in firsthand.extract.fuse."""
FIGURES = ("exact/source", "exact/cue", "exact/content", "linked/half", "linked/exact")


def scorer(shared: Path) -> ModuleType:
    """Return the scoring script as a module."""
    spec = importlib.util.spec_from_file_location("attributions", shared / "eval" / "attributions.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold(article: Article) -> dict:
    """Return an article as the scoring script reads it."""
    rows = [{role: [list(s) for s in a[role]] for role in ROLES} for a in article.attributions]
    return {"id": article.name, "text": article.text, "attributions": rows}


def predicted(article: Article, decode: Decoding, *, least: float = 0.0) -> tuple[dict, list]:
    """Return what the model finds in an article, in the same form, and the findings themselves."""
    found = [f for f in encoder_read.read(article.text, decode=decode).found if f.score >= least]
    rows = [
        {
            "source": [[f.source.start, f.source.end]] if f.source else [],
            "cue": [[f.cue.start, f.cue.end]],
            "content": [[s.start, s.end] for s in f.content],
        }
        for f in found
    ]
    return {"id": article.name, "attributions": rows}, found


def figures(score: ModuleType, want: Sequence[dict], got: Sequence[dict]) -> dict[str, float]:
    """Return F1 by figure."""
    rows = score.score(want, got)
    return {name: rows[name]["f1"] for name in FIGURES if name in rows}


def right(want: dict, got: dict) -> list[bool]:
    """Say of each predicted row whether it overlaps a gold row by half in every role, each gold row used once."""
    chars = lambda spans: {i for s, e in spans for i in range(s, e)}  # noqa: E731
    g = [[chars(a[r]) for r in ROLES] for a in want["attributions"]]
    p = [[chars(a[r]) for r in ROLES] for a in got["attributions"]]
    like = lambda a, b: 1.0 if not a and not b else len(a & b) / len(a | b)  # noqa: E731
    pairs = []
    for i, a in enumerate(g):
        for j, b in enumerate(p):
            if (a[1] & b[1]) or (a[2] & b[2]):
                same = [like(x, y) for x, y in zip(a, b, strict=True)]
                if min(same) >= 0.5:
                    pairs.append((sum(same), i, j))
    used: set[int] = set()
    matched: set[int] = set()
    for _, i, j in sorted(pairs, reverse=True):
        if i not in used and j not in matched:
            used.add(i)
            matched.add(j)
    return [j in matched for j in range(len(p))]


def logistic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression, by Newton's method with a little ridge."""
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        h = (x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(len(w))
        w = w + np.linalg.solve(h, x.T @ (y - p) - 1e-3 * w)
    return w


def tune(score: ModuleType, articles: Sequence[Article]) -> Decoding:
    """Choose the decoder's numbers on articles that were not trained on: by rows that then have score enough."""
    want = [gold(a) for a in articles]
    base = encoder_read.decoding()
    best, chosen = -1.0, base
    for bias in (-0.5, -0.25, 0.0):
        decode = calibrated(articles, want, msgspec.structs.replace(base, cue_bias=bias))
        f = figures(score, want, [predicted(a, decode, least=LEAST)[0] for a in articles])
        print(bias, f, flush=True)
        if f["linked/half"] + f["linked/exact"] > best:
            best, chosen = f["linked/half"] + f["linked/exact"], decode
    return chosen


def calibrated(articles: Sequence[Article], want: Sequence[dict], decode: Decoding) -> Decoding:
    """Return the decoder with weights of its score fitted to whether a row is right."""
    x, y = [], []
    for article, w in zip(articles, want, strict=True):
        rows, found = predicted(article, decode)
        y += right(w, rows)
        x += [encoder_read.evidence(f.cue_probability, f.path_probability) for f in found]
    weights = logistic(np.array(x), np.array(y, float))
    return msgspec.structs.replace(decode, calibration=tuple(round(float(v), 4) for v in weights))


def intervals(score: ModuleType, want: list[dict], got: list[dict], *, times: int = 300) -> dict[str, list[float]]:
    """Return the middle 95 of 100 of each figure over articles drawn with repetition."""
    rng = np.random.default_rng(0)
    drawn: dict[str, list[float]] = {name: [] for name in FIGURES}
    single = [score.score([w], [g]) for w, g in zip(want, got, strict=True)]
    for _ in range(times):
        some = rng.integers(0, len(want), len(want))
        for name in FIGURES:
            sums = np.zeros(3)
            for k in some:
                row = single[k].get(name)
                if row:
                    sums += [row["p"] * row["pred"] / 100, row["pred"], row["gold"]]
            drawn[name].append(200 * sums[0] / max(1, sums[1] + sums[2]))
    return {name: [round(float(v), 1) for v in np.percentile(values, [2.5, 97.5])] for name, values in drawn.items()}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("weights", type=Path)
    ap.add_argument("shared", type=Path)
    ap.add_argument("what", choices=("tune", "score"))
    ap.add_argument("part", nargs="?", default="dev", choices=("dev", "held"))
    ap.add_argument("--fp32", action="store_true")
    ap.add_argument("--least", type=float, default=LEAST, help="score of a row from which it counts")
    o = ap.parse_args()
    encoder.WEIGHTS = o.weights
    if o.fp32:
        whole = encoder.session
        encoder.session = lambda name: whole(f"{name}-fp32")
    score, data = scorer(o.shared), o.shared / "data" / "polnear"
    if o.what == "tune":
        found = tune(score, held_out(polnear(data, "train"), 0.05)[1])
        (o.weights / "decoding.json").write_bytes(msgspec.json.encode(found) + b"\n")
        print(found)
        return
    articles = polnear(data, "dev") if o.part == "dev" else held_out(polnear(data, "train"), 0.05)[1]
    want = [gold(a) for a in articles]
    got = [predicted(a, encoder_read.decoding(), least=o.least)[0] for a in articles]
    result = {"figures": figures(score, want, got), "intervals": intervals(score, want, got)}
    json.dump(result, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
