"""One heading of a hand-made press review: which words name the outlet, the author and the title."""

import re
from typing import NamedTuple

from firsthand.ingest.sources import (
    DASHES,
    EDGE,
    Source,
    after_label,
    dated_source,
    domain_of,
    source_of,
    starts_with_by,
)
from firsthand.ingest.words import is_credit, is_date, review_words
from firsthand.outlets import Registry
from firsthand.outlets.hosts import host_of

STRONG, MEDIUM, WEAK = 2, 1, 0
"""How much a heading's form says by itself: an address; a known name; a form that ordinary text has too."""

MAX_LINE = 2_000
MAX_TITLE = 260

_MAX_PLAIN = 380
_MAX_BARE = 80
_BULLET = re.compile(r"(?:[-*+•▪●►▶➡→»>#]{1,6}|\d{1,3}[.)])\s+")
_SEPARATOR = re.compile(rf"\s[{DASHES}]{{1,2}}\s|\s[|·•]\s")
_LOOSE = re.compile(rf"\s?[{DASHES}|]{{1,2}}\s|\s[{DASHES}|]{{1,2}}\s?")
_MARKDOWN = re.compile(r"\[([^\[\]\n]+)\]\((https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)?)(?:\s[^()\n]*)?\)")
_URL = re.compile(r"<?\b(https?://[^\s<>\"”“]+)>?")
_SENTENCES = re.compile(r"[^\W\d_A-Z]{3}[.][\"”»’)]?\s+[^\W\d_a-z]")
_OPENING, _CLOSING = "[(", "])"
_QUOTES = "\"”“„»«'’‘"


class Link(NamedTuple):
    """A hyperlink on a line: offsets into the line, and its address."""

    start: int
    end: int
    url: str


class Heading(NamedTuple):
    """A line read as a heading. ``title`` is as printed.

    ``form`` says where the source stood: ``lead``, ``trail``, ``colon``, ``link`` (only in the address), ``bare``
    (the line is a source alone), ``label`` ("Källa: …"), ``above`` or ``below`` (on a line of its own).
    """

    title: str | None
    source: Source
    url: str | None
    strength: int
    form: str


class _Rest(NamedTuple):
    """What is left of a line while sources are taken off its ends, and what was found so far."""

    line: str
    start: int
    end: int
    source: Source = Source()
    url: str | None = None
    strength: int = WEAK
    form: str = ""

    @property
    def text(self) -> str:
        return self.line[self.start : self.end]

    def without(self, start: int, end: int, found: Source, *, worth: int, form: str) -> "_Rest":
        """Return what is left between ``start`` and ``end`` (offsets into ``text``) once ``found`` is taken off."""
        return self._replace(
            start=self.start + start,
            end=self.start + end,
            source=self.source.join(found),
            strength=max(self.strength, worth),
            form=self.form or form,
        )


def read_heading(line: str, registry: Registry, *, links: tuple[Link, ...] = ()) -> Heading | None:
    """Read one line as a press review's heading; None when it has no form of one."""
    if not line.strip() or len(line) > MAX_LINE or is_credit(line):
        return None
    start = _after_bullets(line)
    return (
        _with_markdown(line, start, registry)
        or _with_link(line, start, links, registry)
        or _plain(line, start, registry)
    )


def title_like(text: str) -> bool:
    """Say whether a line could be a title: short, with letters, and not ending as a sentence does."""
    text = text.strip(EDGE)
    if not 3 <= len(text) <= MAX_TITLE or not any(c.isalpha() for c in text) or _SENTENCES.search(text):
        return False
    return text.rstrip("\"”“»«'’)] ")[-1:] not in {".", ",", ";", ":"} or text.endswith("...")


def _after_bullets(line: str) -> int:
    start = len(line) - len(line.lstrip())
    for _ in range(3):
        match = _BULLET.match(line, start)
        if match is None:
            break
        start = match.end()
    return start


def _with_markdown(line: str, start: int, registry: Registry) -> Heading | None:
    match = _MARKDOWN.search(line, start)
    if match is None or _MARKDOWN.search(line, match.end()) is not None:
        return None
    sides = (line[start : match.start()], line[match.end() :])
    return _linked(match[1], match[2], sides=sides, registry=registry)


