"""Pronouns: of the parties one can mean, the one that recency, prominence, gender and who spoke speak for most.

What is seen of a candidate is a few numbers; ``speakers_pronouns.toml`` weighs them (a conditional logit), and
bench/speakers_fit.py fits the weights. Prominence is that of Lappin and Leass, "An Algorithm for Pronominal Anaphora
Resolution", Computational Linguistics 20 (1994), without a parser.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import msgspec

from firsthand.errors import LanguageDataError
from firsthand.model import SourceKind
from firsthand.resolve.speakers_records import PLACE, THING, Entity, Mention, Roster
from firsthand.resolve.speakers_words import Gender

DECAY = (1.0, 0.85, 0.6, 0.42, 0.3, 0.2, 0.14, 0.1)
WINDOW = 60
FAR = 20
SPOKE = 1.6
NESTED = 0.7
LEAST = 0.12
AHEAD = 1.0
_PATH = Path(__file__).with_suffix(".toml")


class Features(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is seen of one candidate for a pronoun; as weights, what each adds to its score.

    ``prominence`` is the logarithm of its mentions' weights, less with distance; ``named`` that of how often the text
    has named it so far. ``same`` and ``vote``: its gender or number is known and fits; the pronouns near its name fit,
    from -1 to 1. ``here``: it is named in this sentence; ``opens``: it opened the sentence it was last named in;
    ``nearest``: no other candidate was named since. ``spoke``: it spoke last; ``outer``: the pronoun stands in what it
    is said to have said; ``carried``: the last such pronoun meant it. ``owner``: it was last named as owner ("Kell's").
    ``ahead``: the pronoun stands in a clause before it ("As she left, Kell said"). ``closes``: the pronoun closes a
    quotation that begins right behind where it last spoke.
    """

    prominence: float = 0.0
    named: float = 0.0
    same: float = 0.0
    vote: float = 0.0
    here: float = 0.0
    opens: float = 0.0
    nearest: float = 0.0
    spoke: float = 0.0
    outer: float = 0.0
    carried: float = 0.0
    owner: float = 0.0
    ahead: float = 0.0
    closes: float = 0.0

    def score(self, weights: "Features") -> float:
        """Return the weighted sum."""
        pairs = zip(msgspec.structs.astuple(self), msgspec.structs.astuple(weights), strict=True)
        return float(sum(value * weight for value, weight in pairs))


class Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A pronoun, or a noun that points back, at a place: whom it can mean, its gender or number, and who is heard.

    ``ahead`` is the party its sentence names behind it; ``quoted_from`` where the quotation begins that it closes.
    """

    at: int
    fits: Callable[[int], bool]
    gender: Gender | None = None
    word: str = ""
    outer: int | None = None
    several: bool = False
    ahead: int | None = None
    quoted_from: int = -1


@lru_cache(maxsize=1)
def weights() -> Features:
    """Return the fitted weights. Raises LanguageDataError when their file is damaged."""
    try:
        return msgspec.toml.decode(_PATH.read_bytes(), type=Features)
    except (OSError, msgspec.DecodeError) as error:
        raise LanguageDataError(f"The weights in {_PATH.name} cannot be read ({error}); install anew.") from error


@dataclass(slots=True, kw_only=True)
class Voices:
    """Mentions read so far, in order, with those that speak weighted up."""

    made: Roster
    seen: list[Mention]
    said: dict[str, int] = field(default_factory=dict)
    times: dict[int, int] = field(default_factory=dict)
    last: int | None = None
    last_at: int = -1

    def note(self, mention: Mention, *, word: str = "") -> None:
        """Note that a party is named, or meant by a pronoun, whose subject form is ``word``."""
        self.seen.append(mention)
        if word:
            self.said[word] = mention.entity
        else:
            self.times[mention.entity] = self.times.get(mention.entity, 0) + 1

    def spoke(self, entity: int, start: int, end: int, *, outer: bool) -> None:
        """Note that a party speaks here: in the running text (``outer``), or in what another says."""
        mention = Mention(start, end, entity, self.made.sentence(start), SPOKE if outer else NESTED, True)
        self.seen = [m for m in self.seen[-WINDOW:] if (m.start, m.end) != (start, end)]
        self.seen.append(mention)
        if outer:
            self.last, self.last_at = entity, start

    def candidates(self, asked: Asked) -> dict[int, Features]:
        """Return what is seen of every party that the pronoun can mean, by its number."""
        here = self.made.sentence(asked.at)
        mass: dict[int, float] = {}
        latest: dict[int, Mention] = {}
        for mention in self.seen[-WINDOW:]:
            away = here - mention.sentence
            if mention.end > asked.at or away >= len(DECAY) or not asked.fits(mention.entity):
                continue
            mass[mention.entity] = mass.get(mention.entity, 0.0) + mention.weight * DECAY[max(0, away)]
            if mention.entity not in latest or latest[mention.entity].start <= mention.start:
                latest[mention.entity] = mention
        if asked.outer is not None and asked.fits(asked.outer):
            mass.setdefault(asked.outer, LEAST)
        if asked.ahead is not None and asked.fits(asked.ahead):
            mass[asked.ahead] = max(mass.get(asked.ahead, 0.0), AHEAD)
        kept = {entity: total for entity, total in mass.items() if total >= LEAST}
        if not kept and asked.gender is not None:
            for mention in self.seen[-FAR:]:
                known = self.made.entities[mention.entity].gender == asked.gender
                if known and mention.end <= asked.at and asked.fits(mention.entity):
                    kept[mention.entity] = kept.get(mention.entity, 0.0) + LEAST
                    latest[mention.entity] = mention
        nearest = max((m for e, m in latest.items() if e in kept), key=lambda m: m.start, default=None)
        return {
            entity: self._features(asked, entity, total, latest.get(entity), nearest=nearest)
            for entity, total in sorted(kept.items())
        }

    def _features(
        self, asked: Asked, entity: int, mass: float, last: Mention | None, *, nearest: Mention | None
    ) -> Features:
        party = self.made.entities[entity]
        votes = self.made.votes.get(entity, (0, 0))
        leaning = (votes[0] - votes[1]) / (1 + sum(votes)) * (-1 if asked.gender == "f" else 1)
        return Features(
            prominence=math.log(mass),
            named=math.log1p(self.times.get(entity, 0)),
            same=float(party.gender == asked.gender if asked.gender else asked.several and _several(party)),
            vote=leaning if asked.gender is not None and party.gender is None else 0.0,
            here=float(last is not None and last.sentence == self.made.sentence(asked.at)),
            opens=float(last is not None and last.first),
            nearest=float(nearest is not None and nearest.entity == entity),
            spoke=float(self.last == entity),
            outer=float(asked.outer == entity),
            carried=float(bool(asked.word) and self.said.get(asked.word) == entity),
            owner=float(last is not None and last.owner),
            ahead=float(asked.ahead == entity),
            closes=float(self.last == entity and self._right_before(asked.quoted_from)),
        )

    def _right_before(self, start: int) -> bool:
        """Whether the last to speak did so in the sentence of a place or the one before it."""
        return 0 <= self.last_at < start and self.made.sentence(start) - self.made.sentence(self.last_at) <= 1

    def best(self, asked: Asked) -> tuple[int, float] | None:
        """Return the likeliest party that stands before the place, and its probability among the candidates."""
        found = self.candidates(asked)
        if not found:
            return None
        fitted = weights()
        scores = {entity: seen.score(fitted) for entity, seen in found.items()}
        top = max(sorted(scores), key=lambda entity: scores[entity])
        return top, 1 / sum(math.exp(score - scores[top]) for score in scores.values())


def _several(party: Entity) -> bool:
    return party.kind == "collective" or "plural" in party.roles


def person(made: Roster, gender: Gender | None) -> Callable[[int], bool]:
    """Say which parties a pronoun of one person can mean."""

    def fits(number: int) -> bool:
        entity = made.entities[number]
        if entity.kind not in ("named_person", "unnamed") or entity.roles & {"plural", PLACE, THING}:
            return False
        if made.people.is_place(entity.name) or entity.name.casefold() in made.people.nations:
            return False  # a state is no "she" in the news of today
        return gender is None or entity.gender is None or entity.gender == gender

    return fits


def thing(made: Roster, kinds: Sequence[SourceKind], *, named: bool = False) -> Callable[[int], bool]:
    """Say which parties a pronoun of a body or of several can mean; only those with a name if ``named``."""
    single = "document" in kinds
    mute = made.people.things - made.people.bodies - made.lang.words.group_nouns if single else frozenset()

    def fits(number: int) -> bool:
        entity = made.entities[number]
        place = bool(entity.words) and entity.words[-1] in mute  # a road or an agreement says nothing
        place = place or entity.name.lower() in made.people.regions
        if named and (made.people.is_place(entity.name) or not entity.name[:1].isupper()):
            return False
        many = "plural" in entity.roles
        if (entity.kind == "unnamed" and many == single) or (entity.kind == "collective" and many and single):
            return False  # "it" is no group of people, "they" no single thing
        return entity.kind in kinds and not place

    return fits
