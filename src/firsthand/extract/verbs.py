"""Attributions by cue verbs, where the subject precedes the verb."""

from collections.abc import Iterator

import msgspec

from firsthand.extract import citing, phrases, quoting, unmarked
from firsthand.extract.atoms import Atom
from firsthand.extract.candidate import Candidate, from_match
from firsthand.extract.clauses import (
    Range,
    View,
    clause_end,
    names_other,
    only_adverbials,
    opening,
    opens_number,
    phrase_end,
)
from firsthand.extract.cues import Match
from firsthand.extract.edges import title_in_marks, whole_speech
from firsthand.extract.relays import passed_on
from firsthand.languages import Cue, verb_forms

SHORT = 3
LONG = 12
ASIDE = 25
"""Words of an aside between a cue and its clause."""


def candidates(v: View) -> list[Candidate]:
    """Return the attributions the cue verbs of a sentence make, left to right."""
    found: list[Candidate] = []
    later: list[Match] = []
    for match in _joined(v):
        if citing.is_citing(v, match):
            later.append(match)
        elif (candidate := _candidate(v, match, found)) is not None:
            found.append(candidate)
    for match in later:
        with_cited = citing.cited(v, match, found)
        if with_cited is not None:
            found = with_cited
        elif (candidate := _candidate(v, match, [c for c in found if c.cue[0] < (match.left, 0)])) is not None:
            found.append(candidate)
    return sorted((source_alone(v, c) for c in found), key=lambda c: c.cue)


def source_alone(v: View, candidate: Candidate) -> Candidate:
    """Leave "carried by the LINA agency" out of a source: that is a relay of its words."""
    place = passed_on(v, candidate.source) if candidate.source is not None else None
    if place is None or candidate.source is None:
        return candidate
    return msgspec.structs.replace(candidate, source=(candidate.source[0], place))


def _joined(v: View) -> list[Match]:
    """Join "responded by saying", "explained this by saying" to one cue: the second verb brings the content."""
    joined: list[Match] = []
    for match in v.matches:
        last = joined[-1] if joined else None
        by = v.atoms[match.left - 1].lower if match.left else ""
        if last and match.form == "gerund" and by in v.lang.words.means and 0 < match.left - last.last <= 3:
            joined[-1] = msgspec.structs.replace(match, left=last.left, first=last.first)
        else:
            joined.append(match)
    return joined


def _candidate(v: View, match: Match, found: list[Candidate]) -> Candidate | None:
    relayed = quoting.relayed(v, match)
    if relayed is not None:
        return relayed
    if match.passive:
        quoted = v.atoms[match.first].lower in v.lang.words.quoting_verbs and quoting.saying(v, match.last)
        return None if quoted else _passive(v, match)
    inverted = _inverted(v, match)
    if inverted is not None:
        return inverted
    source = _subject(v, match, found)
    if source is None:
        return None
    for cue in match.cues:
        if (said := _as_said(v, match, cue, source)) is not None:
            return said
        for frame in _frames(cue, v, match):
            result = _fill(v, match, cue, frame, source)
            if result is not None:
                return result
    return None


def _inverted(v: View, match: Match) -> Candidate | None:
    """Read "…," said the mayor: the words said stand right before the verb, the source behind it."""
    atoms, left = v.atoms, match.left
    cue = next((c for c in match.cues if "clause" in c.group.frames), None)
    if cue is None or atoms[match.last - 1].lower in v.lang.relays.told:
        return None  # "told journalists" names who was told, never who spoke
    if match.form not in ("past", "present") or left != match.first or match.last >= v.end:
        return None
    opens = left == 0 and v.sentence.inside is None
    spoken = left > 0 and (atoms[left - 1].kind == "q" or (atoms[left - 1].text == "," and left > 3))
    if not opens and not spoken:
        return None
    source = phrases.after(atoms, match.last, v.lang, ceiling=v.end)
    if source is None or atoms[source[0]].lower in v.lang.words.object_pronouns - v.lang.words.subject_pronouns:
        return None
    before = _before(v, left, match) if spoken else None
    own = _own_end(v, source[1])
    if before is not None and atoms[before[1] - 1].kind != "q" and not only_adverbials(v, source[1], own):
        return None
    if before is not None:
        behind = _resumed(v, source[1], before, match) if source[1] < v.end else None
        return _make(match, cue, source, (before, behind) if behind else (before,), "parenthetical")
    if not opens:
        return None
    start = opening(v, source[1])
    if start is not None and atoms[start].kind == "q":
        return _make(match, cue, source, ((start, clause_end(v, start, match)),), "clause")
    if start is None or only_adverbials(v, source[1], v.end):
        return _make(match, cue, source, (), "final", previous=True)
    return None


