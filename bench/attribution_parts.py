"""Where attributions are right and where not: by type of content, by its length, and by the score a row was given."""

import importlib.util
from collections.abc import Sequence
from types import ModuleType
from typing import Any

from common import SHARED

Rows = list[dict[str, Any]]
ROLES = ("source", "cue", "content")
LENGTHS = ((0, 5), (5, 10), (10, 20), (20, 40), (40, 10_000))
"""Words of content, from up to not including."""
BINS = 10


def scorer() -> ModuleType:
    """Return the development data's scoring script as a module."""
    spec = importlib.util.spec_from_file_location("attributions", SHARED / "eval" / "attributions.py")
    if spec is None or spec.loader is None:
        raise ImportError("attributions.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parts(gold: Rows, predicted: Rows) -> dict[str, Any]:
    """Return recall by type and by length of gold's content, and how often rows of each score are right."""
    by_id = {row["id"]: row for row in predicted}
    recall: dict[str, list[int]] = {}
    bins = [[0.0, 0, 0] for _ in range(BINS)]
    for document in gold:
        text, rows = document["text"], by_id[document["id"]]["attributions"]
        matched = matches(document["attributions"], rows)
        found = set(matched.values())
        for place, row in enumerate(document["attributions"]):
            for name in (f"type {typed(row, text)}", f"words {length(row, text)}"):
                counted = recall.setdefault(name, [0, 0])
                counted[0] += place in found
                counted[1] += 1
        for place, row in enumerate(rows):
            into = bins[min(BINS - 1, int(row["score"] * BINS))]
            into[0] += row["score"]
            into[1] += place in matched
            into[2] += 1
    return {
        "recall": {name: {"percent": round(100 * a / b, 1), "gold": b} for name, (a, b) in sorted(recall.items())},
        "reliability": [
            {"score": round(total / n, 2), "right": round(good / n, 2), "rows": n} for total, good, n in bins if n
        ],
        "calibration_error": round(
            sum(abs(total - good) for total, good, _ in bins) / max(1, sum(n for *_, n in bins)), 3
        ),
    }


def matches(gold: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]]) -> dict[int, int]:
    """Match rows to gold as ``linked/half`` does: every role overlaps by half, the best pairs first, each used once."""
    wanted = [[characters(row[role]) for role in ROLES] for row in gold]
    got = [[characters(row[role]) for role in ROLES] for row in rows]
    pairs = []
    for i, a in enumerate(wanted):
        for j, b in enumerate(got):
            if not (a[1] & b[1] or a[2] & b[2]):
                continue
            like = [1.0 if not x and not y else len(x & y) / len(x | y) for x, y in zip(a, b, strict=True)]
            if min(like) >= 0.5:
                pairs.append((sum(like), i, j))
    used: set[int] = set()
    matched: dict[int, int] = {}
    for _, i, j in sorted(pairs, reverse=True):
        if i not in used and j not in matched:
            used.add(i)
            matched[j] = i
    return matched


def characters(spans: Sequence[Sequence[int]]) -> set[int]:
    """Return the offsets that spans cover."""
    return {at for start, end in spans for at in range(start, end)}


def typed(row: dict[str, Any], text: str) -> str:
    """Return a row's type; where gold names none, by the quotation marks of its content."""
    if row.get("type"):
        return str(row["type"])
    said = " ".join(text[s:e] for s, e in row["content"]).strip()
    marks = sum(said.count(mark) for mark in '"“”')
    if not marks:
        return "indirect"
    whole = said[:1] in '"“' and said.rstrip(".,;:")[-1:] in '"”'
    return "direct" if whole and marks <= 2 * len(row["content"]) else "mixed"


def length(row: dict[str, Any], text: str) -> str:
    """Return the class of length of a row's content."""
    words = sum(len(text[s:e].split()) for s, e in row["content"])
    low, high = next((low, high) for low, high in LENGTHS if low <= words < high)
    return f"{low:02d} to {high - 1}" if high < LENGTHS[-1][1] else f"{low:02d} or more"
