"""Attributions by cue verbs where the finite verb stands second (Swedish, German, Danish, Norwegian).

What stands before the finite verb is the subject, or it is something fronted (an adverbial, a clause, the very words
said) and the subject follows the verb. A verb at the end of a subordinate clause ("wie die Polizei mitteilte") has
its subject behind the word that opens the clause.
"""

import msgspec

from firsthand.extract import content_v2, phrases
from firsthand.extract.candidate import Candidate
from firsthand.extract.clauses import Range, View, clause_end, only_adverbials, opening
from firsthand.extract.cues import Match
from firsthand.extract.kinds import medium
from firsthand.extract.lent import ANAPHOR
from firsthand.extract.parts_v2 import BOUNDARY, cue_ranges, make, merged, segment
from firsthand.extract.passive_v2 import passive
from firsthand.languages import Cue, verb_forms


def candidates(v: View) -> list[Candidate]:
    """Return the attributions the cue verbs of a sentence make, left to right."""
    found: list[Candidate] = []
    for match in v.matches:
        candidate = _candidate(v, match, found)
        if candidate is not None:
            found.append(candidate)
    return [_without_adverbs(v, candidate) for candidate in found]


def _without_adverbs(v: View, candidate: Candidate) -> Candidate:
    """Leave out of a cue the adverbs between its words: "har tidigare sagt"."""
    adverbs = v.lang.words.cue_adverbs - v.lang.words.negations
    parts: list[Range] = []
    for start, end in candidate.cue:
        kept = [k for k in range(start, end) if not start < k < end - 1 or v.atoms[k].lower not in adverbs]
        parts += [(k, k + 1) for k in kept]
    return msgspec.structs.replace(candidate, cue=merged(tuple(parts)))


def _candidate(v: View, match: Match, found: list[Candidate]) -> Candidate | None:
    cue = match.cues[0]
    if set(cue.particle) & v.lang.words.expletives:
        return _impersonal(v, match, cue)
    if match.form == "base" and v.atoms[match.left].lower in v.lang.words.prospective:
        return None
    if match.form == "passive" or match.passive:
        return passive(v, match, cue)
    if match.form in ("participle", "base") and match.left == match.first:
        return _split_verb(v, match, cue)
    start = segment(v, match.left)
    if v.lang.separable and _clause_final(v, match, start):
        return _subordinate(v, match, cue, start)
    said = _before(v, match, cue, start) or _as_said(v, match, cue, start)
    if said is not None:
        return said
    return _finite(v, match, cue, start, match.left, last=match.last, ranges=cue_ranges(match), found=found)


def _impersonal(v: View, match: Match, cue: Cue) -> Candidate | None:
    """Read "…, heter det i brevet", "I brevet står det att …": the document is behind a preposition, or not named."""
    words = v.lang.words
    start = segment(v, match.left)
    source = None
    last = match.last
    if last < v.end and v.atoms[last].lower in words.place_prepositions:
        source = phrases.after(v.atoms, last + 1, v.lang, ceiling=v.end)
    while source is None and start < match.left and v.atoms[start].lower in words.coordinators:
        start += 1
    if source is None and start < match.left and v.atoms[start].lower in words.place_prepositions:
        source = phrases.after(v.atoms, start + 1, v.lang, ceiling=match.left)
    if source is None:
        source = _after_coordinator(v, match.left)
    before = content_v2.before(v, match.left) if start >= match.left else None
    content = before or content_v2.behind(v, source[1] if source and source[0] > last else last, match)
    if content is None:
        return None
    return make(
        match, cue, source, ((match.left, match.first + len(cue.words)),), (content,), rule="impersonal", weight=0.6
    )


def _after_coordinator(v: View, left: int) -> Range | None:
    """The document of a clause behind "men": "… men i brevet står det att …"."""
    words = v.lang.words
    for place in range(left - 2, 0, -1):
        if v.atoms[place].lower in words.place_prepositions:
            opens = v.atoms[place - 1].lower in words.coordinators | words.contrasts
            source = phrases.after(v.atoms, place + 1, v.lang, ceiling=left) if opens else None
            return source if source is not None and source[1] == left else None
    return None


def _clause_final(v: View, match: Match, start: int) -> bool:
    """Whether a verb closes a subordinate clause: an opening word before the segment, nothing but a comma behind."""
    atoms, words = v.atoms, v.lang.words
    if start == 0 or match.particle >= 0:
        return False
    opener = atoms[start - 1].lower
    ends = match.last >= v.end or atoms[match.last].kind != "w" or atoms[match.last].lower in words.auxiliaries
    opens = opener in words.subordinators | words.complementisers or phrases.is_relative(atoms, start - 1, v.lang)
    return ends and opens and match.left > start


