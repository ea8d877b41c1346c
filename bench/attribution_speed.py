"""Articles and word pieces a second of the whole `extract` command, beside a BERT-base tagger, in one run.

    python bench/attribution_speed.py

The tagger has BERT-base's shape and random weights, which serve for speed: one pass of PyTorch over batches of 16
windows of 256 pieces, two threads, no decoding, no text read or written. It needs PyTorch and transformers
(`pip install .[training]`). Writes bench/results/attribution_speed.json and .md.
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

from common import RESULTS, circumstances, evaluator, extract_command, need_data, preamble
from firsthand.extract import encoder

COMMAND = "python bench/attribution_speed.py"
COPIES = 1
"""Times the articles are read; more of them make the start count less."""
BATCH, PIECES, BATCHES = 16, 256, 1


def articles() -> list[dict[str, Any]]:
    """Return the development articles several times over, each copy under a name of its own."""
    rows = [json.loads(line) for line in evaluator("corpora.py", "polnear", "dev").splitlines()]
    return [{"id": f"{row['id']}-{copy}", "lang": "en", "text": row["text"]} for copy in range(COPIES) for row in rows]


def extracted(rows: list[dict[str, Any]], folder: Path) -> dict[str, float]:
    """Run the command over the articles with two processes, and over one of them for what starting costs."""
    source, out = folder / "in.jsonl", folder / "out.jsonl"
    seconds, busy = [], []
    for some in (rows[:2], rows):
        source.write_text("".join(json.dumps(row) + "\n" for row in some), encoding="utf-8")
        begun, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(extract_command(source, out, workers=2), check=True, stderr=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - begun)
        done = resource.getrusage(resource.RUSAGE_CHILDREN)
        busy.append(done.ru_utime + done.ru_stime - used.ru_utime - used.ru_stime)
    pieces = sum(len(encoder.tokenizer().encode(row["text"], add_special_tokens=False).ids) for row in rows)
    return {
        "articles": len(rows),
        "pieces": pieces,
        "seconds": round(seconds[1], 2),
        "start_seconds": round(seconds[0], 2),
        "articles_a_second": round(len(rows) / seconds[1], 2),
        "pieces_a_second": round(pieces / seconds[1]),
        "pieces_a_second_without_start": round(pieces / max(0.1, seconds[1] - seconds[0])),
        "pieces_a_cpu_second": round(pieces / busy[1]),
        "pieces_a_cpu_second_without_start": round(pieces / max(0.1, busy[1] - busy[0])),
        "peak_mb_a_process": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
    }


def tagger() -> dict[str, float] | None:
    """Time a tagger of BERT-base's shape in PyTorch; None where PyTorch is not installed."""
    if importlib.util.find_spec("torch") is None or importlib.util.find_spec("transformers") is None:
        return None
    torch = importlib.import_module("torch")
    transformers = importlib.import_module("transformers")
    torch.set_num_threads(2)
    torch.manual_seed(0)
    model = transformers.BertForTokenClassification(transformers.BertConfig(num_labels=7)).eval()
    ids = torch.randint(1000, 20_000, (BATCH, PIECES))
    mask = torch.ones_like(ids)
    with torch.inference_mode():
        model(input_ids=ids[:2], attention_mask=mask[:2])
        begun, used = time.perf_counter(), time.process_time()
        for _ in range(BATCHES):
            model(input_ids=ids, attention_mask=mask)
        seconds, busy = time.perf_counter() - begun, time.process_time() - used
    return {
        "pieces_a_second": round(BATCH * PIECES * BATCHES / seconds),
        "pieces_a_cpu_second": round(BATCH * PIECES * BATCHES / busy),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def readable(results: dict[str, Any]) -> str:
    """Return the results as a Markdown page."""
    ours, theirs = results["extract"], results["tagger"]
    lines = [
        *preamble("Speed of attribution in English", results),
        "`firsthand extract` whole: reading, model and rules, speakers, dates, chains and writing, two processes. The",
        "tagger is BERT-base's shape in PyTorch, one pass of the network alone, two threads, in the same run.",
        "A second of the clock depends on what else the machine did; a second of the processor hardly does.",
        "",
        "| | word pieces a second | a second of processor | articles a second | peak memory, MB |",
        "|---|---:|---:|---:|---:|",
        f"| `firsthand extract`, start included | {ours['pieces_a_second']} | {ours['pieces_a_cpu_second']} | "
        f"{ours['articles_a_second']} | {ours['peak_mb_a_process']} a process |",
        f"| the same, start left out | {ours['pieces_a_second_without_start']} | "
        f"{ours['pieces_a_cpu_second_without_start']} | | |",
    ]
    if theirs:
        lines.append(
            f"| BERT-base tagger, PyTorch fp32 | {theirs['pieces_a_second']} | {theirs['pieces_a_cpu_second']} | | "
            f"{theirs['peak_mb']} |"
        )
        clock = round(ours["pieces_a_second"] / theirs["pieces_a_second"], 1)
        busy = round(ours["pieces_a_cpu_second"] / theirs["pieces_a_cpu_second"], 1)
        lines += [
            "",
            f"The whole command is {clock} times as fast as the tagger's network alone by the clock, {busy} times",
        ]
        lines += ["by processor time."]
    lines += ["", f"Load of the machine when it began: {results['load']}.", ""]
    return "\n".join(lines)


def main() -> None:
    need_data()
    load = round(os.getloadavg()[0], 1)
    theirs = tagger()
    with tempfile.TemporaryDirectory() as folder:
        ours = extracted(articles(), Path(folder))
    results = {**circumstances(COMMAND), "load": load, "extract": ours, "tagger": theirs}
    print(readable(results))
    if theirs is None:
        sys.exit("PyTorch and transformers are not installed, so nothing was written: pip install .[training]")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "attribution_speed.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "attribution_speed.md").write_text(readable(results), encoding="utf-8")


if __name__ == "__main__":
    main()
