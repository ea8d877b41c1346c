"""The fitted numbers of tracing, read from ``parameters.toml``; bench/origins.py fits and tests them."""

import math
from functools import lru_cache
from pathlib import Path

import msgspec

from firsthand.errors import LanguageDataError
from firsthand.trace.match import Features
from firsthand.trace.reasons import Weights

_PATH = Path(__file__).with_name("parameters.toml")


class Parameters(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was fitted, by bench/origins_fit.py.

    ``match`` weighs the features of a sentence (logistic), ``least`` is the score it needs to be shown as a report,
    ``counts`` the one it needs to be counted. ``evidence`` are the probabilities of the kinds of evidence; ``joins`` is
    the one from which the best count joins. ``without`` are kinds not looked at, to measure what each is worth.
    """

    match: dict[str, float]
    least: float
    counts: float
    evidence: Weights
    joins: float
    without: frozenset[str] = frozenset()

    def carries(self, features: Features) -> float:
        """Return the probability that a sentence with these features carries the claim."""
        values = {
            **msgspec.structs.asdict(features),
            "given": float(features.figures == 1),
            "other": float(features.figures == -1),
            "one": 1.0,
        }
        total = sum(weight * values[name] for name, weight in self.match.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def parameters() -> Parameters:
    """Return the shipped parameters.

    Raises:
        LanguageDataError: the file is damaged.

    """
    try:
        return msgspec.toml.decode(_PATH.read_bytes(), type=Parameters)
    except (OSError, msgspec.DecodeError) as error:
        raise LanguageDataError(f"The parameters in {_PATH.name} cannot be read ({error}); install anew.") from error
