"""One heading of a hand-made press review: which words name the outlet, the author and the title."""

import re
from typing import NamedTuple

from firsthand.ingest.words import is_credit, is_date, is_outlet_like, is_person, kind_of_label, review_words
from firsthand.outlets import Registry
from firsthand.outlets.hosts import bare_host, host_of, split_domain

STRONG, MEDIUM, WEAK = 2, 1, 0
"""How much a heading's form says by itself: an address; a known name; a form that ordinary text has too."""

MAX_LINE = 2_000
MAX_TITLE = 260

DASHES = "-–—―"
_EDGE = " \t*_|·•" + DASHES
_BULLET = re.compile(r"(?:[-*+•▪●►▶➡→»>#]{1,6}|\d{1,3}[.)])\s+")
_SEPARATOR = re.compile(rf"\s[{DASHES}]{{1,2}}\s|\s[|·•]\s")
_LOOSE = re.compile(rf"\s?[{DASHES}|]{{1,2}}\s|\s[{DASHES}|]{{1,2}}\s?")
_MARKDOWN = re.compile(r"\[([^\[\]\n]+)\]\((https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)?)(?:\s[^()\n]*)?\)")
_URL = re.compile(r"<?\b(https?://[^\s<>\"”“]+)>?")
_DOMAIN = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[A-Za-z]{2,24})(?:/\S*)?\Z")
_DATE = re.compile(r"(?=\D*\d)[\w ./:’'-]{1,24}\Z")
_SENTENCES = re.compile(r"[^\W\d_A-Z]{3}[.][\"”»’)]?\s+[^\W\d_a-z]")
_BRACKETS = {")": "(", "]": "["}


class Link(NamedTuple):
    """A hyperlink on a line: offsets into the line, and its address."""

    start: int
    end: int
    url: str


class Source(NamedTuple):
    """What a stretch of words says about where something comes from."""

    outlet: str | None = None
    domain: str | None = None
    author: str | None = None
    kind: str | None = None
    known: bool = False
    dated: bool = False

    def join(self, other: "Source") -> "Source":
        """Return both together; what this one says comes first."""
        return Source(
            self.outlet or other.outlet,
            self.domain or other.domain,
            self.author or other.author,
            self.kind or other.kind,
            self.known or other.known,
            self.dated or other.dated,
        )


class Heading(NamedTuple):
    """A line read as a heading. ``title`` is as printed; ``form`` says on which side the source stood."""

    title: str | None
    source: Source
    url: str | None
    strength: int
    form: str


def domain_of(text: str) -> str | None:
    """Return the bare host when ``text`` is nothing but a domain or address; None otherwise."""
    match = _DOMAIN.match(text)
    if match is None:
        return None
    host = match[1]
    labels = host.split(".")
    if labels[-1] != labels[-1].lower() and labels[-1] != labels[-1].upper():
        return None  # "slutet.Det": two sentences without a space, not a domain
    if split_domain(host.lower()) is None or host.lower() == labels[-1]:
        return None
    return bare_host(host)


def source_of(text: str, registry: Registry, *, loose: bool = False) -> Source | None:
    """Read ``text`` as the name of a source: outlet, domain, author, or several with commas.

    With ``loose``, unknown capitalised words with an outlet's look count too. None when any part is none of these.
    """
    text = text.strip(_EDGE + ",;:")
    if not text or len(text) > 120:
        return None
    whole = _part(text, registry, loose=loose)
    if whole is not None:
        return whole
    parts = [part for part in re.split(r",\s|;\s|\s[/|·–—-]\s", text) if part.strip()]
    if len(parts) == 1:
        parts = _at_connector(text)
    if len(parts) == 1:
        parts = _at_bracket(text)
    if len(parts) == 1:
        dated = _dated_part(text, registry)
        return dated if dated and dated.outlet else None
    if len(parts) > 4:
        return None
    found = Source()
    for part in parts:
        one = _part(part.strip(" ()[]"), registry, loose=loose) or _dated_part(part.strip(" ()[]"), registry)
        if one is None:
            return None
        found = found.join(one)
    return found if found.outlet or found.domain or found.author else None


def read_heading(line: str, registry: Registry, *, links: tuple[Link, ...] = ()) -> Heading | None:
    """Read one line as a press review's heading; None when it has no form of one."""
    if not line.strip() or len(line) > MAX_LINE or is_credit(line):
        return None
    start = _after_bullets(line)
    return _with_markdown(line, start, registry) or _with_link(line, start, links, registry) or _plain(line, start, registry)


def title_like(text: str) -> bool:
    """Say whether a line could be a title: short, with letters, and not ending as a sentence does."""
    text = text.strip(_EDGE)
    if not 3 <= len(text) <= MAX_TITLE or not any(c.isalpha() for c in text) or _SENTENCES.search(text):
        return False
    return text.rstrip("\"”“»«'’)] ")[-1:] not in {".", ",", ";", ":"} or text.endswith("...")


