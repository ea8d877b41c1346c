"""Measure how the time and memory of ``firsthand links`` grow with the number of documents.

    python bench/growth.py [DOCUMENTS...]

Makes corpora of 1,000, 10,000 and 100,000 documents (or as named) with bench/mutate.py in a temporary folder and runs
the real command on each. For 1,000 and 10,000 it also runs, on the same texts, what else one would take: datasketch
and the containment of 8-word shingles, one process each, as in bench/links.py. Writes bench/results/growth.json and
.md when run without arguments.
"""

import json
import math
import os
import sys
import tempfile
import time
from pathlib import Path

import mutate
from common import RESULTS, circumstances, need_data, preamble
from links import containment, near_duplicates, others, ours, with_versions

COMMAND = "python bench/growth.py"
SIZES = (1_000, 10_000, 100_000)
BESIDE = 10_000
"""Documents up to which the others are run: beyond, their time says nothing new, and shingles need too much memory."""

Run = dict[str, int | float | None]


def measure(documents: int, folder: Path) -> Run:
    """Make a corpus, link it, and return the figures."""
    source, out = folder / "corpus.jsonl", folder / "links.jsonl"
    mutate.write(source, documents)
    load = os.getloadavg()[0]
    seconds, megabytes = ours([source], out)
    with out.open("rb") as stream:
        found = sum(1 for _ in stream)
    run: Run = {
        "documents": documents,
        "links": found,
        "seconds": seconds,
        "peak_mb": megabytes,
        "load_before": round(load, 1),
        "load_after": round(os.getloadavg()[0], 1),
    }
    run["containment_seconds"], run["datasketch_seconds"] = beside(source) if documents <= BESIDE else (None, None)
    return run


def beside(source: Path) -> tuple[float, float | None]:
    """Return the seconds the others take on the same texts, without reading them; None for one not installed."""
    rows = (json.loads(line) for line in source.open(encoding="utf-8"))
    corpus = {row["id"]: row["text"] for row in rows}
    taken = []
    for work in (containment, near_duplicates):
        begun = time.perf_counter()
        if work in others().values():
            work(corpus)
            taken.append(round(time.perf_counter() - begun, 1))
    return taken[0], taken[1] if len(taken) > 1 else None


def exponent(runs: list[Run], field: str, *, first: int = 0) -> float:
    """Return the slope of a figure against the number of documents, both as logarithms, by least squares."""
    points = [(math.log(run["documents"] or 1), math.log(run[field] or 1)) for run in runs[first:]]
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0


def readable(results: dict[str, object]) -> str:
    """Return the results as a Markdown page."""
    runs = results["runs"]
    assert isinstance(runs, list)
    lines = [
        *preamble("Growth of `firsthand links`", results),
        "Synthetic documents (bench/mutate.py), everything included: start, reading, linking, writing. Load is the",
        f"machine's load average before and after; it has {results['cores']} cores, which other work shared.",
        "",
        "| documents | links | seconds | peak memory, MB | load | containment, s | datasketch, s |",
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for run in runs:
        others = " | ".join(str(run[name] or "") for name in ("containment_seconds", "datasketch_seconds"))
        lines.append(
            f"| {run['documents']:,} | {run['links']:,} | {run['seconds']} | {run['peak_mb']:,} "
            f"| {run['load_before']}, {run['load_after']} | {others} |"
        )
    if len(runs) > 1:
        last = f"; from the last but one to the last: {exponent(runs, 'seconds', first=len(runs) - 2):.2f}"
        lines += [
            "",
            f"Time grows as documents to the power {exponent(runs, 'seconds'):.2f}{last}. Memory: "
            f"{exponent(runs, 'peak_mb'):.2f}. Links found: {exponent(runs, 'links'):.2f}.",
        ]
    return "\n".join([*lines, ""])


def main() -> None:
    need_data()
    sizes = tuple(int(size) for size in sys.argv[1:]) or SIZES
    with tempfile.TemporaryDirectory() as folder:
        runs = [measure(size, Path(folder)) for size in sizes]
    results = {**with_versions(circumstances(COMMAND)), "cores": len(os.sched_getaffinity(0)), "runs": runs}
    print(readable(results))
    if sizes == SIZES:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "growth.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        (RESULTS / "growth.md").write_text(readable(results), encoding="utf-8")
        print(f"Wrote {RESULTS / 'growth.md'} and .json.")


if __name__ == "__main__":
    main()
