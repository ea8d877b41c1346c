"""Make untrusted text safe to look at: visible control characters, bounded length, plain links."""

import re
from urllib.parse import urlsplit

_CONTROLS = (*range(0x00, 0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))
_BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_BREAKS = (0x2028, 0x2029)
_TABLE = {code: f"⟨U+{code:04X}⟩" for code in (*_CONTROLS, *_BIDI, *_BREAKS)}
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_BAD_IN_URL = re.compile(r"[\s<>\"\\^`{|}]")


def visible(text: str) -> str:
    """Show control and direction-changing characters as ``⟨U+202E⟩``; keep newline and tab.

    Such characters can drive a terminal, or make a line read otherwise than it is stored.
    """
    shown = text.translate(_TABLE)
    return _SURROGATE.sub(lambda m: f"⟨U+{ord(m[0]):04X}⟩", shown)


def one_line(text: str, limit: int = 300) -> str:
    """Fold white space to single spaces and cut at a word near ``limit`` characters, with an ellipsis."""
    flat = _SPACE.sub(" ", text).strip()
    if len(flat) <= limit:
        return flat
    cut = flat.rfind(" ", limit * 2 // 3, limit)
    return flat[: cut if cut > 0 else limit].rstrip(" ,;:.") + " …"


def safe_url(url: str | None) -> str | None:
    """Return ``url`` if it is a plain http or https address, otherwise None."""
    if not url or len(url) > 2000 or visible(url) != url or _BAD_IN_URL.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None


def file_name(name: str) -> str:
    """Return the last part of a path; an address or any other name is returned as it is."""
    last = re.split(r"[/\\]", name)[-1]
    return name if "://" in name or not last else last
