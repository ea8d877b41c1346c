"""Words said with no mark between them and who said them: "The centre tests products its website says".

Headlines and texts that lost their commas are written so. The reporting clause then closes the sentence, and what
stands before its subject is the statement.
"""

from firsthand.extract import phrases
from firsthand.extract.clauses import Range, View, only_adverbials
from firsthand.extract.edges import is_relative
from firsthand.extract.kinds import medium
from firsthand.extract.relays import passed_on
from firsthand.languages import finite_forms
from firsthand.languages.people import people_words

LONG = 10
LEAST = 4
"""A statement has at least a subject, a verb and something more; shorter ones are openers ("That day he said")."""


def stated(v: View, source: Range) -> tuple[Range, Range] | None:
    """Return the source, its edge found, and the statement before it; None where no statement stands there.

    ``source`` is the noun phrase before a cue that closes its clause.
    """
    source = party(v, source)
    start, end = _opens(v), source[0]
    if source[1] - source[0] == 1 and not _can_speak(v, source[0]):
        return None
    if end - start < LEAST or not _can_follow(v, end - 1) or not _has_verb(v, start, end):
        return None
    return source, (start, end)


def tag(v: View, start: int) -> int | None:
    """Return where a tag such as "Radio Nord reported" begins that closes a sentence, with only adverbials before it.

    ``start`` is the place behind a cue, whose clause then ends where the tag begins; a comma may part the two.
    """
    match = v.matches[-1] if v.matches else None
    if match is None or match.left <= start or match.form not in ("past", "present"):
        return None
    if v.atoms[match.last - 1].lower not in v.lang.relays.tags or not only_adverbials(v, match.last, v.end):
        return None
    source = phrases.before(v.atoms, match.left, start, v.lang)
    first = party(v, source)[0] if source is not None else start
    if source is None or medium(v.atoms[first : source[1]], v.lang, v.outlets) is None:
        return None
    end = first
    while end > start and v.atoms[end - 1].text == ",":
        end -= 1
    return end if only_adverbials(v, start, end) else None


def _can_speak(v: View, place: int) -> bool:
    """Whether one word can be who said it: a name, a noun, "he", "they"; not "one" or "which"."""
    words, lower = v.lang.words, v.atoms[place].lower
    known = words.person_pronouns | words.plural_pronouns | words.thing_pronouns
    return lower in known or lower not in words.subject_pronouns | words.relative_pronouns | words.articles


def _opens(v: View) -> int:
    place = 0
    while place < v.end and v.atoms[place].text in "–—-":
        place += 1
    return place


def party(v: View, source: Range) -> Range:
    """Return the edges of a source that no mark sets off from the statement before it.

    What stands before a medium's name, its article and its land is left to the statement ("areas Irans Press TV").
    """
    atoms = v.atoms
    place = passed_on(v, source)
    if place is not None and (near := phrases.before(atoms, place, source[0], v.lang)) is not None:
        return near[0], source[1]  # "a statement by the army carried by Press TV"
    named = medium(atoms[slice(*source)], v.lang, v.outlets)
    kinds = v.lang.relays.outlet_nouns
    loose = {*kinds, *v.lang.relays.outlet_adjectives}
    if named is None or any(a.lower not in loose for a in atoms[source[0] + named[1] : source[1]]):
        return _name_alone(v, source)
    known = named[2] is not None
    first = source[0] + named[0] if known else source[1] - 1
    while first > source[0]:
        left = atoms[first - 1]
        if left.lower in v.lang.words.articles:
            return first - 1, source[1]
        if _land(v, left.lower):
            return (first if _governed(v, first - 1) else first - 1), source[1]
        own = left.lower in v.lang.relays.outlet_adjectives or left.lower in kinds
        if left.lower in v.lang.words.time_words or (not own and (known or not left.capital)):
            break
        first -= 1
    return first, source[1]


def _land(v: View, lower: str) -> bool:
    nations = people_words(v.lang.code).nations
    return lower in nations or lower.removesuffix("s") in nations


def _governed(v: View, place: int) -> bool:
    """Whether a land belongs to the words before it: "in northern Syria state television said"."""
    words = v.lang.words
    before = v.atoms[place - 1].lower if place else ""
    return before in words.prepositions | words.coordinators


def _name_alone(v: View, source: Range) -> Range:
    """Leave to the statement a noun or participle before a name: "the areas affected Jane Doe said"."""
    atoms, words = v.atoms, v.lang.words
    last = source[1] - 1
    unnamed = atoms[last].lower in words.unnamed_nouns | words.plurals
    kind = atoms[last - 1].lower
    if unnamed and last - 1 > source[0] and (kind in v.lang.relays.outlet_adjectives or _land(v, kind)):
        return last - 1, source[1]  # "its surroundings local media said"
    for place in range(source[1] - 1, source[0], -1):
        left, atom = atoms[place - 1], atoms[place]
        if not atom.capital or left.capital or left.kind not in "wn":
            continue
        people = words.titles | words.role_nouns | words.unnamed_nouns | words.group_nouns | words.name_particles
        if left.lower in people or left.lower.endswith("'s"):
            continue
        day = left.lower in words.time_words or left.kind == "n"
        if day or left.lower.endswith((*words.verb_endings, *words.plural_endings)):
            return place, source[1]
    return _behind_day(v, source)


def _behind_day(v: View, source: Range) -> Range:
    """Leave to the statement a day before the party: "on Saturday Guard spokesman Jane Doe said"."""
    for place in range(source[1] - 1, source[0], -1):
        if v.atoms[place - 1].lower in v.lang.words.time_words:
            return place, source[1]
    return source


def _can_follow(v: View, last: int) -> bool:
    """Whether a statement can end with a word: not with one that governs what follows ("after the mayor said")."""
    atom, words = v.atoms[last], v.lang.words
    if atom.kind == "q":
        return True
    if atom.kind not in "wn" or is_relative(v.atoms, last, v.lang):
        return False
    closed = words.prepositions | words.coordinators | words.subordinators | words.complementisers
    closed |= words.question_words | words.determiners | words.possessives | words.auxiliaries | words.modals
    return atom.lower not in closed


def _has_verb(v: View, start: int, end: int) -> bool:
    """Whether a stretch holds a finite verb that could be its own."""
    known, endings = finite_forms(v.lang), v.lang.words.verb_endings
    if end - start >= LONG:
        return True
    return any(
        a.kind == "w" and not a.capital and (a.lower in known or (a.lower.endswith(endings) and "-" not in a.lower))
        for a in v.atoms[start + 1 : end]
    )
