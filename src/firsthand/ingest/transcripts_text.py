"""Plain text with speaker turns: lines that open with a name and a colon, and stage directions in brackets."""

import re
from collections import Counter
from collections.abc import Iterator

from firsthand.ingest.transcripts_model import Speech
from firsthand.model import Span

_MAX_LABEL = 80
_MAX_WORDS = 9
_LEAD = re.compile(r"[ \t>*_#\-–—]{0,8}")
_WORD = re.compile(r"[^\W\d_][\w.'’&-]*")
_STAGE = re.compile(r"\[[^\[\]\n]{0,80}\]|\([^()\n]{0,80}\)")
_TITLE = re.compile(r"(?:[Aa]nf(?:örande)?\.?\s+)?\d{1,4}[.:]?\s+")
_SMALL = frozenset(("of", "the", "and", "de", "la", "von", "van", "der", "den", "af", "av", "und", "och", "für", "for"))


def speeches(text: str) -> tuple[Speech, ...]:
    """Return what was spoken, in order: without speakers' names and without stage directions.

    A name is what stands before a colon at the beginning of a line, if it looks like one: in capitals, of two or more
    capitalised words, or met more than once. A text without names is one speaker's, unknown.
    """
    lines = list(_lines(text))
    labels = [label_at(text, start, end) for start, end in lines]
    counts = Counter(label[0] for label in labels if label)
    found: list[Speech] = []
    speaker: str | None = None
    for (start, end), label in zip(lines, labels, strict=True):
        at = start
        if label and is_speaker(label[0], counts[label[0]]):
            speaker, at = label[0], label[1]
        found += (Speech(span=span, speaker=speaker) for span in _spoken(text, at, end))
    return tuple(found)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            yield start, end
        start = end + 1


def label_at(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Return what may be a speaker's name at the beginning of a line, and where the speech begins."""
    lead = _LEAD.match(text, start, end)
    at = lead.end() if lead else start
    colon = text.find(":", at, min(end, at + _MAX_LABEL))
    if colon < 0 or (colon + 1 < end and not text[colon + 1].isspace() and text[colon + 1] not in "*_"):
        return None
    name = text[at:colon].strip(" \t*_")
    numbered = _TITLE.match(name)
    name = name[numbered.end() :] if numbered else name
    if not name or any(sign in name for sign in '“”"?!;…'):
        return None
    after = colon + 1
    while after < end and text[after] in "*_ \t":
        after += 1
    return name, after


def is_speaker(name: str, count: int) -> bool:
    """Say whether what stands before a colon is a speaker's name; ``count`` is how often the text has it there."""
    words = _WORD.findall(re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", name))
    if not words or len(words) > _MAX_WORDS:
        return False
    if not all(word[0].isupper() or word.lower() in _SMALL for word in words) or not words[0][0].isupper():
        return bool(words[0][0].isupper() and words[-1][0].isupper() and count > 1)
    letters = "".join(words)
    return letters.isupper() or len(words) > 1 or count > 1


def _spoken(text: str, start: int, end: int) -> Iterator[Span]:
    """Give what is left of a stretch without its stage directions."""
    at = start
    for match in _STAGE.finditer(text, start, end):
        if _is_direction(match, text, at):
            yield from _trimmed(text, at, match.start())
            at = match.end()
    yield from _trimmed(text, at, end)


def _is_direction(match: re.Match[str], text: str, start: int) -> bool:
    """Say whether brackets hold a direction ("(APPLAUSE)", "[crosstalk]"), not words that were spoken."""
    inside = match[0][1:-1].strip()
    if match[0][0] == "[":
        return True
    whole = not text[start : match.start()].strip() and text[match.end() :].split("\n", 1)[0].strip() == ""
    return inside.isupper() or whole or not inside


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