def _frames(cue: Cue, v: View, match: Match) -> Iterator[str]:
    order = ("person", "to", "about", "clause", "object")
    yield from (frame for frame in order if frame in cue.group.frames)


def _subject(v: View, match: Match, found: list[Candidate]) -> Range | None:
    atoms, words = v.atoms, v.lang.words
    left = match.left
    before = atoms[left - 1] if left else None
    bare = match.left == match.first and atoms[match.first].lower.endswith(tuple(v.lang.words.gerund_endings))
    if match.form == "gerund" and bare:
        return _shared_subject(v, match, found)
    if match.form == "base" and before is not None and before.lower in words.infinitive_markers:
        return None
    if before is not None and before.lower in words.coordinators:
        return _shared_subject(v, match, found)
    if before is not None and before.text == "," and left >= 2 and found and found[-1].content and not bare:
        return None
    found_ = phrases.before(atoms, left, 0, v.lang)
    return _since_quotation(v, left, found_) or found_


def _since_quotation(v: View, left: int, found: Range | None) -> Range | None:
    """All between speech and its verb where it holds a relative clause: "“…,” a man who calls himself Kell said"."""
    words = v.lang.words
    place = left - 1
    while place >= 0 and left - place <= ASIDE and v.atoms[place].kind in "wn":
        place -= 1
    start = place + 1
    spoken = (
        place >= 0 and v.atoms[place].kind == "q" and v.atoms[place].text.rstrip("”“\"'»«’ ")[-1:] in (",", "!", "?")
    )
    relative = any(a.lower in words.relative_only for a in v.atoms[start + 1 : left - 1])
    opens = start < left and (v.atoms[start].lower in words.determiners or v.atoms[start].capital)
    return (start, left) if spoken and relative and opens and (found is None or found[0] > start) else None


def _as_said(v: View, match: Match, cue: Cue, source: Range) -> Candidate | None:
    """Read "…, as she wrote in her memoir": what was said stands before it; of a clause with a quotation only that."""
    atoms, words = v.atoms, v.lang.words
    place = source[0] - 1
    if place < 2 or atoms[place].lower not in words.quoted_as or "clause" not in cue.group.frames:
        return None
    stop = place - (atoms[place - 1].text == ",")
    quoted = atoms[stop - 1].kind == "q"
    if (stop == place and not quoted) or not only_adverbials(v, match.last, v.end) or _spoken_before(v, stop, match):
        return None
    return _make(match, cue, source, ((stop - 1 if quoted else 0, stop),), "parenthetical", weight=cue.group.weight)


def _spoken_before(v: View, stop: int, match: Match) -> bool:
    """Whether a cue of saying stands before a place that no quotation ends: "she said …, as he had said"."""
    return v.atoms[stop - 1].kind != "q" and any(m.last <= stop and m is not match for m in v.matches)


