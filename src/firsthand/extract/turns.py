"""Transcripts: lines that open with a speaker's name and a colon, each of them the speaker's own words."""

import re
from collections import Counter
from collections.abc import Sequence

from firsthand.ingest.transcripts_text import is_speaker, label_at
from firsthand.model import Attribution, Document, Span, attribution_id

TURNS = 3
"""Lines with a speaker from which a text can be a transcript."""

SHARE = 0.5
"""Share of a text's lines that must have one."""

SCORE = 0.8

_LINE = re.compile(r"[^\n]+")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_DIGIT = re.compile(r"\d")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def turns(document: Document, text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """Return what each speaker of a transcript says, a row a line; nothing where the text is none.

    ``found`` are the attributions that there are already: a line whose colon is the cue of one is left alone.
    """
    lines = [Span(*match.span()) for match in _LINE.finditer(text) if match.group().strip()]
    labels = [label_at(text, line.start, line.end) for line in lines]
    # "Ada Finch, harbour minister" and "Question (Herald)" are told by what stands before the comma or bracket.
    names = [_BRACKETS.sub("", label[0]).partition(",")[0].strip() if label else "" for label in labels]
    counts = Counter(names)
    spoken = [
        (line, label)
        for line, label, name in zip(lines, labels, names, strict=True)
        if label is not None and is_speaker(name, counts[name]) and _speaks(text, line, label[1])
    ]
    if len(spoken) < max(TURNS, SHARE * len(lines)):
        return []
    cues = {span for row in found for span in row.cue}
    rows = (_turn(document, text, line, label[0], label[1]) for line, label in spoken)
    return [row for row in rows if not cues & set(row.cue)]


def _speaks(text: str, line: Span, start: int) -> bool:
    """Whether words stand behind the label, and no number in it ("2nd day: (28 December)" is a list)."""
    return _LETTERS.search(text, start, line.end) is not None and not _DIGIT.search(text, line.start, start)


def _turn(document: Document, text: str, line: Span, name: str, start: int) -> Attribution:
    at = text.index(name, line.start)
    colon = text.index(":", at + len(name))
    source, cue = (Span(at, at + len(name)),), (Span(colon, colon + 1),)
    content = (Span(start, start + len(text[start : line.end].rstrip())),)
    return Attribution(
        id=attribution_id(doc=document.id, source=source, cue=cue, content=content),
        doc=document.id,
        source=source,
        cue=cue,
        content=content,
        type="direct",
        polarity="questions" if text[content[0].end - 1] == "?" else "asserts",
        source_kind="named_person" if len(name.split()) > 1 and "(" not in name else "unnamed",
        score=SCORE,
        method="rules/turn",
    )