def _subordinate(v: View, match: Match, cue: Cue, start: int) -> Candidate | None:
    """Read "Wie die Polizei mitteilte, …": content is the main clause; "dass er sagte, …": what follows."""
    atoms = v.atoms
    opener = start - 1
    if phrases.is_relative(atoms, opener, v.lang):
        source: Range | None = (opener, opener + 1)
    else:
        source = phrases.after(atoms, start, v.lang, ceiling=match.left)
    if source is None:
        return None
    last = match.last
    while last < v.end and atoms[last].lower in v.lang.words.auxiliaries:
        last += 1
    cue_ranges: tuple[Range, ...] = ((match.left, last),)
    if atoms[opener].lower in v.lang.phrases.asides:
        content = _rest(v, opener, last)
        return make(match, cue, source, cue_ranges, content, rule="aside") if content else None
    content_start = opening(v, last)
    if content_start is None or not content_v2.opens_content(v, content_start):
        return None
    return make(match, cue, source, cue_ranges, ((content_start, clause_end(v, content_start, match)),), rule="clause")


def _as_said(v: View, match: Match, cue: Cue, start: int) -> Candidate | None:
    """Read "…, som hon uttrycker det": what was said stands before it; of a clause with a quotation only that."""
    atoms, words = v.atoms, v.lang.words
    opener, last = start - 1, match.last
    if v.lang.separable or opener < 2 or atoms[opener].lower not in v.lang.phrases.asides or start >= match.left:
        return None
    while last < v.end and atoms[last].lower in words.expletives | words.time_words:
        last += 1
    stop = opener - (atoms[opener - 1].text == ",")
    if last < v.end or stop == opener or (not _marked(v, stop) and last == match.last):
        return None
    source = phrases.before(atoms, match.left, start, v.lang)
    if source is None or source[0] != start:
        return None
    content = (stop - 1 if _marked(v, stop) else 0, stop)
    return make(match, cue, source, ((match.left, match.last),), (content,), rule="parenthetical")


def _marked(v: View, stop: int) -> bool:
    return v.atoms[stop - 1].kind == "q"


def _rest(v: View, start: int, end: int) -> tuple[Range, ...]:
    atoms = v.atoms
    left, right = start, end
    while left > 0 and atoms[left - 1].text in BOUNDARY:
        left -= 1
    while right < v.end and atoms[right].text in BOUNDARY:
        right += 1
    before = (0, left) if left > 0 else None
    behind = (right, v.end) if right < v.end else None
    return tuple(part for part in (before, behind) if part)


def _split_verb(v: View, match: Match, cue: Cue) -> Candidate | None:
    """Read "Der Minister hat gestern angekündigt, dass …": the auxiliary stands second, the participle at the end."""
    atoms, words = v.atoms, v.lang.words
    start = segment(v, match.first)
    finite = next(
        (k for k in range(match.first - 1, start - 1, -1) if atoms[k].lower in words.auxiliaries | words.modals), None
    )
    if finite is None:
        return None
    ranges: tuple[Range, ...] = ((finite, finite + 1), (match.first, match.last))
    if atoms[finite].lower in words.passive_auxiliaries:
        return _passive_split(v, match, cue, start, finite, ranges=ranges)
    if finite == start and start > 0 and atoms[start - 1].text == "," and only_adverbials(v, finite + 1, match.first):
        apposed = phrases.before(atoms, start, 0, v.lang)
        return _after_subject(v, match, cue, apposed, last=match.last, ranges=ranges) if apposed else None
    return _finite(v, match, cue, start, finite, last=finite + 1, ranges=ranges, found=[])


def _passive_split(
    v: View, match: Match, cue: Cue, start: int, finite: int, *, ranges: tuple[Range, ...]
) -> Candidate | None:
    for place in range(finite + 1, match.first):
        if v.atoms[place].lower in v.lang.words.agent_prepositions:
            source = phrases.after(v.atoms, place + 1, v.lang, ceiling=match.first)
            content = content_v2.behind(v, match.last, match) or ((start, finite) if finite > start else None)
            if source is not None and content is not None:
                return make(match, cue, source, ranges, (content,), rule="passive", weight=0.6)
    content = content_v2.behind(v, match.last, match)
    return make(match, cue, None, ranges, (content,), rule="passive", weight=0.45) if content else None


