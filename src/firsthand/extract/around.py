"""The clause around a tag that names no verb ("nach Angaben der Polizei"): what was said before and behind it."""

from firsthand.extract import phrases
from firsthand.extract.clauses import Range, View
from firsthand.extract.edges import is_relative
from firsthand.languages import finite_forms, verb_forms


def around(v: View, start: int, end: int) -> tuple[Range, ...]:
    """The clause around a stretch that interrupts it: what stands before and behind, without the commas."""
    atoms = v.atoms
    left = start
    while left > 0 and atoms[left - 1].text in ",–—":
        left -= 1
    right = _past_relative(v, end)
    while right < v.end and atoms[right].text in ",–—:":
        right += 1
    first = next((k + 1 for k in range(left - 1, -1, -1) if atoms[k].text == ";"), 0)
    if v.lang.separable:
        first = max(first, _clause_before(v, left, closed=left < start))
    while first < left and atoms[first].lower in v.lang.words.coordinators:
        first += 1
    before = (first, left) if left > first else None
    if v.lang.separable and left and atoms[left - 1].text == ":":
        before = None
    last = _reported_end(v, right)
    if v.lang.separable:
        last = _subordinate_end(v, first, left, right, last)
    while last > right and atoms[last - 1].text == ":":
        last -= 1
    behind = (right, last) if right < last else None
    said = any(a.lower in verb_forms(v.lang) or a.kind == "q" for a in atoms[first:left])
    relative = first < left and is_relative(atoms, first, v.lang)
    if before and behind and left - first <= 2 and not said and not (relative and v.lang.separable):
        before = None
    return tuple(part for part in (before, behind) if part)


def _subordinate_end(v: View, first: int, left: int, right: int, last: int) -> int:
    """Where the clause of a tag ends: at a semicolon, and a subordinate clause at the comma behind its verb."""
    atoms, words = v.atoms, v.lang.words
    last = next((k for k in range(right, last) if atoms[k].text == ";"), last)
    opens = first < left and (
        is_relative(atoms, first, v.lang) or atoms[first].lower in words.complementisers | words.subordinators
    )
    if not opens or first == 0:
        return last
    for place in range(right + 1, last):
        verb = atoms[place - 1]
        finite = verb.kind == "w" and not verb.capital and verb.lower.endswith(words.final_endings)
        if atoms[place].text == "," and finite and not _goes_on_below(v, place + 1):
            return place
    return last


def _goes_on_below(v: View, place: int) -> bool:
    """Whether another subordinate clause follows, which belongs to the one before it."""
    words = v.lang.words
    opens = words.subordinators | words.complementisers
    return place < v.end and (v.atoms[place].lower in opens or is_relative(v.atoms, place, v.lang))


def _past_relative(v: View, end: int) -> int:
    """Return the place behind a relative clause that tells more of a source ("nach Angaben des Arztes, der …, ist")."""
    atoms = v.atoms
    if not v.lang.separable or end + 1 >= v.end or atoms[end].text != "," or not is_relative(atoms, end + 1, v.lang):
        return end
    return next((k for k in range(end + 1, v.end) if atoms[k].text == ","), end)


def _reported_end(v: View, start: int) -> int:
    """Where the clause behind a source ends: before the last reporting clause of the sentence (", skriver Metro")."""
    match = v.matches[-1] if v.matches and v.lang.order == "v2" else None
    closes = match is not None and match.left > start and v.atoms[match.left - 1].text == ","
    if not closes or match is None or match.left != match.first or match.form not in ("past", "present"):
        return v.end
    source = phrases.after(v.atoms, match.last, v.lang, ceiling=v.end)
    return match.left - 1 if source is not None and source[1] == v.end else v.end


def _clause_before(v: View, end: int, *, closed: bool) -> int:
    """Where the clause begins that a source tag stands in: behind the nearest comma with a verb or opener behind it.

    A tag set off by a comma (``closed``) belongs to all that stands before it.
    """
    atoms, words = v.atoms, v.lang.words
    openers = words.complementisers | words.subordinators
    for place in range(end - 1, 0, -1):
        if closed or atoms[place].text not in ",:" or atoms[place - 1].text == "-":
            continue  # "Konto-, Post- und Bankdaten"
        inner = atoms[place + 1 : end]
        if inner and inner[0].lower in finite_forms(v.lang) and not inner[0].capital and atoms[place].text == ",":
            return 0  # what stands before the comma is the first field of the same clause
        if any(a.lower in finite_forms(v.lang) and not a.capital for a in inner):
            return place + 1
        if inner and (inner[0].lower in openers or phrases.is_relative(atoms, place + 1, v.lang)):
            return place + 1
    return 0
