"""Score quotation checking on the development data, through the real command, and time it.

    python bench/check.py

Writes bench/results/check.json and .md, beside rapidfuzz over every sentence in the same run.
"""

import importlib.metadata
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from check_made import scores, stretches
from common import RESULTS, SHARED, circumstances, evaluator, need_data, preamble
from firsthand.ingest.transcripts import Transcript, read_transcripts
from firsthand.link.check import FOUND, Checker, Quotation
from firsthand.settings import Settings

COMMAND = "make bench"
GOLD = SHARED / "gold" / "quotes-dev.jsonl"
TRANSCRIPTS = SHARED / "data" / "transcripts"
SMALL, LARGE = ("factchecked",), ("factchecked", "campaign")
OURS = "firsthand check"
STRANGERS = 400
MANY = 1_000
THRESHOLDS = [step / 100 for step in range(20, 91)]

Row = dict[str, object]


def checked(quotes: Path, folders: tuple[str, ...], out: Path) -> float:
    """Run the command under measurement and return its seconds, start, reading and index included."""
    against = [part for folder in folders for part in ("--against", str(TRANSCRIPTS / folder))]
    command = [sys.executable, "-m", "firsthand", "check", "--quotes", str(quotes), *against, "--out", str(out)]
    begun = time.perf_counter()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def by_sentence(gold: list[Row], folders: tuple[str, ...], out: Path, *, partial: bool) -> float:
    """Do what a user would do without us: rapidfuzz over every sentence; verbatim from its score of 100.

    ``partial`` looks for the best part of the longer in the shorter. Then sentences shorter than half the quotation are
    left out, or every "Yes." would stand in it.
    """
    begun = time.perf_counter()
    places: list[tuple[str, int, int]] = []
    sentences: list[str] = []
    for folder in folders:
        for path in sorted((TRANSCRIPTS / folder).glob("*.txt")):
            text = path.read_text(encoding="utf-8")
            for match in re.finditer(r"[^.!?\n]+[.!?]*", text):
                places.append((path.stem, *match.span()))
                sentences.append(utils.default_process(match[0]))
    lengths = [len(sentence) for sentence in sentences]
    with out.open("w", encoding="utf-8") as stream:
        for row in gold:
            quote = utils.default_process(str(row["quote"]))
            chosen = [at for at, length in enumerate(lengths) if not partial or 2 * length >= len(quote)]
            scorer = fuzz.partial_ratio if partial else fuzz.ratio
            best = process.extractOne(quote, [sentences[at] for at in chosen], scorer=scorer)
            doc, start, end = places[chosen[best[2]]]
            verdict = "verbatim" if best[1] >= 99.999 else "altered"
            stream.write(json.dumps({"id": row["id"], "verdict": verdict, "doc": doc, "span": [start, end]}) + "\n")
    return time.perf_counter() - begun


def crossed(gold: list[Row]) -> Row:
    """Choose the threshold on all transcripts but one, and say how it does on that one; each in turn.

    What ought not to be found are the same quotations, each against all transcripts but its own.
    """
    transcripts = list(read_transcripts(TRANSCRIPTS / SMALL[0], settings=Settings()))
    texts = [one for one in transcripts if isinstance(one, Transcript)]
    scores: dict[str, list[tuple[float, bool]]] = {}
    whole = Checker(texts)
    for doc in sorted({str(row["doc"]) for row in gold}):
        without = Checker([one for one in texts if one.name != doc])
        for row in (row for row in gold if row["doc"] == doc):
            asked = Quotation(id="", quote=str(row["quote"]))
            scores.setdefault(doc, []).extend(((whole.check(asked).score, True), (without.check(asked).score, False)))
    right = total = 0
    chosen: list[float] = []
    for held, pairs in scores.items():
        others = [pair for doc, found in scores.items() if doc != held for pair in found]
        hits = {at: sum((score >= at) == real for score, real in others) for at in THRESHOLDS}
        best = [at for at in THRESHOLDS if hits[at] == max(hits.values())]
        threshold = statistics.median_low(best)
        chosen.append(threshold)
        right += sum((score >= threshold) == real for score, real in pairs)
        total += len(pairs)
    every = [pair for found in scores.values() for pair in found]
    at_ours = sum((score >= FOUND) == real for score, real in every)
    return {
        "folds": len(scores),
        "thresholds chosen": [min(chosen), max(chosen)],
        "found told from not there %, held out": round(100 * right / total, 1),
        f"the same at the shipped {FOUND} %": round(100 * at_ours / total, 1),
    }


