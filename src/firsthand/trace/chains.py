"""Chains inside a document: the ultimate utterer, its relays, and the outer sources up to the reader."""

from collections.abc import Callable, Sequence
from functools import cache

import msgspec

from firsthand.languages import codes, language
from firsthand.model import Attribution, Chain, Document, Hop, Item, Relay, Span, Speaker
from firsthand.outlets import Registry, registry
from firsthand.outlets.hosts import host_of
from firsthand.resolve.outlet import meant

MAX_HOPS = 12
LONG_NAME = 10
"""Words of a source among which its medium is looked for."""
QUOTED = "quoted"
"""Ending of the method that found whom somebody quotes."""


def chains(
    document: Document,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker],
    *,
    items: Sequence[Item] = (),
    outlets: Registry | None = None,
) -> tuple[Chain, ...]:
    """Return one chain for every attribution, in their order.

    Joint utterers ("a monitor and medics") stand side by side at its start. The publishing outlet is left out wherever
    it stands (in an item of a press review, the item's outlet); equal neighbours are one hop. A relay named
    in the sentence before goes on for the same speaker's next words ("he added").
    """
    known = outlets or registry()
    who: dict[str, tuple[Speaker, ...]] = {}
    for speaker in speakers:
        who[speaker.attribution] = (*who.get(speaker.attribution, ()), speaker)
    inherited = _inherited(document, attributions, who)
    own: dict[str, tuple[Hop, ...]] = {}
    medium: str | None = None
    for row in attributions:
        own[row.id] = _own(row, who.get(row.id, ()), row.relays or inherited.get(row.id, ()), medium)
        if (employer := _employer(row, document.text, known)) is not None:
            own[row.id] = (Hop(name=employer, role="utterer", span=row.source[0]), *own[row.id][1:])
        medium = _last_medium(row, own[row.id]) or medium
    publishers = _publishers(document, items, known)
    outer = {row.id: row.parent for row in attributions} | _quoted_on(document, attributions, who)
    return tuple(Chain(attribution=a.id, hops=_whole(a, outer, own, publishers(a))) for a in attributions)


def _publishers(document: Document, items: Sequence[Item], outlets: Registry) -> Callable[[Attribution], "_Publisher"]:
    """Return what tells the publisher of an attribution: its item's outlet, or the document's."""
    whole = _Publisher(document.outlet, document.url, outlets)
    stretches = [
        (Span(item.heading.start, (item.body or item.heading).end), _Publisher(item.outlet, item.url, outlets))
        for item in items
    ]

    def of(row: Attribution) -> _Publisher:
        first = (*row.content, *row.source)[0]
        return next((publisher for span, publisher in stretches if span.holds(first)), whole)

    return of


def _own(row: Attribution, speakers: Sequence[Speaker], relays: Sequence[Relay], medium: str | None) -> tuple[Hop, ...]:
    """The row's own hops; a relay that is only "the agency" takes the name of the medium named last."""
    hops = []
    for speaker in speakers:
        own = next((e for e in speaker.evidence if any(s.holds(e) for s in row.source)), None)
        span = own if len(speakers) > 1 and own else row.source[0] if row.source else None
        name = _plainly(speaker.name) if "outlet" in (row.source_kind, speaker.kind) else speaker.name
        hops.append(Hop(name=name, role="utterer", span=span))
    for relay in relays:
        name = medium if medium is not None and relay.name.lower() in _generic_names() else relay.name
        hops.append(Hop(name=name, role="relay", span=relay.span))
    return tuple(hops)


def _employer(row: Attribution, text: str, outlets: Registry) -> str | None:
    """The known medium that somebody speaks for: "Mail Online reporter Jane Doe", "a BBC correspondent"."""
    if row.source_kind not in {"named_person", "unnamed", "outlet"} or len(row.source) != 1:
        return None
    words = row.source[0].of(text).split()[:LONG_NAME]
    place = next((k for k, word in enumerate(words) if word.lower() in _staff()), 0)
    for first in range(place):
        name = " ".join(words[first:place])
        if outlets.by_name(name) is not None:
            return name
    return None


@cache
def _staff() -> frozenset[str]:
    """Words for people who work for a medium, in every language."""
    return frozenset(noun for code in codes() for noun in language(code).relays.staff_nouns)


def _last_medium(row: Attribution, hops: Sequence[Hop]) -> str | None:
    named = [hop.name for hop in hops if hop.role == "relay" or row.source_kind == "outlet"]
    return next((name for name in reversed(named) if name.lower() not in _generic_names()), None)


