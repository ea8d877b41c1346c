"""Attributions by cue verbs where a subordinate clause has its verb last and participles close the clause (German).

A clause is read as its fields: what stands before the finite verb is the subject or something fronted; then comes the
subject if it was not first; content stands said a comma, a colon or a word that opens a clause.
"""

import msgspec

from firsthand.extract import phrases
from firsthand.extract.behind import REACH, SURE, behind
from firsthand.extract.candidate import Candidate, from_match
from firsthand.extract.clauses import Range, View, only_adverbials
from firsthand.extract.cues import Match
from firsthand.languages import Cue, finite_forms, verb_forms

MARKS = frozenset(",;:–—()")


def candidates(v: View) -> list[Candidate]:
    """Return the attributions the cue verbs of a sentence make, left to right."""
    found: list[Candidate] = []
    for match in v.matches:
        candidate = _candidate(v, match, found)
        if candidate is not None:
            found.append(candidate)
    return found


def _candidate(v: View, match: Match, found: list[Candidate]) -> Candidate | None:
    forms = {cue.form for cue in match.cues}
    cue = match.cues[0]
    if set(cue.words) & v.lang.words.expletives:
        return _impersonal(v, match, cue)
    last = _past_auxiliaries(v, match.last)
    if last > match.last and "participle" in forms:
        return _subordinate(v, match, cue, last)
    if forms & {"participle", "base"} and match.particle < 0:
        finite = _finite_before(v, match.first)
        if finite is not None:
            return _compound(v, match, cue, finite, found)
    if match.particle < 0 and _closes(v, match.last) and _opener(v, match.first) is not None:
        return _subordinate(v, match, cue, match.last)
    if not forms & {"present", "past"}:
        return None
    words: tuple[Range, ...] = ((match.first, match.last),)
    if match.particle >= 0:
        words = (*words, (match.particle, match.particle + len(cue.particle)))
    return _main(v, match, cue, match.first, words=words, found=found)


def _impersonal(v: View, match: Match, cue: Cue) -> Candidate | None:
    """Read "In dem Bericht heißt es, …", "…, heißt es in dem Bericht": the document is behind a preposition."""
    words = v.lang.words
    at, start = _past_adverbs(v, match.last), _field_start(v, match.first)
    source = None
    if at < v.end and v.atoms[at].lower in words.prepositions:
        source = phrases.after(v.atoms, at + 1, v.lang, ceiling=v.end)
    elif start < match.first and v.atoms[start].lower in words.prepositions:
        source = phrases.after(v.atoms, start + 1, v.lang, ceiling=match.first)
    before = _before(v, match.first) if start == match.first else None
    content = before or behind(v, match, cue, max(match.last, source[1] if source else 0), object=None)
    if content is None:
        return None
    return from_match(
        match, cue, source=source, words=((match.first, match.last),), content=(content,), rule="impersonal"
    )


def _past_auxiliaries(v: View, place: int) -> int:
    """Return the place behind the auxiliaries that follow a participle ("mitgeteilt worden war")."""
    words = v.lang.words
    while place < v.end and v.atoms[place].lower in words.auxiliaries | words.modals:
        place += 1
    return place


def _closes(v: View, last: int) -> bool:
    return last >= v.end or v.atoms[last].kind != "w" or v.atoms[last].lower in v.lang.words.coordinators


def _finite_before(v: View, first: int) -> int | None:
    """Return the auxiliary or modal that stands second in the clause whose participle or infinitive is at ``first``."""
    words = v.lang.words
    for place in range(first - 1, max(-1, first - REACH), -1):
        atom = v.atoms[place]
        if atom.lower in words.auxiliaries | words.modals and not _owns(v, place):
            return place
        if atom.text in MARKS and atom.text not in "()":
            return None
    return None


def _owns(v: View, place: int) -> bool:
    """Whether a form that is also a possessive ("sein", "seine") stands before its noun."""
    following = v.atoms[place + 1] if place + 1 < v.end else None
    return v.atoms[place].lower in v.lang.words.possessives and following is not None and following.capital


def _opener(v: View, end: int) -> int | None:
    """Return the word that opens the subordinate clause which the verb at ``end`` closes, or None in a main clause."""
    words = v.lang.words
    for place in range(end - 1, max(-1, end - REACH), -1):
        atom = v.atoms[place]
        opens = atom.lower in words.subordinators | words.complementisers | words.question_words
        if (opens and _first(v, place)) or phrases.is_relative(v.atoms, place, v.lang):
            return place
        if atom.text in ";:":
            return None
        if atom.text == "," and not _apposed(v, place, end):
            return None
    return None


