"""Attributions by cue verbs where a subordinate clause has its verb last and participles close the clause (German).

A clause is read as its fields: what stands before the finite verb is the subject or something fronted; then comes the
subject if it was not first; content stands said a comma, a colon or a word that opens a clause.
"""

import msgspec

from firsthand.extract import impersonal, phrases, phrases_nouns
from firsthand.extract.behind import REACH, SURE, behind
from firsthand.extract.candidate import Candidate, from_match
from firsthand.extract.clauses import Range, View, only_adverbials
from firsthand.extract.cues import Match
from firsthand.extract.cues_whole import completed
from firsthand.extract.fields import MARKS, field_start, led, past_adverbs, rest, said_before
from firsthand.languages import Cue, finite_forms
from firsthand.languages.people import people_words

NOBLE = 4
"""Words of a name such as "Von der Leyen"."""
TOLD = 0.8
"""Weight of a cue from which what stands before it and a comma is taken for said though no form shows it."""


def candidates(v: View) -> list[Candidate]:
    """Return the attributions the cue verbs of a sentence make, left to right."""
    found: list[Candidate] = []
    for match in v.matches:
        candidate = _candidate(v, match, found)
        if candidate is not None and not _own(v, candidate) and not _told_of(v, candidate):
            found.append(completed(v, match, candidate))
    return found


def _own(v: View, candidate: Candidate) -> bool:
    """Whether somebody quoted tells what he himself, or whom he speaks to, thinks ("„Ich glaube, …“, sagte sie")."""
    if v.sentence.inside is None or candidate.source is None:
        return False
    own = people_words(v.lang.code)
    source = v.atoms[slice(*candidate.source)]
    return len(source) == 1 and source[0].lower in own.first_person.keys() | own.second_person.keys()


def _told_of(v: View, candidate: Candidate) -> bool:
    """Whether a quotation behind a colon is said by whoever tells of a talk: "Man habe nie gesprochen: „Wir …“"."""
    first = candidate.content[-1][0] if candidate.content else 0
    finite = candidate.cue[0][0] if candidate.cue else 0
    quoted = first > 0 and v.atoms[first].kind == "q" and v.atoms[first - 1].text == ":"
    return quoted and v.atoms[finite].lower in v.lang.words.reporting_forms


def _candidate(v: View, match: Match, found: list[Candidate]) -> Candidate | None:
    forms = {cue.form for cue in match.cues}
    cue = match.cues[0]
    if cue.group.impersonal:
        return impersonal.candidate(v, match, cue, opener=_opener(v, match.first))
    last = _past_auxiliaries(v, match.last)
    if last > match.last and "participle" in forms:
        return _subordinate(v, match, cue, last)
    if forms & {"participle", "base"} and match.particle < 0:
        finite = _finite_before(v, match)
        if finite is not None:
            return _compound(v, match, cue, finite, found)
    if match.particle < 0 and (_closes(v, match.last) or _meets_main(v, match)) and _opener(v, match.first) is not None:
        return _subordinate(v, match, cue, match.last)
    infinitive = match.first > 0 and v.atoms[match.first - 1].lower in v.lang.words.infinitive_markers
    if infinitive or not forms & {"present", "past"}:
        return None
    words: tuple[Range, ...] = ((match.first, match.last),)
    if match.particle >= 0:
        words = (*words, (match.particle, match.particle + len(cue.particle)))
    return _main(v, match, cue, match.first, words=words, found=found)


def _past_auxiliaries(v: View, place: int) -> int:
    """Return the place behind the auxiliaries that follow a participle ("mitgeteilt worden war")."""
    words = v.lang.words
    while place < v.end and v.atoms[place].lower in words.auxiliaries | words.modals:
        place += 1
    return place


def _meets_main(v: View, match: Match) -> bool:
    """Whether a clause with "wie" opens the sentence and no comma parts it from the main verb ("Wie X meldet ist")."""
    last = match.last
    if v.atoms[0].lower not in v.lang.phrases.asides or any(a.text == "," for a in v.atoms[:last]):
        return False
    finite = any(cue.form in ("present", "past") for cue in match.cues)
    return last < v.end and v.atoms[last].lower in finite_forms(v.lang) and finite


