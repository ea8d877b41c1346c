"""Readings made by hand: an invented harbour, invented people and papers, in three languages."""

from firsthand.model import (
    Attribution,
    Chain,
    DateMention,
    Document,
    Failure,
    Hop,
    Item,
    Notice,
    Passage,
    Published,
    Reading,
    Relay,
    SaidOn,
    Span,
    Speaker,
    attribution_id,
    document_id,
)


def at(text, words, nth=0):
    """Return the span of the nth occurrence of words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


class Maker:
    """Builds the rows of one document from phrases of its text."""

    def __init__(self, text, *, lang="en", **fields):
        identity = {key: fields.get(key) for key in ("url", "outlet", "title", "published")}
        self.doc = Document(
            id=document_id(text=text, **identity),
            text=text,
            lang=lang,
            name=fields.pop("name", "sample.txt"),
            **fields,
        )
        self.rows, self.chains, self.said, self.speakers = [], [], [], []

    def span(self, words):
        return words if isinstance(words, Span) else at(self.doc.text, words)

    def add(self, source, cue, content, chain=(), *, said=None, relays=(), parent=None, **fields):
        def spans(words):
            return tuple(self.span(w) for w in ((words,) if isinstance(words, str | Span) else words) if w)

        roles = {"source": spans(source), "cue": spans(cue), "content": spans(content)}
        row = Attribution(
            **{
                "id": attribution_id(doc=self.doc.id, **roles),
                "doc": self.doc.id,
                "type": "indirect",
                "source_kind": "named_person",
                "score": 0.9,
                "method": "hand",
                "parent": parent.id if parent else None,
                "relays": tuple(Relay(span=self.span(w), name=n, kind=k) for w, n, k in relays),
                **roles,
                **fields,
            }
        )
        self.rows.append(row)
        self.chains.append(Chain(attribution=row.id, hops=tuple(Hop(name=n, role=r) for n, r in chain)))
        if said:
            value, how, words = said
            self.said.append(SaidOn(attribution=row.id, value=value, how=how, evidence=spans(words)))
        if chain and chain[0][1] == "utterer":
            kind = "named_person" if row.source_kind in ("pronoun", "none") else row.source_kind
            self.speakers.append(Speaker(attribution=row.id, name=chain[0][0], kind=kind, method="hand", score=1.0))
        return row

    def reading(self, published, **fields):
        return Reading(
            document=self.doc,
            published=published,
            attributions=tuple(self.rows),
            chains=tuple(self.chains),
            said=tuple(self.said),
            speakers=tuple(self.speakers),
            **fields,
        )


ARTICLE = """The harbour of Skarvik will stay closed for another week, harbour master Ingrid Moll said on Tuesday.

“The crane is leaning, and nobody goes near it before it has been weighed down,” Moll told the Coast Agency. \
She added that “two, perhaps three” ships had been turned away.

Skarvik Radio reported that the mayor, Tobias Renn, had said that Moll believed the crane to be safe in March.

The owner, Lindqvist Lifting, denied that the crane had ever been inspected without a permit.

