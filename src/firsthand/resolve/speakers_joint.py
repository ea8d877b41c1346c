"""Joint sources: "a monitor and medics" is two parties with one statement."""

import itertools
from collections.abc import Sequence

from firsthand.extract.atoms import Atom, atoms
from firsthand.languages import Language
from firsthand.languages.people import people_words
from firsthand.model import Span
from firsthand.resolve.speakers_lists import listing

MAX_PARTS = 6
LAST_PART = 5
BOTH = frozenset({"both", "all", "neither", "either", "både", "varken", "sowohl", "weder", "entweder"})


def parts(text: str, span: Span, lang: Language) -> tuple[Span, ...]:
    """Return the noun phrases a source joins by "and", or the whole source where it is one party."""
    found = _plain(atoms(text, span, (), lang), lang)
    if states := _states(found, lang):
        return states
    if listed := listing(found, lang):
        return tuple(Span(piece[0].start, piece[-1].end) for piece in listed)
    joints = [k for k in range(1, len(found) - 1) if _joins(found, k, lang)]
    if not joints or len(joints) >= MAX_PARTS:
        return (span,)
    last = joints[-1]
    commas = [k for k in range(1, joints[0]) if found[k].text == ","]
    cuts = [*commas, *joints] if commas and _all_named(found, commas, last) else joints
    if commas and cuts == joints and any(k < last for k in commas):
        return (span,)  # an apposition stands before the "and": it may belong inside that
    edges = [-1, *cuts, len(found)]
    pieces = [_trim(found[a + 1 : b], lang) for a, b in itertools.pairwise(edges)]
    pieces = [piece for piece in pieces if piece]
    return tuple(Span(piece[0].start, piece[-1].end) for piece in pieces) if len(pieces) > 1 else (span,)


def _states(found: Sequence[Atom], lang: Language) -> tuple[Span, ...]:
    """Every state of a list of states, with or without commas: "Russia Iran and Turkey"."""
    people, pieces, place = people_words(lang.code), list[Span](), 0
    while place < len(found):
        atom = found[place]
        two = " ".join(a.text for a in found[place : place + 2])
        size = 2 if " " in two and people.is_place(two) else int(people.is_place(atom.text) and atom.capital)
        if size:
            pieces.append(Span(atom.start, found[place + size - 1].end))
        elif atom.text != "," and atom.lower not in lang.words.coordinators | lang.words.articles:
            return ()
        place += size or 1
    return tuple(pieces) if len(pieces) > 1 else ()


def _plain(found: Sequence[Atom], lang: Language) -> list[Atom]:
    """Leave out what stands in brackets, and all from a relative pronoun on."""
    kept: list[Atom] = []
    depth = 0
    for atom in found:
        if atom.text == "(":
            depth += 1
        elif atom.text == ")":
            depth = max(0, depth - 1)
        elif depth == 0:
            if kept and atom.lower in lang.words.relative_only:
                break
            kept.append(atom)
    while kept and kept[-1].text == ",":
        kept.pop()
    while len(kept) > 1 and kept[0].lower in lang.words.coordinators:
        kept.pop(0)
    return kept


def _joins(found: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether the word at ``place`` joins two parties, and not two parts of one name or role."""
    words = lang.words
    if found[place].lower not in words.coordinators or found[place].text == "&":
        return False
    left, right = found[place - 1], found[place + 1]
    if left.kind != "w" or right.kind not in "wn" or right.lower in words.prepositions - words.determiners:
        return False
    at = next((k for k in range(1, place) if found[k].lower in words.prepositions), 0)
    if at and not _full_name(found, place + 1, lang):
        return False  # "the Department of Health and Science", "a teacher of music and dance"
    if at and not found[at - 1].capital and left.capital and found[place - 2].lower in words.prepositions | BOTH:
        return False  # "lawyers for Una and Ivo Kell"
    if right.lower in words.determiners | words.possessives | words.articles:
        return True
    people = people_words(lang.code)
    if right.capital and left.capital:
        body = found[-1].lower in people.bodies | words.group_nouns
        return not body or (place > 1 and left.lower not in people.bodies and _named(found[place - 2], lang))
    plural = _plural(left, lang) and _plural(found[-1], lang)
    several = found[0].lower in words.articles and _plural(found[-1], lang) and place + 2 >= len(found)
    return (
        several
        or (plural and place + 3 >= len(found))
        or (right.capital and _plural(left, lang))
        or _named_after(found, place)
    )


def _named_after(found: Sequence[Atom], place: int) -> bool:
    """Read "Minister Jane Doe and spokesman Ivo Kell": a name on either side, a role before the second."""
    return found[place - 1].capital and found[-1].capital and len(found) - place > 2


def _full_name(found: Sequence[Atom], start: int, lang: Language) -> bool:
    rest = found[start:]
    people = people_words(lang.code)
    if rest and rest[0].lower in lang.words.determiners | lang.words.possessives:
        return len(rest) > 1 and rest[-1].lower in people.roles | lang.words.role_nouns
    capitals = [a for a in rest if a.capital and a.lower not in lang.words.titles]
    return len(capitals) >= 2 and rest[0].lower in people.given


def _named(atom: Atom, lang: Language) -> bool:
    return atom.capital and atom.lower not in lang.words.determiners


def _plural(atom: Atom, lang: Language) -> bool:
    words = lang.words
    if atom.lower in words.plurals:
        return True
    return (
        not atom.capital and len(atom.lower) >= LAST_PART and atom.lower.endswith(tuple(words.plural_endings) or "\0")
    )


def _all_named(found: Sequence[Atom], commas: Sequence[int], last: int) -> bool:
    """Whether commas separate the names of a list that ends in "and"."""
    edges = [-1, *commas, last, len(found)]
    return all(any(a.capital for a in found[a + 1 : b]) for a, b in itertools.pairwise(edges))


def _trim(piece: Sequence[Atom], lang: Language) -> list[Atom]:
    kept = list(piece)
    while kept and (kept[0].kind not in "wn" or kept[0].lower in BOTH):
        kept.pop(0)
    while kept and (kept[-1].kind not in "wn" or (kept[-1].lower in BOTH and len(kept) > 1)):
        kept.pop()
    return kept
