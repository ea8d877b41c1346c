"""The way an attribution's words came, as steps in words: utterer, relays, publisher, this page."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from firsthand.model import Attribution, Chain, Hop, Item, Speaker
from firsthand.show.clean import one_line, visible
from firsthand.show.words import Words

StepKind = Literal["utterer", "unknown", "relay", "publisher", "page"]


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One party on the way. ``name`` is the party alone, ``label`` says what it did."""

    kind: StepKind
    name: str
    label: str


class Publisher(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who published an item of a press review; ``author`` says that the name is its writer's, not an outlet's."""

    name: str
    author: bool


def publisher_of(item: Item) -> Publisher | None:
    """Return the item's outlet, or failing that its author, or its domain as printed."""
    name = item.outlet or item.author or item.domain
    return Publisher(name=name, author=not item.outlet and bool(item.author)) if name else None


def steps(
    row: Attribution, *, hops: tuple[Hop, ...], publisher: Publisher | None, outlet: str | None, words: Words
) -> tuple[Step, ...]:
    """Return the steps from the ultimate utterer to this page, both included.

    ``hops`` leave out who published the words; where the attribution stands in an item of a press review,
    ``publisher`` is that item's, one more step, since the words came to the page through it. ``outlet`` is
    the page's own.
    """
    several = sum(hop.role == "utterer" for hop in hops)
    if several:
        found = [_step("utterer", _together([hop.name for hop in hops[:several]], words), words=words)]
        hops = hops[several:]
    else:
        found = [_step("unknown", words.say("nobody"), words=words)]
    in_documents = {relay.span for relay in row.relays if relay.kind == "document"}
    for hop in hops:
        key = "outer" if hop.role == "outer" else "in_document" if hop.span in in_documents else "relayed"
        found.append(_step("relay", hop.name, words=words, key=key))
    if publisher is not None and _name(publisher.name) != found[-1].name:
        key = "writer" if publisher.author else "publisher"
        found.append(_step("publisher", publisher.name, words=words, key=key))
    page = words.say("this_page")
    label = words.say("this_page_of", outlet=_name(outlet)) if outlet else page
    return (*found, Step(kind="page", name=page, label=label))


def hops_of(row: Attribution, *, text: str, chain: Chain | None, speaker: Speaker | None) -> tuple[Hop, ...]:
    """Return the chain's hops; without a chain, what else the rows tell: the speaker or source, then relays."""
    if chain is not None:
        return chain.hops
    source = " ".join(span.of(text) for span in row.source)
    name = speaker.name if speaker is not None else source
    utterer = (Hop(name=name, role="utterer"),) if name.strip() else ()
    return utterer + tuple(Hop(name=relay.name, role="relay", span=relay.span) for relay in row.relays)


def _together(names: Sequence[str], words: Words) -> str:
    """Name all who said something jointly: "the monitor and medics"."""
    last = f" {words.say('and_word')} {names[-1]}" if len(names) > 1 else names[-1]
    return words.say("and").join(names[:-1]) + last


def in_one_line(way: tuple[Step, ...], words: Words) -> str:
    """Return the whole way as one line of words."""
    return words.say("arrow").join(step.label for step in way)


def _step(kind: StepKind, name: str, *, words: Words, key: str | None = None) -> Step:
    shown = _name(name)
    return Step(kind=kind, name=shown, label=words.say(key, name=shown) if key else shown)


def _name(name: str) -> str:
    return visible(one_line(name, 120))
