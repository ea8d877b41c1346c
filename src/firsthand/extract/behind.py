"""What stands behind a cue verb in a language with final verbs (German): the clause, quotation or phrase said."""

from firsthand.extract import phrases
from firsthand.extract.atoms import Atom
from firsthand.extract.clauses import Range, View, clause_end
from firsthand.extract.cues import Match
from firsthand.languages import Cue, finite_forms, verb_forms

REACH = 30
SURE = 0.85
THINKING = 0.65
"""Weight of a cue from which a main clause behind its comma may be what was said, though no form shows it."""
SPOKEN = 4
"""Words of a quotation from which it is speech and no name."""


def behind(v: View, match: Match, cue: Cue, last: int, *, object: Range | None) -> Range | None:
    """Return the content behind a verb: a clause, a quotation, what follows a colon, an infinitive, or an object."""
    frames = cue.group.frames
    place = _edge(v, last, names=frames == ("object",))
    if place is not None:
        start = _past_comma(v, place)
        if start < v.end and _named_as(v, start, place, cue):
            return start, start + 1
        if start < v.end and _content_opens(v, start, frames, match):
            return start, _content_end(v, start, match)
    split = any(c.form == "participle" for c in match.cues) and match.last == last
    loose = _unmarked_infinitive(v, last) if split else None
    return loose or _object(v, cue, last, object)


def _unmarked_infinitive(v: View, last: int) -> Range | None:
    """Read "hat angekündigt die Preise zu erhöhen": no mark, and the infinitive closes the sentence."""
    atoms, words = v.atoms, v.lang.words
    inner = atoms[last : v.end]
    if len(inner) < 3 or any(a.kind in "pq" or _inflected(v, a) for a in inner):
        return None
    marked = atoms[v.end - 2].lower in words.infinitive_markers or _inner_marker(atoms[v.end - 1])
    return (last, v.end) if marked and atoms[v.end - 1].lower.endswith("n") else None


def _edge(v: View, last: int, *, names: bool = False) -> int | None:
    """Return the first mark, quotation or word behind a verb that may open its content, past adverbials."""
    words = v.lang.words
    for place in range(last, min(v.end, last + REACH)):
        atom = v.atoms[place]
        if atom.text in (",", ":") or atom.lower in words.complementisers:
            return place
        if atom.kind == "q" and (_called(v, place) if names else not phrases.named_in_marks(v.atoms, place, v.lang)):
            return place
        if atom.text in ";–—" or (atom.kind == "w" and not atom.capital and atom.lower in finite_forms(v.lang)):
            return None
    return None


def _called(v: View, place: int) -> bool:
    """Whether words quoted are what something is called, and not a name behind its noun ("die Zeitung „Kurier“")."""
    return not (v.atoms[place - 1].capital and phrases.named_in_marks(v.atoms, place, v.lang))


def _past_comma(v: View, place: int) -> int:
    while place < v.end and v.atoms[place].text in (",", ":"):
        place += 1
    return place


def _content_opens(v: View, start: int, frames: tuple[str, ...], match: Match) -> bool:
    """Whether what a verb takes as content opens at a place behind it."""
    words, atom = v.lang.words, v.atoms[start]
    colon = start > 0 and v.atoms[start - 1].text == ":"
    if frames == ("object",):
        return colon and atom.kind == "q"
    if colon or atom.kind == "q":
        return True
    if atom.lower in words.complementisers:
        return "clause" in frames
    if atom.lower in finite_forms(v.lang) and not atom.capital and not _owner(v, start):
        return False
    if "clause" in frames and start + 1 < v.end and v.atoms[start + 1].lower in v.lang.reported_forms:
        return True
    if atom.lower in words.subordinators - words.conditionals - words.question_words - words.prepositions:
        return False
    return _opens_unmarked(v, start, frames, match)


def _opens_unmarked(v: View, start: int, frames: tuple[str, ...], match: Match) -> bool:
    """Whether content opens with an indirect question, an infinitive, reported speech or a main clause."""
    words, atom = v.lang.words, v.atoms[start]
    reported = any(a.lower in v.lang.reported_forms for a in v.atoms[start : v.end])
    if atom.lower in words.relative_only and v.atoms[start - 2].capital:
        return False
    if atom.lower in words.question_words:
        return atom.lower not in v.lang.phrases.asides or reported
    if _with_marker(v, start) and not any(_inflected(v, a) for a in _until_comma(v, start)):
        return atom.lower not in words.purpose
    if phrases.is_relative(v.atoms, start, v.lang) and not reported:
        return False
    if "clause" not in frames or reported:
        return reported and "clause" in frames
    return _main_clause(v, start, match)