def _shared_subject(v: View, match: Match, found: list[Candidate]) -> Range | None:
    """A gerund or a second verb has the subject of the verb before it, or of the sentence."""
    atoms = v.atoms
    left = match.left
    if match.form == "gerund" and left and atoms[left - 1].kind == "w":
        near = phrases.before(atoms, left, 0, v.lang)
        if near is not None and near[0] > 0 and atoms[near[0] - 1].lower in v.lang.words.attendants:
            return near
    for earlier in reversed(found):
        if earlier.source is not None and earlier.source[1] <= left and not earlier.previous:
            return earlier.source
    verbs = verb_forms(v.lang)
    for place in range(left):
        atom = atoms[place]
        if (
            atom.kind == "w"
            and (atom.lower in verbs or (atom.lower.endswith(v.lang.words.verb_endings) and "-" not in atom.lower))
            and place > 0
        ):
            range_ = phrases.before(atoms, place, 0, v.lang)
            if range_ is not None:
                return range_
    return None


def _fill(v: View, match: Match, cue: Cue, frame: str, source: Range) -> Candidate | None:
    if frame == "person":
        return _person(v, match, cue, source)
    if frame == "to":
        return _infinitive(v, match, cue, source)
    if frame == "about":
        return _about(v, match, cue, source)
    if frame == "object":
        return _object(v, match, cue, source)
    return _clause(v, match, cue, source, last=match.last)


def _make(
    match: Match,
    cue: Cue,
    source: Range | None,
    content: tuple[Range, ...],
    rule: str,
    *,
    last: int | None = None,
    weight: float | None = None,
    previous: bool = False,
    object: Range | None = None,
) -> Candidate:
    words: tuple[Range, ...] = ((match.left, last or match.last),)
    if match.particle >= 0:
        words = (*words, (match.particle, match.particle + len(cue.particle)))
    made = from_match(match, cue, source=source, words=words, content=content, rule=rule)
    return msgspec.structs.replace(
        made, weight=made.weight if weight is None else weight, previous=previous, object=object
    )


def _clause(
    v: View, match: Match, cue: Cue, source: Range, *, last: int, object: Range | None = None
) -> Candidate | None:
    behind_aside = _behind_citing(v, last)
    if behind_aside is not None:
        opens = (behind_aside, clause_end(v, behind_aside, match))
        return _make(match, cue, source, (opens,), "clause", object=object)
    ends = last >= v.end
    tag = unmarked.tag(v, last)
    own = _own_end(v, last) if tag is None else tag
    parenthetical = not ends and v.atoms[last].text == ","
    before = _before(v, source[0], match, inserted=parenthetical)
    spoken = before is not None and _just_quoted(v, before, source[0]) and not _explicit(v, last)
    if before is None and match.form != "gerund" and (ends or only_adverbials(v, last, own)):
        stated = unmarked.stated(v, source)
        source, before = stated or (source, None)
    if (ends or parenthetical or spoken or only_adverbials(v, last, own)) and (before or ends or parenthetical):
        if before is None:
            if ends or only_adverbials(v, last, own):
                return _make(match, cue, source, (), "final", previous=True, object=object)
        else:
            behind = _resumed(v, last, before, match) if not ends and tag is None else None
            content = (before, behind) if behind else (before,)
            return _make(match, cue, source, content, "parenthetical", object=object)
    start = opening(v, last)
    if start is None:
        return _make(match, cue, source, (), "final", previous=True, object=object) if before is None else None
    end = clause_end(v, start, match)
    if end <= start or v.atoms[start].lower in v.lang.words.coordinators:
        return None
    closed = v.lang.words.prepositions - v.lang.words.complementisers
    if start == last and v.atoms[start].lower in closed and not opens_number(v, start):
        return None
    explicit = v.atoms[start].kind == "q" or v.atoms[start].lower in v.lang.words.complementisers
    if not explicit and "clause" in cue.group.frames and not _clausal(v, start, end):
        return None
    return _make(match, cue, source, ((start, end),), "clause", object=object)


def _behind_citing(v: View, last: int) -> int | None:
    """Where the clause of "reported, citing two guards, that …" opens."""
    for match in v.matches:
        if match.left == last + 1 and v.atoms[last].text == "," and match.form == "gerund":
            commas = (k + 1 for k in range(match.last, min(v.end - 1, match.last + ASIDE)) if v.atoms[k].text == ",")
            return next((k for k in commas if v.atoms[k].lower in v.lang.words.complementisers), None)
    return None


