"""Lines of a stream, one at a time, with a bound on how long one may be."""

from collections.abc import Iterator
from typing import BinaryIO

_CHUNK = 65_536


def bounded_lines(stream: BinaryIO, *, first: bytes = b"", limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield ``(number, line)`` for each line that is not blank; ``(number, None)`` for one longer than ``limit`` bytes.

    ``first`` holds bytes already read from the stream. Numbers start at 1. No more than ``limit`` bytes and one
    chunk are held at a time.
    """
    number, held, over = 1, bytearray(), False
    chunk = first.removeprefix(b"\xef\xbb\xbf") or stream.read(_CHUNK).removeprefix(b"\xef\xbb\xbf")
    while chunk:
        start = 0
        while (end := chunk.find(b"\n", start)) >= 0:
            held += chunk[start:end]
            if over or len(held) > limit:
                yield number, None
            elif held.strip():
                yield number, bytes(held)
            number, start, over = number + 1, end + 1, False
            held.clear()
        held += chunk[start:]
        if len(held) > limit:
            over = True
            held.clear()
        chunk = stream.read(_CHUNK)
    if over:
        yield number, None
    elif held.strip():
        yield number, bytes(held)
