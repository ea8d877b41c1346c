"""What a site lets robots fetch, and how often (robots.txt: RFC 9309, read by Protego)."""

from collections.abc import Callable
from urllib.parse import urlsplit

import msgspec
from protego import Protego

AGENT = "firsthand"
"""The name robots.txt knows this program by."""

_LONGEST_DELAY = 60.0
_LONGEST_FILE = 512_000
_SERVER_ERRORS = range(500, 600)


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of one site. ``hold`` is why nothing may be fetched at all, if so."""

    parsed: Protego | None = None
    hold: str | None = None

    def refusal(self, url: str) -> str | None:
        """Return why an address may not be fetched, in one sentence; None when it may."""
        host = urlsplit(url).hostname
        if self.hold is not None:
            return self.hold
        if self.parsed is None or self.parsed.can_fetch(url, AGENT):
            return None
        return f"{url} is not fetched, since robots.txt of {host} asks robots not to; save the page as a file instead."

    @property
    def delay(self) -> float:
        """Seconds the site wants between two requests, at most a minute."""
        wanted = self.parsed.crawl_delay(AGENT) if self.parsed is not None else None
        return min(max(wanted or 0.0, 0.0), _LONGEST_DELAY)


def site_of(url: str) -> str:
    """Return the scheme, host and port of an address: what one robots.txt speaks for."""
    try:
        parts = urlsplit(url)
    except ValueError:  # no address, which is said when it is asked for
        return url
    return f"{parts.scheme}://{parts.netloc}".lower()


def rules_of(url: str, ask: Callable[[str], tuple[int, bytes]]) -> Rules:
    """Ask for the robots.txt that speaks for an address. ``ask`` returns status and content.

    None there: all is allowed. A server that fails: nothing is, for now.
    """
    site = site_of(url)
    status, content = ask(f"{site}/robots.txt")
    if status in _SERVER_ERRORS or status == 429:
        host = urlsplit(url).hostname
        return Rules(hold=f"{url} is not fetched, since robots.txt of {host} answers {status}; try again later.")
    if status != 200:
        return Rules()
    text = content[:_LONGEST_FILE].decode("utf-8", "replace")
    try:
        return Rules(parsed=Protego.parse(text))
    except Exception:  # a file nobody can read says nothing
        return Rules()
