"""Noun phrases by their edges: where the party before or behind a cue begins and ends.

There is no parser here. A noun phrase is walked from its cue outwards until a word that cannot be inside one: a
conjunction that opens a clause, a verb, a mark of punctuation. Appositions between commas belong to it.
"""

from collections.abc import Sequence

from firsthand.extract import phrases_nouns
from firsthand.extract.atoms import Atom
from firsthand.extract.edges import (
    closing_bracket,
    has_verb,
    in_list,
    inside_phrase,
    is_possessive,
    is_relative,
    is_verb,
    joins_names,
    names_role,
    opening_bracket,
    plain_noun,
    stands_alone,
)
from firsthand.languages import Language, finite_forms

MAX_WORDS = 45
APPOSITION = 28
LOOSE = 8
SMALL_NAME = 3
"""Words of a name in marks that is written small."""

Range = tuple[int, int]

__all__ = ["Range", "after", "before", "is_relative"]


def before(atoms: Sequence[Atom], end: int, floor: int, lang: Language) -> Range | None:
    """Return the noun phrase that ends at atom ``end`` (exclusive), not reaching left of ``floor``."""
    last = end - 1
    if last < floor:
        return None
    atom, words = atoms[last], lang.words
    if is_relative(atoms, last, lang) or (atom.lower in words.subject_pronouns and atom.lower not in words.titles):
        return last, end
    if atom.text == ",":
        return _before_apposition(atoms, last, floor, lang)
    if (atom.kind in "qb" and not named_in_marks(atoms, last, lang)) or (atom.kind == "p" and atom.text not in ")%"):
        return None
    if lang.order == "svo" and last > floor + 1 and atom.lower in words.openers - words.coordinators:
        return before(atoms, last, floor, lang)  # "the agency however reported"
    start = _skip_openers(atoms, _walk_left(atoms, end, floor, lang), end, lang)
    if start >= end or atoms[start].lower in words.prepositions - words.determiners - words.relative_pronouns:
        return None
    return start, end


def _before_apposition(atoms: Sequence[Atom], comma: int, floor: int, lang: Language) -> Range | None:
    """The words between two commas before the verb are an apposition; the phrase is what stands before them."""
    words = lang.words
    for place in range(comma - 1, max(floor, comma - APPOSITION), -1):
        if atoms[place].text == "," and place + 2 == comma and atoms[place + 1].kind == "n":
            continue  # "a headline from Feb. 16, 2017,"
        if atoms[place].text == "," or atoms[place].text in "–—":
            head = before(atoms, place, floor, lang) if place > floor else None
            if head is None or head[1] != place:
                return None
            opens = words.prepositions | words.cue_adverbs | words.subordinators
            relative = is_relative(atoms, place + 1, lang) and has_verb(atoms, place + 2, comma, lang)
            aside = atoms[place + 1].lower in opens or relative
            return head if aside else (head[0], comma)
        if atoms[place].kind == "q" or atoms[place].text in ";:":
            return None
    return None


def _walk_left(atoms: Sequence[Atom], end: int, floor: int, lang: Language) -> int:
    place = end - 1
    while place >= floor and end - place <= MAX_WORDS:
        if atoms[place].kind == "p":
            step = _past_mark(atoms, place, end, floor, lang)
            if step is None:
                return place + 1
            place = step
            continue
        if _article_behind_noun(atoms, place, floor, lang):
            return place
        if named_in_marks(atoms, place, lang):
            place -= 1
            continue
        if atoms[place].kind in "qb" or _stops_left(atoms, place, end, floor, lang):
            return place + 1
        place -= 1
    return place + 1


def _past_mark(atoms: Sequence[Atom], place: int, end: int, floor: int, lang: Language) -> int | None:
    """Return where the walk goes on left of a mark of punctuation, or None where it ends."""
    atom = atoms[place]
    if atom.text == ")":
        opened = opening_bracket(atoms, place, floor)
        return None if opened is None else opened - 1
    if _hyphen(atoms, place, lang):
        return place - 1
    if (atom.text == "," and in_list(atoms, place, end, lang)) or inside_phrase(atom):
        return place - 1
    return None


