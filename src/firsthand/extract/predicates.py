"""Cues that are no single verb: "reached the conclusion that", "expressed the fear that", "is confident that"."""

from firsthand.extract import phrases
from firsthand.extract.candidate import Candidate
from firsthand.extract.clauses import Range, View
from firsthand.extract.edges import is_possessive
from firsthand.model import Polarity

PREDICATE = "predicate"
REACH = 5
"""Words from a verb to the noun that it stands with: "reached the same preliminary conclusion"."""
SAID, THOUGHT = 0.85, 0.6


def candidates(v: View) -> list[Candidate]:
    """Return what a verb with its noun, or an adjective, attributes in a sentence; a clause must follow."""
    words = v.lang.phrases
    found = []
    for place in range(1, v.end - 1):
        lower = v.atoms[place].lower
        if lower in words.held:
            cue, weight = _with_verb(v, place), SAID
        elif lower in words.minded:
            cue, weight = _with_auxiliary(v, place), THOUGHT
        else:
            continue
        content = _clause(v, place + 1)
        source = phrases.before(v.atoms, cue[0], 0, v.lang) if cue is not None and content is not None else None
        if cue is not None and content is not None and source is not None:
            denied = any(a.lower in v.lang.words.negations or "n't" in a.lower for a in v.atoms[slice(*cue)])
            polarity: Polarity = "questions" if denied else "asserts"
            found.append(Candidate(source, (cue,), (content,), "neutral", polarity, weight, PREDICATE))
    return found


def _with_verb(v: View, noun: int) -> Range | None:
    """From the auxiliaries of a verb to its noun: nothing but an article, adjectives and adverbs in between."""
    atoms, words = v.atoms, v.lang.words
    closed = words.prepositions | words.coordinators | words.subject_pronouns | words.auxiliaries | words.modals
    for place in range(noun - 1, max(-1, noun - REACH - 1), -1):
        atom = atoms[place]
        if atom.lower in v.lang.phrases.takes:
            return _auxiliaries(v, place), noun + 1
        linked = atom.lower in words.infinitive_markers | words.place_prepositions  # "came to", "arrived at"
        if atom.kind != "w" or is_possessive(atoms, place, v.lang) or (atom.lower in closed and not linked):
            return None
    return None


def _with_auxiliary(v: View, place: int) -> Range | None:
    """From the form of "be" to an adjective; without one the adjective describes ("aware that it was late, he …")."""
    start = _auxiliaries(v, place)
    helped = any(a.lower in v.lang.words.passive_auxiliaries | v.lang.words.governors for a in v.atoms[start:place])
    return (start, place + 1) if helped else None


def _auxiliaries(v: View, place: int) -> int:
    words = v.lang.words
    helps = words.auxiliaries | words.modals | words.negations | words.cue_adverbs | v.lang.phrases.degrees
    helps |= words.governors
    start = at = place
    while at > 0 and (v.atoms[at - 1].lower in helps or v.atoms[at - 1].lower.endswith(words.adverb_endings or "\0")):
        at -= 1
        if is_possessive(v.atoms, at, v.lang):
            break
        start = at
    return start


def _clause(v: View, start: int) -> Range | None:
    """The clause behind a predicate: behind "that", or opened by a question word or a pronoun."""
    words, lower = v.lang.words, v.atoms[start].lower
    place = start
    if lower in v.lang.phrases.links and start + 1 < v.end and v.atoms[start + 1].lower in words.question_words:
        place, lower = start + 1, v.atoms[start + 1].lower
    opens = words.complementisers | words.question_words | (words.subject_pronouns - words.relative_pronouns)
    if lower not in opens or place + 1 >= v.end:
        return None
    if lower in words.relative_pronouns and v.atoms[place + 1].lower in words.auxiliaries | words.modals:
        return None  # "the view that was taken"
    end = next((k for k in range(place + 1, v.end) if v.atoms[k].text == ";" or _own_end(v, k)), v.end)
    return place, end


def _own_end(v: View, place: int) -> bool:
    """Whether a comma ends the clause: another's words follow (", Kell said", ", according to …")."""
    behind = v.atoms[place + 1 : place + 2]
    if v.atoms[place].text != "," or not behind:
        return False
    return any(m.left > place and m.left - place <= REACH and m.form in ("past", "present") for m in v.matches)