def after_label(text: str) -> str | None:
    """Return what follows "Källa:", "Source:" or the like at the start of a line; None without such a label."""
    head, colon, tail = text.partition(":")
    return tail if colon and head.strip(" *_([").lower() in review_words().words.source_labels else None


def _part(text: str, registry: Registry, *, loose: bool) -> Source | None:
    words = text.split()
    if len(words) > 1 and words[0].lower().rstrip(":") in review_words().words.by:
        return _part(" ".join(words[1:]), registry, loose=loose)
    domain = domain_of(text)
    if domain:
        return Source(domain=domain)
    outlet = registry.by_name(text)
    if outlet is not None:
        return Source(outlet=outlet.name, known=True)
    kind = kind_of_label(text)
    if kind:
        return Source(kind=kind)
    if is_person(text) and not (loose and is_outlet_like(text)):
        return Source(author=text)
    if loose and "," not in text and is_outlet_like(text):
        return Source(outlet=text)
    return None


def _dated_part(text: str, registry: Registry) -> Source | None:
    """A date, or a name with a date behind it ("SvD 25/9")."""
    if _DATE.match(text) and len(text.split()) <= 4 and kind_of_label(text.split()[0]) is None:
        name = text.rstrip("0123456789/.:- ").strip()
        outlet = registry.by_name(name) if name else None
        return Source(outlet=outlet.name if outlet else None, known=outlet is not None, dated=True)
    return None


def _at_connector(text: str) -> list[str]:
    """Cut "Anna Berg i Dagens Nyheter" at its connecting word."""
    words = text.split()
    for i in range(1, len(words) - 1):
        if words[i].lower() in review_words().words.between and is_person(" ".join(words[:i])):
            return [" ".join(words[:i]), " ".join(words[i + 1 :])]
    return [text]


def _at_bracket(text: str) -> list[str]:
    """Cut "Anna Berg (DN)" before its bracket."""
    if text.endswith(")") and "(" in text:
        head, _, tail = text[:-1].rpartition("(")
        return [part for part in (head.strip(), tail.strip()) if part]
    return [text]


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
    return _around(line, start, (match.start(), match.end()), match[1], match[2], registry)


def _with_link(line: str, start: int, links: tuple[Link, ...], registry: Registry) -> Heading | None:
    live = [link for link in links if host_of(link.url) and line[link.start : link.end].strip()]
    if not live or len({link.url for link in live}) > 1:
        return None
    first, last = live[0].start, live[-1].end
    covered = line[first:last].strip()
    if source_of(covered, registry) is not None and len(covered) < 0.5 * len(line.strip()):
        # The outlet's name is the link, the title is plain text beside it.
        plain = _plain(line, start, registry)
        return plain._replace(url=live[0].url, strength=STRONG) if plain else None
    if len(covered) < 0.5 * len(line[start:].strip()):
        return None
    if _URL.fullmatch(covered):
        return _plain(line, start, registry)
    whole = _plain(line[first:last], 0, registry)
    around = _around(line, start, (first, last), covered, live[0].url, registry)
    if whole is not None and around is not None and whole.title and not around.source.outlet and not around.source.domain:
        return around._replace(title=whole.title, source=around.source.join(whole.source))
    return around


def _around(line: str, start: int, cut: tuple[int, int], title: str, url: str, registry: Registry) -> Heading | None:
    """A heading whose title is a link: what stands beside it must name a source, or be nothing."""
    source, sides = Source(), []
    for side in (line[start : cut[0]], line[cut[1] :]):
        words = side.strip(_EDGE + "()[],:;.")
        if not words:
            continue
        one = source_of(words, registry, loose=True) or _dated_part(words, registry)
        if one is None and side is line[cut[1] :] and side.strip()[:1] in DASHES + "(|," and _name_like(words):
            one = Source(outlet=words)
        if one is None:
            return None
        source = source.join(one)
        sides.append("lead" if cut[0] > start and not sides and side == line[start : cut[0]] else "trail")
    title = title.strip(" \t*_")
    host = host_of(url)
    if not title or host is None or len(title) > MAX_TITLE:
        return None
    named = source_of(title, registry)
    if named is not None and (named.domain or named.known):
        return Heading(None, source.join(named), url, STRONG, "bare")
    if domain_of(title) or _URL.fullmatch(title):
        return Heading(None, source.join(Source(domain=host)), url, STRONG, "bare")
    return Heading(title, source, url, STRONG, sides[0] if sides else "link")