def _closes(v: View, last: int) -> bool:
    return last >= v.end or v.atoms[last].kind != "w" or v.atoms[last].lower in v.lang.words.coordinators


def _finite_before(v: View, match: Match) -> int | None:
    """Return the auxiliary or modal that stands second in the clause which a participle or infinitive closes.

    An apposition between commas may stand between, where nothing but a mark follows the participle.
    """
    words = v.lang.words
    forms = {cue.form for cue in match.cues}
    able = words.auxiliaries if "participle" in forms else frozenset[str]()
    if "base" in forms:
        able |= words.modals | words.future_auxiliaries
    closes = match.last >= v.end or v.atoms[match.last].kind == "p"
    for place in range(match.first - 1, max(-1, match.first - REACH), -1):
        atom = v.atoms[place]
        if atom.lower in words.auxiliaries | words.modals and not _owns(v, place):
            return place if atom.lower in able | words.modals else None
        apposed = atom.text == "," and closes and _apposed(v, place, match.first)
        if atom.text in MARKS and atom.text not in "()" and not apposed:
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
        relative = phrases.is_relative(v.atoms, place, v.lang)
        if (opens and _first(v, place)) or relative:
            return None if relative and v.atoms[end - 1].text == "," else place
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
        source = phrases.after(v.atoms, past_adverbs(v, opener + 1), v.lang, ceiling=match.first)
    if source is None and not passive:
        return None
    if aside:
        content = rest(v, opener, last)
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


def _compound(v: View, match: Match, cue: Cue, finite: int, found: list[Candidate]) -> Candidate | None:
    """Read "Der Minister hat gestern angekündigt, dass …": auxiliary second, participle last."""
    lower = v.atoms[finite].lower
    words: tuple[Range, ...] = ((finite, finite + 1), (match.first, match.last))
    if lower in v.lang.words.passive_auxiliaries and match.form != "base" and _is_participle(match):
        return _passive(v, match, cue, finite, words)
    if lower in v.lang.words.state_auxiliaries and _is_participle(match) and len(cue.words) == 1:
        return None  # a state; "ist davon ausgegangen" is none
    return _main(v, match, cue, finite, words=words, found=found)


def _is_participle(match: Match) -> bool:
    return any(cue.form == "participle" for cue in match.cues)


def _passive(v: View, match: Match, cue: Cue, finite: int, words: tuple[Range, ...]) -> Candidate | None:
    """Read "Es wird vermutet, dass …", "von den Behörden wird angenommen, dass …", "X wird mit den Worten zitiert"."""
    said = behind(v, match, cue, match.last, object=None)
    start = field_start(v, finite)
    if said is None and finite - start == 1 and start == 0 and v.atoms[0].lower in v.lang.words.anaphors:
        source = _agent(v, 0, match.first)
        return from_match(match, cue, source=source, words=words, content=((0, 1),), rule="anaphor")
    if said is None and "clause" in cue.group.frames and field_start(v, finite) == finite:
        before = said_before(v, finite)
        said = before if before is not None and _told(v, before) else None
    if said is None:
        return None
    if match.form in ("participle", "present") and v.atoms[match.first].lower in v.lang.words.quoting_verbs:
        quoted = phrases.before(v.atoms, finite, 0, v.lang)
        if quoted is None or _fronted(v, quoted[0], finite):
            quoted = phrases.after(v.atoms, finite + 1, v.lang, ceiling=match.first)
        return from_match(match, cue, source=quoted, words=words, content=(said,), rule="passive")
    source = _agent(v, finite, match.first) or _agent(v, field_start(v, finite) - 1, finite)
    return from_match(match, cue, source=source, words=words, content=(said,), rule="passive")


