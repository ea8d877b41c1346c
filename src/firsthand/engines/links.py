"""Reused text between the documents of any inputs: the sweeps of ``link.reuse`` over a pool of processes."""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from firsthand.engines.local import Lost, cores, run
from firsthand.link.reuse import reuse_links
from firsthand.link.reuse_pairs import Reuse
from firsthand.link.reuse_read import Line, inputs, sheet
from firsthand.model import Document, Failure
from firsthand.outlets import registry
from firsthand.reading import unexpected
from firsthand.settings import Settings

In = TypeVar("In")

FEW_DOCUMENTS, FEW_CHUNKS = 2_000, 300
"""Documents, and chunks of pairs, up to which this process is done before others have started."""


class Tally:
    """What became of the inputs, counted while they are read."""

    def __init__(self) -> None:
        self.documents = 0
        self.failures: list[Failure] = []


def linked(
    sources: Iterable[str | Path], *, settings: Settings, outlets: tuple[Path, ...] = (), tally: Tally
) -> Iterator[Reuse]:
    """Yield the rows of all pairs of documents that share text. Inputs that fail go to the tally.

    Raises:
        LanguageDataError: a file of outlets is missing or malformed.

    """
    registry(*outlets)  # a bad file is said once and now, not once a document
    given: Iterator[Line | Document | Failure] = (
        one for source in sources for one in inputs(source, settings=settings)
    )
    function = functools.partial(sheet, settings=settings, outlets=outlets)
    workers, given = _workers(settings.workers, given, few=FEW_DOCUMENTS)
    sheets = _counted(run(function, given, workers=workers), tally)
    spread = functools.partial(_spread, workers=settings.workers)
    yield from reuse_links(sheets, spread=spread, threads=settings.workers or cores())


def _counted(results: Iterable[bytes | Failure | Lost[Line | Document | Failure]], tally: Tally) -> Iterator[bytes]:
    for result in results:
        if isinstance(result, bytes):
            tally.documents += 1
            yield result
        else:
            tally.failures.append(result if isinstance(result, Failure) else _lost(result))


def _lost(result: Lost[Line | Document | Failure]) -> Failure:
    name = f"{result.given.source}:{result.given.number}" if isinstance(result.given, Line) else result.given.name
    return Failure(name=name, error=unexpected(name, result.error))


def _spread(function: Callable[[Any], Any], given: Iterable[Any], *, workers: int) -> Iterator[Any]:
    workers, given = _workers(workers, given, few=FEW_CHUNKS)
    for result in run(function, given, workers=workers, chunk=1):
        if isinstance(result, Lost):
            raise result.error
        yield result


def _workers(workers: int, given: Iterable[In], *, few: int) -> tuple[int, Iterator[In]]:
    """Return how many processes to use, and the inputs: where none are asked for, one will do for a few inputs."""
    source = iter(given)
    if workers:
        return workers, source
    first = list(itertools.islice(source, few + 1))
    return 1 if len(first) <= few else 0, itertools.chain(first, source)
