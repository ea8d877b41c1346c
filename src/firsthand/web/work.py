"""One job, in a process of its own: a task as JSON on standard input, what happens as JSON Lines on standard output."""

import os
import signal
import sys
from pathlib import Path

import msgspec

from firsthand import commands
from firsthand.engines.claims import weighed
from firsthand.errors import FirsthandError
from firsthand.outlets import registry
from firsthand.settings import Settings
from firsthand.store.case import Case
from firsthand.store.reader import Reader
from firsthand.store.views import build
from firsthand.trace.decisions import active
from firsthand.web.jobs import Task, Told


def tell(**said: object) -> None:
    """Write one line of what happens."""
    sys.stdout.buffer.write(msgspec.json.encode(Told(**said)) + b"\n")  # type: ignore[arg-type]
    sys.stdout.buffer.flush()


def work(task: Task) -> bool:
    """Do a task; say whether all went well."""
    try:
        return {"add": add, "trace": trace, "views": views}[task.kind](task)
    except FirsthandError as error:
        tell(say=str(error))
        return False


def add(task: Task) -> bool:
    """Read the inputs into the case, one by one."""
    added = known = 0
    for number, source in enumerate(task.inputs):
        tell(done=number, total=len(task.inputs))
        done = commands.add(task.case, source, outlets=task.outlets)
        added += done.added
        known += done.known
        for failure in done.failures:
            tell(failed=failure.error)
    tell(done=len(task.inputs), total=len(task.inputs), say=f"{added} added, {known} known")
    return True


def views(task: Task) -> bool:
    """Make the views of the case anew, if it has changed since."""
    with Reader(task.case) as reader:
        stamp, made = reader.stamp(), reader.made_of()
    with Case(task.case, readonly=True) as case:
        judged = active(case.judgements())
        stamp = f"{stamp}:{judged[-1].id if judged else ''}"
        if stamp == made:
            return True
        build(task.case, case.readings(), stamp=stamp, judgements=judged, outlets=registry(*map(Path, task.outlets)))
    return True


def trace(task: Task) -> bool:
    """Trace a claim, or all that were asked for and all that the documents have."""
    settings, outlets = Settings(), registry(*map(Path, task.outlets))
    with Case(task.case) as case:
        readings, judged = tuple(case.readings()), case.judgements()
        asked = [one.claim for one in case.traces() if one.asked]
        if task.claim is not None:
            (made,) = weighed(
                readings, asked=[task.claim], find=False, judgements=judged, outlets=outlets, settings=settings
            )
            case.keep_traced(made)
            tell(made=made.id)
            return True
        traces = weighed(readings, asked=asked, judgements=judged, outlets=outlets, settings=settings)
        case.keep_traced(*traces, forget_found=True)
    return True


def main() -> None:
    """Read a task, and do it."""
    signal.signal(signal.SIGTERM, lambda *_: os._exit(1))
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
    sys.exit(0 if work(task) else 1)


if __name__ == "__main__":
    main()
