"""What a word can be at the edge of a noun phrase: small tests on single atoms, by the language's closed classes."""

from collections.abc import Sequence

from firsthand.extract.atoms import Atom
from firsthand.languages import Language, finite_forms

_INSIDE = frozenset("/&%$€£'’.+")
BRACKET = 15
TITLE_WORDS = 5
SPEECH = 8
ROLE_REACH = 4
CLAUSE_ENDS = frozenset(",;:.!?")


def is_relative(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a word is a relative pronoun here.

    One that is also an article (German "der") is only behind a comma and before no noun.
    """
    words = lang.words
    if atoms[place].lower not in words.relative_pronouns:
        return False
    if atoms[place].lower not in words.determiners or lang.order == "svo":
        return True
    if place == 0 or place + 1 >= len(atoms):
        return False
    left = atoms[place - 1]
    behind_comma = left.text == "," or (left.lower in words.prepositions and place > 1 and atoms[place - 2].text == ",")
    if not behind_comma:
        return False
    return not any(a.capital for a in atoms[place + 1 : place + 3]) or _verb_last(atoms, place, lang)


def _verb_last(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a clause with its verb last follows, and no noun of the article: "der am Montag in Kiel war"."""
    words, following = lang.words, atoms[place + 1].lower
    small = words.prepositions | words.cue_adverbs | words.time_words | words.subordinators | words.reflexives
    small |= words.negations | words.possessives | words.determiners
    if not lang.separable or atoms[place + 1].capital or following not in small:
        return False
    stop = next((k for k in range(place + 1, len(atoms)) if atoms[k].text in CLAUSE_ENDS), len(atoms))
    last = atoms[stop - 1]
    return last.kind == "w" and not last.capital and last.lower.endswith(words.final_endings)


def is_possessive(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a clitic ("'s") marks a possessor and is not short for a verb."""
    words = lang.words
    return atoms[place].lower in words.clitics and (place == 0 or atoms[place - 1].lower not in words.subject_pronouns)


def plain_noun(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a word is most likely a noun: none of the closed classes, no verb, nothing that takes an article."""
    atom, words = atoms[place], lang.words
    if atom.kind != "w" or atom.lower.endswith((*words.gerund_endings, *words.adverb_endings)):
        return False
    closed = words.prepositions | words.coordinators | words.determiners | words.subordinators | words.cue_adverbs
    closed |= words.complementisers | words.negations | words.relative_pronouns | words.openers | words.time_words
    return atom.lower not in closed and atom.lower not in finite_forms(lang)


def is_verb(atoms: Sequence[Atom], place: int, floor: int, lang: Language) -> bool:
    """Whether a word is a finite verb here, and not a noun or adjective of the same form."""
    if atoms[place].lower not in finite_forms(lang) or _nominal(atoms, place, floor, lang):
        return False
    words = lang.words
    by = place + 1 < len(atoms) and atoms[place + 1].lower in words.agent_prepositions
    # "A worker quoted by the paper": a participle behind its noun, which the phrase holds
    return not (by and lang.order == "svo" and atoms[place].lower not in words.auxiliaries)


def _nominal(atoms: Sequence[Atom], place: int, floor: int, lang: Language) -> bool:
    """Whether a word that could be a verb stands inside a noun phrase: a capital, or after an article."""
    atom, words = atoms[place], lang.words
    if place == floor or atom.lower in words.auxiliaries or atom.lower in words.modals:
        return atom.capital and place > floor
    left = atoms[place - 1].lower
    owned = left in words.determiners or left in words.possessives or left in words.clitics
    return atom.capital or owned or left in words.linking_prepositions


def has_verb(atoms: Sequence[Atom], start: int, end: int, lang: Language) -> bool:
    """Whether a stretch holds a verb form the language file knows, or a word that ends like one."""
    verbs, endings = finite_forms(lang), lang.words.verb_endings
    words = (a for a in atoms[start:end] if a.kind == "w")
    return any(a.lower in verbs or (a.lower.endswith(endings) and "-" not in a.lower) for a in words)


def names_role(atoms: Sequence[Atom], article: int, floor: int, lang: Language) -> bool:
    """Whether an article behind a full name opens what the person is: "Jane Doe a member of the council"."""
    if article - 2 < floor or not (atoms[article - 1].capital and atoms[article - 2].capital):
        return False
    words = lang.words
    people = words.role_nouns | words.unnamed_nouns | words.titles
    first = article - 1
    while first > floor and atoms[first - 1].capital:
        first -= 1
    if atoms[max(0, first - 1)].lower in words.place_prepositions:
        return False  # "in New Harsund a spokesman said": a place
    return any(a.lower in people for a in atoms[article + 1 : article + ROLE_REACH])


def joins_words(atoms: Sequence[Atom], dash: int) -> bool:
    """Whether a dash is part of a word or range: "28-årig", "för- och nackdelar", "Torp – Sund"."""
    if not 0 < dash < len(atoms) - 1:
        return False
    left, right = atoms[dash - 1], atoms[dash + 1]
    if left.end == atoms[dash].start and left.kind in "wn":
        return True
    ends = dash + 2 == len(atoms) or atoms[dash + 2].text in ",.;:"
    return ends and left.capital and right.capital


def whole_speech(atom: Atom) -> bool:
    """Whether a quotation is a sentence of its own: it opens with a capital and has some length."""
    words = atom.text.strip("”“\"'»«’‘„ ").split()
    return atom.kind == "q" and len(words) >= SPEECH and words[0][:1].isupper()


def title_in_marks(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a quotation is the title of a programme or work: "told “Morning Call” that", "Radio Nord's “Focus”"."""
    atom, words = atoms[place], lang.words
    if atom.kind != "q" or place == 0 or lang.separable:
        return False
    inner = atom.text.strip("”“\"'»«’‘ ,")
    parts = inner.split()
    left = atoms[place - 1]
    work = left.lower in words.document_nouns  # "in her book “The Long Game.”"
    if not 0 < len(parts) <= TITLE_WORDS or inner[-1:] in ("!", "?") or (inner[-1:] == "." and not work):
        return False
    named = all(p[0].isupper() or p.lower() in words.linking_prepositions | words.articles for p in parts)
    return named and (work or left.lower in words.prepositions | words.clitics | words.articles or left.text in "’'")


def joins_names(atoms: Sequence[Atom], place: int, floor: int, lang: Language) -> bool:
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
    return not has_verb(atoms, max(floor, place - 8), place, lang)


def in_list(atoms: Sequence[Atom], comma: int, end: int, lang: Language) -> bool:
    """Whether a comma separates names of a list that ends in "and"."""
    if comma == 0 or not atoms[comma - 1].capital or comma + 1 >= len(atoms) or not atoms[comma + 1].capital:
        return False
    return any(atom.lower in lang.words.coordinators for atom in atoms[comma + 1 : min(end, comma + 8)])


def opening_bracket(atoms: Sequence[Atom], close: int, floor: int) -> int | None:
    """Return where the bracket that closes at ``close`` opens, if near."""
    return next((k for k in range(close - 1, max(floor - 1, close - BRACKET), -1) if atoms[k].text == "("), None)


def closing_bracket(atoms: Sequence[Atom], start: int, end: int) -> int | None:
    """Return where the bracket that opens at ``start`` closes, if near."""
    return next((k for k in range(start, min(end, start + BRACKET)) if atoms[k].text == ")"), None)


def inside_phrase(atom: Atom) -> bool:
    """Whether a mark of punctuation can stand inside a noun phrase."""
    return atom.text in _INSIDE


def stands_alone(atoms: Sequence[Atom], place: int, end: int, lang: Language) -> bool:
    """Whether a pronoun that can also be an article ("den", "die") is not followed by its noun."""
    words = lang.words
    if atoms[place].lower not in words.determiners:
        return True
    if place + 1 >= end or atoms[place + 1].kind not in "wn":
        return True
    closed = words.complementisers | words.prepositions | words.cue_adverbs | words.negations | words.auxiliaries
    return atoms[place + 1].lower in closed | words.subordinators | words.infinitive_markers