def _article_behind_noun(atoms: Sequence[Atom], place: int, floor: int, lang: Language) -> bool:
    """Whether an article right behind a noun begins a new phrase ("in the city the minister")."""
    english = lang.order == "svo" and place > floor
    if not english or atoms[place].lower not in lang.words.articles:
        return False
    if names_role(atoms, place, floor, lang):
        return False
    return atoms[place - 1].kind == "n" or plain_noun(atoms, place - 1, lang)


def _stops_left(atoms: Sequence[Atom], place: int, end: int, floor: int, lang: Language) -> bool:
    words, lower = lang.words, atoms[place].lower
    if place < end - 1 and is_relative(atoms, place, lang):
        return lower not in words.relative_only or not has_verb(atoms, place + 1, end, lang)
    if is_possessive(atoms, place, lang):
        return False
    if lower in words.subordinators or lower in words.complementisers or lower in words.question_words:
        return True
    if lang.separable and lower in words.reflexives | lang.reported_forms and place < end - 1:
        return True
    if lower in words.coordinators:
        return not joins_names(atoms, place, floor, lang)
    return (lower in words.subject_pronouns and lower not in words.determiners) or is_verb(atoms, place, floor, lang)


def _skip_openers(atoms: Sequence[Atom], start: int, end: int, lang: Language) -> int:
    """Leave out what opens a sentence before its subject: "But", "On Monday", "In Berlin"."""
    words = lang.words
    while start < end - 1 and (
        atoms[start].lower in words.openers
        or atoms[start].lower in words.coordinators
        or atoms[start].lower in words.time_words
        or atoms[start].text in "/&"
        or _date(atoms, start, lang)
    ):
        start += 1
    if start < end - 2 and atoms[start].lower in words.prepositions and atoms[start + 1].lower in words.time_words:
        return _skip_openers(atoms, start + 2, end, lang)
    if start < end - 1 and atoms[start].lower in words.prepositions and atoms[start].lower not in words.determiners:
        return _after_fronted(atoms, start, end, lang)
    return start


