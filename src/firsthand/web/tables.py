"""Rows as CSV that a spreadsheet may open without doing what a stranger wrote."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from firsthand.show.clean import visible

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""What a cell begins with that a spreadsheet takes for a formula or a command."""


def to_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Return rows as CSV (RFC 4180): a head, then the rows; what might run as a formula has a quotation mark before it.

    Numbers are written as they are. Control characters are shown by their code.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(column)) for column in columns])
    return out.getvalue()


def cell(value: object) -> str:
    """Return a value as one cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        value = "; ".join(str(part) for part in value)
    text = visible(str(value))
    # A space or other white space before the sign does not keep a spreadsheet from reading it.
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text
