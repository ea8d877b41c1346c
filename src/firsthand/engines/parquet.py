"""Result lines as a Parquet file, whose columns are the fields of a line, whatever the lines hold."""

import contextlib
import shutil
import tempfile
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Literal, Union, get_args, get_origin, get_type_hints

import duckdb
import msgspec

from firsthand.errors import OutputError
from firsthand.model import Span

_PLAIN: dict[Any, str] = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", Span: "INTEGER[]"}
_LONGEST = 200_000_000
"""Bytes of the longest line that is read back."""


@contextlib.contextmanager
def parquet_of(record: type[msgspec.Struct], stream: BinaryIO, *, out: str) -> Iterator[BinaryIO]:
    """Give a stream for lines of JSON, each a ``record``; at the end of the block they are in ``stream`` as Parquet.

    Raises:
        OutputError: There is no room for them.

    """
    with tempfile.TemporaryDirectory(prefix="firsthand-") as folder:
        lines, table = Path(folder) / "lines", Path(folder) / "table"
        with lines.open("wb") as kept:
            yield kept
        try:
            _convert(record, lines, table)
        except duckdb.Error as error:
            said = " ".join(str(error).partition("\n")[0].split())[:150].rstrip(".")
            raise OutputError(f"{out} cannot be written ({said}); free some room, or name a .jsonl file.") from error
        with table.open("rb") as made:
            shutil.copyfileobj(made, stream)


def _convert(record: type[msgspec.Struct], lines: Path, table: Path) -> None:
    columns = {field.encode_name: column_type(kind) for field, kind in _fields(record)}
    shown = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    with duckdb.connect(config={"threads": 1, "preserve_insertion_order": True}) as database:
        read = f"read_json(?, format = 'newline_delimited', columns = {{{shown}}}, maximum_object_size = {_LONGEST})"
        database.execute(f"COPY (SELECT * FROM {read}) TO ? (FORMAT parquet)", [str(lines), str(table)])  # noqa: S608


def column_type(kind: Any) -> str:  # noqa: ANN401  any annotation of a record
    """Return the type of a column that holds values of an annotation."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return "VARCHAR"
    if origin in {Union, types.UnionType}:
        wanted = [one for one in inner if one not in {type(None), msgspec.UnsetType}]
        return column_type(wanted[0])
    if origin is tuple:
        return f"{column_type(inner[0])}[]"
    fields = ", ".join(f"{field.encode_name} {column_type(one)}" for field, one in _fields(kind))
    return f"STRUCT({fields})"


def _fields(record: type[msgspec.Struct]) -> Iterator[tuple[msgspec.structs.FieldInfo, Any]]:
    hints = get_type_hints(record)
    for field in msgspec.structs.fields(record):
        yield field, hints[field.name]
