"""Adding to a case: every input has a row whose state survives, so the work can end anywhere and go on from there."""

import hashlib
import itertools
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from firsthand.errors import CaptureError, CaseError, FirsthandError, RobotsError
from firsthand.ingest.fetch import Fetcher
from firsthand.ingest.kinds import ending_of, kind_of_bytes
from firsthand.ingest.payload import Payload
from firsthand.ingest.reader import files_of, read_input
from firsthand.ingest.text import clean
from firsthand.ingest.url import is_address
from firsthand.ingest.url_listing import Listed, Listing, listing
from firsthand.ingest.url_read import page_documents, with_own_words
from firsthand.model import Document, Failure
from firsthand.outlets import Registry
from firsthand.reading import try_reading, unexpected
from firsthand.settings import Settings
from firsthand.store.capture import Fetch
from firsthand.store.case import Case
from firsthand.store.ledger import Input, Ledger
from firsthand.store.places import Form, Place

TRIES = 3
"""How often a page that a feed or sitemap lists is tried before it is left until the user names it."""

_DEEPEST = 3
_LOOK = 200
_SNIFF = 65_536
_PAGES = frozenset((".html", ".htm", ".xhtml", ".mhtml", ".mht", ".warc", ".warc.gz", ".wacz"))
_FEEDS = frozenset((".xml", ".rss", ".atom"))

