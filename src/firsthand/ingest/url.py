"""The canonical form of an address: equal for two addresses of one article. It is for identity, not for fetching."""

import functools
import importlib.resources
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import idna
import msgspec

from firsthand.outlets.hosts import split_domain

LONGEST = 8_000
"""Characters of the longest address that is looked at; what is longer has no canonical form."""

_SCHEMES = ("http://", "https://")
_WRAPPERS = 8
"""How many addresses may be wrapped in each other, and forms lie over each other."""

# An archived copy holds the address it is a copy of, after a time and sometimes a flag.
_ARCHIVES = re.compile(
    r"https?://(?:web\.archive\.org/(?:web/)?|archive\.(?:ph|is|today|md|vn|fo|li)/(?:o/\w{1,12}/)?|"
    r"(?:www\.)?webarchive\.(?:org\.uk|nationalarchives\.gov\.uk)/(?:wayback/)?(?:archive/)?)"
    r"(?:(?:[\d.*-]{4,20}(?:[a-z]{2}_)?|newest)/)?(?=https?:/)",
    re.IGNORECASE,
)
# A page kept by an AMP cache: "s" stands for https.
_AMP_CACHES = re.compile(
    r"https?://(?:(?:www\.)?google\.[a-z.]{2,6}/amp|[\w-]{1,63}\.cdn\.ampproject\.org/[cvw]|cdn\.ampproject\.org/[cvw])/(s/)?",
    re.IGNORECASE,
)
_ONE_SLASH = re.compile(r"(https?):/(?!/)", re.IGNORECASE)
_SAFE = "-._~!$&'()*+,;=:@"
_DEFAULT_PORTS = {80, 443}


class _Knowledge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    tracking: frozenset[str]
    tracking_prefixes: tuple[str, ...]
    forms: frozenset[str]
    device_hosts: frozenset[str]


def is_address(source: object) -> bool:
    """Say whether an input is an address to fetch rather than a path."""
    return str(source).lower().startswith(_SCHEMES)


@functools.lru_cache(maxsize=65_536)
def canonical(url: str | None) -> str | None:
    """Return the canonical form of an http or https address; None when it has none.

    Archived copies and AMP caches are unwrapped; scheme, ``www.``, device hosts, default ports, tracking parameters,
    AMP endings, fragments and a final slash do not count, nor does the order of parameters. The form is its own
    canonical form, and need not lead anywhere when followed.
    """
    seen = (url or "").strip().encode("utf-8", "replace").decode()
    for _ in range(_WRAPPERS):
        found = _once(seen) if 0 < len(seen) <= LONGEST else None
        if found is None or found == seen:
            return found
        seen = found
    return None


def _once(url: str) -> str | None:
    """Put an address in order, as far as its parts show at once: what was wrapped or encoded twice needs another go."""
    url = _unwrapped(url)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    host = _host(parts.hostname or "")
    if parts.scheme.lower() not in {"http", "https"} or host is None:
        return None
    shown = f"[{host}]" if ":" in host else host
    place = f"{shown}:{port}" if port and port not in _DEFAULT_PORTS else shown
    query = _query(parts.query)
    fragment = f"#{_encoded(unquote(parts.fragment), safe='/?')}" if parts.fragment.startswith("!") else ""
    return f"https://{place}{_path(parts.path)}{'?' + query if query else ''}{fragment}"


def _unwrapped(url: str) -> str:
    archive = _ARCHIVES.match(url)
    if archive:
        return _ONE_SLASH.sub(r"\1://", url[archive.end() :], count=1)
    cache = _AMP_CACHES.match(url)
    if cache and "." in url[cache.end() :].partition("/")[0]:
        return ("https://" if cache[1] else "http://") + url[cache.end() :]
    return url


def _host(host: str) -> str | None:
    host = host.lower().rstrip(".")
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return None
    if not host or any(sign.isspace() or sign in '%/\\@<>"' for sign in host):
        return None
    if ":" in host:  # IPv6
        return host
    labels = host.split(".")
    domain = split_domain(host)
    own = sum(len(part.split(".")) for part in domain) if domain else len(labels)
    before = [label for label in labels[: len(labels) - own] if label not in _known().device_hosts]
    return ".".join([*before, *labels[len(labels) - own :]])


def _path(path: str) -> str:
    segments: list[str] = []
    for segment in path.split("/"):
        part = _encoded(unquote(segment, errors="surrogateescape"), safe="")
        if part == "..":
            del segments[-1:]
        elif part not in {"", "."}:
            segments.append(part)
    if len(segments) > 1 and segments[0] == "amp":
        del segments[0]
    if segments and segments[-1] == "amp":
        segments.pop()
    if segments:
        segments[-1] = _plain_form(segments[-1])
    return "/" + "/".join(segments)


def _plain_form(name: str) -> str:
    """Take the mark of an AMP form off the last part of a path: "bridge.amp.html" and "bridge.amp" are "bridge"."""
    for ending, plain in ((".amp.html", ".html"), (".amp", "")):
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending) + plain
    return name


def _query(query: str) -> str:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape", max_num_fields=200)
    except ValueError:
        return quote(query, safe="%&=+" + _SAFE, errors="surrogateescape")
    kept = sorted(pair for pair in pairs if not _says_nothing(*pair))
    return urlencode(kept, errors="surrogateescape")


def _says_nothing(name: str, value: str) -> bool:
    name, known = name.lower(), _known()
    return (
        name in known.tracking
        or name.startswith(known.tracking_prefixes)
        or name in known.forms
        or f"{name}={value.lower()}" in known.forms
    )


def _encoded(text: str, *, safe: str) -> str:
    return quote(text, safe=_SAFE + safe, errors="surrogateescape")


@functools.cache
def _known() -> _Knowledge:
    raw = importlib.resources.files("firsthand.ingest").joinpath("url.toml").read_bytes()
    return msgspec.toml.decode(raw, type=_Knowledge)