def _date(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a number is a day or a year: "24 August 2013 the minister said"."""
    if atoms[place].kind != "n" or lang.order != "svo":
        return False
    month = lang.words.time_words
    return atoms[place + 1].lower in month or (place > 0 and atoms[place - 1].lower in month)


def _after_fronted(atoms: Sequence[Atom], start: int, end: int, lang: Language) -> int:
    """A preposition opens the stretch: the subject is its last noun phrase that stands by itself."""
    words = lang.words
    for place in range(end - 1, start, -1):
        atom, left = atoms[place], atoms[place - 1]
        if atom.lower in words.determiners and left.lower not in words.prepositions:
            if names_role(atoms, place, start, lang):
                continue
            return place
        if (
            (
                atom.capital
                and (not left.capital or left.lower in words.time_words)
                and left.lower not in words.prepositions | words.determiners | words.titles
            )
            and left.kind in "wn"
            and left.text not in ("'s",)
            and atom.lower not in words.time_words
        ):
            return place
    return start


def after(atoms: Sequence[Atom], start: int, lang: Language, *, ceiling: int | None = None) -> Range | None:
    """Return the noun phrase that begins at atom ``start``, with an apposition that closes before the ceiling.

    A language that writes its nouns with a capital tells where one ends; see ``phrases_nouns``.
    """
    end = len(atoms) if ceiling is None else ceiling
    if lang.separable:
        return phrases_nouns.after(atoms, start, end, lang)
    if start >= end or not _can_open(atoms, start, lang):
        return None
    words, first = lang.words, atoms[start].lower
    if (first in words.subject_pronouns or first in words.object_pronouns) and stands_alone(atoms, start, end, lang):
        return start, start + 1
    place = start
    while place < end and place - start < MAX_WORDS:
        atom = atoms[place]
        step: int | None = place + 1
        if atom.kind == "p":
            step = _across_mark(atoms, place, end, lang)
        elif atom.kind in "qb" or (place > start and _stops_right(atoms, place, lang)):
            step = None
        if step is None:
            break
        place = step
    return (start, place) if place > start else None


def _can_open(atoms: Sequence[Atom], start: int, lang: Language) -> bool:
    """Whether a word can be the first of a noun phrase."""
    words, atom = lang.words, atoms[start]
    first = atom.lower
    if atom.kind not in "wn" or first in words.auxiliaries | words.reflexives | words.infinitive_markers:
        return False
    if first in words.complementisers | words.subordinators | words.question_words:
        return False
    return atom.capital or first not in words.prepositions - words.determiners - words.subject_pronouns


def _hyphen(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a hyphen joins a number to its word ("81-jährige")."""
    if not lang.separable or atoms[place].text != "-" or not 0 < place < len(atoms) - 1:
        return False
    return atoms[place - 1].end == atoms[place].start and atoms[place].end == atoms[place + 1].start


def named_in_marks(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a quotation is a name inside a noun phrase ("die Zeitung „Kurier“"): short, behind a noun or article."""
    atom = atoms[place]
    if not lang.separable or atom.kind != "q" or place == 0 or len(atom.text.split()) > 5:
        return False
    left, inner = atoms[place - 1], atom.text[1:].lstrip()
    genitive = left.lower in lang.words.genitives and place > 2 and atoms[place - 2].capital
    genitive = genitive and len(inner.split()) <= SMALL_NAME
    small = inner[:1].islower() and "." not in inner.rstrip("”“\"'»«’ .")[1:]
    if small and not genitive and left.lower not in lang.words.agent_prepositions:
        return False  # names begin with a capital, or hold a full stop as addresses do
    owned = left.capital or left.lower in lang.words.determiners | lang.words.agent_prepositions
    return owned and left.kind == "w" and atom.text.rstrip("”“\"'»«’ ")[-1:] not in (",", ".", "!", "?")


def _across_mark(atoms: Sequence[Atom], place: int, end: int, lang: Language) -> int | None:
    """Return where the phrase goes on right of a mark of punctuation, or None where it ends."""
    if atoms[place].text == "(":
        closing = closing_bracket(atoms, place, end)
        return None if closing is None else closing + 1
    if atoms[place].text == ",":
        return _apposition(atoms, place, end, lang)
    return place + 1 if inside_phrase(atoms[place]) and atoms[place].text not in ".+" else None


def _stops_right(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    words, lower = lang.words, atoms[place].lower
    closed = words.subordinators | words.complementisers | words.time_words | words.adverbials | words.negations
    if _names_office(atoms, place, lang) or (lang.compounds and atoms[place].capital and lower in words.prepositions):
        return False
    if (lower in closed and not _in_title(atoms, place, lang)) or is_relative(atoms, place, lang):
        return True
    if lang.compounds and lower in words.articles and atoms[place - 1].lower.endswith(words.definite_endings or "\0"):
        return True  # "enligt kvinnan en …": behind a definite noun an article opens the next phrase
    if lower in words.subject_pronouns and lower not in words.determiners:
        return True
    if is_possessive(atoms, place, lang):
        return False
    if lower in words.coordinators:
        return not joins_names(atoms, place, 0, lang)
    if lower in words.prepositions and lower not in words.linking_prepositions:
        return not _names_place(atoms, place, lang)
    return (
        _article_behind_noun(atoms, place, 0, lang) or _ends_name(atoms, place, lang) or is_verb(atoms, place, 0, lang)
    )


def _in_title(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a word for a time is part of a name: "the Sunday Times", "the Dallas Morning News", no "CNN Sunday"."""
    words = lang.words
    if lang.order != "svo" or atoms[place].lower not in words.time_words or place + 1 >= len(atoms):
        return False
    between = atoms[place].capital and atoms[place + 1].capital and atoms[place + 1].lower not in words.time_words
    return between and (atoms[place - 1].lower in words.articles or atoms[place].lower in words.day_parts)


def _names_office(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a preposition leads from a role to the body it belongs to ("en talesman för bolaget")."""
    words = lang.words
    if not lang.compounds or atoms[place].lower not in words.linking_prepositions or place + 1 >= len(atoms):
        return False
    left, right = atoms[place - 1].lower, atoms[place + 1].lower
    if right in words.time_words or right in words.possessives or right in words.subject_pronouns - words.determiners:
        return False
    roles = words.role_nouns | words.document_nouns | (words.unnamed_nouns - words.group_nouns)
    return left in roles and not is_relative(atoms, place, lang)


def _names_place(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a preposition leads to a place name ("the embassy in Berlin"), not to a day."""
    following = atoms[place + 1] if place + 1 < len(atoms) else None
    if following is None or atoms[place].lower not in lang.words.place_prepositions:
        return False
    return following.capital and following.lower not in lang.words.time_words


def _ends_name(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a small word behind a name, or one that ends like a verb, must be the verb of a V2 clause."""
    words, atom = lang.words, atoms[place]
    if lang.order != "v2" or atom.capital:
        return False
    left = atoms[place - 1]
    if left.capital and not lang.separable and atom.lower not in words.linking_prepositions:
        if atom.kind == "w" and left.lower.endswith("s") and atom.lower not in finite_forms(lang):
            return False  # a genitive with its noun
        if left.lower.endswith("a") and atom.lower.endswith(words.definite_endings) and words.definite_endings:
            return atom.lower in finite_forms(lang)
        return atom.lower not in words.role_nouns | words.unnamed_nouns | words.group_nouns
    return atom.lower.endswith(tuple(words.verb_endings)) and left.lower not in words.determiners


def _apposition(atoms: Sequence[Atom], comma: int, end: int, lang: Language) -> int | None:
    """Return the end of an apposition that opens at a comma: no verb in it, closed by a comma or the sentence's end."""
    first = comma + 1
    if first >= end or atoms[first].kind not in "wn":
        return None
    sure = _opens_apposition(atoms, first, end, lang)
    if not sure and not _may_open_apposition(atoms, first, lang):
        return None
    for place in range(first, min(end, first + APPOSITION)):
        atom = atoms[place]
        if place == end - 1 and lang.order == "svo" and is_verb(atoms, place, first, lang):
            return None  # ", the Harbour Post reported" is a clause
        if atom.text in ",.;" or place == end - 1:
            if not sure and (atom.text != "," or place - first > LOOSE):
                return None
            return place if atom.kind == "p" else place + 1
        if is_relative(atoms, place, lang) or atom.lower in lang.words.complementisers:
            return place
        if atom.kind in "qb" or is_verb(atoms, place, first, lang):
            return None
    return None


def _opens_apposition(atoms: Sequence[Atom], first: int, end: int, lang: Language) -> bool:
    """Whether a word behind a comma opens an apposition: an article, a role, or an age."""
    words, lower = lang.words, atoms[first].lower
    age = atoms[first].kind == "n" and first + 1 < end and atoms[first + 1].text == ","
    return age or lower in words.determiners or lower in words.role_nouns or lower in words.possessives


def _may_open_apposition(atoms: Sequence[Atom], first: int, lang: Language) -> bool:
    """Whether a word behind a comma could open a short apposition: a small noun of no closed class."""
    words, atom = lang.words, atoms[first]
    if lang.order == "v2" and atom.lower in words.attendants:
        return True  # "en revisor, med insyn i bolagen,"
    closed = words.prepositions | words.subordinators | words.coordinators | words.complementisers
    closed |= words.cue_adverbs | words.subject_pronouns | finite_forms(lang)
    if atom.capital or is_relative(atoms, first, lang) or atom.lower in closed:
        return False
    return not (words.gerund_endings and atom.lower.endswith(tuple(words.gerund_endings)))
