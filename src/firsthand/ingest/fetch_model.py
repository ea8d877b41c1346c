"""What a fetch gives: the answer, and every exchange that led to it, as bytes that can be kept."""

import hashlib
from email.message import Message

import msgspec

from firsthand.ingest.payload import Payload

Headers = tuple[tuple[str, str], ...]


class Exchange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One request and its answer, as they went over the line but for chunking. ``at`` is UTC, ISO 8601.

    ``body`` is as it was sent, ``Content-Encoding`` and all. ``ip`` is the address that was connected to.
    """

    url: str
    at: str
    target: str
    asked: Headers
    status: int
    reason: str
    headers: Headers
    body: bytes
    ip: str | None = None


class Fetched(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer to an address. ``content`` is decoded; ``exchanges`` are redirects first, the answer last.

    ``asked`` is the address as given, ``url`` the one that answered. ``not_modified`` when the server says that what
    it sent before still holds; then there is no content.
    """

    asked: str
    url: str
    content: bytes
    exchanges: tuple[Exchange, ...]

    @property
    def status(self) -> int:
        """The status code of the answer."""
        return self.exchanges[-1].status

    @property
    def at(self) -> str:
        """When the answer came."""
        return self.exchanges[-1].at

    @property
    def not_modified(self) -> bool:
        """Whether what was sent before still holds."""
        return self.status == 304

    @property
    def sha256(self) -> str:
        """The hash of the content."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def content_type(self) -> str | None:
        """The media type, in lower case and without parameters."""
        given = self.header("content-type")
        return given.partition(";")[0].strip().lower()[:100] or None if given else None

    @property
    def charset(self) -> str | None:
        """The encoding the server says the content is in."""
        message = Message()
        message["content-type"] = self.header("content-type") or ""
        charset = message.get_param("charset")
        return charset.strip().lower()[:40] or None if isinstance(charset, str) else None

    def header(self, name: str) -> str | None:
        """Return a header of the answer, by its name in lower case."""
        return next((value for key, value in self.exchanges[-1].headers if key.lower() == name), None)

    def payload(self) -> Payload:
        """Return the content as ingest reads it."""
        return Payload(
            name=self.asked,
            data=self.content,
            url=self.url,
            content_type=self.content_type,
            charset=self.charset,
            last_modified=self.header("last-modified"),
        )
