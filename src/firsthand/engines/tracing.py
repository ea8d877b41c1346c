"""Tracing claims through a case or any inputs: what is read, which claims, one row for each, and what a case keeps."""

import functools
import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from firsthand.engines.local import Lost, run
from firsthand.errors import CaseError, FirsthandError, InputError, LimitError, OutputError
from firsthand.ingest import decode_record, from_record
from firsthand.ingest.lines import bounded_lines
from firsthand.ingest.text import clean
from firsthand.ingest.url import is_address
from firsthand.link.reuse_read import Line, inputs
from firsthand.model import Claim, Document, Failure, Judgement, Reading, content_id
from firsthand.outlets import registry
from firsthand.reading import try_reading, unexpected
from firsthand.resolve.parties import read_aliases
from firsthand.settings import Settings
from firsthand.store.case import Case
from firsthand.store.files import replacing
from firsthand.trace.find import found
from firsthand.trace.ground import Ground
from firsthand.trace.records import Traced, encode
from firsthand.trace.trace import remembering, trace_one

STANDARD = "-"
FEW = 60
"""Documents up to which this process has read them before others have started."""

_DEFAULT = Settings()
_SQLITE = b"SQLite format 3\0"
_LONGEST_CLAIM = 2_000


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """How far tracing is: what is done now, how many of it, of how many where that is known."""

    name: str
    done: int = 0
    total: int | None = None


Told = Callable[[Stage], None]


