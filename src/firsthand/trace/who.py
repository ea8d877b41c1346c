"""Who the parties of a claim's reports are over a whole corpus: a key that is equal for one party, and its name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from firsthand.model import Chain, Parties, Party, Reading, SourceKind, Span, Speaker, Voice
from firsthand.outlets import Outlet, Registry
from firsthand.resolve.outlet import meant

MEDIA = ("agency", "broadcaster", "newspaper", "magazine", "state media", "blog", "platform", "aggregator")
"""Kinds of outlet that pass on what others say; who else has a site of its own speaks for himself."""

NAMED = ("named_person", "named_organisation", "outlet")
"""Kinds of party that have a name."""

TOGETHER = 8
"""Letters from which two names that differ only in the signs between them are one."""

INITIALS = 5
"""Letters of the longest name that is the initials of an agency."""


class Someone(msgspec.Struct, frozen=True, kw_only=True):
    """A party: ``key`` is equal wherever it is certainly the same, ``name`` its fullest name, ``kind`` what it is."""

    key: str
    name: str
    kind: SourceKind


def publisher_of(reading: Reading) -> str | None:
    """Return the name of the outlet that published a document, as it is known or given."""
    return reading.publisher.name if reading.publisher else reading.document.outlet


def credited_as(outlet: Outlet) -> str:
    """Return the name an outlet's copy is credited by: of an agency its initials ("AFP"), where it has some."""
    short = [alias for alias in outlet.aliases if alias.isalpha() and alias.isupper() and len(alias) <= INITIALS]
    return short[0] if outlet.kind == "agency" and short else outlet.name


def _shown(party: Party, voices: Sequence[Voice]) -> str:
    """Return the name to show: a person's fullest, a body's most used (of those used alike, the fullest)."""
    if party.kind == "named_person":
        return party.name
    used = Counter(voice.name for voice in voices)
    return max(used, key=lambda name: (used[name], len(name), name))