def _first(v: View, place: int) -> bool:
    """Whether a word opens a clause: first in the sentence, behind a comma or a conjunction."""
    left = v.atoms[place - 1] if place else None
    return left is None or left.kind in "pq" or left.lower in v.lang.words.coordinators | v.lang.words.cue_adverbs


def _apposed(v: View, comma: int, end: int) -> bool:
    """Whether a comma before the verb opens or closes an apposition: no finite verb up to it."""
    return not any(a.lower in finite_forms(v.lang) and not a.capital for a in v.atoms[comma + 1 : end])


def _subordinate(v: View, match: Match, cue: Cue, last: int) -> Candidate | None:
    """Read "Wie die Polizei mitteilte, …": content is the main clause; "…, der mitteilte, …": what follows."""
    opener = _opener(v, match.first)
    if opener is None:
        return None
    words: tuple[Range, ...] = ((match.first, last),)
    passive = any(a.lower in v.lang.words.passive_auxiliaries for a in v.atoms[match.last : last])
    aside = v.atoms[opener].lower in v.lang.phrases.asides
    if passive:
        source = _agent(v, opener, match.first)
    elif phrases.is_relative(v.atoms, opener, v.lang):
        source = (opener, opener + 1)
    else:
        source = phrases.after(v.atoms, _past_adverbs(v, opener + 1), v.lang, ceiling=match.first)
    if source is None and not passive:
        return None
    if aside:
        content = _rest(v, opener, last)
        return from_match(match, cue, source=source, words=words, content=content, rule="aside") if content else None
    said = behind(v, match, cue, last, object=None)
    if said is None:
        return None
    return from_match(match, cue, source=source, words=words, content=(said,), rule="clause")


def _agent(v: View, start: int, end: int) -> Range | None:
    for place in range(start + 1, end):
        if v.atoms[place].lower in v.lang.words.agent_prepositions:
            return phrases.after(v.atoms, place + 1, v.lang, ceiling=end)
    return None


def _rest(v: View, start: int, end: int) -> tuple[Range, ...]:
    """The main clause around an aside, without the marks that set it off."""
    left, right = start, end
    while left > 0 and v.atoms[left - 1].text in MARKS:
        left -= 1
    while left > 0 and v.atoms[left - 1].lower in v.lang.words.coordinators:
        left -= 1
    while right < v.end and v.atoms[right].text in MARKS:
        right += 1
    begin = next((k + 1 for k in range(left - 1, -1, -1) if v.atoms[k].text == ";"), 0)
    stop = next((k for k in range(right, v.end) if v.atoms[k].text == ";"), v.end)
    return tuple(part for part in ((begin, left), (right, stop)) if part[1] > part[0] + (part[0] == begin))


def _compound(v: View, match: Match, cue: Cue, finite: int, found: list[Candidate]) -> Candidate | None:
    """Read "Der Minister hat gestern angekündigt, dass …": auxiliary second, participle last."""
    lower = v.atoms[finite].lower
    words: tuple[Range, ...] = ((finite, finite + 1), (match.first, match.last))
    if lower in v.lang.words.passive_auxiliaries and match.form != "base" and _is_participle(match):
        return _passive(v, match, cue, finite, words)
    if lower in v.lang.words.state_auxiliaries and _is_participle(match):
        return None
    return _main(v, match, cue, finite, words=words, found=found)


def _is_participle(match: Match) -> bool:
    return any(cue.form == "participle" for cue in match.cues)


def _passive(v: View, match: Match, cue: Cue, finite: int, words: tuple[Range, ...]) -> Candidate | None:
    """Read "Es wird vermutet, dass …", "von den Behörden wird angenommen, dass …", "X wird mit den Worten zitiert"."""
    said = behind(v, match, cue, match.last, object=None)
    if said is None:
        return None
    if match.form in ("participle", "present") and v.atoms[match.first].lower in v.lang.words.quoting_verbs:
        quoted = phrases.before(v.atoms, finite, 0, v.lang)
        if quoted is None or _fronted(v, quoted[0], finite):
            quoted = phrases.after(v.atoms, finite + 1, v.lang, ceiling=match.first)
        return from_match(match, cue, source=quoted, words=words, content=(said,), rule="passive")
    source = _agent(v, _field_start(v, finite) - 1, match.first)
    return from_match(match, cue, source=source, words=words, content=(said,), rule="passive")


def _field_start(v: View, finite: int) -> int:
    """Return where the stretch before a finite verb starts: behind the last mark or quotation that is no name."""
    place = finite
    while place > 0:
        atom = v.atoms[place - 1]
        if atom.text in MARKS - {"(", ")"}:
            break
        if atom.kind == "q" and not phrases.named_in_marks(v.atoms, place - 1, v.lang):
            break
        if atom.lower in v.lang.words.complementisers:
            break
        place -= 1
    return place


