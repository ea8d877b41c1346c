"""Settings: explicit, frozen, passed in. Nothing here is read from the environment."""

import msgspec

from firsthand.errors import SettingsError


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a run may use and how far it goes.

    Units: ``max_bytes`` in bytes of one input document; ``max_chars`` in characters of one text;
    ``max_depth`` in nested elements of a page; ``workers`` in processes (0: one a core). ``max_seconds``,
    ``max_memory`` (bytes, beyond what the program itself takes), ``max_ratio`` (unpacked to packed) and
    ``max_entries`` (of an archive or table of contents) bound one parse of bytes nobody vouches for. ``columns`` are
    pairs of a field of ours and the name that other people's rows give it.

    For addresses: ``contact``, an e-mail or web address, is told to the sites; ``fetch_bytes`` bounds an answer,
    decoded; ``fetch_seconds`` the time of one; ``fetch_redirects`` and ``fetch_tries`` are counts; ``fetch_pause`` is
    the least seconds between two requests to a site; ``fetch_listed`` the most pages taken from one feed or sitemap.
    """

    max_bytes: int = 20_000_000
    max_chars: int = 2_000_000
    max_depth: int = 2_000
    max_nesting: int = 6
    workers: int = 0
    model: bool = True
    max_seconds: float = 20.0
    max_memory: int = 1_000_000_000
    max_ratio: int = 100
    max_entries: int = 10_000
    columns: tuple[tuple[str, str], ...] = ()
    contact: str | None = None
    fetch_bytes: int = 10_000_000
    fetch_seconds: float = 30.0
    fetch_redirects: int = 5
    fetch_tries: int = 3
    fetch_pause: float = 1.0
    fetch_listed: int = 1_000

    def __post_init__(self) -> None:
        for name in (
            "max_bytes",
            "max_chars",
            "max_depth",
            "max_nesting",
            "max_memory",
            "max_ratio",
            "max_entries",
            "fetch_bytes",
            "fetch_tries",
            "fetch_listed",
        ):
            if getattr(self, name) < 1:
                raise SettingsError(f"The setting {name} must be at least 1; it is {getattr(self, name)}.")
        for name in ("workers", "fetch_redirects", "fetch_pause"):
            if getattr(self, name) < 0:
                raise SettingsError(f"The setting {name} must be 0 or more; it is {getattr(self, name)}.")
        for name in ("max_seconds", "fetch_seconds"):
            if getattr(self, name) <= 0:
                raise SettingsError(f"The setting {name} must be more than 0; it is {getattr(self, name)}.")
