"""Voices: each party within one document, with the roles, states and date that tell it from others of its name."""

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache

from firsthand.model import Reading, Span, Speaker, Voice, content_id
from firsthand.resolve.parties_keys import fold, table

AHEAD = 60
LONGEST = 3
MOST = 40
COMPANY = 80


def voices(readings: Iterable[Reading]) -> Iterator[Voice]:
    """Yield the parties of each document, one a name and kind."""
    for reading in readings:
        found: dict[tuple[str, str], list[Speaker]] = {}
        for speaker in reading.speakers:
            found.setdefault((speaker.name, speaker.kind), []).append(speaker)
        for rows in found.values():
            yield _voice(reading, rows)


def _voice(reading: Reading, rows: list[Speaker]) -> Voice:
    first, doc, text = rows[0], reading.document, reading.document.text
    spans = tuple(sorted({span for row in rows for span in row.evidence}))
    if first.kind == "named_person":
        around = " ; ".join((*(span.of(text) for span in spans[:LONGEST]), *_titles(text, first.name)))
    else:
        around = " ; ".join(_around(text, span) for span in spans[:LONGEST])
    nearby = list(_phrases(f"{around} ; {first.name}"))
    return Voice(
        id=content_id("voice", doc.id, first.name, first.kind),
        doc=doc.id,
        name=first.name,
        kind=first.kind,
        attributions=tuple(sorted({row.attribution for row in rows})),
        roles=tuple(sorted({table("offices")[p] for p in nearby if p in table("offices")})),
        states=_states(first.name, nearby),
        published=reading.published.value,
        evidence=spans,
    )


def _titles(text: str, name: str) -> Iterator[str]:
    """Yield what stands as a title before a person's surname, or behind the name between commas, wherever it does."""
    surname = (name.split() or [name])[-1]
    if not surname.strip():
        return
    start = 0
    for _ in range(MOST):
        place = text.find(surname, start)
        if place < 0:
            return
        start = end = place + len(surname)
        if text[end : end + 1].isalnum() or text[place - 1 : place].isalnum():
            continue
        ahead = _around(text, Span(place, place)).split()
        title: list[str] = []
        while ahead and (ahead[-1][:1].isupper() or _titular(ahead[-1])):
            title.insert(0, ahead.pop())
        if title:
            yield " ".join(title)
        if text[end : end + 2] == ", ":
            yield re.split(r"[,.;:\n]", text[end + 2 : end + AHEAD], maxsplit=1)[0]


@cache
def _titular_words() -> frozenset[str]:
    tables = (*table("offices"), *table("nations"))
    return frozenset(word for key in tables for word in key.split()) | {"of", "former", "then"}


def _titular(word: str) -> bool:
    plain = word.lower().strip(".,")
    return (
        word.lower() in _titular_words()
        or plain in _titular_words()
        or any(plain.removesuffix(ending) in _titular_words() for ending in ("en", "n", "s"))
    )


def _around(text: str, span: Span) -> str:
    """The words of a span and those right before it in its line and sentence."""
    ahead = text[max(0, span.start - AHEAD) : span.start]
    for end in ("\n", ". ", ", ", "; ", ": "):
        ahead = ahead.rpartition(end)[2]
    return f"{ahead} {span.of(text)}"


_NAME = re.compile(r"(?<=[\w,] )[^\W\d_a-z][\w-]{2,}")


def names_beside(text: str) -> frozenset[str]:
    """Return the words with capitals inside a text's sentences, folded: the first ``COMPANY`` different ones."""
    found: dict[str, None] = {}
    for match in _NAME.finditer(text):
        if match.group()[0].isupper():
            found.setdefault(sys.intern(fold(match.group()).removesuffix("s")))
            if len(found) >= COMPANY:
                break
    return frozenset(found)


def _phrases(text: str) -> Iterator[str]:
    """Yield every run of up to three words, and the roles that end a compound ("hamnminister")."""
    words = [w.strip(".,;:()“”\"'’") if len(w) > LONGEST + 1 else w for w in text.lower().split()]
    offices = table("offices")
    for start in range(len(words)):
        for size in range(1, LONGEST + 1):
            yield " ".join(words[start : start + size])
        stem = words[start]
        for ending in ("en", "n", "s"):
            if stem.removesuffix(ending) in offices:
                yield stem.removesuffix(ending)


def _states(name: str, nearby: list[str]) -> tuple[str, ...]:
    spoken = table("places").get(name.lower()) or table("nations").get(name.lower())
    if spoken:
        return (spoken,)
    return tuple(sorted({table("nations")[p] for p in nearby if p in table("nations")}))


@cache
def _role_words() -> frozenset[str]:
    return frozenset(fold(w) for key in (*table("offices"), *table("nations")) for w in key.split())


def is_role_only(voice: Voice) -> bool:
    """Whether a voice's name is nothing but a role and a state ("Russian FM", "Utrikesministern")."""
    words = voice.name.lower().split()
    known = _role_words()
    stems = [w if fold(w) in known else w.removesuffix("en").removesuffix("s") for w in words]
    return bool(voice.roles) and all(fold(w) in known for w in stems)