def _main(
    v: View, match: Match, cue: Cue, finite: int, *, words: tuple[Range, ...], found: list[Candidate]
) -> Candidate | None:
    """Read a main clause whose finite verb stands at ``finite``."""
    closed = v.lang.words
    start = _field_start(v, finite)
    first = start
    while first < finite and v.atoms[first].lower in closed.coordinators:
        first += 1
    if first == finite and first > start:
        shared = _shared(v, start, found)
        return _forward(v, match, cue, shared, words=words, after=finite + 1) if shared else None
    if first == finite:
        near = _past_adverbs(v, finite + 1)
        late = near >= v.end or v.atoms[near].kind in "pq" or _opens_late(v, near)
        if late and start and v.atoms[start - 1].text == "," and found and found[-1].rule == "clause":
            shared = found[-1].source
            return _forward(v, match, cue, shared, words=words, after=finite + 1) if shared else None
        return _bare(v, match, cue, finite, words)
    lowers = {a.lower for a in v.atoms[first:finite]}
    if finite - first <= 2 and v.atoms[first].lower in closed.anaphors:
        return _anaphor(v, match, cue, finite, first, words=words)
    if _fronted(v, first, finite):
        return _inverted(v, match, cue, finite, words)
    if lowers & closed.expletives and finite - first == 1:
        return None
    source = phrases.before(v.atoms, finite, first, v.lang)
    return _forward(v, match, cue, source, words=words, after=finite + 1) if source else None


def _shared(v: View, end: int, found: list[Candidate]) -> Range | None:
    """The subject of a verb that follows "und": that of the verb before it."""
    if found and found[-1].source and found[-1].source[1] <= end:
        return found[-1].source
    return _subject(v, end)


def _subject(v: View, end: int) -> Range | None:
    for place in range(1, end):
        if v.atoms[place].lower in finite_forms(v.lang) and not v.atoms[place].capital:
            if _fronted(v, 0, place):
                return phrases.after(v.atoms, _past_adverbs(v, place + 1), v.lang, ceiling=end)
            return phrases.before(v.atoms, place, 0, v.lang)
    return None


def _bare(v: View, match: Match, cue: Cue, finite: int, words: tuple[Range, ...]) -> Candidate | None:
    """The verb stands right behind a mark: "…, sagte X", "X, Sprecher der Y, sagte, …", or opens the sentence."""
    if finite > 1 and v.atoms[finite - 1].text == ",":
        apposed = _whole(v, phrases.before(v.atoms, finite, 0, v.lang))
        said = apposed and behind(v, match, cue, _end(words, finite + 1), object=None)
        near = _past_adverbs(v, finite + 1)
        if apposed and said and (near >= v.end or v.atoms[near].kind in "pq" or _opens_late(v, near)):
            return from_match(match, cue, source=apposed, words=words, content=(said,), rule="clause")
    return _inverted(v, match, cue, finite, words)


def _whole(v: View, part: Range | None) -> Range | None:
    """An apposition with the name it stands behind ("Anna Beck, die Leiterin des Amtes, …")."""
    if part is None or part[0] < 2 or v.atoms[part[0] - 1].text != ",":
        return part
    if v.atoms[part[0]].lower not in v.lang.words.determiners | v.lang.words.role_nouns:
        return part
    head = phrases.before(v.atoms, part[0] - 1, 0, v.lang)
    return (head[0], part[1]) if head else part


def _opens_late(v: View, place: int) -> bool:
    """Whether what follows a verb cannot be its subject: a preposition, a pronoun that is an object, "dass"."""
    words = v.lang.words
    return v.atoms[place].lower in words.prepositions | words.complementisers | words.reflexives


def _fronted(v: View, first: int, finite: int) -> bool:
    """Whether what stands before the finite verb is no subject: an adverbial, an object, a clause."""
    words = v.lang.words
    atom = v.atoms[first]
    if atom.lower in words.object_determiners and finite - first > 1:
        return True
    if atom.lower in words.subject_pronouns or atom.lower in words.determiners or atom.lower in words.possessives:
        return atom.lower in words.object_determiners
    listed = words.prepositions | words.time_words | words.openers | words.cue_adverbs | words.adverbials
    return (
        atom.lower in listed | words.subordinators
        and not (finite - first > 1 and v.atoms[first + 1].capital and atom.lower in words.focus_adverbs)
        and not _focused(v, first, finite)
    )


def _focused(v: View, first: int, finite: int) -> bool:
    """Whether an adverb like "auch" only stresses the subject behind it ("Auch der Minister sagte")."""
    return v.atoms[first].lower in v.lang.words.focus_adverbs and finite - first > 1


