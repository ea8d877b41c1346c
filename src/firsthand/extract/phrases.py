"""Noun phrases by their edges: where the party before or behind a cue begins and ends.

There is no parser here. A noun phrase is walked from its cue outwards until a word that cannot be inside one: a
conjunction that opens a clause, a verb, a mark of punctuation. Appositions between commas belong to it.
"""

from collections.abc import Sequence

from firsthand.extract.atoms import Atom
from firsthand.languages import Language, finite_forms

MAX_WORDS = 45
APPOSITION = 28

Range = tuple[int, int]


def is_relative(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a word is a relative pronoun here: one that is also an article is only behind a comma and before no noun."""
    words = lang.words
    if atoms[place].lower not in words.relative_pronouns:
        return False
    if atoms[place].lower not in words.determiners or lang.order == "svo":
        return True
    if place == 0 or place + 1 >= len(atoms):
        return False
    left = atoms[place - 1]
    behind_comma = left.text == "," or (left.lower in words.prepositions and place > 1 and atoms[place - 2].text == ",")
    return behind_comma and not any(a.capital for a in atoms[place + 1 : place + 3])


def before(atoms: Sequence[Atom], end: int, floor: int, lang: Language) -> Range | None:
    """Return the noun phrase that ends at atom ``end`` (exclusive), not reaching left of ``floor``."""
    last = end - 1
    if last < floor:
        return None
    atom = atoms[last]
    words = lang.words
    if is_relative(atoms, last, lang) or (atom.lower in words.subject_pronouns and not atom.lower in words.titles):
        return last, end
    if atom.text == ",":
        return _before_apposition(atoms, last, floor, lang)
    if atom.kind in "qb" or atom.kind == "p" and atom.text not in ")%":
        return None
    start = _walk_left(atoms, end, floor, lang)
    start = _skip_openers(atoms, start, end, lang)
    if start < end and atoms[start].lower in words.prepositions - words.determiners - words.relative_pronouns:
        return None
    return (start, end) if start < end else None


def _before_apposition(atoms: Sequence[Atom], comma: int, floor: int, lang: Language) -> Range | None:
    """The words between two commas before the verb are an apposition; the phrase is what stands before them."""
    for place in range(comma - 1, max(floor, comma - APPOSITION), -1):
        if atoms[place].text == "," or atoms[place].text in "–—":
            head = before(atoms, place, floor, lang) if place > floor else None
            if head is None or head[1] != place:
                return None
            opens = lang.words.prepositions | lang.words.cue_adverbs | lang.words.subordinators
            aside = atoms[place + 1].lower in opens or is_relative(atoms, place + 1, lang)
            return head if aside else (head[0], comma)
        if atoms[place].kind == "q" or atoms[place].text in ";:":
            return None
    return None


def _walk_left(atoms: Sequence[Atom], end: int, floor: int, lang: Language) -> int:
    words, verbs = lang.words, finite_forms(lang)
    place = end - 1
    while place >= floor and end - place <= MAX_WORDS:
        atom = atoms[place]
        lower = atom.lower
        if atom.kind in "qb":
            return place + 1
        if atom.kind == "p":
            if atom.text == ")":
                opened = _matching(atoms, place, floor)
                if opened is None:
                    return place + 1
                place = opened - 1
                continue
            if atom.text == "," and _in_list(atoms, place, end, lang):
                place -= 1
                continue
            if atom.text not in "/&%$€£'’.+":
                return place + 1
        elif place < end - 1 and is_relative(atoms, place, lang):
            if not _has_verb(atoms, place + 1, end, lang):
                return place + 1
            if lower not in words.relative_only:
                return place + 1
        elif lower == "'s" and place and atoms[place - 1].lower not in words.subject_pronouns:
            pass  # a possessive inside the phrase
        elif lower in words.subordinators or lower in words.complementisers or lower in words.question_words:
            return place + 1
        elif lower in words.articles and lang.order == "svo" and place > floor and _plain_noun(atoms, place - 1, lang):
            return place  # an article right behind a noun begins a new phrase
        elif lower in words.coordinators and not _joins_names(atoms, place, floor, lang):
            return place + 1
        elif lower in words.subject_pronouns and lower not in words.determiners:
            return place + 1
        elif lower in verbs and not _nominal(atoms, place, floor, lang):
            return place + 1
        place -= 1
    return place + 1


def _plain_noun(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a word is most likely a noun: none of the closed classes, no verb, nothing that takes an article."""
    atom, words = atoms[place], lang.words
    if atom.kind != "w" or atom.lower.endswith(("ing", "ly")):
        return False
    closed = words.prepositions | words.coordinators | words.determiners | words.subordinators | words.cue_adverbs
    closed |= words.complementisers | words.negations | words.relative_pronouns | words.openers | words.time_words
    return atom.lower not in closed and atom.lower not in finite_forms(lang)


def _nominal(atoms: Sequence[Atom], place: int, floor: int, lang: Language) -> bool:
    """Whether a word that could be a verb stands inside a noun phrase: capital, after an article, or hyphenated."""
    atom = atoms[place]
    if place == floor or atom.lower in lang.words.auxiliaries or atom.lower in lang.words.modals:
        return atom.capital and place > floor
    before_it = atoms[place - 1].lower
    return (
        atom.capital
        or before_it in lang.words.determiners
        or before_it in lang.words.possessives
        or before_it == "'s"
        or before_it in lang.words.linking_prepositions
    )


def _has_verb(atoms: Sequence[Atom], start: int, end: int, lang: Language) -> bool:
    verbs = finite_forms(lang)
    return any(
        atom.lower in verbs or (lang.code == "en" and atom.kind == "w" and atom.lower.endswith("ed"))
        for atom in atoms[start:end]
    )


def _joins_names(atoms: Sequence[Atom], place: int, floor: int, lang: Language) -> bool:
    """Whether a coordinator joins two parties rather than two clauses."""
    if place == floor or place + 1 >= len(atoms):
        return False
    left, right = atoms[place - 1], atoms[place + 1]
    if left.kind not in "wn" or right.kind not in "wn":
        return False
    if left.capital and right.capital:
        return True
    if right.lower in lang.words.subject_pronouns:
        return False
    return not _has_verb(atoms, max(floor, place - 8), place, lang)


def _in_list(atoms: Sequence[Atom], comma: int, end: int, lang: Language) -> bool:
    """Whether a comma separates names of a list that ends in "and"."""
    if comma == 0 or not atoms[comma - 1].capital or comma + 1 >= len(atoms) or not atoms[comma + 1].capital:
        return False
    return any(atom.lower in lang.words.coordinators for atom in atoms[comma + 1 : min(end, comma + 8)])


def _matching(atoms: Sequence[Atom], close: int, floor: int) -> int | None:
    for place in range(close - 1, max(floor - 1, close - 15), -1):
        if atoms[place].text == "(":
            return place
    return None


def _skip_openers(atoms: Sequence[Atom], start: int, end: int, lang: Language) -> int:
    """Leave out what opens a sentence before its subject: "But", "On Monday", "In Berlin"."""
    words = lang.words
    while start < end - 1 and (
        atoms[start].lower in words.openers
        or atoms[start].lower in words.coordinators
        or atoms[start].lower in words.time_words
        or atoms[start].text in "/&"
    ):
        start += 1
    if start < end - 1 and atoms[start].lower in words.prepositions and atoms[start].lower not in words.determiners:
        return _after_fronted(atoms, start, end, lang)
    return start


def _after_fronted(atoms: Sequence[Atom], start: int, end: int, lang: Language) -> int:
    """A preposition opens the stretch: the subject is its last noun phrase that stands by itself."""
    words = lang.words
    for place in range(end - 1, start, -1):
        atom, left = atoms[place], atoms[place - 1]
        if atom.lower in words.determiners and left.lower not in words.prepositions:
            return place
        if atom.capital and (not left.capital or left.lower in words.time_words) and left.lower not in words.prepositions | words.determiners | words.titles:
            if left.kind in "wn" and left.text not in ("'s",) and atom.lower not in words.time_words:
                return place
    return start


def after(atoms: Sequence[Atom], start: int, lang: Language, *, ceiling: int | None = None) -> Range | None:
    """Return the noun phrase that begins at atom ``start``, with an apposition that closes before the ceiling."""
    end = len(atoms) if ceiling is None else ceiling
    if start >= end or atoms[start].kind not in "wn":
        return None
    words, verbs = lang.words, finite_forms(lang)
    first = atoms[start].lower
    if first in words.complementisers | words.subordinators | words.infinitive_markers | words.question_words:
        return None
    if first in words.prepositions - words.determiners - words.subject_pronouns and not atoms[start].capital:
        return None
    if first in words.auxiliaries | words.reflexives or (lang.separable and first in verbs and not atoms[start].capital):
        return None
    if (first in words.subject_pronouns or first in words.object_pronouns) and _stands_alone(atoms, start, end, lang):
        return start, start + 1
    place = start
    while place < end and place - start < MAX_WORDS:
        atom = atoms[place]
        lower = atom.lower
        if atom.kind in "qb":
            break
        if atom.kind == "p":
            if atom.text == "(":
                closing = next((k for k in range(place, min(end, place + 15)) if atoms[k].text == ")"), None)
                if closing is None:
                    break
                place = closing + 1
                continue
            if atom.text == ",":
                close = _apposition(atoms, place, end, lang)
                if close is None:
                    break
                place = close
                continue
            if atom.text not in "/&%$€£'’":
                break
        elif place > start and _stops(atoms, place, lang, verbs):
            break
        place += 1
    return (start, place) if place > start else None


def _stands_alone(atoms: Sequence[Atom], place: int, end: int, lang: Language) -> bool:
    """Whether a pronoun that can also be an article ("den", "die") is not followed by its noun."""
    words = lang.words
    if atoms[place].lower not in words.determiners:
        return True
    if place + 1 >= end or atoms[place + 1].kind not in "wn":
        return True
    lower = atoms[place + 1].lower
    return (
        lower in words.complementisers | words.prepositions | words.cue_adverbs | words.negations | words.auxiliaries
        or lower in words.subordinators
        or lower in words.infinitive_markers
    )


def _stops(atoms: Sequence[Atom], place: int, lang: Language, verbs: frozenset[str]) -> bool:
    words = lang.words
    lower = atoms[place].lower
    if is_relative(atoms, place, lang) or lower in words.subordinators or lower in words.complementisers:
        return True
    if lower in words.time_words or lower in words.adverbials or lower in words.negations:
        return True
    if lower in words.subject_pronouns and lower not in words.determiners:
        return True
    if lower == "'s" and atoms[place - 1].lower not in words.subject_pronouns:
        return False
    if lower in words.articles and lang.order == "svo" and _plain_noun(atoms, place - 1, lang):
        return True
    if lower in words.coordinators:
        return not _joins_names(atoms, place, 0, lang)
    if lower in words.prepositions and lower not in words.linking_prepositions:
        nxt = atoms[place + 1] if place + 1 < len(atoms) else None
        return nxt is None or not (nxt.capital and nxt.lower not in words.time_words and lower in words.place_prepositions)
    if lang.order == "v2" and not atoms[place].capital:
        if atoms[place - 1].capital and lower not in words.linking_prepositions and not lang.separable:
            return lower not in words.role_nouns | words.unnamed_nouns | words.group_nouns
        if lower.endswith(tuple(words.verb_endings)) and atoms[place - 1].lower not in words.determiners:
            return True
    return lower in verbs and not _nominal(atoms, place, 0, lang)


def _apposition(atoms: Sequence[Atom], comma: int, end: int, lang: Language) -> int | None:
    """Return the end of an apposition that opens at a comma: no verb in it, closed by a comma or the sentence's end."""
    words = lang.words
    first = comma + 1
    if first >= end or atoms[first].kind not in "wn":
        return None
    lower = atoms[first].lower
    opens = lower in words.determiners or lower in words.role_nouns or lower in words.possessives
    opens = opens or (atoms[first].kind == "n" and first + 1 < end and atoms[first + 1].text == ",")
    loose = not opens and not (
        atoms[first].capital
        or is_relative(atoms, first, lang)
        or lower in words.prepositions | words.subordinators | words.coordinators
        or (lang.order == "svo" and lower.endswith("ing"))
        or lower in words.complementisers | words.cue_adverbs | words.subject_pronouns | finite_forms(lang)
    )
    if not opens and not loose:
        return None
    for place in range(first, min(end, first + APPOSITION)):
        atom = atoms[place]
        if atom.text in ",.;" or place == end - 1:
            if loose and (atom.text != "," or place - first > 8):
                return None
            return place if atom.kind == "p" else place + 1
        if atom.kind in "qb" or (atom.lower in finite_forms(lang) and not _nominal(atoms, place, first, lang)):
            return None
        if is_relative(atoms, place, lang) or atom.lower in words.complementisers:
            return place
    return None
