"""The case that the application works on: read by many requests at once, written by one at a time."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from firsthand.engines.judging import judge
from firsthand.model import Failure, Judgement, Reading
from firsthand.store.case import Case
from firsthand.store.reader import Reader
from firsthand.trace.records import Traced
from firsthand.web.jobs import Jobs

T = TypeVar("T")


class Desk:
    """A case, what is being done to it, and what was read of it last.

    ``outlets`` are files of outlets beside the bundled one, for what is added.
    """

    def __init__(self, case: str | Path, *, outlets: tuple[Path, ...] = ()) -> None:
        self.case = Path(case)
        self.jobs = Jobs(self.case, outlets=outlets)
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[tuple[object, ...], object]] = {}

    def reader(self) -> Reader:
        """Open the case for one request."""
        return Reader(self.case)

    def traces(self) -> tuple[Traced, ...]:
        """Return every claim that was traced, the weightiest first."""
        return self._once("traces", Case.traces)

    def judgements(self) -> tuple[Judgement, ...]:
        """Return every decision, the first first, those that were taken back too."""
        return self._once("judgements", Case.judgements)

    def failures(self) -> tuple[Failure, ...]:
        """Return the inputs that could not be read."""
        return self._once("failures", lambda case: tuple(case.failures()))

    def readings(self) -> tuple[Reading, ...]:
        """Return every reading: for the review page alone, since it takes the memory of the whole case."""
        with Case(self.case, readonly=True) as case:
            return tuple(case.readings())

    def judge(self, decision: str, subject: str, value: str | None, *, note: str | None, by: str | None) -> Judgement:
        """Keep a decision.

        Raises:
            InputError: there is nothing of that id that it can be about.

        """
        with self._lock:
            return judge(self.case, decision, subject, value, note=note, by=by)

    def _once(self, name: str, ask: Callable[[Case], T]) -> T:
        """Ask the case, unless nothing was written to it since the same was asked."""
        state = self._state()
        kept = self._kept.get(name)
        if kept is not None and kept[0] == state:
            return kept[1]  # type: ignore[return-value]
        with Case(self.case, readonly=True) as case:
            found = ask(case)
        self._kept[name] = (state, found)
        return found

    def _state(self) -> tuple[object, ...]:
        """Return what changes whenever the case is written to: sizes and times of its files."""
        files = (self.case, self.case.with_name(self.case.name + "-wal"))
        return tuple((s.st_mtime_ns, s.st_size) for s in (f.stat() for f in files if f.exists()))
