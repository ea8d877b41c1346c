"""Score attribution on the development data, through the real command.

    python bench/attribution.py [DATASET...]

Writes bench/results/attribution.json and .md when all data sets are run; prints the table in any case.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from attribution_parts import parts
from common import RESULTS, SHARED, circumstances, evaluator, extract_command, need_data, preamble

COMMAND = "make bench"
GENERATED = {"polnear-dev": ("polnear", "dev"), "german-dev": ("german", "dev"), "seed": ("seed",)}
STORED = {"sv-dev": "sv-attributions-dev.jsonl", "relay-dev": "relay-dev.jsonl"}
DATASETS = ("seed", "polnear-dev", "sv-dev", "german-dev", "relay-dev")
FIGURES = (
    "linked/half",
    "linked/exact",
    "exact/source",
    "exact/cue",
    "exact/content",
    "overlap/source",
    "overlap/cue",
    "overlap/content",
)
ACCURACIES = ("accuracy/type", "accuracy/parent(nested)", "accuracy/chain(single)", "accuracy/chain(relayed)")


def gold(name: str) -> bytes:
    """Return a data set as JSON lines."""
    if name in STORED:
        return (SHARED / "gold" / STORED[name]).read_bytes()
    return evaluator("corpora.py", *GENERATED[name])


def measure(name: str, folder: Path) -> dict[str, object]:
    """Run the command over one data set and score what it writes."""
    source, out = folder / f"{name}.jsonl", folder / f"{name}.out.jsonl"
    source.write_bytes(gold(name))
    begun = time.perf_counter()
    done = subprocess.run(extract_command(source, out, workers=2), check=False, stderr=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - begun
    if not out.exists():
        sys.exit(f"{name}: {done.stderr}")
    rows = [json.loads(line) for line in out.read_bytes().splitlines()]
    figures = json.loads(evaluator("attributions.py", str(source), str(out), "--json"))
    wanted = [json.loads(line) for line in source.read_bytes().splitlines()]
    return {
        "documents": len(rows),
        "failed": sum("error" in row for row in rows),
        "seconds": round(seconds, 1),
        "figures": figures,
        "parts": parts(wanted, rows),
    }


def readable(results: dict[str, object]) -> str:
    """Return the results as a Markdown page."""
    datasets = results["datasets"]
    assert isinstance(datasets, dict)
    lines = [
        *preamble("Attribution on the development data", results),
        "Precision, recall and F1 in percent. `linked/half`: source, cue and content all overlap gold by at least",
        "half; `linked/exact`: all three are exactly gold's; `exact/ROLE`: one role's spans. The rules were written",
        "with these data in view, and how rules and model are joined was decided on held-out training articles of",
        "PolNeAR, relay-dev and seed. So the figures say how well they fit, not how well they do on text nobody has",
        "looked at. The model was trained on PolNeAR's training part, of which polnear-dev is no part.",
        "",
        "| data | documents | figure | precision | recall | F1 | gold |",
        "|---|---:|---|---:|---:|---:|---:|",
    ]
    for name, found in datasets.items():
        for figure in FIGURES:
            row = found["figures"].get(figure)
            if row:
                scores = f"{row['p']} | {row['r']} | {row['f1']} | {row['gold']}"
                lines.append(f"| {name} | {found['documents']} | {figure} | {scores} |")
    lines += ["", "| data | accuracy over matched attributions | percent | of |", "|---|---|---:|---:|"]
    for name, found in datasets.items():
        for figure in ACCURACIES:
            row = found["figures"].get(figure)
            if row:
                lines.append(f"| {name} | {figure.removeprefix('accuracy/')} | {row['accuracy']} | {row['n']} |")
        row = found["figures"].get("recall/relayed chain")
        if row:
            lines.append(f"| {name} | relayed chain, recall over all of gold | {row['recall']} | {row['n']} |")
    lines += ["", "Recall (`linked/half`) by the type of gold's content and by its length in words:", ""]
    names = sorted({name for found in datasets.values() for name in found["parts"]["recall"]})
    lines += ["| data | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names)]
    for name, found in datasets.items():
        cells = [found["parts"]["recall"].get(key) for key in names]
        shown = [f"{cell['percent']} of {cell['gold']}" if cell else "" for cell in cells]
        lines.append(f"| {name} | " + " | ".join(shown) + " |")
    lines += ["", "How often a row of each score is right (`linked/half`); a calibrated score equals its share:", ""]
    for name, found in datasets.items():
        curve = "; ".join(f"{b['score']:.2f}: {b['right']:.2f} of {b['rows']}" for b in found["parts"]["reliability"])
        lines.append(f"- {name}: {curve}. Mean distance {found['parts']['calibration_error']}.")
    seconds = "; ".join(f"{name} {found['seconds']} s" for name, found in datasets.items())
    lines += ["", f"Time with two processes, start included: {seconds}.", ""]
    return "\n".join(lines)


def main() -> None:
    need_data()
    names = tuple(sys.argv[1:]) or DATASETS
    unknown = set(names) - set(DATASETS)
    if unknown:
        sys.exit(f"There is no data set {', '.join(sorted(unknown))}; choose from {', '.join(DATASETS)}.")
    with tempfile.TemporaryDirectory() as folder:
        results = {**circumstances(COMMAND), "datasets": {name: measure(name, Path(folder)) for name in names}}
    print(readable(results))
    if names == DATASETS:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "attribution.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        (RESULTS / "attribution.md").write_text(readable(results), encoding="utf-8")
        print(f"Wrote {RESULTS / 'attribution.md'} and .json.")


if __name__ == "__main__":
    main()
