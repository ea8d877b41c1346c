"""Checking quotations: what is read, against what, and one answer for each quotation, in order."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from firsthand.errors import DecodeError, FirsthandError, InputError
from firsthand.ingest import read_input
from firsthand.ingest.lines import bounded_lines
from firsthand.ingest.text import clean
from firsthand.ingest.transcripts import Transcript, read_transcripts
from firsthand.link.check import Checked, Checker, Quotation
from firsthand.link.check_case import from_reading
from firsthand.link.quotations import quoted
from firsthand.model import Failure, Reading
from firsthand.outlets import registry
from firsthand.reading import try_reading
from firsthand.settings import Settings
from firsthand.store.case import Case

_SQLITE = b"SQLite format 3\0"


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a file of quotations; other fields are let pass, since rows come from other tools."""

    quote: str
    id: str | int | None = None
    speaker: str | None = None


def transcripts(sources: Sequence[Path], *, settings: Settings) -> tuple[list[Transcript], list[Failure]]:
    """Read what quotations are checked against: transcripts, folders of them, and cases.

    Raises:
        CaseError: a case cannot be read.
        InputError: there is nothing to check against.

    """
    found: list[Transcript] = []
    failures: list[Failure] = []
    for source in sources:
        for one in _case(source) if _is_case(source) else read_transcripts(source, settings=settings):
            if isinstance(one, Failure):
                failures.append(one)
            else:
                found.append(one)
    if not found:
        reasons = " ".join(failure.error for failure in failures) or "Name a transcript, a folder of them, or a case."
        raise InputError(f"There is nothing to check against: {reasons}")
    return found, failures


def given(words: Sequence[str]) -> Iterator[Quotation | Failure]:
    """Number quotations that were given as words."""
    for number, quote in enumerate(words, start=1):
        yield Quotation(id=str(number), quote=clean(quote))


def listed(path: Path, *, settings: Settings) -> Iterator[Quotation | Failure]:
    """Read a file of JSON Lines with ``quote``, and ``id`` and ``speaker`` where they are known.

    Raises:
        InputError: the file cannot be read.

    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}; check the path.") from error
    with stream:
        for number, line in bounded_lines(stream, limit=settings.max_bytes):
            try:
                row = _row(line)
            except FirsthandError as error:
                yield Failure(name=f"{path}:{number}", error=f"Line {number} of {path}: {error}")
                continue
            yield Quotation(
                id=str(number) if row.id is None else str(row.id), quote=clean(row.quote), speaker=row.speaker
            )


def quoted_in(path: Path, *, outlets: Sequence[Path], settings: Settings) -> Iterator[Quotation | Failure]:
    """Give every quotation of three words or more that the documents of an input have, and who they say said it."""
    known = registry(*outlets)
    for document in read_input(path, settings=settings):
        reading = document if isinstance(document, Failure) else try_reading(document, settings=settings, outlets=known)
        if isinstance(reading, Failure):
            yield reading
            continue
        for one in quoted([reading]):
            yield Quotation(id=one.id, quote=one.text, speaker=_named(reading, one.attribution))


def answers(quotations: Iterator[Quotation | Failure], checker: Checker) -> Iterator[Checked | Failure]:
    """Check each quotation; one that cannot be checked is a failure with its sentence, and the others go on."""
    for one in quotations:
        if isinstance(one, Failure):
            yield one
            continue
        try:
            yield checker.check(one)
        except FirsthandError as error:
            yield Failure(name=one.id, error=f"Quotation {one.id}: {error}")


def _row(line: bytes | None) -> _Row:
    if line is None:
        raise DecodeError("It is longer than the settings allow; split it.")
    try:
        return msgspec.json.decode(line, type=_Row)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())[:150].rstrip(".")
        raise DecodeError(f'It is no quotation ({reason}); write one object with "quote" on each line.') from error


def _named(reading: Reading, attribution: str | None) -> str | None:
    """Return the name of a statement's speaker, if it is a name: "the minister" is nobody else's."""
    named = ("named_person", "named_organisation")
    return next((one.name for one in reading.speakers if one.attribution == attribution and one.kind in named), None)


def _is_case(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def _case(path: Path) -> Iterator[Transcript]:
    with Case(path, readonly=True) as kept:
        for reading in kept.readings():
            yield from_reading(reading, path=str(path))
