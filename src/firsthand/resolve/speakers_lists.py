"""Joint sources that are lists: full names with what stands beside each, or noun phrases that can be no apposition."""

from collections.abc import Sequence

from firsthand.extract.atoms import Atom
from firsthand.languages import Language
from firsthand.languages.people import PeopleWords, people_words
from firsthand.resolve.names import is_title

DASHES = frozenset({"--", "–", "—", "-"})
LONGEST = 8
LEAST = 5
"""Letters of a plain noun that a plural ending is believed of."""

Piece = tuple[Atom, ...]


def listing(found: Sequence[Atom], lang: Language) -> list[Piece]:
    """Return the parties of a list with one "and", each without what is said beside it; nothing where it is none."""
    pieces, joint = _pieces(found, lang)
    comma = next((k for k, a in enumerate(found) if a.text == ","), len(found))
    if joint < 0 and comma < len(found):
        return listing(found[:comma], lang)  # "Una Kell and Ivo Lund, the mayor and the pilot"
    if joint < 1 or joint >= len(pieces):
        return []
    people = people_words(lang.code)
    full = [_is_full(piece, people, lang) for piece in pieces]
    if sum(full) >= 2 and (full[joint] or sum(full) > 2 or not full[0]):
        return _names(pieces, full, joint, lang)
    if not any(full) and len(pieces) > 2 and joint == len(pieces) - 1:
        return _nouns(pieces, people, lang)
    return []


def _pieces(found: Sequence[Atom], lang: Language) -> tuple[list[Piece], int]:
    """Cut at commas, dashes and the one "and"; also say which piece stands behind that "and", or -1."""
    pieces: list[Piece] = []
    joint, current = -1, list[Atom]()
    for atom in found:
        joins = atom.lower in lang.words.coordinators and atom.text != "&"
        if not joins and atom.text not in DASHES and atom.text not in ",;":
            current.append(atom)
            continue
        if current:
            pieces.append(tuple(current))
            current = []
        if joins:
            if joint >= 0:
                return [], -1
            joint = len(pieces)
    if current:
        pieces.append(tuple(current))
    return pieces, joint


def _core(piece: Piece, lang: Language) -> Piece:
    """The words before the first preposition: "Senator Jane Doe" of "Senator Jane Doe of Vale"."""
    end = next((k for k, a in enumerate(piece) if k and a.lower in lang.words.prepositions), len(piece))
    return piece[:end]


def _is_full(piece: Piece, people: PeopleWords, lang: Language) -> bool:
    """Whether a piece names a person with a title or a first name."""
    core = _core(piece, lang)
    if not core or not core[-1].capital or core[-1].lower in people.bodies | people.things | lang.words.group_nouns:
        return False
    start = len(core)
    while start and core[start - 1].capital:
        start -= 1
    names = core[start:]
    titled = any(is_title(a, lang) for a in names[:-1]) or (start > 0 and is_title(core[start - 1], lang))
    given = people.given
    return titled or any(a.lower in given for a in names[:-1])


def _names(pieces: Sequence[Piece], full: Sequence[bool], joint: int, lang: Language) -> list[Piece]:
    """Keep the names of a list; what stands between commas behind a name, or before all of them, is said of them."""
    kept: list[Piece] = []
    for place, piece in enumerate(pieces):
        lone = len(piece) == 1 and piece[0].capital
        if full[place] or (lone and (place == joint or place < len(pieces) - 1)):
            kept.append(piece)
        elif place == joint:
            return []
        elif place == 0:
            head = _core(piece, lang)[-1]
            if head.capital or not _plural(head, lang):
                return []
    return kept


def _nouns(pieces: Sequence[Piece], people: PeopleWords, lang: Language) -> list[Piece]:
    """A list of several kinds of people or of bodies; a single person behind a comma is said of the one before."""
    bodies = people.bodies | lang.words.group_nouns
    for place, piece in enumerate(pieces):
        core = _core(piece, lang)
        if len(piece) > LONGEST:
            return []
        body = piece[0].lower in people.definite and (place == 0 or core[-1].lower in bodies)
        if not body and not _plural(core[-1], lang):
            return []
    return list(pieces)


def _plural(atom: Atom, lang: Language) -> bool:
    words = lang.words
    ends = len(atom.lower) >= LEAST and atom.lower.endswith(tuple(words.plural_endings) or "\0")
    return atom.lower in words.plurals or (not atom.capital and ends)
