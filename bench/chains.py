"""Score chains, nesting and relays on the development data, by language and kind, with bootstrap intervals.

    python bench/chains.py [DATASET...]

Writes bench/results/chains.json and .md when all data sets are run; prints the table in any case.

Each data set is parted in two halves by a hash of the document's id. Errors were read in both, and both were scored
after nearly every change, so neither is unseen text. An interval holds 95 of 100 resamples of the documents (1,000,
percentile method).
"""

import hashlib
import importlib.util
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType

from attribution import gold
from common import RESULTS, SHARED, circumstances, extract_command, need_data, preamble

COMMAND = "make bench"
WHOLE = "german-dev-whole"
DATASETS = ("relay-dev", "sv-dev", "german-dev", WHOLE)
FREE = "IndirectFreeIndirect"
"""Rows of the German data that its loader leaves out: it spells their type with a stroke, the data without one."""
HALVES = ("all", "first half", "second half")
RESAMPLES = 1_000
LEAST = 5
OPENING, CLOSING = "“”„»«\"'’‘›‹–—-", "“”»«\"'’‘›‹"
LIMITS = ((1, "1"), (2, "2"), (99, "3 or more"))

Row = dict[str, object]
Figure = tuple[str, str, str]
"""What is counted right, of what, and how the figure is called."""

FIGURES: tuple[Figure, ...] = (
    ("exact/source", "", "source exact, F1"),
    ("exact/cue", "", "cue exact, F1"),
    ("exact/content", "", "content exact, F1"),
    ("linked", "", "linked/half, F1"),
    ("top right", "top", "parent right, not nested"),
    ("nested right", "nested", "parent right, nested"),
    ("single right", "single", "chain right, one party"),
    ("relayed right", "relayed", "chain right, relayed"),
    ("relayed right", "relayed gold", "relayed chains recalled exactly"),
    ("length 1 right", "length 1", "chains of one party recalled exactly"),
    ("length 2 right", "length 2", "chains of two recalled exactly"),
    ("length 3 or more right", "length 3 or more", "chains of three or more recalled exactly"),
    ("depth 0 found", "depth 0", "found, not nested"),
    ("depth 1 found", "depth 1", "found, nested once"),
    ("depth 2 or more found", "depth 2 or more", "found, nested deeper"),
    ("direct found", "direct", "found, direct"),
    ("mixed found", "mixed", "found, mixed"),
    ("indirect found", "indirect", "found, indirect"),
    ("closed content", "closed", "direct in a closed pair of marks: content exact"),
    ("closed source", "closed", "direct in a closed pair of marks: content and source exact"),
    ("closed source", "closed content", "direct in a closed pair of marks: source exact where content is"),
    ("sentence content", "sentence", "the same, opening with a capital: content exact"),
    ("sentence source", "sentence content", "the same, opening with a capital: source exact where content is"),
    ("stretch held", "stretch", "quoted stretch, no sentence: inside a statement found with its source"),
)