def _together(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _plain(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")


class Who:
    """The parties of a corpus, found by statement or by name."""

    def __init__(self, readings: Iterable[Reading], parties: Parties, *, outlets: Registry) -> None:
        self._outlets = outlets
        readings = tuple(readings)
        self._houses = {_plain(name): name for name in sorted(filter(None, map(publisher_of, readings)))}
        self._index(parties)
        self.probable: dict[frozenset[str], str] = {}
        where = {id_: party.id for party in parties.parties for id_ in party.voices}
        for link in parties.links:
            if link.level == "probable" and where[link.a] != where[link.b]:
                self.probable.setdefault(frozenset((where[link.a], where[link.b])), link.why)
        self.speakers: dict[str, list[Speaker]] = defaultdict(list)
        self.chains: dict[str, Chain] = {}
        for reading in readings:
            for speaker in reading.speakers:
                self.speakers[speaker.attribution].append(speaker)
            for chain in reading.chains:
                self.chains[chain.attribution] = chain

    def _index(self, parties: Parties) -> None:
        voices = {voice.id: voice for voice in parties.voices}
        self._by_statement: dict[tuple[str, str], Someone] = {}
        self._by_name: dict[str, Someone] = {}
        self._by_letters: dict[str, Someone] = {}
        self._by_surname: dict[str, Counter[str]] = defaultdict(Counter)
        self._someone_of: dict[str, Someone] = {}
        for party in parties.parties:
            own = [voices[id_] for id_ in party.voices]
            someone = self._one(self._someone(party.id, _shown(party, own), party.kind))
            for voice in own:
                for attribution in voice.attributions:
                    self._by_statement[(attribution, voice.name)] = someone
            if party.kind in NAMED:
                for name in party.names:
                    self._by_name.setdefault(name.casefold(), someone)
            if party.kind == "named_person":
                self._someone_of[party.id] = someone
                for last in {name.casefold().split()[-1] for name in party.names if name.strip()}:
                    self._by_surname[last][party.id] += len(party.voices)

    def _one(self, someone: Someone) -> Someone:
        """Return the party met before whose name differs only in signs between its letters ("Jaish al-Islam")."""
        together = _together(someone.name)
        if someone.kind not in NAMED or len(together) < TOGETHER:
            return someone
        known = self._by_letters.setdefault(together, someone)
        if known.kind == "named_person" and someone.kind != "named_person":
            known = self._by_letters[together] = msgspec.structs.replace(known, kind=someone.kind)
        return known

    def _someone(self, key: str, name: str, kind: SourceKind) -> Someone:
        if _plain(name) in self._houses or (kind in ("outlet", "named_organisation") and self.is_outlet(name)):
            return self.outlet(name)
        # An outlet that neither is read nor listed is a party like any other: nobody can tell what it passed on.
        return Someone(key=key, name=name, kind="named_organisation" if kind == "outlet" else kind)

    def outlet(self, name: str) -> Someone:
        """Return an outlet or agency as a party, by any of its names; one that is read before one that is listed."""
        known = meant(name, self._outlets)
        if known is not None and known.kind == "organisation":  # its site is its own voice, whatever it is called there
            return Someone(key=f"outlet {known.name}", name=known.name, kind="named_organisation")
        usual = self._houses.get(_plain(name))
        if usual is not None:
            return Someone(key=f"outlet {usual}", name=usual, kind="outlet")
        if known is None:
            return Someone(key=f"outlet {name}", name=name, kind="outlet")
        kind: SourceKind = "outlet" if known.kind in MEDIA else "named_organisation"
        return Someone(key=f"outlet {known.name}", name=credited_as(known), kind=kind)

    def published(self, reading: Reading, span: Span) -> tuple[int, Someone | None]:
        """Return whose text a stretch of a document is: the item of a press review it stands in (-1: none), and whom.

        A press review's own words have no publisher unless the document has one.
        """
        for number, item in enumerate(reading.items):
            if Span(item.heading.start, (item.body or item.heading).end).overlaps(span):
                name = item.outlet or item.domain
                return number, self.outlet(name) if name else None
        name = publisher_of(reading)
        return -1, self.outlet(name) if name else None

    def is_outlet(self, name: str) -> bool:
        """Whether this is the name of an outlet that is read or listed."""
        return _plain(name) in self._houses or self._outlets.by_name(name) is not None

    def speaking(self, speaker: Speaker, *, written: str = "") -> Someone:
        """Return the party that a statement's speaker is; an outlet that is read, where the source is just its name."""
        if _plain(written) in self._houses:
            return self.outlet(written)
        known = self._by_statement.get((speaker.attribution, speaker.name))
        return known or Someone(key=f"statement {speaker.attribution}", name=speaker.name, kind=speaker.kind)

    def as_printed(self, someone: Someone, written: str) -> str:
        """Return the one of a body's listed names that stands in a source as written; else its usual one."""
        known = self._outlets.by_name(someone.name) if someone.key.startswith("outlet ") else None
        if known is None:
            return someone.name
        plain = _plain(written)
        inside = [name for name in (known.name, *known.aliases) if _plain(name) in plain and len(name.split()) > 1]
        return max(inside, key=len, default=someone.name)

    def meant(self, name: str) -> Someone:
        """Return the party a claim means by a name: the one so called, else the bearer of the surname heard most."""
        known = self.named(name)
        if known is not None and (known.kind != "named_person" or " " in name):
            return known
        bearers = self._by_surname.get(name.casefold().split()[-1])
        if bearers:
            return self._someone_of[max(sorted(bearers), key=bearers.__getitem__)]
        return known or Someone(key=f"name {name.casefold()}", name=name, kind="named_person")

    def named(self, name: str) -> Someone | None:
        """Return the party of a name, where the corpus or the registry of outlets knows it."""
        if self.is_outlet(name):
            return self.outlet(name)
        return self._by_name.get(name.casefold()) or self._by_letters.get(_together(name))
