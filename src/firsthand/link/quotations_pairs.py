"""Which quotations in two languages are worth comparing: those that share numbers, words alike, or a speaker."""

from collections import Counter
from collections.abc import Sequence

from firsthand.link.differences_words import Lexicon
from firsthand.link.passages_words import words_of
from firsthand.link.quotations_model import Quoted
from firsthand.link.quotations_translate import keys_of

MOST = 200
"""Quotations that share a sign above which it says too little."""

NEAREST = 12
_KEY = 4
_SPEAKER_WORTH = 2


def across_languages(wordings: Sequence[Quoted]) -> list[tuple[int, int]]:
    """Return pairs in two languages that share at least two signs, or a speaker: the nearest few of each quotation."""
    signs = [_signs(one) for one in wordings]
    holders: dict[str, list[int]] = {}
    for i, own in enumerate(signs):
        for sign in own:
            holders.setdefault(sign, []).append(i)
    pairs: dict[tuple[int, int], None] = {}
    for i, own in enumerate(signs):
        votes: Counter[int] = Counter()
        for sign in own:
            found = holders[sign]
            if len(found) <= MOST:
                worth = _SPEAKER_WORTH if sign.startswith("by ") else 1
                votes.update({j: worth for j in found if wordings[j].lang != wordings[i].lang})
        ranked = sorted(votes.items(), key=lambda pair: (-pair[1], pair[0]))[:NEAREST]
        for j, count in ranked:
            if count > 1:
                pairs.setdefault((min(i, j), max(i, j)))
    return list(pairs)


def _signs(one: Quoted) -> set[str]:
    forms = words_of(one.text).forms
    found = {f"like {key[:_KEY]}" for key in keys_of(forms, one.lang) if len(key) >= _KEY - 1}
    found |= {f"number {value:g}" for value in Lexicon([one.lang] if one.lang else []).numbers(forms) if value != 1}
    name = words_of(one.speaker or "").forms
    return found | ({f"by {name[-1]}"} if name else set())
