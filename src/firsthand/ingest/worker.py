"""The child process that parses bytes nobody vouches for: ``python -m firsthand.ingest.worker``, by ``sandbox``.

It takes one job after another on standard input and answers on standard output. It may write no files, grow by so
much memory and run for so long, and it ends with its parent. A process of its own, and no fork or pool, since it
needs neither a guarded main module nor a parent without threads.
"""

import contextlib
import os
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from firsthand.errors import FirsthandError
from firsthand.ingest.jobs import HEADER, Fault, Found, Job, Reply, decode_order, framed, placed, replied
from firsthand.ingest.parsers import prepared
from firsthand.model import Failure
from firsthand.settings import Settings

try:
    import resource
except ImportError:  # not on Windows, where only the parent's clock guards
    resource = None  # type: ignore[assignment]

_MANY = 5_000
"""Jobs after which the process asks to be replaced."""

_GROWN = 400_000_000
"""Bytes of resident memory from which it does."""

_FILE = 65_536
"""Bytes a file may have that a parser writes. None does, but libraries try whether there is a place for files."""

_ALIVE = 2.0
"""Seconds after which a container that has found nothing new says that it is still at work."""

_TOO_DEEP = "It is nested too deep to be read; save its text as a .txt file and give that."

_STATM = Path("/proc/self/statm")


def main() -> None:
    """Answer jobs until standard input ends."""
    incoming, outgoing = _channels()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore")
    sys.dont_write_bytecode = True
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    done = 0
    while (body := _message(incoming)) is not None:
        order = decode_order(body)
        fault = _serve(order.job, order.settings, outgoing.write)
        done += 1
        spent = fault is not None or done >= _MANY or _memory()[1] > _GROWN
        outgoing.write(framed(Reply(end=True, spent=spent, fault=fault)))


def _channels() -> tuple[BinaryIO, BinaryIO]:
    """Keep the two pipes, and put nothing in their place, so that no library can write into them."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    return incoming, outgoing


def _message(stream: BinaryIO) -> bytes | None:
    head = stream.read(HEADER)
    return stream.read(int.from_bytes(head, "big")) if len(head) == HEADER else None


def _serve(job: Job, settings: Settings, send: Callable[[bytes], object]) -> Fault | None:
    """Do one job; return what went wrong with the process, not with the input."""
    try:
        _limit_files(None)
        parse = prepared(job)
        _limit_files(_FILE)
        _limit_memory(settings)
        _limit_time(settings)
        send(framed(Reply()))  # the clock starts now: what was imported does not count
        told = time.monotonic()
        for found in _guarded(parse, job, settings):
            if found is not None:
                send(framed(replied(found)))
            elif time.monotonic() - told < _ALIVE:
                continue
            else:
                send(framed(Reply()))
            told = time.monotonic()
            _limit_time(settings)
    except MemoryError:
        return "memory"
    return None


def _guarded(parse: Callable[..., Iterator[Found | None]], job: Job, settings: Settings) -> Iterator[Found | None]:
    try:
        yield from parse(job, settings=settings)
    except FirsthandError as error:
        yield Failure(name=job.payload.name, error=placed(job, str(error)))
    except RecursionError:
        yield Failure(name=job.payload.name, error=placed(job, _TOO_DEEP))
    except BaseException as error:  # libraries written in Rust panic, which is no Exception
        if isinstance(error, GeneratorExit | KeyboardInterrupt | SystemExit | MemoryError):
            raise
        yield Failure(name=job.payload.name, error=placed(job, _unforeseen(error)))


def _unforeseen(error: BaseException) -> str:
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f" in {where.tb_frame.f_globals.get('__name__')}, line {where.tb_lineno}" if where is not None else ""
    said = " ".join(str(error).split())[:200]
    return (
        f"It could not be read because of a fault in Firsthand ({type(error).__name__}: {said}{place}); "
        "please report it with the input."
    )


def _limit_files(size: int | None) -> None:
    """Bound the files that may be written. The model of languages is unpacked into one when it is loaded."""
    if resource is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard if size is None else size, hard))


def _limit_memory(settings: Settings) -> None:
    """Allow the process so much more address space than it has now, with all that the job needs imported."""
    size = _memory()[0]
    if resource is None or not size:
        return
    with contextlib.suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (size + settings.max_memory, hard))


def _limit_time(settings: Settings) -> None:
    """Allow so many more seconds of processor time: this ends the job where the parent, who has a clock, is gone."""
    if resource is None:
        return
    with contextlib.suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + settings.max_seconds) + 2, hard))


def _memory() -> tuple[int, int]:
    """Return the bytes of address space and of resident memory; zeros where the system does not tell."""
    try:
        size, resident = _STATM.read_bytes().split()[:2]
    except OSError:
        return 0, 0
    page = os.sysconf("SC_PAGE_SIZE")
    return int(size) * page, int(resident) * page


if __name__ == "__main__":
    main()