Outcome = Literal["added", "known", "failed", "skipped", "noted"]


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something was done: to which input, with what outcome; a sentence where it failed, was skipped or is noted.

    ``waiting`` counts the pages still to be fetched.
    """

    name: str
    outcome: Outcome
    sentence: str | None = None
    waiting: int = 0


class Tallied:
    """Counts the steps, keeps the sentences of the last try of each input, and passes every step on."""

    def __init__(self, told: Callable[[Step], None] | None = None) -> None:
        self.count: Counter[str] = Counter()
        self._said: dict[str, Step] = {}
        self._told = told

    def __call__(self, step: Step) -> None:
        """Take note of a step."""
        self.count[step.outcome] += 1
        if step.outcome != "noted":
            self._said.pop(step.name, None)
        if step.sentence is not None:
            self._said[step.name] = step
        if self._told is not None:
            self._told(step)

    def failures(self, outcome: Outcome) -> tuple[Failure, ...]:
        """Return what had this outcome in the end, with its sentence."""
        return tuple(
            Failure(name=step.name, error=step.sentence or "")
            for step in self._said.values()
            if step.outcome == outcome
        )


class _Work(msgspec.Struct, frozen=True, kw_only=True):
    """An address to work on: its row, the row of what the user gave, and what a feed says of it."""

    input: Input
    given: int
    listed: Listed | None = None
    depth: int = 0


class Adder:
    """Adds inputs to an open case. What is done is told step by step; nothing but a case's own failure is raised."""

    def __init__(
        self,
        case: Case,
        *,
        settings: Settings,
        outlets: Registry,
        fetcher: Fetcher,
        told: Callable[[Step], None],
    ) -> None:
        self._case, self._settings, self._outlets, self._fetcher = case, settings, outlets, fetcher
        self._told = told
        self._queue: deque[_Work] = deque()

    def add(self, sources: Sequence[str | Path]) -> None:
        """Read each source: an address, a file, a folder, or ``-`` for standard input.

        Raises:
            CaseError: the case cannot be written.

        """
        for source in sources:
            if is_address(source):
                self._ask_for(str(source))
            elif str(source) == "-":
                self._stream()
            else:
                self._files(source)

    def go_on(self) -> None:
        """Do what an earlier run left undone: files not yet read, and addresses not yet fetched or read."""
        with self._case.ledger() as ledger:
            asked = list(ledger.unfinished())
            unfinished = [one for one in asked if one.kind == "address"]
            above = {one.row: _above(one, ledger) for one in unfinished}
        listed = {row: self._listed_in(row) for row in {one.parent for one in unfinished} if row is not None}
        for one in unfinished:
            root, depth = above[one.row]
            page = listed.get(one.parent or 0, {}).get(one.name)
            self._queue.append(_Work(input=one, given=root, listed=page, depth=depth))
        for one in asked:
            if one.kind == "file":
                self._file(Path(one.name))
        self._run()

    def _listed_in(self, row: int) -> dict[str, Listed]:
        """Return what a feed or sitemap listed when it was last fetched, by address."""
        with self._case.ledger() as ledger:
            container = ledger.get(row)
        fetch = self._case.last_fetch(container.name) if container else None
        try:
            payload = self._case.payload(fetch, limit=self._settings.fetch_bytes) if fetch else None
            found = listing(payload, settings=self._settings) if payload else None
        except FirsthandError:  # then the pages are fetched without the help of what the feed says of them
            return {}
        return {clean(page.url): page for page in found.pages} if found else {}

    def _ask_for(self, url: str) -> None:
        name = clean(url)
        with self._case.ledger() as ledger:
            row = ledger.want(name, "address")
            if row.state != "fetched":
                ledger.settle(row.row, "waiting")
            row = ledger.want(name, "address")
        self._queue.append(_Work(input=row, given=row.row))
        self._run()

    def _run(self) -> None:
        while self._queue:
            # A site that must be given a pause is passed over for one that need not.
            first = itertools.islice(self._queue, _LOOK)
            at = next((i for i, work in enumerate(first) if self._fetcher.pause_before(work.input.name) <= 0), 0)
            work = self._queue[at]
            del self._queue[at]
            self._address(work)

    def _address(self, work: _Work) -> None:
        """Fetch an address, unless that is done, and read what it gives, unless that is."""
        with self._case.ledger() as ledger:
            now = ledger.get(work.input.row) or work.input
        if now.state in {"read", "failed", "skipped"}:  # listed twice, and done in the meantime
            self._appear_again(work, [now.name])
            return
        try:
            fetch = self._case.last_fetch(now.name) if now.state == "fetched" else None
            if fetch is None:
                fetch = self._fetch(work)
                if self._case.seen_again(fetch, input_row=work.given):
                    self._settle(work, "read")
                    self._tell(now.name, "known")
                    return
            payload, fetch = self._payload(work, fetch)
            listed = listing(payload, settings=self._settings) if self._may_list(work) else None
        except CaseError:
            raise
        except FirsthandError as error:
            state: Literal["failed", "skipped"] = "skipped" if isinstance(error, RobotsError) else "failed"
            self._failed(work, Failure(name=now.name, error=str(error)), state=state)
        else:
            if listed is not None:
                self._listing(work, listed)
            else:
                self._page(work, payload, fetch)

    def _fetch(self, work: _Work, *, afresh: bool = False) -> Fetch:
        before = None if afresh else self._case.last_fetch(work.input.name)
        fetched = self._fetcher.fetch(
            work.input.name,
            etag=before.etag if before else None,
            last_modified=before.last_modified if before else None,
        )
        return self._case.keep_fetch(fetched, input_row=work.input.row, afresh=afresh)

    def _payload(self, work: _Work, fetch: Fetch) -> tuple[Payload, Fetch]:
        """Read what was fetched back from the file beside the case; fetch it again when that was taken away."""
        try:
            return self._case.payload(fetch, limit=self._settings.fetch_bytes), fetch
        except CaptureError:
            fetch = self._fetch(work, afresh=True)
            return self._case.payload(fetch, limit=self._settings.fetch_bytes), fetch

    def _may_list(self, work: _Work) -> bool:
        asked = work.listed is None or work.listed.listing
        return asked and work.depth < _DEEPEST and (work.depth == 0 or work.listed is not None)

    def _listing(self, work: _Work, found: Listing) -> None:
        """Ask for the pages that are new, or of which the feed or sitemap says that they changed."""
        taken: list[_Work] = []
        with self._case.ledger() as ledger:
            for page in found.pages:
                known = ledger.find(clean(page.url), "address")
                if known is not None and not self._wants(known, page, work):
                    continue
                row = known or ledger.want(clean(page.url), "address", parent=work.input.row, mark=page.mark)
                if known is not None:
                    ledger.settle(known.row, "waiting", mark=page.mark if known.parent == work.input.row else None)
                taken.append(_Work(input=row, given=work.given, listed=page, depth=work.depth + 1))
            ledger.settle(work.input.row, "read", reason=found.note)
        names = {clean(page.url) for page in found.pages if not page.listing} - {one.input.name for one in taken}
        self._appear_again(work, sorted(names))
        self._queue.extend(taken)
        for document in found.documents:
            place = Place(name=document.name, input=work.given, form="feed")
            self._document(document, place)
        if found.note:
            self._tell(work.input.name, "noted", found.note)

    def _wants(self, known: Input, page: Listed, work: _Work) -> bool:
        if known.state == "read" and not page.listing:
            return known.parent == work.input.row and known.mark != page.mark
        return known.state != "skipped" and known.tries < TRIES

    def _appear_again(self, work: _Work, names: Sequence[str]) -> None:
        """Keep that pages read before, for another feed or by themselves, are listed here too."""
        for name in names:
            fetch = self._case.last_fetch(name)
            if fetch is not None and self._case.seen_again(fetch, input_row=work.given):
                self._tell(name, "known")

    def _page(self, work: _Work, payload: Payload, fetch: Fetch) -> None:
        own = work.listed.own if work.listed else None
        kind = kind_of_bytes(payload.data[:_SNIFF], content_type=payload.content_type)
        form: Form = "page" if kind == "page" else "given"
        failures: list[Failure] = []
        read = 0
        for result in self._guarded(page_documents(payload, own, settings=self._settings), work.input.name):
            if isinstance(result, Failure):
                failures.append(result)
                continue
            alone = result.url in {None, payload.url}
            place = Place(
                name=result.name,
                input=work.given,
                url=payload.url if alone else result.url,
                form=form,
                fetch=fetch.content_row,
            )
            failure = self._document(result, place)
            failures += [failure] if failure else []
            read += failure is None
        if failures and not read:
            self._failed(work, failures[0], state="failed")
            return
        for failure in failures:
            self._part_failed(failure, work.input.row)
        self._settle(work, "read")

    def _failed(self, work: _Work, failure: Failure, *, state: Literal["failed", "skipped"]) -> None:
        own = work.listed.own if work.listed else None
        if own is not None:
            place = Place(name=own.name, input=work.given, url=own.url, form="feed")
            failure = with_own_words(failure) if self._document(own, place) is None else failure
        self._settle(work, state, reason=failure.error)
        self._tell(work.input.name, state, failure.error)

    def _files(self, source: str | Path) -> None:
        paths = files_of(source)
        if not paths:  # the folder holds nothing to read, which is for the reader to say
            self._file(Path(source))
        with self._case.ledger() as ledger:  # all are asked for at once, so that the run may stop at any of them
            for path in paths:
                ledger.want(clean(str(path)), "file")
        for path in paths:
            self._file(path)

    def _file(self, path: Path) -> None:
        name = clean(str(path))
        mark = _mark(path, self._settings)
        with self._case.ledger() as ledger:
            row = ledger.want(name, "file")
            failed = {part.name for part in ledger.parts(row.row) if part.state == "failed"}
        if row.state == "read" and row.mark == mark is not None and not failed:
            for _ in range(self._case.number_in(row.row)):
                self._tell(name, "known")
            return
        whole = self._read(read_input(path, settings=self._settings), row, name=name, form=_form(path), failed=failed)
        with self._case.ledger() as ledger:
            if whole is None:
                ledger.settle(row.row, "read", mark=mark)
            else:
                ledger.settle(row.row, "failed", reason=whole.error)

    def _stream(self) -> None:
        with self._case.ledger() as ledger:
            row = ledger.want("-", "stream")
        whole = self._read(read_input("-", settings=self._settings), row, name="-", form="given", failed=set())
        with self._case.ledger() as ledger:
            ledger.settle(row.row, "failed" if whole else "read", reason=whole.error if whole else None)

    def _read(
        self, results: Iterator[Document | Failure], row: Input, *, name: str, form: Form, failed: set[str]
    ) -> Failure | None:
        """Keep what reading a file gives, and return its failure if it failed as a whole."""
        whole: Failure | None = None
        for result in self._guarded(results, name):
            failure = result if isinstance(result, Failure) else None
            if isinstance(result, Document):
                document = msgspec.structs.replace(result, name=clean(result.name))
                failure = self._document(document, Place(name=document.name, input=row.row, form=form))
            if failure is None:
                continue
            if clean(failure.name) == name:
                whole = failure
                self._tell(name, "failed", failure.error)
            else:
                failed.discard(failure.name)
                self._part_failed(failure, row.row)
        with self._case.ledger() as ledger:
            for part in ledger.parts(row.row):
                if part.name in failed:  # it failed before, and does no more
                    ledger.settle(part.row, "read")
        return whole

    def _document(self, document: Document, place: Place) -> Failure | None:
        """Read a document unless the case has it, keep it, and return its failure if it has one."""
        if self._case.seen(document, place=place):
            self._tell(document.name, "known")
            return None
        reading = try_reading(document, settings=self._settings, outlets=self._outlets)
        if isinstance(reading, Failure):
            return reading
        self._tell(document.name, "added" if self._case.add(reading, place=place) else "known")
        return None

    def _part_failed(self, failure: Failure, parent: int) -> None:
        named = Failure(name=clean(failure.name), error=failure.error)
        with self._case.ledger() as ledger:
            ledger.fail(named, parent=parent)
        self._tell(named.name, "failed", named.error)

    def _guarded(self, results: Iterator[Document | Failure], name: str) -> Iterator[Document | Failure]:
        """Give the results of a reader; one on which it breaks is a failure like any other."""
        while True:
            try:
                result = next(results, None)
            except Exception as error:
                result, results = Failure(name=name, error=unexpected(name, error)), iter(())
            if result is None:
                return
            yield result

    def _settle(self, work: _Work, state: Literal["read", "failed", "skipped"], *, reason: str | None = None) -> None:
        with self._case.ledger() as ledger:
            ledger.settle(work.input.row, state, reason=reason)

    def _tell(self, name: str, outcome: Outcome, sentence: str | None = None) -> None:
        self._told(Step(name=name, outcome=outcome, sentence=sentence, waiting=len(self._queue)))


def _above(one: Input, ledger: Ledger) -> tuple[int, int]:
    """Return the row of what the user gave for this input to be asked for, and how far above it that is."""
    depth = 0
    while one.parent is not None and depth < _DEEPEST and (parent := ledger.get(one.parent)) is not None:
        one, depth = parent, depth + 1
    return one.row, depth


def _form(path: Path) -> Form:
    ending = ending_of(path.name)
    return "page" if ending in _PAGES else "feed" if ending in _FEEDS else "given"


def _mark(path: Path, settings: Settings) -> str | None:
    """Hash a file's content and how it is read; None when it cannot be read, which is for its reader to say."""
    how = msgspec.json.encode(settings.columns)
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, lambda: hashlib.blake2b(how, digest_size=16)).hexdigest()
    except (OSError, ValueError):
        return None
