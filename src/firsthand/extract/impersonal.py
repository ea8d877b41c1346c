"""Impersonal cues (German): "in dem Bericht heißt es", "wie aus Kreisen verlautete", "aus dem Brief geht hervor".

Who tells stands behind a preposition, or is not named.
"""

from firsthand.extract import phrases
from firsthand.extract.behind import behind
from firsthand.extract.candidate import Candidate, from_match
from firsthand.extract.clauses import Range, View
from firsthand.extract.cues import Match
from firsthand.extract.fields import field_start, past_adverbs, rest, said_before
from firsthand.languages import Cue, finite_forms

REACH = 12
"""Words around a cue among which who tells is looked for."""


def candidate(v: View, match: Match, cue: Cue, *, opener: int | None) -> Candidate | None:
    """Return what an impersonal cue attributes; ``opener`` is the word that opens its clause where the verb is last."""
    spoken = bool(set(cue.words) & v.lang.words.expletives)
    words: tuple[Range, ...] = ((match.first, match.last),)
    if match.particle >= 0:
        words = (*words, (match.particle, match.particle + len(cue.particle)))
    if opener is not None and not spoken:
        return _aside(v, match, cue, opener, words)
    if match.form == "participle":
        return _compound(v, match, cue, words)
    if match.form not in ("present", "past"):
        return None
    last = max(b for _, b in words)
    at, start = past_adverbs(v, match.last), field_start(v, match.first)
    source = _teller(v, start, match.first) or _teller(v, at, min(v.end, at + REACH))
    before = said_before(v, match.first) if start == match.first else None
    if before is not None and not _marked(v, before) and not _main(v, before):
        before = None
    if source is None and before is None:
        source = _teller(v, 0, match.first)  # "In dem Brief, der uns vorliegt, heißt es"
    said = behind(v, match, cue, max(last, source[1] if source and source[0] > last else 0), object=None)
    opens = said is not None and v.atoms[said[0]].lower in v.lang.words.complementisers
    content = said if before is None or opens else before
    anaphor = v.atoms[0].lower in v.lang.words.anaphors and match.first == 1
    if content is None and anaphor and source is not None:  # "Dies geht aus dem Bericht hervor."
        return from_match(match, cue, source=source, words=words, content=((0, 1),), rule="anaphor")
    if content is None or not (spoken or (source is not None and _marked(v, content))):
        return None
    return from_match(match, cue, source=source, words=words, content=(content,), rule="impersonal")


def _compound(v: View, match: Match, cue: Cue, words: tuple[Range, ...]) -> Candidate | None:
    """Read "Gestern hatte es geheißen, …": "es" stands between the auxiliary and the participle."""
    closed = v.lang.words
    reach = range(match.first - 1, max(-1, match.first - REACH), -1)
    finite = next((k for k in reach if v.atoms[k].lower in closed.auxiliaries), None)
    if finite is None or not any(
        v.atoms[k].lower in closed.expletives for k in range(finite - 1, match.first) if k >= 0
    ):
        return None
    said = behind(v, match, cue, match.last, object=None)
    source = _teller(v, 0, finite) or _teller(v, finite + 1, match.first)
    parts = ((finite, finite + 1), *words)
    return (
        None if said is None else from_match(match, cue, source=source, words=parts, content=(said,), rule="impersonal")
    )


def _aside(v: View, match: Match, cue: Cue, opener: int, words: tuple[Range, ...]) -> Candidate | None:
    """Read "Wie aus dem Gutachten hervorgeht, …": what stands around the aside was told."""
    if v.atoms[opener].lower not in v.lang.phrases.asides:
        return None
    source = _teller(v, opener + 1, match.first)
    spoken = any(a.lower in v.lang.words.expletives for a in v.atoms[opener + 1 : match.first])
    content = rest(v, opener, match.last)
    if not content or (source is None and not spoken):
        return None
    return from_match(match, cue, source=source, words=words, content=content, rule="aside")


def _teller(v: View, start: int, end: int) -> Range | None:
    """Return the noun phrase behind the first preposition of a stretch that can lead to who tells."""
    words = v.lang.words
    for place in range(start, end):
        atom = v.atoms[place]
        if atom.text in ",:;" or atom.kind == "q":
            return None
        if atom.lower in words.telling_prepositions and (place == start or v.atoms[place - 1].kind == "w"):
            found = phrases.after(v.atoms, place + 1, v.lang, ceiling=end)
            timed = found is None or any(a.capital and a.lower in words.time_words for a in v.atoms[slice(*found)])
            if not timed:
                return found
    return None


def _main(v: View, part: Range) -> bool:
    """Whether a stretch is a main clause: its verb stands before its first comma."""
    comma = next((k for k in range(*part) if v.atoms[k].text == ","), part[1])
    known = finite_forms(v.lang)
    return any(a.lower in known and not a.capital for a in v.atoms[part[0] : comma])


def _marked(v: View, content: Range) -> bool:
    """Whether what was told shows itself as such: "dass", reported speech or a quotation."""
    if v.atoms[content[0]].lower in v.lang.words.complementisers:
        return True
    return any(a.kind == "q" or a.lower in v.lang.reported_forms for a in v.atoms[slice(*content)])
