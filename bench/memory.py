"""Measure the peak memory of ``firsthand extract`` for 100 and for 1,000 documents.

    python bench/memory.py

The peak is the largest sum, over the command and all its processes, of resident memory, looked at every 20 ms
(pages that processes share count once for each). Needs Linux. Writes bench/results/memory.json and .md.
"""

import itertools
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from attribution import gold
from common import RESULTS, circumstances, extract_command, need_data, preamble

COMMAND = "make bench"
SIZES = (100, 1_000)
WORKERS = (1, 2)
EVERY = 0.02


def write_corpus(path: Path, documents: int) -> None:
    """Write so many documents of news text, each with an id of its own."""
    texts = [json.loads(line)["text"] for line in gold("polnear-dev").splitlines()]
    with path.open("w", encoding="utf-8") as stream:
        for number, text in enumerate(itertools.islice(itertools.cycle(texts), documents)):
            stream.write(json.dumps({"id": str(number), "lang": "en", "text": text}) + "\n")


def family(root: int) -> set[int]:
    """Return a process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, waiting = set(), [root]
    while waiting:
        found.add(process := waiting.pop())
        waiting += children.get(process, [])
    return found


def resident(process: int) -> int:
    """Return a process's resident memory in bytes; 0 when it has ended."""
    try:
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def peak(command: list[str]) -> tuple[int, float]:
    """Run a command; return its largest memory in bytes, and the seconds it took."""
    begun, most = time.perf_counter(), 0
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None:
            most = max(most, sum(map(resident, family(running.pid))))
            time.sleep(EVERY)
    if running.returncode:
        sys.exit(f"The command failed: {' '.join(command)}")
    return most, time.perf_counter() - begun


def readable(results: dict[str, object]) -> str:
    """Return the results as a Markdown page."""
    runs = results["runs"]
    assert isinstance(runs, list)
    lines = [
        *preamble("Memory of `firsthand extract`", results),
        "| processes | documents | peak memory, MB | seconds |",
        "|---:|---:|---:|---:|",
        *(f"| {run['workers']} | {run['documents']} | {run['peak_mb']} | {run['seconds']} |" for run in runs),
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    need_data()
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        for documents in SIZES:
            source = Path(folder) / f"{documents}.jsonl"
            write_corpus(source, documents)
            for workers in WORKERS:
                most, seconds = peak(extract_command(source, Path(folder) / "out.jsonl", workers=workers))
                runs.append(
                    {
                        "workers": workers,
                        "documents": documents,
                        "peak_mb": round(most / 1_000_000),
                        "seconds": round(seconds, 1),
                    }
                )
    runs.sort(key=lambda run: (run["workers"], run["documents"]))
    results = {**circumstances(COMMAND), "runs": runs}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "memory.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "memory.md").write_text(readable(results), encoding="utf-8")
    print(readable(results))
    print(f"Wrote {RESULTS / 'memory.md'} and .json.")


if __name__ == "__main__":
    main()
