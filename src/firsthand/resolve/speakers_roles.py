"""Roles and kinds of body that point back to a party: "the minister", "ministern", "der Sprecher", "the group"."""

from collections.abc import Callable, Sequence
from typing import Literal

from firsthand.extract.atoms import Atom, atoms
from firsthand.languages import Language
from firsthand.languages.people import PeopleWords, people_words
from firsthand.model import Span
from firsthand.resolve.speakers_lines import adjective
from firsthand.resolve.speakers_records import Entity, Roster
from firsthand.resolve.speakers_words import gender_of

Definiteness = Literal["definite", "indefinite", "bare"]
PART = 5
STEM = 3


def definiteness(found: Sequence[Atom], people: PeopleWords, lang: Language) -> Definiteness:
    """Whether a noun phrase points back, brings in somebody new, or does not say."""
    first = found[0].lower if found else ""
    if first in people.definite:
        return "definite"
    if first in people.indefinite or (found and found[0].kind == "n"):
        return "indefinite"
    if len(found) == 1 and lang.compounds and people.definite_endings and not found[0].capital:
        return "definite" if first.endswith(people.definite_endings) and stems(first, people) - {first} else "bare"
    return "bare"


def stems(word: str, people: PeopleWords) -> set[str]:
    """A noun, and what it is without its definite ending."""
    bare = word.rstrip(".").removesuffix("'s")
    found = {bare}
    for ending in (*people.definite_endings, *people.case_endings):
        if bare.endswith(ending) and len(bare) - len(ending) >= STEM:
            found.add(bare[: -len(ending)])
    return found


def senses(word: str, people: PeopleWords, lang: Language) -> set[str]:
    """A role and the roles it is a kind of: "sen." is a senator, "hamnministern" a minister."""
    found = stems(word, people)
    if "-" in word:
        found |= stems(word.rpartition("-")[2], people)
    if lang.compounds:
        for stem in tuple(found):
            found |= {r for r in people.roles | people.bodies if len(r) >= PART and stem.endswith(r)}
    for _ in range(2):
        found |= {people.synonyms[w] for w in found if w in people.synonyms}
    return found


def head_of(found: Sequence[Atom], lang: Language) -> tuple[str, list[str]]:
    """Return the head noun of a noun phrase and the words before it, lower case, articles off."""
    words: list[str] = []
    for atom in found:
        if atom.kind == "p" or (words and atom.lower in lang.words.prepositions | lang.words.relative_only):
            break
        words.append(atom.lower)
    skip = lang.words.articles | lang.words.determiners
    words = [w for w in words if w not in skip]
    return (words[-1], words[:-1]) if words else ("", [])


def one_person(found: Sequence[Atom], lang: Language) -> bool:
    """Whether a phrase ends with a role in small letters, whatever name stands before it."""
    ends = (k for k, a in enumerate(found) if k and (a.kind == "p" or a.lower in lang.words.prepositions))
    core = found[: next(ends, len(found))]
    people = people_words(lang.code)
    last = core[-1] if core else None
    partisan = last is not None and last.lower in people.party_letters.values() and core[0].lower in people.definite
    return last is not None and (not last.capital or partisan) and last.lower in people.roles


def several(found: Sequence[Atom], lang: Language) -> bool:
    """Whether a phrase is several people by its noun, which is no name: "dismayed Vale operatives"."""
    core = found[: next((k for k, a in enumerate(found) if k and a.lower in lang.words.prepositions), len(found))]
    if not core or core[-1].kind != "w" or (core[-1].capital and len(core) > 1):
        return False
    people, word = people_words(lang.code), core[-1].lower
    known = people.roles | lang.words.role_nouns
    singular = {word.removesuffix(end) for end in lang.words.plural_endings if word.endswith(end)} - {word}
    singular |= {f"{word[:-3]}y"} if word.endswith("ies") else set()
    return word in lang.words.plurals or bool(singular & known)


def phrase(text: str, span: Span, lang: Language) -> list[Atom]:
    """Return the words of a source."""
    return list(atoms(text, span, (), lang))


