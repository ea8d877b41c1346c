"""Subtitles: SubRip and WebVTT. What is heard, when, and by whom where they say so."""

import html
import re
from collections.abc import Iterator

from firsthand.ingest.transcripts_model import Draft, join
from firsthand.ingest.transcripts_text import is_speaker, label_at

_TIME = re.compile(r"\s*((?:\d{1,3}:)?\d{1,2}:\d{2})[.,]\d{1,3}\s*-->\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}")
_VOICE = re.compile(r"<v(?:\.[\w.]{0,40})?\s([^<>\n]{1,80})>")
_TAG = re.compile(r"<[^<>\n]{0,120}>|\{\\[^{}\n]{0,80}\}")
_STAGE = re.compile(r"\[[^\[\]\n]{0,80}\]|\([^()\n]{0,80}\)|[♪♫#]")
_TURN = re.compile(r"\s{0,4}(?:>>+|[-–—])\s{0,4}(?=\S)")


def is_subtitles(text: str) -> bool:
    """Say whether a text holds at least one line of subtitle times."""
    return any(_TIME.match(line) for line in text.split("\n"))


def subtitles(text: str) -> Draft:
    """Join the words of subtitles. A line that is only repeated, as roll-up captions do, is taken once."""
    parts: list[tuple[str | None, str, str | None]] = []
    speaker: str | None = None
    last: list[str] = []
    for at, lines in _cues(text):
        fresh = [line for line in lines if line not in last]
        last = lines
        for line in fresh:
            voice, words, turn = _read(line)
            if turn and voice is None:
                speaker = None  # another speaks, and nothing says who
            speaker = voice or speaker
            if parts and parts[-1][0] == speaker and parts[-1][2] == at and not turn:
                parts[-1] = (speaker, f"{parts[-1][1]} {words}", at)
            else:
                parts.append((speaker, words, at))
    return join(parts)


def _cues(text: str) -> Iterator[tuple[str, list[str]]]:
    """Give each subtitle's time and its lines."""
    at: str | None = None
    lines: list[str] = []
    for line in text.split("\n"):
        time = _TIME.match(line)
        if time or not line.strip():
            if at is not None and lines:
                yield at, lines
            at, lines = (time[1], []) if time else (None, [])
        elif at is not None:
            lines.append(line.strip())
    if at is not None and lines:
        yield at, lines


def _read(line: str) -> tuple[str | None, str, bool]:
    """Return a line's speaker, its words, and whether it opens a turn."""
    voice = _VOICE.search(line)
    words = html.unescape(_TAG.sub("", line))
    turn = _TURN.match(words)
    words = words[turn.end() :] if turn else words
    label = label_at(words, 0, len(words))
    if label and is_speaker(label[0], 2):
        return label[0], _STAGE.sub(" ", words[label[1] :]), True
    return (voice[1].strip() if voice else None), _STAGE.sub(" ", words), bool(voice or turn)