class Tracing(msgspec.Struct, frozen=True, kw_only=True):
    """What ``trace_claims`` did: the claims in order, how many documents they were traced through, and what failed."""

    traced: tuple[Traced, ...]
    documents: int
    failures: tuple[Failure, ...]


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a file of claims; other fields are let pass, since rows come from other tools."""

    claim: str
    id: str | int | None = None


class _Corpus(msgspec.Struct, frozen=True, kw_only=True):
    """What claims are traced through. ``case`` is the case it comes from, ``asked`` the claims that case has."""

    readings: list[Reading]
    failures: list[Failure]
    case: Path | None = None
    judgements: tuple[Judgement, ...] = ()
    asked: tuple[Claim, ...] = ()


def trace_claims(
    *words: str | Path,
    claims: str | Path | None = None,
    out: str | Path | None = None,
    aliases: str | Path | None = None,
    outlets: Sequence[str | Path] = (),
    settings: Settings = _DEFAULT,
    told: Told | None = None,
) -> Tracing:
    """Trace claims: who has them, resting on whose word, by which way, and how many independent origins that makes.

    ``words`` are a case, or files and folders, and behind them claims in words; ``claims`` is a file of JSON Lines with
    ``claim``, and ``id`` where there is one. Without claims, those that a case was asked before are traced anew, and
    those that several outlets have are found. The rows of docs/output.md go to ``out``, a file of JSON Lines, and are
    returned; a case keeps them, and what people decided about it counts. ``aliases`` is a TOML file of other names of
    the parties. With more than one of ``settings.workers`` (or 0 of them: one a core) a script that calls this must
    stand under ``if __name__ == "__main__":``.

    Raises:
        InputError: there is nothing to read, or a claim or file that is none.
        CaseError: a case cannot be read.
        OutputError: ``out`` cannot be written; what stood there stays.
        LanguageDataError: a file of outlets is missing or malformed.

    """
    sources, asked = _parted(words)
    known = registry(*map(Path, outlets))
    names = read_aliases(Path(aliases)) if aliases is not None else {}
    failures: list[Failure] = []
    wanted = [_claim(text) for text in asked]
    if claims is not None:
        _not_an_input(out, [*sources, Path(claims)])
        wanted += _listed(Path(claims), settings, failures)
    _not_an_input(out, sources)
    say = told or (lambda _: None)
    corpus = _read(sources, settings=settings, outlets=tuple(map(Path, outlets)), told=say)
    failures += corpus.failures
    if not corpus.readings:
        reasons = " ".join(failure.error for failure in failures[:3]) or "There was nothing in them."
        raise InputError(f"No claim was traced, since no document could be read: {reasons}")
    say(Stage(name="Comparing"))
    ground = Ground(corpus.readings, outlets=known, aliases=names, judgements=corpus.judgements)
    finding = not wanted and claims is None
    rows = tuple(_traced(wanted, ground, corpus, finding=finding, settings=settings, told=say))
    if out is not None:
        with replacing(out) as stream:
            stream.writelines(encode(row) + b"\n" for row in rows)
    if corpus.case is not None:
        failures += _kept(corpus.case, rows, finding=finding)
    return Tracing(traced=rows, documents=len(ground.corpus.readings), failures=tuple(failures))


def _traced(
    wanted: Sequence[Claim], ground: Ground, corpus: _Corpus, *, finding: bool, settings: Settings, told: Told
) -> Iterator[Traced]:
    from firsthand.extract.encoder import vectors  # noqa: PLC0415  its weights are read when it is imported

    known = remembering(vectors)
    own = {claim.id for claim in corpus.asked}
    new: list[Claim] = []
    if finding:
        new = [one.claim for one in found(ground) if one.claim.id not in own]
        wanted = [*corpus.asked, *new]
    added = {claim.id for claim in new}
    for number, claim in enumerate(wanted):
        told(Stage(name="Tracing", done=number, total=len(wanted)))
        row = trace_one(claim, ground, vectors=known, settings=settings)
        if claim.id not in added:
            yield row
        elif any(report.stance == "supports" for report in row.reports):  # else nobody reports what was found
            yield msgspec.structs.replace(row, asked=False)


def _kept(path: Path, rows: Sequence[Traced], *, finding: bool) -> Iterator[Failure]:
    """Keep the rows in the case; where it cannot be written, that is a failure and the rows are told all the same."""
    try:
        with Case(path, create=False) as case:
            case.keep_traced(*rows, forget_found=finding)
    except CaseError as error:
        yield Failure(name=str(path), error=f"What was traced is not kept in the case: {error}")


def _parted(words: Sequence[str | Path]) -> tuple[list[Path], list[str]]:
    """Tell what is to be read from the claims: what exists is read, and so is what is surely meant as a path."""
    sources: list[Path] = []
    claims: list[str] = []
    for word in words:
        if is_address(word):
            raise InputError(f"{word} is an address; add it to a case with: firsthand add CASE {word}")
        if isinstance(word, Path) or word == STANDARD or os.path.exists(word):  # noqa: PTH110  may be too long a path
            sources.append(Path(word))
        elif not word.strip():
            raise InputError("A claim is empty; give it in words.")
        elif sources and not any(sign.isspace() for sign in word):
            raise InputError(f"{word} does not exist; check the path, or give a claim of one word with --claims.")
        elif not sources:
            raise InputError(f"{word} does not exist; name a case, a file or a folder first, then claims in words.")
        else:
            claims.append(word)
    if not sources:
        raise InputError("There is nothing to trace claims through; name a case, a file or a folder.")
    return sources, claims


def _claim(text: str, id_: str | None = None) -> Claim:
    said = " ".join(clean(text).split())
    if not any(sign.isalnum() for sign in said):
        raise InputError("A claim needs words.")
    if len(said) > _LONGEST_CLAIM:
        raise InputError(f"A claim may have {_LONGEST_CLAIM:,} characters, not {len(said):,}; ask for a part of it.")
    return Claim(id=id_ or content_id("claim", said), text=said)


def _listed(path: Path, settings: Settings, failures: list[Failure]) -> Iterator[Claim]:
    """Read a file of claims; a line that is none is a failure, and the others go on."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}; check the path.") from error
    seen: set[str] = set()
    with stream:
        for number, line in bounded_lines(stream, limit=settings.max_bytes):
            try:
                row = _row(line)
                claim = _claim(row.claim, None if row.id is None else clean(str(row.id)))
                if claim.id in seen:
                    raise InputError(f"A claim before it has the id {claim.id}; give each its own.")
            except FirsthandError as error:
                failures.append(Failure(name=f"{path}:{number}", error=f"Line {number} of {path}: {error}"))
                continue
            seen.add(claim.id)
            yield claim


