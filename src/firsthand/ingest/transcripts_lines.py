"""JSON Lines of transcripts: a transcript a line, as text or as turns, or one turn a line."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from firsthand.errors import DecodeError, FirsthandError
from firsthand.ingest.lines import bounded_lines
from firsthand.ingest.record import decode_record, from_record
from firsthand.ingest.text import clean
from firsthand.ingest.transcripts_model import Transcript, join
from firsthand.ingest.transcripts_text import speeches
from firsthand.model import Failure
from firsthand.settings import Settings


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """One turn as given: who, and the words. Other fields are let pass, since rows come from other tools."""

    text: str
    speaker: str | None = None
    at: str | None = None


class TranscriptRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line as given: a transcript (``id`` with ``text``, ``html`` or ``turns``), or a turn (``speaker``, ``text``).

    A turn may name the transcript it belongs to in ``doc``; the others are of one transcript, named as the file.
    """

    id: str | int | None = None
    text: str | None = None
    html: str | None = None
    turns: tuple[Turn, ...] | None = None
    speaker: str | None = None
    at: str | None = None
    doc: str | None = None


def line_transcripts(path: Path, *, settings: Settings) -> Iterator[Transcript | Failure]:
    """Give the transcripts of a file of JSON Lines; a line that is wrong is a failure, and the others go on."""
    turns: dict[str, list[tuple[str | None, str, str | None]]] = {}
    with path.open("rb") as stream:
        for number, line in bounded_lines(stream, limit=settings.max_bytes):
            where = f"Line {number} of {path}"
            if line is None:
                yield Failure(name=str(path), error=f"{where} is longer than {settings.max_bytes} bytes; split it.")
                continue
            try:
                found = _transcript(line, path, settings, turns)
            except FirsthandError as error:
                yield Failure(name=str(path), error=f"{where}: {error}")
                continue
            if found is not None:
                yield found
    for name, parts in turns.items():
        draft = join(parts)
        yield Transcript(name=name, path=str(path), text=draft.text, speeches=draft.speeches)


def _transcript(
    line: bytes, path: Path, settings: Settings, turns: dict[str, list[tuple[str | None, str, str | None]]]
) -> Transcript | None:
    try:
        row = msgspec.json.decode(line, type=TranscriptRow)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())[:150].rstrip(".")
        raise DecodeError(f"It is no transcript ({reason}); write one JSON object on each line.") from error
    if row.turns is not None:
        draft = join([(turn.speaker, clean(turn.text), turn.at) for turn in row.turns])
        name = path.stem if row.id is None else str(row.id)
        return Transcript(name=name, path=str(path), text=draft.text, speeches=draft.speeches)
    if row.text is not None and (row.speaker is not None or row.id is None):
        turns.setdefault(row.doc or path.stem, []).append((row.speaker, clean(row.text), row.at))
        return None
    document = from_record(decode_record(line), settings=settings)
    return Transcript(name=document.name, path=str(path), text=document.text, speeches=speeches(document.text))