def _with_link(line: str, start: int, links: tuple[Link, ...], registry: Registry) -> Heading | None:
    live = [link for link in links if host_of(link.url) and line[link.start : link.end].strip()]
    if not live or len({link.url for link in live}) > 1:
        return None
    first, last, url = max(live[0].start, start), live[-1].end, live[0].url
    covered = line[first:last].strip()
    if len(covered) < 0.5 * len(line[start:].strip()):
        # The outlet's name may be the link, with the title as plain text beside it.
        plain = _plain(line, start, registry) if source_of(covered, registry) else None
        return plain._replace(url=url, strength=STRONG) if plain else None
    if _URL.fullmatch(covered):
        return _plain(line, start, registry)
    heading = _linked(covered, url, sides=(line[start:first], line[last:]), registry=registry)
    inner = _plain(covered, 0, registry)
    if heading and inner and inner.title and not heading.source.outlet and not heading.source.domain:
        return heading._replace(title=inner.title, source=heading.source.join(inner.source))
    return heading


def _linked(title: str, url: str, *, sides: tuple[str, str], registry: Registry) -> Heading | None:
    """A heading whose title is a link: what stands beside it must name a source, or be nothing."""
    source, form = Source(), ""
    for side, where in zip(sides, ("lead", "trail"), strict=True):
        words = side.strip(EDGE + "()[],:;.")
        if not words:
            continue
        one = source_of(words, registry, loose=True) or dated_source(words, registry)
        if one is None and where == "trail" and side.strip()[:1] in DASHES + "(|," and _name_like(words):
            one = Source(outlet=words)
        if one is None:
            return None
        source, form = source.join(one), form or where
    title, host = title.strip(" \t*_"), host_of(url)
    if not title or host is None or len(title) > MAX_TITLE:
        return None
    named = Source(domain=host) if _URL.fullmatch(title) else source_of(title, registry)
    if named is not None and (named.domain or named.known):
        return Heading(None, source.join(named), url, STRONG, "bare")
    return Heading(title, source, url, STRONG, form or "link")


def _plain(line: str, start: int, registry: Registry) -> Heading | None:
    rest = _Rest(line, start, len(line.rstrip()))
    match = _URL.search(line, start, rest.end)
    if match is not None:
        found = _with_address(rest, match)
        if found is None or isinstance(found, Heading):
            return found
        rest = found
    if rest.end - rest.start > _MAX_PLAIN:
        return None
    return _source_only(rest, registry) or _with_title(rest, registry)


def _with_address(rest: _Rest, match: re.Match[str]) -> Heading | _Rest | None:
    """Take a written-out address off a line: it is the whole line, or stands at one end of it."""
    url = match[1].rstrip(".,;:)]")
    host = host_of(url)
    if host is None or host in review_words().words.shorteners:
        return None
    before = rest.line[rest.start : match.start()].strip(EDGE + "()[]:,<>.")
    after = rest.line[match.end() : rest.end].strip(EDGE + "()[]:,<>.")
    if not after and (not before or before.lower() in review_words().words.source_labels):
        return Heading(None, Source(domain=host), url, STRONG, "label" if before else "bare")
    if before and after:
        return None
    start, end = (rest.start, match.start()) if before else (match.end(), rest.end)
    cut = rest.line[start:end]
    left = start + len(cut) - len(cut.lstrip(EDGE + ":<("))
    right = start + len(cut.rstrip(EDGE + ":<(["))
    form = "trail" if before else "lead"
    return rest._replace(start=left, end=right, source=Source(domain=host), url=url, strength=STRONG, form=form)


def _source_only(rest: _Rest, registry: Registry) -> Heading | None:
    """A line that names a source and nothing else, perhaps after "Källa:"."""
    tail = after_label(rest.text)
    if tail is not None:
        found = source_of(tail.strip(" ()[]*_"), registry, loose=True)
        worth = STRONG if found and found.domain else WEAK
        named = found is not None and (found.domain or found.outlet)
        return Heading(None, found.join(rest.source), rest.url, worth, "label") if found and named else None
    bare = rest.text.strip(" *_")
    found = source_of(bare.removesuffix(":"), registry)
    if found is None or not (found.domain or found.known) or len(bare) > _MAX_BARE or _button(found, registry):
        return None
    if found.author and _SEPARATOR.search(bare):
        return None  # "svt.se – Two Words": after a dash a title is likelier than a name
    return Heading(None, found.join(rest.source), rest.url, STRONG if found.domain else MEDIUM, "bare")


def _button(source: Source, registry: Registry) -> bool:
    """A platform's name alone is a button to share the page, not a source."""
    outlet = registry.by_name(source.outlet) if source.outlet and not source.domain else None
    return outlet is not None and outlet.kind == "platform"


