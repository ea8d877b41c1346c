"""Transcripts: what was said, by whom, from plain text, TEI XML, subtitles or JSON Lines.

A transcript is a text and the stretches of it that were spoken. Speakers' names, stage directions and time codes are
in no speech, so that a quotation is compared with spoken words alone.
"""

from collections.abc import Iterator
from pathlib import Path

from firsthand.errors import DecodeError, FirsthandError, LimitError
from firsthand.ingest.reader import read_input
from firsthand.ingest.text import clean, decode, looks_binary
from firsthand.ingest.transcripts_lines import line_transcripts
from firsthand.ingest.transcripts_model import Draft, Speech, Transcript
from firsthand.ingest.transcripts_subtitles import is_subtitles, subtitles
from firsthand.ingest.transcripts_text import speeches
from firsthand.ingest.transcripts_xml import tei
from firsthand.model import Document, Failure
from firsthand.settings import Settings

__all__ = ["Speech", "Transcript", "plain_transcript", "read_transcripts"]

TEXT = frozenset((".txt", ".md", ".text", ".markdown"))
SUBTITLES = frozenset((".srt", ".vtt"))
LINES = frozenset((".jsonl", ".ndjson"))
XML = frozenset((".xml", ".tei"))
PAGE = frozenset((".html", ".htm", ".xhtml"))
KNOWN = TEXT | SUBTITLES | LINES | XML | PAGE

_KINDS = "text (.txt), TEI or Parla-CLARIN (.xml), subtitles (.srt, .vtt), JSON Lines (.jsonl) or a page (.html)"


def read_transcripts(source: str | Path, *, settings: Settings) -> Iterator[Transcript | Failure]:
    """Give the transcripts of a file, or of the known files in a folder (sorted, subfolders too).

    A transcript's ``name`` is its file's name without the ending, or the ``id`` of its JSON line. What cannot be read
    is a ``Failure`` with one sentence; nothing is raised for it.
    """
    path = Path(source)
    try:
        if not path.is_dir():
            yield from _file(path, settings)
            return
        files = sorted(found for found in path.rglob("*") if found.suffix.lower() in KNOWN and found.is_file())
        if not files:
            yield Failure(name=str(path), error=f"The folder {path} holds no transcript; put {_KINDS} in it.")
        for file in files:
            yield from _file(file, settings)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not valid"
        yield Failure(name=str(path), error=f"{path} cannot be read ({reason.lower()}); check the path.")


def plain_transcript(text: str, *, name: str, path: str) -> Transcript:
    """Take a text whose lines may open with a speaker's name and a colon, as transcripts are typed."""
    text = clean(text)
    return Transcript(name=name, path=path, text=text, speeches=speeches(text))


def _file(path: Path, settings: Settings) -> Iterator[Transcript | Failure]:
    suffix, name = path.suffix.lower(), str(path)
    if suffix in PAGE or not path.is_file():
        # A page is read as every page is; what is no file at all has its sentence there too.
        for found in read_input(path, settings=settings):
            yield _from_document(found, path) if isinstance(found, Document) else found
    elif suffix not in KNOWN:
        ending = f'the ending "{suffix}"' if suffix else "no ending"
        yield Failure(name=name, error=f"The file {name} has {ending}; rename it to say what it is: {_KINDS}.")
    else:
        try:
            yield from _read(path, suffix, settings)
        except FirsthandError as error:
            yield Failure(name=name, error=f"The file {name}: {error}")


def _from_document(document: Document, path: Path) -> Transcript:
    return plain_transcript(document.text, name=path.stem, path=str(path))


def _read(path: Path, suffix: str, settings: Settings) -> Iterator[Transcript | Failure]:
    if suffix in LINES:
        yield from line_transcripts(path, settings=settings)
        return
    with path.open("rb") as stream:
        data = stream.read(settings.max_bytes + 1)
    if len(data) > settings.max_bytes:
        raise LimitError(f"It is larger than {settings.max_bytes} bytes; split it into parts.")
    if suffix not in XML and looks_binary(data):
        raise DecodeError(f"It looks like binary data, not a transcript; give {_KINDS}.")
    if not data.strip():
        raise DecodeError("It is empty; check that it was saved.")
    draft = _draft(data, suffix, settings)
    if draft is None:
        text = decode(data)
        _check_length(text, settings)
        yield plain_transcript(text, name=path.stem, path=str(path))
        return
    _check_length(draft.text, settings)
    if not draft.speeches:
        raise DecodeError("It holds no spoken words; check that it is a transcript.")
    yield Transcript(name=path.stem, path=str(path), text=draft.text, speeches=draft.speeches)


def _draft(data: bytes, suffix: str, settings: Settings) -> Draft | None:
    """Read a format that is not its own text; None for plain text."""
    if suffix in XML:
        return tei(data, max_depth=settings.max_depth)
    text = clean(decode(data)) if suffix in SUBTITLES else ""
    if suffix in SUBTITLES:
        if not is_subtitles(text):
            raise DecodeError(
                'It has no time code such as "00:00:01,000 --> 00:00:02,000"; check that it is subtitles.'
            )
        return subtitles(text)
    return None


def _check_length(text: str, settings: Settings) -> None:
    if len(text) > settings.max_chars:
        raise LimitError(
            f"The text has {len(text)} characters, more than the {settings.max_chars} allowed; split it into parts."
        )
