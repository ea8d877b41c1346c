"""Cues that bring a second party: "quoted X as saying", "was quoted as saying"."""

from firsthand.extract import phrases, unmarked
from firsthand.extract.candidate import Candidate, from_match
from firsthand.extract.clauses import Range, View, clause_end, only_adverbials, opening
from firsthand.extract.cues import Match
from firsthand.extract.edges import is_possessive
from firsthand.extract.kinds import medium
from firsthand.languages import finite_forms
from firsthand.languages.people import people_words

LONG = 6


def relayed(v: View, match: Match) -> Candidate | None:
    """Return what a quoting verb, or the "as saying" that belongs to one, attributes; None for any other cue."""
    words = v.lang.words
    if v.atoms[match.first].lower in words.quoting_verbs and not match.passive:
        return _quoted_as(v, match)
    if match.form == "gerund" and match.left > 0 and v.atoms[match.left - 1].lower in words.quoted_as:
        return _as_saying(v, match)
    return None


def _between(v: View, start: int, end: int) -> Range | None:
    """The one quoted: all that stands between "quoted" and "as saying", where no comma or verb parts it.

    A day before "as saying" is none of it.
    """
    near = phrases.after(v.atoms, start, v.lang, ceiling=end)
    whole = near is not None and end > start and not any(a.kind in "qp" for a in v.atoms[start:end])
    if not whole or any(_finite(v, k) for k in range(start, end)):
        return near
    words, last = v.lang.words, end
    while last > start + 1 and v.atoms[last - 1].lower in words.time_words:
        last -= 1
    if last < end and last > start + 1 and v.atoms[last - 1].lower in words.place_prepositions:
        last -= 1
    return start, last


def beside(v: View, source: Range) -> Range:
    """Add to somebody cited whoever is cited beside them: "two guards and a witness"."""
    words = v.lang.words
    first, end = source
    while (
        end + 1 < v.end and v.atoms[end].lower in words.coordinators and not any(m.left == end + 1 for m in v.matches)
    ):
        more = phrases.after(v.atoms, end + 1, v.lang, ceiling=v.end)
        if more is None:
            break
        end = more[1]
    return first, end


def edge(v: View, source: Range) -> Range:
    """Add to somebody cited what else says who they are, to the next comma or statement.

    Where they are ("a source at the police"), what they know ("people briefed on the talks"), and that they will not
    be named ("an official who spoke on condition of anonymity").
    """
    words = v.lang.words
    first, end = source
    if end >= v.end:
        return first, end
    last = next((k for k in range(end, v.end) if v.atoms[k].text == "," or _opens(v, k)), v.end)
    if v.atoms[end].lower in words.relative_only:
        return (first, last) if any(a.lower in words.anonymity for a in v.atoms[end:last]) else (first, end)
    joins = words.place_prepositions | words.linking_prepositions | words.infinitive_markers
    told = v.atoms[end].lower.endswith(words.verb_endings) and v.atoms[min(end + 1, v.end)].lower in words.prepositions
    plain = not any(_finite(v, k) or v.atoms[k].lower in words.time_words for k in range(end + told, last))
    return (first, last) if plain and (told or v.atoms[end].lower in joins) else (first, end)


def _opens(v: View, place: int) -> bool:
    return v.atoms[place].kind in "qp" or v.atoms[place].lower in v.lang.words.complementisers


def _finite(v: View, place: int) -> bool:
    atom = v.atoms[place]
    return atom.lower in finite_forms(v.lang) and not atom.capital and not is_possessive(v.atoms, place, v.lang)


def is_party(v: View, part: Range) -> bool:
    """Whether a noun phrase can have said something: a name, a role, a body, a document, a medium."""
    atoms, words = v.atoms[slice(*part)], v.lang.words
    nouns = words.role_nouns | words.unnamed_nouns | words.group_nouns | words.document_nouns | words.plurals
    nouns |= people_words(v.lang.code).roles
    plural = words.plural_endings
    several = atoms[0].lower in words.determiners - words.articles  # "two foremen"
    speaks = several or any(a.lower in nouns or a.lower in words.subject_pronouns for a in atoms)
    speaks = speaks or any(a.lower.endswith(e) and a.lower.removesuffix(e) in nouns for a in atoms for e in plural)
    return speaks or any(a.capital for a in atoms) or medium(atoms, v.lang, v.outlets) is not None


def _quoted_as(v: View, match: Match) -> Candidate | None:
    """Read "X quoted Y as saying P": what X relays is all of "Y as saying P"."""
    inner_cue = saying(v, match.last)
    if inner_cue is None:
        return None
    source = phrases.before(v.atoms, match.left, 0, v.lang)
    if source is None:
        return None
    if source[0] > 0 or source[1] - source[0] > LONG:
        source = unmarked.party(v, source)
    content = _said(v, inner_cue, source[0])
    if content is None:
        return None
    inner = (match.last, inner_cue.last)
    spans = (content, inner) if content[1] <= match.left else ((match.last, content[1]),)
    return _candidate(match, source, ((match.left, match.last),), spans, "quoting")


def saying(v: View, start: int) -> Match | None:
    """Return the "saying" of "quoted X as saying", where one stands behind a place."""
    for other in v.matches:
        if (
            start < other.left <= start + 25
            and other.form == "gerund"
            and v.atoms[other.left - 1].lower in v.lang.words.quoted_as
        ):
            return other
    return None


def _as_saying(v: View, match: Match) -> Candidate | None:
    """The inner saying: its subject is the one quoted, and "was quoted as" belongs to the cue."""
    quoting = next((m for m in reversed(v.matches) if m.last < match.left and _quotes(v, m)), None)
    if quoting is None:
        return None
    if quoting.passive:
        source = phrases.before(v.atoms, quoting.left, 0, v.lang)
        joined = quoting.last == match.left - 1
        cue: tuple[Range, ...] = (
            ((quoting.left, match.last),) if joined else ((quoting.left, quoting.last), (match.left - 1, match.last))
        )
        outer_start = source[0] if source else 0
    else:
        source = _between(v, quoting.last, match.left - 1)
        cue = ((match.left, match.last),)
        outer = phrases.before(v.atoms, quoting.left, 0, v.lang)
        if outer is not None and (outer[0] > 0 or outer[1] - outer[0] > LONG):
            outer = unmarked.party(v, outer)
        outer_start = outer[0] if outer else 0
    content = _said(v, match, outer_start) if source else None
    return _candidate(match, source, cue, (content,), "quoted") if source and content else None


def _quotes(v: View, match: Match) -> bool:
    return v.atoms[match.first].lower in v.lang.words.quoting_verbs


def _said(v: View, saying: Match, outer_start: int) -> Range | None:
    """What was said: behind "saying", or before the whole clause where nothing but adverbials follows."""
    if saying.last >= v.end or only_adverbials(v, saying.last, v.end):
        stop = outer_start
        while stop > 0 and v.atoms[stop - 1].text in ",–—":
            stop -= 1
        return (0, stop) if stop > 0 else None
    start = opening(v, saying.last)
    return (start, clause_end(v, start, saying)) if start is not None else None


def _candidate(match: Match, source: Range, cue: tuple[Range, ...], content: tuple[Range, ...], rule: str) -> Candidate:
    return from_match(match, match.cues[0], source=source, words=cue, content=content, rule=rule)
