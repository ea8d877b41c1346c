"""Whose names the columns of a table have: ``text=body,outlet=source``."""

from collections.abc import Iterable

from firsthand.errors import InputError
from firsthand.ingest.record import Columns, InputRecord

_FIELDS = InputRecord.__struct_fields__


def columns_of(given: Iterable[str]) -> Columns:
    """Read pairs of a field and a column, joined by ``=``, with commas between them.

    Raises:
        InputError: A pair has no ``=``, names no field, or names one twice.

    """
    pairs: dict[str, str] = {}
    for pair in (part.strip() for words in given for part in words.split(",")):
        field, equals, column = (part.strip() for part in pair.partition("="))
        if not equals or not column or field not in _FIELDS or field in pairs:
            wrong = f"{field} is mapped twice" if field in pairs else f'"{pair[:80]}" maps no field'
            raise InputError(f"{wrong}; write field=column with one of the fields {', '.join(_FIELDS)}.")
        pairs[field] = column
    return tuple(pairs.items())
