"""Noun phrases in a language that writes its nouns with a capital (German): read forward, from their first word.

An article and adjectives lead to a noun or name; a genitive, a phrase with "von", a place, a bracket, a name in marks
or a further noun behind "und" may follow it, and an apposition between commas. A small word that is none of these
ends the phrase.
"""

from collections.abc import Sequence

from firsthand.extract.atoms import Atom
from firsthand.extract.edges import closing_bracket, stands_alone
from firsthand.languages import Language, finite_forms

Range = tuple[int, int]

NAME = 5
"""Words of a quotation up to which it can be a name."""
ROLE = 4
"""Letters of a role from which a compound is known by it ("Parteichef")."""
EMBEDDED = 16
"""Words between an article and its noun."""
_JOINS = frozenset("/&-–")


def after(atoms: Sequence[Atom], start: int, end: int, lang: Language) -> Range | None:
    """Return the noun phrase that begins at ``start``, with its apposition, up to ``end`` at most."""
    while start + 1 < end and atoms[start].lower in lang.words.focus_adverbs:
        start += 1
    stop = _whole(atoms, start, end, lang)
    if stop is None:
        return None
    further = _apposition(atoms, stop, end, lang)
    return start, further if further is not None else stop


def subject(atoms: Sequence[Atom], start: int, finite: int, lang: Language) -> Range | None:
    """Return the subject where a noun phrase fills the clause from ``start`` to the verb at ``finite``.

    What stands between commas behind its noun belongs to it where it is an apposition, and not where it is a clause.
    """
    stop = _whole(atoms, start, finite, lang)
    if stop is None:
        return None
    end = stop
    while stop < finite:
        if atoms[stop].text != ",":
            break
        apposed = _apposition(atoms, stop, finite, lang)
        if apposed is None and atoms[stop + 1].capital and _whole(atoms, stop + 1, finite, lang) == finite:
            return start, finite  # a list, or an apposition whose second comma is missing
        if apposed is not None and end == stop:
            end = stop = apposed
        elif atoms[finite - 1].text == "," and stop < finite - 1:
            if _own_verb(atoms, stop, finite - 1, lang):
                return None
            told = atoms[end - 1].lower in lang.words.document_nouns
            return (start, finite - 1) if told else (start, end)  # a clause behind a document may say whose it is
        else:
            stop += 1
    words = lang.words
    while stop < finite and atoms[stop].lower in words.cue_adverbs | words.openers | words.focus_adverbs:
        stop += 1
    return (start, end) if stop == finite else None


def _own_verb(atoms: Sequence[Atom], start: int, end: int, lang: Language) -> bool:
    """Whether a comma in a stretch has a finite verb behind it, of which the phrase before is the subject."""
    known = finite_forms(lang)
    return any(
        atoms[k].text == "," and atoms[k + 1].lower in known and not atoms[k + 1].capital for k in range(start + 1, end)
    )


def _whole(atoms: Sequence[Atom], start: int, end: int, lang: Language) -> int | None:
    """Return where a phrase ends, with all that follows its noun but an apposition."""
    stop = _simple(atoms, start, end, lang)
    if stop == start + 1 and atoms[start].lower in lang.words.subject_pronouns | lang.words.object_pronouns:
        return stop
    while stop is not None and stop < end:
        further = _attached(atoms, start, stop, end, lang)
        if further is None:
            break
        stop = further
    return stop