def _anaphor(v: View, match: Match, cue: Cue, finite: int, first: int, *, words: tuple[Range, ...]) -> Candidate | None:
    """Read "Dies teilte die Polizei mit.": what was said is the sentence before."""
    source = phrases.after(v.atoms, _past_adverbs(v, finite + 1), v.lang, ceiling=_ceiling(v, words, finite))
    if source is None or "clause" not in cue.group.frames:
        return None
    said = behind(v, match, cue, _end(words, source[1]), object=None)
    if said is not None:
        return None
    return from_match(match, cue, source=source, words=words, content=((first, first + 1),), rule="anaphor")


def _ceiling(v: View, words: tuple[Range, ...], finite: int) -> int:
    return min((a for a, _ in words if a > finite), default=v.end)


def _end(words: tuple[Range, ...], place: int) -> int:
    return max(place, *(b for _, b in words))


def _past_adverbs(v: View, place: int) -> int:
    words = v.lang.words
    while place < v.end and v.atoms[place].lower in words.cue_adverbs | words.reflexives | words.time_words:
        place += 1
    return place


def _inverted(v: View, match: Match, cue: Cue, finite: int, words: tuple[Range, ...]) -> Candidate | None:
    """Read "…, sagte X der Zeitung.", "Am Montag sagte X, …": the subject follows the verb."""
    ceiling = _ceiling(v, words, finite)
    at = finite + 1
    source = None
    while at < ceiling and at < finite + 6 and source is None:
        at = _past_adverbs(v, at)
        source = phrases.after(v.atoms, at, v.lang, ceiling=ceiling)
        if (
            source is not None
            and v.atoms[source[0]].lower in v.lang.words.object_pronouns - v.lang.words.subject_pronouns
        ):
            at, source = source[1], None
        elif source is None:
            break
    if source is None:
        return None
    if v.atoms[source[0]].lower in v.lang.words.expletives and source[1] - source[0] == 1:
        return None
    before = _before(v, finite, sure=cue.group.weight >= SURE)
    last = _end(words, source[1])
    said = behind(v, match, cue, last, object=(source[1], ceiling) if ceiling < v.end else None)
    if before is not None:
        resumed = said is not None and (v.atoms[said[0]].kind == "q" or v.atoms[said[0] - 1].text == ":")
        content = (before, said) if resumed and said else (before,)
        if said is not None and v.atoms[said[0]].lower in v.lang.words.complementisers:
            content = (said,)
        return from_match(match, cue, source=source, words=words, content=content, rule="inverted")
    if said is not None:
        return from_match(match, cue, source=source, words=words, content=(said,), rule="clause")
    if only_adverbials(v, source[1], v.end) and finite <= 1:
        made = from_match(match, cue, source=source, words=words, content=(), rule="final")
        return _previous(made)
    return None


def _previous(made: Candidate) -> Candidate:
    return msgspec.structs.replace(made, previous=True)


def _before(v: View, finite: int, *, sure: bool = False) -> Range | None:
    """The words said before "…, sagte X": up to the comma or the closing marks before the verb."""
    stop = finite
    while stop > 0 and v.atoms[stop - 1].text in (",", "–", "—"):
        stop -= 1
    if stop <= 0 or (stop == finite and v.atoms[stop - 1].kind != "q"):
        return None
    if stop == finite and phrases.named_in_marks(v.atoms, stop - 1, v.lang):
        return None
    start = next((k + 1 for k in range(stop - 1, -1, -1) if v.atoms[k].text in ";"), 0)
    if v.atoms[stop - 1].kind == "q":
        first = stop - 1
        while first > start and v.atoms[first - 1].kind == "q":
            first -= 1
        if first > start and v.atoms[first - 1].text == ":":
            return first, stop
        return start, stop
    if stop - start < 3 or v.atoms[start].lower in v.lang.words.subordinators - v.lang.words.prepositions:
        return None
    has_verb = sure or any(a.lower in verb_forms(v.lang) and not a.capital for a in v.atoms[start:stop])
    return (start, stop) if has_verb or any(a.kind == "q" for a in v.atoms[start:stop]) else None


def _forward(
    v: View, match: Match, cue: Cue, source: Range, *, words: tuple[Range, ...], after: int
) -> Candidate | None:
    """The subject is known and stands before the verb: the content follows."""
    if v.atoms[source[0]].lower in v.lang.words.complementisers:
        return None
    last = _end(words, after)
    ceiling = _ceiling(v, words, after - 1)
    said = behind(v, match, cue, last, object=(after, ceiling) if ceiling < v.end else None)
    if said is None:
        return None
    return from_match(match, cue, source=source, words=words, content=(said,), rule="clause")