def _main(
    v: View, match: Match, cue: Cue, finite: int, *, words: tuple[Range, ...], found: list[Candidate]
) -> Candidate | None:
    """Read a main clause whose finite verb stands at ``finite``."""
    closed = v.lang.words
    start = field_start(v, finite)
    first = start
    while first < finite and v.atoms[first].lower in closed.coordinators:
        first += 1
    if first == finite and first > start:
        shared = _shared(v, start, found)
        return _forward(v, match, cue, shared, words=words, after=finite + 1) if shared else None
    if first < finite and v.atoms[finite - 1].lower in closed.coordinators:
        shared = _shared(v, finite - 1, found)
        return _forward(v, match, cue, shared, words=words, after=finite + 1) if shared else None
    if first == finite:
        near = past_adverbs(v, finite + 1)
        late = near >= v.end or v.atoms[near].kind in "pq" or _opens_late(v, near) or near == words[-1][0]
        if late and start and v.atoms[start - 1].text == "," and found and found[-1].rule == "clause":
            shared = found[-1].source
            return _forward(v, match, cue, shared, words=words, after=finite + 1) if shared else None
        return _bare(v, match, cue, finite, words)
    lowers = {a.lower for a in v.atoms[first:finite]}
    alone = finite - first == 1 or (finite - first == 2 and not v.atoms[first + 1].capital)
    mid = first and v.atoms[first].lower in closed.openers | closed.adverbials  # "…, so schätzen die Forscher, …"
    if alone and not mid and v.atoms[first].lower in closed.anaphors:
        before = _anaphor(v, match, cue, finite, first, words=words)
        if before is not None or v.atoms[first].lower not in closed.openers | closed.adverbials:
            return before
    if _fronted(v, first, finite) and not _noble(v, first, finite):
        return _inverted(v, match, cue, finite, words)
    if _nominative(v, finite + 1):
        return _inverted(v, match, cue, finite, words)
    if lowers & closed.expletives and finite - first == 1:
        return None
    if finite - 1 > first and _nominative(v, finite - 1) and v.atoms[finite - 2].lower in closed.coordinators:
        return _forward(v, match, cue, (finite - 1, finite), words=words, after=finite + 1)
    if _noble(v, first, finite):
        return _forward(v, match, cue, (first, finite), words=words, after=finite + 1)
    source = _filling(v, finite) or phrases.before(v.atoms, finite, first, v.lang)
    return _forward(v, match, cue, source, words=words, after=finite + 1) if source else None


def _noble(v: View, first: int, finite: int) -> bool:
    """Whether a name that opens with a small word stands before the verb ("Von der Leyen betonte, …")."""
    words = v.lang.words
    if v.atoms[first].lower not in words.name_particles or not v.atoms[first].capital or finite - first > NOBLE:
        return False
    late = finite + 1 >= v.end or v.atoms[finite + 1].kind in "pq" or _opens_late(v, finite + 1)
    return late and v.atoms[finite - 1].capital


def _nominative(v: View, place: int) -> bool:
    """Whether a pronoun stands behind the verb that can only be its subject."""
    words = v.lang.words
    only = words.subject_pronouns - words.object_pronouns - words.determiners - words.expletives
    return place < v.end and v.atoms[place].lower in only


def _shared(v: View, end: int, found: list[Candidate]) -> Range | None:
    """The subject of a verb that follows "und": that of the verb before it."""
    if found and found[-1].source and found[-1].source[1] <= end:
        return found[-1].source
    return _subject(v, end)


def _subject(v: View, end: int) -> Range | None:
    verbs = [k for k in range(1, end) if v.atoms[k].lower in finite_forms(v.lang) and not v.atoms[k].capital]
    main = [k for k in verbs if k + 1 < end and v.atoms[k + 1].kind != "p"]  # others close a subordinate clause
    for place in main[::-1] or verbs:
        if v.atoms[place - 1].text == "," or _fronted(v, 0, place):
            return phrases.after(v.atoms, past_adverbs(v, place + 1), v.lang, ceiling=end)
        return phrases.before(v.atoms, place, 0, v.lang)
    return None


