"""The phrases that say what tracing found, one TOML file a language, and the small grammar that joins them."""

from collections.abc import Sequence
from functools import cache
from importlib import resources

import msgspec

from firsthand.errors import LanguageDataError

LONGEST = 80
"""Characters of a name that are printed; names come from texts, and a text may be hostile."""

Pair = tuple[str, str]


class Genitive(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a name is made a possessive: ``after`` one of the ``endings``, behind ``capitals`` (AFP), else ``plain``."""

    plain: str
    after: str
    endings: tuple[str, ...]
    capitals: str | None = None


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The phrases of one language. Of a ``Pair`` the first form is for one, the second for more."""

    lang: str
    numbers: tuple[str, ...]
    thousands: str
    comma: str
    and_: str = msgspec.field(name="and")
    and_long: str
    quote: str
    all: str
    both: str
    it: str
    more: str
    more_one: str
    genitive: Genitive
    counts: dict[str, Pair]
    pairs: dict[str, Pair]
    texts: dict[str, str]

    def number(self, n: int) -> str:
        """Return a number in words up to twelve, in figures beyond."""
        return self.numbers[n] if n < len(self.numbers) else f"{n:,}".replace(",", self.thousands)

    def count(self, key: str, n: int) -> str:
        """Return so many things in words."""
        return self.counts[key][n != 1].format(n=self.number(n))

    def pair(self, key: str, n: int, **values: str) -> str:
        """Return a phrase in the form for ``n``. ``who`` is the number itself where no other is given."""
        return self.pairs[key][n != 1].format(**{"who": self.number(n), **values})

    def say(self, key: str, **values: str) -> str:
        """Return a phrase with its values filled in."""
        return self.texts[key].format(**values)

    def whole(self, n: int) -> str:
        """Return what stands for ``n`` things that are all there are: it, both, all."""
        return self.it if n == 1 else self.both if n == 2 else self.all

    def listed(self, parts: Sequence[str]) -> str:
        """Join parts as a list."""
        if len(parts) < 2:
            return "".join(parts)
        return self.comma.join(parts[:-1]) + (self.and_ if len(parts) == 2 else self.and_long) + parts[-1]

    def whose(self, name: str) -> str:
        """Return a name as a possessive."""
        name = plain(name)
        form = self.genitive
        if name.casefold().endswith(form.endings):
            return form.after.format(name=name)
        last = name.split()[-1] if name else ""
        if form.capitals and len(last) > 1 and last.isupper():
            return form.capitals.format(name=name)
        return form.plain.format(name=name)

    def quoted(self, name: str) -> str:
        """Return words of a text in quotation marks."""
        return self.quote.format(name=plain(name))


def plain(name: str) -> str:
    """Return a name as it is printed: in one line, and not without end."""
    line = " ".join(name.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that claims are spoken of in, English first."""
    names = (path.name for path in resources.files(__package__).iterdir())
    found = sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))
    return tuple(sorted(found, key=lambda code: (code != "en", code)))


@cache
def words_in(lang: str) -> Words:
    """Return the phrases of a language. Raises LanguageDataError where there are none, or the file is malformed."""
    path = resources.files(__package__) / f"{lang}.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Words)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LanguageDataError(f"The phrases for claims in {lang}.toml cannot be read ({error}); use en.") from error
