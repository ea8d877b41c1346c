"""People across documents: full names by surnames by role and date, offices by who holds them.

A surname by itself joins nobody.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from firsthand.model import PartyLink, Voice
from firsthand.resolve.parties_keys import fold, given, initial, person_key, skeleton, suffix, surname, words_of
from firsthand.resolve.parties_links import link, near, same, share

FEWEST = 3
MANY = 10
DAYS_OF_AN_EVENT = 30
IN_ONE_EVENT, IN_OTHER_TIMES = 2, 3
LONG_ENOUGH = 6
LARGEST = 40

Full = dict[str, list[Voice]]


def links(people: Sequence[Voice], roles: Sequence[Voice], beside: Mapping[str, frozenset[str]]) -> Iterator[PartyLink]:
    """Yield every link between people. ``roles`` are voices named by role alone, ``beside`` whom a document names."""
    full = [v for v in people if person_key(v.name)]
    key_of = _keys(full)
    by_key: Full = {}
    for voice in full:
        by_key.setdefault(key_of[voice.id], []).append(voice)
    yield from same(
        full, lambda v: key_of[v.id], "certain", 0.95, "full name", "{a} and {b} are spellings of one full name."
    )
    yield from same(full, _loose, "probable", 0.6, "similar name", "{a} and {b} have one surname and like names.")
    yield from _slips(by_key)
    yield from _suffixed(full, key_of)
    yield from _within(full, by_key, key_of)
    yield from _surnames(by_key, [v for v in people if not person_key(v.name)], beside)
    yield from _offices(by_key, roles)


def _keys(full: Sequence[Voice]) -> dict[str, str]:
    """The key of each full name; a middle initial counts where people of one name have different ones."""
    plain: dict[str, dict[str, int]] = {}
    for voice in full:
        uses = plain.setdefault(_plain(voice), {})
        uses[initial(voice.name)] = uses.get(initial(voice.name), 0) + 1
    keys: dict[str, str] = {}
    for voice in full:
        uses = plain[_plain(voice)]
        middles = [m for m in uses if m]
        own = initial(voice.name)
        if len(middles) < 2:
            own = ""
        elif not own:
            most = sorted(middles, key=lambda m: (-uses[m], m))
            own = most[0] if uses[most[0]] >= FEWEST * uses[most[1]] else "?"
        keys[voice.id] = f"{_plain(voice)} {own}".strip()
    return keys


def _plain(voice: Voice) -> str:
    return " ".join((*(person_key(voice.name) or ()), suffix(voice.name))).strip()


def _loose(voice: Voice) -> str:
    return f"{surname(voice.name)} {skeleton(words_of(voice.name)[0])} {suffix(voice.name)}"


def _suffixed(full: Sequence[Voice], key_of: dict[str, str]) -> Iterator[PartyLink]:
    """Link "Jane Doe Jr." to "Jane Doe", as probable: a father has the name too."""
    plain: dict[str, Voice] = {}
    for voice in full:
        if not suffix(voice.name):
            plain.setdefault(" ".join(person_key(voice.name) or ()), voice)
    for voice in full:
        other = plain.get(" ".join(person_key(voice.name) or ())) if suffix(voice.name) else None
        if other is not None and key_of[other.id] != key_of[voice.id] and share(voice, other) and near(voice, other):
            yield link(voice, other, "probable", 0.5, "name and role", "{a} and {b} have one name and one role.")


def _slips(by_key: Full) -> Iterator[PartyLink]:
    """Link surnames one slip apart behind one given name: certain with one role, probable without.

    Candidates meet under the surname with one letter left out, so no two names are compared that do not.
    """
    dropped: dict[str, list[str]] = {}
    for key, voices in by_key.items():
        last, first = surname(voices[0].name), given(words_of(voices[0].name)[0])
        if len(last) >= LONG_ENOUGH:
            for form in {f"{first} {last}", *(f"{first} {last[:k]}{last[k + 1 :]}" for k in range(len(last)))}:
                dropped.setdefault(form, []).append(key)
    done: set[tuple[str, str]] = set()
    for keys in dropped.values():
        for other in keys[1:LARGEST]:
            a, b = by_key[keys[0]][0], by_key[other][0]
            pair = (keys[0], other)
            if pair in done or (initial(a.name) != initial(b.name) and initial(a.name) and initial(b.name)):
                continue
            done.add(pair)
            if DamerauLevenshtein.distance(surname(a.name), surname(b.name)) > 1 or suffix(a.name) != suffix(b.name):
                continue
            roled = next(
                (
                    (x, y)
                    for x in by_key[keys[0]][:LARGEST]
                    for y in by_key[other][:LARGEST]
                    if share(x, y) and near(x, y)
                ),
                None,
            )
            if roled:
                yield link(
                    *roled, "certain", 0.85, "one slip and a role", "{a} and {b} are one letter apart, with one role."
                )
            else:
                yield link(a, b, "probable", 0.5, "one slip", "{a} and {b} are one letter apart.")


def _within(full: Sequence[Voice], by_key: Full, key_of: dict[str, str]) -> Iterator[PartyLink]:
    """Link a name that ends in another's whole name ("Harsund Una Kell") to that, where more have the shorter one."""
    for voice in full:
        words = [w for w in words_of(voice.name) if w[:1].isupper()]
        if len(words) < FEWEST:
            continue
        for start in range(1, len(words) - 1):
            tail = " ".join(words[start:])
            key = " ".join(person_key(tail) or ())
            own = by_key.get(key, [])
            if key and key != key_of[voice.id] and len(own) >= 2 * len(by_key[key_of[voice.id]]):
                one = next((v for v in own if near(voice, v)), None)
                if one is not None:
                    yield link(
                        voice, one, "certain", 0.8, "name within a name", "{a} and {b}: one name ends the other."
                    )
                break


