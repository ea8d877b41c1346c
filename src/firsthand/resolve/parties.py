"""Parties across documents: one person or body under several spellings and languages.

Voices are joined where their names meet under a key (an inverted index, never all pairs); a surname by itself joins
nobody; an unnamed source is nobody else. What a person has decided comes last and wins.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from firsthand.errors import InputError
from firsthand.model import Judgement, Parties, Party, PartyLink, Reading, Voice
from firsthand.outlets import Registry, registry
from firsthand.resolve import parties_bodies, parties_people
from firsthand.resolve.parties_keys import fold, without_article
from firsthand.resolve.parties_links import same
from firsthand.resolve.parties_voices import is_role_only, names_beside, voices

NAMED_BY_ROLE = ("named_organisation", "outlet", "collective", "named_person", "unnamed")
Aliases = Mapping[str, Sequence[str]]


def parties(
    readings: Iterable[Reading],
    *,
    aliases: Aliases | Iterable[tuple[str, Sequence[str]]] = (),
    judgements: Iterable[Judgement] = (),
    outlets: Registry | None = None,
) -> Parties:
    """Join the speakers of many documents into parties.

    ``aliases`` are a user's own: a name, and other names of the same party (see ``read_aliases``). ``judgements`` whose
    decision is ``merge`` or ``split`` name two voices or parties by id, as ``subject`` and ``value``; they win over
    everything found here. The same readings in any order give the same result.
    """
    by_id: dict[str, Voice] = {}
    company: dict[str, frozenset[str]] = {}
    for reading in readings:
        company[reading.document.id] = names_beside(reading.document.text)
        by_id.update((v.id, v) for v in voices([reading]))
    found = sorted(by_id.values(), key=lambda v: v.id)
    links = [*_by_alias(found, dict(aliases)), *_found(found, outlets or registry(), company)]
    return assemble(found, links, judgements)


def read_aliases(path: Path) -> dict[str, list[str]]:
    """Read a TOML file of ``"Name" = ["alias", …]`` lines. Raises InputError when it cannot be read so."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=dict[str, list[str]])
    except OSError as error:
        raise InputError(f"The file of aliases {path} cannot be read: {error.strerror}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f'The file of aliases {path} is malformed: {error}; write one line a party: "Name" = ["alias", "alias"].'
        ) from error


def assemble(found: Sequence[Voice], links: Iterable[PartyLink], judgements: Iterable[Judgement] = ()) -> Parties:
    """Make parties of voices and the links between them; only certain links join, and judgements win."""
    kept = {(link.a, link.b): link for link in sorted(links, key=_rank, reverse=True)}
    root = {v.id: v.id for v in found}
    decided = _decided(judgements, root)
    apart = {pair for pair, merge in decided.items() if not merge}
    for pair, link in sorted(kept.items()):
        if link.level == "certain" and pair not in apart:
            _union(root, *pair)
    for (a, b), merge in decided.items():
        if merge:
            _union(root, a, b)
            kept[(a, b)] = PartyLink(
                a=a, b=b, level="certain", method="judgement", score=1.0, why="A person joined them."
            )
    groups = _groups(found, root)
    names = {v.id: v for v in found}
    for a, b in sorted(apart):
        _part(groups, names, a, b)
    where = {id_: k for k, group in enumerate(groups) for id_ in group}
    made = tuple(sorted((_party([names[i] for i in group]) for group in groups if group), key=lambda p: p.id))
    shown = [
        link for pair, link in kept.items()
        if pair not in apart and (link.level == "probable") == (where[link.a] != where[link.b])
    ]  # fmt: skip
    return Parties(voices=tuple(found), parties=made, links=tuple(sorted(shown, key=lambda k: (k.a, k.b))))


def _rank(link: PartyLink) -> tuple[bool, float, str]:
    return link.level == "probable", -link.score, link.method


def _decided(judgements: Iterable[Judgement], known: Mapping[str, str]) -> dict[tuple[str, str], bool]:
    """The last decision on each pair of voices: to join them or to keep them apart."""
    last: dict[tuple[str, str], bool] = {}
    for one in sorted(judgements, key=lambda j: (j.at, j.id)):
        other = one.value
        if one.decision in ("merge", "split") and other is not None and other in known and one.subject in known:
            a, b = sorted((one.subject, other))
            if a != b:
                last[(a, b)] = one.decision == "merge"
    return last


def _union(root: dict[str, str], a: str, b: str) -> None:
    first, second = sorted((_root(root, a), _root(root, b)))
    root[second] = first


def _root(root: dict[str, str], one: str) -> str:
    while root[one] != one:
        root[one] = root[root[one]]
        one = root[one]
    return one


def _groups(found: Sequence[Voice], root: dict[str, str]) -> list[set[str]]:
    groups: dict[str, set[str]] = {}
    for voice in found:
        groups.setdefault(_root(root, voice.id), set()).add(voice.id)
    return list(groups.values())


def _part(groups: list[set[str]], names: Mapping[str, Voice], a: str, b: str) -> None:
    """Take ``b`` out of the party of ``a``, and with it what is spelled as it is, if ``a`` is spelled otherwise."""
    group = next(g for g in groups if a in g)
    if b not in group:
        return
    leaving = {b}
    if names[a].name != names[b].name:
        leaving = {i for i in group if names[i].name == names[b].name}
    group -= leaving
    groups.append(leaving)


def _party(members: Sequence[Voice]) -> Party:
    spellings = tuple(sorted({v.name for v in members}))
    ids = tuple(sorted(v.id for v in members))
    uses = {name: sum(len(v.attributions) for v in members if v.name == name) for name in spellings}
    name = max(spellings, key=lambda n: (n[:1].isupper(), len(n.split()) > 1, uses[n], len(n), n))
    kinds = [v.kind for v in members]
    kind = max(sorted(set(kinds)), key=kinds.count)
    return Party(id=ids[0], name=name, kind=kind, names=spellings, voices=ids)


def _found(found: Sequence[Voice], outlets: Registry, company: Mapping[str, frozenset[str]]) -> Iterator[PartyLink]:
    """Yield every link the names, roles and dates of voices give. ``company`` are the names in each document."""
    spoken = [v for v in found if v.states and parties_bodies.place(v)]
    rest = [v for v in found if not parties_bodies.place(v)]
    roles = [v for v in rest if v.kind in NAMED_BY_ROLE and is_role_only(v)]
    offices = {v.id for v in roles}
    bodies = [v for v in rest if v.id not in offices and parties_bodies.is_body(v)]
    taken = offices | {v.id for v in bodies}
    people = [v for v in rest if v.kind == "named_person" and v.id not in taken]
    yield from parties_people.links(people, roles, company)
    yield from parties_bodies.links(bodies, outlets)
    yield from parties_bodies.place_links(spoken)
    yield from parties_bodies.government_links(bodies, spoken)


def _by_alias(found: Sequence[Voice], aliases: Aliases) -> Iterator[PartyLink]:
    """Link voices whose whole name the user's file lists under one party."""
    known = {fold(without_article(n)): fold(name) for name, others in aliases.items() for n in (name, *others)}
    yield from same(
        found,
        lambda v: known.get(fold(without_article(v.name))),
        "certain",
        1.0,
        "alias",
        "The list of aliases has {a} and {b} as one.",
    )