def _with_title(rest: _Rest, registry: Registry) -> Heading | None:
    """A title with its source in front of it, behind it, or both."""
    for _ in range(3):
        step = _strip_lead(rest, registry) or _strip_trail(rest, registry)
        if step is None:
            break
        rest = step
        if rest.start >= rest.end:
            return None
    title = rest.text.strip(" \t*_" + ("#" if rest.line.lstrip().startswith("#") else ""))
    if not rest.form or not _fits(title, rest.strength) or _no_title(title, registry, rest.strength):
        return None
    return Heading(title, rest.source, rest.url, rest.strength, rest.form)


def _strip_lead(rest: _Rest, registry: Registry) -> _Rest | None:
    """Take a source or label off the front: "svt.se – ", "[Video] ", "Dagens Nyheter: "."""
    text, whole = rest.text, rest.end - rest.start
    if text[:1] in _OPENING:
        close = text.find(_CLOSING[_OPENING.index(text[0])])
        found = source_of(text[1:close], registry) if 1 < close <= 60 else None
        if found and not found.author:
            after = text[close + 1 :]
            start = close + 1 + len(after) - len(after.lstrip(EDGE + ":"))
            return rest.without(start, whole, found, worth=_worth(found), form="lead")
    loose = _LOOSE.search(text)
    domain = domain_of(text[: loose.start()].strip(" *_")) if loose else None
    if loose and domain:
        return rest.without(loose.end(), whole, Source(domain=domain), worth=STRONG, form="lead")
    dash, colon = _SEPARATOR.search(text), text.find(": ")
    if dash is not None and (colon < 0 or dash.start() < colon):
        found = source_of(text[: dash.start()], registry, loose=True)
        if found is None or (found.author and (rest.source.author or starts_with_by(text))):
            return None
        return rest.without(dash.end(), whole, found, worth=_worth(found), form="lead")
    found = source_of(text[:colon], registry, loose=True) if 0 < colon <= _MAX_BARE else None
    if found and (found.domain or found.outlet or found.kind):
        return rest.without(colon + 2, whole, found, worth=_worth(found), form="colon")
    return None


def _strip_trail(rest: _Rest, registry: Registry) -> _Rest | None:
    """Take a source or label off the end: " (svt.se)", " – Dagens Nyheter", ", bbc.com"."""
    text = rest.text.rstrip(" *_")
    if text[-1:] and text[-1] in _CLOSING:
        opened = text.rfind(_OPENING[_CLOSING.index(text[-1])])
        found = source_of(text[opened + 1 : -1], registry, loose=True) if opened > 0 else None
        return rest.without(0, opened, found, worth=_worth(found, author=WEAK), form="trail") if found else None
    cuts = [m.span() for m in _SEPARATOR.finditer(text)]
    if cuts:
        at, after = cuts[-1]
        found = source_of(text[after:], registry, loose=True)
        quoted = text[:at].strip()[-1:] in _QUOTES and text[:1] in _QUOTES
        speaker = found and found.author and not (found.domain or found.outlet) and (rest.source.author or quoted)
        if found and not speaker:
            return rest.without(0, at, found, worth=_worth(found, author=WEAK), form="trail")
    comma = text.rfind(", ")
    domain = domain_of(text[comma + 2 :].strip()) if comma > 0 else None
    if domain:
        return rest.without(0, comma, Source(domain=domain), worth=STRONG, form="trail")
    return None


def _worth(source: Source, *, author: int = MEDIUM) -> int:
    if source.domain:
        return STRONG
    if source.outlet:
        return MEDIUM
    return author if source.author else WEAK


def _fits(title: str, strength: int) -> bool:
    if not 3 <= len(title) <= MAX_TITLE or not any(c.isalpha() for c in title):
        return False
    if strength == STRONG:
        return not title.endswith((",", ";", ":")) and _SENTENCES.search(title) is None
    first = next((c for c in title if c.isalnum()), "")
    return title_like(title) and len(title.split()) >= 2 and (first.isupper() or first.isdigit())


def _no_title(title: str, registry: Registry, strength: int) -> bool:
    """A date, or only another name: then the line is a byline or a credit."""
    named = source_of(title, registry)
    return is_date(title) or (
        named is not None and bool(named.outlet or named.domain or (named.author and strength < STRONG))
    )


def _name_like(words: str) -> bool:
    parts = words.split()
    return 1 <= len(parts) <= 5 and len(words) <= 50 and all(p[:1].isupper() or len(p) <= 3 for p in parts)