def _bare(v: View, match: Match, cue: Cue, finite: int, words: tuple[Range, ...]) -> Candidate | None:
    """The verb stands right behind a mark: "…, sagte X", "X, Sprecher der Y, sagte, …", or opens the sentence."""
    if finite > 1 and v.atoms[finite - 1].text == ",":
        filling = _filling(v, finite)
        apposed = filling or _whole(v, phrases.before(v.atoms, finite, 0, v.lang))
        said = apposed and behind(v, match, cue, _end(words, finite + 1), object=None)
        near = past_adverbs(v, finite + 1)
        late = near >= v.end or v.atoms[near].kind in "pq" or _opens_late(v, near) or near == words[-1][0]
        apposed_whole = filling is not None and (
            filling[1] < finite - 1 or any(a.text == "," for a in v.atoms[slice(*filling)])
        )
        if apposed and said and (late or apposed_whole):
            return from_match(match, cue, source=apposed, words=words, content=(said,), rule="clause")
        if apposed_whole:
            return None
    return _inverted(v, match, cue, finite, words)


def _filling(v: View, finite: int) -> Range | None:
    """The noun phrase that fills the sentence up to a verb, what stands between its commas included."""
    words = v.lang.words
    first = next((k + 1 for k in range(finite - 1, -1, -1) if v.atoms[k].text in ";:"), 0)
    while first < finite and v.atoms[first].lower in words.coordinators | words.focus_adverbs | words.openers:
        first += 1
    return phrases_nouns.subject(v.atoms, first, finite, v.lang)


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
    if (atom.lower in words.object_determiners and finite - first > 1) or _dative(v, first, finite):
        return True
    if finite - first == 1 and (atom.kind == "n" or atom.lower.endswith(words.manner_endings)):
        return True  # "2008 erklärte er", "Vorsichtig sagte die Rätin"
    if atom.lower in words.subject_pronouns or atom.lower in words.determiners or atom.lower in words.possessives:
        return atom.lower in words.object_determiners
    listed = words.prepositions | words.time_words | words.openers | words.cue_adverbs | words.adverbials
    return (
        atom.lower in listed | words.subordinators
        and not (finite - first > 1 and v.atoms[first + 1].capital and atom.lower in words.focus_adverbs)
        and not _focused(v, first, finite)
    )


def _dative(v: View, first: int, finite: int) -> bool:
    """Whether "der" stands before a feminine noun, and so is whom something was told ("Der Zeitung sagte Beck")."""
    words = v.lang.words
    if v.atoms[first].lower != words.ambiguous_genitive or finite - first < 2:
        return False
    second = v.atoms[first + 1]
    if not second.capital and second.kind == "w":
        return second.lower.endswith("en") and second.lower not in words.prepositions
    return second.lower.endswith(words.feminine_endings) and v.atoms[finite - 1].text != ","


def _focused(v: View, first: int, finite: int) -> bool:
    """Whether an adverb like "auch" only stresses the subject behind it ("Auch der Minister sagte")."""
    words = v.lang.words
    if v.atoms[first].lower not in words.focus_adverbs or finite - first < 2:
        return False
    following = v.atoms[first + 1]
    return following.capital or following.lower not in words.prepositions | words.time_words | words.subordinators


def _anaphor(v: View, match: Match, cue: Cue, finite: int, first: int, *, words: tuple[Range, ...]) -> Candidate | None:
    """Read "Dies teilte die Polizei mit.": what was said is the sentence before."""
    place = past_adverbs(v, finite + 1)
    if place < v.end and v.atoms[place].lower in v.lang.words.expletives:  # "So berichtet es die Zeitung."
        place += 1
    elif v.atoms[first].lower in v.lang.words.openers | v.lang.words.adverbials:
        return None  # "So sagte die Ministerin, …" is said of what follows
    source = phrases.after(v.atoms, place, v.lang, ceiling=_ceiling(v, words, finite))
    if source is None or cue.group.frames[0] != "clause":
        return None
    said = behind(v, match, cue, _end(words, source[1]), object=None)
    if said is not None:
        return None
    if first > 1 and v.atoms[first - 1].text == ",":  # "…, das teilte die Polizei mit"
        return from_match(match, cue, source=source, words=words, content=((0, first - 1),), rule="inverted")
    return from_match(match, cue, source=source, words=words, content=((first, first + 1),), rule="anaphor")