def _finite(
    v: View,
    match: Match,
    cue: Cue,
    start: int,
    left: int,
    *,
    last: int,
    ranges: tuple[Range, ...],
    found: list[Candidate],
) -> Candidate | None:
    atoms, words = v.atoms, v.lang.words
    first = start
    while first < left and atoms[first].lower in words.coordinators | words.openers:
        first += 1
    joined = left > 0 and atoms[left - 1].lower in words.coordinators and found and found[-1].source
    if joined and (first == left or found[-1].content[-1][1] == left - 1) and found[-1].source:
        return _after_subject(v, match, cue, found[-1].source, last=last, ranges=ranges)
    if left > 1 and atoms[left - 1].lower in words.coordinators and not found and first < left and not v.lang.separable:
        shared = _sentence_subject(v, left - 1)
        if shared is not None:
            return _after_subject(v, match, cue, shared, last=last, ranges=ranges)
    if first == left and start > 0 and phrases.is_relative(atoms, start - 1, v.lang):
        return _after_subject(v, match, cue, _relative(v, start - 1), last=last, ranges=ranges)
    if first == left and start > 1 and atoms[start - 1].text == "," and opening(v, last) is not None:
        apposed = phrases.before(atoms, left, 0, v.lang)
        behind = content_v2.behind(v, last, match, frames=cue.group.frames, about=cue.group.about)
        place = behind[0] if behind is not None else opening(v, last) or 0
        if apposed is not None and content_v2.opens_content(v, place):
            return _after_subject(v, match, cue, apposed, last=last, ranges=ranges)
    if first == left and 0 < start < left and atoms[start].lower in words.coordinators:
        shared = _sentence_subject(v, start)
        return _after_subject(v, match, cue, shared, last=last, ranges=ranges) if shared else None
    if first >= left or _fronted(v, first, left) or _followed(v, start, left, last):
        return _inverted(v, match, cue, first, left, last=last, ranges=ranges)
    source = phrases.before(atoms, left, 0, v.lang)
    source = source and _without_adverb(v, source)
    if source is not None and atoms[source[0]].lower in words.complementisers:
        return None
    if source is None:
        return _inverted(v, match, cue, first, left, last=last, ranges=ranges)
    if atoms[source[0]].lower in words.expletives and source[1] - source[0] == 1:
        return None
    return _after_subject(v, match, cue, source, last=last, ranges=ranges)


def _without_adverb(v: View, source: Range) -> Range:
    """Leave out of a subject the adverb behind it: "partiet i förväg garanterar"."""
    for phrase in v.lang.phrases.settings:
        words = tuple(phrase.split())
        start = source[1] - len(words)
        if start > source[0] and tuple(a.lower for a in v.atoms[start : source[1]]) == words:
            return source[0], start
    return source


def _before(v: View, match: Match, cue: Cue, start: int) -> Candidate | None:
    """Read "Det skriver tidningen.": what was said is the sentence before."""
    first = next((k for k in range(start, match.left) if v.atoms[k].lower not in v.lang.words.coordinators), start)
    if start or first != match.left - 1 or v.atoms[first].lower not in v.lang.words.anaphors:
        return None
    source = phrases.after(v.atoms, match.last, v.lang, ceiling=v.end)
    if source is None or "clause" not in cue.group.frames or content_v2.behind(v, source[1], match) is not None:
        return None
    return make(match, cue, source, cue_ranges(match), ((first, first + 1),), rule=ANAPHOR)


def _followed(v: View, start: int, left: int, last: int) -> bool:
    """Whether a pronoun behind the verb is its subject: a clause stands before it ("Om … frågar, säger jag")."""
    words = v.lang.words
    if last >= v.end or v.atoms[last].lower not in words.subject_pronouns - words.determiners:
        return False
    opened = start > 0 and v.atoms[start - 1].lower in words.complementisers | words.subordinators
    return opened or v.atoms[left - 1].lower in words.object_pronouns - words.subject_pronouns


def _relative(v: View, pronoun: int) -> Range:
    """The source of a relative clause: its pronoun, or what the pronoun stands for where the language says so."""
    if v.lang.relative_source == "pronoun":
        return pronoun, pronoun + 1
    end = pronoun - 1 if pronoun and v.atoms[pronoun - 1].text == "," else pronoun
    found = phrases.before(v.atoms, end, 0, v.lang)
    if found is None:
        return pronoun, pronoun + 1
    if v.atoms[found[0]].lower not in v.lang.words.determiners:
        for place in range(found[1] - 2, found[0], -1):
            if v.atoms[place].lower in v.lang.words.prepositions:
                return place + 1, found[1]
    return found


def _sentence_subject(v: View, end: int) -> Range | None:
    """The subject of a verb that follows "och": that of the first verb before it."""
    verbs = verb_forms(v.lang)
    for place in range(1, end):
        if v.atoms[place].lower in verbs and v.atoms[place].kind == "w":
            before = phrases.before(v.atoms, place, 0, v.lang)
            return before or phrases.after(v.atoms, place + 1, v.lang, ceiling=end)
    return None