def scorer() -> ModuleType:
    """Return the development data's own scorer, for its rules of trimming and matching."""
    spec = importlib.util.spec_from_file_location("attributions", SHARED / "eval" / "attributions.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def half_of(id_: str) -> str:
    """Return which half of its data set a document is in."""
    return HALVES[1] if hashlib.sha256(id_.encode()).digest()[0] % 2 == 0 else HALVES[2]


def counts(score: ModuleType, wanted: Row, found: Row) -> Counter[str]:
    """Count, for one document, what is right and of how many, as the scorer does over all documents."""
    text = str(wanted["text"])
    rows, got = _rows(wanted), _rows(found)
    spans = [{role: score.trim(row.get(role), text) for role in score.ROLES} for row in rows]
    mine = [{role: score.trim(row.get(role), text) for role in score.ROLES} for row in got]
    total: Counter[str] = Counter()
    for role in score.ROLES:
        _against(total, f"exact/{role}", {s for a in spans for s in a[role]}, {s for a in mine for s in a[role]})
    match = _matched(score, spans, mine)
    total.update({"linked tp": len(match), "linked gold": len(rows), "linked found": len(got)})
    by_id = {row.get("id"): place for place, row in enumerate(rows)}
    mine_by_id = {row.get("id"): place for place, row in enumerate(got)}
    back = {place: row for row, place in match.items()}
    for place, row in enumerate(rows):
        at = match.get(place)
        _count(score, total, row, got[at] if at is not None else None, depth=_depth(row, rows, by_id))
        if at is not None and "parent" in row:
            wanted_parent = by_id.get(row["parent"]) if row["parent"] else None
            mine_parent = mine_by_id.get(got[at].get("parent")) if got[at].get("parent") else None
            right = (back.get(mine_parent) if mine_parent is not None else None) == wanted_parent
            right = right and (wanted_parent is None) == (not got[at].get("parent"))
            total.update({"top" if wanted_parent is None else "nested": 1})
            total.update({("top" if wanted_parent is None else "nested") + " right": right})
        _closed(total, row, spans[place], mine, text)
    return total


def _rows(document: Row) -> list[dict[str, object]]:
    found = document.get("attributions") or []
    assert isinstance(found, list)
    return found


def _against(total: Counter[str], name: str, wanted: set[object], found: set[object]) -> None:
    total.update({f"{name} tp": len(wanted & found), f"{name} gold": len(wanted), f"{name} found": len(found)})


def _matched(score: ModuleType, wanted: Sequence[Row], found: Sequence[Row]) -> dict[int, int]:
    """Match each attribution of the gold with one found: the best overlap first, at least a half in each role."""
    pairs = []
    for i, a in enumerate(wanted):
        for j, b in enumerate(found):
            shares = [score.jaccard(score.chars(a[role]), score.chars(b[role])) for role in score.ROLES]
            if min(shares) >= 0.5:
                pairs.append((sum(shares), i, j))
    match: dict[int, int] = {}
    for _, i, j in sorted(pairs, reverse=True):
        if i not in match and j not in match.values():
            match[i] = j
    return match


def _depth(row: Row, rows: Sequence[Row], by_id: dict[object, int]) -> int:
    depth = 0
    while row.get("parent") in by_id and row.get("parent") and depth < len(rows):
        row, depth = rows[by_id[row["parent"]]], depth + 1
    return depth


def _count(score: ModuleType, total: Counter[str], row: Row, mine: Row | None, *, depth: int) -> None:
    kinds = [f"depth {'2 or more' if depth > 1 else depth}", str(row.get("type"))]
    for kind in kinds:
        total.update({kind: 1, f"{kind} found": mine is not None})
    chain = row.get("chain") or []
    assert isinstance(chain, list)
    if not chain:
        return
    names = (mine or {}).get("chain") or []
    assert isinstance(names, list)
    right = mine is not None and [score.norm(n) for n in chain] == [score.norm(n) for n in names]
    size = next(name for limit, name in LIMITS if len(chain) <= limit)
    total.update({f"length {size}": 1, f"length {size} right": right})
    kind = "relayed" if len(chain) > 1 else "single"
    total.update({f"{kind} gold": 1, kind: mine is not None, f"{kind} right": right})


def _closed(total: Counter[str], row: Row, spans: Row, found: Sequence[Row], text: str) -> None:
    """Count a direct quotation whose every span has its marks on both sides, by exact spans alone."""
    parts = row.get("content") or []
    assert isinstance(parts, list)
    if row.get("type") != "direct" or not parts or not all(_in_marks(text, *part) for part in parts):
        return
    same = [one for one in found if one["content"] == spans["content"]]
    source = any(one["source"] == spans["source"] for one in same)
    total.update({"closed": 1, "closed content": bool(same), "closed source": source})
    start, end = parts[0]
    if text[start:end].strip(OPENING + " ")[:1].isupper():
        total.update({"sentence": 1, "sentence content": bool(same), "sentence source": source})
    else:
        total.update({"stretch": 1, "stretch held": any(_holds(one, spans) for one in found)})


def _holds(found: Row, wanted: Row) -> bool:
    """Whether a statement has the source wanted, and what is quoted within its content."""
    sources, contents = found["source"] == wanted["source"], found["content"]
    parts = wanted["content"]
    assert isinstance(parts, tuple) and isinstance(contents, tuple)
    return sources and all(any(a <= start and end <= b for a, b in contents) for start, end in parts)


def _in_marks(text: str, start: int, end: int) -> bool:
    """Whether a pair of marks stands at the inner or outer edges of a span."""
    inner = text[start] in OPENING[:-3] and text[end - 1] in CLOSING
    outer = start > 0 and text[start - 1] in OPENING[:-3] and text[end : end + 2].lstrip(",.")[:1] in tuple(CLOSING)
    return inner or outer


def value(total: Counter[str], figure: Figure) -> float | None:
    """Return a figure in percent: an F1 where it has no name for what it is of; None where nothing is counted."""
    right, of, _ = figure
    if not of:
        both = total[f"{right} gold"] + total[f"{right} found"]
        return 200 * total[f"{right} tp"] / both if both else None
    return 100 * total[right] / total[of] if total[of] else None


def interval(documents: Sequence[Counter[str]], figure: Figure) -> tuple[float, float] | None:
    """Return the 2.5th and 97.5th percentile of a figure over resamples of the documents."""
    draw = random.Random(0)
    names = [f"{figure[0]} {k}" for k in ("tp", "gold", "found")] if not figure[1] else [figure[0], figure[1]]
    rows = [tuple(document[name] for name in names) for document in documents]
    values = []
    for _ in range(RESAMPLES):
        sums = [sum(column) for column in zip(*draw.choices(rows, k=len(rows)), strict=True)]
        got = value(Counter(dict(zip(names, sums, strict=True))), figure)
        if got is not None:
            values.append(got)
    values.sort()
    return (values[int(len(values) * 0.025)], values[int(len(values) * 0.975) - 1]) if values else None


def figures(documents: Sequence[Counter[str]]) -> list[dict[str, object]]:
    """Return every figure that something is counted for."""
    total: Counter[str] = sum(documents, Counter())
    made: list[dict[str, object]] = []
    for figure in FIGURES:
        got, of = value(total, figure), total[figure[1] or f"{figure[0]} gold"]
        bounds = interval(documents, figure) if got is not None and of >= LEAST else None
        if got is not None:
            made.append(
                {
                    "figure": figure[2],
                    "value": round(got, 1),
                    "of": of,
                    "interval": [round(b, 1) for b in bounds] if bounds else None,
                }
            )
    return made


def wanted_of(name: str) -> bytes:
    """Return a data set as JSON lines; the German one whole also with the rows of free speech its loader leaves out."""
    if name != WHOLE:
        return gold(name)
    raw = (SHARED / "data" / "german-quotes" / "dev.jsonl").read_text(encoding="utf-8")
    free = {row["name"]: [a for a in row["attributions"] if a["type"] == FREE] for row in map(json.loads, _lines(raw))}
    rows = [json.loads(line) for line in _lines(gold("german-dev").decode())]
    for row in rows:
        row["attributions"] += [{**a, "id": str(a["id"]), "type": "indirect"} for a in free[row["id"]]]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def measure(name: str, folder: Path, score: ModuleType) -> dict[str, object]:
    """Run the command over one data set and count over each half of it."""
    source, out = folder / f"{name}.jsonl", folder / f"{name}.out.jsonl"
    source.write_bytes(wanted_of(name))
    done = subprocess.run(extract_command(source, out, workers=2), check=False, stderr=subprocess.PIPE, text=True)
    if not out.exists():
        sys.exit(f"{name}: {done.stderr}")
    wanted = [json.loads(line) for line in source.read_bytes().splitlines() if line.strip()]
    found = {row["id"]: row for row in map(json.loads, out.read_bytes().splitlines())}
    counted = {row["id"]: counts(score, row, found.get(row["id"], {})) for row in wanted}
    halves: dict[str, Callable[[str], bool]] = {
        HALVES[0]: lambda id_: True,
        HALVES[1]: lambda id_: half_of(id_) == HALVES[1],
        HALVES[2]: lambda id_: half_of(id_) == HALVES[2],
    }
    made: dict[str, object] = {}
    for half, belongs in halves.items():
        documents = [c for id_, c in counted.items() if belongs(id_)]
        made[half] = {"documents": len(documents), "figures": figures(documents)}
    return made


def readable(results: dict[str, object]) -> str:
    """Return the results as a Markdown page."""
    datasets = results["datasets"]
    assert isinstance(datasets, dict)
    lines = [
        *preamble("Chains, nesting and relays", results),
        "As shipped: rules, and for English the model beside them. In percent, with the interval that holds 95 of",
        "100 resamples of the documents. `found`: recall at linked/half (source, cue and content each overlap by at",
        "least half). Each data set is parted by a hash of the document's id. In relay-dev and sv-dev errors were read",
        "in both halves, in the second one last. In german-dev the rules were written on the first half and on 377 of",
        "the 700 training articles; of the second half only errors of direct quotations were read, earlier, and it",
        "was scored before and after. On the other 323 training articles, of which some was read earlier,",
        "linked/half was 54.9 before and 58.5 after, 51.1 and 59.4 as in german-dev-whole: expect those of other",
        "text. A figure of fewer than 30 is in doubt by its size alone. The German data label each quoted stretch",
        "inside a sentence as a direct quotation of its own, where the product keeps the sentence together as one",
        "mixed statement, and each of two quotations around a reporting clause, which the product keeps as one; so",
        "their content is not exact, whatever is found. Speech that goes on in the reporting subjunctive, which has",
        "rows in the German data, is left out by the loader, so that finding it counts as wrong; german-dev-whole",
        "counts it.",
    ]
    for name, halves in datasets.items():
        heads = " | ".join(f"{half} ({halves[half]['documents']} documents)" for half in HALVES)
        lines += ["", f"## {name}", "", f"| figure | {heads} |", "|---|---:|---:|---:|"]
        by_half = {half: {row["figure"]: row for row in halves[half]["figures"]} for half in HALVES}
        for figure in by_half[HALVES[0]]:
            lines.append(f"| {figure} | " + " | ".join(_cell(by_half[half].get(figure)) for half in HALVES) + " |")
    return "\n".join([*lines, ""])


def _cell(row: dict[str, object] | None) -> str:
    if row is None:
        return ""
    bounds = row["interval"]
    between = f" ({bounds[0]} to {bounds[1]})" if isinstance(bounds, list) else ""
    return f"{row['value']}{between}, of {row['of']}"


def main(names: Iterable[str]) -> None:
    need_data()
    chosen = tuple(names) or DATASETS
    unknown = set(chosen) - set(DATASETS)
    if unknown:
        sys.exit(f"There is no data set {', '.join(sorted(unknown))}; choose from {', '.join(DATASETS)}.")
    score = scorer()
    with tempfile.TemporaryDirectory() as folder:
        datasets = {name: measure(name, Path(folder), score) for name in chosen}
    results = {**circumstances(COMMAND), "datasets": datasets}
    print(readable(results))
    if chosen == DATASETS:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "chains.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        (RESULTS / "chains.md").write_text(readable(results), encoding="utf-8")
        print(f"Wrote {RESULTS / 'chains.md'} and .json.")


if __name__ == "__main__":
    main(sys.argv[1:])
