"""Chains inside a document: the ultimate utterer, its relays, and the outer sources up to the reader."""

from collections.abc import Callable, Sequence
from functools import cache

import msgspec

from firsthand.languages import codes, language
from firsthand.model import Attribution, Chain, Document, Hop, Item, Relay, Span, Speaker
from firsthand.outlets import Registry, registry
from firsthand.outlets.hosts import host_of

MAX_HOPS = 12


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
    by_id = {a.id: a for a in attributions}
    who: dict[str, tuple[Speaker, ...]] = {}
    for speaker in speakers:
        who[speaker.attribution] = (*who.get(speaker.attribution, ()), speaker)
    inherited = _inherited(document, attributions, who)
    own: dict[str, tuple[Hop, ...]] = {}
    medium: str | None = None
    for row in attributions:
        own[row.id] = _own(row, who.get(row.id, ()), row.relays or inherited.get(row.id, ()), medium)
        medium = _last_medium(row, own[row.id]) or medium
    publishers = _publishers(document, items, known)
    return tuple(Chain(attribution=a.id, hops=_whole(a, by_id, own, publishers(a))) for a in attributions)


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
        hops.append(Hop(name=speaker.name, role="utterer", span=span))
    for relay in relays:
        name = medium if medium is not None and relay.name.lower() in _generic_names() else relay.name
        hops.append(Hop(name=name, role="relay", span=relay.span))
    return tuple(hops)


def _last_medium(row: Attribution, hops: Sequence[Hop]) -> str | None:
    named = [hop.name for hop in hops if hop.role == "relay" or row.source_kind == "outlet"]
    return next((name for name in reversed(named) if name.lower() not in _generic_names()), None)


def _whole(
    row: Attribution, by_id: dict[str, Attribution], own: dict[str, tuple[Hop, ...]], publisher: "_Publisher"
) -> tuple[Hop, ...]:
    hops = list(own[row.id])
    generic = _generic_names()
    parent = row.parent
    while parent is not None and len(hops) < MAX_HOPS:
        hops += [msgspec.structs.replace(h, role="outer") if h.role == "utterer" else h for h in own[parent]]
        parent = by_id[parent].parent
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
        self.own = (outlets.by_name(name) if name else None) or (outlets.by_domain(host_of(url) or "") if url else None)

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


def _names(speakers: Sequence[Speaker]) -> set[str]:
    return {speaker.name for speaker in speakers}


def _adjacent(text: str, a: Attribution, b: Attribution) -> bool:
    end = max(s.end for s in (*a.source, *a.cue, *a.content))
    start = min(s.start for s in (*b.source, *b.cue, *b.content))
    gap = text[min(end, start) : start]
    return gap.count("\n\n") <= 1 and len(gap) < 200
