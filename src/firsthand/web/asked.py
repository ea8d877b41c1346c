"""A request, checked against what its route says it may ask."""

from collections.abc import Mapping
from typing import Literal

import msgspec
from starlette.datastructures import FormData, QueryParams, UploadFile

from firsthand.web.answers import Refused
from firsthand.web.desk import Desk
from firsthand.web.words import AppWords

LONGEST = 2_000


class Param(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value that may be asked for: in the address, or in a form. Units of ``least`` and ``most`` are its own.

    ``choices`` are the only values there are, where given. ``longest`` is in characters.
    """

    name: str
    about: str
    kind: Literal["string", "integer", "file"] = "string"
    default: str = ""
    least: int = 0
    most: int = 1_000_000
    longest: int = LONGEST
    choices: tuple[str, ...] = ()
    required: bool = False
    several: bool = False


LIMIT = Param(name="limit", about="the most rows to give", kind="integer", default="50", least=1, most=500)
OFFSET = Param(name="offset", about="rows to pass over first", kind="integer", default="0", most=1_000_000)


class Ask:
    """A request whose values are in order: ``text`` and ``number`` give those of the route's table."""

    def __init__(
        self,
        *,
        desk: Desk,
        words: AppWords,
        params: tuple[Param, ...],
        query: QueryParams | FormData,
        path: Mapping[str, str],
        cookies: Mapping[str, str],
    ) -> None:
        self.desk, self.words, self.path, self.cookies = desk, words, path, cookies
        self._values = {param.name: checked(param, query) for param in params}
        self.files = tuple(
            value
            for param in params
            if param.kind == "file"
            for value in query.getlist(param.name)
            if isinstance(value, UploadFile)
        )

    def text(self, name: str) -> str:
        """Return a value as it was given, without spaces around it."""
        return self._values[name].strip()

    def number(self, name: str) -> int:
        """Return a value that is a number."""
        return int(self._values[name])


def checked(param: Param, query: QueryParams | FormData) -> str:
    """Return a value that is in order.

    Raises:
        Refused: it is not.

    """
    if param.kind == "file":
        return ""
    given = query.get(param.name)
    if given is None or given == "":
        if param.required:
            raise Refused(400, f"Give a value for {param.name}: {param.about}.")
        return param.default
    if not isinstance(given, str):
        raise Refused(400, f"{param.name} is text, not a file.")
    if param.kind == "integer":
        if not given.isascii() or not given.isdigit() or len(given) > 9 or not param.least <= int(given) <= param.most:
            raise Refused(400, f"{param.name} is a whole number from {param.least} to {param.most}.")
        return given
    if len(given) > param.longest:
        raise Refused(400, f"{param.name} is longer than {param.longest:,} characters.")
    if "\0" in given:
        raise Refused(400, f"{param.name} holds a character that is no text.")
    if param.choices and given not in param.choices:
        raise Refused(400, f"{param.name} is one of: {', '.join(param.choices)}.")
    return given
