"""Passives where the finite verb stands second: "X uppges ha gjort Y", "det sägs att", "citerades hon att ha sagt"."""

from firsthand.extract import content_v2, phrases
from firsthand.extract.candidate import Candidate
from firsthand.extract.clauses import Range, View, phrase_end
from firsthand.extract.cues import Match
from firsthand.extract.parts_v2 import cue_ranges, make, segment
from firsthand.languages import Cue, verb_forms

LONG = 4
"""Letters from which a noun is told at the end of a compound."""


def passive(v: View, match: Match, cue: Cue) -> Candidate | None:
    """Read "X uppges ha gjort Y", "uppgifterna bekräftas av Z", "det sägs att"."""
    atoms, words = v.atoms, v.lang.words
    start = segment(v, match.left)
    ranges = cue_ranges(match)
    at = match.last
    agent = next((k for k in range(at, min(v.end, at + 4)) if atoms[k].lower in words.agent_prepositions), None)
    subject = phrases.before(atoms, match.left, 0, v.lang)
    if subject is not None and atoms[subject[0]].lower in words.expletives and subject[1] - subject[0] == 1:
        subject = None
    if agent is not None:
        source = phrases.after(atoms, agent + 1, v.lang, ceiling=v.end)
        content = content_v2.behind(v, source[1], match) if source else None
        parts = tuple(p for p in (subject, content) if p)
        return make(match, cue, source, ranges, parts, rule="passive", weight=0.6) if source and parts else None
    behind = content_v2.behind(v, at, match)
    if behind is not None and atoms[behind[0]].lower in words.complementisers:
        governed = atoms[behind[0] - 1].lower in words.prepositions and behind[0] - 1 == at
        if governed and subject is not None:
            parts = (subject, (behind[0] - 1, behind[1]))
            return make(match, cue, None, ranges, parts, rule="raising", weight=0.5)
        told = _document(v, start, match.left)
        return make(match, cue, told, ranges, (behind,), rule="impersonal", weight=0.5 if told is None else 0.6)
    before = content_v2.before(v, start) if start == match.left else None
    if before is not None:
        quoted = _quoted(v, match)
        if quoted is not None:
            return make(match, cue, quoted[0], (*ranges, quoted[1]), (before,), rule="inverted")
        return make(match, cue, None, ranges, (before,), rule="impersonal", weight=0.5)
    if subject is None and match.left == start:
        subject = phrases.after(atoms, at, v.lang, ceiling=v.end)
        at = subject[1] if subject else at
    if subject is not None and at < v.end and (content_v2.infinitive(v, at) or v.atoms[at].lower in words.raised):
        loose = phrases.is_relative(atoms, subject[0], v.lang) or atoms[subject[0]].lower in words.time_words
        said = (at, phrase_end(v, at))
        parts = (said,) if loose and subject[1] - subject[0] == 1 else (subject, said)
        return make(match, cue, None, ranges, parts, rule="raising", weight=0.45)
    return None


def _document(v: View, start: int, left: int) -> Range | None:
    """The document of "I ett internt brev från bolaget anges att …"."""
    words = v.lang.words
    if start >= left or v.atoms[start].lower not in words.place_prepositions or v.lang.separable:
        return None
    source = phrases.after(v.atoms, start + 1, v.lang, ceiling=left)
    if source is None:
        return None
    head = next((k for k in range(*source) if v.atoms[k].lower in words.linking_prepositions), source[1])
    noun = v.atoms[head - 1].lower
    named = noun in words.document_nouns or any(noun.endswith(n) for n in words.document_nouns if len(n) > LONG)
    return source if named else None


def _quoted(v: View, match: Match) -> tuple[Range, Range] | None:
    """Read "…, citerades hon att ha sagt": who is quoted, and the words that belong to the cue."""
    words = v.lang.words
    if v.atoms[match.first].lower not in words.quoting_verbs:
        return None
    source = phrases.after(v.atoms, match.last, v.lang, ceiling=v.end)
    if source is None or v.atoms[source[0]].lower in words.agent_prepositions:
        return None
    end = source[1]
    while end < v.end and v.atoms[end].lower in words.infinitive_markers | words.auxiliaries | verb_forms(v.lang):
        end += 1
    return (source, (source[1], end)) if end > source[1] and end == v.end else None
