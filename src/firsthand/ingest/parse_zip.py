"""A zip file: a Word document, or a web archive (WACZ)."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from firsthand.errors import DecodeError
from firsthand.ingest.docx import read_docx
from firsthand.ingest.jobs import Found, Job
from firsthand.ingest.unzip import opened
from firsthand.ingest.wacz import read_wacz
from firsthand.settings import Settings


def zips(job: Job, *, settings: Settings) -> Iterator[Found | None]:
    """Give the document of a Word file, or the pages of a web archive.

    Raises:
        DecodeError: It is damaged, or neither of these.
        LimitError: It has too many entries, or unpacks to far more than it takes.

    """
    stream: BinaryIO = Path(job.path).open("rb") if job.path else io.BytesIO(job.payload.data)  # noqa: SIM115
    with stream, opened(stream, settings=settings) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            yield read_docx(archive, job.payload, settings=settings)
        elif any(name.startswith("archive/") for name in names):
            yield from read_wacz(archive, job.payload.name, settings=settings)
        else:
            raise DecodeError("It is neither a Word document (.docx) nor a web archive (.wacz); unpack it first.")
