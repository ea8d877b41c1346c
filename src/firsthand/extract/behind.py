"""What stands behind a cue verb in a language with final verbs (German): the clause, quotation or phrase said."""

from firsthand.extract import phrases
from firsthand.extract.atoms import Atom
from firsthand.extract.clauses import Range, View, clause_end
from firsthand.extract.cues import Match
from firsthand.languages import Cue, finite_forms, verb_forms

REACH = 30
SURE = 0.85


def behind(v: View, match: Match, cue: Cue, last: int, *, object: Range | None) -> Range | None:
    """Return the content behind a verb: a clause, a quotation, what follows a colon, an infinitive, or an object."""
    frames = cue.group.frames
    place = _edge(v, last)
    if place is not None:
        start = _past_comma(v, place)
        if start < v.end and _content_opens(v, start, frames, match):
            return start, _content_end(v, start, match)
    return _object(v, cue, last, object)


def _edge(v: View, last: int) -> int | None:
    """Return the first mark, quotation or word behind a verb that may open its content, past adverbials."""
    words = v.lang.words
    for place in range(last, min(v.end, last + REACH)):
        atom = v.atoms[place]
        if atom.text in (",", ":") or atom.lower in words.complementisers:
            return place
        if atom.kind == "q" and not phrases.named_in_marks(v.atoms, place, v.lang):
            return place
        if atom.text in ";–—" or (atom.kind == "w" and not atom.capital and atom.lower in finite_forms(v.lang)):
            return None
    return None


def _past_comma(v: View, place: int) -> int:
    while place < v.end and v.atoms[place].text in (",", ":"):
        place += 1
    return place


def _content_opens(v: View, start: int, frames: tuple[str, ...], match: Match) -> bool:
    words = v.lang.words
    atom = v.atoms[start]
    if atom.kind == "q":
        return True
    colon = start > 0 and v.atoms[start - 1].text == ":"
    if colon or atom.lower in words.complementisers:
        return "clause" in frames or colon
    if atom.lower in finite_forms(v.lang) and not atom.capital:
        return False
    if atom.lower in words.subordinators - words.conditionals - words.question_words - words.prepositions:
        return False
    reported = any(a.lower in v.lang.reported_forms for a in v.atoms[start : v.end])
    if atom.lower in words.question_words:
        return atom.lower not in v.lang.phrases.asides or reported
    if phrases.is_relative(v.atoms, start, v.lang) and not reported:
        return False
    if _with_marker(v, start) and not any(_inflected(v, a) for a in _until_comma(v, start)):
        return atom.lower not in words.purpose
    if "clause" not in frames:
        return False
    if reported:
        return True
    if atom.lower in words.subordinators | words.coordinators | words.prepositions:
        return False
    if match.cues[0].group.weight >= SURE and v.atoms[start - 2].kind == "w" and _opens_phrase(v, start):
        return start - 2 < match.last or not v.atoms[start - 2].capital or frames[0] == "clause"
    return any(a.lower in verb_forms(v.lang) and not a.capital for a in _until_comma(v, start))


def _opens_phrase(v: View, start: int) -> bool:
    """Whether a word behind the comma can be the first of a main clause: a noun, an article, a pronoun."""
    words, atom = v.lang.words, v.atoms[start]
    return atom.capital or atom.lower in words.determiners | words.subject_pronouns | words.possessives


def _with_marker(v: View, start: int) -> bool:
    """Whether the stretch up to the next comma has an infinitive with "zu", also inside the verb ("anzunehmen")."""
    return any(a.lower in v.lang.words.infinitive_markers or _inner_marker(a) for a in _until_comma(v, start))


def _inner_marker(atom: Atom) -> bool:
    return not atom.capital and "zu" in atom.lower[2:-4] and atom.lower.endswith("en")


def _inflected(v: View, atom: Atom) -> bool:
    """Whether a word is a finite verb that cannot be an infinitive."""
    return atom.lower in finite_forms(v.lang) and not atom.capital and not atom.lower.endswith("en")


def _until_comma(v: View, start: int) -> tuple[Atom, ...]:
    stop = next((k for k in range(start, v.end) if v.atoms[k].text == ","), v.end)
    return v.atoms[start:stop]


def _content_end(v: View, start: int, match: Match) -> int:
    """Where content ends: as in every language, and before "und" with an indicative verb behind reported speech."""
    end = clause_end(v, start, match)
    lang = v.lang
    for place in range(start + 2, end - 1):
        if v.atoms[place].lower not in lang.words.coordinators:
            continue
        following = v.atoms[place + 1]
        indicative = following.lower in finite_forms(lang) - lang.reported_forms and not following.capital
        if indicative and not _plain_main(v, start, place):
            return place - (v.atoms[place - 1].text == ",")
    return end


def _plain_main(v: View, start: int, end: int) -> bool:
    """Whether content is a main clause in the indicative, so that "und" with a verb goes on with it."""
    lang = v.lang
    if v.atoms[start].kind == "q" or v.atoms[start].lower in lang.words.complementisers:
        return False
    return not any(a.lower in lang.reported_forms for a in v.atoms[start:end])


def _object(v: View, cue: Cue, last: int, object: Range | None) -> Range | None:
    """Read "bezeichnete X als Y", "warf X Y vor", "warnte vor Y": the content is a phrase."""
    about = cue.group.about
    start, stop = object or (last, v.end)
    for place in range(start, stop):
        if v.atoms[place].lower in about and about:
            end = next((k for k in range(place, stop) if v.atoms[k].text in ",;:–—"), stop)
            said = any(a.kind == "q" for a in v.atoms[place:end])
            return (place, end) if said and end > place + 1 else None
    return None
