"""What a handler gives back, and how it is written: a page, JSON or CSV of the same."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

Format = Literal["html", "json", "csv", "svg", "xml", "md"]

MEDIA: dict[Format, str] = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
    "xml": "application/rss+xml; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The same thing three ways: ``data`` is a record (JSON), ``rows`` a table (CSV), ``template`` the page.

    ``more`` is what only the page needs. ``name`` is the stem of the file name that a download gets.
    """

    template: str
    data: Any
    columns: Sequence[str] = ()
    rows: Sequence[Mapping[str, object]] = ()
    more: Mapping[str, Any] = {}
    name: str = "firsthand"
    status: int = 200


class Raw(msgspec.Struct, frozen=True, kw_only=True):
    """Something written already: a drawing, a page, a feed."""

    body: str
    media: str
    download: str | None = None


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """A change was made; the browser is sent on to ``to``, a program gets ``data``."""

    to: str
    data: Any
    status: int = 201
    cookies: Mapping[str, str] = {}


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """The request cannot be answered: a status, and one sentence that says what to do."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


class ErrorAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a program gets where something went wrong."""

    error: str
