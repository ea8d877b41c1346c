"""Make simulated cascades: invented events whose every report, chain and origin is known.

    python bench/cascades_make.py FOLDER [DOCUMENTS] [LEVEL] [SEED]

Writes FOLDER/corpus.jsonl, gold.jsonl (claims as ../shared/eval/origins.py reads them) and outlets.toml. A level adds
ways of depending that are harder to see to those of the levels below it:

1  articles of one's own that name their source; an agency's dispatch printed as it is, with credit
2  the same without credit; shortened; two agencies at one briefing, each in its own words
3  shortened without credit; retold with the source named; another outlet cited with its source; other numbers; denials
4  the source named by its office alone; an outlet cited without its source; two outlets that cite each other;
   background that unrelated articles share
5  retold with no source named, kept together by details that nobody else has

Two sources are never told in the same words by chance: no quotation is shared, and no run of eight words of the claim
where it can be helped. An unnamed source speaks to one agency alone, since two unnamed ones are not one by default.

The words are in cascades.toml. What is unlike life: one claim an event, English alone, sentences from a few
dozen moulds, and no outlet that is wrong on purpose.
"""

import datetime
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

WORDS = Path(__file__).with_name("cascades.toml")
AN_EVENT = 14
"""Documents of one event."""
RELATED = 0.7
"""Share of the documents that belong to an event."""

TRIES, RUN = 60, 8
"""Times that a wording is drawn anew because another source has a run of so many words in common with it."""
ANY = re.compile(r"\[([^\[\]]*)\]")

MODES: dict[int, dict[str, float]] = {
    1: {"own": 2, "wire": 3},
    2: {"unsigned": 3, "shortened": 2, "second_agency": 2},
    3: {"shortened_unsigned": 3, "retold": 3, "cited": 3, "variant": 1.5, "denied": 0.7},
    4: {"office": 3, "cited_only": 3, "round": 1.5},
    5: {"dropped": 5},
}
Row = dict[str, Any]


class EventWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words for one sort of event."""

    thing: list[str]
    claim: str
    tells: list[str]


class SourceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The offices of one sort of source."""

    kind: str
    office: list[str]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything in cascades.toml."""

    syllables: list[str]
    first_names: list[str]
    agencies: list[str]
    papers: list[str]
    weekdays: list[str]
    event: list[EventWords]
    source: list[SourceWords]
    say: dict[str, list[str]]
    more: dict[str, Any]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody whose word a claim is. ``full`` is how one is introduced, ``name`` how one is listed in a chain."""

    name: str
    full: str
    office: str
    kind: str


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What happened, and who says so. ``details``: what one telling alone has, by its source's name."""

    words: EventWords
    slots: dict[str, str]
    date: datetime.date
    sources: tuple[Source, ...]
    details: dict[str, tuple[str, ...]]


def load() -> Words:
    """Read the words."""
    return msgspec.toml.decode(WORDS.read_bytes(), type=Words)


