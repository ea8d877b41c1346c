"""Articles and word pieces a second of the whole `extract` command, beside a BERT-base tagger, in one run.

    python bench/attribution_speed.py

Both read the same articles with two processes of one thread each. The tagger is bench/bert_tagger.py: BERT-base's shape
in PyTorch with random weights, which serve for speed; one pass of the network over windows of at most 256 pieces, 16 of
like length at once, with no decoding, and nothing read or written. It needs PyTorch and transformers
(`pip install .[training]`), and sees only so many of the windows as take a minute or so. Writes
bench/results/attribution_speed.json and .md.
"""

import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bert_tagger import PROCESSES, tagged
from common import RESULTS, circumstances, evaluator, extract_command, need_data, preamble
from firsthand.extract import encoder

COMMAND = "python bench/attribution_speed.py"
COPIES = 2
"""Times the articles are read; more of them make the start count less."""
ARTICLE = 850
"""Word pieces of an article, where articles are counted."""


def articles() -> list[dict[str, Any]]:
    """Return the development articles several times over, each copy under a name of its own."""
    rows = [json.loads(line) for line in evaluator("corpora.py", "polnear", "dev").splitlines()]
    return [{"id": f"{row['id']}-{copy}", "lang": "en", "text": row["text"]} for copy in range(COPIES) for row in rows]


def extracted(rows: list[dict[str, Any]], pieces: int, folder: Path) -> dict[str, float]:
    """Run the command over the articles with two processes, and over two of them for what starting costs.

    Processor time and memory are those of one process over one copy of the articles, since the operating system counts
    neither for the processes of a pool.
    """
    start, whole = (run(some, folder, workers=PROCESSES)["seconds"] for some in (rows[:2], rows))
    bare = max(0.1, whole - start)
    first, alone = (run(some, folder, workers=1) for some in (rows[:2], rows[: len(rows) // COPIES]))
    return {
        "articles": len(rows),
        "pieces": pieces,
        "seconds": round(whole, 2),
        "start_seconds": round(start, 2),
        "pieces_a_second": round(pieces / whole),
        "articles_a_second": round(pieces / whole / ARTICLE, 1),
        "pieces_a_second_without_start": round(pieces / bare),
        "articles_a_second_without_start": round(pieces / bare / ARTICLE, 1),
        "pieces_a_cpu_second": round(pieces / COPIES / alone["busy"]),
        "pieces_a_cpu_second_without_start": round(pieces / COPIES / max(0.1, alone["busy"] - first["busy"])),
        "peak_mb": alone["peak_mb"],
    }


def run(rows: list[dict[str, Any]], folder: Path, *, workers: int) -> dict[str, float]:
    """Run the command over some articles, and return what it took."""
    source, out = folder / "in.jsonl", folder / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    begun, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(extract_command(source, out, workers=workers), check=True, stderr=subprocess.DEVNULL)
    seconds, done = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "seconds": seconds,
        "busy": done.ru_utime + done.ru_stime - used.ru_utime - used.ru_stime,
        "peak_mb": round(done.ru_maxrss / 1024),
    }


def readable(results: dict[str, Any]) -> str:
    """Return the results as a Markdown page."""
    ours, theirs = results["extract"], results["tagger"]
    lines = [
        *preamble("Speed of attribution in English", results),
        f"`firsthand extract` whole, over {ours['articles']} articles: reading, model and rules, speakers, dates,",
        "chains and writing. The tagger is BERT-base's shape in PyTorch, one pass of the network alone. Both with two",
        f"processes of one thread each, in the same run. An article is {ARTICLE} word pieces. A second of the clock",
        "depends on what else the machine did; a second of the processor, with one process, depends on it less.",
        "",
        "| | word pieces a second | the same, a second of processor | articles a second | peak memory, MB a process |",
        "|---|---:|---:|---:|---:|",
        f"| `firsthand extract`, start included ({ours['start_seconds']} s) | {ours['pieces_a_second']} | "
        f"{ours['pieces_a_cpu_second']} | {ours['articles_a_second']} | {ours['peak_mb']} |",
        f"| the same, start left out | {ours['pieces_a_second_without_start']} | "
        f"{ours['pieces_a_cpu_second_without_start']} | {ours['articles_a_second_without_start']} | |",
    ]
    if theirs:
        clock = [
            round(ours[key] / theirs["pieces_a_second"], 1)
            for key in ("pieces_a_second", "pieces_a_second_without_start")
        ]
        busy = round(ours["pieces_a_cpu_second_without_start"] / theirs["pieces_a_cpu_second"], 1)
        whole = round(theirs["pieces_a_second"] / ARTICLE, 1)
        lines += [
            f"| BERT-base tagger, PyTorch fp32, start left out | {theirs['pieces_a_second']} | "
            f"{theirs['pieces_a_cpu_second']} | {whole} | {theirs['peak_mb']} |",
            "",
            f"The whole command is {clock[0]} times as fast as the tagger's network alone by the clock with its start,",
            f"{clock[1]} times without, and {busy} times by processor time.",
        ]
    lines += ["", f"Load of the machine: {results['load'][0]} when it began, {results['load'][1]} at the end.", ""]
    return "\n".join(lines)


def main() -> None:
    need_data()
    load = [round(os.getloadavg()[0], 1)]
    rows = articles()
    sizes = [len(encoder.tokenizer().encode(row["text"], add_special_tokens=False).ids) for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        ours = extracted(rows, sum(sizes), Path(folder))
    there = all(importlib.util.find_spec(name) for name in ("torch", "transformers"))
    theirs = tagged(sizes) if there else None
    load.append(round(os.getloadavg()[0], 1))
    results = {**circumstances(COMMAND), "load": load, "extract": ours, "tagger": theirs}
    print(readable(results))
    if theirs is None:
        sys.exit("PyTorch and transformers are not installed, so nothing was written: pip install .[training]")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "attribution_speed.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "attribution_speed.md").write_text(readable(results), encoding="utf-8")


if __name__ == "__main__":
    main()
