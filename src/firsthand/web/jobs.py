"""What takes long: adding inputs, tracing claims, making the views. One at a time, each in a process of its own.

The process that answers requests never writes to the case for long, and a reader never waits for a writer.
"""

import contextlib
import subprocess
import sys
import threading
from collections import deque
from pathlib import Path
from typing import Any, Literal

import msgspec

KEPT = 50
"""Jobs that are remembered."""

WAITING = 100
"""Jobs that may wait."""

JobKind = Literal["add", "trace", "views"]
JobState = Literal["waiting", "running", "done", "failed"]


class Task(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the process is told: the inputs of ``add``, or the claim of ``trace`` (all claims where it is None)."""

    kind: JobKind
    case: str
    inputs: tuple[str, ...] = ()
    claim: str | None = None
    outlets: tuple[str, ...] = ()


class Told(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the process says while it works: how far it is, a sentence, an input that failed, what it made."""

    done: int = 0
    total: int = 0
    say: str | None = None
    failed: str | None = None
    made: str | None = None


class Job(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One job and how far it is. ``failures`` are sentences; ``made`` is the id of the claim it traced."""

    id: int
    kind: JobKind
    about: str
    state: JobState = "waiting"
    done: int = 0
    total: int = 0
    say: str = ""
    failures: tuple[str, ...] = ()
    made: str | None = None


class Jobs:
    """The jobs of one case, done in the order they came in by a thread of its own."""

    def __init__(self, case: Path, *, outlets: tuple[Path, ...] = ()) -> None:
        self._case, self._outlets = case, tuple(str(path.absolute()) for path in outlets)
        self._jobs: dict[int, Job] = {}
        self._tasks: deque[tuple[int, Task]] = deque()
        self._came = threading.Condition()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._last = 0
        self._thread: threading.Thread | None = None

    def submit(
        self, kind: JobKind, about: str, *, inputs: tuple[str, ...] = (), claim: str | None = None
    ) -> Job | None:
        """Put a job at the end of the queue; None when too many wait already.

        What is waiting in the same words is not put in twice.
        """
        task = Task(kind=kind, case=str(self._case.absolute()), inputs=inputs, claim=claim, outlets=self._outlets)
        with self._came:
            for number, waiting in self._tasks:
                if waiting == task:
                    return self._jobs[number]
            if len(self._tasks) >= WAITING or self._closed:
                return None
            self._last += 1
            job = Job(id=self._last, kind=kind, about=about, total=len(inputs))
            self._jobs[job.id] = job
            for old in list(self._jobs)[:-KEPT]:
                if self._jobs[old].state in ("done", "failed"):
                    del self._jobs[old]
            self._tasks.append((job.id, task))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
                self._thread.start()
            self._came.notify()
        return job

    def all(self) -> tuple[Job, ...]:
        """Return the jobs, the last first."""
        with self._came:
            return tuple(reversed(self._jobs.values()))

    def get(self, id_: int) -> Job | None:
        """Return a job."""
        with self._came:
            return self._jobs.get(id_)

    def busy(self) -> bool:
        """Say whether anything waits or runs."""
        return any(job.state in ("waiting", "running") for job in self.all())

    def close(self) -> None:
        """Stop: what runs is ended, what waits is dropped. What was added so far stays."""
        with self._came:
            self._closed = True
            self._tasks.clear()
            self._came.notify()
            if self._process is not None:
                with contextlib.suppress(OSError):
                    self._process.terminate()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _run(self) -> None:
        while True:
            with self._came:
                while not self._tasks and not self._closed:
                    self._came.wait()
                if self._closed:
                    return
                number, task = self._tasks.popleft()
                self._change(number, state="running")
            good = self._work(number, task)
            with self._came:
                self._change(number, state="done" if good else "failed")
            if good and task.kind == "add":
                self.submit("views", "")
                self.submit("trace", "")

    def _work(self, number: int, task: Task) -> bool:
        command = [sys.executable, "-m", "firsthand.web.work"]
        try:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - ourselves
        except OSError as error:
            self._change(number, say=f"The work could not be started: {error.strerror}.")
            return False
        with self._came:
            self._process = process
            if self._closed:
                process.terminate()
        assert process.stdin is not None  # noqa: S101 - for mypy
        assert process.stdout is not None  # noqa: S101
        with contextlib.suppress(OSError):
            process.stdin.write(msgspec.json.encode(task))
            process.stdin.close()
        for line in process.stdout:
            with contextlib.suppress(msgspec.MsgspecError):
                self._hear(number, msgspec.json.decode(line, type=Told))
        process.stdout.close()
        code = process.wait()
        with self._came:
            self._process = None
        return code == 0

    def _hear(self, number: int, told: Told) -> None:
        with self._came:
            job = self._jobs[number]
            changes: dict[str, Any] = {}
            if told.total:
                changes |= {"done": told.done, "total": told.total}
            if told.say is not None:
                changes["say"] = told.say
            if told.failed is not None and len(job.failures) < KEPT:
                changes["failures"] = (*job.failures, told.failed)
            if told.made is not None:
                changes["made"] = told.made
            self._change(number, **changes)

    def _change(self, number: int, **changes: Any) -> None:  # noqa: ANN401 - fields of a job
        if number in self._jobs:
            self._jobs[number] = msgspec.structs.replace(self._jobs[number], **changes)
