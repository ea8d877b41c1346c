"""Host names: what is a real domain, and which domains lie one typing slip apart."""

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

import tldextract

MIN_NAME = 5
"""Names shorter than this are never called misspelled: among short names, most neighbours are real sites."""

MAX_HOST = 253
"""Longest host name there is, in characters (RFC 1035)."""

RESERVED = ("example", "invalid", "test")
"""Top-level names reserved for invented hosts (RFC 2606): the bundled case uses them, and so may a user's file."""

_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, extra_suffixes=RESERVED)


@lru_cache(maxsize=4096)
def split_domain(host: str) -> tuple[str, str] | None:
    """Return ``(name, suffix)`` of a host's registrable domain (``bbc``, ``co.uk``); None when it has none.

    The bundled public suffix list decides; nothing is fetched.
    """
    if not host or len(host) > MAX_HOST:
        return None
    found = _SUFFIXES(host)
    return (found.domain, found.suffix) if found.domain and found.suffix else None


def bare_host(host: str) -> str:
    """Return a host in lower case without ``www.``, port or final dot."""
    return host.strip().lower().rstrip(".").partition(":")[0].removeprefix("www.")


def host_of(url: str) -> str | None:
    """Return the bare host of an http or https address; None for anything else."""
    try:
        parts = urlsplit(url)
        host = parts.hostname if parts.scheme in {"http", "https"} else None
    except ValueError:
        return None
    return bare_host(host) if host else None


def deletions(name: str) -> Iterator[str]:
    """Yield the name with each of its characters left out in turn."""
    for i in range(len(name)):
        yield name[:i] + name[i + 1 :]


def one_edit(a: str, b: str) -> bool:
    """Say whether one insertion, deletion, substitution or swap of neighbours turns ``a`` into ``b``."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    if len(a) > len(b):
        a, b = b, a
    start = 0
    while start < len(a) and a[start] == b[start]:
        start += 1
    if len(a) < len(b):
        return a[start:] == b[start + 1 :]
    if a[start + 1 :] == b[start + 1 :]:
        return True
    return a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :]
