"""Reads one file of language data, strictly; every kind of file fails with the same sentence."""

from pathlib import Path
from typing import TypeVar

import msgspec

from firsthand.errors import LanguageDataError

FOLDER = Path(__file__).parent

T = TypeVar("T")


def read_words(path: Path, kind: type[T]) -> T:
    """Return the words of a TOML file. Raises LanguageDataError, naming file and field, when it is malformed."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except OSError as error:
        raise LanguageDataError(
            f"The language file {path.name} cannot be read: {error.strerror}; install Firsthand again."
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LanguageDataError(f"The language file {path.name} is malformed: {error}.") from error
