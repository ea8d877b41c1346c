"""A web archive in a zip file (WACZ): its WARC files, and the list of the pages somebody meant to keep."""

import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

import msgspec

from firsthand.errors import FirsthandError
from firsthand.ingest.jobs import called
from firsthand.ingest.parse_warc import read_warc
from firsthand.ingest.payload import Payload
from firsthand.ingest.unzip import checked, content
from firsthand.model import Failure
from firsthand.settings import Settings


class _Page(msgspec.Struct, frozen=True):
    url: str | None = None


def read_wacz(archive: zipfile.ZipFile, name: str, *, settings: Settings) -> Iterator[Payload | Failure | None]:
    """Give the pages of a WACZ file: those it lists as pages, or all where it lists none that are in it."""
    wanted = _listed(archive, settings)
    given = 0
    if wanted:
        for found in _all(archive, name, settings):
            if not isinstance(found, Payload) or found.url in wanted:
                given += isinstance(found, Payload)
                yield found
            else:
                yield None
    if not given:
        yield from _all(archive, name, settings)


def _all(archive: zipfile.ZipFile, name: str, settings: Settings) -> Iterator[Payload | Failure | None]:
    parts = sorted(part for part in archive.namelist() if part.startswith("archive/") and ".warc" in part)
    if not parts:
        yield Failure(name=name, error=f"{called(name)} holds no WARC file; save the archive again.")
    for part in parts:
        whole = f"{name}#{part}"
        try:
            entry = checked(archive, part, settings=settings)
            if entry is not None:
                with archive.open(entry) as stream:
                    yield from read_warc(cast("BinaryIO", stream), whole, settings=settings)
        except FirsthandError as error:
            yield Failure(name=whole, error=f"{called(name)}: {error}")
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
            said = " ".join(str(error).split())[:100].rstrip(".")
            yield Failure(name=whole, error=f"{called(name)} is damaged in {part} ({said}); download it again.")


def _listed(archive: zipfile.ZipFile, settings: Settings) -> frozenset[str]:
    found: set[str] = set()
    for part in ("pages/pages.jsonl", "pages/extraPages.jsonl"):
        try:
            data = content(archive, part, settings=settings)
        except FirsthandError:
            continue
        for line in (data or b"").split(b"\n"):
            try:
                page = msgspec.json.decode(line, type=_Page)
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue
            found |= {page.url} if page.url else set()
    return frozenset(found)
