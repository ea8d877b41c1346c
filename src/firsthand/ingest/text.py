"""Given text and raw bytes: settled once here, so that offsets stay valid everywhere after."""

import codecs
import re

from resiliparse.parse.encoding import detect_encoding

_BREAKS = re.compile(r"\r\n?|[\x00\ud800-\udfff]")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CHARSETS = ("iso8859", "cp", "koi8", "mac", "shift", "euc", "gb", "big5", "iso2022", "hz", "utf-16", "utf-32", "tis")
"""Codecs that are character sets. Python has others, some of which take time that grows with the square."""

_BINARY_SHARE = 0.02
_SAMPLE = 65_536
_PRINTABLE_CONTROLS = b"\t\n\x0b\x0c\r\x1b"
_CONTROLS = bytes(c for c in range(32) if c not in _PRINTABLE_CONTROLS) + b"\x7f"


def clean(text: str) -> str:
    r"""Return ``text`` with ``\n`` line ends, and without NUL and lone surrogates, at the same length.

    A ``\r\n`` becomes a space and ``\n``, so every offset into the given text holds in the cleaned one.
    """
    return _BREAKS.sub(lambda m: {"\r\n": " \n", "\r": "\n"}.get(m[0], "\ufffd"), text)


def decode(data: bytes, *, html: bool = False, said: str | None = None) -> str:
    """Turn bytes into text. Never fails: what no encoding explains becomes U+FFFD.

    A byte-order mark decides; else UTF-8 if it holds, or nearly holds; else the encoding the carrier ``said``, if it
    explains every byte; else the one the bytes look like (for ``html``, the one the page declares), and Windows-1252
    last. UTF-8 comes before what is said, since servers are wrong more often than text is UTF-8 by chance.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    wide = _wide(data)
    if wide is not None:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data, html=html, said=said)


def looks_binary(data: bytes) -> bool:
    """Say whether the bytes are no text in any encoding: more than a few are control characters."""
    sample = data[:_SAMPLE]
    if not sample or any(sample.startswith(bom) for bom, _ in _BOMS) or _wide(sample) is not None:
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > _BINARY_SHARE * len(sample) or (controls > 0 and len(sample) < 1 / _BINARY_SHARE)


def one_line(value: str | None, *, limit: int = 500) -> str | None:
    """Return a metadata value as one line of plain words, at most ``limit`` characters; None when nothing is left."""
    if value is None:
        return None
    line = " ".join(clean(value[: limit * 4]).split())[:limit]
    return line or None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: in western text, nearly every second byte is NUL."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 2:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _guess(data: bytes, *, html: bool, said: str | None) -> str:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text[:_SAMPLE] if c > "\x7f" and c != "\ufffd")
    if good > bad:
        return text
    told = _as_said(data, said)
    if told is not None:
        return told
    encoding = detect_encoding(data, from_html_meta=html) or "cp1252"
    if encoding in {"utf-8", "ascii"}:
        encoding = "cp1252"
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def _as_said(data: bytes, said: str | None) -> str | None:
    """Decode as the carrier says; None where it is not so, or not known. Latin-1 is read as every browser reads it."""
    try:
        name = codecs.lookup(said).name if said else ""
        if not name.startswith(_CHARSETS):
            return None
        return data.decode("cp1252" if name == "iso8859-1" else name)
    except (LookupError, ValueError, TypeError):
        return None
