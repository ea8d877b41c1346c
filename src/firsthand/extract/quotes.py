"""Quotation marks: where a quotation opens and closes, in every habit of the three languages.

One pass, left to right, with a stack; linear in the length of the text. A mark is judged by what stands on its
two sides, as Unicode's text segmentation and Markdown's "flanking" do: a mark after a space and before a word
opens, a mark after a word closes. That alone settles ”…”, »…« against «…», and "…". A mark that never closes ends
with its paragraph; a quotation whose next paragraph opens again goes on there. Nothing is ever dropped.
"""

from collections.abc import Iterator

import msgspec

from firsthand.model import Span

# Every mark, and the marks that can close it. Low and single marks of the three languages, guillemets both ways.
CLOSERS = {
    "“": "”“",
    "„": "“”",
    "”": "”",
    "»": "«»",
    "«": "»",
    '"': '"”',
    "''": "''",
    "``": "''",
    "‘": "’",
    "‚": "‘’",
    "’": "’",
    "'": "'",
    "›": "‹›",
    "‹": "›",
}
SINGLE = "‘’‚'›‹"
MARKS = frozenset("“”„»«\"'‘’‚›‹`")
OPENING_SIDE = frozenset("([{—–-/:;,…¿¡") | frozenset("“”„»«\"'‘‚›‹`")


class Quotation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch between quotation marks. ``span`` includes the marks, ``inner`` does not.

    ``closed`` is False where one of the two marks is missing. ``depth`` is 0 for a quotation that stands in
    running text, 1 for one inside it, and so on.
    """

    span: Span
    inner: Span
    closed: bool
    depth: int


def quotations(text: str) -> tuple[Quotation, ...]:
    """Return the quotations of a text, ordered by start, outer before inner."""
    found: list[Quotation] = []
    for start, end in paragraphs(text):
        found.extend(_paragraph(text, start, end))
    found.sort(key=lambda q: (q.span.start, -q.span.end))
    return tuple(_with_depth(found))


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of every line that holds more than white space."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            yield start, end
        start = end + 1


def _with_depth(found: list[Quotation]) -> Iterator[Quotation]:
    """Count what really encloses each quotation: an opening mark that proved to be none must not count."""
    ends: list[int] = []
    for quotation in found:
        while ends and ends[-1] <= quotation.span.start:
            ends.pop()
        yield msgspec.structs.replace(quotation, depth=len(ends))
        ends.append(quotation.span.end)


def _paragraph(text: str, start: int, end: int) -> list[Quotation]:
    stack: list[tuple[str, int]] = []
    found: list[Quotation] = []
    at = start
    while at < end:
        char = text[at]
        if char not in MARKS:
            at += 1
            continue
        mark = text[at : at + 2] if text[at : at + 2] in ("''", "``") and at + 2 <= end else char
        before = text[at - 1] if at > start else " "
        after = text[at + len(mark)] if at + len(mark) < end else " "
        if mark in ("'", "’") and before.isalnum() and after.isalnum():
            at += 1  # an apostrophe inside a word
            continue
        level = _closes(stack, mark, before=before, after=after)
        if level is not None:
            _, opened = stack[level]
            del stack[level:]
            found.append(_quotation(opened, at + len(mark), text, closed=True, depth=level))
        elif _opens(mark, before=before, after=after, nested=bool(stack)):
            stack.append((mark, at))
        elif mark not in SINGLE and mark != "`" and not stack and before not in " \t" and not found:
            # A closing mark alone: the opening one was lost, and the quotation began with the paragraph.
            first = start + len(text[start:at]) - len(text[start:at].lstrip())
            found.append(
                Quotation(span=Span(first, at + len(mark)), inner=Span(first, at), closed=False, depth=0)
            )
        at += len(mark)
    for level, (mark, opened) in enumerate(stack):
        if mark not in SINGLE:
            found.append(_quotation(opened, end, text, closed=False, depth=level))
            break
    return found


def _closes(stack: list[tuple[str, int]], mark: str, *, before: str, after: str) -> int | None:
    """Return the place in the stack of the mark this one closes, if it closes one."""
    if before in " \t" and not after.isspace():
        return None
    if after.isalnum() and mark not in "“«»›‹":
        return None
    for level in range(len(stack) - 1, max(-1, len(stack) - 6), -1):
        if mark in CLOSERS[stack[level][0]] and len(mark) == len(stack[level][0]) or (
            mark == "''" and stack[level][0] == "``"
        ):
            return level
    return None


def _opens(mark: str, *, before: str, after: str, nested: bool) -> bool:
    if after.isspace():
        return False
    if not (before.isspace() or before in OPENING_SIDE):
        return False
    if mark in ("'", "’"):
        # An elision ('90s, ’em) looks like an opening mark; it is one only before a capital or inside a quotation.
        return mark == "'" and (after.isupper() or nested or before == " ") and not after.isdigit()
    return mark in CLOSERS


def _quotation(opened: int, end: int, text: str, *, closed: bool, depth: int) -> Quotation:
    width = 2 if text[opened : opened + 2] in ("''", "``") else 1
    closing = 0
    if closed:
        closing = 2 if text[end - 2 : end] == "''" and width == 2 else 1
    stop = end if closed else opened + len(text[opened:end].rstrip())
    return Quotation(
        span=Span(opened, stop), inner=Span(opened + width, max(opened + width, stop - closing)), closed=closed, depth=depth
    )
