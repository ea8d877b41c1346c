"""The fields of a German clause: where it begins, and what stands said before its verb or around an aside."""

from firsthand.extract import phrases
from firsthand.extract.clauses import Range, View
from firsthand.languages import finite_forms, verb_forms

MARKS = frozenset(",;:–—()")


def field_start(v: View, finite: int) -> int:
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


def past_adverbs(v: View, place: int) -> int:
    """Return the place behind adverbs, words of time and a reflexive pronoun."""
    words = v.lang.words
    while place < v.end and v.atoms[place].lower in words.cue_adverbs | words.reflexives | words.time_words:
        place += 1
    return place


def led(v: View, finite: int) -> bool:
    """Whether a verb stands behind "so" and a mark: "…, so schätzt die Behörde"."""
    if finite < 2 or v.atoms[finite - 1].lower not in v.lang.phrases.trailing:
        return False
    return v.atoms[finite - 2].kind == "q" or v.atoms[finite - 2].text in MARKS


def said_before(v: View, finite: int, *, sure: bool = False) -> Range | None:
    """The words said before "…, sagte X": up to the comma or the closing marks before the verb."""
    stop = finite
    if led(v, finite):
        stop, sure = stop - 1, True
    marked = stop
    while stop > 0 and v.atoms[stop - 1].text in (",", "–", "—"):
        stop -= 1
    if stop <= 0 or (stop == marked and v.atoms[stop - 1].kind != "q"):
        return None
    if stop == finite and phrases.named_in_marks(v.atoms, stop - 1, v.lang):
        return None
    start = next((k + 1 for k in range(stop - 1, -1, -1) if v.atoms[k].text in ";:"), 0)
    if v.atoms[start].lower in v.lang.words.subordinators - v.lang.words.prepositions and not _own(v, start, stop):
        return None
    if v.atoms[stop - 1].kind == "q":
        first = stop - 1
        while first > start and v.atoms[first - 1].kind == "q":
            first -= 1
        if first > start and v.atoms[first - 1].text == ":":
            return first, stop
        return start, stop
    if stop - start < 3 and not sure:
        return None
    has_verb = sure or any(a.lower in verb_forms(v.lang) and not a.capital for a in v.atoms[start:stop])
    return (start, stop) if has_verb or any(a.kind == "q" for a in v.atoms[start:stop]) else None


def _own(v: View, start: int, stop: int) -> bool:
    """Whether a stretch that opens with a subordinate clause has a main clause of its own behind its comma."""
    verbs = finite_forms(v.lang)
    return any(
        v.atoms[k].text == "," and v.atoms[k + 1].lower in verbs and not v.atoms[k + 1].capital
        for k in range(start, stop - 1)
    )


def rest(v: View, start: int, end: int) -> tuple[Range, ...]:
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
