"""Fuses what the rules and the model find in a sentence into one list of candidates.

Both name the same statement when their cues overlap. The model then says where its parts begin and end, the rule what
kind of saying it is. What only the model found is kept as it is; what only a rule found is kept where the model, too,
saw some sign of a cue. For what is nested, see ``within``.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from firsthand.extract import believed
from firsthand.extract.atoms import Atom, Sentence, covered
from firsthand.extract.candidate import Candidate
from firsthand.extract.clauses import View
from firsthand.extract.encoder_read import Found, Read
from firsthand.extract.lent import ANAPHOR
from firsthand.extract.predicates import PREDICATE
from firsthand.extract.relays import passed_on
from firsthand.extract.tags import may_tag
from firsthand.model import Span

MODEL = "model"
CITING = "citing"


class Findings:
    """What the model found in a text, asked for by sentence; ``nested`` where it read contents by themselves."""

    def __init__(self, read: Read | None = None, *, nested: bool = False) -> None:
        self.read = read
        self.nested = nested
        self._found = sorted(read.found, key=lambda f: f.cue) if read else []
        self._starts = [f.cue.start for f in self._found]
        self._contents = sorted(s for f in self._found for s in f.content)
        self._content_starts = [s.start for s in self._contents]

    def of(self, sentence: Sentence) -> list[Found]:
        """Return what has its cue among the sentence's own words, those inside its quotations not counted."""
        span = sentence.span
        some = self._found[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]
        return [f for f in some if covered(sentence.atoms, f.cue)]

    def inside(self, span: Span, *, but: Sequence[Found] = ()) -> bool:
        """Whether a place lies inside a content that the model found (not one of ``but``) and that began near."""
        place = bisect_right(self._content_starts, span.start)
        left_out = {s for f in but for s in f.content}
        return any(s.holds(span) and s not in left_out for s in self._contents[max(0, place - 16) : place])


def fused(v: View, rules: Sequence[Candidate], findings: Findings) -> list[Candidate]:
    """Return the candidates of a sentence: those of the rules, those of the model, and both in one."""
    found = findings.of(v.sentence)
    if findings.read is None:
        return list(rules)
    shared = [_shared(v, candidate, found) for candidate in rules]
    cited = {place for c, some in zip(rules, shared, strict=True) if c.rule == CITING for place in some}
    ours = [
        _by_rule(v, c, [found[place] for place in some]) or not cited.isdisjoint(some)
        for c, some in zip(rules, shared, strict=True)
    ]
    replaced = [found[place] for some, own in zip(shared, ours, strict=True) if own for place in some]
    taken: set[int] = set()
    result: list[Candidate] = []
    for candidate, some, own in zip(rules, shared, ours, strict=True):
        partner = max(some, key=some.__getitem__, default=None)
        if partner is None:
            if _kept(v, candidate, findings, replaced):
                result.append(candidate)
        elif findings.nested and not believed.by_both(v, candidate, found[partner], _source(v, found[partner])):
            if candidate.rule == PREDICATE and _kept(v, candidate, findings, replaced):
                result.append(candidate)
        elif own or _unsure(v, candidate, found[partner]):
            result.append(candidate)
        elif partner not in taken and found[partner].score >= LEAST:
            read = _with_owner(v, candidate, _without_adverbial(v, candidate, found[partner]))
            read = _with_name(v, candidate, read)
            read = _whole_cue(v, candidate, _with_subject(v, candidate, read))
            read = _own_speech(v, candidate, read)
            result.append(msgspec.structs.replace(candidate, read=read, weight=read.score, previous=False))
        taken |= some.keys()
    alone = (f for place, f in enumerate(found) if place not in taken and _kept_alone(v, f, findings))
    return _apart(v, sorted((*result, *(_by_model(v, f) for f in alone)), key=lambda c: c.cue))


def _apart(v: View, candidates: Sequence[Candidate]) -> list[Candidate]:
    """End what somebody said where their next cue begins: "SANA said the army had won but did not say where"."""
    kept = list(candidates)
    for place, (one, other) in enumerate(pairwise(tuple(kept))):
        if one.read is None or one.source is None or one.source != other.source or not one.cue or not other.cue:
            continue
        start = other.cue[0][0]
        if one.cue[0][0] > start or v.atoms[start - 1].lower not in v.lang.words.coordinators | v.lang.words.contrasts:
            continue
        end = v.atoms[start - 2].end if v.atoms[start - 2].text != "," else v.atoms[start - 3].end
        content = tuple(Span(c.start, min(c.end, end)) for c in one.read.content if c.start < end)
        if content and content != one.read.content:
            kept[place] = msgspec.structs.replace(one, read=msgspec.structs.replace(one.read, content=content))
    return kept