Claims of a cracked base have spread since Sunday. \
A senior official at the ministry, who asked not to be named, said the base was sound."""


def article():
    m = Maker(
        ARTICLE,
        name="skarvik.html",
        url="https://www.skarvikbladet.example/2031/crane?id=7&p=1",
        title="Crane keeps Skarvik harbour closed",
        author="Pia Sandell",
        outlet="Skarvikbladet",
        published="2031-05-14T16:20:00+02:00",
        published_how="JSON-LD datePublished",
        passages=(Passage(span=Span(0, len(ARTICLE)), lang="en"),),
    )
    tuesday = ("2031-05-13", "the Tuesday before the text was published", "on Tuesday")
    moll = (("Ingrid Moll", "utterer"),)
    m.add(
        "harbour master Ingrid Moll",
        "said",
        "The harbour of Skarvik will stay closed for another week",
        moll,
        said=tuesday,
        cue_stance="neutral",
    )
    agency = (("Coast Agency", "relay"),)
    m.add(
        Span(at(ARTICLE, "Moll told").start, at(ARTICLE, "Moll told").start + 4),
        "told",
        "“The crane is leaning, and nobody goes near it before it has been weighed down,”",
        moll + agency,
        type="direct",
        relays=(("the Coast Agency", "Coast Agency", "agency"),),
    )
    m.add("She", "added", "that “two, perhaps three” ships had been turned away", moll + agency, type="mixed")
    start = at(ARTICLE, "that the mayor").start
    radio = m.add(
        "Skarvik Radio",
        "reported",
        Span(start, at(ARTICLE, "in March").end),
        (("Skarvik Radio", "utterer"),),
        source_kind="outlet",
    )
    renn = m.add(
        "the mayor, Tobias Renn",
        "had said",
        Span(at(ARTICLE, "that Moll believed").start, at(ARTICLE, "in March").end),
        (("Tobias Renn", "utterer"), ("Skarvik Radio", "outer")),
        parent=radio,
    )
    m.add(
        Span(at(ARTICLE, "Moll believed").start, at(ARTICLE, "Moll believed").start + 4),
        "believed",
        Span(at(ARTICLE, "the crane to be safe").start, at(ARTICLE, "in March").end),
        (("Ingrid Moll", "utterer"), ("Tobias Renn", "outer"), ("Skarvik Radio", "outer")),
        parent=renn,
        said=("2031-03", "the last March before the text was published", "in March"),
    )
    m.add(
        "The owner, Lindqvist Lifting,",
        "denied",
        "that the crane had ever been inspected without a permit",
        (("Lindqvist Lifting", "utterer"),),
        source_kind="named_organisation",
        polarity="denies",
    )
    m.add((), "Claims of", "a cracked base", (), source_kind="none", cue_stance="distancing", score=0.4)
    m.add(
        "A senior official at the ministry, who asked not to be named,",
        Span(at(ARTICLE, "named, said").start + 7, at(ARTICLE, "named, said").end),
        "the base was sound",
        (("a senior official at the ministry", "utterer"),),
        source_kind="unnamed",
    )
    return m.reading(
        Published(value="2031-05-14T16:20:00+02:00", how="JSON-LD datePublished"),
        dates=(DateMention(span=at(ARTICLE, "on Tuesday"), value="2031-05-13", precision="day", how="weekday"),),
    )


REVIEW = """Man undrar vem som egentligen har sett kranen. Läs och bedöm själva.
skarvikbladett.example – Crane fell at night: harbour master

The harbour master “saw nothing fall”, she told listeners on Wednesday.
”Kranen står där den står”, sade Ingrid Moll, enligt Norra Posten som hänvisar till Kustbyrån.

Här blir det konstigt, tycker jag.

Rolf Ahlgren-Södergran von Bergenhielm – Der Kran von Skarvik

„Der Kran ist nie gefallen“, sagte Bürgermeister Tobias Renn laut Agentur Nordlicht.

Video 40 minuter, från presskonferensen igår –
Press conference on the crane