def _whole(
    row: Attribution, outer: dict[str, str | None], own: dict[str, tuple[Hop, ...]], publisher: "_Publisher"
) -> tuple[Hop, ...]:
    hops = list(own[row.id])
    generic = _generic_names()
    parent = outer[row.id]
    while parent is not None and len(hops) < MAX_HOPS:
        hops += [msgspec.structs.replace(h, role="outer") if h.role == "utterer" else h for h in own[parent]]
        parent = outer[parent]
    kept: list[Hop] = []
    for hop in hops:
        if publisher.is_named(hop.name) or (kept and _same(kept[-1].name, hop.name)):
            continue
        if hop.name in generic and any(k.role != "utterer" for k in hops if k is not hop):
            continue  # "the newspaper" beside its name
        kept.append(hop)
    return tuple(kept)


@cache
def _generic_names() -> frozenset[str]:
    """Words for a medium that are no name, in every language."""
    return frozenset(noun for code in codes() for noun in language(code).relays.outlet_nouns)


def _plainly(name: str) -> str:
    """Return a medium's name without what only says its kind: "The state-run Lindal Agency", "LINA news agency"."""
    words = name.split()
    place = next((k for k, word in enumerate(words) if word.lower() not in _kinds()), 0)
    if place and words[place][0].isupper():
        words = words[place:]
    rest = words[1:]
    acronym = len(words[0]) > 1 and words[0].isupper() and all(word in _generic_names() for word in rest)
    return words[0] if acronym else " ".join(words)


@cache
def _kinds() -> frozenset[str]:
    """Articles and what may stand before a medium's name, in every language."""
    kinds = (word for code in codes() for word in language(code).relays.outlet_adjectives)
    return _articles() | frozenset(kinds)


def _same(a: str, b: str) -> bool:
    return _plain(a) == _plain(b)


def _plain(name: str) -> str:
    words = "".join(c.lower() if c.isalnum() else " " for c in name).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _articles() else words)


@cache
def _articles() -> frozenset[str]:
    return frozenset(word for code in codes() for word in language(code).words.articles)


class _Publisher:
    """The outlet of a document or item, to be left out of its chains."""

    def __init__(self, name: str | None, url: str | None, outlets: Registry) -> None:
        self.outlets = outlets
        self.name = name
        self.own = (meant(name, outlets) if name else None) or (outlets.by_domain(host_of(url) or "") if url else None)

    def is_named(self, name: str) -> bool:
        """Whether a party is this outlet, by the registry or by its very name."""
        named = self.outlets.by_name(name)
        if self.own is not None and named is not None:
            return self.own.name == named.name
        return self.name is not None and _same(name, self.name)


def _inherited(
    document: Document, attributions: Sequence[Attribution], who: dict[str, tuple[Speaker, ...]]
) -> dict[str, tuple[Relay, ...]]:
    """Relays of the statement before, where the same speaker goes on by a pronoun or without any source."""
    found: dict[str, tuple[Relay, ...]] = {}
    previous: Attribution | None = None
    for row in attributions:
        if row.parent is not None:
            continue
        if previous is not None and not row.relays and row.id in who and previous.id in who:
            goes_on = _names(who[row.id]) == _names(who[previous.id])
            relays = previous.relays or found.get(previous.id, ())
            if goes_on and relays and _adjacent(document.text, previous, row):
                found[row.id] = tuple(relays)
        previous = row
    return found


def _quoted_on(
    document: Document, attributions: Sequence[Attribution], who: dict[str, tuple[Speaker, ...]]
) -> dict[str, str | None]:
    """Whose quoting goes on: "Reuters quoted X as saying P. She added that Q": Reuters has Q from X, too.

    Only a pronoun or role ("the source") goes on so; a name begins anew.
    """
    by_id = {row.id: row for row in attributions}
    found: dict[str, str | None] = {}
    quoted: Attribution | None = None
    for row in attributions:
        if row.parent is not None:
            outer = by_id[row.parent]
            if row.method.endswith(QUOTED) and outer.parent is None:
                quoted = row
            continue
        if quoted is not None and row.id in who and quoted.id in who and row.id != quoted.parent:
            named = row.source_kind in {"named_person", "named_organisation", "outlet", "none"}
            same = _names(who[row.id]) == _names(who[quoted.id]) and _adjacent(document.text, quoted, row)
            if same and not named and not row.relays:
                found[row.id] = quoted.parent
                quoted = msgspec.structs.replace(row, parent=quoted.parent)
                continue
        quoted = None
    return found


def _names(speakers: Sequence[Speaker]) -> set[str]:
    return {speaker.name for speaker in speakers}


def _adjacent(text: str, a: Attribution, b: Attribution) -> bool:
    end = max(s.end for s in (*a.source, *a.cue, *a.content))
    start = min(s.start for s in (*b.source, *b.cue, *b.content))
    gap = text[min(end, start) : start]
    return gap.count("\n\n") <= 1 and len(gap) < 200