def measure(folders: tuple[str, ...], gold: list[Row], folder: Path) -> Row:
    """Score both ways against some transcripts."""
    found: Row = {"transcripts": sum(len(list((TRANSCRIPTS / name).glob("*.txt"))) for name in folders)}
    out = folder / "out.jsonl"
    ways: dict[str, Callable[[], float]] = {
        OURS: lambda: checked(GOLD, folders, out),
        "rapidfuzz ratio, every sentence": lambda: by_sentence(gold, folders, out, partial=False),
        "rapidfuzz partial_ratio, every sentence": lambda: by_sentence(gold, folders, out, partial=True),
    }
    for name, way in ways.items():
        seconds = way()
        figures = json.loads(evaluator("quotes.py", str(GOLD), str(out), "--json"))
        found[name] = {**figures, "seconds": round(seconds, 1)}
    return found


def changed() -> dict[str, dict[str, object]]:
    """Score quotations made of the transcripts that are not the fact-checkers', with known changes."""
    every = [
        one for one in read_transcripts(TRANSCRIPTS / LARGE[1], settings=Settings()) if isinstance(one, Transcript)
    ]
    return scores(every, Checker(every))


def strangers() -> Row:
    """Look for words of the 831 transcripts in the 35: what is found is said there too, or a false alarm."""
    texts: dict[str, list[Transcript]] = {
        name: [one for one in read_transcripts(TRANSCRIPTS / name, settings=Settings()) if isinstance(one, Transcript)]
        for name in LARGE
    }
    checker = Checker(texts[LARGE[0]])
    rows = [checker.check(one) for one in stretches(texts[LARGE[1]], count=STRANGERS)]
    return {"looked for": STRANGERS, "not found": sum(row.verdict == "not_found" for row in rows)}


def many(gold: list[Row], folder: Path) -> Row:
    """Time a thousand quotations against everything: the development ones, over and over."""
    quotes = folder / "many.jsonl"
    rows = [{"id": str(number), "quote": gold[number % len(gold)]["quote"]} for number in range(MANY)]
    quotes.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    seconds = checked(quotes, LARGE, folder / "out.jsonl")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return {"quotations": MANY, "seconds": round(seconds, 1), "peak memory, MB": peak}


def readable(results: dict[str, object]) -> str:
    """Return the results as a Markdown page."""
    lines = [
        *preamble("Checking quotations on the development data", results),
        "75 quotations by fact-checkers, looked for in all transcripts. Right place: within 400 characters of a line",
        "that the fact-checkers aligned. Verdict: verbatim told from not verbatim. Seconds include start, reading and",
        "index. The method was written with these quotations in view.",
        "",
        "| transcripts | method | right document % | right place % | verdict % | seconds |",
        "|---:|---|---:|---:|---:|---:|",
    ]
    for key in ("small", "large"):
        found = results[key]
        assert isinstance(found, dict)
        for name, row in found.items():
            if isinstance(row, dict):
                scores = " | ".join(str(row[f"{what} %"]) for what in ("right document", "right place", "verdict"))
                lines.append(f"| {found['transcripts']} | {name} | {scores} | {row['seconds']} |")
    lines += [
        "",
        "Quotations made by chance from the 831 transcripts, 12 to 40 words each, with one known change:",
        "",
        "| change | made | right document | rightly named |",
        "|---|---:|---:|---:|",
    ]
    made = results["made"]
    assert isinstance(made, dict)
    lines += [f"| {name} | " + " | ".join(str(value) for value in row.values()) + " |" for name, row in made.items()]
    for title, key in (
        ("Found told from not there, by transcript held out", "crossed"),
        ("Words of the 831 transcripts against the 35", "strangers"),
        ("Many at once", "many"),
    ):
        found = results[key]
        assert isinstance(found, dict)
        lines += ["", f"{title}: " + "; ".join(f"{name} {value}" for name, value in found.items()) + "."]
    return "\n".join([*lines, ""])


def main() -> None:
    need_data()
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results: dict[str, object] = {
            **circumstances(COMMAND),
            "rapidfuzz": importlib.metadata.version("rapidfuzz"),
            "small": measure(SMALL, gold, folder),
            "large": measure(LARGE, gold, folder),
            "crossed": crossed(gold),
            "made": changed(),
            "strangers": strangers(),
            "many": many(gold, folder),
        }
    print(readable(results))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "check.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "check.md").write_text(readable(results), encoding="utf-8")
    print(f"Wrote {RESULTS / 'check.md'} and .json.")


if __name__ == "__main__":
    main()