def _plain(line: str, start: int, registry: Registry) -> Heading | None:
    end = len(line.rstrip())
    source, url, form, strength = Source(), None, "", WEAK
    match = _URL.search(line, start, end)
    if match is not None:
        url = match[1].rstrip(".,;:)]")
        host = host_of(url)
        if host is None or host in review_words().words.shorteners:
            return None
        rest = (line[start : match.start()] + line[match.end() : end]).strip(_EDGE + "()[]:,<>.")
        if not rest or rest.lower() in review_words().words.source_labels:
            return Heading(None, Source(domain=host), url, STRONG, "label" if rest else "bare")
        if match.end() < end - 2 and match.start() > start + 2:
            return None
        source, strength, form = Source(domain=host), STRONG, "trail" if match.start() > start + 2 else "lead"
        start, end = (start, match.start()) if form == "trail" else (match.end(), end)
        start, end = _trim(line, start, end)
    if end - start > MAX_TITLE + 120:
        return None
    only = _source_only(line[start:end], registry)
    if only is not None:
        return Heading(None, only[0].join(source), url, only[1], only[2])
    for _ in range(3):
        if start >= end:
            return None
        step = _strip_lead(line, start, end, registry, source) or _strip_trail(line, start, end, registry, source)
        if step is None:
            break
        start, end, source, worth, side = step
        strength, form = max(strength, worth), form or side
    title = line[start:end].strip(" \t*_" + ("#" if line.lstrip().startswith("#") else ""))
    if not form or not _fits(title, strength) or _no_title(title, registry, strength):
        return None
    return Heading(title, source, url, strength, form)


def _trim(line: str, start: int, end: int) -> tuple[int, int]:
    cut = line[start:end]
    left = len(cut) - len(cut.lstrip(_EDGE + ":<("))
    return start + left, start + len(cut.rstrip(_EDGE + ":<(["))


def _source_only(text: str, registry: Registry) -> tuple[Source, int, str] | None:
    """A line that names a source and nothing else, perhaps after "Källa:"."""
    tail = after_label(text)
    if tail is not None:
        found = source_of(tail.strip(" ()[]*_"), registry, loose=True)
        return (found, STRONG if found.domain else WEAK, "label") if found and (found.domain or found.outlet) else None
    bare = text.strip(" *_")
    found = source_of(bare.removesuffix(":"), registry)
    if found is None or not (found.domain or found.known) or len(bare) > 80:
        return None
    if found.outlet and not found.domain and getattr(registry.by_name(found.outlet), "kind", "") == "platform":
        return None  # a button to share, not a source
    if found.author and _SEPARATOR.search(bare):
        return None  # "svt.se – Two Words": after a dash a title is likelier than a name
    return found, STRONG if found.domain else MEDIUM, "bare"


def _strip_lead(
    line: str, start: int, end: int, registry: Registry, so_far: Source
) -> tuple[int, int, Source, int, str] | None:
    """Take a source or label off the front: "svt.se – ", "[Video] ", "Dagens Nyheter: "."""
    text = line[start:end]
    if text[:1] in "[(":
        close = text.find("])"["[(".index(text[0])])
        inner = text[1:close].strip() if 0 < close <= 60 else ""
        found = source_of(inner, registry) if inner else None
        if found and not found.author:
            return start + close + 1 + _gap(text[close + 1 :]), end, so_far.join(found), _worth(found), "lead"
    loose = _LOOSE.search(text)
    if loose is not None and domain_of(text[: loose.start()].strip(" *_")):
        found = Source(domain=domain_of(text[: loose.start()].strip(" *_")))
        return start + loose.end(), end, so_far.join(found), STRONG, "lead"
    dash = _SEPARATOR.search(text)
    colon = text.find(": ")
    if dash is not None and (colon < 0 or dash.start() < colon):
        found = source_of(text[: dash.start()], registry, loose=True)
        byline = found is not None and found.author and text.split()[0].lower() in review_words().words.by
        taken = found is None or byline or (found.author and so_far.author)
        return None if taken or found is None else (start + dash.end(), end, so_far.join(found), _worth(found), "lead")
    if 0 < colon <= 80:
        found = source_of(text[:colon], registry, loose=True)
        if found and (found.domain or found.outlet or found.kind):
            return start + colon + 2, end, so_far.join(found), _worth(found), "colon"
    return None


def _strip_trail(
    line: str, start: int, end: int, registry: Registry, so_far: Source
) -> tuple[int, int, Source, int, str] | None:
    """Take a source or label off the end: " (svt.se)", " – Dagens Nyheter", ", bbc.com"."""
    text = line[start:end].rstrip(" *_")
    if text[-1:] in _BRACKETS:
        opened = text.rfind(_BRACKETS[text[-1]])
        found = source_of(text[opened + 1 : -1], registry, loose=True) if opened > 0 else None
        if found:
            return start, start + opened, so_far.join(found), _worth(found, author=WEAK), "trail"
        return None
    cuts = [m.span() for m in _SEPARATOR.finditer(text)]
    if cuts:
        a, b = cuts[-1]
        found = source_of(text[b:], registry, loose=True)
        quoted = text[:a].strip()[-1:] in "\"”“»«'’" and text[:1] in "\"”“„»«'‘’"
        if found and not (found.author and (so_far.author or quoted) and not (found.domain or found.outlet)):
            return start, start + a, so_far.join(found), _worth(found, author=WEAK), "trail"
    comma = text.rfind(", ")
    if comma > 0 and domain_of(text[comma + 2 :].strip()):
        found = Source(domain=domain_of(text[comma + 2 :].strip()))
        return start, start + comma, so_far.join(found), STRONG, "trail"
    return None


def _gap(text: str) -> int:
    return len(text) - len(text.lstrip(_EDGE + ":"))


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
