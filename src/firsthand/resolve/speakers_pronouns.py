"""Pronouns: the party most prominent where one stands, of those it can mean.

Recency, first place in the sentence, having just spoken, and gender, weighed as in Lappin and Leass, "An Algorithm for
Pronominal Anaphora Resolution", Computational Linguistics 20 (1994), without a parser.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from firsthand.model import SourceKind
from firsthand.resolve.speakers_records import Mention, Roster
from firsthand.resolve.speakers_words import Gender

DECAY = (1.0, 0.85, 0.6, 0.42, 0.3, 0.2, 0.14, 0.1)
WINDOW = 60
SPOKE = 1.6
NESTED = 0.7
LEAST = 0.12


@dataclass(slots=True, kw_only=True)
class Voices:
    """Mentions read so far, in order, with those that speak weighted up."""

    made: Roster
    seen: list[Mention]

    def spoke(self, entity: int, start: int, end: int, *, outer: bool) -> None:
        """Note that a party speaks here: in the running text (``outer``), or in what another says."""
        mention = Mention(start, end, entity, self.made.sentence(start), SPOKE if outer else NESTED, True)
        self.seen = [m for m in self.seen[-WINDOW:] if (m.start, m.end) != (start, end)]
        self.seen.append(mention)

    def best(self, at: int, fits: Callable[[int], float]) -> tuple[int, float] | None:
        """Return the most prominent party before ``at`` of those ``fits`` weighs above 0, and its share."""
        here = self.made.sentence(at)
        weights: dict[int, float] = {}
        for mention in self.seen[-WINDOW:]:
            away = here - mention.sentence
            if mention.end > at or away >= len(DECAY):
                continue
            weights[mention.entity] = weights.get(mention.entity, 0.0) + mention.weight * DECAY[max(0, away)]
        fitted = [(w * fits(e), e) for e, w in weights.items()]
        ranked = sorted(((w, e) for w, e in fitted if w >= LEAST), reverse=True)
        if not ranked:
            return None
        return ranked[0][1], ranked[0][0] / sum(w for w, _ in ranked)


def person(made: Roster, gender: Gender | None) -> Callable[[int], float]:
    """Weigh parties for a pronoun of one person."""

    def fits(number: int) -> float:
        entity = made.entities[number]
        if entity.kind not in ("named_person", "unnamed") or "plural" in entity.roles:
            return 0.0
        if gender is not None and entity.gender is not None and entity.gender != gender:
            return 0.0
        if gender is None:
            return 1.0
        return 1.6 if entity.gender == gender else 0.5

    return fits


def thing(made: Roster, kinds: Sequence[SourceKind], *, named: bool = False) -> Callable[[int], float]:
    """Weigh parties for a pronoun of a body or of several; only those with a name of their own if ``named``."""

    def fits(number: int) -> float:
        entity = made.entities[number]
        return 1.0 if entity.kind in kinds and (not named or entity.name[:1].isupper()) else 0.0

    return fits