Fler länkar kommer i morgon."""


def review():
    text = REVIEW
    sv, en, de = "sv", "en", "de"
    head1 = at(text, "skarvikbladett.example – Crane fell at night: harbour master")
    body1 = Span(at(text, "The harbour master “saw").start, at(text, "till Kustbyrån.").end)
    head2 = at(text, "Rolf Ahlgren-Södergran von Bergenhielm – Der Kran von Skarvik")
    body2 = at(text, "„Der Kran ist nie gefallen“, sagte Bürgermeister Tobias Renn laut Agentur Nordlicht.")
    head3 = at(text, "Video 40 minuter, från presskonferensen igår –\nPress conference on the crane")
    swedish = at(text, "”Kranen står där den står”, sade Ingrid Moll, enligt Norra Posten som hänvisar till Kustbyrån.")
    m = Maker(
        text,
        lang="sv",
        name="blogg/2031-05-15.txt",
        passages=(
            Passage(span=Span(0, head1.start), lang=sv),
            Passage(span=Span(head1.start, swedish.start), lang=en),
            Passage(span=Span(swedish.start, head2.start), lang=sv),
            Passage(span=Span(head2.start, head3.start), lang=de),
            Passage(span=Span(head3.start, len(text)), lang=sv),
        ),
    )
    m.add(
        Span(head1.end - len("harbour master"), head1.end),
        Span(head1.end - len(": harbour master"), head1.end - len(" harbour master")),
        "Crane fell at night",
        (("Ingrid Moll", "utterer"),),
    )
    m.add(
        "The harbour master",
        "told",
        "“saw nothing fall”",
        (("Ingrid Moll", "utterer"),),
        type="mixed",
        said=("2031-05-14", "the Wednesday before the text", "on Wednesday"),
    )
    m.add(
        Span(at(text, "sade Ingrid Moll").start + 5, at(text, "sade Ingrid Moll").end),
        "sade",
        "”Kranen står där den står”",
        (("Ingrid Moll", "utterer"), ("Kustbyrån", "relay"), ("Norra Posten", "relay")),
        type="direct",
        relays=(("Norra Posten", "Norra Posten", "outlet"), ("Kustbyrån", "Kustbyrån", "agency")),
        cue_stance="neutral",
    )
    m.add(
        "Bürgermeister Tobias Renn",
        "sagte",
        "„Der Kran ist nie gefallen“",
        (("Tobias Renn", "utterer"), ("Agentur Nordlicht", "relay")),
        type="direct",
        relays=(("Agentur Nordlicht", "Agentur Nordlicht", "agency"),),
    )
    return m.reading(
        Published(
            value="2031-05-15",
            how="the latest date that fits “on Wednesday” and “igår”",
            inferred=True,
            earliest="2031-05-15",
            latest="2031-05-16",
            evidence=(at(text, "on Wednesday"), at(text, "igår")),
        ),
        items=(
            Item(
                heading=head1,
                body=body1,
                outlet="Skarvikbladet",
                domain="skarvikbladett.example",
                title="Crane fell at night: harbour master",
            ),
            Item(
                heading=head2,
                body=body2,
                author="Rolf Ahlgren-Södergran von Bergenhielm",
                title="Der Kran von Skarvik",
                url="http://nordlicht.example/kran",
            ),
            Item(heading=head3, title="Press conference on the crane", kind="video"),
        ),
        commentary=(
            at(text, "Man undrar vem som egentligen har sett kranen. Läs och bedöm själva."),
            at(text, "Här blir det konstigt, tycker jag."),
        ),
        notices=(
            Notice(
                kind="misspelled_domain",
                message="skarvikbladett.example is one letter from skarvikbladet.example; it is left as printed.",
                span=Span(head1.start, head1.start + len("skarvikbladett.example")),
            ),
            Notice(kind="no_date", message="The text has no date of its own."),
        ),
    )


SIX = "Ana said it, and it went on and on, or so the blog Långa Vägen has it."


def six_hops():
    m = Maker(SIX, name="six.txt", title="A long way")
    names = (
        "Ana Wilhelmina Featherstonehaugh-Cholmondeley",
        "Kustbyrån",
        "国际通讯社新闻中心",
        "Nachrichtenagenturverbandsgesellschaft",
        "Norra Posten",
        "Långa Vägen",
    )
    m.add("Ana", "said", "it", [(names[0], "utterer"), *((name, "relay") for name in names[1:])])
    return m.reading(Published(value=None, how="nothing in the text tells"))


def empty():
    return Maker("", name="empty.txt").reading(Published(value=None, how=""))


FAILURES = (Failure(name="notes.docx", error="notes.docx is not text, HTML or JSON Lines; save it as one of these."),)


def everything():
    return (review(), article(), six_hops(), empty())
