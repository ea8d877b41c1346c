"""Cue verbs in a sentence: which words are one, in which form, with which auxiliaries and particle."""

import msgspec

from firsthand.extract.atoms import Atom, Sentence
from firsthand.languages import Cue, Language, cues

PARTICLE_REACH = 4
SEPARABLE_REACH = 40


class Match(msgspec.Struct, frozen=True, gc=False):
    """A cue verb at atoms ``first`` up to ``last``; auxiliaries and negation start at ``left``.

    ``cues`` are its readings: the same form may stand in several groups. ``particle`` is the place of a particle that stands apart ("teilte … mit"), or -1. ``passive`` and
    ``negated`` are read off the auxiliaries.
    """

    cues: tuple[Cue, ...]
    left: int
    first: int
    last: int
    particle: int
    passive: bool
    negated: bool

    @property
    def form(self) -> str:
        """The form of the first reading."""
        return self.cues[0].form


def matches(sentence: Sentence, lang: Language) -> list[Match]:
    """Return the cue verbs of a sentence, left to right; a longer cue wins over a shorter one."""
    table = cues(lang)
    atoms = sentence.atoms
    found: list[Match] = []
    taken = 0
    for place, atom in enumerate(atoms):
        if place < taken or atom.kind != "w" or (lang.separable and atom.capital and place > 0 and not _opens(atoms, place)):
            continue
        read = [m for cue in table.get(atom.lower, ()) if (m := _match(atoms, place, cue, lang)) is not None]
        read = [m for m in read if not _is_noun(atoms, m, lang)]
        if read:
            best = max(read, key=lambda m: (m.last, m.particle))
            same = tuple(m.cues[0] for m in read if (m.last, m.particle) == (best.last, best.particle))
            found.append(msgspec.structs.replace(best, cues=same))
            taken = best.last
    return found


def _opens(atoms: tuple[Atom, ...], place: int) -> bool:
    return atoms[place - 1].kind in "pq"


def _match(atoms: tuple[Atom, ...], place: int, cue: Cue, lang: Language) -> Match | None:
    last = place + len(cue.words)
    if last > len(atoms) or any(atoms[place + k].lower != word for k, word in enumerate(cue.words)):
        return None
    particle = -1
    if cue.particle:
        found = _particle(atoms, last, cue.particle, lang)
        if found is None:
            return None
        if found == last:
            last += len(cue.particle)
        else:
            particle = found
    left, passive, negated = _auxiliaries(atoms, place, lang)
    if not negated and last < len(atoms) and atoms[last].lower in lang.words.negations and lang.order == "v2":
        negated = True
    return Match((cue,), left, place, last, particle, passive and cue.form in ("participle", "past"), negated)


def _particle(atoms: tuple[Atom, ...], start: int, particle: tuple[str, ...], lang: Language) -> int | None:
    reach = SEPARABLE_REACH if lang.separable else PARTICLE_REACH
    stops = ";:." if lang.separable else ",;:."
    for place in range(start, min(start + reach, len(atoms))):
        if all(place + k < len(atoms) and atoms[place + k].lower == word for k, word in enumerate(particle)):
            ends = place + len(particle) == len(atoms) or atoms[place + len(particle)].kind != "w"
            if not lang.separable or ends:
                return place
        if atoms[place].kind in "bq" or atoms[place].text in stops:
            return None
    return None


def _auxiliaries(atoms: tuple[Atom, ...], place: int, lang: Language) -> tuple[int, bool, bool]:
    """Walk left over auxiliaries, negation and the adverbs between them."""
    words = lang.words
    left, passive, negated = place, False, False
    at = place - 1
    while at >= 0 and place - at <= 6:
        lower = atoms[at].lower
        if lower == "'s" and (at == 0 or atoms[at - 1].lower not in words.subject_pronouns):
            break  # a possessive, not "is" or "has"
        if lower in words.auxiliaries or lower in words.modals:
            passive = passive or lower in words.passive_auxiliaries
            negated = negated or "n't" in lower
            left = at
        elif lower in words.negations:
            negated, left = True, at
        elif lang.order == "v2" and left == place and lower in words.cue_adverbs:
            pass  # an adverb counts only between the auxiliary and the verb
        elif lower in words.cue_adverbs or (lang.code == "en" and lower.endswith("ly")):
            left = at
        else:
            break
        at -= 1
    return left, passive, negated


def _is_noun(atoms: tuple[Atom, ...], match: Match, lang: Language) -> bool:
    """Whether the form stands where a noun or an adjective would: after an article, a possessive or a preposition."""
    if match.first == 0 or match.left < match.first:
        return False
    before = atoms[match.first - 1]
    words = lang.words
    if before.lower in words.subject_pronouns:
        return False
    if before.lower in words.determiners or before.lower in words.possessives or before.lower == "'s":
        return True
    return before.lower in words.linking_prepositions and match.cues[0].form != "gerund"
