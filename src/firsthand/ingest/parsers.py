"""Which function reads which kind. Each is imported when it is first needed: a page needs no reader of PDF."""

import importlib
from collections.abc import Callable, Iterator

from firsthand.ingest.jobs import Found, Job
from firsthand.ingest.kinds import STREAMED, Kind

Parse = Callable[..., Iterator[Found | None]]
"""Takes a job and ``settings``. Yields what it finds, and None now and then where it finds nothing for long.

What is wrong with an input as a whole is raised as a ``FirsthandError``, whose message need not name the input.
"""

_HOMES: dict[Kind, str] = {
    "page": "parse_page",
    "record": "parse_page",
    "feed": "parse_feed",
    "json": "parse_json",
    "mail": "parse_mail",
    "markdown": "parse_markdown",
    "pdf": "parse_pdf",
    "zip": "parse_zip",
    "csv": "parse_table",
    "parquet": "parse_table",
    "warc": "parse_warc",
}


def prepared(job: Job) -> Parse:
    """Return the function that reads a job's kind, with all that it needs imported."""
    module = importlib.import_module(f"firsthand.ingest.{_HOMES[job.kind]}")
    if job.kind not in STREAMED:
        importlib.import_module("firsthand.ingest.language").ready()
    found: Parse = getattr(module, f"{job.kind}s" if job.kind != "json" else "json_values")
    return found
