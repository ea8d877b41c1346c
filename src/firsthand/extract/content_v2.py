"""What was said, by its edges, where the finite verb stands second: before the verb, or behind it."""

from firsthand.extract import phrases
from firsthand.extract.clauses import Range, View, clause_end, opening, phrase_end
from firsthand.extract.cues import Match
from firsthand.extract.edges import joins_words
from firsthand.languages import verb_forms


def infinitive(v: View, place: int) -> bool:
    """Whether a bare infinitive follows, past adverbs ("säger sig inte ha sett", "uppges vara skadad")."""
    words = v.lang.words
    skipped = words.cue_adverbs | words.negations | words.openers | words.time_words
    while place < v.end and v.atoms[place].lower in skipped:
        place += 1
    return place < v.end and (v.atoms[place].lower.endswith("a") or v.atoms[place].lower in words.infinitives)


def before(v: View, left: int) -> Range | None:
    """Return the words said that stand before the verb: up to a comma or the closing of a quotation."""
    atoms = v.atoms
    stop = left
    while stop > 0 and atoms[stop - 1].text in (",", "–", "—", ":"):
        stop -= 1
    if stop <= 0 or (stop == left and atoms[stop - 1].kind != "q"):
        return None
    breaks = (k for k in range(stop - 1, -1, -1) if atoms[k].text in ";–—-" and not joins_words(atoms, k))
    start = next((k + 1 for k in breaks), 0)
    if atoms[stop - 1].kind == "q":
        first = stop - 1
        while first > start and atoms[first - 1].kind == "q":
            first -= 1
        if first > start and atoms[first - 1].text == ":":
            return first, stop
    if stop - start < 2 and atoms[stop - 1].kind != "q":
        return None
    return start, stop


def behind(
    v: View, last: int, match: Match, *, frames: tuple[str, ...] = ("clause",), about: tuple[str, ...] = ()
) -> Range | None:
    """Return the content behind a verb: a clause, a quotation, an infinitive or, where it takes one, a phrase."""
    atoms, words = v.atoms, v.lang.words
    start = opening(v, last)
    if start is not None and opens_content(v, start):
        if start > last and atoms[start - 1].lower in about:
            start -= 1
        return start, clause_end(v, start, match)
    told = _told(v, last)
    if told is not None and "clause" in frames:
        return told, clause_end(v, told, match)
    asked = _asked(v, last)
    if asked is not None and "clause" in frames:
        return asked, clause_end(v, asked, match)
    at = last
    while at < v.end and atoms[at].lower in words.cue_adverbs | words.reflexives:
        at += 1
    if at >= v.end:
        return None
    if "to" in frames and (atoms[at].lower in words.infinitive_markers or _infinitive_ahead(v, at)):
        return at, clause_end(v, at, match)
    if atoms[at].lower in about and at + 1 < v.end:
        return at, phrase_end(v, at + 1)
    if atoms[at].text == "," and _clause_like(v, at + 1, match):
        return at + 1, clause_end(v, at + 1, match)
    if (
        "object" in frames
        and atoms[at].kind in "wnq"
        and atoms[at].lower not in words.prepositions | words.subordinators
    ):
        return at, phrase_end(v, at)
    if "clause" in frames and at == last and atoms[at].kind == "w" and _bare_clause(v, at):
        return at, clause_end(v, at, match)
    return None


def _told(v: View, last: int) -> int | None:
    """Return the complementiser behind a pronoun that names who was told ("frågade henne sedan om …")."""
    words = v.lang.words
    if last >= v.end or v.atoms[last].lower not in words.object_pronouns - words.determiners:
        return None
    place = last + 1
    while place < v.end and v.atoms[place].lower in words.cue_adverbs | words.time_words:
        place += 1
    opens = place < v.end and v.atoms[place].lower in words.complementisers | words.question_words
    return place if opens and v.atoms[place].lower not in words.relative_pronouns else None


def _asked(v: View, last: int) -> int | None:
    """Return the question word that opens the content behind an addressee ("förklarade för TT varför …")."""
    words = v.lang.words
    if last >= v.end or v.atoms[last].lower not in words.prepositions:
        return None
    for place in range(last + 1, min(v.end, last + 6)):
        atom = v.atoms[place]
        if atom.kind != "w" or atom.lower in verb_forms(v.lang):
            return None
        if atom.lower in words.question_words - words.prepositions - words.subordinators - words.relative_pronouns:
            return place
    return None


def opens_content(v: View, start: int) -> bool:
    """Whether a place opens content by itself: a quotation, a complementiser, what follows a colon."""
    atom = v.atoms[start]
    if atom.kind == "q" or atom.lower in v.lang.words.complementisers | v.lang.words.question_words:
        return True
    return start > 0 and v.atoms[start - 1].text == ":"


def _infinitive_ahead(v: View, at: int) -> bool:
    return v.atoms[at].text == "," and any(
        a.lower in v.lang.words.infinitive_markers for a in v.atoms[at + 1 : min(v.end, at + 25)]
    )


def _clause_like(v: View, start: int, match: Match) -> bool:
    """Whether a stretch after a comma is reported speech: it has a reporting verb form, or opens with a subject."""
    if start >= v.end or not v.lang.separable:
        return False
    if phrases.is_relative(v.atoms, start, v.lang) or v.atoms[start].lower in v.lang.words.prepositions:
        return any(a.lower in v.lang.reported_forms for a in v.atoms[start : v.end])
    return not any(m.first > start for m in v.matches) or any(
        a.lower in v.lang.reported_forms for a in v.atoms[start : v.end]
    )


def _bare_clause(v: View, at: int) -> bool:
    atom = v.atoms[at]
    listed = atom.lower in v.lang.words.subject_pronouns | v.lang.words.determiners
    if not listed and not atom.capital and not atom.lower.endswith(tuple(v.lang.words.definite_endings)):
        return False
    return any(a.lower in verb_forms(v.lang) for a in v.atoms[at : v.end])