def by_role(
    made: Roster,
    found: Sequence[Atom],
    at: int,
    *,
    exact: bool = False,
    ahead: bool = False,
    likeliest: Callable[[Sequence[int]], int | None] | None = None,
) -> tuple[int, float] | None:
    """Return the person whose role the phrase names, and how sure that is, or None where two have it.

    ``likeliest`` says whom the text speaks of most, of several with one role.
    ``ahead``: a person named only further on may be meant, the first that is. ``exact``: nobody else in the text
    may have that role, and no state or region may differ.
    """
    head, before = head_of(found, made.lang)
    wanted = senses(head, made.people, made.lang)
    if not wanted & (made.people.roles | made.lang.words.role_nouns | frozenset(made.people.synonyms.values())):
        return None
    extra = {made.people.synonyms.get(w, w) for word in before for w in stems(word, made.people)}
    ranked: list[tuple[float, int, int]] = []
    for number in made.roled:
        score = _fit(made, made.entities[number], head, wanted, extra)
        last = made.last(number, at)
        if score > 0:
            ranked.append((score if ahead or last >= 0 else max(0.05, score - 0.5), last, number))
    if not ranked:
        return None
    ranked.sort(reverse=True)
    best = ranked[0]
    if exact:
        lands = {land for word in before if (land := made.people.land(word))}
        own = {made.people.land(word) for word in made.entities[best[2]].roles} - {""}
        return (best[2], 0.8) if len(ranked) == 1 and not (lands and own and not lands & own) else None
    if len(ranked) > 1 and ranked[1][0] == best[0]:
        tied = [number for score, last, number in ranked if score == best[0]]
        if best[1] >= 0:
            return (likeliest and likeliest(tied)) or best[2], 0.6
        return (min(tied, key=lambda number: made.entities[number].span.start), 0.6) if ahead else None
    return best[2], 0.8


def _fit(made: Roster, entity: Entity, head: str, wanted: set[str], extra: set[str]) -> float:
    """How well an entity's roles fit: its very role, its kind of role, the words around it, and whether it is past."""
    if entity.kind != "named_person":
        return 0.0
    own = {s for role in entity.roles for s in senses(role, made.people, made.lang)}
    if not own & wanted and not _partisan(made, entity, head, extra):
        return 0.0
    told = gender_of([head], made.people, compounds=made.lang.compounds)
    if told and entity.gender and told != entity.gender:
        return 0.0
    past = bool(entity.roles & made.people.earlier) != bool(extra & made.people.earlier)
    named = sum(w in own or w in entity.roles for w in extra)
    missing = sum(w not in own and w not in entity.roles for w in extra)
    exact = head in entity.roles or bool(stems(head, made.people) & entity.roles)
    land = made.people.land
    own_lands, lands = {land(role) for role in entity.roles} - {""}, {land(word) for word in extra} - {""}
    if lands and own_lands and not lands & own_lands:
        return 0.0
    named += bool(lands & own_lands) and not extra & entity.roles
    if not named and missing > 1 and len(entity.roles) > 1:
        return 0.0  # "the harbour safety secretary" is no secretary of state
    return max(0.1, 1.0 + 0.5 * exact + named - 0.2 * missing - 0.8 * past)


def _partisan(made: Roster, entity: Entity, head: str, extra: set[str]) -> bool:
    """Whether "the Vermont Democrat" may be somebody from there of whom no other party is said."""
    parties = set(made.people.party_letters.values())
    lands = {made.people.land(word) for word in extra} - {""}
    theirs = {made.people.land(role) for role in entity.roles}
    return head in parties and bool(lands & theirs) and not entity.roles & (parties - {head})


def by_body(made: Roster, found: Sequence[Atom], at: int, *, ahead: bool = False) -> int | None:
    """Return the body whose name holds the head noun ("the fund"), named last before ``at``; else None.

    ``ahead``: only the one body of the text that what is meant by the noun also calls ("a monitor": the Observatory).
    """
    head, _ = head_of(found, made.lang)
    wanted = stems(head, made.people) | {
        s for a in found if (s := made.people.synonyms.get(a.lower)) in made.people.bodies
    }
    known = made.people.bodies | made.lang.words.group_nouns
    core = found[: next((k for k, a in enumerate(found) if a.kind == "p"), len(found))]
    if not wanted & known or any(a.capital and not adjective(a) for a in core[1:]):
        return None
    led = {made.people.land(a.lower.partition("-")[0]) for a in core if a.lower.partition("-")[2] in made.people.led}
    if ahead:
        wanted -= stems(head, made.people) - {made.people.synonyms.get(a.lower, "") for a in found}
    own = [(made.last(k, at), k) for w in sorted(wanted) for k in made.bodies.get(w, ())]
    own = [one for one in own if not led or led & {made.people.land(w) for w in made.entities[one[1]].words}]
    if ahead and len({k for _, k in own}) != 1:
        return None
    return max(own)[1] if own else None