def _own_end(v: View, last: int) -> int:
    """Where the clause of a cue ends: before a comma with another cue's gerund behind it (", citing X")."""
    gerunds = (m.left for m in v.matches if m.left >= last and m.form == "gerund")
    return next((k - (k > last) for k in gerunds if k == last or v.atoms[k - 1].text == ","), v.end)


def _just_quoted(v: View, before: Range, source: int) -> bool:
    """Whether a quotation that closes with a comma or the like stands right before the source."""
    last = v.atoms[before[1] - 1]
    return before[1] == source and last.kind == "q" and last.text.rstrip("”“\"'»«’ ")[-1:] in (",", "!", "?")


def _explicit(v: View, place: int) -> bool:
    """Whether a complementiser or a quotation opens content here."""
    if place >= len(v.atoms):
        return False
    return v.atoms[place].lower in v.lang.words.complementisers or v.atoms[place].kind == "q"


def _clausal(v: View, start: int, end: int) -> bool:
    """Whether a stretch can be a clause: it has a quotation, a verb the file knows, or a word that ends like one."""
    words, verbs = v.lang.words, verb_forms(v.lang)
    endings = (*words.verb_endings, *words.gerund_endings, *words.plural_endings)
    small = words.prepositions | words.determiners | words.time_words
    return any(
        a.kind == "q" or a.lower in verbs or (a.kind == "w" and a.lower.endswith(endings) and a.lower not in small)
        for a in v.atoms[start:end]
    )


def _before(v: View, end: int, match: Match, *, inserted: bool = False) -> Range | None:
    """What stands before a source, if it can be what was said: a quotation, or a clause that ends in a comma."""
    atoms, words = v.atoms, v.lang.words
    stop = end
    comma = False
    while stop > 0 and atoms[stop - 1].text in (",", "–", "—"):
        stop -= 1
        comma = True
    if stop <= 0:
        return None
    start = _clause_start(v, stop, match)
    if start >= stop:
        return None
    if atoms[stop - 1].kind == "q":
        if title_in_marks(atoms, stop - 1, v.lang):
            return None  # "Appearing on Radio Nord's “Focus,” …"
        first = stop - 1
        while first > start and whole_speech(atoms[first]) and atoms[first - 1].kind == "q":
            first -= 1
        start = first if whole_speech(atoms[first]) else start  # a headline before it is none of it
        return (start, stop) if comma or _closes_speech(atoms[stop - 1]) else None
    opens = start + (atoms[start].lower in words.coordinators and start + 1 < stop)  # "But after a long talk, …"
    if not comma or only_adverbials(v, opens, stop):
        return None
    if inserted:
        return start, stop
    known = any(a.lower in verb_forms(v.lang) or a.kind == "q" for a in atoms[start:stop])
    clause = known or stop - start >= LONG // 2
    if stop - start < SHORT or not clause or (atoms[start].lower in words.subordinators and stop - start < LONG):
        return None
    return start, stop


def _closes_speech(quotation: Atom) -> bool:
    """Whether a quotation with no comma behind it can be speech: its own mark at the end, or some length."""
    return quotation.text.rstrip("”“\"'»«’ ")[-1:] in (",", ".", "!", "?") or len(quotation.text.split()) >= SHORT + 1


def _clause_start(v: View, stop: int, match: Match) -> int:
    spoken = v.atoms[stop - 1].kind == "q" and _closes_speech(v.atoms[stop - 1])
    for place in range(stop - 1, -1, -1):
        if v.atoms[place].text == ";" or (spoken and place == stop - 2 and v.atoms[place].text in "–—-"):
            return place + 1
    return 0