def _surnames(by_key: Full, bare: Sequence[Voice], beside: Mapping[str, frozenset[str]]) -> Iterator[PartyLink]:
    """Link a bare surname to the full name that has its role too, or is named with the same others at that time."""
    bearers: dict[str, dict[str, list[Voice]]] = {}
    for key, voices in by_key.items():
        bearers.setdefault(surname(voices[0].name), {})[key] = voices
    usual: dict[str, frozenset[str]] = {}
    yield from same(bare, _titled, "probable", 0.5, "surname and role", "{a} and {b} have one surname and role.")
    for voice in bare:
        own = bearers.get(surname(voice.name), {})
        if own and not suffix(voice.name):
            yield from _by_role(voice, own) or _by_company(voice, own, beside, usual)


def _by_role(voice: Voice, own: Full) -> list[PartyLink]:
    held = sorted(({k: g for k, g in own.items() if any(share(voice, v) for v in g)}).values(), key=_size)
    if held and (len(held) == 1 or len(held[0]) >= FEWEST * len(held[1])):
        one = next((v for v in held[0] if share(voice, v) and near(voice, v)), None)
        if one is not None:
            why = "{a} and {b} have one surname and one role within two years."
            return [link(voice, one, "certain", 0.85, "surname, role and date", why)]
    return []


def _by_company(
    voice: Voice, own: Full, beside: Mapping[str, frozenset[str]], usual: dict[str, frozenset[str]]
) -> Iterator[PartyLink]:
    """Link a surname to its one bearer: certain where both are named beside whom that bearer always is named beside.

    The bearer must be named in full in several documents of those years, nearly all that have the surname in full.
    ``usual`` remembers each bearer's usual company.
    """
    ranked = sorted(own.values(), key=_size)
    if not ranked or (len(ranked) > 1 and len(ranked[0]) < FEWEST * len(ranked[1])):
        return
    near_by = [[v for v in group if near(voice, v)] for group in ranked]
    ahead, others = near_by[0], max((len(g) for g in near_by[1:]), default=0)
    if len({v.doc for v in ahead}) >= FEWEST and len(ahead) >= MANY * others:
        if ranked[0][0].id not in usual:
            usual[ranked[0][0].id] = _companions(ranked[0], beside)
        company = beside.get(voice.doc, frozenset()) & usual[ranked[0][0].id]
        near_days = [v for v in ahead if near(voice, v, days=DAYS_OF_AN_EVENT)] if voice.published else []
        wanted = IN_ONE_EVENT if near_days else IN_OTHER_TIMES
        one = next((v for v in (near_days or ahead) if len(company & beside.get(v.doc, frozenset())) >= wanted), None)
        if one is not None:
            names = ", ".join(sorted(company & beside.get(one.doc, frozenset()))[:3])
            why = (
                "{a} and {b}: nobody else of that surname is named here, and both are named beside the same ("
                + names
                + ")."
            )
            yield link(voice, one, "certain", 0.8, "surname and company", why)
            return
    yield link(voice, ranked[0][0], "probable", 0.5, "surname", "{a} and {b}: one may be short for the other.")


def _companions(group: Sequence[Voice], beside: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Whom half of a person's documents, and three at least, name too."""
    own = {fold(w).removesuffix("s") for w in words_of(group[0].name)}
    docs = sorted({v.doc for v in group})[:LARGEST]
    seen = Counter(name for doc in docs for name in beside.get(doc, ()) if name not in own)
    return frozenset(name for name, n in seen.items() if n >= max(FEWEST, len(docs) / 3))


def _size(group: Sequence[Voice]) -> tuple[int, str]:
    return -len(group), group[0].id


def _titled(voice: Voice) -> str | None:
    return f"{surname(voice.name)} {' '.join(voice.roles)}" if voice.roles else None


def _offices(by_key: Full, roles: Sequence[Voice]) -> Iterator[PartyLink]:
    """Link "Russian FM" to the one with that office of that state about that time; certain where many name him so."""
    holders: dict[tuple[str, str], dict[str, list[Voice]]] = {}
    for key, voices in by_key.items():
        for voice in voices:
            for role in voice.roles:
                for state in voice.states:
                    holders.setdefault((role, state), {}).setdefault(key, []).append(voice)
    for voice in roles:
        groups: dict[str, list[Voice]] = {}
        for role in voice.roles:
            for state in voice.states:
                for key, group in holders.get((role, state), {}).items():
                    at_the_time = [v for v in group if near(voice, v)]
                    if at_the_time:
                        groups.setdefault(key, []).extend(at_the_time)
        ranked = sorted(groups.values(), key=_size)
        if ranked and (len(ranked) == 1 or len(ranked[0]) >= FEWEST * len(ranked[1])):
            close = [v for v in ranked[0] if near(voice, v, days=DAYS_OF_AN_EVENT)]
            sure = bool(voice.published) and len(close) >= FEWEST and len(voice.states) == 1
            yield link(voice, (close or ranked[0])[0], "certain" if sure else "probable", 0.8 if sure else 0.6,
                       "office and date", "{a} and {b} are the same office of one state at that time.")  # fmt: skip
