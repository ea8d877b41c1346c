"""Chains across documents: what another document shows of the way a report came."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from firsthand.model import Span
from firsthand.trace.carried import Draft
from firsthand.trace.ground import Ground
from firsthand.trace.records import Hop

COPY = 0.4
"""Share of a document that another prints from which the first one's credit holds for the other too."""


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A draft with the whole chain: what its own document names, and behind it what others show."""

    draft: Draft
    hops: tuple[Hop, ...]


def placed(drafts: Sequence[Draft], ground: Ground) -> list[Placed]:
    """Give every draft its chain: the parties its document names, and the agency whose copy the document is."""
    made = [Placed(draft=draft, hops=_credited(draft, draft.hops, ground)) for draft in drafts]
    return _channels(made, ground)


def _credited(draft: Draft, hops: tuple[Hop, ...], ground: Ground) -> tuple[Hop, ...]:
    """Add the agency: by the document's own credit, else by that of a twin that prints the same sentence."""
    own = ground.agency(draft.doc)
    if own is not None:
        someone, credit = own
        document = ground.corpus.readings[draft.doc].document.id
        hop = Hop(name=someone.name, party=someone.key, document=document, span=credit.span)
        return _with(hops, hop, draft, ground)
    for span in draft.spans:
        for twin in ground.twins(draft.doc, span):
            signed = ground.agency(twin.doc)
            if signed is None or twin.share < COPY:
                continue
            someone, credit = signed
            there = ground.corpus.readings[twin.doc].document
            why = f"{there.name} prints the same text and credits {someone.name}."
            hop = Hop(name=someone.name, party=someone.key, document=there.id, span=credit.span, inferred=True, why=why)
            return _with(hops, hop, draft, ground)
    return hops


def _with(hops: tuple[Hop, ...], hop: Hop, draft: Draft, ground: Ground) -> tuple[Hop, ...]:
    """Add a hop at the end, unless it is there already, or is the outlet itself."""
    own = draft.publisher
    if (own is not None and own.key == hop.party) or any(one.party == hop.party for one in hops):
        return hops
    return (*hops, hop)


def _channels(made: list[Placed], ground: Ground) -> list[Placed]:
    """Add the channel a party spoke through, where reports that name one agree on it and others name none."""
    named: dict[str, Counter[str]] = {}
    examples: dict[tuple[str, str], Hop] = {}
    for one in made:
        first = _channel(one, ground)
        if one.draft.voice is not None and first is not None and first.party is not None:
            named.setdefault(one.draft.voice.key, Counter())[first.party] += 1
            examples.setdefault((one.draft.voice.key, first.party), first)
    return [_with_channel(one, named, examples, ground) for one in made]


def _channel(one: Placed, ground: Ground) -> Hop | None:
    """Return the first relay behind the utterer that the document itself names, credits left out."""
    agency = ground.agency(one.draft.doc)
    rest = [hop for hop in one.draft.hops[1:] if hop.party is not None]
    return next((hop for hop in rest if agency is None or hop.party != agency[0].key), None)


def _with_channel(
    one: Placed, named: dict[str, Counter[str]], examples: dict[tuple[str, str], Hop], ground: Ground
) -> Placed:
    voice = one.draft.voice
    if voice is None or _channel(one, ground) is not None or voice.key not in named:
        return one
    (party, times), *others = named[voice.key].most_common()
    if times < 2 or (others and others[0][1] * 2 > times):
        return one
    own = one.draft.publisher
    if (own is not None and own.key == party) or any(hop.party == party for hop in one.hops):
        return one
    example = examples[(voice.key, party)]
    why = f"Other reports of the same words name {example.name} as where they were said."
    hop = msgspec.structs.replace(example, inferred=True, why=why)
    return Placed(draft=one.draft, hops=(*one.hops[:1], hop, *one.hops[1:]))


def overlap(one: Span, other: Span) -> int:
    """Return how many characters two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))
