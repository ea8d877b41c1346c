"""The registry of outlets: look one up by name or domain, and find the domain that was probably meant."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import msgspec

from firsthand.errors import LanguageDataError
from firsthand.outlets.hosts import MIN_NAME, bare_host, deletions, one_edit, split_domain

OutletKind = Literal[
    "agency",
    "broadcaster",
    "newspaper",
    "magazine",
    "state media",
    "party outlet",
    "organisation",
    "blog",
    "platform",
    "aggregator",
    "website",
]

BUNDLED = Path(__file__).with_name("outlets.toml")

_ARTICLES = ("the ", "die ", "der ", "das ")
_EXACT = 2
"""Names this short ("AP", "SZ") match only as listed or in capitals: in lower case they are other words."""


class Outlet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who publishes: the usual name, other printed names, domains, and facts about who runs it.

    ``country`` is an ISO 3166 two-letter code, ``lang`` an ISO 639-1 code.
    """

    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    kind: OutletKind = "website"
    owner: str | None = None
    country: str | None = None
    lang: str | None = None


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of outlets. ``common_words`` are names that must be written with a capital to match."""

    common_words: tuple[str, ...] = ()
    outlet: tuple[Outlet, ...] = ()


class Registry:
    """Outlets by name and by domain. Built once; it never changes."""

    def __init__(self, files: Mapping[str, _File]) -> None:
        self.common_words = frozenset(word.casefold() for data in files.values() for word in data.common_words)
        """Names, in lower case, that are ordinary words as well: weak evidence in running text."""
        self._domains: dict[str, Outlet] = {}
        self._names: dict[str, dict[str, Outlet]] = defaultdict(dict)
        self._cuts: dict[str, set[str]] = defaultdict(set)
        aliases: dict[str, Outlet] = {}
        for file, data in files.items():
            for outlet in data.outlet:
                self._add(outlet, file=file, aliases=aliases)
        self.aliases: Mapping[str, Outlet] = MappingProxyType(aliases)
        """Every printed name, as written, and its outlet."""
        self.outlets: tuple[Outlet, ...] = tuple(outlet for data in files.values() for outlet in data.outlet)
        self._bare = self._without_articles()
        self._slugs = self._short_names()

    def _add(self, outlet: Outlet, *, file: str, aliases: dict[str, Outlet]) -> None:
        for name in (outlet.name, *outlet.aliases):
            _refuse(not name.strip(), file, outlet, "an empty name")
            other = next(iter(self._names[_key(name)].values()), outlet)
            _refuse(other is not outlet, file, outlet, f'the name "{name}", which belongs to {other.name} already')
            self._names[_key(name)][name] = outlet
            aliases[name] = outlet
        for domain in outlet.domains:
            parts = split_domain(domain)
            if parts is None or domain != bare_host(domain):
                raise _malformed(file, outlet, f'"{domain}", which is not a lowercase domain without "www."')
            _refuse(domain in self._domains, file, outlet, f"the domain {domain}, which another outlet has already")
            self._domains[domain] = outlet
            if domain == ".".join(parts):
                for cut in (parts[0], *deletions(parts[0])):
                    self._cuts[cut].add(domain)

    def _without_articles(self) -> dict[str, dict[str, Outlet]]:
        bare: dict[str, dict[str, Outlet]] = defaultdict(dict)
        for key, printed in self._names.items():
            for name, outlet in printed.items():
                bare[_strip_article(key)][name] = outlet
        return {key: printed for key, printed in bare.items() if len({o.name for o in printed.values()}) == 1}

    def _short_names(self) -> dict[str, Outlet | None]:
        """Names as letters alone, then the middle of domains; None where two outlets would share one."""
        short: dict[str, Outlet | None] = {}
        for printed in self._names.items():
            for key in {_slug(printed[0]), _slug(printed[0]).removeprefix("al")}:
                for outlet in printed[1].values():
                    short[key] = outlet if short.get(key, outlet) is outlet else None
        middles: dict[str, Outlet | None] = {}
        for domain, outlet in self._domains.items():
            middle = _slug((split_domain(domain) or ("",))[0])
            middles[middle] = outlet if middles.get(middle, outlet) is outlet else None
        return middles | short

    def by_slug(self, slug: str) -> Outlet | None:
        """Return the outlet meant by a short name without spaces ("dailysabah", "manar"); None when open.

        For a field that holds nothing but an outlet: in running text a slug is an ordinary word.
        """
        key = _slug(slug)
        return self._slugs.get(key) if len(key) > _EXACT and " " not in slug.strip() else None

    def same_owner(self, a: str, b: str) -> bool:
        """Say whether two listed outlets have one owner, or one owns the other: probable dependence, no more."""
        first, second = self.by_name(a), self.by_name(b)
        if first is None or second is None or first is second:
            return False
        owners = {_key(outlet.owner) for outlet in (first, second) if outlet.owner}
        if not owners:
            return False
        if first.owner and second.owner and len(owners) == 1:
            return True
        return self._owned(first, second) or self._owned(second, first)

    def _owned(self, outlet: Outlet, by: Outlet) -> bool:
        return outlet.owner is not None and self._names.get(_key(outlet.owner), {}).get(outlet.owner) is by

    def by_domain(self, host: str) -> Outlet | None:
        """Return the outlet that publishes under a host, its subdomains included; None when unknown.

        A subdomain of a platform is somebody's own page there, not the platform, and gives None.
        """
        host = bare_host(host)
        parts = split_domain(host)
        if parts is None:
            return None
        registrable, tried = ".".join(parts), host
        while len(tried) >= len(registrable):
            outlet = self._domains.get(tried)
            if outlet is not None:
                own_page = outlet.kind == "platform" and host not in {tried, f"m.{tried}"}
                return None if own_page else outlet
            tried = tried.partition(".")[2]
        return None

    def by_name(self, name: str) -> Outlet | None:
        """Return the outlet printed as ``name``; None when unknown.

        Upper and lower case count as the same and an article in front is ignored, but a name that is also
        an ordinary word needs its capital (an abbreviation all of them), and one of two letters must stand as
        listed or in capitals.
        """
        key = _key(name)
        known = key in self._names and bool(self._names[key])
        printed = self._names[key] if known else self._bare.get(_strip_article(key), {})
        if not printed:
            return None
        short = _strip_article(key)
        cut = name.strip()[-len(short) :]
        if len(short) <= _EXACT:
            fits = cut.isupper() or any(cut == listed[-len(short) :] for listed in printed)
        elif {key, short} & self.common_words:
            fits = cut.isupper() if all(listed.isupper() for listed in printed) else cut[0].isupper()
        else:
            fits = True
        return next(iter(printed.values())) if fits else None

    def neighbours(self, domain: str) -> tuple[tuple[str, Outlet], ...]:
        """Return the known domains whose name is one slip away: a letter more, fewer, other, or two swapped.

        The suffix must be the same. Empty when the domain itself is known or its name is very short.
        """
        parts = split_domain(bare_host(domain))
        if parts is None or len(parts[0]) < MIN_NAME or self.by_domain(domain) is not None:
            return ()
        name, suffix = parts
        near = {known for cut in (name, *deletions(name)) for known in self._cuts.get(cut, ())}
        found = sorted(
            known
            for known in near
            if (other := split_domain(known)) is not None and other[1] == suffix and one_edit(name, other[0])
        )
        return tuple((known, self._domains[known]) for known in found)


def registry(*extra: Path) -> Registry:
    """Return the bundled outlets, with the files in ``extra`` added. Read once for each set of files.

    Raises:
        LanguageDataError: A file is missing or malformed, or claims a name or domain that is taken.

    """
    return _load(tuple(extra))


@lru_cache(maxsize=8)
def _load(extra: tuple[Path, ...]) -> Registry:
    return Registry({str(path): _read(path) for path in (BUNDLED, *extra)})


def _read(path: Path) -> _File:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=_File)
    except OSError as error:
        raise LanguageDataError(f"The outlet file {path} cannot be read ({error.strerror}); check the path.") from error
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as error:
        raise LanguageDataError(f"The outlet file {path} is malformed: {error}. Correct it and run again.") from error


def _key(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())


def _slug(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _strip_article(key: str) -> str:
    for article in _ARTICLES:
        if key.startswith(article) and len(key) > len(article):
            return key.removeprefix(article)
    return key


def _malformed(file: str, outlet: Outlet, what: str) -> LanguageDataError:
    return LanguageDataError(f'In {file}, the outlet "{outlet.name}" has {what}; change or remove it.')


def _refuse(wrong: bool, file: str, outlet: Outlet, what: str) -> None:
    if wrong:
        raise _malformed(file, outlet, what)
