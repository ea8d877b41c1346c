"""Relays: through whom a source's words reached this text ("told Reuters", "as quoted by", "till TT", "via")."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from firsthand.extract import phrases
from firsthand.extract.atoms import Atom, covered
from firsthand.extract.candidate import Candidate
from firsthand.extract.clauses import Range, View
from firsthand.extract.edges import inside_phrase, joins_words
from firsthand.extract.kinds import medium
from firsthand.languages import by_first_word, finite_forms
from firsthand.model import Relay, RelayKind, Span
from firsthand.outlets import Outlet

ENCLOSED = 6
"""Words a medium's name may have between "in a" and "interview"."""
_POSSESSIVE = ("'", "’")
MOST = 5
"""Words of a medium's name before those who work for it."""
APART = 7
"""Words that may stand between an occasion and its medium ("an interview published on Sunday by")."""


class Medium(NamedTuple):
    """A medium behind a relaying phrase that begins at atom ``place``; ``addressed`` where it was spoken to."""

    place: int
    addressed: bool
    relay: Relay


def relays(
    v: View, candidate: Candidate, named: Sequence[Medium], others: Sequence[Candidate] = ()
) -> tuple[Relay, ...]:
    """Return the relays of one attribution, in reading order, each once; ``named`` are the sentence's ``media``.

    What stands outside the content of an attribution around it (of ``others``), or in the source of another, belongs to
    that one.
    """
    found: dict[Span, Relay] = {}
    if candidate.interviewer is not None:
        first, last = candidate.interviewer
        span = Span(v.atoms[first].start, v.atoms[last - 1].end)
        name = " ".join(a.text for a in v.atoms[first:last])
        known = v.outlets.by_name(name)
        found[span] = Relay(span=span, name=name, kind=_kind(known) if known else "person")
    for relay in _told(v, candidate):
        found.setdefault(relay.span, relay)
    content = candidate.content
    if candidate.read is not None:
        content = tuple(r for span in candidate.read.content for r in covered(v.atoms, span))
    inside = {k for a, b in content for k in range(a, b)}
    first = candidate.cue[0][0] if candidate.cue else 0
    limits = _around(candidate, others) if named else []
    elsewhere = [o.source for o in others if o is not candidate and o.source and o.source != candidate.source]
    for medium_ in named:
        if any(a < medium_.place < b for a, b in elsewhere):
            continue
        outside = any(not any(a <= medium_.place < b for a, b in content) for content in limits)
        if medium_.place not in inside and not outside and (medium_.place >= first or not medium_.addressed):
            found.setdefault(medium_.relay.span, medium_.relay)
    return tuple(found[span] for span in sorted(found))


def _around(candidate: Candidate, others: Sequence[Candidate]) -> list[tuple[Range, ...]]:
    """The contents that hold an attribution's cue and source."""
    marks = (*candidate.cue, *((candidate.source,) if candidate.source else ()))
    contents = [o.content for o in others if o is not candidate and o.content != candidate.content]
    return [c for c in contents if marks and all(any(a <= m[0] and m[1] <= b for a, b in c) for m in marks)]


def media(v: View) -> tuple[Medium, ...]:
    """Return where a sentence names a medium behind a relaying phrase. Asked once a sentence, as it is costly."""
    words = v.lang.relays
    addressee, passing = by_first_word(words.addressee), by_first_word((*words.venue, *words.passing))
    found = []
    for place, atom in enumerate(v.atoms):
        for table in (addressee, passing):
            for phrase in table.get(atom.lower, ()):
                relay = _behind(v, place, phrase)
                if relay is not None:
                    found.append(Medium(place, table is addressee, relay))
    return (*found, *_enclosed(v), *_occasions(v), *_channels(v))


def _occasions(v: View) -> Iterator[Medium]:
    """Yield a medium that an occasion is joined to: "in an op-ed for", "an interview aired by", "appearing on".

    Nothing but a day, an adverb or "on condition of anonymity" stands between the two: no mark, no finite verb.
    """
    atoms, verbs = v.atoms, finite_forms(v.lang)
    links = {group.link: group.words for group in v.lang.relays.occasions}
    known = frozenset[str]().union(*links.values())
    open_: dict[str, int] = {}
    for place, atom in enumerate(atoms):
        joined = links.get(atom.lower, frozenset())
        if any(place - at <= APART for word, at in open_.items() if word in joined):
            found = phrases.after(atoms, place + 1, v.lang) if place + 1 < len(atoms) else None
            relay = relay_of(v, found) if found is not None else None
            if relay is not None:
                yield Medium(place, False, relay)
                open_ = {}
        elif atom.lower in known:
            open_[atom.lower] = place
        elif _parts(v, place) or (atom.lower in verbs and not atom.capital):
            open_ = {}


def _parts(v: View, place: int) -> bool:
    """Whether a mark parts an occasion from what follows."""
    atom = v.atoms[place]
    return atom.kind in "qp" and not (inside_phrase(atom) or joins_words(v.atoms, place))


