"""The local engine: one function over many inputs, in this process or over a pool, in order.

Inputs are taken only as results are asked for, and only so many are under way at once, so memory does not
grow with their number.
"""

import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from typing import Generic, TypeVar

import msgspec

from firsthand.errors import SettingsError

In = TypeVar("In")
Out = TypeVar("Out")

CHUNK = 8
"""Inputs handed to a worker at once. Few, since one input may be a book."""

AHEAD = 3
"""Chunks under way for each worker: one at work, one waiting, one being gathered."""


class Lost(msgspec.Struct, Generic[In], frozen=True, kw_only=True):
    """An input that gave no result, and why: the function raised, or the process that ran it died."""

    given: In
    error: BaseException


class WorkerDiedError(Exception):
    """The process working on an input ended without a word: out of memory, or a fault in native code."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    function: Callable[[In], Out], inputs: Iterable[In], *, workers: int = 1, chunk: int = CHUNK
) -> Iterator[Out | Lost[In]]:
    """Apply ``function`` to every input and give the results in the order of the inputs.

    With one worker everything runs in this process. With more (0: one a core) ``function`` and the inputs
    must be picklable, and a script that calls this must stand under ``if __name__ == "__main__":``, as for
    every pool of processes in Python. At most ``workers * AHEAD * chunk`` inputs are under way at once.

    An input on which the function raises, or on which its process dies, comes back as ``Lost``; the others
    go on. KeyboardInterrupt ends the workers and is passed on.

    Raises:
        SettingsError: ``workers`` is negative, ``chunk`` is not positive, or no process can be started.

    """
    if workers < 0 or chunk < 1:
        raise SettingsError(f"A pool needs 0 or more workers and chunks of 1 or more, not {workers} and {chunk}.")
    workers = workers or cores()
    if workers == 1:
        return (_guarded(function, given) for given in inputs)
    return _pooled(function, inputs, workers=workers, chunk=chunk)


def _pooled(
    function: Callable[[In], Out], inputs: Iterable[In], *, workers: int, chunk: int
) -> Iterator[Out | Lost[In]]:
    chunks = _chunks(inputs, chunk)
    pool = _Pool(workers)
    under_way: deque[tuple[list[In], Future[list[Out | Lost[In]]]]] = deque()
    finished = False
    try:
        while True:
            for given in itertools.islice(chunks, workers * AHEAD - len(under_way)):
                under_way.append((given, pool.submit(function, given)))
            if not under_way:
                break
            given, future = under_way.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                # Every chunk under way is lost with the pool, and nothing says which input did it. The
                # first chunk is tried alone, input by input; the others start again. Each death settles
                # at least one chunk, so this ends.
                pool.close()
                pool = _Pool(workers)
                yield from _one_by_one(function, given)
                under_way = deque((again, pool.submit(function, again)) for again, _ in under_way)
        finished = True
    finally:
        pool.close(kill=not finished)


def _one_by_one(function: Callable[[In], Out], inputs: list[In]) -> Iterator[Out | Lost[In]]:
    """Run each input in a process that nothing else shares, so that a death can be laid to it alone."""
    pool = _Pool(1)
    finished = False
    try:
        for given in inputs:
            try:
                yield from pool.submit(function, [given]).result()
            except BrokenProcessPool:
                pool.close()
                pool = _Pool(1)
                yield Lost(given=given, error=WorkerDiedError("the process working on it ended unexpectedly"))
        finished = True
    finally:
        pool.close(kill=not finished)


class _Pool:
    """A process pool whose workers leave Ctrl-C to the parent and do not outlive it."""

    def __init__(self, workers: int) -> None:
        self._pool = ProcessPoolExecutor(workers, mp_context=_context(), initializer=_start_worker)
        try:
            self._pool.submit(os.getpid).result()
        except BrokenProcessPool as error:
            # Without this every input would be reported as deadly.
            self.close()
            raise SettingsError(
                'No worker process could be started; put the call under if __name__ == "__main__":, or use one worker.'
            ) from error

    def submit(self, function: Callable[[In], Out], given: list[In]) -> "Future[list[Out | Lost[In]]]":
        """Hand one chunk to the pool; a pool that is already broken says so in the future, not here."""
        try:
            return self._pool.submit(_work, function, given)
        except BrokenProcessPool as error:
            broken: Future[list[Out | Lost[In]]] = Future()
            broken.set_exception(error)
            return broken

    def close(self, *, kill: bool = False) -> None:
        """End the workers: at once with ``kill``, else when they are done."""
        workers = list((self._pool._processes or {}).values()) if kill else []
        for worker in workers:
            worker.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)


def _context() -> BaseContext:
    """Return a way to start processes that copies no threads or locks of the parent (so never ``fork``)."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    return multiprocessing.get_context("forkserver")


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(function: Callable[[In], Out], inputs: list[In]) -> list[Out | Lost[In]]:
    return [_guarded(function, given) for given in inputs]


def _guarded(function: Callable[[In], Out], given: In) -> Out | Lost[In]:
    try:
        return function(given)
    except Exception as error:
        return Lost(given=given, error=error)


def _chunks(inputs: Iterable[In], size: int) -> Iterator[list[In]]:
    source = iter(inputs)
    while given := list(itertools.islice(source, size)):
        yield given
