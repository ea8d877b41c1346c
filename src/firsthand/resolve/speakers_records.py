"""Records of a text's parties: each once, with its fullest name, its roles, its gender, and where it is mentioned."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from firsthand.extract.atoms import Atom
from firsthand.languages import Language
from firsthand.languages.people import PeopleWords
from firsthand.model import SourceKind, Span
from firsthand.resolve.speakers_lines import within
from firsthand.resolve.speakers_words import Gender

PLACE = "(place)"
"""Stands among the roles of a name that is a place's."""

THING = "(thing)"
"""Stands among the roles of what has neither a name nor a person's noun."""


@dataclass(slots=True, kw_only=True)
class Entity:
    """One party of a text. ``roles`` are lower-case words said of it; ``past`` those it no longer has."""

    name: str
    span: Span
    kind: SourceKind
    words: tuple[str, ...]
    roles: set[str] = field(default_factory=set)
    gender: Gender | None = None
    full: int = 0
    short: set[str] = field(default_factory=set)


class Mention(NamedTuple):
    """A place that names a party. ``weight`` is how prominent it is there; ``sentence`` counts from 0.

    ``first``: it opens its sentence, or speaks there. ``owner``: it has a genitive ("Kell's").
    """

    start: int
    end: int
    entity: int
    sentence: int
    weight: float
    first: bool = False
    owner: bool = False


@dataclass(slots=True, kw_only=True)
class Roster:
    """The parties and named mentions of one stretch of text, in order.

    ``introduced`` says where a role first stands for somebody new without a name ("a worker"). ``top`` counts the
    sentences of its title: a first line, or several, with an empty line behind. ``votes`` are the masculine and
    feminine pronouns that follow a person's name with nobody else named between.
    """

    lang: Language
    people: PeopleWords
    entities: list[Entity]
    mentions: list[Mention]
    breaks: list[int]
    quoted: list[Span]
    headlines: list[Span]
    top: int
    datelines: list[Span]
    found: list[Atom]
    last_words: dict[str, list[int]]
    first_words: dict[str, list[int]]
    shorts: dict[str, int]
    bodies: dict[str, list[int]] = field(default_factory=dict)

    introduced: dict[str, int] = field(default_factory=dict)
    places: dict[int, list[int]] = field(default_factory=dict)
    roled: list[int] = field(default_factory=list)
    votes: dict[int, tuple[int, int]] = field(default_factory=dict)

    def last(self, entity: int, at: int) -> int:
        """Return where a party was last named before a place, or -1."""
        own = self.places.get(entity, ())
        place = bisect_left(own, at)
        return own[place - 1] if place else -1

    def sentence(self, place: int) -> int:
        """Return the number of the sentence a character stands in."""
        return bisect_right(self.breaks, place)

    def in_quotes(self, place: int) -> bool:
        """Whether a character stands between quotation marks."""
        return within(self.quoted, place)

    def in_headline(self, place: int) -> bool:
        """Whether a character stands in a line written in capitals, as headlines are."""
        return within(self.headlines, place)
