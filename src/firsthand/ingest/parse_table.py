"""A table, CSV or Parquet: each row handed on as a record.

CSV is read by the standard library, since DuckDB knows no Windows-1252 without fetching an extension and gives up a
file at a row that is too long. Parquet is read by DuckDB.
"""

import csv
import functools
import io
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import msgspec

from firsthand.errors import DecodeError
from firsthand.ingest.jobs import Job, Row
from firsthand.ingest.record import InputRecord
from firsthand.ingest.text import decode
from firsthand.model import Failure
from firsthand.settings import Settings

_FIELDS = InputRecord.__struct_fields__
_SNIFF = 65_536
_DELIMITERS = ",;\t|"
_BATCH = 64
_CONFIG = {
    "threads": 1,
    "temp_directory": "",
    "autoinstall_known_extensions": False,  # which it would fetch
    "autoload_known_extensions": False,
}
_SHOWN = 12


def csvs(job: Job, *, settings: Settings) -> Iterator[Row | Failure]:
    """Give the rows of a CSV file, whose first row names the columns.

    Raises:
        DecodeError: No column holds the text.

    """
    name = job.payload.name
    csv.field_size_limit(min(settings.max_bytes, 2**31 - 1))
    stream: BinaryIO = Path(job.path).open("rb") if job.path else io.BytesIO(job.payload.data)  # noqa: SIM115
    with stream:
        encoding, delimiter = _sniffed(stream)
        text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
        rows = csv.reader(text, delimiter=delimiter)
        try:
            head = [column.strip().removeprefix("\ufeff") for column in next(rows, [])]
            _check(head, settings)
            for number, row in enumerate(rows, 2):
                if len(row) > len(head):
                    said = f"Row {number} of {name} has {len(row)} fields, but the first row names {len(head)} columns"
                    yield Failure(name=f"{name}:{number}", error=f"{said}; put texts with commas in quotation marks.")
                elif row:
                    yield _row(dict(zip(head, row, strict=False)), name, number, settings)
        except csv.Error as error:
            number = rows.line_num
            yield Failure(
                name=f"{name}:{number}",
                error=f"Line {number} of {name} cannot be read ({error}), nor what follows; check its quotation marks.",
            )


def parquets(job: Job, *, settings: Settings) -> Iterator[Row | Failure]:
    """Give the rows of a Parquet file.

    Raises:
        DecodeError: It is damaged, or no column holds the text.

    """
    path = str(Path(job.path or "").resolve())
    pattern = "".join(f"[{c}]" if c in "*?[" else c for c in path)
    config: dict[str, Any] = _CONFIG | {"memory_limit": f"{settings.max_memory // 2}B"}
    try:
        with duckdb.connect(config=config) as database:
            described = database.execute("DESCRIBE SELECT * FROM read_parquet(?)", [pattern]).fetchall()
            head = [str(row[0]) for row in described]
            _check(head, settings)
            wanted = [column for column in head if column in _wanted(settings)]
            columns = ", ".join(f"CAST({_quoted(column)} AS VARCHAR)" for column in wanted)
            found = database.execute(f"SELECT {columns} FROM read_parquet(?)", [pattern])  # noqa: S608  quoted names
            rows = itertools.chain.from_iterable(iter(functools.partial(found.fetchmany, _BATCH), []))
            for number, row in enumerate(rows, 1):
                yield _row(dict(zip(wanted, row, strict=True)), job.payload.name, number, settings)
    except duckdb.Error as error:
        said = " ".join(str(error).partition("\n")[0].split())[:150].rstrip(".")
        raise DecodeError(f"It cannot be read as Parquet ({said}); check that it was saved whole.") from error


def _sniffed(stream: BinaryIO) -> tuple[str, str]:
    """The encoding and the delimiter, by the beginning of the file."""
    head = stream.read(_SNIFF)
    stream.seek(0)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        try:
            head[: head.rfind(b"\n") + 1 or len(head)].decode("utf-8")
            encoding = "utf-8-sig"
        except UnicodeDecodeError:
            encoding = "cp1252"
    first = next((line for line in decode(head).splitlines() if line.strip()), "")
    return encoding, max(_DELIMITERS, key=lambda sign: (first.count(sign), -_DELIMITERS.index(sign)))


def _check(head: Sequence[str], settings: Settings) -> None:
    columns = dict(settings.columns)
    if not any(columns.get(field, field) in head for field in ("text", "html")):
        shown = ", ".join(itertools.islice(head, _SHOWN))[:300]
        raise DecodeError(
            f"No column is named text or html; say which one is, as in --map text=body (it has: {shown})."
        )


def _wanted(settings: Settings) -> frozenset[str]:
    columns = dict(settings.columns)
    return frozenset(columns.get(field, field) for field in _FIELDS)


def _row(row: dict[str, Any], name: str, number: int, settings: Settings) -> Row:
    """Keep what has a field; a row without an id is called by its number."""
    wanted = _wanted(settings)
    kept = {column: value for column, value in row.items() if column in wanted and value not in {None, ""}}
    columns = dict(settings.columns)
    kept.setdefault(columns.get("id", "id"), f"{name}:{number}")
    if not any(columns.get(field, field) in kept for field in ("text", "html")):
        kept[columns.get("text", "text")] = ""
    raw = msgspec.json.encode(kept)
    return Row(source=name, number=number, raw=raw if len(raw) <= settings.max_bytes else None)


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
