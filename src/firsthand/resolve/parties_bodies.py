"""Bodies across documents: known names, the same words in another order or language, short forms, initials, states."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from firsthand.languages import codes, language
from firsthand.model import PartyLink, Voice
from firsthand.outlets import Registry
from firsthand.resolve.bodies import common_words, kinds_of_body, known_body
from firsthand.resolve.parties_keys import all_people, body_words, described, fold, initials, table, without_article
from firsthand.resolve.parties_links import link, near, same

BODIES = ("named_organisation", "outlet")
FEWEST = 3
SHORTEST = 3
MONTHS = 90
GOVERNING = frozenset({"government", "regime", "presidency", "administration", "foreign", "defence"})

Words = tuple[frozenset[str], frozenset[str]]


def is_body(voice: Voice) -> bool:
    """Whether a voice is a body with a name of its own, whatever kind of source its words looked like."""
    if voice.kind in BODIES:
        return voice.name != voice.name.lower() or voice.kind == "named_organisation"
    if known_body(without_article(described(voice.name))):
        return True
    words = [fold(w) for w in voice.name.split()]
    if voice.kind == "collective":
        return bool(_states_own() & set(words)) and any(w[:1].isupper() for w in voice.name.split())
    if voice.kind != "named_person" or len(words) < 2:
        return False
    place = next((k for k, w in enumerate(words) if w in _nouns()), None)
    if place is None or _first_names() & set(words[place + 1 :]):
        return False
    return place == len(words) - 1 or words[place + 1] in _small()


@cache
def _small() -> frozenset[str]:
    return frozenset(fold(w) for code in codes() for w in language(code).words.prepositions)


@cache
def _first_names() -> frozenset[str]:
    return frozenset(fold(w) for people in all_people() for w in people.masculine | people.feminine)


@cache
def _nouns() -> frozenset[str]:
    groups = (language(code).words.group_nouns for code in codes())
    return frozenset(fold(w) for nouns in (*groups, *(people.bodies for people in all_people())) for w in nouns)


@cache
def _states_own() -> frozenset[str]:
    """Words for bodies of which a state has one, so that they need its name to be told apart ("army")."""
    return frozenset(fold(w) for people in all_people() for w in people.standing) | {"regime"}


def links(bodies: Sequence[Voice], outlets: Registry) -> Iterator[PartyLink]:
    """Yield every link that the names of bodies give."""
    keys = {v.id: _key(v, outlets) for v in bodies}
    yield from same(
        bodies, lambda v: keys[v.id], "certain", 0.95, "name of a body", "{a} and {b} are one name of a body."
    )
    yield from _of_a_state(bodies, outlets)
    yield from _short(bodies, keys, outlets)
    yield from _acronyms(bodies, keys)


def named(name: str, outlets: Registry) -> str | None:
    """Return the own name of a body or outlet that goes by several, also where words around only say what it is."""
    plain = described(name)
    for tried in (name, plain, *_cut(plain)):
        known = known_body(tried)
        if known is not None:
            return known
        whole = tried in (name, plain)
        outlet = outlets.by_name(tried) if any(c.isupper() for c in tried) else None
        if outlet is None:
            continue
        only_described = set(plain.split()) - set(tried.split()) <= _media_words(plain)
        if whole or (only_described and fold(tried) not in outlets.common_words):
            return outlet.name
    return None


def _media_words(name: str) -> set[str]:
    """The words of a name that say that it is a medium, or of which state."""
    listed = _media() | _reporters()
    return {w for w in name.split() if fold(w) in listed or table("nations").get(w.lower())}


def _cut(plain: str) -> Iterator[str]:
    """Yield a name without what describes it: "newspaper", "Syrian state agency", "terrorist group"."""
    words = plain.split()
    while len(words) > 1 and (fold(words[0]) in _nouns() | _media() or table("nations").get(words[0].lower())):
        words = words[1:]
        if words[0][:1].isupper():
            yield " ".join(words)
    words = plain.split()
    if fold(words[-1]) not in _nouns() | _media() | _reporters():
        return
    while len(words) > 1 and (fold(words[-1]) in _nouns() | _media() | _reporters() or words[-1].islower()):
        words = words[:-1]
        yield " ".join(words)
        yield " ".join(words).removesuffix("'s").removesuffix("’s").removesuffix("s")


@cache
def _media() -> frozenset[str]:
    return frozenset(fold(w) for code in codes() for w in language(code).relays.outlet_nouns) | {"news", "agency"}


@cache
def _reporters() -> frozenset[str]:
    return frozenset({"correspondent", "reporter", "korrespondent", "reporterin"})


def _key(voice: Voice, outlets: Registry) -> str | None:
    known = named(voice.name, outlets)
    if known is not None:
        return f"= {known}"
    words, states = body_words(voice.name, kinds_of_body())
    if not words or (len(words) == 1 and words <= _states_own() and not states):
        return None  # "the Army", "the Ministry": one a state
    if words & _states_own() and not states and len(voice.states) == 1:
        states = frozenset(voice.states)
    month = [f"#{(voice.published or '')[:7]}"] if not states and words <= _nouns() | _common() else []
    return " ".join((*sorted(words), *sorted(f"@{s}" for s in states), *month))


@cache
def _common() -> frozenset[str]:
    """Words that name no body by themselves ("National Coalition"), so that such a name is good for a month only."""
    return frozenset(common_words())


def _of_a_state(bodies: Sequence[Voice], outlets: Registry) -> Iterator[PartyLink]:
    """Link "the Defence Ministry" in an article on Russia to "Russian Defence Ministry": certain where near by date."""
    with_state: dict[frozenset[str], dict[str, list[Voice]]] = {}
    bare: list[tuple[Voice, frozenset[str]]] = []
    for voice in bodies:
        if named(voice.name, outlets):
            continue
        words, states = body_words(voice.name, kinds_of_body())
        if states:
            with_state.setdefault(words, {}).setdefault(" ".join(sorted(states)), []).append(voice)
        elif words & _states_own() or len(words) > 1:
            bare.append((voice, words))
    for voice, words in bare:
        own = with_state.get(words, {})
        group = _most(list(own.values()))
        if group is None:
            continue
        one = next((v for v in group if near(voice, v, days=MONTHS)), None)
        if one is not None and not words & _states_own():
            yield link(voice, one, "certain", 0.85, "name without its state", "{a} and {b} differ in the state alone.")
        else:
            yield link(voice, one or group[0], "probable", 0.5, "name without its state",
                       "{a} and {b} differ in the state alone.")  # fmt: skip


def _most(groups: Sequence[list[Voice]]) -> list[Voice] | None:
    """The only group, or the one with several times the voices of the next."""
    ranked = sorted(groups, key=lambda g: (-len(g), g[0].id))
    if ranked and (len(ranked) == 1 or len(ranked[0]) >= FEWEST * len(ranked[1])):
        return ranked[0]
    return None


def _short(bodies: Sequence[Voice], keys: dict[str, str | None], outlets: Registry) -> Iterator[PartyLink]:
    """Link "the Observatory" to the one long name that holds its words: certain where many use the long one."""
    holders: dict[str, dict[str, list[Voice]]] = {}
    for voice in bodies:
        words, _ = body_words(named(voice.name, outlets) or voice.name, kinds_of_body())
        if len(words) >= SHORTEST or (len(words) == SHORTEST - 1 and not words & _states_own()):
            for word in words:
                holders.setdefault(word, {}).setdefault(keys[voice.id] or "", []).append(voice)
    for voice in bodies:
        name = without_article(described(voice.name))
        words, states = body_words(name, kinds_of_body())
        if (
            states
            or not 0 < len(words) < SHORTEST
            or not name[:1].isupper()
            or words & _states_own()
            or words <= _common()
        ):
            continue
        if (keys[voice.id] or "").startswith("= "):
            continue
        groups = [
            {k: [v for v in vs if near(voice, v, days=MONTHS)] for k, vs in holders.get(word, {}).items()
             if k != keys[voice.id]}
            for word in words
        ]  # fmt: skip
        common = [vs for k, vs in groups[0].items() if vs and all(k in other for other in groups[1:])]
        group = _most(common) if common else None
        if group:
            sure = len(group) >= FEWEST + 2
            yield link(voice, group[0], "certain" if sure else "probable", 0.8 if sure else 0.5, "short name of a body",
                       "{a} and {b}: one is short for the other, and nothing else here has these words.")  # fmt: skip


def _acronyms(bodies: Sequence[Voice], keys: dict[str, str | None]) -> Iterator[PartyLink]:
    """Link "SOHR" to the one long name with these initials."""
    long: dict[str, dict[str, Voice]] = {}
    for voice in bodies:
        short = initials(described(voice.name))
        if short:
            long.setdefault(short, {}).setdefault(keys[voice.id] or voice.id, voice)
    for voice in bodies:
        name = voice.name.replace(".", "")
        own = long.get(name.casefold(), {}) if name.isupper() and len(name) >= FEWEST else {}
        if len(own) == 1:
            yield link(
                voice, next(iter(own.values())), "certain", 0.85, "initials", "{a} and {b}: one is the initials."
            )


def place(voice: Voice) -> str | None:
    """The key of a state's name, or of a place that speaks for one; two places of one state have two keys."""
    name = without_article(voice.name).lower()
    for tried in (voice.name.lower(), name):
        if tried in table("places"):
            return f"place {fold(known_body(voice.name) or name)}"
    state = table("nations").get(name)
    return f"state {state}" if state else None


