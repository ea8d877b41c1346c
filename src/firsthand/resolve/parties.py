"""Parties across documents: one person or body under several spellings and languages.

Voices are joined where their names meet under a key (an inverted index, never all pairs); a surname by itself joins
nobody; an unnamed source is nobody else. What a person has decided comes last and wins.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from firsthand.errors import InputError
from firsthand.model import Judgement, Parties, Party, PartyLink, Reading, Voice
from firsthand.outlets import Registry, registry
from firsthand.resolve.parties_keys import (
    body_key,
    fold,
    initials,
    person_key,
    skeleton,
    suffix,
    surname,
    table,
    words_of,
)
from firsthand.resolve.parties_voices import is_role_only, voices

BODIES = ("named_organisation", "outlet", "collective", "named_person", "unnamed")
YEARS = 2
DAYS = 366
FEWEST = 3

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
    found = sorted({v.id: v for v in voices(readings)}.values(), key=lambda v: v.id)
    links = [*_by_alias(found, dict(aliases)), *_found(found, outlets or registry())]
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
    name = max(spellings, key=lambda n: (n[:1].isupper(), min(len(n.split()), FEWEST), uses[n], n))
    kinds = [v.kind for v in members]
    kind = max(sorted(set(kinds)), key=kinds.count)
    return Party(id=ids[0], name=name, kind=kind, names=spellings, voices=ids)


def _found(found: Sequence[Voice], outlets: Registry) -> Iterator[PartyLink]:
    """Yield every link the names, roles and dates of voices give."""
    people = [v for v in found if v.kind == "named_person" and not _place(v) and not is_role_only(v)]
    full = [v for v in people if person_key(v.name)]
    yield from _same(full, _full_key, "certain", 0.95, "full name", "{a} and {b} are spellings of one full name.")
    yield from _same(full, _loose_key, "probable", 0.6, "similar name", "{a} and {b} have one surname and like names.")
    yield from _suffixed(full)
    yield from _surnames(full, [v for v in people if not person_key(v.name)])
    yield from _offices(full, [v for v in found if v.kind in BODIES and is_role_only(v)])
    bodies = [v for v in found if v.kind in ("named_organisation", "outlet")]
    yield from _same(bodies, _body(outlets), "certain", 0.95, "name of a body", "{a} and {b} are one name of a body.")
    yield from _acronyms(bodies)
    spoken = [v for v in found if v.states and _place(v)]
    yield from _same(spoken, _place, "certain", 0.95, "name of a state or place", "{a} and {b} name one place.")
    yield from _states(spoken)


def _same(
    found: Iterable[Voice], key: Callable[[Voice], str | None], level: str, score: float, *said: str
) -> Iterator[PartyLink]:
    """Link every voice to the first that has its key; ``said`` is the method, and why, as ``_link`` takes them."""
    first: dict[str, Voice] = {}
    for voice in found:
        own = key(voice)
        if own and first.setdefault(own, voice) is not voice:
            yield _link(first[own], voice, level, score, *said)


def _link(a: Voice, b: Voice, level: str, score: float, *said: str) -> PartyLink:
    first, second = sorted((a, b), key=lambda v: v.id)
    method, why = said[0], said[1].format(a=f"“{first.name}”", b=f"“{second.name}”")
    sure = "certain" if level == "certain" else "probable"
    return PartyLink(a=first.id, b=second.id, level=sure, method=method, score=score, why=why)  # type: ignore[arg-type]


def _full_key(voice: Voice) -> str:
    return " ".join((*(person_key(voice.name) or ()), suffix(voice.name))).strip()


def _loose_key(voice: Voice) -> str:
    return f"{surname(voice.name)} {skeleton(words_of(voice.name)[0])}"


def _suffixed(full: Sequence[Voice]) -> Iterator[PartyLink]:
    """Link "Jane Doe Jr." to a "Jane Doe" who has her role, as certain."""
    plain: dict[str, list[Voice]] = {}
    for voice in full:
        if not suffix(voice.name):
            plain.setdefault(_full_key(voice), []).append(voice)
    for voice in full:
        if suffix(voice.name):
            own = plain.get(" ".join(person_key(voice.name) or ()), [])
            near = next((v for v in own if _share(voice, v) and _near(voice, v)), None)
            if near is not None:
                yield _link(voice, near, "certain", 0.85, "name and role", "{a} and {b} have one name and one role.")


def _surnames(full: Iterable[Voice], bare: Sequence[Voice]) -> Iterator[PartyLink]:
    """Link a bare surname to the one full name that has its role too, about that time; else, if only one, probably."""
    bearers: dict[str, dict[str, list[Voice]]] = {}
    for voice in full:
        bearers.setdefault(surname(voice.name), {}).setdefault(_full_key(voice), []).append(voice)
    yield from _same(bare, _titled_key, "probable", 0.5, "surname and role", "{a} and {b} have one surname and role.")
    for voice in bare:
        own = bearers.get(surname(voice.name), {})
        roled = {key: group for key, group in own.items() if any(_share(voice, v) for v in group)}
        held = sorted(roled.values(), key=len, reverse=True)
        if held and (len(held) == 1 or len(held[0]) >= FEWEST * len(held[1])):
            group = held[0]
            near = next((v for v in group if _share(voice, v) and _near(voice, v)), None)
            if near is not None:
                yield _link(voice, near, "certain", 0.85, "surname, role and date",
                            "{a} and {b} have one surname and one role within two years.")  # fmt: skip
                continue
        ranked = sorted(own.values(), key=len, reverse=True)
        if ranked and (len(ranked) == 1 or len(ranked[0]) >= FEWEST * len(ranked[1])):
            yield _link(voice, ranked[0][0], "probable", 0.5, "surname", "{a} and {b}: one may be short for the other.")


def _titled_key(voice: Voice) -> str | None:
    return f"{surname(voice.name)} {' '.join(voice.roles)}" if voice.roles else None


def _share(a: Voice, b: Voice) -> bool:
    """Whether two voices have a role in common, and no states that differ."""
    if not set(a.roles) & set(b.roles):
        return False
    return not a.states or not b.states or bool(set(a.states) & set(b.states))


def _near(a: Voice, b: Voice) -> bool:
    """Whether two documents are of about one time, or one has no date."""
    days = [_day(v.published) for v in (a, b)]
    if days[0] is None or days[1] is None:
        return True
    return abs((days[0] - days[1]).days) <= YEARS * DAYS


def _day(value: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def _offices(full: Iterable[Voice], roles: Iterable[Voice]) -> Iterator[PartyLink]:
    """Link "Russian FM" to the one named party with that office of that state about that time."""
    holders: dict[tuple[str, str], dict[str, list[Voice]]] = {}
    for voice in full:
        for role in voice.roles:
            for state in voice.states:
                holders.setdefault((role, state), {}).setdefault(_full_key(voice), []).append(voice)
    for voice in roles:
        for state in voice.states:
            near: dict[str, Voice] = {}
            for role in voice.roles:
                for key, group in holders.get((role, state), {}).items():
                    one = next((v for v in group if _near(v, voice)), None)
                    if one is not None:
                        near[key] = one
            if len(near) == 1:
                yield _link(voice, next(iter(near.values())), "probable", 0.6, "office and date",
                            "{a} and {b} are the same office of one state within two years.")  # fmt: skip


def _body(outlets: Registry) -> Callable[[Voice], str | None]:
    def key(voice: Voice) -> str | None:
        known = outlets.by_name(voice.name)
        return known.name if known is not None else body_key(voice.name) or None

    return key


def _acronyms(bodies: Sequence[Voice]) -> Iterator[PartyLink]:
    """Link "SOHR" to the one long name with these initials."""
    long: dict[str, dict[str, Voice]] = {}
    for voice in bodies:
        short = initials(voice.name)
        if short:
            long.setdefault(short, {}).setdefault(body_key(voice.name), voice)
    for voice in bodies:
        name = voice.name.replace(".", "")
        own = long.get(name.casefold(), {}) if name.isupper() and len(name) >= FEWEST else {}
        if len(own) == 1:
            yield _link(
                voice, next(iter(own.values())), "certain", 0.85, "initials", "{a} and {b}: one is the initials."
            )


def _place(voice: Voice) -> str | None:
    """The key of a state's name, or of a place that speaks for one; two places of one state have two keys."""
    name = voice.name.lower()
    bare = name.removeprefix("the ")
    if name in table("places") or bare in table("places"):
        return f"place {fold(bare)}"
    state = table("nations").get(bare)
    return f"state {state}" if state else None


def _states(spoken: Iterable[Voice]) -> Iterator[PartyLink]:
    """Link the places that speak for one government with each other and with their state, as probable."""
    first: dict[tuple[str, ...], dict[str, Voice]] = {}
    for voice in spoken:
        group = first.setdefault(voice.states, {})
        group.setdefault(_place(voice) or "", voice)
    for group in first.values():
        head, *others = [group[key] for key in sorted(group, reverse=True)]
        for other in others:
            yield _link(head, other, "probable", 0.5, "place of a government", "{a} and {b} may speak for one state.")


def _by_alias(found: Sequence[Voice], aliases: Aliases) -> Iterator[PartyLink]:
    """Link voices whose whole name the user's file lists under one party."""
    known = {fold(n): fold(name) for name, others in aliases.items() for n in (name, *others)}
    yield from _same(
        found, lambda v: known.get(fold(v.name)), "certain", 1.0, "alias", "The list of aliases has {a} and {b} as one."
    )
