"""Measure ``firsthand trace`` on simulated cascades: how right it is as dependence grows subtler, how it grows.

    python bench/cascades.py [DOCUMENTS...]

Makes invented corpora with bench/cascades_make.py in a temporary folder, runs the real command on each, and scores it
with the evaluation of the development data. Accuracy is measured at each level, on other seeds than were looked at
while the generator was written; time and memory at level 3, for 10 to 10,000 documents, or as many as are named.
Writes bench/results/cascades.json and .md when run without arguments.
"""

import importlib.util
import json
import os
import sys
import tempfile
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

from cascades_make import MODES, write
from common import RESULTS, SHARED, circumstances, evaluator, need_data, preamble
from memory import peak

COMMAND = "python bench/cascades.py"
SIZES = (10, 100, 1_000, 10_000)
LEVEL_DOCUMENTS, CLAIMS = 400, 20
SEEDS = (101, 102)
GROWTH_LEVEL = 3
SHOWN = (
    "found %", "same-origin P", "same-origin R", "same-origin F1", "count exact %", "count in range %",
    "own range holds gold best %", "mean width of own range", "utterer %", "chain exact % (2+ hops)", "not support %",
)  # fmt: skip
Row = dict[str, Any]


def traced(folder: Path) -> tuple[Path, int, float]:
    """Run the command on a corpus; return what it wrote, its peak memory in bytes, and its seconds."""
    out = folder / "traced.jsonl"
    command = [sys.executable, "-m", "firsthand", "trace", str(folder / "corpus.jsonl")]
    command += ["--claims", str(folder / "gold.jsonl"), "--out", str(out), "--outlets", str(folder / "outlets.toml")]
    most, seconds = peak(command)
    return out, most, seconds


