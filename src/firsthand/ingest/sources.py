"""The words that say where something comes from: an outlet, a domain, an author, in any order."""

import re
import unicodedata
from typing import NamedTuple

from rapidfuzz import fuzz

from firsthand.ingest.words import is_outlet_like, is_person, kind_of_label, review_words
from firsthand.outlets import Registry
from firsthand.outlets.hosts import bare_host, split_domain

DASHES = "-–—―"
EDGE = " \t*_|·•" + DASHES
"""What may stand around a part of a heading without belonging to it."""

_MAX_SOURCE = 120
_DOMAIN = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[A-Za-z]{2,24})(?:/\S*)?\Z")
_DATE = re.compile(r"(?=\D*\d)[\w ./:’'-]{1,24}\Z")
_PARTS = re.compile(rf",\s|;\s|\s[/|·{DASHES}]\s")


_SHORTEST = 4
"""Letters from which a name is compared with a domain."""

_ALIKE = 85
"""Likeness in percent from which a name and a domain are one, so that a slip of the pen does not part them."""


class Source(NamedTuple):
    """What a stretch of words says about where something comes from. ``known``: the outlet is in the registry."""

    outlet: str | None = None
    domain: str | None = None
    author: str | None = None
    kind: str | None = None
    known: bool = False

    def join(self, other: "Source") -> "Source":
        """Return both together; what this one says comes first."""
        return Source(
            self.outlet or other.outlet,
            self.domain or other.domain,
            self.author or other.author,
            self.kind or other.kind,
            self.known or other.known,
        )


def domain_of(text: str) -> str | None:
    """Return the bare host when ``text`` is nothing but a domain or address; None otherwise."""
    match = _DOMAIN.match(text)
    if match is None:
        return None
    host = match[1]
    last = host.rpartition(".")[2]
    if last not in {last.lower(), last.upper()}:
        return None  # "slutet.Det": two sentences without a space, not a domain
    return bare_host(host) if split_domain(host.lower()) is not None else None


def source_of(text: str, registry: Registry, *, loose: bool = False) -> Source | None:
    """Read ``text`` as the name of a source: outlet, domain, author, or several with commas.

    With ``loose``, unknown capitalised words with an outlet's look count too. None when any part is none of these.
    """
    text = text.strip(EDGE + ",;:")
    if not text or len(text) > _MAX_SOURCE:
        return None
    whole = _part(text, registry, loose=loose)
    if whole is not None:
        return whole
    parts = _parts(text)
    if len(parts) == 1:
        dated = dated_source(text, registry)
        return dated if dated and dated.outlet else None
    if len(parts) > 4:
        return None
    found = Source()
    parts = [part.strip(" ()[]") for part in parts]
    domain = next(filter(None, map(domain_of, parts)), None)
    for part in parts:
        one = _part(part, registry, loose=loose) or dated_source(part, registry)
        if one is None or one.author:  # an outlet's name may look like a person's
            one = _of_domain(part, domain) or one
        if one is None:
            return None
        found = found.join(one)
    return found if found.outlet or found.domain or found.author else None


def dated_source(text: str, registry: Registry) -> Source | None:
    """Read a date (an empty source), or a known name with a date behind it ("SvD 25/9"); None for anything else."""
    if not _DATE.match(text) or len(text.split()) > 4 or kind_of_label(text.split(maxsplit=1)[0]):
        return None
    name = text.rstrip("0123456789/.:- ").strip()
    outlet = registry.by_name(name) if name else None
    return Source(outlet=outlet.name, known=True) if outlet else Source()


def after_label(text: str) -> str | None:
    """Return what follows "Källa:", "Source:" or the like at the start of a line; None without such a label."""
    head, colon, tail = text.partition(":")
    return tail if colon and head.strip(" *_([").lower() in review_words().words.source_labels else None


def starts_with_by(text: str) -> bool:
    """Say whether a byline's word ("By", "Av", "Von") opens the text."""
    words = text.split(maxsplit=1)
    return len(words) == 2 and words[0].lower().rstrip(":") in review_words().words.by


def _part(text: str, registry: Registry, *, loose: bool) -> Source | None:
    if starts_with_by(text):
        return _part(text.split(maxsplit=1)[1], registry, loose=loose)
    domain, outlet = domain_of(text), registry.by_name(text)
    if domain:
        return Source(domain=domain)
    if outlet is not None:
        return Source(outlet=outlet.name, known=True)
    kind = kind_of_label(text)
    if kind:
        return Source(kind=kind)
    if loose and "," not in text and is_outlet_like(text):
        return Source(outlet=text)
    return Source(author=text) if is_person(text) else None


def _of_domain(name: str, domain: str | None) -> Source | None:
    """Take an unknown name for that of the outlet whose domain stands beside it and is made of it, or nearly."""
    label = split_domain(domain.lower()) if domain else None
    squashed, site = _squashed(name), _squashed(label[0]) if label else ""
    if len(squashed) < _SHORTEST or len(site) < _SHORTEST or not name[:1].isupper():
        return None
    like = squashed in site or site in squashed or fuzz.ratio(squashed, site) >= _ALIKE
    return Source(outlet=name) if like else None


def _squashed(name: str) -> str:
    """Return the letters and digits of a name as a domain writes them."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in plain if sign.isalnum())


def _parts(text: str) -> list[str]:
    """Cut at commas and dashes; else at a connecting word ("Anna Berg i Dagens Nyheter") or bracket ("Berg (DN)")."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    if len(parts) > 1:
        return parts
    words = text.split()
    for i in range(1, min(len(words) - 1, 6)):
        if words[i].lower() in review_words().words.between and is_person(" ".join(words[:i])):
            return [" ".join(words[:i]), " ".join(words[i + 1 :])]
    if text.endswith(")") and "(" in text:
        head, _, tail = text[:-1].rpartition("(")
        return [part for part in (head.strip(), tail.strip()) if part]
    return [text]
