"""The parties of a case in the terminal: one a line, its other names under it, and who may be the same."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from firsthand.engines.parties import PartyRow
from firsthand.show.clean import one_line, visible

_LONGEST = 100
_MOST_NAMES = 8


_NAMELESS = ("unnamed", "pronoun", "none")


def counted(rows: Sequence[PartyRow]) -> str:
    """Say how many parties are listed in the terminal, and how many sources have no name and are not."""
    nameless = sum(row.kind in _NAMELESS for row in rows)
    named = len(rows) - nameless
    found = f"Found {named:,} {'party' if named == 1 else 'parties'}"
    left = f"{nameless:,} {'source without a name is' if nameless == 1 else 'sources without a name are'} not listed"
    return f"{found}; {left}." if nameless else f"{found}."


def render_parties(rows: Sequence[PartyRow], *, console: Console) -> None:
    """Print the parties that have names, each with its other names and the parties it may be."""
    owner = {voice.id: row for row in rows for voice in row.voices}
    for row in rows:
        if row.kind in _NAMELESS:
            continue
        counts = f"  {row.statements:,} in {row.documents:,}"
        _print(console, Text.assemble((_clean(row.name), "bold"), (counts, "dim")))
        others = [_clean(name) for name in row.names if name != row.name]
        if others:
            more = f" and {len(others) - _MOST_NAMES:,} more" if len(others) > _MOST_NAMES else ""
            _print(console, Text(f"    also: {'; '.join(others[:_MOST_NAMES])}{more}"))
        for name, why in sorted(_maybe(row, owner).items()):
            _print(console, Text(f"    may be {_clean(name)}: {_clean(why)}", style="dim"))


def _maybe(row: PartyRow, owner: dict[str, PartyRow]) -> dict[str, str]:
    """The names of the parties this one may be, and why."""
    found: dict[str, str] = {}
    for link in row.links:
        other = owner[link.b] if owner[link.a] is row else owner[link.a]
        if link.level == "probable" and other is not row:
            found.setdefault(other.name, link.why)
    return found


def _clean(text: str) -> str:
    return visible(one_line(text, _LONGEST))


def _print(console: Console, text: Text) -> None:
    encoded = text.plain.encode(console.encoding, "backslashreplace").decode(console.encoding)
    console.print(text if encoded == text.plain else Text(encoded), soft_wrap=True, highlight=False)
