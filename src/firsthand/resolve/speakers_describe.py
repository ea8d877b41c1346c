"""What a text says of a party around its name: roles, gender, initials; and which spellings are one name."""

import re
from collections.abc import Iterable, Sequence

from firsthand.extract.atoms import Atom
from firsthand.languages import Language, finite_forms
from firsthand.languages.people import people_words
from firsthand.resolve.speakers_records import Entity, Roster
from firsthand.resolve.speakers_words import gender_of, plain

LEAD = 7
ASIDE = 14
ROLE_PART = 5
SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})


def describe(made: Roster, entity: Entity, first: int, cut: int, last: int) -> None:
    """Note the roles, gender and initials that stand around a name."""
    found, lang, people = made.found, made.lang, made.people
    closed = lang.words.prepositions | lang.words.auxiliaries | lang.words.coordinators | lang.words.subordinators
    closed |= lang.words.determiners | lang.words.possessives | lang.words.subject_pronouns
    ahead = [a.lower for a in found[first:cut]]
    place = first - 1
    while place >= 0 and first - place <= LEAD and found[place].kind == "w":
        word = found[place].lower
        if word in closed:
            break
        if not found[place].capital and (word in finite_forms(lang) or word.endswith(lang.words.verb_endings or "\0")):
            break
        ahead.append(found[place].lower)
        place -= 1
    behind = _aside(found, last, lang)
    entity.roles |= _from_where(made, last) if entity.kind == "named_person" else set()
    words = [w.rstrip(".") for w in ahead]
    told = {w for w in words if _role(w, made)} | {w for w in words if any(_role(v, made) for v in words)}
    if any(_role(w, made) for w in behind):
        told |= set(behind)
    if entity.kind == "named_person":
        entity.roles |= told
        entity.gender = entity.gender or gender_of(ahead[:3], people, compounds=lang.compounds)
        entity.gender = entity.gender or gender_of(entity.words[:1], people)
        role_words = [w for w in (*words, *behind) if _role(w, made)]
        entity.gender = entity.gender or gender_of(role_words, people, compounds=lang.compounds)
    if last + 2 < len(found) and found[last].text == "(" and found[last + 2].text == ")":
        short = found[last + 1]
        if short.text.isupper() and 1 < len(short.text) <= LEAD:
            entity.short.add(plain(short.text))


def _from_where(made: Roster, last: int) -> set[str]:
    """The region or party said behind a name: "Una Kell of Vermont", "Una Kell (D-Vt.)"."""
    found, people = made.found, made.people
    if last + 1 >= len(found):
        return set()
    one = found[last + 1].text
    if found[last].lower in made.lang.words.linking_prepositions:
        two = f"{one} {found[last + 2].text}" if last + 2 < len(found) else one
        return {people.land(two) or people.land(one)} - {""} if one[:1].isupper() else set()
    letter, _, region = one.partition("-")
    party = people.party_letters.get(letter.lower()) if found[last].text in "(," and region else None
    return ({party, people.land(region)} - {""}) if party else set()


def _role(word: str, made: Roster) -> bool:
    known = made.people.roles | made.lang.words.role_nouns | frozenset(made.people.synonyms)
    if word in known:
        return True
    return made.lang.compounds and any(word.endswith(r) for r in made.people.roles if len(r) >= ROLE_PART)


def _aside(found: Sequence[Atom], last: int, lang: Language) -> list[str]:
    """The words of an apposition behind a name, up to its comma, preposition or verb."""
    if last >= len(found) or found[last].text != ",":
        return []
    people = people_words(lang.code)
    given = people.given
    kept: list[str] = []
    for atom in found[last + 1 : last + ASIDE]:
        if atom.kind in {"p", "b"} or atom.lower in lang.words.relative_only:
            break
        if atom.lower in lang.words.prepositions | lang.words.auxiliaries | lang.words.subordinators:
            break
        if atom.capital and atom.lower in given:
            return []  # the next name of a list, or the subject of what follows
        kept.append(atom.lower)
    return kept


