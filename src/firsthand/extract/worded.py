"""Words that announce what was said and stand apart from any cue verb: "lobte sie mit den Worten: …" (German).

Where a verb of the clause attributes the same words, they are its content; else the clause's subject is the source, and
the phrase joins its verb as the cue.
"""

from collections.abc import Sequence

import msgspec

from firsthand.extract import phrases, phrases_nouns
from firsthand.extract.candidate import Candidate
from firsthand.extract.clauses import Range, View
from firsthand.extract.cues_whole import joined
from firsthand.languages import by_first_word, finite_forms

BEHIND = 5
"""Words between the announcing phrase and the mark behind it, such as the rest of a verb."""


def completed(v: View, found: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates with what phrases such as "mit den Worten" announce."""
    some = list(found)
    if not v.lang.phrases.announcing:
        return some
    table = by_first_word(v.lang.phrases.announcing)
    for place in range(v.end):
        for phrase in table.get(v.atoms[place].lower, ()):
            last = place + len(phrase)
            if last < v.end and tuple(a.lower for a in v.atoms[place:last]) == phrase:
                some = _with(v, some, (place, last))
                break
    return some


def _with(v: View, found: list[Candidate], phrase: Range) -> list[Candidate]:
    content = _content(v, phrase[1])
    if content is None:
        return found
    same = [c for c in found if any(_meet(part, content) for part in c.content)]
    for place, c in enumerate(found):
        announces = any(part[0] == content[0] for part in c.content) or (len(same) == 1 and c is same[0])
        if announces and c.cue and c.rule not in ("colon", "preposition"):
            made = msgspec.structs.replace(c, content=(content,))
            return [*found[:place], made, *found[place + 1 :]]
    party = _party(v, phrase, content)
    if party is None:
        return found
    source, verb = party
    cue = joined((verb, phrase)) if verb[0] < phrase[0] else (phrase,)
    made = Candidate(source, cue, (content,), "neutral", "asserts", 0.65, "clause")
    return [*(c for c in found if c.rule != "colon" and c not in same), made]


def _meet(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _content(v: View, start: int) -> Range | None:
    """Return the quotation, or the clause behind a comma or colon, that a phrase announces."""
    words = v.lang.words
    for place in range(start, min(v.end, start + BEHIND)):
        atom = v.atoms[place]
        if atom.kind == "q":
            return place, place + 1
        if atom.text not in (",", ":"):
            if atom.kind != "w":
                return None
            continue
        first = place + 1
        if first >= v.end:
            return None
        if v.atoms[first].kind == "q":
            return first, first + 1
        inner = v.atoms[first : v.end]
        told = any(a.lower in v.lang.reported_forms | words.infinitive_markers for a in inner)
        opens = inner[0].lower in words.complementisers
        return (first, v.end) if atom.text == ":" or told or opens else None
    return None


def _party(v: View, phrase: Range, content: Range) -> tuple[Range, Range] | None:
    """Return the subject of the clause a phrase stands in, and its finite verb."""
    words, known = v.lang.words, finite_forms(v.lang)
    for place in [*range(phrase[0]), *range(content[1], v.end)]:
        atom = v.atoms[place]
        finite = atom.lower in known or atom.lower.endswith(words.past_endings)
        if atom.kind != "w" or atom.capital or not finite:
            continue
        first = 0
        while first < place and v.atoms[first].lower in words.coordinators | words.focus_adverbs:
            first += 1
        source = phrases_nouns.subject(v.atoms, first, place, v.lang) if place < phrase[0] else None
        at = place + 1
        while at < v.end and v.atoms[at].lower in words.reflexives | words.cue_adverbs:
            at += 1
        source = source or phrases.after(v.atoms, at, v.lang, ceiling=phrase[0] if place < phrase[0] else v.end)
        return (source, (place, place + 1)) if source is not None else None
    return None