def _simple(atoms: Sequence[Atom], start: int, end: int, lang: Language) -> int | None:
    """Return where the article, adjectives and nouns that begin at a place end."""
    if start >= end:
        return None
    words, first = lang.words, atoms[start]
    if first.kind == "q":
        return _nouns(atoms, start + 1, end, lang, marked=True) if len(first.text.split()) <= NAME else None
    pronoun = first.lower in words.subject_pronouns | words.object_pronouns
    if pronoun and stands_alone(atoms, start, end, lang) and not _leads(atoms, start + 1, end, lang):
        return start + 1
    place = start
    while place < end and (atoms[place].lower in words.determiners | words.possessives or atoms[place].kind == "n"):
        place += 1
    if place > start:
        place = _past_embedded(atoms, place, end, lang)
    while place < end and not _noun(atoms, place, lang):
        if place > start and (_name_in_marks(atoms, place) or _owner_in_marks(atoms, start, place, lang)):
            return _nouns(atoms, place + 1, end, lang, marked=True)
        if not (_adjective(atoms, place, lang) or (place > start and atoms[place].text in _JOINS)):
            articles = {a.lower for a in atoms[start:place]} <= lang.words.articles
            return _small_name(atoms, place, end, lang) if place == start or articles else None
        place += 1
    return _nouns(atoms, place, end, lang) if place < end else None


def _nouns(atoms: Sequence[Atom], place: int, end: int, lang: Language, *, marked: bool = False) -> int:
    """Return the place behind a noun and the names behind it; only behind a hyphen where a name in marks is before."""
    words = lang.words
    if marked and (place >= end or atoms[place].text not in _JOINS):
        return place
    while place < end:
        atom = atoms[place]
        joins = place + 1 < end and _noun(atoms, place + 1, lang)
        numbered = atom.kind == "n" and place + 1 < end and atoms[place + 1].text in _JOINS
        particle = atom.lower in words.name_particles - words.prepositions
        if atom.text in _JOINS and place + 1 < end and atoms[place + 1].capital and atoms[place - 1].end == atom.start:
            place += 2
        elif _noun(atoms, place, lang) or (particle and joins) or numbered:
            place += 1
        else:
            break
        if place < end and atoms[place].lower in words.time_words:
            break
    return place


def _name_in_marks(atoms: Sequence[Atom], place: int) -> bool:
    """Whether a quotation is so short that it can be a name, and closes with no mark of a sentence."""
    atom = atoms[place]
    if atom.kind != "q" or len(atom.text.split()) > NAME:
        return False
    inner = atom.text[1:].strip("”“\"'»«’ ")
    return inner[-1:] not in (",", ".", "!", "?") and (not inner[:1].islower() or "." in inner)


def _owner_in_marks(atoms: Sequence[Atom], start: int, place: int, lang: Language) -> bool:
    """Whether a name in marks stands in the genitive or behind "von", and so may be written small ("der „ag nord“")."""
    words, left = lang.words, atoms[place - 1].lower
    if atoms[place].kind != "q" or len(atoms[place].text.split()) > NAME or start == 0:
        return False
    behind = atoms[start - 1]
    return (
        left in words.agent_prepositions
        or (left in words.genitives and behind.capital)
        or (behind.lower in words.agent_prepositions)
    )


def _leads(atoms: Sequence[Atom], place: int, end: int, lang: Language) -> bool:
    """Whether an adverbial behind an article belongs to an adjective before the noun ("der für Bau zuständige Rat")."""
    return place < end and _past_embedded(atoms, place, end, lang) > place


def _past_embedded(atoms: Sequence[Atom], place: int, end: int, lang: Language) -> int:
    """Return the place of the adjective that an adverbial behind an article belongs to, else the place itself."""
    words = lang.words
    atom = atoms[place] if place < end else None
    if atom is None or atom.capital or atom.lower not in words.prepositions | words.time_words | words.cue_adverbs:
        return place
    for at in range(place + 1, min(end - 1, place + EMBEDDED)):
        if atoms[at].kind not in "wn" and atoms[at].text not in _JOINS:
            return place
        named = _noun(atoms, at + 1, lang) or _name_in_marks(atoms, at + 1)
        if _adjective(atoms, at, lang) and named and not _opens(atoms, at - 1, lang):
            return at
    return place