def index(made: Roster) -> None:
    """Join spellings of one name ("Una P. Kell", "Una Kell"), and list entities by their words and initials."""
    merged: dict[str, int] = {}
    target: dict[int, int] = {}
    for at, entity in enumerate(made.entities):
        core = [w for w in entity.words if len(w) > 1]
        if core and core[-1] in SUFFIXES:
            core = [*core[:-2], " ".join(core[-2:])]
        first = made.people.nicknames.get(core[0], core[0]) if core else ""
        key = " ".join((first, core[-1])) if entity.kind == "named_person" and len(core) > 1 else None
        key = key or " ".join(w for w in entity.words if w not in made.lang.words.determiners)
        if key in merged:
            _merge(made.entities[merged[key]], entity)
            target[at] = merged[key]
        else:
            merged[key] = at
            target[at] = at
    for at, whole in (*_tails(made, merged.values()), *_shorter(made, merged.values())):
        kept = target[whole]
        _merge(made.entities[kept], made.entities[at])
        target = {entity: kept if to == at else to for entity, to in target.items()}
        merged = {key: to for key, to in merged.items() if to != at}
    made.shorts = {words: target[at] for words, at in made.shorts.items()}
    for at in merged.values():
        entity = made.entities[at]
        core = [w for w in entity.words if w not in SUFFIXES]
        made.last_words.setdefault(core[-1] if core else entity.words[-1], []).append(at)
        if entity.kind == "named_person":
            made.first_words.setdefault(entity.words[0], []).append(at)
        else:
            for word in dict.fromkeys(entity.words):
                made.bodies.setdefault(word, []).append(at)
            initials = "".join(w[0] for w in re.split(r"[\s-]+", entity.name) if w and w[0].isupper())
            if len(initials) > 1:
                entity.short.add(initials.lower())
                entity.short.add(initials.removeprefix("T").lower())
        for short in entity.short:
            made.shorts.setdefault(short, at)


def _tails(made: Roster, kept: Iterable[int]) -> list[tuple[int, int]]:
    """Pair a surname of two words with the one longer name it ends ("Una Harsund Kell", "Harsund Kell")."""
    people = [at for at in kept if made.entities[at].kind == "named_person"]
    ends: dict[tuple[str, ...], list[int]] = {}
    for at in people:
        words = made.entities[at].words
        for start in range(1, len(words) - 1):
            ends.setdefault(words[start:], []).append(at)
    names = made.people.given
    found = []
    for at in people:
        words = made.entities[at].words
        whole = ends.get(words, ())
        if len(whole) == 1 and len(words) > 1 and words[0] not in names:
            found.append((at, whole[0]))
    return found


def _shorter(made: Roster, kept: Iterable[int]) -> list[tuple[int, int]]:
    """Pair a body's shorter name with the one longer name that a state stands before, or a small word goes on.

    "Harbour Watch Committee" is no longer name of the Harbour Watch.
    """
    small = made.lang.words.prepositions
    bodies = [at for at in kept if made.entities[at].kind != "named_person" and len(made.entities[at].words) > 1]
    longer: dict[tuple[str, ...], list[int]] = {}
    for at in bodies:
        words = made.entities[at].words
        cuts = [words[:k] for k in range(2, len(words)) if words[k] in small]
        cuts += [words[1:]] if len(words) > 2 and made.people.land(words[0]) else []
        for part in cuts:
            longer.setdefault(part, []).append(at)
    found = []
    for at in bodies:
        own = longer.get(made.entities[at].words, [])
        top = max(own, key=lambda one: len(made.entities[one].words), default=at)
        words = made.entities[top].words
        nested = all(" ".join(made.entities[one].words) in " ".join(words) for one in own)
        if own and nested:
            found.append((at, top))
    return found


def _merge(kept: Entity, other: Entity) -> None:
    if len(other.words) > len(kept.words):
        kept.name, kept.span, kept.words = other.name, other.span, other.words
    kept.roles |= other.roles
    kept.short |= other.short
    kept.full += other.full
    kept.gender = kept.gender or other.gender
