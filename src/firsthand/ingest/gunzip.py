"""Gzip members of a file one by one: each bounded, each known to be whole, and the next found after a damaged one.

The readers of WARC we have tell nobody when a file is cut short, and unpack what they are given to any size.
"""

import zlib
from typing import BinaryIO, Literal

from firsthand.settings import Settings

Fault = Literal["cut", "damaged", "bomb"]

_PIECE = 65_536
_MAGIC = b"\x1f\x8b\x08"
_SMALL = 4_000_000
"""Bytes that a member may unpack to, however tightly it is packed."""


class Packed:
    """A stream with what was read too far put back, the last bytes taken, and their count."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = b""
        self.taken = 0
        self.tail = b""

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes; b"" at the end."""
        size = _PIECE if size < 0 else size
        piece = self._held[:size] or self._stream.read(size)
        self._held = self._held[size:]
        self.taken += len(piece)
        self.tail = (self.tail + piece[-4:])[-4:]
        return piece

    def tell(self) -> int:
        """Return how many bytes were taken."""
        return self.taken

    def back(self, piece: bytes) -> None:
        """Put back what was read last."""
        self._held = piece + self._held
        self.taken -= len(piece)

    def at_member(self) -> bool:
        """Say whether a gzip member begins here."""
        self._fill(len(_MAGIC))
        return self._held.startswith(_MAGIC)

    def find_member(self) -> bool:
        """Go to the next beginning of a gzip member; False when there is none."""
        while True:
            self._fill(len(_MAGIC))
            at = self._held.find(_MAGIC)
            if at >= 0:
                self.taken += at
                self._held = self._held[at:]
                return True
            if len(self._held) < len(_MAGIC):
                return False
            gone = len(self._held) - len(_MAGIC) + 1
            self.taken += gone
            self._held = self._held[gone:]
            more = self._stream.read(_PIECE)
            if not more:
                return False
            self._held += more

    def _fill(self, size: int) -> None:
        while len(self._held) < size:
            more = self._stream.read(_PIECE)
            if not more:
                return
            self._held += more


class Member:
    """The unpacked bytes of one gzip member. At a fault it ends, and ``fault`` says why."""

    def __init__(self, packed: Packed, *, settings: Settings) -> None:
        self._packed = packed
        self._unpack = zlib.decompressobj(31)
        self._ratio = settings.max_ratio
        self._out = 0
        self._pending = b""
        self._given = 0
        self.start = packed.taken
        self.fault: Fault | None = None

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` unpacked bytes; b"" at the end of the member, or at a fault."""
        size = _PIECE if size <= 0 else size
        while self.fault is None and not self._unpack.eof:
            piece = self._pending or self._packed.read(_PIECE)
            if not piece:
                self.fault = "cut"
                break
            try:
                found = self._unpack.decompress(piece, size)
            except zlib.error:
                self.fault = "damaged"
                # The next member may begin in what was just read.
                self._packed.back(piece)
                self._packed.read(min(len(piece), len(_MAGIC)) if self._packed.taken <= self.start else 0)
                break
            self._pending = self._unpack.unconsumed_tail
            self._out += len(found)
            if self._unpack.eof:
                self._packed.back(self._unpack.unused_data)
            elif self._out > max(_SMALL, self._ratio * (self._packed.taken - len(self._pending) - self.start)):
                self.fault = "bomb"
                self._packed.back(self._pending)
                break
            if found:
                self._given += len(found)
                return found
        return b""

    def tell(self) -> int:
        """Return how many bytes the member has given."""
        return self._given

    def drain(self) -> None:
        """Go to the end of the member, where its checksum is looked at."""
        while self.read(_PIECE):
            pass