def _row(line: bytes | None) -> _Row:
    if line is None:
        raise LimitError("It is longer than the settings allow; split it.")
    try:
        return msgspec.json.decode(line, type=_Row)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())[:150].rstrip(".")
        raise InputError(f'It is no claim ({reason}); write one object with "claim" on each line.') from error


def _read(sources: Sequence[Path], *, settings: Settings, outlets: tuple[Path, ...], told: Told) -> _Corpus:
    cases = [source for source in sources if _is_case(source)]
    if not cases:
        return _documents(sources, settings=settings, outlets=outlets, told=told)
    if len(sources) > 1:
        raise InputError(f"{cases[0]} is a case, and is traced by itself; add the other inputs to it first.")
    with Case(cases[0], readonly=True) as case:
        readings = list(_told(case.readings(), told, total=case.counts().documents))
        asked = tuple(Claim(id=one.id, text=one.claim) for one in case.traces() if one.asked)
        return _Corpus(readings=readings, failures=[], case=cases[0], judgements=case.judgements(), asked=asked)


def _told(readings: Iterable[Reading], told: Told, *, total: int | None) -> Iterator[Reading]:
    for number, reading in enumerate(readings):
        told(Stage(name="Reading", done=number, total=total))
        yield reading


def _documents(sources: Sequence[Path], *, settings: Settings, outlets: tuple[Path, ...], told: Told) -> _Corpus:
    """Read inputs, over several processes where there are many documents."""
    corpus = _Corpus(readings=[], failures=[])
    given: Iterator[Any] = (one for source in sources for one in inputs(source, settings=settings))
    first = list(itertools.islice(given, FEW + 1))
    workers = 1 if len(first) <= FEW else settings.workers
    function = functools.partial(_reading, settings=settings, outlets=outlets)
    for number, result in enumerate(run(function, itertools.chain(first, given), workers=workers)):
        told(Stage(name="Reading", done=number))
        if isinstance(result, Reading):
            corpus.readings.append(result)
        else:
            corpus.failures.append(result if isinstance(result, Failure) else _lost(result))
    return corpus


def _reading(given: Line | Document | Failure, *, settings: Settings, outlets: tuple[Path, ...]) -> Reading | Failure:
    """Read one document. Bad input is a failure, never a raise."""
    if isinstance(given, Failure):
        return given
    try:
        document = given if isinstance(given, Document) else _document(given, settings)
    except FirsthandError as error:
        if isinstance(given, Document):
            return Failure(name=given.name, error=str(error))
        return Failure(name=f"{given.source}:{given.number}", error=f"Line {given.number} of {given.source}: {error}")
    named = msgspec.structs.replace(document, name=clean(document.name))
    return try_reading(named, settings=settings, outlets=registry(*outlets))


def _document(line: Line, settings: Settings) -> Document:
    if line.raw is None:
        raise LimitError(f"The line is longer than {settings.max_bytes:,} bytes; split the document.")
    return from_record(decode_record(line.raw, columns=settings.columns), settings=settings)


def _lost(result: Lost[Any]) -> Failure:
    name = f"{result.given.source}:{result.given.number}" if isinstance(result.given, Line) else result.given.name
    return Failure(name=name, error=unexpected(name, result.error))


def _is_case(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def _not_an_input(out: str | Path | None, sources: Sequence[Path]) -> None:
    if out is None or not Path(out).is_file():
        return
    if any(source.is_file() and Path(out).samefile(source) for source in sources):
        raise OutputError(f"{out} is the input itself, which would be lost; choose another place for the output.")
