"""The words of the interface, kept in one TOML file a language."""

from functools import cache
from importlib import resources

import msgspec

from firsthand.errors import LanguageDataError


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every label and sentence of the page and the terminal in one language."""

    lang: str
    months: tuple[str, ...]
    date: str
    quote: str
    text: dict[str, str]
    counts: dict[str, tuple[str, str]]
    types: dict[str, str]
    polarities: dict[str, str]
    stances: dict[str, str]
    kinds: dict[str, str]
    languages: dict[str, str]
    report_stances: dict[str, str]
    levels: dict[str, str]
    evidence: dict[str, str]
    origin_kinds: dict[str, str]
    drifts: dict[str, str]

    def say(self, key: str, /, **values: object) -> str:
        """Return the sentence ``key`` with its values filled in."""
        return self.text[key].format(**values) if values else self.text[key]

    def count(self, key: str, n: int) -> str:
        """Return ``n`` things in words, singular or plural."""
        one, many = self.counts[key]
        return (one if n == 1 else many).format(n=n)

    def quoted(self, text: str) -> str:
        """Return ``text`` in this language's quotation marks."""
        return self.quote.format(text=text)


@cache
def load(lang: str = "en") -> Words:
    """Read the words of one language.

    Raises:
        LanguageDataError: there is no such language, or its file is malformed.

    """
    path = resources.files(__package__) / f"{lang}.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Words)
    except (OSError, msgspec.DecodeError) as error:
        raise LanguageDataError(f"The interface words {lang}.toml cannot be read ({error}); use en.") from error
