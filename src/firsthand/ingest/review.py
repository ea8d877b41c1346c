"""A hand-made press review: somebody's commentary, and items with a heading and an excerpt each."""

import itertools
import re
from collections.abc import Sequence

from firsthand.ingest.heading import MEDIUM, STRONG, WEAK
from firsthand.ingest.headings import Line, Placed, find_headings, lines_of
from firsthand.ingest.language import language_of
from firsthand.ingest.sources import after_label
from firsthand.ingest.words import kind_of_host, kind_of_title
from firsthand.model import Document, Item, Notice, Record, Span
from firsthand.outlets import Registry, registry
from firsthand.outlets.hosts import bare_host, host_of

_PROSE = 60
"""Characters from which the text under a heading counts as an excerpt when headings are weighed."""

_LONG = 1_200
"""Characters of text before bare headings from which they are an article's list of sources."""

_LEAD_IN = 300

_SAME = 0.4
"""Share of the excerpts in the reviewer's own language up to which language tells the two apart."""

_PARAGRAPH = re.compile(r"[^\n]+")


class Layout(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a document is laid out: items of a press review, in order, and what the reviewer wrote between them.

    Both are empty for an ordinary article. Headings, bodies and commentary never overlap.
    """

    items: tuple[Item, ...] = ()
    commentary: tuple[Span, ...] = ()


def layout(document: Document, *, outlets: Registry | None = None) -> Layout:
    """Tell a press review's commentary from its items; an ordinary article gives an empty layout.

    Spans are offsets into ``document.text``. ``outlets`` is the registry to know outlets by; without it, the
    bundled one.
    """
    known = outlets or registry()
    lines = lines_of(document)
    found = find_headings(lines, known)
    if not _is_review(document, lines, found):
        return Layout()
    kept = [placed for placed in found if _stands(lines, placed, document.text)]
    return _laid_out(document, lines, kept, known)


def domain_notice(domain: str, outlets: Registry, *, span: Span | None = None) -> Notice | None:
    """Return a notice when ``domain`` is unknown but one typing slip from a known one; None otherwise."""
    near = outlets.neighbours(domain)
    if not near:
        return None
    known, outlet = near[0]
    message = f'"{domain}" is one letter from "{known}" ({outlet.name}); it is shown as printed.'
    return Notice(kind="misspelled_domain", message=message, span=span)


def _is_review(document: Document, lines: list[Line], found: Sequence[Placed]) -> bool:
    """Weigh the headings together: any one of these forms stands in ordinary articles too."""
    text = document.text
    counted = [p for p in found if not _page_title(p, found) and not _own_link(document, p)]
    bodies = dict(zip(found, _bodies(text, found), strict=True))
    strong = [p for p in counted if _weight(p) == STRONG]
    medium = [p for p in counted if _weight(p) == MEDIUM and not _subject(p, bodies[p])]
    filled = [p for p in strong + medium if len(bodies[p]) >= _PROSE]
    before = found[0].span.start if found else 0
    if not filled:
        plain = [line for line in lines[: found[0].first] if len(line.text) >= _PROSE] if found else []
        listed = [*strong, *(p for p in medium if p.heading.source.known)]
        enough = len(strong) >= 2 or len({p.heading.source.outlet for p in listed}) >= 3
        return enough and before < _LONG and len(plain) <= len(listed)
    if len(strong) >= 2:
        return _several_hosts(strong)
    if strong:
        alone = strong[0].first > 0 and strong[0] in filled and strong[0].heading.form in {"lead", "above"}
        return alone or (bool(medium) and len(filled) > 1)
    names = {p.heading.source.outlet or p.heading.source.author or p.heading.source.domain for p in medium}
    bare = [p for p in medium if p.heading.form in {"bare", "above"}]
    prose = [p for p in bare if len(bodies[p].partition("\n")[0]) >= _PROSE and lines[p.first].apart]
    if len(bare) > len(prose) * 4 / 3:
        return False
    return len(names) >= 2 and len(filled) * 2 >= len(medium)


def _weight(placed: Placed) -> int:
    """A site's name alone on a line is a byline or credit as often as a heading."""
    heading = placed.heading
    if heading.form in {"bare", "above"} and heading.url is None:
        return min(heading.strength, MEDIUM)
    return heading.strength


def _page_title(placed: Placed, found: Sequence[Placed]) -> bool:
    """The first line of a saved page often ends in its site's name; that makes no press review.

    It does count where another line of the same form names another outlet.
    """
    heading = placed.heading
    if placed.first > 0 or heading.form not in {"trail", "below"} or heading.source.author or heading.url:
        return False
    return not any(p.heading.form == heading.form and p.heading.source[:2] != heading.source[:2] for p in found[1:])


def _own_link(document: Document, placed: Placed) -> bool:
    """A linked line that names no source and leads to the document's own site is its own navigation."""
    source = placed.heading.source
    if source.domain or source.outlet or not placed.heading.url or not document.url:
        return False
    return host_of(placed.heading.url) == host_of(document.url)


def _several_hosts(strong: Sequence[Placed]) -> bool:
    named = [p for p in strong if p.heading.source.domain or p.heading.source.outlet or p.heading.source.author]
    return bool(named) or len({host_of(p.heading.url) for p in strong if p.heading.url}) > 1


def _subject(placed: Placed, body: str) -> bool:
    """A person named in the text below is whom it is about, not who wrote it. A question is an interviewer's."""
    heading = placed.heading
    if heading.form == "colon" and (heading.title or "").endswith("?"):
        return True
    if heading.source.author is None or heading.source.outlet:
        return False
    return heading.source.author.split()[-1] in body


def _bodies(text: str, placed: Sequence[Placed]) -> list[str]:
    """The text under each heading, up to the next."""
    ends = itertools.chain((after.span.start for after in placed[1:]), (len(text),))
    return [text[one.span.end : end].strip() for one, end in zip(placed, ends, strict=False)]


def _stands(lines: list[Line], placed: Placed, text: str) -> bool:
    """Inside a review, a weak form is a heading only where it stands by itself and something follows."""
    if placed.heading.strength > WEAK:
        return not (placed.heading.form == "colon" and _subject(placed, "") and not lines[placed.first].apart)
    return lines[placed.first].apart and (placed.last + 1 == len(lines) or lines[placed.last + 1].apart)


def _laid_out(document: Document, lines: list[Line], kept: Sequence[Placed], known: Registry) -> Layout:
    text = document.text
    first = kept[0].span.start if kept else len(text)
    commentary = _trimmed(text, 0, first)
    own = language_of(commentary.of(text)) if commentary else None
    mostly = _reviewers_language(text, own, kept)
    remarks = [commentary] if commentary else []
    items = []
    for i, placed in enumerate(kept):
        end = kept[i + 1].span.start if i + 1 < len(kept) else len(text)
        # In an excerpt that begins in another language, what is in the reviewer's own is the reviewer's.
        language = mostly or (own if _begins_otherwise(text[placed.span.end : end], own) else None)
        body, between = _excerpt(text, placed.span.end, end, language=language, last=i + 1 == len(kept))
        items.append(_item(placed, body, known))
        remarks.extend(between)
    return Layout(items=tuple(items), commentary=tuple(remarks))


def _begins_otherwise(body: str, language: str | None) -> bool:
    """Whether an excerpt's first paragraph is surely in a language other than this one."""
    first = language_of(body.strip().partition("\n")[0])
    return None not in {first, language} and first != language


def _reviewers_language(text: str, language: str | None, kept: Sequence[Placed]) -> str | None:
    """The language of the commentary, where the excerpts are mostly in others: only then does it tell them apart."""
    if language is None:
        return None
    bodies = _bodies(text, kept)
    total = sum(map(len, bodies))
    same = sum(len(line) for body in bodies for line in body.split("\n") if language_of(line) == language)
    return language if same <= _SAME * total else None


def _excerpt(text: str, start: int, end: int, *, language: str | None, last: bool) -> tuple[Span | None, list[Span]]:
    """Return the excerpt between two headings, and what in it is the reviewer's own."""
    paragraphs = [
        Span(m.start() + len(m[0]) - len(m[0].lstrip()), m.start() + len(m[0].rstrip()))
        for m in _PARAGRAPH.finditer(text, start, end)
        if m[0].strip()
    ]
    low, high = 0, len(paragraphs)
    rules = [i for i, p in enumerate(paragraphs) if Line(p.start, p.end, p.of(text), (), False).rule]
    if rules:
        high = rules[0] if rules[0] > 0 else high
    own = [_own_words(p.of(text), language) for p in paragraphs]
    if not all(own):
        while low < high and own[low]:
            low += 1
        while high > low and own[high - 1]:
            high -= 1
    if not last and low < high == len(paragraphs) and _leads_in(paragraphs[high - 1].of(text)):
        high -= 1
    kept = [i for i in range(low, high) if i not in rules]
    while len(kept) > 1 and _names_source(paragraphs[kept[-1]].of(text)):
        kept.pop()
    body = Span(paragraphs[kept[0]].start, paragraphs[kept[-1]].end) if kept else None
    groups = (paragraphs[:low], [p for i, p in enumerate(paragraphs) if i >= high and i not in rules])
    return body, [Span(group[0].start, group[-1].end) for group in groups if group]


def _own_words(paragraph: str, language: str | None) -> bool:
    """Say whether a paragraph is surely in the language the reviewer writes in."""
    return language is not None and language_of(paragraph) == language


def _names_source(paragraph: str) -> bool:
    return after_label(paragraph) is not None or (host_of(paragraph) is not None and " " not in paragraph)


def _leads_in(paragraph: str) -> bool:
    return paragraph.endswith(":") and len(paragraph) <= _LEAD_IN


def _item(placed: Placed, body: Span | None, known: Registry) -> Item:
    heading, source = placed.heading, placed.heading.source
    host = host_of(heading.url) if heading.url else None
    domain = source.domain or host
    kind = source.kind or kind_of_title(heading.title or "") or kind_of_host(domain) or kind_of_host(host)
    if kind is None and heading.url and heading.url.lower().partition("?")[0].endswith(".pdf"):
        kind = "document"
    return Item(
        heading=placed.span,
        body=body,
        outlet=_outlet(source.outlet, domain, known),
        domain=bare_host(domain) if domain else None,
        title=heading.title,
        author=source.author,
        url=heading.url,
        kind=kind or "article",
    )


def _outlet(printed: str | None, domain: str | None, known: Registry) -> str | None:
    """Name the outlet: as printed if known, else by its domain, else as printed, else by the domain meant."""
    named = known.by_name(printed) if printed else None
    if named is None and domain:
        named = known.by_domain(domain)
    if named is not None:
        return named.name
    if printed or not domain:
        return printed
    meant = {outlet.name for _, outlet in known.neighbours(domain)}
    return meant.pop() if len(meant) == 1 else None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    cut = text[start:end]
    words = cut.strip()
    if not words:
        return None
    left = start + len(cut) - len(cut.lstrip())
    return Span(left, left + len(words))