def _by_rule(v: View, candidate: Candidate, some: Sequence[Found]) -> bool:
    """Whether a rule's own spans hold though the model found the same statement, or several in its place.

    A clause that may stand behind what it reports ("Smith said.") asks for the sentence before; where the model is
    sure of what it found, the content is that.
    """
    if candidate.previous and any(f.score >= ALONE for f in some):
        return False
    if candidate.source is not None and passed_on(v, candidate.source) is not None:
        return True  # "a statement carried by the LINA agency said": the model takes one of the two
    return candidate.rule in BY_RULE or len(some) > 1


def _unsure(v: View, candidate: Candidate, found: Found) -> bool:
    """Whether a rule's spans stand against the model's: it has no source there, or hardly believes them itself.

    The marks of a quotation say where words begin and end, so there a strong rule holds though the model believes that
    something is said.
    """
    names, strong = candidate.source is not None and found.source is None, candidate.weight >= STRONG
    if names and strong:
        return True
    marked = strong and all(v.atoms[k].kind == "q" for a, b in candidate.content for k in range(a, b))
    return (names or strong) and found.path_probability < UNSURE and (marked or found.score < ALONE)


def _without_adverbial(v: View, candidate: Candidate, found: Found) -> Found:
    """Cut a word of time or place off the end of a cue ("said Tuesday"), where a rule, too, says where the cue ends."""
    place = candidate.cue[-1][1]
    end = v.atoms[place - 1].end
    if not found.cue.start < end < found.cue.end or place >= len(v.atoms):
        return found
    words, lower = v.lang.words, v.atoms[place].lower
    if lower not in words.time_words | words.place_prepositions | words.adverbials:
        return found
    return msgspec.structs.replace(found, cue=Span(found.cue.start, end))


def _with_name(v: View, candidate: Candidate, found: Found) -> Found:
    """Give back to a source the name that the model left with what was said ("…, Ines Calloway, the harbour master").

    That is where a rule's source opens with a name inside the model's content, and the model has only its apposition.
    """
    if candidate.source is None or found.source is None:
        return found
    first, last = candidate.source
    whole = Span(v.atoms[first].start, v.atoms[last - 1].end)
    opens = v.atoms[first + (v.atoms[first].lower in v.lang.words.articles and first + 1 < last)]
    apposed = opens.capital and whole.start < found.source.start < whole.end
    held = next((c for c in found.content if c.start < whole.start < c.end <= found.source.start), None)
    if not apposed or held is None or first == 0 or v.atoms[first - 1].text != ",":
        return found
    end = v.atoms[first - 1].start
    content = tuple(Span(c.start, end) if c is held else c for c in found.content)
    return msgspec.structs.replace(found, source=Span(whole.start, max(whole.end, found.source.end)), content=content)


def _with_owner(v: View, candidate: Candidate, found: Found) -> Found:
    """Give back to a source its first words that the model left with what was said ("Syria's state | news agency")."""
    if candidate.source is None or found.source is None:
        return found
    whole = Span(v.atoms[candidate.source[0]].start, v.atoms[candidate.source[1] - 1].end)
    owner = next((c for c in found.content if whole.start == c.start and c.end + 1 == found.source.start), None)
    if owner is None or whole.end < found.source.end or len(found.content) < 2:
        return found
    content = tuple(c for c in found.content if c is not owner)
    return msgspec.structs.replace(found, source=Span(whole.start, found.source.end), content=content)


def _with_subject(v: View, candidate: Candidate, found: Found) -> Found:
    """Give back to what was said the subject that the model left out: no statement opens with "was" or "has"."""
    words = v.lang.words
    first = covered(v.atoms, found.content[0])
    if v.lang.order != "svo" or not first or not candidate.content:
        return found
    start, (begin, end) = first[0][0], candidate.content[0]
    bare = v.atoms[start].lower in words.auxiliaries | words.modals and v.atoms[start].lower not in words.negations
    source = candidate.source
    if not bare or not begin < start < end or source is None or begin <= source[0] < start:
        return found
    spans = (Span(v.atoms[begin].start, found.content[0].end), *found.content[1:])
    return msgspec.structs.replace(found, content=spans)


def _whole_cue(v: View, candidate: Candidate, found: Found) -> Found:
    """Give a cue its last words where the model has only the first ("has" of "has said", "put" of "put it")."""
    rule = Span(found.cue.start, cue_of(v, candidate).end)
    more = [a for a in v.atoms[candidate.cue[-1][0] : candidate.cue[-1][1]] if a.start >= found.cue.end]
    if len(candidate.cue) > 1 or not cue_of(v, candidate).holds(found.cue) or not 0 < len(more) <= LAST_WORDS:
        return found
    content = [Span(_behind_space(v, rule.end), c.end) if c.start < rule.end < c.end else c for c in found.content]
    kept = tuple(c for c in content if not rule.holds(c))
    return msgspec.structs.replace(found, cue=rule, content=kept) if kept else found


def _behind_space(v: View, start: int) -> int:
    place = bisect_left(v.atoms, start, key=lambda a: a.start)
    return v.atoms[place].start if place < len(v.atoms) else start


