"""A traced claim, seen from the terminal: the sentences, then each origin with the reports that rest on it."""

import contextlib
import time
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from firsthand.engines.tracing import Stage
from firsthand.ingest.language import language_of
from firsthand.show.clean import one_line, visible
from firsthand.show.support import role
from firsthand.trace.records import Report, Traced

_PATIENCE = 2.0
"""Seconds before the bar appears."""

_ASKED = (None, "en", "sv", "de")
"""Languages of a claim whose words are known; one that cannot be told is taken for one of them."""

_SHOWN = 40
"""Reports of one origin that are listed."""


def lines(traced: Traced) -> Iterator[str]:
    """Give what is known of a claim, line by line; the ids are those that ``firsthand judge`` takes."""
    yield _line(traced.claim, 600)
    said = ["".join(c.text for c in one.clauses) for one in traced.sentences if one.lang == "en"]
    for sentence in said:
        yield f"  {_line(sentence, 2_000)}"
    reports = {report.id: report for report in traced.reports}
    listed: set[str] = set()
    for origin in traced.origins:
        yield f"  {_line(origin.label)}{'' if origin.counted else ' (not counted)'}"
        listed.update(origin.reports)
        yield from _listed([reports[id_] for id_ in origin.reports])
    rest = [report for report in traced.reports if report.id not in listed]
    unsure = [report for report in rest if role(report) == "unsure"]
    if unsure:
        yield "  May say so, too uncertain to count"
        yield from _listed(unsure)
    against = [report for report in rest if role(report) != "unsure"]
    if against:
        yield "  Not in support"
        yield from _listed(against)


def unread(traced: Traced) -> str | None:
    """Say that a claim is in a language that claims are not looked for in; None where it is in one that they are."""
    if language_of(traced.claim) in _ASKED:
        return None
    claim = _line(traced.claim, 80)
    return f"“{claim}” is in a language that claims are not found in; ask in English, Swedish or German."


def _listed(reports: list[Report]) -> Iterator[str]:
    for report in reports[:_SHOWN]:
        where = " · ".join(filter(None, (report.outlet, report.doc, (report.published or "")[:10])))
        stance = "" if report.stance == "supports" else f" [{report.stance}]"
        variant = f" [{report.variant}]" if report.variant else ""
        way = f"  {' → '.join(report.chain)}" if len(report.chain) > 1 else ""
        yield f"    {report.id}  {_line(where)}{stance}{_line(variant)}{_line(way)}"
    if len(reports) > _SHOWN:
        yield f"    and {len(reports) - _SHOWN:,} more"


def _line(text: str, limit: int = 300) -> str:
    spaces = text[: len(text) - len(text.lstrip())]
    return spaces + visible(one_line(text, limit))


@contextlib.contextmanager
def working(console: Console | None = None) -> Iterator[Callable[[Stage], None]]:
    """Give a function to tell each stage to; on a terminal it draws a bar after two seconds."""
    console = console or Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task("Reading", total=None)
    begun = time.monotonic()

    def told(stage: Stage) -> None:
        bar.update(task, description=stage.name, completed=stage.done, total=stage.total)
        if not bar.live.is_started and not bar.disable and time.monotonic() - begun > _PATIENCE:
            bar.start()

    try:
        yield told
    finally:
        if bar.live.is_started:  # else it would print an empty line
            bar.stop()
