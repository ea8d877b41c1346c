"""Children that parse bytes nobody vouches for: started once, used again, killed when they run over their limits.

A parser of a hostile format may loop, eat all memory or crash, and then costs one input and not the program. A child is
a process of its own (``firsthand.ingest.worker``), so this works from threads, from pools and from an interpreter's
prompt. Each call takes an idle child or starts one; two threads never share one.
"""

import atexit
import contextlib
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import msgspec

from firsthand.errors import InputError
from firsthand.ingest.jobs import HEADER, Fault, Found, Job, Order, Reply, called, decode_reply, framed, placed
from firsthand.model import Failure
from firsthand.settings import Settings

_START = 120.0
"""Seconds a child has to start and to import what a job needs, which on a busy machine is slow."""

_GRACE = 1.0
_PIECE = 1 << 20
_PLAINER = frozenset(("page", "record", "mail", "markdown"))
"""Kinds with a fallback that reads less well and is hard to bring down."""

_SAID: dict[Fault, str] = {
    "time": "Reading it takes longer than {seconds:g} seconds; save its text as a .txt file and give that.",
    "memory": "Reading it takes more than {megabytes:,} MB of memory; save its text as a .txt file and give that.",
    "crash": "It made its reader crash; save its text as a .txt file and give that.",
}


class _DiedError(Exception):
    """The child is gone, or of no more use, in the middle of a job."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


def parse(job: Job, *, settings: Settings) -> Iterator[Found]:
    """Give what a job finds. Where the child dies of it, the fallback is tried in another, if the kind has one.

    Nothing is raised for the input's sake: what cannot be read is a ``Failure`` with one sentence.

    Raises:
        InputError: No process can be started.

    """
    given = 0
    try:
        for found in _children.run(job, settings):
            given += 1
            yield found
    except _DiedError as died:
        if given or job.plain or job.kind not in _PLAINER:
            yield _failure(job, died.fault, settings, given=given)
            return
        yield from parse(msgspec.structs.replace(job, plain=True), settings=settings)


def close() -> None:
    """End all idle children. New ones are started when needed."""
    _children.close()


def _failure(job: Job, fault: Fault, settings: Settings, *, given: int) -> Failure:
    reason = _SAID[fault].format(seconds=settings.max_seconds, megabytes=settings.max_memory // 1_000_000)
    name = job.payload.name
    if given:
        reason = f"{called(name)} was read up to its entry {given:,} and no further. {reason}"
        return Failure(name=name, error=reason)
    return Failure(name=name, error=placed(job, reason))


class _Child:
    """One process, its two pipes, and how many jobs it has done."""

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "firsthand.ingest.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env=_environment(),
            )
        except OSError as error:
            raise InputError(
                f"No process to read inputs in could be started ({(error.strerror or str(error)).lower()}); "
                "free some memory or processes."
            ) from error
        self.used = 0
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._out, selectors.EVENT_READ)
        self._held = bytearray()

    @property
    def _out(self) -> Any:  # noqa: ANN401  a pipe, which subprocess types as optional
        return self._process.stdout

    def run(self, job: Job, settings: Settings) -> Iterator[Found]:
        """Do one job. Whoever stops asking before the end must kill the child.

        Raises:
            _DiedError: The child has died, or ran over its limits and was killed.

        """
        self.used += 1
        self._send(framed(Order(job=job, settings=settings)))
        reply = self._reply(_START)
        while not reply.end:
            found = reply.found
            if found is not None:
                yield found
            reply = self._reply(settings.max_seconds + _GRACE)
        if reply.fault is not None:
            raise _DiedError(reply.fault)
        if reply.spent:
            self.kill()

    def alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process and wait for it."""
        self._selector.close()
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()

    def _send(self, frame: bytes) -> None:
        rest = memoryview(frame)
        try:
            while rest and self._process.stdin is not None:
                rest = rest[self._process.stdin.write(rest) or 0 :]
        except OSError as error:
            raise _DiedError("crash") from error

    def _reply(self, seconds: float) -> Reply:
        deadline = time.monotonic() + seconds
        self._fill(HEADER, deadline)
        size = int.from_bytes(self._held[:HEADER], "big")
        self._fill(HEADER + size, deadline)
        body = bytes(self._held[HEADER : HEADER + size])
        del self._held[: HEADER + size]
        return decode_reply(body)

    def _fill(self, size: int, deadline: float) -> None:
        while len(self._held) < size:
            left = deadline - time.monotonic()
            if left <= 0 or not self._selector.select(left):
                raise _DiedError("time")
            piece = os.read(self._out.fileno(), _PIECE)
            if not piece:
                raise _DiedError("time" if self._process.wait() == -24 else "crash")  # SIGXCPU
            self._held += piece


class _Children:
    """The idle children of this process."""

    def __init__(self) -> None:
        self._idle: list[_Child] = []
        self._lock = threading.Lock()
        self._owner = os.getpid()

    def run(self, job: Job, settings: Settings) -> Iterator[Found]:
        child = self._take()
        done = False
        try:
            yield from child.run(job, settings)
            done = child.alive()
        finally:
            if done:
                with self._lock:
                    self._idle.append(child)
            else:
                child.kill()

    def _take(self) -> _Child:
        with self._lock:
            if self._owner != os.getpid():  # a fork: the children are the parent's
                self._idle, self._owner = [], os.getpid()
            while self._idle:
                child = self._idle.pop()
                if child.alive():
                    return child
                child.kill()
        return _Child()

    def close(self) -> None:
        with self._lock:
            idle, self._idle = (self._idle if self._owner == os.getpid() else []), []
        for child in idle:
            child.kill()


def _environment() -> dict[str, str]:
    """The environment of this process and import path; one thread for each library that would start many."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return {**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


_children = _Children()
atexit.register(close)