def evaluation() -> ModuleType:
    """Return the evaluation script as a module, for what it does not print."""
    spec = importlib.util.spec_from_file_location("origins_evaluation", SHARED / "eval" / "origins.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def by_mode(gold: list[Row], found: list[Row]) -> dict[str, list[int]]:
    """Return, for each mode: reports, those found, pairs of one origin with such a report, and those joined."""
    assign = evaluation().assign
    known = {row["id"]: row for row in found}
    table: dict[str, list[int]] = {}
    for claim in gold:
        matched = assign(claim["reports"], known[claim["id"]]["reports"])
        support = [n for n, r in enumerate(claim["reports"]) if r["stance"] == "supports" and not r["variant"]]
        for n in support:
            cell = table.setdefault(claim["reports"][n]["mode"], [0, 0, 0, 0])
            cell[0] += 1
            cell[1] += n in matched
        for a, b in combinations(support, 2):
            if claim["reports"][a]["origin"] == claim["reports"][b]["origin"]:
                joined = a in matched and b in matched and matched[a]["origin"] == matched[b]["origin"]
                for mode in {claim["reports"][a]["mode"], claim["reports"][b]["mode"]}:
                    table[mode][2] += 1
                    table[mode][3] += joined
    return table


def accuracy(level: int, folder: Path) -> Row:
    """Score one level over its seeds together."""
    gold: list[Row] = []
    found: list[Row] = []
    for seed in SEEDS:
        own = folder / str(seed)
        write(own, documents=LEVEL_DOCUMENTS, level=level, seed=seed, claims=CLAIMS)
        out, _, _ = traced(own)
        for rows, kept in ((rows_of(own / "gold.jsonl"), gold), (rows_of(out), found)):
            kept += [row | {"id": f"{seed}/{row['id']}"} for row in rows]
    for name, rows in (("gold.jsonl", gold), ("traced.jsonl", found)):
        (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    scores = json.loads(evaluator("origins.py", str(folder / "gold.jsonl"), str(folder / "traced.jsonl"), "--json"))
    return {"level": level, "claims": len(gold), "scores": scores, "modes": by_mode(gold, found)}


def growth(documents: int, folder: Path) -> Row:
    """Measure one size."""
    made, claims = write(folder, documents=documents, level=GROWTH_LEVEL, seed=201, claims=CLAIMS)
    before = os.getloadavg()[0]
    out, most, seconds = traced(folder)
    scores = json.loads(evaluator("origins.py", str(folder / "gold.jsonl"), str(out), "--json"))["traced"]
    return {
        "documents": made,
        "claims": claims,
        "seconds": round(seconds, 1),
        "peak_mb": round(most / 1_000_000),
        "load_before": round(before, 1),
        "load_after": round(os.getloadavg()[0], 1),
        "same-origin F1": scores["same-origin F1"],
        "found %": scores["found %"],
    }


def readable(results: Row) -> str:
    """Return the results as a Markdown page."""
    levels = results["levels"]
    lines = [
        *preamble("Simulated cascades: `firsthand trace`", results),
        "Invented events of 14 documents or so with one to three sources, made by bench/cascades_make.py: what each",
        "level adds is said there. The moulds of the sentences are few and English, so the figures say how tracing",
        "takes each kind of dependence, not how well it does on news. Nothing was fitted on them; the list of concepts",
        "and the moulds were written by one hand, though, which makes finding easier than it would be.",
        "",
        "| | " + " | ".join(f"level {row['level']}" for row in levels) + " |",
        "|---|" + "---:|" * len(levels),
        *(
            f"| {name} | " + " | ".join(str(row["scores"]["traced"].get(name)) for row in levels) + " |"
            for name in SHOWN
        ),
        "",
        "Same-origin F1 of the baselines:",
        "",
        "| | " + " | ".join(f"level {row['level']}" for row in levels) + " |",
        "|---|" + "---:|" * len(levels),
        *(
            f"| {name} | " + " | ".join(str(row["scores"][name]["same-origin F1"]) for row in levels) + " |"
            for name in levels[0]["scores"]
            if name.startswith("baseline")
        ),
        "",
        "By how a report depends, at the highest level: how many were found, and of the pairs of one origin with such",
        "a report how many were joined. At level 5 the origin of `dropped` is known only by a detail that it shares.",
        "",
        "| | level | reports | found % | pairs joined % |",
        "|---|---:|---:|---:|---:|",
    ]
    home = {mode: level for level, modes in MODES.items() for mode in modes}
    for mode, (reports, found, pairs, joined) in sorted(levels[-1]["modes"].items(), key=lambda i: (home[i[0]], i[0])):
        lines.append(f"| {mode} | {home[mode]} | {reports} | {share(found, reports)} | {share(joined, pairs)} |")
    lines += [
        "",
        f"Growth, at level {GROWTH_LEVEL}, at most {CLAIMS} claims, everything included: start, reading, tracing.",
        f"Load is the machine's before and after; it has {results['cores']} cores, which other work shared.",
        "",
        "| documents | claims | seconds | peak memory, MB | same-origin F1 | found % | load |",
        "|---:|---:|---:|---:|---:|---:|---|",
        *(
            f"| {r['documents']:,} | {r['claims']} | {r['seconds']} | {r['peak_mb']} | {r['same-origin F1']} | "
            f"{r['found %']} | {r['load_before']} → {r['load_after']} |"
            for r in results["growth"]
        ),
        "",
    ]
    return "\n".join(lines)


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def main() -> None:
    need_data()
    sizes = [int(one) for one in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder:
        if sizes:
            for size in sizes:
                print(growth(size, Path(folder) / str(size)))
            return
        results: Row = {
            **circumstances(COMMAND),
            "cores": os.cpu_count(),
            "levels": [accuracy(level, Path(folder) / f"level{level}") for level in MODES],
            "growth": [growth(size, Path(folder) / str(size)) for size in SIZES],
        }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "cascades.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "cascades.md").write_text(readable(results), encoding="utf-8")


if __name__ == "__main__":
    main()
