"""Settings: explicit, frozen, passed in. Nothing here is read from the environment."""

import msgspec

from firsthand.errors import SettingsError


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a run may use and how far it goes.

    Units: ``max_bytes`` in bytes of one input document; ``max_chars`` in characters of one text;
    ``max_depth`` in nested elements of a page; ``workers`` in processes (0: one a core).
    """

    max_bytes: int = 20_000_000
    max_chars: int = 2_000_000
    max_depth: int = 2_000
    max_nesting: int = 6
    workers: int = 0

    def __post_init__(self) -> None:
        for name in ("max_bytes", "max_chars", "max_depth", "max_nesting"):
            if getattr(self, name) < 1:
                raise SettingsError(f"The setting {name} must be at least 1; it is {getattr(self, name)}.")
        if self.workers < 0:
            raise SettingsError(f"The setting workers must be 0 or more; it is {self.workers}.")
