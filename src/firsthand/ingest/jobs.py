"""What goes between this process and the child that parses for it: a job one way, what was found the other."""

from typing import Literal

import msgspec

from firsthand.ingest.kinds import Kind
from firsthand.ingest.payload import Payload
from firsthand.model import Document, Failure
from firsthand.settings import Settings

Fault = Literal["memory", "time", "crash"]


class Job(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bytes to be parsed, or the ``path`` of a file that is read piece by piece. ``plain`` asks for the fallback."""

    kind: Kind
    payload: Payload
    path: str | None = None
    plain: bool = False


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of a table, or line of a file, as the JSON of an ``InputRecord``; None when it is over the limit."""

    source: str
    number: int
    raw: bytes | None


Found = Document | Failure | Payload | Row


class Order(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A job with the limits it runs under."""

    job: Job
    settings: Settings


class Reply(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One message of the child. All empty: it is still at work. ``spent``: it has grown, and wants to be replaced."""

    document: Document | None = None
    failure: Failure | None = None
    payload: Payload | None = None
    row: Row | None = None
    fault: Fault | None = None
    end: bool = False
    spent: bool = False

    @property
    def found(self) -> Found | None:
        """What was found, if this message brings anything."""
        return self.document or self.failure or self.payload or self.row


HEADER = 4
"""Bytes of a message's length, big-endian, in front of it."""

encode = msgspec.msgpack.Encoder().encode
decode_order = msgspec.msgpack.Decoder(Order).decode
decode_reply = msgspec.msgpack.Decoder(Reply).decode


def framed(message: Order | Reply) -> bytes:
    """Return a message with its length in front."""
    body = encode(message)
    return len(body).to_bytes(HEADER, "big") + body


def replied(found: Found) -> Reply:
    """Put one thing found into a message."""
    if isinstance(found, Document):
        return Reply(document=found)
    if isinstance(found, Failure):
        return Reply(failure=found)
    return Reply(payload=found) if isinstance(found, Payload) else Reply(row=found)


def called(name: str) -> str:
    """Return what a sentence calls an input."""
    if name == "-":
        return "Standard input"
    return name if "://" in name else f"The file {name}"


def placed(job: Job, sentence: str) -> str:
    """Say which input a sentence is about. A record's place is known to whoever took it from its file."""
    return sentence if job.kind == "record" else f"{called(job.payload.name)}: {sentence}"
