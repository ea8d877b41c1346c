"""Which of the training articles are held out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from data import Article


def held_out(articles: Sequence[Article], share: float) -> tuple[list[Article], list[Article]]:
    """Split by a hash of the name, so that a change of order changes nothing. The second part is held out."""
    score = {a.name: int(hashlib.sha256(a.name.encode()).hexdigest()[:8], 16) / 2**32 for a in articles}
    return [a for a in articles if score[a.name] >= share], [a for a in articles if score[a.name] < share]
