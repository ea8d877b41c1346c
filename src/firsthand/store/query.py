"""A user's search words as a query that SQLite's full-text search can only read as words."""

import re

from firsthand.errors import InputError

_PHRASES = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]|([^\s"“”„«»]+)')
_LONGEST = 1_000


def match(query: str) -> str:
    """Return an FTS5 expression: every word must occur, and quoted words must stand together.

    Words are quoted one by one, so ``AND``, ``*``, ``:`` and the like are looked for, never obeyed.

    Raises:
        InputError: the query holds no letter or digit, or is longer than a thousand characters.

    """
    if len(query) > _LONGEST:
        raise InputError(f"The query is {len(query):,} characters long; search for at most {_LONGEST:,}.")
    parts = (quoted or bare for quoted, bare in _PHRASES.findall(query.replace("\0", " ")))
    wanted = [part for part in parts if any(sign.isalnum() for sign in part)]
    if not wanted:
        raise InputError("The query holds no word to search for; give at least one word.")
    return " ".join(f'"{part}"' for part in wanted)
