"""Zip files nobody vouches for: how many entries, and how much each may unpack to."""

import zipfile
from typing import BinaryIO

from firsthand.errors import DecodeError, LimitError
from firsthand.settings import Settings

_SMALL = 1_000_000
"""Bytes that may be packed as tightly as they come: a short file of one letter is no bomb."""


def opened(stream: BinaryIO, *, settings: Settings) -> zipfile.ZipFile:
    """Open a zip file and check what it says of its entries, which reading them then holds it to.

    Raises:
        DecodeError: It is damaged or no zip file.
        LimitError: It has too many entries.

    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DecodeError("It is damaged or cut short; download or save it again.") from error
    if len(archive.infolist()) > settings.max_entries:
        raise LimitError(f"It has more than {settings.max_entries:,} entries; unpack it and give the parts.")
    return archive


def checked(archive: zipfile.ZipFile, name: str, *, settings: Settings) -> zipfile.ZipInfo | None:
    """Return an entry; None when there is none.

    Raises:
        LimitError: It would unpack to far more than it takes.
        DecodeError: It is locked.

    """
    try:
        entry = archive.getinfo(name)
    except KeyError:
        return None
    if entry.flag_bits & 1:
        raise DecodeError("It is locked with a password; save a copy without one and give that.")
    if entry.file_size > max(_SMALL, settings.max_ratio * entry.compress_size):
        raise LimitError(
            f"Its part {name[:80]} unpacks to more than {settings.max_ratio} times its size; it may be made to do harm."
        )
    return entry


def content(archive: zipfile.ZipFile, name: str, *, settings: Settings) -> bytes | None:
    """Return an entry's bytes; None when there is none.

    Raises:
        LimitError: It is larger than the settings allow, or would unpack to far more than it takes.
        DecodeError: It is damaged or locked.

    """
    entry = checked(archive, name, settings=settings)
    if entry is None:
        return None
    if entry.file_size > settings.max_bytes:
        raise LimitError(f"Its part {name[:80]} is larger than {settings.max_bytes} bytes; split it.")
    try:
        with archive.open(entry) as part:
            data = part.read(settings.max_bytes + 1)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, RuntimeError) as error:
        raise DecodeError("It is damaged or cut short; download or save it again.") from error
    except Exception as error:  # zlib.error has no public parent
        raise DecodeError("It is damaged or cut short; download or save it again.") from error
    return data
