"""Reading an answer's body within a limit: what is packed is unpacked a piece at a time, so that a bomb stays small."""

import zlib
from collections.abc import Iterable, Iterator

from firsthand.errors import FetchError

ACCEPTED = "gzip, deflate"
"""The encodings asked for: those that can be unpacked in bounded pieces."""

_PIECE = 65_536


def read_body(pieces: Iterable[bytes], encoding: str, *, limit: int, url: str) -> tuple[bytes, bytes]:
    """Return a body as sent and decoded, neither longer than ``limit`` bytes.

    Raises:
        FetchError: it is longer, is packed in a way that was not asked for, or is damaged.

    """
    sent, decoded = bytearray(), bytearray()
    unpack = _unpacker(encoding.strip().lower(), url)
    for piece in pieces:
        sent += piece
        if len(sent) > limit:
            raise _too_large(url, limit)
        for part in unpack(piece):
            decoded += part
            if len(decoded) > limit:
                raise _too_large(url, limit)
    if sent and not unpack.whole:
        raise FetchError(f"{url} sent something that breaks off in the middle; try again later.")
    return bytes(sent), bytes(decoded)


class _Inflate:
    """Unpacks gzip (several members too) or deflate, with or without its header, in pieces."""

    def __init__(self, url: str, *, gzip: bool) -> None:
        self._url, self._gzip = url, gzip
        self._machine = zlib.decompressobj(zlib.MAX_WBITS | 16) if gzip else None
        self._head = b""

    @property
    def whole(self) -> bool:
        """Whether what came so far ends where it should."""
        return self._machine is not None and self._machine.eof

    def __call__(self, data: bytes) -> Iterator[bytes]:
        if self._machine is None:
            self._head += data
            if len(self._head) < 2:
                return
            bare = self._head[0] & 15 != 8 or int.from_bytes(self._head[:2], "big") % 31 != 0
            self._machine = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS)
            data, self._head = self._head, b""
        while data:
            if self._machine.eof:
                data = data.lstrip(b"\0")  # padding
                if not data or not self._gzip:
                    return
                self._machine = zlib.decompressobj(zlib.MAX_WBITS | 16)
            try:
                part = self._machine.decompress(data, _PIECE)
            except zlib.error as error:
                raise FetchError(f"{self._url} sent something damaged ({error}); try again later.") from error
            yield part
            data = self._machine.unconsumed_tail or self._machine.unused_data


class _Plain:
    whole = True

    def __call__(self, data: bytes) -> Iterator[bytes]:
        yield data


def _unpacker(encoding: str, url: str) -> _Inflate | _Plain:
    if encoding in {"", "identity"}:
        return _Plain()
    if encoding in {"gzip", "x-gzip", "deflate"}:
        return _Inflate(url, gzip=encoding != "deflate")
    raise FetchError(f"{url} is packed as {encoding[:40]!r}, which was not asked for; save the page as a file instead.")


def _too_large(url: str, limit: int) -> FetchError:
    return FetchError(f"{url} is larger than {limit:,} bytes; save what you need of it as a file.")
