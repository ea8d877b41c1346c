"""The words of the application, kept in one TOML file a language beside those of the page."""

from functools import cache
from importlib import resources

import msgspec

from firsthand.errors import LanguageDataError
from firsthand.show.words import Words, load

LANGUAGES = ("en", "sv")


class AppWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every label and sentence of the application in one language; ``page`` are those of the review page."""

    text: dict[str, str]
    counts: dict[str, tuple[str, str]]
    decisions: dict[str, str]
    states: dict[str, str]
    party_kinds: dict[str, str]
    page: Words

    def say(self, key: str, /, **values: object) -> str:
        """Return the sentence ``key`` with its values filled in."""
        return self.text[key].format(**values) if values else self.text[key]

    def count(self, key: str, n: int) -> str:
        """Return ``n`` things in words, singular or plural."""
        one, many = self.counts[key]
        return (one if n == 1 else many).format(n=f"{n:,}")


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: dict[str, str]
    counts: dict[str, tuple[str, str]]
    decisions: dict[str, str]
    states: dict[str, str]
    party_kinds: dict[str, str]


@cache
def app_words(lang: str) -> AppWords:
    """Read the words of one language.

    Raises:
        LanguageDataError: there is no such language, or its file is malformed.

    """
    path = resources.files(__package__) / f"{lang}.toml"
    try:
        read = msgspec.toml.decode(path.read_bytes(), type=_File)
    except (OSError, msgspec.DecodeError) as error:
        raise LanguageDataError(f"The words {lang}.toml cannot be read ({error}); use en.") from error
    return AppWords(**{name: getattr(read, name) for name in _File.__struct_fields__}, page=load(lang))


def choose(asked: str, cookie: str, accepted: str) -> str:
    """Return the language to answer in: as asked in the address, as kept, as the browser prefers, else English."""
    for wanted in (asked, cookie):
        if wanted in LANGUAGES:
            return wanted
    for part in accepted.split(",")[:10]:
        code = part.split(";")[0].strip()[:2].lower()
        if code in LANGUAGES:
            return code
    return "en"