def _told(v: View, part: Range) -> bool:
    """Whether a stretch shows that it was said: by a verb form of reported speech, or by quotation marks."""
    return any(a.lower in v.lang.reported_forms or a.kind == "q" for a in v.atoms[slice(*part)])


def _ceiling(v: View, words: tuple[Range, ...], finite: int) -> int:
    return min((a for a, _ in words if a > finite), default=v.end)


def _end(words: tuple[Range, ...], place: int) -> int:
    return max(place, *(b for _, b in words))


def _inverted(v: View, match: Match, cue: Cue, finite: int, words: tuple[Range, ...]) -> Candidate | None:
    """Read "…, sagte X der Zeitung.", "Am Montag sagte X, …": the subject follows the verb."""
    ceiling = _ceiling(v, words, finite)
    at = finite + 1
    source = None
    while at < ceiling and at < finite + 6 and source is None:
        at = past_adverbs(v, at)
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
    before = _before(v, cue, finite)
    if before is not None and led(v, finite):
        words = ((finite - 1, words[0][1]), *words[1:])
    last = _end(words, source[1])
    said = behind(v, match, cue, last, object=(source[1], ceiling) if ceiling < v.end else None)
    if before is not None and said is not None and not _told(v, before) and v.atoms[said[0] - 1].text in (",", ":"):
        before = None
    if before is not None:
        content = _around(v, before, said, last)
        return from_match(match, cue, source=source, words=words, content=content, rule="inverted")
    if said is not None:
        return from_match(match, cue, source=source, words=words, content=(said,), rule="clause")
    if only_adverbials(v, source[1], v.end) and finite <= 1:
        made = from_match(match, cue, source=source, words=words, content=(), rule="final")
        return _previous(made)
    return None


def _before(v: View, cue: Cue, finite: int) -> Range | None:
    """What was said before a verb, as far as the verb says: all, only words quoted, or only what shows it was said."""
    before = said_before(v, finite, sure=cue.group.weight >= SURE)
    if before is None:
        return None
    if "clause" not in cue.group.frames:
        return _quoted(v, before)
    return before if cue.group.weight >= TOLD or led(v, finite) or _told(v, before) else None


def _around(v: View, before: Range, said: Range | None, last: int) -> tuple[Range, ...]:
    """The parts of what was said around "…, sagte X, …", whose clause ends at ``last``."""
    if said is not None and v.atoms[said[0]].lower in v.lang.words.complementisers:
        return (said,)
    if _inserted(v, before, last):
        return before, (last + 1, v.end)
    if said is not None and (v.atoms[said[0]].kind == "q" or v.atoms[said[0] - 1].text == ":"):
        return before, said
    return (before,)


def _quoted(v: View, part: Range) -> Range | None:
    """The words quoted that close a stretch: what a verb of naming calls something ("Als „Sieg“ bezeichnet sie …")."""
    last = part[1] - 1
    return (last, last + 1) if v.atoms[last].kind == "q" else None


def _inserted(v: View, before: Range, last: int) -> bool:
    """Whether the clause said goes on behind "…, sagte X, …": its verb stands there, and none before."""
    if last + 1 >= v.end or v.atoms[last].text != "," or v.atoms[last + 1].capital:
        return False
    known = finite_forms(v.lang)
    return v.atoms[last + 1].lower in known and not any(a.lower in known for a in v.atoms[slice(*before)])


def _previous(made: Candidate) -> Candidate:
    return msgspec.structs.replace(made, previous=True)


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
