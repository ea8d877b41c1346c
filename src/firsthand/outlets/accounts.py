"""Accounts on platforms: who writes at an address that many share."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from firsthand.errors import LanguageDataError
from firsthand.outlets.hosts import host_of

_PATH = Path(__file__).with_name("accounts.toml")
_MAX = 100
_PARTS = 6
_MOBILE = ("m.", "mobile.", "old.", "amp.", "de.", "en.", "sv.")


class Platform(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place where many write, and how its addresses name the writer (see ``accounts.toml``)."""

    name: str
    hosts: tuple[str, ...]
    paths: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    subdomain: bool = False
    reserved: tuple[str, ...] = ()


class Account(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who writes on a platform. ``name`` is the account's address without scheme; None when it is not told."""

    platform: str
    name: str | None


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    platform: tuple[Platform, ...]


def account_of(url: str) -> Account | None:
    """Return the account an address belongs to; None when its host is no shared platform.

    ``https://medium.com/@ada/a-title`` gives ``medium.com/@ada``, ``https://ada.substack.com/p/x`` gives
    ``ada.substack.com``. Two addresses of one account give one name: the platform's first host is written, and
    upper and lower case count only where they do on the platform.
    """
    host = host_of(url)
    if host is None:
        return None
    for shared, platform in _hosts().items():
        if host == shared or (host.removesuffix(f".{shared}") + "." in _MOBILE and host.endswith(f".{shared}")):
            found = _in_path(_parts(url), platform)
            return Account(platform=platform.name, name=f"{platform.hosts[0]}/{found}" if found else None)
        if platform.subdomain and host.endswith(f".{shared}"):
            own = host.removesuffix(f".{shared}").rpartition(".")[2]
            return Account(platform=platform.name, name=f"{own}.{platform.hosts[0]}")
    return None


def _parts(url: str) -> list[str]:
    path = urlsplit(url).path.split("/", _PARTS + 1)[1 : _PARTS + 1]
    return [part for part in (unquote(part)[:_MAX].strip() for part in path) if part]


def _in_path(parts: list[str], platform: Platform) -> str | None:
    for pattern in platform.kept:
        for found in _matches(parts, pattern):
            return found
    for pattern in platform.paths:
        for found in _matches(parts, pattern):
            if len(pattern) > 2 or parts[0].lower() not in platform.reserved:
                return found.lower()
    return None


def _matches(parts: list[str], pattern: str) -> Iterator[str]:
    """Yield the account in a path when it has the pattern's form."""
    if pattern == "@":
        if parts and len(parts[0]) > 1 and parts[0].startswith("@"):
            yield parts[0].partition(":")[0]
        return
    wanted = pattern.split("/")
    if wanted[-1] == "":  # a publication: something must follow the first part
        if len(parts) >= len(wanted):
            yield parts[0]
        return
    fixed = wanted[:-1]
    if len(parts) >= len(wanted) and [part.lower() for part in parts[: len(fixed)]] == fixed:
        own = parts[len(fixed)]
        # A telegram preview and the channel itself are one account.
        yield own if fixed in ([], ["s"], ["blog", "view"]) else "/".join((*fixed, own))


@lru_cache(maxsize=1)
def _hosts() -> dict[str, Platform]:
    try:
        data = msgspec.toml.decode(_PATH.read_bytes(), type=_File)
    except (OSError, ValueError) as error:
        raise LanguageDataError(
            f"The file {_PATH} is missing or malformed: {error}; install Firsthand anew."
        ) from error
    return {host: platform for platform in data.platform for host in platform.hosts}
