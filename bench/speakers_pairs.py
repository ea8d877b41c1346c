"""Counts of pairs of mentions, for bench/speakers.py."""

import itertools
from collections.abc import Iterable, Sequence

Names = frozenset[str]
Pair = tuple[Names, Names]
"""The parties of one mention: as labelled, and as found."""


def linked(pairs: Iterable[Pair], near: Sequence[Names] | None = None) -> tuple[int, int, int]:
    """Count pairs of mentions that share a party: in both, as found, as labelled.

    ``near``: the state each mention may speak for; two of one state may be found linked, and that counts nowhere.
    """
    both = system = gold = 0
    listed = list(pairs)
    states = near or [frozenset[str]()] * len(listed)
    for a, b in itertools.combinations(range(len(listed)), 2):
        (gold_a, found_a), (gold_b, found_b) = listed[a], listed[b]
        same, said = bool(gold_a & gold_b), bool(found_a & found_b)
        if not same and states[a] & states[b]:
            continue
        both, system, gold = both + (same and said), system + said, gold + same
    return both, system, gold


def by_mention(pairs: Sequence[Pair], near: Sequence[Names] | None = None) -> dict[str, float]:
    """Return B-cubed precision and recall in percent (Bagga and Baldwin, 1998): each mention weighs the same."""
    states = near or [frozenset[str]()] * len(pairs)
    exact, found_all = [], []
    for at, (gold, found) in enumerate(pairs):
        linked_to = [k for k, (_, other) in enumerate(pairs) if found & other]
        meant = [k for k, (other, _) in enumerate(pairs) if gold & other]
        right = [k for k in linked_to if k in meant or (states[at] & states[k])]
        exact.append(len(right) / len(linked_to))
        found_all.append(len(set(linked_to) & set(meant)) / len(meant))
    return {"precision": round(100 * sum(exact) / len(exact), 1), "recall": round(100 * sum(found_all) / len(exact), 1)}


def figures(counts: Iterable[tuple[int, int, int]]) -> dict[str, float]:
    """Return precision, recall and F1 in percent from summed counts of pairs."""
    both, system, gold = (sum(column) for column in zip(*counts, strict=True))
    f1 = 200 * both / (system + gold) if system + gold else 0.0
    rates = {"precision": 100 * both / (system or 1), "recall": 100 * both / (gold or 1), "f1": f1}
    return {key: round(value, 1) for key, value in rates.items()} | {"pairs": gold}
