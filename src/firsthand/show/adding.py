"""Adding to a case, seen from the terminal: a bar when it takes long, and each sentence as it comes when it watches."""

import contextlib
import time
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from firsthand.engines.adding import Step
from firsthand.show.clean import one_line, visible

_PATIENCE = 2.0
"""Seconds before the bar appears."""


@contextlib.contextmanager
def working(*, watch: bool = False, console: Console | None = None) -> Iterator[Callable[[Step], None]]:
    """Give a function to tell each step to. On a terminal it draws a bar after two seconds.

    With ``watch`` every new document and failure is a line, since there may never be an end at which to list them.
    """
    console = console or Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task("Reading", total=None)
    begun, done = time.monotonic(), 0
    said: set[tuple[str, str]] = set()

    def told(step: Step) -> None:
        nonlocal done
        done += 1
        name = visible(one_line(step.name, 50))
        bar.update(task, completed=done, total=done + step.waiting if step.waiting else None, description=name)
        if not bar.live.is_started and not bar.disable and time.monotonic() - begun > _PATIENCE:
            bar.start()
        line = step.sentence or (f"{step.name} added." if step.outcome == "added" else "")
        if line and (watch or step.outcome == "noted") and (step.name, line) not in said:
            said.add((step.name, line))
            console.print(visible(one_line(line, 1_000)), markup=False, highlight=False, soft_wrap=True)

    try:
        yield told
    except KeyboardInterrupt:
        what = "what was added is kept" if watch else "what was done is kept, and the same command goes on from there"
        console.print(f"Stopped; {what}.", highlight=False, soft_wrap=True)
        raise
    finally:
        if bar.live.is_started:  # else it would print an empty line
            bar.stop()