def _enclosed(v: View) -> Iterator[Medium]:
    """Yield a medium with words on both sides: "in a BBC interview"."""
    atoms = v.atoms
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for before, behind in v.lang.relays.around:
        words = tuple(before.split())
        table.setdefault(words[0], []).append((words, behind))
    for place, atom in enumerate(atoms):
        for words, behind in table.get(atom.lower, ()):
            start = place + len(words)
            if tuple(a.lower for a in atoms[place:start]) != words:
                continue
            end = next((k for k in range(start + 1, min(start + ENCLOSED, v.end)) if atoms[k].lower == behind), None)
            relay = relay_of(v, (start, end)) if end is not None else None
            if relay is not None and any(atom.capital for atom in atoms[start:end]):  # not "a television interview"
                yield Medium(place, False, relay)


def _channels(v: View) -> Iterator[Medium]:
    """Yield the channels of a sentence, where its language counts them: "i ett pressmeddelande", "på sin hemsida"."""
    table = by_first_word(v.lang.relays.documents)
    atoms = v.atoms
    for place in range(1, len(atoms)):
        if atoms[place - 1].lower not in v.lang.words.place_prepositions:
            continue
        for phrase in table.get(atoms[place].lower, ()):
            end = place + len(phrase)
            if tuple(a.lower for a in atoms[place:end]) == phrase:
                span = Span(atoms[place].start, atoms[end - 1].end)
                yield Medium(
                    place, False, Relay(span=span, name=" ".join(a.text for a in atoms[place:end]), kind="document")
                )
                break


def _told(v: View, candidate: Candidate) -> Iterator[Relay]:
    """Yield the one addressed, where it is a medium ("told Reuters")."""
    atoms = v.atoms
    if not candidate.cue or atoms[candidate.cue[-1][1] - 1].lower not in v.lang.relays.told:
        return
    last = candidate.cue[-1][1]
    told = candidate.object or (phrases.after(atoms, last, v.lang) if last < len(atoms) else None)
    relay = relay_of(v, told) if told is not None else None
    if relay is not None:
        yield relay


def passed_on(v: View, source: Range) -> int | None:
    """Return where in a source, or right behind it, "carried by the LINA agency" begins; None where nothing does."""
    table = by_first_word(v.lang.relays.passing)
    for place in range(source[0] + 1, min(source[1] + 1, v.end)):
        if any(_behind(v, place, phrase) is not None for phrase in table.get(v.atoms[place].lower, ())):
            return place
    return None


def _behind(v: View, place: int, phrase: tuple[str, ...]) -> Relay | None:
    last = _phrase_end(v, place, phrase)
    found = phrases.after(v.atoms, last, v.lang) if last is not None and last < len(v.atoms) else None
    return relay_of(v, found) if found is not None else None


def _phrase_end(v: View, place: int, phrase: tuple[str, ...]) -> int | None:
    """Return the place behind a phrase; a day may stand before its last word ("carried on Sunday by")."""
    atoms, words = v.atoms, v.lang.words
    for word in phrase:
        if word in words.agent_prepositions:
            while place < v.end and (atoms[place].lower in words.time_words or _before_day(v, place)):
                place += 1
        if place >= len(atoms) or atoms[place].lower != word:
            return None
        place += 1
    return place


def _before_day(v: View, place: int) -> bool:
    words = v.lang.words
    dated = place + 1 < v.end and v.atoms[place + 1].lower in words.time_words
    return dated and v.atoms[place].lower in words.place_prepositions


def relay_of(v: View, part: Range) -> Relay | None:
    """Return the relay a noun phrase names, or None where it names no medium."""
    atoms = v.atoms[part[0] : part[1]]
    named = medium(atoms, v.lang, v.outlets) or _staffed(v, atoms)
    if named is None:
        return None
    start, end, outlet = named
    text = " ".join(a.text for a in atoms[start:end])
    staff = v.lang.relays.staff_nouns
    # The press is no relay, "Press TV" is one.
    plain = atoms if outlet is None else (*atoms[:start], *(a for a in atoms[end:] if a.lower not in staff))
    if text.lower() in v.lang.relays.not_relays or any(a.lower in v.lang.relays.not_relays for a in plain):
        return None
    return Relay(span=Span(atoms[start].start, atoms[end - 1].end), name=text, kind=_kind(outlet))


def _staffed(v: View, atoms: Sequence[Atom]) -> tuple[int, int, Outlet | None] | None:
    """Return the medium somebody works for: "CNN's Jane Doe", "an AFP correspondent", "the BBC's Today programme"."""
    words = v.lang.words
    others = (words.role_nouns | words.unnamed_nouns) - frozenset(v.lang.relays.staff_nouns)
    start = 1 if atoms and atoms[0].lower in words.articles else 0
    for end in range(min(start + MOST, len(atoms) - 1), start, -1):
        owns = atoms[end].lower in words.clitics or atoms[end].text in _POSSESSIVE
        if not owns and atoms[end].lower not in v.lang.relays.staff_nouns:
            continue
        outlet = v.outlets.by_name(" ".join(a.text for a in atoms[start:end]))
        if outlet is not None and not any(a.lower in others or a.lower[:-1] in others for a in atoms[end:]):
            return start, end, outlet
    return None


def _kind(outlet: Outlet | None) -> RelayKind:
    return "agency" if outlet is not None and outlet.kind == "agency" else "outlet"
