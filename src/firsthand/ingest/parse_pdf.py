"""PDF to text, as far as the file has text in it: pictures of pages are not read."""

import io
import logging
import re
import statistics
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import PdfReadError, PyPdfError

from firsthand.errors import DecodeError, LimitError
from firsthand.ingest.jobs import Job
from firsthand.ingest.record import build_document
from firsthand.ingest.text import clean
from firsthand.model import Document
from firsthand.settings import Settings

_MIN_TEXT = 20
_FULL = 0.75
"""Share of the usual width from which a line is taken to go on in the next."""

_ENDS = tuple(".!?:…”»\"'")
_JUNK = ("microsoft word", "untitled", "layout", "print")
_HYPHEN = re.compile(r"[^\W\d_][-\u00ad\u2010]\Z")

logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False


def pdfs(job: Job, *, settings: Settings) -> Iterator[Document | None]:
    """Read the text layer, paragraphs put together from lines. When the file was made is not when it was published.

    Raises:
        DecodeError: It is no PDF, needs a password, or has no text.
        LimitError: It has more pages or more text than the limits allow.

    """
    try:
        reader = PdfReader(io.BytesIO(job.payload.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DecodeError("It is locked with a password; save a copy without one and give that.")
        if len(reader.pages) > settings.max_entries:
            raise LimitError(f"It has more than {settings.max_entries:,} pages; split it into parts.")
        pages: list[str] = []
        size = 0
        for page in reader.pages:
            pages.append(page.extract_text() or "")
            size += len(pages[-1])
            if size > settings.max_chars:
                raise LimitError(f"Its text has more than {settings.max_chars} characters; split it into parts.")
            yield None
        title, author = _said(reader)
    except (PyPdfError, PdfReadError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        said = " ".join(str(error).split())[:100].rstrip(".")
        raise DecodeError(f"It is damaged or no PDF ({said}); open it in a viewer and save its text.") from error
    except ImportError as error:
        raise DecodeError("It is locked in a way that cannot be opened here; save a copy without a lock.") from error
    text = _paragraphs(pages)
    if len(text) < _MIN_TEXT:
        raise DecodeError("The PDF has no text, only pictures of pages; run text recognition (OCR) on it first.")
    yield build_document(job.payload.name, text, settings=settings, url=job.payload.url, title=title, author=author)


def _said(reader: PdfReader) -> tuple[str | None, str | None]:
    """The title and author the file names, unless a program wrote them there by itself."""
    found = reader.metadata
    title, author = (found.title, found.author) if found is not None else (None, None)
    title = title if isinstance(title, str) and not title.lower().startswith(_JUNK) else None
    return title, author if isinstance(author, str) else None


def _paragraphs(pages: list[str]) -> str:
    """Join lines that a layout broke: those as wide as most, and those that end in the middle of a word."""
    lines = [" ".join(clean(line).split()) for page in pages for line in page.split("\n")]
    widths = sorted(len(line) for line in lines if line)
    if not widths:
        return ""
    usual = statistics.quantiles(widths, n=10)[7] if len(widths) > 1 else widths[0]
    parts: list[str] = []
    open_line = ""
    for line in lines:
        if not line:
            parts += [open_line] if open_line else []
            open_line = ""
            continue
        open_line = _joined(open_line, line)
        ends = len(line) < _FULL * usual and line.endswith(_ENDS)
        if ends or (len(line) < _FULL / 2 * usual and not _HYPHEN.search(line)):
            parts.append(open_line)
            open_line = ""
    return "\n\n".join([*parts, open_line] if open_line else parts)


def _joined(before: str, line: str) -> str:
    if not before:
        return line
    if _HYPHEN.search(before) and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}"