def _fronted(v: View, first: int, left: int) -> bool:
    """Whether what stands before the verb opens like an adverbial, so that the subject follows the verb."""
    atoms, words = v.atoms, v.lang.words
    lower = atoms[first].lower
    if lower in words.subject_pronouns or lower in words.determiners or lower in words.possessives:
        return (
            any(a.lower in words.time_words for a in atoms[first:left])
            and not any(a.capital for a in atoms[first + 1 : left])
            and left - first <= 3
        )
    return lower in words.prepositions | words.time_words | words.openers | words.cue_adverbs | words.adverbials


def _after_subject(
    v: View, match: Match, cue: Cue, source: Range, *, last: int, ranges: tuple[Range, ...]
) -> Candidate | None:
    last = max(last, _end(ranges))
    if last < v.end - 1 and v.atoms[last].lower in v.lang.words.reflexives and content_v2.infinitive(v, last + 1):
        ends = clause_end(v, last + 1, match)
        return make(match, cue, source, (*ranges, (last, last + 1)), ((last + 1, ends),), rule="clause")
    content = content_v2.behind(v, last, match, frames=cue.group.frames, about=cue.group.about)
    if content is not None:
        return make(match, cue, source, ranges, (content,), rule="clause", object=None)
    before = content_v2.before(v, source[0])
    if before is not None and (last >= v.end or only_adverbials(v, last, v.end)):
        return make(match, cue, source, ranges, (before,), rule="parenthetical")
    return None


def _inverted(
    v: View, match: Match, cue: Cue, first: int, left: int, *, last: int, ranges: tuple[Range, ...]
) -> Candidate | None:
    """Read "…, säger X till TT.", "I går sade X att …", "Menar X att …?"."""
    at = last
    while at < v.end and (v.atoms[at].lower in v.lang.words.cue_adverbs | v.lang.words.reflexives):
        at += 1
    source = phrases.after(v.atoms, at, v.lang, ceiling=_ceiling(v, match))
    if source is None:
        return None
    source = _with_house(v, source)
    before = content_v2.before(v, left) if first >= left else None
    behind = content_v2.behind(v, max(source[1], _end(ranges)), match, frames=cue.group.frames, about=cue.group.about)
    if before is not None:
        resumed = behind if (behind and v.atoms[behind[0]].kind == "q") or _comma_before(v, behind) else None
        if behind is not None and behind[0] < v.end and v.atoms[behind[0]].lower in v.lang.words.complementisers:
            return make(match, cue, source, ranges, (behind,), rule="clause")
        goes_on = resumed and (not only_adverbials(v, *resumed) or _clause_goes_on(v, before, resumed))
        content = (before, resumed) if resumed and goes_on else (before,)
        return make(match, cue, source, ranges, content, rule="inverted")
    if behind is None:
        if first >= left and left <= 1:
            return make(match, cue, source, ranges, (), rule="final", previous=True)
        return None
    candidate = make(match, cue, source, ranges, (behind,), rule="clause")
    if v.sentence.atoms[-1].text == "?" and first >= left:
        return _questioning(candidate)
    return candidate


def _clause_goes_on(v: View, before: Range, behind: Range) -> bool:
    """Whether "då …" behind ", sade X," belongs to the clause that was interrupted."""
    spoken = v.atoms[before[1] - 1].kind == "q"
    opens = v.atoms[behind[0]].lower in v.lang.words.subordinators
    verbs = verb_forms(v.lang)
    return opens and not spoken and any(a.lower in verbs for a in v.atoms[slice(*behind)])


def _with_house(v: View, source: Range) -> Range:
    """Add to a medium the house it belongs to: "Ekot i Sveriges Radio"."""
    place = source[1]
    if place + 1 >= v.end or v.atoms[place].lower not in v.lang.words.place_prepositions:
        return source
    house = phrases.after(v.atoms, place + 1, v.lang, ceiling=v.end)
    both = house and all(medium(v.atoms[slice(*part)], v.lang, v.outlets) for part in (source, house))
    return (source[0], house[1]) if house and both else source


def _ceiling(v: View, match: Match) -> int:
    if match.form in ("participle", "base") and match.first > match.left:
        return match.first
    return match.particle if match.particle >= 0 else v.end


def _end(ranges: tuple[Range, ...]) -> int:
    return max(b for _, b in ranges)


def _comma_before(v: View, part: Range | None) -> bool:
    return part is not None and v.atoms[part[0] - 1].text == ","


def _questioning(candidate: Candidate) -> Candidate:
    return msgspec.structs.replace(candidate, polarity="questions")
