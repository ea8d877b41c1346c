"""Groups and aides by whose they are: "Kell's supporters", "supporters of Una Kell", "the Kell campaign"."""

from bisect import bisect_left
from collections.abc import Sequence

from firsthand.extract.atoms import Atom
from firsthand.languages import Language
from firsthand.languages.people import PeopleWords
from firsthand.resolve.names import is_title
from firsthand.resolve.speakers_records import Mention, Roster

PARTIES = ("named_person", "named_organisation")


def named_owner(made: Roster, found: Sequence[Atom], lang: Language) -> tuple[int, tuple[Atom, ...]] | None:
    """Return the party a phrase names as owner, and the words that are left; None where it names none.

    A phrase that counts or brings in somebody new ("some Kell supporters", "a Kell aide") is not the whole group.
    """
    words = lang.words
    core = found[: next((k for k, a in enumerate(found) if a.kind == "p" and a.text not in "'’"), len(found))]
    if len(core) < 2 or core[0].lower in made.people.indefinite or core[0].kind == "n":
        return None
    start = int(core[0].lower in words.articles | words.determiners)
    while start < len(core) and is_title(core[start], lang) and core[start].capital:
        start += 1
    if start < len(core) and (first := _mention(made, core[start])) is not None:
        rest = [a for a in core if a.start >= first.end and a.lower not in words.clitics and a.text not in "'’"]
        genitive = first.owner or any(a.start == first.end and a.kind == "p" for a in core)
        if rest and (genitive or not rest[0].capital) and rest[0].lower not in words.prepositions | words.coordinators:
            return first.entity, tuple(rest)
    return _behind(made, core, lang)


def _behind(made: Roster, core: Sequence[Atom], lang: Language) -> tuple[int, tuple[Atom, ...]] | None:
    """Read "supporters of Una Kell": a noun, a linking preposition, and a name that ends the phrase."""
    words = lang.words
    joint = next((k for k, a in enumerate(core) if k and a.lower in words.linking_prepositions), 0)
    if not joint or any(a.capital for a in core[1:joint]):
        return None
    start = joint + 1
    while start < len(core) - 1 and (core[start].lower in words.articles or is_title(core[start], lang)):
        start += 1
    last = _mention(made, core[start]) if start < len(core) else None
    if last is None or last.end < core[-1].end:
        return None
    return last.entity, tuple(a for a in core[:joint] if a.lower not in words.articles | words.determiners)


def _mention(made: Roster, atom: Atom) -> Mention | None:
    at = bisect_left(made.mentions, atom.start, key=lambda m: m.start)
    if at < len(made.mentions) and made.mentions[at].start == atom.start:
        mention = made.mentions[at]
        return mention if made.entities[mention.entity].kind in PARTIES else None
    return None


def group_key(owner: int, rest: Sequence[Atom], people: PeopleWords, lang: Language) -> str:
    """Return what a group or aide of somebody is known by: one person by the noun, several by all words said of them.

    What a person's people are called as a body ("camp", "team") is one body.
    """
    words = lang.words
    until = next((k for k, a in enumerate(rest) if k and a.lower in words.prepositions), len(rest))
    head = rest[until - 1].lower
    if head in people.camps:
        return f"{owner}'s {min(people.camps)}"
    plural = head in words.plurals or head.endswith(tuple(words.plural_endings) or "\0")
    said = {a.lower for a in rest if a.kind == "w"} - words.prepositions - words.articles
    return f"{owner}'s {' '.join(sorted(said)) if plural else head}"
