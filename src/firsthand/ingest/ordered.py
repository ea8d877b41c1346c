"""A function over many inputs on a few threads, in order. The work itself is done in children (``sandbox``)."""

import itertools
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

In = TypeVar("In")
Out = TypeVar("Out")

_AHEAD = 4
"""Inputs under way for each thread: one at work, and some that wait while another takes long."""


def ordered(function: Callable[[In], Out], inputs: Iterable[In], *, workers: int = 0) -> Iterator[Out]:
    """Yield the results in the order of the inputs, which are taken no further ahead than is needed.

    ``workers`` are the threads; 0 is one a core. A single input, and one worker, need no thread.
    """
    source = iter(inputs)
    workers = workers or _cores()
    first = list(itertools.islice(source, 2 if workers > 1 else 0))
    if workers == 1 or len(first) < 2:
        for given in itertools.chain(first, source):
            yield function(given)
        return
    under_way: deque[Future[Out]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for given in itertools.chain(first, source):
                under_way.append(pool.submit(function, given))
                if len(under_way) >= workers * _AHEAD:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