def _own_speech(v: View, candidate: Candidate, found: Found) -> Found:
    """Leave to others what the model gave this speaker besides: a quotation closed before the sentence, a mere name."""
    if len(found.content) < 2 or candidate.source is None:
        return found
    start = v.atoms[candidate.source[0]].start
    mine = {k for a, b in candidate.content for k in range(a, b)}
    kept = []
    for span in found.content:
        places = [k for a, b in covered(v.atoms, span) for k in range(a, b)]
        some = [v.atoms[k] for k in places]
        closed = span.end <= start and all(a.kind == "q" for a in some) and whole_sentence(some)
        name = all(a.capital or a.kind == "p" for a in some)
        if not some or not mine.isdisjoint(places) or not (closed or name):
            kept.append(span)
    return msgspec.structs.replace(found, content=tuple(kept)) if kept else found


def whole_sentence(some: Sequence[Atom]) -> bool:
    """Whether a quotation closes with a full stop: what follows it is a sentence of its own."""
    return bool(some) and some[-1].text.rstrip("”“\"'»«’ ")[-1:] in (".", "!", "?")


def _shared(v: View, candidate: Candidate, found: Sequence[Found]) -> dict[int, int]:
    """The findings whose cue shares characters with a candidate's, and how many."""
    spans = [Span(v.atoms[a].start, v.atoms[b - 1].end) for a, b in candidate.cue if a < b]
    shared = {
        place: sum(max(0, min(s.end, f.cue.end) - max(s.start, f.cue.start)) for s in spans)
        for place, f in enumerate(found)
    }
    return {place: size for place, size in shared.items() if size}


def _kept(v: View, candidate: Candidate, findings: Findings, replaced: Sequence[Found]) -> bool:
    """Whether a statement that only a rule found is believed; contents of what was ``replaced`` do not count."""
    if findings.read is None or not candidate.cue or (candidate.rule in SURE and not findings.nested):
        return True
    cue = cue_of(v, candidate)
    if may_tag(v, candidate):
        return True
    if findings.nested:
        return believed.by_rule(v, candidate, cue, findings.read)
    if findings.inside(cue, but=replaced):
        return False
    quoted = [v.atoms[k].text for a, b in candidate.content for k in range(a, b) if v.atoms[k].kind == "q"]
    if candidate.weight >= STRONG and any(len(text.split()) >= SPOKEN for text in quoted):
        return True
    return candidate.rule in NOMINAL or findings.read.cue_at(cue) >= SIGN


def _kept_alone(v: View, found: Found, findings: Findings) -> bool:
    """Whether a statement is kept that only the model found."""
    return believed.by_model(v, found, _source(v, found)) if findings.nested else found.score >= ALONE


def _source(v: View, found: Found) -> list[Atom]:
    ranges = covered(v.atoms, found.source) if found.source is not None else ()
    return [v.atoms[k] for a, b in ranges for k in range(a, b)]


def cue_of(v: View, candidate: Candidate) -> Span:
    """From the first word of a candidate's cue to the last."""
    return Span(v.atoms[candidate.cue[0][0]].start, v.atoms[candidate.cue[-1][1] - 1].end)


BY_RULE = frozenset({"citing", ANAPHOR, "quoted", "quoting", "noun", "turn", "raising", "final"})
"""Rules whose own spans hold even where the model found the same statement."""
SURE = frozenset({"toll", "final", "headline", "quoted", "quoting", "citing", "interview"})
"""Rules that are believed alone: shapes that hardly occur in the model's training data."""
NOMINAL = frozenset({"noun"})
SIGN = 0.5
"""Probability of a cue, by the model, from which a rule's candidate is kept that the model did not take."""
STRONG = 0.85
"""Weight of a rule's candidate from which its spans stand against the model's."""
UNSURE = 0.3
"""Probability of source and content together below which the model is held to be unsure of them."""
SPOKEN = 6
"""Words of a quotation outside any other content from which a rule is believed alone; shorter ones may be terms."""
LAST_WORDS = 2
"""Words that a cue may be given behind those of the model."""
ALONE = 0.3
"""Score from which a statement is kept that only the model found."""
LEAST = 0.2
"""Score below which a statement is dropped though a rule found it too."""


def _by_model(v: View, found: Found) -> Candidate:
    """Return a candidate for what only the model found; its stance and polarity are those of the words of its cue."""
    cue = covered(v.atoms, found.cue)
    match = next((m for m in v.matches if cue and m.first < cue[-1][1] and cue[0][0] < m.last), None)
    group = match.cues[0].group if match else None
    denied = any(v.atoms[k].lower in v.lang.words.negations for a, b in cue for k in range(a, b))
    polarity = group.polarity if group else "asserts"
    source = covered(v.atoms, found.source) if found.source else ()
    return Candidate(
        source=(source[0][0], source[-1][1]) if source else None,
        cue=cue,
        content=tuple(r for span in found.content for r in covered(v.atoms, span)),
        stance=group.stance if group else "neutral",
        polarity="questions" if denied and polarity == "asserts" else polarity,
        weight=found.score,
        rule=MODEL,
        read=found,
    )
