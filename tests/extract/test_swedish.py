"""Swedish: one sentence a construction. Every text is invented. The cases mirror those of German."""

import pytest

from firsthand.extract import attributions
from firsthand.model import Attribution, Document, Span, document_id


def rows(text: str) -> tuple[Attribution, ...]:
    return attributions(Document(id=document_id(text=text), name="t", text=text, lang="sv"))


def read(text: str) -> list[tuple[str, str, str]]:
    return [(words(a.source, text), words(a.cue, text), words(a.content, text)) for a in rows(text)]


def words(spans: tuple[Span, ...], text: str) -> str:
    return " | ".join(span.of(text) for span in spans)


CASES = {
    "as somebody puts it": (
        "”Ett under vid kajen”, som han uttrycker det.",
        [("han", "uttrycker", "”Ett under vid kajen”")],
    ),
    "as somebody said, behind a quotation": (
        "”Ett under vid kajen”, som borgmästaren sa.",
        [("borgmästaren", "sa", "”Ett under vid kajen”")],
    ),
    "what is sold by somebody is not said": ("Hon köpte kranen, som mannen sålde.", []),
    "who is quoted to have said": (
        "”Vi väntar på kranen”, citerades hon att ha sagt.",
        [("hon", "citerades | att ha sagt", "”Vi väntar på kranen”")],
    ),
    "somebody with something": (
        "”Vi väntar på kranen”, sa en revisor, med insyn i flera hamnbolag, till mig i går.",
        [("en revisor, med insyn i flera hamnbolag", "sa", "”Vi väntar på kranen”")],
    ),
    "a document in front of a passive": (
        "I ett internt brev från hamnbolaget anges att kranen var gammal.",
        [("ett internt brev från hamnbolaget", "anges", "att kranen var gammal")],
    ),
    "an adverb of several words behind the subject": (
        "Ivo Kell sa att bolaget i förväg garanterar att kranen håller.",
        [
            ("Ivo Kell", "sa", "att bolaget i förväg garanterar att kranen håller"),
            ("bolaget", "garanterar", "att kranen håller"),
        ],
    ),
    "a plan says nothing": ("Bygget ska enligt planerna börja om två år.", []),
    "a dash behind a quotation ends what was said": (
        "Ivo Kell sa att ”kranen håller i tio år” — trots att kedjan var gammal.",
        [("Ivo Kell", "sa", "att ”kranen håller i tio år”")],
    ),
    "an adverb between the words of a cue is none of it": (
        "Mara Odén har tidigare sagt att hamnen ska stängas.",
        [("Mara Odén", "har | sagt", "att hamnen ska stängas")],
    ),
    "says oneself to": (
        "Polisen säger sig inte ha några spår.",
        [("Polisen", "säger sig", "inte ha några spår")],
    ),
    "a tag inside a statement ends before who reports it": (
        "Kajen har enligt polisen varit stängd i tre dagar, skriver Hamnbladet.",
        [
            ("polisen", "enligt", "Kajen har | varit stängd i tre dagar"),
            ("Hamnbladet", "skriver", "Kajen har enligt polisen varit stängd i tre dagar"),
        ],
    ),
    "a dash behind a colon opens a line of its own": (
        "Enligt Radio Nord var kranen trasig: – Den föll på natten, säger Ivo Kell.",
        [("Radio Nord", "Enligt", "var kranen trasig"), ("Ivo Kell", "säger", "Den föll på natten")],
    ),
    "examples behind som belong to the party": (
        "Vissa forskare, som Kell och Odén, hävdar att kranen föll.",
        [("Vissa forskare, som Kell och Odén", "hävdar", "att kranen föll")],
    ),
    "a programme with its house": (
        "Hamnen ska stängas, rapporterar Ekot i Sveriges Radio.",
        [("Ekot i Sveriges Radio", "rapporterar", "Hamnen ska stängas")],
    ),
    "a document behind men": (
        "Hon får vara kvar men i brevet står det att hon kan sägas upp.",
        [("brevet", "står", "att hon kan sägas upp")],
    ),
    "a verb after och, with the subject of the verb before it": (
        "Mara var hamnchef och sade att kranen var gammal.",
        [("Mara", "sade", "att kranen var gammal")],
    ),
    "who was told stands behind the verb": (
        "Hon frågade honom efteråt om kranen var gammal.",
        [("Hon", "frågade", "om kranen var gammal")],
    ),
    "hyphens and ranges are no breaks": (
        "En 28-åring och en 30-åring lastade kranen, skriver Hamnbladet.",
        [("Hamnbladet", "skriver", "En 28-åring och en 30-åring lastade kranen")],
    ),
    "accused of": (
        "Hamnarbetarna anklagas för att ha flyttat kranen.",
        [("", "anklagas", "Hamnarbetarna | för att ha flyttat kranen")],
    ),
    "a participle before its noun is no verb": (
        "Den misstänkte hamnchefen bor i staden, säger Mara Odén.",
        [("Mara Odén", "säger", "Den misstänkte hamnchefen bor i staden")],
    ),
    "the source ends before the next article": (
        "Kranen har enligt kvinnan en gammal kedja.",
        [("kvinnan", "enligt", "Kranen har | en gammal kedja")],
    ),
    "subject, cue, that": (
        "Hamnchefen säger att kranen har flyttats.",
        [("Hamnchefen", "säger", "att kranen har flyttats")],
    ),
    "bare clause": (
        "Mara Odén säger: Kranen flyttades i natt.",
        [("Mara Odén", "säger", "Kranen flyttades i natt")],
    ),
    "quotation first": (
        "”Kranen flyttades”, säger Mara Odén.",
        [("Mara Odén", "säger", "”Kranen flyttades”")],
    ),
    "quotation first, apposition behind the speaker": (
        "”Kranen flyttades”, säger Mara Odén, talesperson för hamnen.",
        [("Mara Odén, talesperson för hamnen", "säger", "”Kranen flyttades”")],
    ),
    "quotation goes on behind the speaker": (
        "”Kranen”, säger Mara Odén, ”flyttades i natt.”",
        [("Mara Odén", "säger", "”Kranen” | ”flyttades i natt.”")],
    ),
    "quotation goes on in the next sentence": (
        "”Kranen flyttades”, säger Odén. ”Ingen frågade oss.”",
        [("Odén", "säger", "”Kranen flyttades” | ”Ingen frågade oss.”")],
    ),
    "colon before the quotation": (
        "Borgmästaren skrev: ”Vi betalar inte.”",
        [("Borgmästaren", "skrev", "”Vi betalar inte.”")],
    ),
    "indirect, speaker last": (
        "Kranen flyttades i natt, uppger polisen.",
        [("polisen", "uppger", "Kranen flyttades i natt")],
    ),
    "fronted adverbial, subject behind the verb": (
        "I går meddelade hamnen att kranen är borta.",
        [("hamnen", "meddelade", "att kranen är borta")],
    ),
    "fronted preposition phrase": (
        "Efter mötet sade hon att kranen är borta.",
        [("hon", "sade", "att kranen är borta")],
    ),
    "perfect": (
        "Borgmästaren har sagt att bron stängs.",
        [("Borgmästaren", "har sagt", "att bron stängs")],
    ),
    "according to, first": (
        "Enligt polisen flyttades kranen i natt.",
        [("polisen", "Enligt", "flyttades kranen i natt")],
    ),
    "according to, last": (
        "Kranen flyttades i natt, enligt hamnbolaget Kajen.",
        [("hamnbolaget Kajen", "enligt", "Kranen flyttades i natt")],
    ),
    "according to, with an apposition": (
        "Enligt Mara Odén, talesperson för hamnen, innehåller lasten olja.",
        [("Mara Odén, talesperson för hamnen", "Enligt", "innehåller lasten olja")],
    ),
    "according to, inside the clause": (
        "Kranen har enligt polisen blivit stulen.",
        [("polisen", "enligt", "Kranen har | blivit stulen")],
    ),
    "denied": (
        "Bolaget förnekar att tanken läckte.",
        [("Bolaget", "förnekar", "att tanken läckte")],
    ),
    "negated": (
        "Polisen sade inte att mannen är misstänkt.",
        [("Polisen", "sade inte", "att mannen är misstänkt")],
    ),
    "belief": (
        "Fiskarna tror att hamnen stängs.",
        [("Fiskarna", "tror", "att hamnen stängs")],
    ),
    "question": (
        "Läraren undrar varför bron är stängd.",
        [("Läraren", "undrar", "varför bron är stängd")],
    ),
    "impersonal": (
        "Det sägs att bron är trasig.",
        [("", "sägs", "att bron är trasig")],
    ),
    "document, last": (
        "Bron är trasig, står det i rapporten.",
        [("rapporten", "står", "Bron är trasig")],
    ),
    "document, first": (
        "I rapporten står det att bron är trasig.",
        [("rapporten", "står", "att bron är trasig")],
    ),
    "apposition before the verb": (
        "Mara Odén, en av hamnens lotsar, hävdar att bron är trasig.",
        [("Mara Odén, en av hamnens lotsar", "hävdar", "att bron är trasig")],
    ),
    "relative clause": (
        "Jag träffade en lots som hävdar att bron är trasig.",
        [("en lots", "hävdar", "att bron är trasig")],
    ),
    "and, same subject": (
        "Läraren säger att bron är trasig och tillägger att den är farlig.",
        [("Läraren", "säger", "att bron är trasig"), ("Läraren", "tillägger", "att den är farlig")],
    ),
    "separate particle": (
        "Polisen slår fast att bron är trasig.",
        [("Polisen", "slår fast", "att bron är trasig")],
    ),
    "nested, another speaker inside": (
        "Mara Odén säger att polisen tror att bron är trasig.",
        [("Mara Odén", "säger", "att polisen tror att bron är trasig"), ("polisen", "tror", "att bron är trasig")],
    ),
    "pronoun": (
        "Hon menar att bron måste lagas.",
        [("Hon", "menar", "att bron måste lagas")],
    ),
    "mixed": (
        "Borgmästaren säger att bron är ”en skam”.",
        [("Borgmästaren", "säger", "att bron är ”en skam”")],
    ),
    "infinitive": (
        "Kommunen lovar att laga bron.",
        [("Kommunen", "lovar", "att laga bron")],
    ),
    "call on somebody": (
        "Facket kräver att bron stängs.",
        [("Facket", "kräver", "att bron stängs")],
    ),
    "dialogue dash": (
        "– Kranen flyttades i natt, säger Mara Odén.",
        [("Mara Odén", "säger", "Kranen flyttades i natt")],
    ),
    "dialogue dash, speech goes on": (
        "– Kranen flyttades, säger Mara Odén. Ingen frågade oss.",
        [("Mara Odén", "säger", "Kranen flyttades | Ingen frågade oss.")],
    ),
    "reflexive with an infinitive": (
        "Polisen säger sig ha gripit en man.",
        [("Polisen", "säger sig", "ha gripit en man")],
    ),
    "raising passive": (
        "Mannen uppges vara skadad.",
        [("", "uppges", "Mannen | vara skadad")],
    ),
    "noun with preposition and clause": (
        "Bolaget avvisar inte ryktet om att bron ska säljas.",
        [("", "ryktet", "om att bron ska säljas")],
    ),
    "genitive name behind the verb": (
        "”Det är fel”, skrev Odéns advokat Per Lund.",
        [("Odéns advokat Per Lund", "skrev", "”Det är fel”")],
    ),
    "no cue: a verb with a particle of its own": (
        "Efter ett år sa hon upp avtalet.",
        [],
    ),
    "no cue: an adjective": (
        "Den så kallade kajplanen är klar.",
        [],
    ),
    "no cue: a plan": (
        "Skolan ska föreslå en ny tid.",
        [],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_source_cue_and_content(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("case", "type_"),
    [
        ("quotation first", "direct"),
        ("mixed", "mixed"),
        ("subject, cue, that", "indirect"),
        ("dialogue dash", "direct"),
    ],
)
def test_type_follows_the_marks(case: str, type_: str) -> None:
    assert rows(CASES[case][0])[0].type == type_


@pytest.mark.parametrize(
    ("case", "polarity"),
    [
        ("subject, cue, that", "asserts"),
        ("denied", "denies"),
        ("negated", "questions"),
    ],
)
def test_polarity_follows_cue_and_negation(case: str, polarity: str) -> None:
    assert rows(CASES[case][0])[0].polarity == polarity


def test_what_is_said_inside_has_its_speaker_as_parent() -> None:
    outer, inner = rows(CASES["nested, another speaker inside"][0])
    assert (outer.parent, inner.parent) == (None, outer.id)


def test_speakers_side_by_side_have_no_parent() -> None:
    assert [a.parent for a in rows(CASES["and, same subject"][0])] == [None, None]
