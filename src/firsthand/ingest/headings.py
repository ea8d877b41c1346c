"""All headings of a text: lines that are one by themselves, and lines that are one together."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from firsthand.ingest.heading import MEDIUM, STRONG, WEAK, Heading, Link, read_heading, title_like
from firsthand.ingest.sources import DASHES, Source, after_label, source_of
from firsthand.ingest.words import is_credit, is_date, kind_of_label
from firsthand.model import Document, Span
from firsthand.outlets import Registry

_LINE = re.compile(r"[^\n]+")
_OPEN_END = re.compile(rf"\s[{DASHES}]{{1,2}}\Z")
_RULE = re.compile(r"[\s*_=~•·#.-]+\Z")
_BARE_LINK = re.compile(r"<?https?://[^\s<>]+>?\Z")
_MAX_LEAD = 160
_PROSE = 60


class Line(NamedTuple):
    """A line with something on it: its trimmed span, its links, and whether a blank line stands before it."""

    start: int
    end: int
    text: str
    links: tuple[Link, ...]
    apart: bool

    @property
    def rule(self) -> bool:
        """Whether the line only divides ("***", "---")."""
        return _RULE.match(self.text) is not None


class Placed(NamedTuple):
    """A heading where it stands: its span, the first and last line it takes, and its reading."""

    span: Span
    first: int
    last: int
    heading: Heading


def lines_of(document: Document) -> list[Line]:
    """Return the document's lines that are not blank, with the links that lie on each."""
    text, links = document.text, sorted(document.links, key=lambda link: link.span)
    found: list[Line] = []
    at, before = 0, 0
    for match in _LINE.finditer(text):
        words = match[0].strip()
        if not words:
            continue
        start = match.start() + match[0].index(words[0])
        end = start + len(words)
        while at < len(links) and links[at].span.end <= start:
            at += 1
        own, i = [], at
        while i < len(links) and links[i].span.start < end:
            span = links[i].span
            own.append(Link(max(span.start, start) - start, min(span.end, end) - start, links[i].url))
            i += 1
        apart = not found or text.count("\n", before, start) > 1
        found.append(Line(start, end, words, tuple(own), apart))
        before = end
    return found


def find_headings(lines: list[Line], registry: Registry) -> list[Placed]:
    """Return every line, or pair of lines, that has the form of a heading, in order. They never overlap."""
    found: list[Placed] = []
    for placed in _candidates(lines, registry):
        while found and placed.first <= found[-1].last:
            if placed.heading.strength < found[-1].heading.strength and placed.last <= found[-1].last:
                break
            found.pop()
        else:
            found.append(placed)
    return found


def _candidates(lines: list[Line], registry: Registry) -> Iterator[Placed]:
    last: Placed | None = None
    at, links_last = 0, _links_last(lines)
    while at < len(lines):
        placed = _two_lines(lines, at, registry) or _one(lines, at, last, registry, links_last=links_last)
        if placed is None:
            at += 1
            continue
        yield placed
        last = placed
        at = max(placed.last, at) + 1


def _links_last(lines: list[Line]) -> bool:
    """Say whether the reviewer puts each excerpt's bare link below it: the text ends with prose and its link."""
    bare = [i for i, line in enumerate(lines) if _BARE_LINK.match(line.text)]
    ends = len(bare) > 1 and bare[-1] == len(lines) - 1
    return ends and all(i > 0 and len(lines[i - 1].text) >= _PROSE for i in bare)


def _one(lines: list[Line], at: int, last: Placed | None, registry: Registry, *, links_last: bool) -> Placed | None:
    line = lines[at]
    heading = read_heading(line.text, registry, links=line.links)
    if heading is None or (line.text[0] in DASHES and line.text[1:2] == " " and heading.strength < STRONG):
        return None  # a dash in front of ordinary words is somebody speaking
    if heading.title is not None:
        return _place(lines, at, at, heading)
    if links_last and _BARE_LINK.match(line.text):
        return _above_excerpt(lines, at, heading, last) or _place(lines, at, at, heading)
    return _with_source_line(lines, at, heading, last, registry)


