"""Cue verbs in a sentence: which words are one, in which form, with which auxiliaries and particle."""

import msgspec

from firsthand.extract.atoms import Atom, Sentence
from firsthand.extract.edges import is_possessive, is_relative, plain_noun
from firsthand.languages import Cue, Language, cues, noun_cues

PARTICLE_REACH = 4
SEPARABLE_REACH = 40


class Match(msgspec.Struct, frozen=True, gc=False):
    """A cue verb at atoms ``first`` up to ``last``; auxiliaries and negation start at ``left``.

    ``cues`` are its readings, as the same form may stand in several groups. ``particle`` is the place of a particle
    that stands apart ("teilte … mit"), or -1. ``passive`` and ``negated`` are read off the auxiliaries.
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
    headline = title_case(atoms)
    for place, atom in enumerate(atoms):
        if place < taken or atom.kind != "w" or _is_name(atoms, place, headline, lang):
            continue
        read = [m for cue in table.get(atom.lower, ()) if (m := _match(atoms, place, cue, lang)) is not None]
        read = [m for m in read if not _is_noun(atoms, m, lang)]
        if read:
            best = max(read, key=lambda m: (m.last, m.particle))
            same = tuple(m.cues[0] for m in read if (m.last, m.particle) == (best.last, best.particle))
            found.append(msgspec.structs.replace(best, cues=same))
            taken = best.last
    return found


def title_case(atoms: tuple[Atom, ...]) -> bool:
    """Whether a line is a headline with capitals on most words."""
    words = [a for a in atoms if a.kind == "w" and len(a.text) > 3]
    return len(words) > 2 and sum(a.capital for a in words) >= 0.7 * len(words)


def _is_name(atoms: tuple[Atom, ...], place: int, headline: bool, lang: Language) -> bool:
    """Whether a capital inside a sentence makes the word a name or a German noun, and so no verb."""
    if place == 0 or not atoms[place].capital or (headline and not lang.separable):
        return False
    return atoms[place - 1].kind not in "pq" or atoms[place - 1].text in "-–(&,"


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
    left, passive, negated = _auxiliaries(atoms, place, cue.form, lang)
    behind = atoms[last].lower if last < len(atoms) and lang.order == "v2" else ""
    own = atoms[last - 1].lower in lang.words.reflexives  # "säger sig inte ha": the negation is said
    if not negated and not own and behind in lang.words.negations and behind not in lang.words.determiners:
        negated, last = True, last + 1
    return Match((cue,), left, place, last, particle, passive and cue.form in ("participle", "past"), negated)


def _particle(atoms: tuple[Atom, ...], start: int, particle: tuple[str, ...], lang: Language) -> int | None:
    reach = SEPARABLE_REACH if lang.separable else PARTICLE_REACH
    stops = ";:." if lang.separable else ",;:."
    for place in range(start, min(start + reach, len(atoms))):
        if all(place + k < len(atoms) and atoms[place + k].lower == word for k, word in enumerate(particle)):
            ends = place + len(particle) == len(atoms) or atoms[place + len(particle)].kind != "w"
            if ends and lang.separable and particle[0] in lang.words.articles and len(particle) == 1:
                ends = place + 1 == len(atoms) or atoms[place + 1].kind not in "qn"  # "ein „Sieg“": an article
            if not lang.separable or ends:
                return place
        if atoms[place].kind in "bq" or atoms[place].text in stops:
            return None
    return None


def _auxiliaries(atoms: tuple[Atom, ...], place: int, form: str, lang: Language) -> tuple[int, bool, bool]:
    """Walk left over auxiliaries, negation and the adverbs between them."""
    words = lang.words
    left, passive, negated = place, False, False
    at = place - 1
    while at >= 0 and place - at <= 6:
        lower = atoms[at].lower
        if is_possessive(atoms, at, lang):
            break  # a possessive, not "is" or "has"
        if lower in words.auxiliaries or lower in words.modals:
            passive = passive or lower in words.passive_auxiliaries
            negated = negated or "n't" in lower
            left = at
        elif lower in words.negations:
            negated, left = True, at
        elif form == "gerund" and lower in words.light_verbs:
            left = at
        elif form == "base" and lower in words.infinitive_markers and _governed(atoms, at, lang):
            left = at - 1
            at -= 1
        elif lang.order == "v2" and left == place and lower in words.cue_adverbs:
            pass  # an adverb counts only between the auxiliary and the verb
        elif lower in words.cue_adverbs or lower.endswith(tuple(words.adverb_endings)):
            left = at
        else:
            break
        at -= 1
    return left, passive, negated


def _governed(atoms: tuple[Atom, ...], marker: int, lang: Language) -> bool:
    """Whether "to" follows a verb that only shades the cue: "appeared to concede"."""
    return marker > 0 and atoms[marker - 1].lower in lang.words.governors


def _is_noun(atoms: tuple[Atom, ...], match: Match, lang: Language) -> bool:
    """Whether the form stands where a noun or an adjective would: after an article, a possessive or a preposition."""
    words = lang.words
    helpers = words.auxiliaries | words.modals | words.negations | words.light_verbs | words.governors
    if match.left == 0 or any(a.lower in helpers for a in atoms[match.left : match.first]):
        return False
    before = atoms[match.left - 1]
    if f"{before.lower} {atoms[match.first].lower}" in lang.phrases.hedges:
        return True
    if _attribute(atoms, match, lang):
        return True
    if before.lower in words.subject_pronouns or (lang.separable and is_relative(atoms, match.left - 1, lang)):
        return False
    following = atoms[match.last].lower if match.last < len(atoms) else ""
    noun = noun_cues(lang).get(atoms[match.first].lower)
    if noun is not None and following in noun.group.opens and following not in words.complementisers:
        return True  # "claims of", "uppgifter om": the verb would take its content otherwise
    if lang.order == "svo" and match.cues[0].form == "base" and not _plural(before.lower, lang):
        return True
    if before.lower in words.subject_pronouns or _behind_relative(atoms, match, lang):
        return False
    if before.lower in words.determiners or before.lower in words.possessives or before.lower in words.clitics:
        return True
    if lang.order == "svo" and match.cues[0].form in ("base", "present", "past"):
        bare = words.infinitive_markers if match.form == "base" else frozenset()
        governed = before.lower in words.prepositions - bare and match.left == match.first
        moved = following in words.modals or (match.form == "base" and following in words.auxiliaries)
        subject = match.form != "past" and any(c.form == "past" for c in cues(lang).get(following, ()))
        return governed or moved or subject
    return before.lower in words.linking_prepositions and match.cues[0].form != "gerund"


def _behind_relative(atoms: tuple[Atom, ...], match: Match, lang: Language) -> bool:
    """Whether a finite form stands behind "that" behind a noun, its subject: "a report that cited two guards"."""
    place = match.left - 1
    if lang.order != "svo" or place < 1 or atoms[place].lower not in lang.words.relative_pronouns:
        return False
    noun = atoms[place - 1].capital or plain_noun(atoms, place - 1, lang)
    return match.form in ("past", "present") and atoms[place - 1].kind == "w" and noun


def _attribute(atoms: tuple[Atom, ...], match: Match, lang: Language) -> bool:
    """Whether a past form stands between an article and its noun ("den misstänkte mannen")."""
    words = lang.words
    if not lang.compounds or match.last >= len(atoms) or not words.definite_endings:
        return False
    article = atoms[match.left - 1].lower in words.determiners & words.thing_pronouns - words.expletives
    noun = atoms[match.last]
    closed = words.subject_pronouns | words.object_pronouns | words.determiners | words.cue_adverbs | words.prepositions
    closed |= words.complementisers | words.possessives | words.time_words | words.negations
    return article and noun.kind == "w" and noun.lower.endswith(words.definite_endings) and noun.lower not in closed


def _plural(lower: str, lang: Language) -> bool:
    """Whether a word can be the subject of a bare English verb form: plural, a pronoun, or another's infinitive."""
    words = lang.words
    if lower in words.subject_pronouns:
        return lower not in words.person_pronouns | words.thing_pronouns
    return (
        lower.endswith(tuple(words.plural_endings))
        or lower in words.plurals | words.infinitive_markers | words.coordinators
    )
