"""Checked quotations in the terminal: the verdict, the difference word by word, and what stands around the place.

Differences are shown by signs, ``[-left out-]`` and ``{+put in+}``, so that they can be read without colour.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

import msgspec
from rich.console import Console
from rich.text import Text

from firsthand.errors import LanguageDataError
from firsthand.link.check import Checked
from firsthand.link.differences import NOTES, Difference
from firsthand.model import Span
from firsthand.show.clean import one_line, visible

_LONG = 240
_LEFT_OUT = 120
_LABEL = 11
_GOOD = frozenset(("verbatim", "nearly_verbatim"))
_APART = NOTES | {"other_place"}
_OWN_ID = re.compile("[0-9a-f]{16}")
"""The id of a quotation in a document, which tells a reader nothing: its number does."""


class CheckWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every word of this view in one language."""

    verdicts: dict[str, str]
    kinds: dict[str, str]
    text: dict[str, str]


@cache
def check_words(lang: str = "en") -> CheckWords:
    """Read the words of one language. Raises LanguageDataError when there is no such file, or it is malformed."""
    path = resources.files("firsthand.show.words") / f"{lang}.check.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=CheckWords)
    except (OSError, msgspec.DecodeError) as error:
        raise LanguageDataError(f"The interface words {lang}.check.toml cannot be read ({error}); use en.") from error


def render_checked(rows: Sequence[Checked], *, console: Console) -> None:
    """Print checked quotations on ``console``. What it cannot print is shown by its code."""
    words = check_words()
    marked = any(_inline(row) for row in rows)
    if marked:
        _print(console, "", Text(words.text["key"], style="dim"))
    signs = ("⟦", "⟧") if console.encoding.lower().startswith("utf") else ("[", "]")
    for number, row in enumerate(rows, start=1):
        for lead, line in _row(row, words, signs, name=str(number) if _OWN_ID.fullmatch(row.id) else row.id):
            _print(console, lead, line)


def _print(console: Console, lead: str, line: Text) -> None:
    safe = Text()
    for part, style in ((line.plain[a:b], s) for a, b, s in _runs(line)):
        safe.append(part.encode(console.encoding, "backslashreplace").decode(console.encoding), style)
    for index, piece in enumerate(safe.wrap(console, max(20, console.width - len(lead)))):
        piece.rstrip()
        before = " " * len(lead) if index else lead
        console.print(Text.assemble(before if piece else "", piece), soft_wrap=True, highlight=False)


def _runs(line: Text) -> Iterator[tuple[int, int, str]]:
    """Give the stretches of a text with the style of each; ours never overlap."""
    at = 0
    for span in line.spans:
        if span.start > at:
            yield at, span.start, str(line.style)
        yield span.start, span.end, str(span.style)
        at = span.end
    if at < len(line.plain):
        yield at, len(line.plain), str(line.style)


def _row(row: Checked, words: CheckWords, signs: tuple[str, str], *, name: str) -> Iterator[tuple[str, Text]]:
    yield "", Text()
    style = "bold green" if row.verdict in _GOOD else "bold yellow" if row.doc else "bold"
    yield "", Text.assemble((f"{_shown(name)}. ", "dim"), (words.verdicts[row.verdict], style))
    if row.doc is None or row.span is None:
        yield _lead(words, "quote"), _quoted(row)
        yield "  ", Text(words.text["not_here"])
        return
    yield _lead(words, "quote"), difference(row)
    yield _lead(words, "said"), _surrounded(row, signs)
    where = f"{_shown(row.doc)} [{row.span.start}–{row.span.end}]"
    yield _lead(words, "where"), Text(where if row.at is None else f"{where}, {words.text['at'].format(at=row.at)}")
    yield _lead(words, "speaker"), Text(_shown(row.speaker) if row.speaker else words.text["unknown"])
    for one in row.differences:
        yield "  - ", _named(row, one, words)
    if row.also:
        text = words.text["also_one" if len(row.also) == 1 else "also"]
        yield "  ", Text(text.format(n=len(row.also), doc=_shown(row.also[0].doc)), style="dim")


def _lead(words: CheckWords, key: str) -> str:
    return f"  {words.text[key]}:".ljust(_LABEL + 3)


def _quoted(row: Checked) -> Text:
    return Text(_shown(row.quote, _LONG * 4))


def difference(row: Checked) -> Text:
    """Return the quotation with its differences marked inside it: ``[-left out-]`` and ``{+put in+}``."""
    line = Text()
    at = 0
    for one in _inline(row):
        if one.quote.start < at:
            continue
        line.append(visible(row.quote[at : one.quote.start]))
        gone, new = _said(row, one.transcript), row.quote[one.quote.start : one.quote.end]
        if line.plain and not new and not line.plain[-1].isspace():
            line.append(" ")
        if gone:
            line.append(f"[-{_shown(gone, _LEFT_OUT)}-]", "red")
        if new:
            line.append(f"{{+{visible(new)}+}}", "green")
        at = one.quote.end
    line.append(visible(row.quote[at:]))
    return line


def _inline(row: Checked) -> list[Difference]:
    return [one for one in row.differences if one.kind not in _APART]


def _surrounded(row: Checked, signs: tuple[str, str]) -> Text:
    """Return the words of the place between two signs, and what stands around them."""
    before, after = one_line(row.before[-_LONG:], _LONG), one_line(row.after, _LONG)
    return Text.assemble(
        (visible(before) + _gap(row.before[-1:]), "dim"),
        (signs[0], "dim"),
        visible(one_line(row.said, _LONG * 4)),
        (signs[1], "dim"),
        (_gap(row.after[:1]) + visible(after), "dim"),
    )


def _gap(sign: str) -> str:
    """Return a space where white space stood."""
    return " " if sign.isspace() else ""


def _named(row: Checked, one: Difference, words: CheckWords) -> Text:
    named = words.kinds[one.kind]
    gone, new = _said(row, one.transcript), row.quote[one.quote.start : one.quote.end]
    if one.kind in ("speaker_changed", "other_place"):
        return Text(named)
    shown = " → ".join(f"“{_shown(side, _LEFT_OUT)}”" for side in (gone, new) if side.strip())
    return Text(f"{named}: {shown}" if shown else named)


def _said(row: Checked, span: Span) -> str:
    """Return words of the transcript, if they stand in the part of it that the answer carries."""
    start = (row.span.start if row.span else 0) - len(row.before)
    text = row.before + row.said + row.after
    if span.start < start or span.end > start + len(text):
        return "…"
    return text[span.start - start : span.end - start]


def _shown(text: str, limit: int = _LONG) -> str:
    return visible(one_line(text, limit))
