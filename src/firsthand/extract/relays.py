"""Relays: through whom a source's words reached this text ("told Reuters", "as quoted by", "till TT", "via")."""

from collections.abc import Iterable

from firsthand.extract import phrases
from firsthand.extract.clauses import Range, View
from firsthand.extract.kinds import medium
from firsthand.extract.candidate import Candidate
from firsthand.model import Relay, RelayKind, Span
from firsthand.outlets import Outlet


def relays(v: View, candidate: Candidate) -> tuple[Relay, ...]:
    """Return the relays of one attribution, in reading order, each once."""
    found: dict[Span, Relay] = {}
    if candidate.interviewer is not None:
        first, last = candidate.interviewer
        span = Span(v.atoms[first].start, v.atoms[last - 1].end)
        name = " ".join(a.text for a in v.atoms[first:last])
        known = v.outlets.by_name(name)
        found[span] = Relay(span=span, name=name, kind=_kind(known) if known else "person")
    for part in _places(v, candidate):
        relay = _relay(v, part)
        if relay is not None:
            found.setdefault(relay.span, relay)
    return tuple(found[span] for span in sorted(found))


def _places(v: View, candidate: Candidate) -> Iterable[Range]:
    """Yield the noun phrases that could name a medium: the one addressed, and those behind a relaying phrase."""
    words = v.lang.relays
    atoms = v.atoms
    if candidate.object is not None and atoms[candidate.cue[-1][1] - 1].lower in words.told:
        yield candidate.object
    last = candidate.cue[-1][1] if candidate.cue else len(atoms)
    if candidate.object is None and last < len(atoms) and atoms[last - 1].lower in words.told:
        addressed = phrases.after(atoms, last, v.lang)
        if addressed is not None:
            yield addressed
    own = [k for a, b in candidate.content for k in range(a, b)]
    inside = set(own)
    first = candidate.cue[0][0] if candidate.cue else 0
    for place in range(len(atoms)):
        if place in inside:
            continue
        for phrase in _phrases(words.addressee if place >= first else ()):
            yield from _behind(v, place, phrase)
        for phrase in _phrases((*words.venue, *words.passing)):
            yield from _behind(v, place, phrase)


def _phrases(listed: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [tuple(p.split()) for p in listed]


def _behind(v: View, place: int, phrase: tuple[str, ...]) -> Iterable[Range]:
    last = place + len(phrase)
    if last >= len(v.atoms) or any(v.atoms[place + k].lower != w for k, w in enumerate(phrase)):
        return
    found = phrases.after(v.atoms, last, v.lang)
    if found is not None:
        yield found


def _relay(v: View, part: Range) -> Relay | None:
    atoms = v.atoms[part[0] : part[1]]
    named = medium(atoms, v.lang, v.outlets)
    if named is None:
        return None
    start, end, outlet = named
    text = " ".join(a.text for a in atoms[start:end])
    if text.lower() in v.lang.relays.not_relays or any(a.lower in v.lang.relays.not_relays for a in atoms):
        return None
    return Relay(span=Span(atoms[start].start, atoms[end - 1].end), name=text, kind=_kind(outlet))


def _kind(outlet: Outlet | None) -> RelayKind:
    return "agency" if outlet is not None and outlet.kind == "agency" else "outlet"