def place_links(spoken: Sequence[Voice]) -> Iterator[PartyLink]:
    """Link one place's names, and the places that speak for one government with each other and with their state."""
    yield from same(spoken, place, "certain", 0.95, "name of a state or place", "{a} and {b} name one place.")
    first: dict[tuple[str, ...], dict[str, Voice]] = {}
    for voice in spoken:
        first.setdefault(voice.states, {}).setdefault(place(voice) or "", voice)
    for group in first.values():
        head, *others = [group[key] for key in sorted(group, reverse=True)]
        for other in others:
            yield link(head, other, "probable", 0.5, "place of a government", "{a} and {b} may speak for one state.")


def government_links(bodies: Sequence[Voice], spoken: Sequence[Voice]) -> Iterator[PartyLink]:
    """Link "Russian Defence Ministry" with "Russia" or "Moscow", as probable: it may speak for its state."""
    heads: dict[str, Voice] = {}
    for voice in sorted(spoken, key=lambda v: place(v) or "", reverse=True):
        heads.setdefault(" ".join(voice.states), voice)
    seen: Counter[str] = Counter()
    for voice in bodies:
        words, states = body_words(voice.name, kinds_of_body())
        head = heads.get(" ".join(states)) if len(states) == 1 else None
        if head is not None and words and words <= GOVERNING | {"ministry"} and words & GOVERNING:
            seen[head.id] += 1
            yield link(head, voice, "probable", 0.4, "body of a government", "{a} and {b} may speak for one state.")
