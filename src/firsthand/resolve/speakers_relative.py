"""Which noun phrase a relative pronoun goes back to: "voters on Capitol Hill, who", "Kell, a pilot who"."""

from collections.abc import Callable, Sequence

from firsthand.extract.atoms import Atom
from firsthand.languages import Language, finite_forms
from firsthand.languages.people import people_words

Range = tuple[int, int]
LONGEST = 9
STEPS = 5


def antecedent(
    found: Sequence[Atom], end: int, lang: Language, *, things: bool, several: bool, person: Callable[[Range], bool]
) -> Range | None:
    """Return the noun phrase before a relative pronoun that stands at ``end``, commas off, or None.

    ``things``: the pronoun stands for no person. ``several``: the verb behind it has the plural, so that no one person
    is meant. ``person`` says whether a phrase is one person's name.
    """
    end, town = _without_tail(found, end, lang), False
    for _ in range(STEPS):
        start = _start(found, end, lang)
        if start >= end:
            return None
        before = found[start - 1] if start else None
        back = _skips(found, (start, end), before, lang, things=things, several=several, person=person)
        if not back and not (town and before is not None and before.lower in lang.words.prepositions):
            return _joined(found, start, end, lang), end
        if before is not None and before.lower.endswith(lang.words.gerund_endings or "\0"):
            return _start(found, start - 1, lang), end  # "those supporting Una Kell, who say"
        town = before is not None and before.text == ","  # "of Harsund, Vale, who"
        end = _without_tail(found, start - 1, lang)
    return None


def _skips(
    found: Sequence[Atom], phrase: Range, before: Atom | None, lang: Language, *, things: bool, several: bool,
    person: Callable[[Range], bool],
) -> bool:  # fmt: skip
    """Whether a phrase belongs to the one before it: a place of persons, or the name of one where several are meant."""
    if before is None or phrase[0] < 2 or things:
        return False
    words, people = lang.words, people_words(lang.code)
    inside = [a for a in found[phrase[0] : phrase[1]] if a.lower not in words.articles]
    name = " ".join(a.text for a in inside)
    place = people.is_place(name) or (len(inside) == 1 and inside[0].capital and bool(people.land(name)))
    if before.text == "," or before.kind != "w":
        age = all(a.kind == "n" for a in inside) and bool(inside)
        return before.text == "," and (place or age)
    governed = before.lower in words.prepositions or before.lower.endswith(words.gerund_endings or "\0")
    place = place or (before.lower in words.place_prepositions and not person(phrase) and inside[-1].capital)
    bare = len(inside) == 1 == phrase[1] - phrase[0] and not inside[0].capital and inside[0].lower in people.roles
    return governed and (place or bare or (several and person(phrase)))


def _joined(found: Sequence[Atom], start: int, end: int, lang: Language) -> int:
    """Keep together "a pilot and mayor"; leave off "so even"."""
    openers = lang.words.openers | lang.words.cue_adverbs | lang.words.subordinators
    while start < end - 1 and found[start].lower in openers:
        start += 1
    bare = found[start].lower not in lang.words.articles | lang.words.possessives and found[end - 1].kind == "w"
    if start > 1 and bare and found[start - 1].lower in lang.words.coordinators and not found[end - 1].capital:
        left = _start(found, start - 1, lang)
        if left < start - 1 and found[left].lower in lang.words.articles:
            return left
    return start


def _without_tail(found: Sequence[Atom], end: int, lang: Language) -> int:
    """Leave off a comma, words of time and "here" before the pronoun."""
    words = lang.words
    while end > 1:
        last = found[end - 1]
        day = last.lower in words.determiners and end < len(found) and found[end].lower in words.time_words
        dotted = last.text == "." and bool(people_words(lang.code).land(found[end - 2].text))  # "Harsund, Vt., who"
        if last.text in ",–—" or last.lower in words.time_words | words.cue_adverbs or day or dotted:
            end -= 1
        elif last.text == ")":
            opened = next((k for k in range(end - 2, max(-1, end - LONGEST), -1) if found[k].text == "("), None)
            if opened is None:
                return end
            end = opened
        else:
            return end
    return end


def _start(found: Sequence[Atom], end: int, lang: Language) -> int:
    """Walk left over one noun phrase: up to its article, a preposition, a verb or a mark."""
    words = lang.words
    stops = finite_forms(lang) | words.prepositions | words.coordinators | words.subordinators | words.negations
    stops = (stops | words.relative_pronouns | words.subject_pronouns) - words.determiners - words.name_particles
    place = end
    while place > 0 and end - place < LONGEST:
        atom = found[place - 1]
        if place == end and atom.kind == "w" and atom.lower in words.subject_pronouns:
            return place - 1  # "someone who"
        named = atom.capital and place < end and found[place].capital and place > 1  # "Of" inside a name in capitals
        if atom.kind not in "wn" or (atom.lower in stops and not named):
            break
        if atom.lower in words.articles | words.possessives:
            return place - 1
        participle = atom.lower.endswith((*words.verb_endings, *words.gerund_endings)) and not atom.capital
        if participle and place < end and (found[place].capital or found[place].lower in words.determiners):
            break
        place -= 1
    return place