def _main_clause(v: View, start: int, match: Match) -> bool:
    """Whether a main clause in the indicative opens, and the verb is one of saying or thinking."""
    words, atom = v.lang.words, v.atoms[start]
    if atom.lower in words.subordinators | words.coordinators | words.prepositions:
        return False
    group, stretch = match.cues[0].group, _until_comma(v, start)
    if group.weight < THINKING:
        return any(_speech(a) for a in stretch)
    if group.weight >= SURE and v.atoms[start - 2].kind == "w" and _opens_phrase(v, start):
        return start - 2 < match.last or not v.atoms[start - 2].capital or group.frames[0] == "clause"
    return any((a.lower in verb_forms(v.lang) and not a.capital) or _speech(a) for a in stretch)


def _owner(v: View, place: int) -> bool:
    """Whether a form that is also a verb ("sein") is a possessive before its noun."""
    owns = v.atoms[place].lower in v.lang.words.possessives
    return owns and place + 1 < v.end and v.atoms[place + 1].capital


def _named_as(v: View, start: int, edge: int, cue: Cue) -> bool:
    """Whether words quoted are what something is called: no mark before, and a verb of naming, "als" or its "von"."""
    if start != edge or v.atoms[start].kind != "q":
        return False
    frames = cue.group.frames
    near = {a.lower for a in v.atoms[max(0, start - 4) : start]}
    if "clause" not in frames and near & v.lang.words.reflexives:
        return False
    led = near & (v.lang.words.quoted_as if "object" in frames else frozenset())
    return "clause" not in frames or bool(led or near & set(cue.group.about))


def _speech(atom: Atom) -> bool:
    return atom.kind == "q" and len(atom.text.split()) >= SPOKEN


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
    if atom.capital or atom.lower.endswith("en") or atom.lower in v.lang.words.hearsay_ends:
        return False
    return atom.lower in finite_forms(v.lang)


def _until_comma(v: View, start: int) -> tuple[Atom, ...]:
    stop = next((k for k in range(start, v.end) if v.atoms[k].text in (",", ";")), v.end)
    return v.atoms[start:stop]


def _content_end(v: View, start: int, match: Match) -> int:
    """Where content ends: as in every language, and before "und" with an indicative verb behind reported speech."""
    end = clause_end(v, start, match)
    lang = v.lang
    plain = next((k for k in range(start + 2, end - 1) if v.atoms[k].text == "," and _resumes(v, k + 1, start)), None)
    end = plain if plain is not None else end
    for place in range(start + 2, end - 2):
        if v.atoms[place].lower not in lang.words.coordinators:
            continue
        following = v.atoms[place + 1]
        indicative = _indicative(v, following)
        if indicative and not _plain_main(v, start, place):
            return place - (v.atoms[place - 1].text == ",")
    return end


def _indicative(v: View, atom: Atom) -> bool:
    """Whether a word is a finite verb that marks no reported speech: a known form, or any in "-te"."""
    if atom.capital or atom.kind != "w" or atom.lower in v.lang.reported_forms:
        return False
    return atom.lower in finite_forms(v.lang) or atom.lower.endswith(v.lang.words.past_endings)


def _resumes(v: View, place: int, start: int) -> bool:
    """Whether the speaker's own clause goes on behind a comma: its verb stands there, or "denn", "doch" before one."""
    atom, words = v.atoms[place], v.lang.words
    adjective = atom.lower not in finite_forms(v.lang) and place + 1 < v.end and v.atoms[place + 1].capital
    if _indicative(v, atom) and not adjective and not _plain_main(v, start, place - 1):
        return True
    reported = any(a.lower in v.lang.reported_forms for a in v.atoms[start:place])
    contrasts = atom.lower in words.contrasts and place + 2 < v.end
    return contrasts and reported and any(_indicative(v, a) for a in v.atoms[place + 1 : place + 4])


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
            quoted = next((k for k in range(place, end) if v.atoms[k].kind == "q"), None)
            return (quoted, quoted + 1) if quoted is not None else None
    return None