def _resumed(v: View, last: int, before: Range, match: Match) -> Range | None:
    """What goes on after "…, he said, …"; behind a quotation only another one does."""
    atoms = v.atoms
    place = last
    while place < v.end and atoms[place].text in ",:":
        place += 1
    spoken = atoms[before[1] - 1].kind == "q" or atoms[last].text != ","
    if place >= v.end or spoken:
        quotes = (k for k in range(place, v.end) if atoms[k].kind == "q" and not title_in_marks(atoms, k, v.lang))
        quote = next(quotes, None)
        return None if quote is None else (quote, clause_end(v, quote, match))
    if any(other.left == place and other.form == "gerund" for other in v.matches) or names_other(v, place):
        return None
    if atoms[place].kind != "q" and only_adverbials(v, place, v.end):
        return None
    end = clause_end(v, place, match)
    return (place, end) if end > place else None


def _person(v: View, match: Match, cue: Cue, source: Range) -> Candidate | None:
    atoms, words = v.atoms, v.lang.words
    who = phrases.after(atoms, match.last, v.lang, ceiling=v.end)
    if who is None:
        return None
    at = who[1]
    if at < v.end and atoms[at].lower in words.infinitive_markers and "to" in cue.group.frames:
        return _make(match, cue, source, ((who[0], clause_end(v, at, match)),), "order", object=who)
    if at < v.end and atoms[at].lower in cue.group.about:
        return _make(match, cue, source, ((at, phrase_end(v, at)),), "about", object=who)
    ends = at >= v.end or atoms[at].text == "," or only_adverbials(v, at, v.end) or unmarked.tag(v, at) is not None
    if ends or opening(v, at) is not None:
        return _clause(v, match, cue, source, last=at, object=who)
    return None


def _infinitive(v: View, match: Match, cue: Cue, source: Range) -> Candidate | None:
    if match.last >= v.end or v.atoms[match.last].lower not in v.lang.words.infinitive_markers:
        return None
    return _make(match, cue, source, ((match.last, clause_end(v, match.last, match)),), "infinitive")


def _about(v: View, match: Match, cue: Cue, source: Range) -> Candidate | None:
    if match.last >= v.end - 1 or v.atoms[match.last].lower not in cue.group.about:
        return None
    start = match.last + 1
    return _make(
        match, cue, source, ((start, phrase_end(v, start)),), "about", last=start, weight=cue.group.weight * 0.8
    )


def _object(v: View, match: Match, cue: Cue, source: Range) -> Candidate | None:
    atoms, words = v.atoms, v.lang.words
    if match.last >= v.end or atoms[match.last].kind == "p":
        return None
    first = atoms[match.last].lower
    if first in words.adverbials | words.subordinators | words.infinitive_markers | words.prepositions - {"for"}:
        return None
    end = phrase_end(v, match.last)
    return _make(match, cue, source, ((match.last, end),), "object") if end > match.last else None


def _passive(v: View, match: Match) -> Candidate | None:
    """Read "X was accused by Y of Z", "X is expected to Z", "it is believed that Z"."""
    atoms, words = v.atoms, v.lang.words
    subject = phrases.before(atoms, match.left, 0, v.lang)
    cue = match.cues[0]
    at = match.last
    if at < v.end and atoms[at].lower in words.agent_prepositions:
        agent = phrases.after(atoms, at + 1, v.lang, ceiling=v.end)
        if agent is not None and subject is not None:
            behind = (agent[1], phrase_end(v, agent[1])) if agent[1] < v.end and atoms[agent[1]].text != "," else None
            content = (subject, behind) if behind and behind[1] > behind[0] else (subject,)
            return _make(match, cue, agent, content, "passive", weight=cue.group.weight * 0.9)
    if at < v.end and atoms[at].lower in words.infinitive_markers and subject is not None:
        if not {"to", "clause"} & set(cue.group.frames):
            return None
        return _make(match, cue, None, (subject, (at, clause_end(v, at, match))), "raising", weight=0.5)
    if at < v.end and atoms[at].lower in words.complementisers:
        return _make(match, cue, None, ((at, clause_end(v, at, match)),), "impersonal", weight=0.5)
    return None
