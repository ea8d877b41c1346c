"""Extraction, seen from the terminal: each failure as it comes, and a bar when it takes long."""

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from firsthand.engines.batch import Answer
from firsthand.ingest.kinds import ENDINGS, ending_of
from firsthand.show.clean import one_line, visible

_PATIENCE = 2.0
"""Seconds before the bar appears."""


@contextlib.contextmanager
def extracting(source: str) -> Iterator[Callable[[Answer], None]]:
    """Say each failure as it comes, and on a terminal draw a bar when the work takes long."""
    console = Console(stderr=True)
    path = Path(source)
    lines = ENDINGS.get(ending_of(source), "lines") == "lines"
    total = path.stat().st_size if lines and path.is_file() else None  # of packed files the size tells nothing
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task("Reading", total=total)
    begun = time.monotonic()

    def told(answer: Answer) -> None:
        bar.advance(task, answer.size)
        if not bar.live.is_started and not bar.disable and time.monotonic() - begun > _PATIENCE:
            bar.start()
        if answer.error is not None:
            console.print(visible(one_line(answer.error, 1_000)), markup=False, highlight=False, soft_wrap=True)

    try:
        yield told
    finally:
        if bar.live.is_started:  # else it would print an empty line
            bar.stop()