class Maker:
    """Makes documents, gold and outlets from a seed."""

    def __init__(self, level: int, seed: int) -> None:
        self.words = load()
        self.dice = random.Random(f"{level}/{seed}")
        self.level = level
        self.agencies = [f"{self.name()} {self.dice.choice(self.words.agencies)}" for _ in range(4)]
        self.papers = sorted({f"{self.name()} {self.dice.choice(self.words.papers)}" for _ in range(60)})
        self.rows: list[Row] = []

    def name(self, parts: int = 2) -> str:
        """Return an invented name."""
        return "".join(self.dice.sample(self.words.syllables, parts)).capitalize()

    def make(self, documents: int) -> tuple[list[Row], list[Row]]:
        """Return so many documents and the claims among them."""
        claims: list[Row] = []
        related = max(AN_EVENT // 2, round(documents * RELATED))
        while len(self.rows) + AN_EVENT // 2 <= related:
            claims.append(self.cascade(len(claims), min(AN_EVENT, related - len(self.rows))))
        while len(self.rows) < documents:
            self.publish(self.dice.choice(self.papers), self.date(), [self.unrelated()])
        self.dice.shuffle(self.rows)
        return self.rows, claims

    def outlets(self) -> str:
        """Return the outlets as a file that ``--outlets`` takes."""
        lines = []
        for name in (*self.agencies, *self.papers):
            kind = "agency" if name in self.agencies else "newspaper"
            domain = name.lower().replace(" ", "") + ".example"
            lines.append(f'[[outlet]]\nname = "{name}"\ndomains = ["{domain}"]\nkind = "{kind}"\n')
        return "\n".join(lines)

    def date(self) -> datetime.date:
        """Return a day of the year."""
        return datetime.date(2025, 1, 1) + datetime.timedelta(days=self.dice.randrange(300))

    def cascade(self, number: int, documents: int) -> Row:
        """Make one event with its documents, and return its claim."""
        event = self.event()
        reports: list[Row] = []
        telling = Telling(self, event, reports)
        weights = {mode: weight for level in range(1, self.level + 1) for mode, weight in MODES[level].items()}
        modes = list(weights)
        # Every source is first told by an article of its own, so that its origin can be found at all.
        before = len(self.rows)
        for source in event.sources:
            telling.first(source)
        while len(self.rows) - before < documents:
            mode = self.dice.choices(modes, [weights[one] for one in modes])[0]
            telling.tell(mode, self.dice.choice(event.sources))
        labels = {r["origin"] for r in reports if r["stance"] == "supports" and not r["variant"]}
        sure = {source.name for source in event.sources}
        slots = event.slots | {"date": f"{event.date.day} {event.date:%B %Y}"}
        return {
            "id": f"L{self.level}.{number}",
            "event": f"L{self.level}.{number}",
            "claim": event.words.claim.format(**slots),
            "reports": reports,
            "independent_origins": {"min": len(sure), "best": len(sure & labels), "max": len(labels)},
        }

    def event(self) -> Event:
        """Return an event with one to three sources."""
        words = self.dice.choice(self.words.event)
        date = self.date()
        place = self.name(self.dice.choice((2, 2, 3)))
        slots = {
            "n": str(self.dice.randrange(13, 160)),
            "place": place,
            "thing": self.dice.choice(words.thing),
            "day": self.words.weekdays[date.weekday()],
        }
        sources = tuple(self.source(place, kind) for kind in self.kinds())
        details = {source.name: tuple(self.detail() for _ in range(2)) for source in sources}
        return Event(words=words, slots=slots, date=date, sources=sources, details=details)

    def kinds(self) -> list[SourceWords]:
        """Return what sorts of source an event has, no unnamed one first."""
        count = self.dice.choices((1, 2, 3), (3, 4, 2))[0]
        kinds = self.dice.sample(self.words.source, count)
        return kinds if kinds[0].kind != "unnamed" else [*kinds[1:], kinds[0]]

    def source(self, place: str, words: SourceWords) -> Source:
        """Return a source of one sort."""
        office = self.dice.choice(words.office)
        if words.kind == "named_person":
            name = f"{self.dice.choice(self.words.first_names)} {self.name()}"
            return Source(name=name, full=f"{office} {name}", office=f"the {office}", kind=words.kind)
        if words.kind == "named_organisation":
            name = f"{place} {office}"
            return Source(name=name, full=f"the {name}", office=f"the {office}", kind=words.kind)
        return Source(name=office, full=office, office=office, kind=words.kind)

    def detail(self) -> str:
        """Return a sentence that nobody else has."""
        form = self.dice.choice(self.words.more["details"])
        roll = self.dice.randrange
        return str(form.format(minute=roll(2, 58), m=roll(3, 90), k=roll(3, 40), word=self.name()))

    def filler(self, count: int) -> list[str]:
        """Return sentences that anybody may have."""
        return self.dice.sample(self.words.more["filler"], count)

    def unrelated(self) -> str:
        """Return an article on something else."""
        who = f"{self.dice.choice(self.words.first_names)} {self.name()}"
        slots = {"place": self.name(), "day": self.dice.choice(self.words.weekdays), "who": who}
        told = self.dice.choice(self.words.more["unrelated"]).format(n=self.dice.randrange(2, 90), **slots)
        return " ".join([str(told), *self.filler(3)])

    def publish(self, outlet: str, date: datetime.date, paragraphs: Sequence[str]) -> str:
        """Keep a document and return its id."""
        id_ = f"d{len(self.rows):06}"
        text = "\n\n".join(paragraphs)
        self.rows.append({"id": id_, "text": text, "lang": "en", "outlet": outlet, "published": date.isoformat()})
        return id_


class Telling:
    """Tells one event in documents, each in one of the modes, and writes down what each rests on."""

    def __init__(self, maker: Maker, event: Event, reports: list[Row]) -> None:
        self.maker, self.event, self.reports = maker, event, reports
        self.dice = maker.dice
        self.dispatches: dict[str, tuple[str, list[str]]] = {}
        self.articles: dict[str, list[str]] = {}
        self.used: dict[str, str] = {}
        quotes = self.dice.sample(maker.words.more["quotes"], 2 * len(event.sources))
        # Two sources never say the same: nobody's quotation is another's.
        self.quotes = {source.name: quotes[2 * n : 2 * n + 2] for n, source in enumerate(event.sources)}

    def told(self, source: Source, **other: str) -> str:
        """Return the event as a clause, in words that were not used on another source's word, if there are some."""
        told = ""
        for _ in range(TRIES):
            form = ANY.sub(lambda m: self.dice.choice(m[1].split("|")), self.dice.choice(self.event.words.tells))
            told = form.format(**(self.event.slots | other))
            if all(self.used.get(run, source.name) == source.name for run in runs(told)):
                break
        for run in runs(told):
            self.used.setdefault(run, source.name)
        return told

    def say(self, form: str, source: Source, *, who: str = "", o: str = "", **other: str) -> str:
        """Return a sentence that tells the event in one form of speech."""
        told = self.told(source, **other)
        if form in ("before", "own"):
            told += self.dice.choice(self.maker.words.more["tails"])
        sentence = self.dice.choice(self.maker.words.say[form]).format(told=told, who=who, o=o)
        return sentence[:1].upper() + sentence[1:]

    def first(self, source: Source) -> None:
        """Tell it as it is first heard of."""
        self.tell("own", source)

    def tell(self, mode: str, source: Source) -> None:
        """Tell it in one of the modes."""
        if source.kind == "unnamed" and mode in ("own", "office", "second_agency"):
            mode = "wire"
        getattr(self, mode)(source)

    def quote(self, source: Source) -> str:
        """Return words in quotation marks."""
        return str(self.dice.choice(self.quotes[source.name]).format(who=source.name))

    def paper(self) -> str:
        """Return an outlet that has not told this event."""
        used = {report["outlet"] for report in self.reports}
        free = [name for name in self.maker.papers if name not in used]
        return self.dice.choice(free or self.maker.papers)

    def keep(
        self,
        source: Source,
        outlet: str,
        paragraphs: list[str],
        lead: str,
        *,
        chain: Sequence[str],
        inferred: Sequence[str] = (),
        stance: str = "supports",
        variant: str | None = None,
        later: int = 1,
    ) -> None:
        """Publish paragraphs, of which one holds the sentence ``lead``, and write down the report."""
        if self.maker.level >= 4 and self.dice.random() < 0.5:
            paragraphs = [*paragraphs, *self.shared(outlet)]
        date = self.event.date + datetime.timedelta(days=self.dice.randrange(later, later + 2))
        id_ = self.maker.publish(outlet, date, paragraphs)
        text = self.maker.rows[-1]["text"]
        start = text.index(lead)
        self.reports.append(
            {
                "doc": id_, "outlet": outlet, "spans": [[start, start + len(lead)]], "stance": stance,
                "variant": variant, "chain": list(chain), "chain_inferred": list(inferred), "origin": source.name,
                "origin_kind": source.kind, "mode": sys._getframe(1).f_code.co_name,
            }
        )  # fmt: skip

    def shared(self, outlet: str) -> list[str]:
        """Return paragraphs that articles of any origin share."""
        background = self.maker.words.more["background"]
        return [
            str(background[0]).format(**self.event.slots),
            str(background[1]),
            f"{outlet}. {self.maker.words.more['footer']}",
        ]

    def own(self, source: Source) -> None:
        """Tell it in an article of one's own that names its source."""
        lead = self.say(self.dice.choice(("after", "before")), source, who=source.full)
        outlet = self.paper()
        named = [self.quote(source)] if source.kind == "named_person" else []
        self.keep(source, outlet, [lead, *named, *self.maker.filler(2)], lead, chain=[source.name], later=0)
        self.articles.setdefault(source.name, []).append(outlet)

    def dispatch(self, source: Source, *, agency: str | None = None) -> tuple[str, list[str]]:
        """Return the dispatch of an agency on one source's word: the same each time, with details of its own."""
        key = f"{source.name}/{agency or ''}"
        if key not in self.dispatches:
            taken = {name for name, _ in self.dispatches.values()}
            name = agency or self.dice.choice(
                [one for one in self.maker.agencies if one not in taken] or self.maker.agencies
            )
            form = self.dice.choice(("after", "before"))
            named = [self.quote(source)] if source.kind == "named_person" else []
            rest = [*named, *self.event.details[source.name][:1], " ".join(self.maker.filler(3)), *self.maker.filler(2)]
            self.dispatches[key] = (name, [self.say(form, source, who=source.full), *rest])
        return self.dispatches[key]

    def dateline(self, agency: str, paragraphs: list[str]) -> list[str]:
        """Credit an agency the way it signs."""
        return [f"{self.event.slots['place'].upper()} ({agency}) - {paragraphs[0]}", *paragraphs[1:]]

    def shorter(self, paragraphs: list[str]) -> list[str]:
        """Return a dispatch as a desk prints it: some paragraphs gone, the lead kept."""
        rest = [one for one in paragraphs[1:] if self.dice.random() < 0.6]
        return [paragraphs[0], *(rest or paragraphs[1:2])]

    def wire(self, source: Source) -> None:
        """Print a dispatch as it is, with credit."""
        agency, text = self.dispatch(source)
        outlet = self.paper()
        self.keep(source, outlet, self.dateline(agency, text), text[0], chain=[source.name, agency])
        if source.kind == "unnamed":
            self.articles.setdefault(source.name, []).append(outlet)

    def unsigned(self, source: Source) -> None:
        """Print it without credit."""
        agency, text = self.dispatch(source)
        self.keep(source, self.paper(), text, text[0], chain=[source.name], inferred=[agency])

    def shortened(self, source: Source) -> None:
        """Print parts of it, with credit."""
        agency, text = self.dispatch(source)
        lines = self.dateline(agency, self.shorter(text))
        self.keep(source, self.paper(), lines, text[0], chain=[source.name, agency])

    def shortened_unsigned(self, source: Source) -> None:
        """Print parts of it, without credit."""
        agency, text = self.dispatch(source)
        self.keep(source, self.paper(), self.shorter(text), text[0], chain=[source.name], inferred=[agency])

    def second_agency(self, source: Source) -> None:
        """Print what another agency made of the same briefing."""
        first, _ = self.dispatch(source)
        others = [name for name in self.maker.agencies if name != first]
        agency, text = self.dispatch(source, agency=others[0])
        self.keep(source, self.paper(), self.dateline(agency, text), text[0], chain=[source.name, agency])

    def retold(self, source: Source) -> None:
        """Retell what the source told an agency."""
        agency, _ = self.dispatch(source)
        lead = self.say("to_agency", source, who=source.full, o=agency)
        self.keep(source, self.paper(), [lead, *self.maker.filler(3)], lead, chain=[source.name, agency])

    def cited(self, source: Source) -> None:
        """Cite another outlet and its source."""
        other = self.dice.choice(self.articles[source.name])
        lead = self.say("cite", source, who=source.full, o=other)
        self.keep(source, self.paper(), [lead, *self.maker.filler(2)], lead, chain=[source.name, other], later=2)

    def cited_only(self, source: Source) -> None:
        """Cite another outlet and not its source."""
        other = self.dice.choice(self.articles[source.name])
        lead = self.say("cite_only", source, o=other)
        self.keep(source, self.paper(), [lead, *self.maker.filler(2)], lead, chain=[source.name, other], later=2)

    def office(self, source: Source) -> None:
        """Name the source by its office alone."""
        lead = self.say(self.dice.choice(("after", "before")), source, who=source.office)
        self.keep(source, self.paper(), [lead, *self.maker.filler(3)], lead, chain=[source.office])

    def dropped(self, source: Source) -> None:
        """Retell a dispatch, a rare detail kept, and name nobody."""
        self.dispatch(source)
        detail = self.event.details[source.name][0]
        lead = self.say("own", source)
        self.keep(source, self.paper(), [lead, detail, *self.maker.filler(2)], lead, chain=[], inferred=[source.name])

    def round(self, source: Source) -> None:
        """Two outlets, each of which has it from the other; no source stands behind them."""
        used = {report["outlet"] for report in self.reports}
        one, two = self.dice.sample([name for name in self.maker.papers if name not in used], 2)
        label = f"circle of {min(one, two)} and {max(one, two)}"
        nobody = Source(name=label, full=label, office=label, kind="circular")
        for outlet, other in ((one, two), (two, one)):
            lead = self.say("cite_only", nobody, o=other)
            self.keep(nobody, outlet, [lead, *self.maker.filler(2)], lead, chain=[other], later=2)

    def variant(self, source: Source) -> None:
        """Give another number on the same word."""
        number = str(int(self.event.slots["n"]) + self.dice.choice((-4, -3, 3, 5, 11)))
        lead = self.say("after", source, who=source.full, n=number)
        self.keep(source, self.paper(), [lead, *self.maker.filler(2)], lead, chain=[source.name], variant=number)

    def denied(self, source: Source) -> None:
        """Let somebody deny it."""
        denier = self.maker.source(self.event.slots["place"], self.maker.words.source[1])
        lead = self.say("deny", denier, who=denier.full)
        self.keep(denier, self.paper(), [lead, *self.maker.filler(2)], lead, chain=[denier.name], stance="denies")


def runs(text: str) -> set[str]:
    """Return every run of so many words."""
    words = text.split()
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def write(folder: Path, *, documents: int, level: int, seed: int = 1, claims: int | None = None) -> tuple[int, int]:
    """Write a corpus, its gold and its outlets; return how many documents and claims. ``claims``: at most so many."""
    folder.mkdir(parents=True, exist_ok=True)
    maker = Maker(level, seed)
    rows, gold = maker.make(documents)
    gold = gold[:claims]
    lines: Callable[[list[Row]], Iterator[str]] = lambda many: (json.dumps(one) + "\n" for one in many)  # noqa: E731
    (folder / "corpus.jsonl").write_text("".join(lines(rows)), encoding="utf-8")
    (folder / "gold.jsonl").write_text("".join(lines(gold)), encoding="utf-8")
    (folder / "outlets.toml").write_text(maker.outlets(), encoding="utf-8")
    return len(rows), len(gold)


if __name__ == "__main__":
    given = [*sys.argv[2:], *("1000", "5", "1")[len(sys.argv[2:]) :]]
    made = write(Path(sys.argv[1]), documents=int(given[0]), level=int(given[1]), seed=int(given[2]))
    print(f"Wrote {made[0]:,} documents and {made[1]:,} claims to {sys.argv[1]}.")
