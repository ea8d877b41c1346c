"""The words of credits: how a text says that its copy is another's."""

from functools import lru_cache
from pathlib import Path

import msgspec

from firsthand.errors import LanguageDataError
from firsthand.model import CreditKind

_PATH = Path(__file__).with_name("credits.toml")


class Phrase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words, in lower case, that open or close a credit of one kind."""

    kind: CreditKind
    words: tuple[str, ...]


class Style(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way of signing that one agency uses: one of ``opens``, and one of ``closes`` within so many characters."""

    name: str
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    within: int


class CreditWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``credits.toml`` says; its comments explain each list."""

    unnamed: tuple[str, ...]
    joiners: tuple[str, ...]
    by: tuple[str, ...]
    author_is: tuple[str, ...]
    staff: tuple[str, ...]
    pictures: tuple[str, ...]
    posted: tuple[str, ...]
    running: tuple[str, ...]
    rights: tuple[str, ...]
    placed: tuple[str, ...]
    opening: tuple[Phrase, ...]
    phrase: tuple[Phrase, ...]
    closing: tuple[Phrase, ...]
    style: tuple[Style, ...]


@lru_cache(maxsize=1)
def credit_words() -> CreditWords:
    """Return the words of credits. Read once.

    Raises:
        LanguageDataError: The bundled file is missing or malformed.

    """
    try:
        return msgspec.toml.decode(_PATH.read_bytes(), type=CreditWords)
    except (OSError, ValueError) as error:
        raise LanguageDataError(
            f"The file {_PATH} is missing or malformed: {error}; install Firsthand anew."
        ) from error
