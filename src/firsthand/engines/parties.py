"""The parties of a case as rows: each with its spellings, where it speaks, and why its spellings are one party's."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from firsthand.model import Judgement, Parties, PartyLink, SourceKind, Voice
from firsthand.outlets import registry
from firsthand.resolve.parties import parties, read_aliases
from firsthand.store.case import Case
from firsthand.trace.decisions import active


class PartyRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A party of a case: what it is called, its voices, and the links that join it or lead to others that may be it."""

    id: str
    name: str
    kind: SourceKind
    names: tuple[str, ...]
    documents: int
    statements: int
    voices: tuple[Voice, ...]
    links: tuple[PartyLink, ...]


def of_case(
    case: Path, *, aliases: Path | None = None, judgements: Iterable[Judgement] = (), outlets: tuple[Path, ...] = ()
) -> Iterator[PartyRow]:
    """Yield the parties of a case, those with most statements first. ``judgements`` come on top of the case's own.

    Raises:
        CaseError: there is no such case, or it cannot be read.
        InputError: the file of aliases cannot be read.
        LanguageDataError: a file of outlets is missing or malformed.

    """
    own, known = read_aliases(aliases) if aliases is not None else {}, registry(*outlets)
    with Case(case, readonly=True) as kept:
        decided = (*active(kept.judgements()), *judgements)
        found = parties(kept.readings(), aliases=own, judgements=decided, outlets=known)
    yield from rows(found)


def rows(found: Parties) -> Iterator[PartyRow]:
    """Yield each party with its voices and links, those with most statements first."""
    voices = {voice.id: voice for voice in found.voices}
    links: dict[str, list[PartyLink]] = {}
    for link in found.links:
        for voice in (link.a, link.b):
            links.setdefault(voice, []).append(link)
    made = []
    for party in found.parties:
        mine = tuple(voices[id_] for id_ in party.voices)
        touching = {(k.a, k.b): k for id_ in party.voices for k in links.get(id_, ())}
        made.append(
            PartyRow(
                id=party.id,
                name=party.name,
                kind=party.kind,
                names=party.names,
                documents=len({voice.doc for voice in mine}),
                statements=sum(len(voice.attributions) for voice in mine),
                voices=mine,
                links=tuple(touching[pair] for pair in sorted(touching)),
            )
        )
    yield from sorted(made, key=lambda row: (-row.statements, row.name, row.id))