def _with_source_line(
    lines: list[Line], at: int, source: Heading, last: Placed | None, registry: Registry
) -> Placed | None:
    """Join a line that only names a source with the title above or below it."""
    near = last is not None and last.last == at - 1
    if near and last is not None and last.heading.title is not None and not last.heading.source.domain:
        if not last.heading.source.outlet or source.source.domain:
            joined = last.heading.source.join(source.source)
            strength = max(last.heading.strength, source.strength)
            merged = last.heading._replace(source=joined, url=last.heading.url or source.url, strength=strength)
            return _place(lines, last.first, at, merged)
        return None
    above = lines[at - 1] if at and not near else None
    close = above is not None and not lines[at].apart
    if above and above.apart and (close or source.form == "label") and _titled(above) and _starts_block(lines, at - 1):
        return _place(lines, at - 1, at, source._replace(title=above.text.strip(" *_#"), form="below"))
    if source.form == "label":
        return _above_excerpt(lines, at, source, last)
    below = lines[at + 1] if at + 2 < len(lines) else None
    if below and _titled(below) and len(lines[at + 2].text) > len(below.text) and not _strong(below, registry):
        return _place(lines, at, at + 1, source._replace(title=below.text.strip(" *_#"), form="above"))
    return _place(lines, at, at, source)


def _above_excerpt(lines: list[Line], at: int, source: Heading, last: Placed | None) -> Placed | None:
    """Find the title whose excerpt ends with the line ``at`` ("Källa: …"): the nearest one above some prose."""
    floor = last.last if last is not None else -1
    for i in range(at - 2, floor, -1):
        if lines[i].apart and _titled(lines[i]) and len(lines[i + 1].text) >= _PROSE:
            return _place(lines, i, i, source._replace(title=lines[i].text.strip(" *_#"), form="label"))
        if lines[i].rule or (lines[i].text and after_label(lines[i].text) is not None):
            return None
    return None


def _strong(line: Line, registry: Registry) -> bool:
    heading = read_heading(line.text, registry, links=line.links)
    return heading is not None and heading.strength == STRONG


def _starts_block(lines: list[Line], at: int) -> bool:
    """Say whether the line opens something: nothing, a blank line or a finished sentence stands before it."""
    return at == 0 or lines[at].apart or lines[at - 1].text[-1] in '.!?”"»)'


def _two_lines(lines: list[Line], at: int, registry: Registry) -> Placed | None:
    """Read "Video, 40 minutes, from the hearing –" with the title on the next line."""
    line = lines[at]
    match = _OPEN_END.search(line.text)
    if match is None or at + 1 >= len(lines) or len(line.text) > _MAX_LEAD:
        return None
    below = lines[at + 1]
    lead = line.text[: match.start()].strip(" *_#")
    source = source_of(lead, registry, loose=True) or _opening_kind(lead)
    own = read_heading(below.text, registry, links=below.links)
    if source is None or not _titled(below) or (own is not None and own.strength == STRONG and own.form != "link"):
        return None
    strength = (
        STRONG if source.domain or (own and own.form == "link") else MEDIUM if source.outlet or source.author else WEAK
    )
    return _place(lines, at, at + 1, Heading(below.text.strip(" *_#"), source, _url(line, below), strength, "lead"))


def _opening_kind(lead: str) -> Source | None:
    words = lead.replace(",", " ").replace(":", " ").split()
    kind = kind_of_label(words[0]) if words else None
    return Source(kind=kind) if kind else None


def _url(*lines: Line) -> str | None:
    return next((link.url for line in lines for link in line.links), None)


def _titled(line: Line) -> bool:
    text = line.text
    if len(text) > 160 or line.rule or text.startswith(("http", "–", "—")) or is_date(text) or is_credit(text):
        return False
    return title_like(text)


def _place(lines: list[Line], first: int, last: int, heading: Heading) -> Placed:
    return Placed(Span(lines[first].start, lines[last].end), first, last, heading)
