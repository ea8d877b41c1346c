"""Writing a file whole or not at all."""

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from firsthand.errors import OutputError

_NO_PLACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}


@contextlib.contextmanager
def replacing(path: str | Path) -> Iterator[BinaryIO]:
    """Open a file to write; it takes its place at ``path`` only when the block ends without an error.

    Until then, and for ever if the block fails, what stood at ``path`` stays as it was. A link is followed.
    A pipe or device is written straight.

    Raises:
        OutputError: the place cannot be written.

    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file() and not target.is_dir():
        with _blaming(path), target.open("wb") as stream:
            yield stream
        return
    with _blaming(path):
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with cast(BinaryIO, os.fdopen(handle, "wb")) as stream:
            with _blaming(path, outright=False):  # the block may fail at reading something else
                yield stream
            with _blaming(path):
                stream.flush()
                os.fsync(stream.fileno())
        with _blaming(path):
            part.chmod(_mode(target))
            part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _blaming(path: str | Path, *, outright: bool = True) -> Iterator[None]:
    """Turn an operating system's error into a sentence; with ``outright`` off, only one that names the disk."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno not in _NO_PLACE and not outright:
            raise
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{path} cannot be written: {reason}; choose another place for the output.") from error


def _mode(target: Path) -> int:
    """Return the permissions a file at this place has, or would have been given."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
