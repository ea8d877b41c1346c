"""What each command does, as one Python function. The command line only parses, prints and counts."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from firsthand.demo import case_files, outlets_file
from firsthand.engines.adding import Adder, Step, Tallied
from firsthand.engines.batch import Answer
from firsthand.engines.check import answers as checked
from firsthand.engines.check import given, listed, quoted_in, transcripts
from firsthand.engines.claims import weighed
from firsthand.engines.corpus import corpus_answers
from firsthand.engines.links import Tally, linked
from firsthand.engines.parquet import parquet_of
from firsthand.engines.parties import PartyRow, of_case
from firsthand.errors import InputError, OutputError, SettingsError
from firsthand.ingest import read_input
from firsthand.ingest.fetch import Fetcher
from firsthand.ingest.text import clean
from firsthand.ingest.url import is_address
from firsthand.ingest.url_read import read_url
from firsthand.link.check import Checked, Checker, Quotation
from firsthand.link.reuse_pairs import Reuse
from firsthand.model import Document, Failure, Judgement, Reading
from firsthand.outlets import registry
from firsthand.output import Line, encode
from firsthand.reading import try_reading, unexpected
from firsthand.settings import Settings
from firsthand.show.formats import ReviewFormat, write_figures, written
from firsthand.store.case import Case, Hit
from firsthand.store.changed import Changed, changed_in
from firsthand.store.doctor import Diagnosis, examine
from firsthand.store.files import replacing

Source = str | Path

STANDARD = "-"
"""Standard input as a source, standard output as a target."""

DEMO_PAGE = "review.html"
DEMO_FOLDER = "firsthand-demo"
DEMO_TITLE = "The explosion at Vessvik, an invented case"

_DEFAULT = Settings()


class Reviewed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A review that was written: where, what it shows, and which inputs it could not."""

    path: Path
    readings: tuple[Reading, ...]
    failures: tuple[Failure, ...]


