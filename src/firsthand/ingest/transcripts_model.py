"""What a transcript is: a text, and the stretches of it that were spoken."""

import msgspec

from firsthand.model import Span


class Speech(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words spoken by one speaker: ``span`` in the transcript's text, without the speaker's name.

    ``at`` is when they are heard, as the subtitles write it ("00:01:02").
    """

    span: Span
    speaker: str | None = None
    at: str | None = None


class Transcript(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text of what was said. ``name`` is what it is known by, ``path`` where it was read.

    Of plain text, ``text`` is the file's own, so that offsets hold there; of other formats it is made of the speeches.
    """

    name: str
    path: str
    text: str
    speeches: tuple[Speech, ...]


class Draft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text made of speeches, before it has a name."""

    text: str
    speeches: tuple[Speech, ...]


def join(parts: list[tuple[str | None, str, str | None]]) -> Draft:
    """Make a text of speeches (speaker, words, time), a line each; speakers are kept beside it, not in it."""
    lines: list[str] = []
    speeches: list[Speech] = []
    at = 0
    for speaker, words, time in parts:
        said = " ".join(words.split())
        if not said:
            continue
        speeches.append(Speech(span=Span(at, at + len(said)), speaker=speaker, at=time))
        lines.append(said)
        at += len(said) + 1
    return Draft(text="\n".join(lines), speeches=tuple(speeches))
