"""Measure how fast a web archive of synthetic news pages is read to documents, beside trafilatura alone.

    python bench/ingest_speed.py [PAGES]

The pages (10,000 when left out) are made of a list of words, the same on every run: an article of 6 to 20 paragraphs,
in navigation, teasers, scripts and a footer. Both readers take them from the same .warc.gz: ``firsthand`` over as many
processes as there are cores, each page parsed in a child with limits; ``trafilatura.extract`` in one process, pages
from fastwarc, decoded as UTF-8, without languages, metadata, links or limits. Processor
time is that of all processes, and tells more than the clock where the machine is not idle. Memory is the largest sum
over all processes. Writes bench/results/ingest_speed.json and .md.
"""

import gzip
import json
import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from common import RESULTS, circumstances, preamble
from memory import peak

COMMAND = "python bench/ingest_speed.py"
PAGES = 10_000
ALONE = 200
WORDS = """
the harbour of a town was shut on Tuesday after talks between workers and owners broke down said
chairman union it would be open again before weekend if weather allows ministry did not answer
questions about night shifts which have been disputed for two years while ships wait outside and
islands run out of flour salt paper glass and diesel
""".split()  # noqa: SIM905  a list of them is a line of 500 characters


OURS = """
import sys
from firsthand.ingest import read_input
from firsthand.model import Document
from firsthand.settings import Settings
found = sum(isinstance(one, Document) for one in read_input(sys.argv[1], settings=Settings()))
assert found == int(sys.argv[2]), found
"""
THEIRS = """
import sys, trafilatura
from fastwarc.warc import ArchiveIterator, WarcRecordType
found = 0
with open(sys.argv[1], "rb") as stream:
    for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
        found += bool(trafilatura.extract(record.reader.read().decode("utf-8", "replace")))
assert found == int(sys.argv[2]), found
"""


def sentence(dice: random.Random) -> str:
    """Return a sentence of the words."""
    words = [dice.choice(WORDS) for _ in range(dice.randint(8, 24))]
    return " ".join(words).capitalize() + "."


def page(number: int) -> str:
    """Return the page of a number, always the same."""
    dice = random.Random(number)
    menu = "".join(f'<li><a href="/section/{i}">{dice.choice(WORDS)} {i}</a></li>' for i in range(40))
    teasers = "".join(
        f'<div class="teaser"><a href="/story/{i}"><img src="{i}.jpg"><h3>{sentence(dice)}</h3></a></div>'
        for i in range(20)
    )
    body = "".join(
        f"<p>{' '.join(sentence(dice) for _ in range(dice.randint(2, 5)))}</p>" for _ in range(dice.randint(6, 20))
    )
    script = f"<script>{'window.q=window.q||[];q.push([1,2,3]);' * 150}</script>"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{sentence(dice)}</title>{script}'
        f'<meta property="article:published_time" content="2031-05-{number % 28 + 1:02d}T08:00:00Z"></head><body>'
        f"<header><nav><ul>{menu}</ul></nav></header><main><article><h1>{sentence(dice)}</h1>{body}</article></main>"
        f"<aside>{teasers}</aside><footer><p>{sentence(dice)}</p><ul>{menu}</ul></footer>{script}</body></html>"
    )


def record(number: int) -> bytes:
    """Return the packed WARC record of a page."""
    body = page(number).encode()
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://velmora.example/{number}\r\n"
        f"WARC-Date: 2031-05-14T08:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 6)


def overhead() -> dict[str, float]:
    """Return the milliseconds a page takes in this process, and in a child."""
    from firsthand.ingest import sandbox  # noqa: PLC0415  here, so that writing the archive needs none of it
    from firsthand.ingest.jobs import Job  # noqa: PLC0415
    from firsthand.ingest.parse_page import pages  # noqa: PLC0415
    from firsthand.ingest.payload import Payload  # noqa: PLC0415
    from firsthand.settings import Settings  # noqa: PLC0415

    settings = Settings()
    jobs = [Job(kind="page", payload=Payload(name=str(n), data=page(n).encode())) for n in range(ALONE)]
    for way in (
        lambda job: list(pages(job, settings=settings)),
        lambda job: list(sandbox.parse(job, settings=settings)),
    ):
        way(jobs[0])
    times = {}
    for name, work in (
        ("here", lambda job: list(pages(job, settings=settings))),
        ("child", lambda job: list(sandbox.parse(job, settings=settings))),
    ):
        began = time.perf_counter()
        for job in jobs:
            work(job)
        times[name] = 1_000 * (time.perf_counter() - began) / ALONE
    return {name: round(value, 1) for name, value in times.items()}


def measured(name: str, script: str, path: Path, pages: int) -> dict[str, object]:
    """Run one reader over the archive."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    most, seconds = peak([sys.executable, "-c", script, str(path), str(pages)])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "reader": name,
        "pages_a_second": round(pages / seconds, 1),
        "processor_ms_a_page": round(1_000 * used / pages, 1),
        "peak_mb": round(most / 1e6),
        "seconds": round(seconds),
    }


def readable(results: dict[str, object]) -> str:
    """Return the results as a Markdown page."""
    runs, alone = results["runs"], results["one_page_ms"]
    assert isinstance(runs, list)
    assert isinstance(alone, dict)
    lines = [
        *preamble("Reading a web archive", results),
        f"{results['pages']:,} synthetic pages of {results['page_kb']} KB, {results['archive_mb']} MB packed. "
        f"The machine has {results['cores']} cores; load average {results['load_before']} before and "
        f"{results['load_after']} after the runs: where that is more than 1, others were at work too, and only the "
        "processor time says something.",
        "",
        "| reader | pages a second | processor ms a page | peak memory, MB | seconds |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| {r['reader']} | {r['pages_a_second']} | {r['processor_ms_a_page']} | {r['peak_mb']} | {r['seconds']} |"
            for r in runs
        ),
        "",
        f"One page after another, without an archive: {alone['here']} ms a page when parsed in the same process, "
        f"{alone['child']} ms in a child with limits.",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.warc.gz"
        with path.open("wb") as stream:
            for number in range(pages):
                stream.write(record(number))
        load = os.getloadavg()[0]
        runs = [
            measured("trafilatura, 1 process", THEIRS, path, pages),
            measured("firsthand, all cores", OURS, path, pages),
        ]
        packed = path.stat().st_size
    results = {
        **circumstances(COMMAND),
        "pages": pages,
        "page_kb": round(sum(len(page(n)) for n in range(100)) / 100_000),
        "archive_mb": round(packed / 1e6),
        "cores": len(os.sched_getaffinity(0)),
        "load_before": round(load, 1),
        "load_after": round(os.getloadavg()[0], 1),
        "runs": runs,
        "one_page_ms": overhead(),
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "ingest_speed.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "ingest_speed.md").write_text(readable(results), encoding="utf-8")
    print(readable(results))


if __name__ == "__main__":
    main()