class Added(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``add`` did: documents added, documents the case already had, and inputs that failed or were skipped.

    ``changed`` of those added are new versions of articles the case had.
    """

    added: int
    known: int
    failures: tuple[Failure, ...]
    skipped: tuple[Failure, ...] = ()
    changed: int = 0


class Extracted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``extract_file`` did: how many lines it wrote, and how many of them carry an error."""

    documents: int
    failed: int


class Linked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``links`` did: documents compared, rows written, and inputs that failed."""

    documents: int
    links: int
    failures: tuple[Failure, ...]


class Checks(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``check`` did: quotations checked, how many of them were not found, and inputs that failed."""

    quotations: int
    not_found: int
    failures: tuple[Failure, ...]


def read(
    *sources: Source,
    outlets: Sequence[Source] = (),
    settings: Settings = _DEFAULT,
    fetcher: Fetcher | None = None,
) -> Iterator[Reading | Failure]:
    """Read inputs (files, folders, addresses, ``-`` for standard input) one document at a time.

    An input that cannot be read comes as a ``Failure`` with one sentence; the others go on. ``outlets`` are
    files of outlets beside the bundled one. ``fetcher`` is how addresses are fetched, if not as the settings say.

    Raises:
        LanguageDataError: a file of outlets is missing or malformed.

    """
    known = registry(*map(Path, outlets))
    with fetcher or Fetcher(settings=settings) as fetching:
        for source in sources:
            for document in _documents(source, settings=settings, fetcher=fetching):
                if isinstance(document, Failure):
                    yield document
                else:
                    yield try_reading(document, settings=settings, outlets=known)


def review(
    *sources: Source,
    out: Source,
    title: str | None = None,
    claim: Sequence[str] = (),
    form: ReviewFormat = "html",
    figures: Source | None = None,
    lang: str = "en",
    outlets: Sequence[Source] = (),
    settings: Settings = _DEFAULT,
    fetcher: Fetcher | None = None,
) -> Reviewed:
    """Read inputs, trace their claims, and write the review of them all to ``out``: one HTML page that stands alone.

    ``out`` may be ``-``, standard output. What stands at ``out``, in a folder of inputs, is not read. ``claim`` are
    claims to trace besides those found in the inputs. ``form`` may be Markdown (``md``) or a feed (``rss``) instead;
    ``figures`` is a folder for the figures of the claims as SVG files; ``lang`` is the language of the review's own
    words, ``en`` or ``sv``.

    Raises:
        InputError: none of the inputs could be read; then nothing is written.
        OutputError: ``out`` cannot be written, or is one of the inputs; what stood there stays.
        LanguageDataError: a file of outlets is missing or malformed.

    """
    _spare(out, *sources)
    folders = any(map(os.path.isdir, sources))  # may be too long a path
    readings: list[Reading] = []
    failures: list[Failure] = []
    for result in read(*sources, outlets=outlets, settings=settings, fetcher=fetcher):
        if isinstance(result, Failure):
            failures.append(result)
        elif not (folders and _is_file(result.document.name, out)):
            readings.append(result)
    if not readings:
        reasons = " ".join(failure.error for failure in failures) or "There was nothing in them."
        raise InputError(f"No review was written, since no input could be read: {reasons}")
    traces = weighed(readings, asked=claim, outlets=registry(*map(Path, outlets)), settings=settings)
    with _target(out) as stream:
        shown = written(readings, failures=failures, title=title, traces=traces, lang=lang, form=form)
        stream.write(shown.encode())
    if figures is not None:
        write_figures(traces, Path(figures), lang=lang)
    return Reviewed(path=Path(out), readings=tuple(readings), failures=tuple(failures))


def extract_file(
    source: Source,
    out: Source = STANDARD,
    *,
    outlets: Sequence[Source] = (),
    settings: Settings = _DEFAULT,
    told: Callable[[Answer], None] | None = None,
) -> Extracted:
    """Read a corpus and write one result line for each document, in the same order.

    The corpus is a file of JSON lines, or anything else that can be read; ``out`` is a file of JSON lines or, by its
    ending, Parquet. Both are described in docs/output.md. A document that fails has a line with ``error``. With more
    than one of ``settings.workers`` (or 0 of them: one a core) a script that calls this must stand under
    ``if __name__ == "__main__":``. ``told`` is called with each answer as it is written.

    Raises:
        InputError: the source is missing or cannot be opened.
        OutputError: ``out`` cannot be written; what stood there stays.
        LanguageDataError: a file of outlets is missing or malformed.

    """
    documents = failed = 0
    with _target(out, source, record=Line) as target:
        for answer in corpus_answers(source, settings=settings, outlets=tuple(map(Path, outlets))):
            target.write(answer.encoded + b"\n")
            documents += 1
            failed += answer.error is not None
            if told is not None:
                told(answer)
    return Extracted(documents=documents, failed=failed)


def links(
    *sources: Source,
    out: Source | None = None,
    outlets: Sequence[Source] = (),
    settings: Settings = _DEFAULT,
    told: Callable[[Reuse], None] | None = None,
) -> Linked:
    """Find reused text between the documents of the inputs: which passages of which two are the same.

    The rows are those of docs/output.md; they go to ``out``, a file of JSON Lines, and to ``told``, one by one.
    With more than one of ``settings.workers`` (or 0 of them: one a core) a script that calls this must stand under
    ``if __name__ == "__main__":``.

    Raises:
        OutputError: ``out`` cannot be written; what stood there stays.
        LanguageDataError: a file of outlets is missing or malformed.

    """
    tally, found = Tally(), 0
    with contextlib.ExitStack() as opened:
        target = opened.enter_context(_target(out, *sources)) if out is not None else None
        for row in linked(sources, settings=settings, outlets=tuple(map(Path, outlets)), tally=tally):
            found += 1
            if target is not None:
                target.write(encode(row) + b"\n")
            if told is not None:
                told(row)
    return Linked(documents=tally.documents, links=found, failures=tuple(tally.failures))


def check(
    *words: str,
    quotes: Source | None = None,
    document: Source | None = None,
    against: Sequence[Source] = (),
    out: Source | None = None,
    outlets: Sequence[Source] = (),
    settings: Settings = _DEFAULT,
    told: Callable[[Checked], None] | None = None,
) -> Checks:
    """Compare quotations with transcripts: is this what was said, where, by whom, and what differs.

    The quotations are ``words``, one a string, those of a file of JSON Lines (``quotes``), or every one of a
    ``document``. ``against`` are transcripts, folders of them, or cases. The answers, in the order of the quotations,
    are those of docs/output.md; they go to ``out``, a file of JSON Lines, and to ``told``, one by one.

    Raises:
        InputError: there is nothing to check, or nothing to check against.
        CaseError: a case cannot be read.
        OutputError: ``out`` cannot be written; what stood there stays.
        LanguageDataError: a file of outlets is missing or malformed.

    """
    if sum((bool(words), quotes is not None, document is not None)) != 1:
        raise InputError("Give quotations in one way: as words, as a file of quotations, or as a document.")
    texts, failures = transcripts(tuple(map(Path, against)), settings=settings)
    asked: Iterator[Quotation | Failure] = given(words)
    if quotes is not None:
        asked = listed(Path(quotes), settings=settings)
    elif document is not None:
        asked = quoted_in(Path(document), outlets=tuple(map(Path, outlets)), settings=settings)
    count = missing = 0
    with contextlib.ExitStack() as opened:
        inputs = [source for source in (quotes, document, *against) if source is not None]
        target = opened.enter_context(_target(out, *inputs)) if out is not None else None
        for row in checked(asked, Checker(texts)):
            if isinstance(row, Failure):
                failures.append(row)
                continue
            count += 1
            missing += row.verdict == "not_found"
            if target is not None:
                target.write(encode(row) + b"\n")
            if told is not None:
                told(row)
    return Checks(quotations=count, not_found=missing, failures=tuple(failures))


def add(
    case: Source,
    *sources: Source,
    watch: bool = False,
    every: float = 15.0,
    outlets: Sequence[Source] = (),
    settings: Settings = _DEFAULT,
    fetcher: Fetcher | None = None,
    told: Callable[[Step], None] | None = None,
) -> Added:
    """Read inputs into a case file, making it if need be. What the case already has is left as it is.

    Inputs are files, folders, ``-``, and addresses of pages, feeds and sitemaps, whose pages are fetched. Without any,
    what an earlier run left undone is done. With ``watch``, the inputs are added again ``every`` so many minutes until
    the program is interrupted. ``told`` is called with each step; ``fetcher`` is how addresses are fetched, if not as
    the settings say.

    Raises:
        CaseError: the case cannot be opened or written; what was added until then is kept.
        LanguageDataError: a file of outlets is missing or malformed.
        SettingsError: ``every`` is less than a minute.

    """
    if watch and every < 1:
        raise SettingsError(f"A feed is watched at most once a minute, not every {every:g} minutes.")
    tally = Tallied(told)
    known = registry(*map(Path, outlets))
    with Case(case) as kept, fetcher or Fetcher(settings=settings) as fetching:
        before = kept.number_of_versions()
        adder = Adder(kept, settings=settings, outlets=known, fetcher=fetching, told=tally)
        while True:
            adder.add(sources) if sources else adder.go_on()
            if not watch:
                break
            fetching.close()
            fetching.rest(every * 60)
        return Added(
            added=tally.count["added"],
            known=tally.count["known"],
            failures=tally.failures("failed"),
            skipped=tally.failures("skipped"),
            changed=kept.number_of_versions() - before,
        )


def doctor(case: Source) -> Diagnosis:
    """Check a case: the file, its tables and records, what was fetched, and what became of the inputs.

    Nothing is changed.

    Raises:
        CaseError: there is no such case, or the file is none.

    """
    return examine(Path(case))


def versions(case: Source, address: str | None = None) -> tuple[Changed, ...]:
    """Return what changed in articles after they were first seen: words before, words after, and where.

    Of all articles in the case, or of the one at an ``address``, whatever form of it is given.

    Raises:
        CaseError: there is no such case, or it cannot be read.

    """
    with Case(case, readonly=True) as kept:
        return changed_in(kept, address=address)


def parties(
    case: Source,
    *,
    aliases: Source | None = None,
    judgements: Iterable[Judgement] = (),
    outlets: Sequence[Source] = (),
) -> tuple[PartyRow, ...]:
    """Say who speaks in a case: each party with its spellings in all documents, and why they count as one.

    ``aliases`` is a TOML file of other names of the parties, of the user's making. ``judgements`` to merge or split
    two parties win over all that is found. Those with most statements come first.

    Raises:
        CaseError: there is no such case, or it cannot be read.
        InputError: the file of aliases cannot be read.
        LanguageDataError: a file of outlets is missing or malformed.

    """
    own = Path(aliases) if aliases is not None else None
    return tuple(of_case(Path(case), aliases=own, judgements=judgements, outlets=tuple(map(Path, outlets))))


def search(case: Source, query: str, *, limit: int = 20) -> tuple[Hit, ...]:
    """Find words in a case: in what was said, in names, and in the texts. See ``Case.search``.

    Raises:
        CaseError: there is no such case, or it cannot be read.
        InputError: the query holds no word.

    """
    with Case(case, readonly=True) as kept:
        return kept.search(query, limit=limit)


def write_demo(folder: Source = DEMO_FOLDER, *, settings: Settings = _DEFAULT) -> Reviewed:
    """Write the review of the bundled, invented case into a folder, making it if need be.

    Raises:
        OutputError: the folder cannot be written.

    """
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{folder} cannot be made: {reason}; choose another folder.") from error
    out = Path(folder) / DEMO_PAGE
    return review(*case_files(), out=out, title=DEMO_TITLE, outlets=[outlets_file()], settings=settings)


def _documents(source: Source, *, settings: Settings, fetcher: Fetcher) -> Iterator[Document | Failure]:
    """Give the documents of an input; one on which ingest itself breaks is a failure like any other."""
    try:
        found = (
            read_url(str(source), fetcher=fetcher, settings=settings)
            if is_address(source)
            else read_input(source, settings=settings)
        )
        for document in found:
            # A file's name may hold bytes that are no text, which neither JSON nor SQLite nor a page can keep.
            yield msgspec.structs.replace(document, name=clean(document.name))
    except Exception as error:
        yield Failure(name=clean(str(source)), error=unexpected(str(source), error))


def _is_file(path: Source, other: Source) -> bool:
    """Whether both are one file, which exists."""
    return all(map(os.path.isfile, (path, other))) and Path(path).samefile(other)  # may be too long a path


def _spare(out: Source, *sources: Source) -> None:
    """Refuse to write over an input."""
    if any(not is_address(source) and _is_file(source, out) for source in sources):
        raise OutputError(f"{out} is the input itself, which would be lost; choose another place for the output.")


@contextlib.contextmanager
def _target(out: Source, *sources: Source, record: type[msgspec.Struct] | None = None) -> Iterator[BinaryIO]:
    """Give a stream for lines; where ``out`` is to be Parquet, they become that, with the fields of ``record``."""
    if str(out) == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    table = str(out).lower().endswith(".parquet")
    if table and record is None:
        raise OutputError(f"{out} is of a kind that cannot be written yet; name a .jsonl file.")
    _spare(out, *sources)
    with replacing(out) as stream:
        if table and record is not None:
            with parquet_of(record, stream, out=str(out)) as lines:
                yield lines
        else:
            yield stream