def _opens(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether an adjective behind a word would belong to a noun within the adverbial: "in der großen Stadt"."""
    words = lang.words
    return atoms[place].lower in words.determiners | words.possessives | words.prepositions


def _noun(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a word is a noun or a name: a capital, in it or before it, and not only that of a sentence's start."""
    atom, words = atoms[place], lang.words
    if atom.kind != "w" or not (any(c.isupper() for c in atom.text) or "." in atom.text[1:-1]):
        return False
    closed = words.determiners | words.possessives | words.prepositions | words.complementisers | words.subordinators
    closed |= words.subject_pronouns | words.openers | words.question_words | words.coordinators
    return place > 0 or atom.lower not in closed


def _adjective(atoms: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a small word can stand before a noun."""
    atom, words = atoms[place], lang.words
    if atom.kind == "n":
        return True
    if atom.kind != "w" or (atom.capital and place > 0):
        return False
    closed = words.prepositions | words.complementisers | words.subordinators | words.coordinators | words.auxiliaries
    closed |= words.modals | words.subject_pronouns | words.reflexives | words.question_words | words.negations
    if atom.lower in closed or not atom.lower.endswith(lang.words.adjective_endings):
        return False
    owned = place > 0 and atoms[place - 1].lower in words.determiners | words.possessives
    return owned or atom.lower not in finite_forms(lang) | words.cue_adverbs | words.openers


def _small_name(atoms: Sequence[Atom], place: int, end: int, lang: Language) -> int | None:
    """A name written small ("laut taz"): a word of no known class right behind a preposition."""
    words, atom = lang.words, atoms[place]
    if place == 0 or atom.kind != "w" or atoms[place - 1].lower not in words.prepositions | words.articles:
        return None
    closed = words.prepositions | words.determiners | words.auxiliaries | words.modals | words.cue_adverbs
    closed |= words.openers | words.time_words | words.subject_pronouns | words.object_pronouns | words.coordinators
    closed |= words.subordinators | words.complementisers | words.question_words | words.negations
    known = atom.lower in closed or atom.lower in finite_forms(lang) or len(atom.text) > NAME
    return None if known or atom.lower.endswith(lang.words.adjective_endings) else place + 1


def _attached(atoms: Sequence[Atom], start: int, stop: int, end: int, lang: Language) -> int | None:
    """Return the end of what follows a noun and belongs to it; None where nothing does."""
    atom, words = atoms[stop], lang.words
    if atom.text == "(":
        closing = closing_bracket(atoms, stop, end)
        return None if closing is None else closing + 1
    if atom.kind == "q":
        return stop + 1 if _name_in_marks(atoms, stop) and _noun(atoms, stop - 1, lang) else None
    if atom.capital or atom.kind != "w":
        return None
    if atom.lower in words.coordinators:
        joined = _simple(atoms, stop + 1, end, lang)
        return joined if joined is not None and not _clause(atoms, joined, end, lang) else None
    if atom.lower in words.genitives:
        return None if _nominative(atoms, start, stop, lang) else _simple(atoms, stop, end, lang)
    if atom.lower.endswith(words.genitive_endings) and _adjective(atoms, stop, lang) and stop + 1 < end:
        return _simple(atoms, stop, end, lang)
    if atom.lower in words.agent_prepositions or (
        atom.lower in words.linking_prepositions and _names(atoms, start, stop, lang)
    ):
        behind = atoms[stop + 1 : stop + 3]
        timed = any(a.lower in words.time_words for a in (behind[:1] if behind and behind[0].kind == "q" else behind))
        return None if timed else _simple(atoms, stop + 1, end, lang)
    return None


def _clause(atoms: Sequence[Atom], place: int, end: int, lang: Language) -> bool:
    """Whether a finite verb follows, so that "und" joined two clauses and not two nouns."""
    following = atoms[place] if place < end else None
    return following is not None and following.lower in finite_forms(lang) and not following.capital


def _nominative(atoms: Sequence[Atom], start: int, place: int, lang: Language) -> bool:
    """Whether an article that may be a genitive opens the next phrase: behind a person's name, before a man's role.

    An adjective in "-e" cannot stand behind it in the genitive ("der NASA der größte Teil").
    """
    words = lang.words
    if atoms[place].lower != words.ambiguous_genitive or place + 1 >= len(atoms):
        return False
    named = place - 2 >= start and atoms[place - 1].capital and atoms[place - 2].capital
    if named and atoms[place - 2].lower not in words.titles | words.determiners | words.possessives:
        return True
    following = atoms[place + 1].lower
    if not atoms[place + 1].capital and following.endswith("e"):
        return True
    return following in words.titles and not following.endswith(("in", *words.feminine_endings))


def _names(atoms: Sequence[Atom], start: int, place: int, lang: Language) -> bool:
    """Whether a preposition behind a noun leads to where or whose it is: a place by name, or the body of an office.

    What stands behind a person's bare name is where the saying took place ("sagte Beck in Kiel").
    """
    words = lang.words
    following = atoms[place + 1] if place + 1 < len(atoms) else None
    if following is None or following.lower in words.time_words | words.possessives | words.indefinites:
        return False
    if following.capital and following.lower not in words.determiners:
        owned = atoms[start].lower in words.determiners | words.possessives
        if atoms[place].lower in words.place_prepositions:
            return owned
        if atoms[place].lower in words.office_prepositions:
            return True
    noun = next((atoms[k].lower for k in range(place - 1, max(-1, place - 4), -1) if atoms[k].capital), "")
    offices = words.role_nouns | words.document_nouns | (words.unnamed_nouns - words.group_nouns)
    return any(noun == office or (len(office) > 4 and noun.endswith(office)) for office in offices)


def _apposition(atoms: Sequence[Atom], comma: int, end: int, lang: Language) -> int | None:
    """Return the end of an apposition that opens at a comma, which a comma or the end of the clause closes."""
    if comma >= end or atoms[comma].text != "," or comma + 1 >= end:
        return None
    words, first = lang.words, atoms[comma + 1]
    if first.kind == "n" and comma + 2 < end and atoms[comma + 2].text == ",":
        return comma + 2
    stop = _whole(atoms, comma + 1, end, lang)
    if stop is None or stop - comma < 2 or (first.lower in words.subject_pronouns and stop == comma + 2):
        return None
    if stop < end and atoms[stop].text != ",":
        stop = _to_comma(atoms, stop, end, lang) or stop
    if stop < end and atoms[stop].text == ",":
        inner = _apposition(atoms, stop, end, lang)
        return inner if inner is not None and inner < end and atoms[inner].text == "," else stop
    described = first.lower in words.determiners | words.possessives | words.role_nouns or _role(first, lang)
    owned = first.capital and any(
        a.lower in words.genitives | words.agent_prepositions for a in atoms[comma + 2 : stop]
    )
    closed = stop == end or atoms[stop].text == ":"
    return stop if closed and (described or owned) else None


def _to_comma(atoms: Sequence[Atom], place: int, end: int, lang: Language) -> int | None:
    """Return the comma that closes an apposition, where nothing but a phrase with a preposition stands before it."""
    words = lang.words
    if atoms[place].lower not in words.prepositions:
        return None
    for at in range(place + 1, min(end, place + EMBEDDED)):
        atom = atoms[at]
        if atom.text == ",":
            return at
        clause = finite_forms(lang) | words.subordinators | words.complementisers | words.infinitive_markers
        closed = atom.lower in clause and not atom.capital
        if closed or atom.kind not in "wn" or atom.lower in words.subject_pronouns - words.determiners:
            return None
    return None


def _role(atom: Atom, lang: Language) -> bool:
    return any(len(role) >= ROLE and atom.lower.endswith(role) for role in lang.words.role_nouns)
