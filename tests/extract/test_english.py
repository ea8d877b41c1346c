"""English: one sentence a construction. Every text is invented."""

import pytest

from firsthand.extract import attributions
from firsthand.model import Attribution, Document, document_id
from firsthand.settings import Settings

RULES = Settings(model=False)


def read(text: str, *, lang: str = "en", **fields: str) -> tuple[tuple[str, str, str], ...]:
    document = Document(id=document_id(text=text), name="t", text=text, lang=lang, **fields)
    return tuple(
        (words(a.source, text), words(a.cue, text), words(a.content, text))
        for a in attributions(document, settings=RULES)
    )


def rows(text: str) -> tuple[Attribution, ...]:
    return attributions(Document(id=document_id(text=text), name="t", text=text, lang="en"), settings=RULES)


def words(spans, text: str) -> str:
    return " | ".join(span.of(text) for span in spans)


CASES = {
    "subject, cue, that": (
        "The harbour master said that the crane had been moved.",
        [("The harbour master", "said", "that the crane had been moved")],
    ),
    "subject, cue, bare clause": (
        "Mara Oduya said the crane had been moved.",
        [("Mara Oduya", "said", "the crane had been moved")],
    ),
    "a bare clause that opens with what bounds a number": (
        "The harbour office said at least 40 crates were lost.",
        [("The harbour office", "said", "at least 40 crates were lost")],
    ),
    "a bare clause that opens with an estimate": (
        "The harbour office said about thirty crates were lost.",
        [("The harbour office", "said", "about thirty crates were lost")],
    ),
    "an adverbial of time that bounds no number": (
        "The harbour office said around midnight that the crates were lost.",
        [("The harbour office", "said", "that the crates were lost")],
    ),
    "who puts a toll at": (
        "Harbour police put the death toll at 16.",
        [("Harbour police", "put", "the death toll at 16")],
    ),
    "who gives a toll of": (
        "The Ferrol Observatory gave a toll of 44 dead.",
        [("The Ferrol Observatory", "gave", "a toll of 44 dead")],
    ),
    "a toll verb without a number": (
        "The storm put a heavy toll on the harbour.",
        [],
    ),
    "number signs between paragraphs are no words": (
        "The crane fell. ### Harbour police said that nobody was hurt. ### It rained.",
        [("Harbour police", "said", "that nobody was hurt")],
    ),
    "quotation first": (
        "“The crane was moved,” Mara Oduya said.",
        [("Mara Oduya", "said", "“The crane was moved,”")],
    ),
    "the cue is the last word of the text": (
        "“The crane was moved,” Mara Oduya said",
        [("Mara Oduya", "said", "“The crane was moved,”")],
    ),
    "quotation first, inverted": (
        "“The crane was moved,” said Mara Oduya, a dock worker.",
        [("Mara Oduya, a dock worker", "said", "“The crane was moved,”")],
    ),
    "quotation goes on behind the speaker": (
        "“The crane,” said Mara Oduya, “was moved at night.”",
        [("Mara Oduya", "said", "“The crane,” | “was moved at night.”")],
    ),
    "quotation goes on in the next sentence": (
        "“The crane was moved,” Oduya said. “Nobody asked us.”",
        [("Oduya", "said", "“The crane was moved,” | “Nobody asked us.”")],
    ),
    "colon before the quotation": (
        "The mayor wrote: “We will not pay.”",
        [("The mayor", "wrote", "“We will not pay.”")],
    ),
    "indirect, speaker last": (
        "The crane had been moved at night, the ministry said.",
        [("the ministry", "said", "The crane had been moved at night")],
    ),
    "speaker inside the clause": (
        "The crane, the ministry said, had been moved at night.",
        [("the ministry", "said", "The crane | had been moved at night")],
    ),
    "according to, last": (
        "The crane was moved at night, according to the port authority.",
        [("the port authority", "according to", "The crane was moved at night")],
    ),
    "according to, first": (
        "According to the port authority, the crane was moved at night.",
        [("the port authority", "According to", "the crane was moved at night")],
    ),
    "fronted day": (
        "On Monday, the minister said the crane had been moved.",
        [("the minister", "said", "the crane had been moved")],
    ),
    "day between cue and content": (
        "The minister said on Monday that the crane had been moved.",
        [("The minister", "said", "that the crane had been moved")],
    ),
    "told somebody that": (
        "Oduya told reporters that the crane had been moved.",
        [("Oduya", "told", "that the crane had been moved")],
    ),
    "apposition": (
        "Mara Oduya, the harbour master, said the crane had been moved.",
        [("Mara Oduya, the harbour master", "said", "the crane had been moved")],
    ),
    "relative clause is no part of a name": (
        "Mara Oduya, who runs the harbour, said the crane had been moved.",
        [("Mara Oduya", "said", "the crane had been moved")],
    ),
    "auxiliaries and negation": (
        "The minister did not say that the crane had been moved.",
        [("The minister", "did not say", "that the crane had been moved")],
    ),
    "contracted auxiliary": (
        "He’s claiming that the crane was sold.",
        [("He", "’s claiming", "that the crane was sold")],
    ),
    "second verb, same subject": (
        "Oduya said the crane was moved and added that it was late.",
        [("Oduya", "said", "the crane was moved"), ("Oduya", "added", "that it was late")],
    ),
    "gerund, same subject": (
        "Oduya denied the report, saying that the crane was hers.",
        [("Oduya", "denied", "the report"), ("Oduya", "saying", "that the crane was hers")],
    ),
    "light verb": (
        "The minister keeps saying that the crane is safe.",
        [("The minister", "keeps saying", "that the crane is safe")],
    ),
    "saying by way of another verb": (
        "She explained this by saying that “the chain was old”.",
        [("She", "explained this by saying", "that “the chain was old”")],
    ),
    "accused of": (
        "The union accused the port of “neglect”.",
        [("The union", "accused", "the port of “neglect”")],
    ),
    "infinitive": (
        "The port vowed to repair the crane.",
        [("The port", "vowed", "to repair the crane")],
    ),
    "noun that distances": (
        "The town was full of talk, with claims of sabotage everywhere.",
        [("", "claims of", "sabotage everywhere")],
    ),
    "headline, speaker last": ("Crane was not ours: port chief", [("port chief", ":", "Crane was not ours")]),
    "headline, speaker first": (
        "Oduya: “The crane was never safe”",
        [("Oduya", ":", "“The crane was never safe”")],
    ),
    "headline of an interview": (
        "Kell: Interview with dock foreman “The chain was old”",
        [("dock foreman", "", "“The chain was old”")],
    ),
    "turn of a transcript": (
        "ODUYA: The crane was old. Nobody had looked at it.",
        [("ODUYA", ":", "The crane was old. Nobody had looked at it.")],
    ),
    "reportedly": (
        "The crane was reportedly sold.",
        [("", "reportedly", "The crane was | sold")],
    ),
    "introduction and quotation in two blocks": (
        "The minister let slip during a radio interview on Sunday\n“We knew of the crane.”",
        [("The minister", "let slip", "“We knew of the crane.”")],
    ),
    "quotation that goes on as a block of its own": (
        "“The crane was moved,” Oduya said.\n“It was never safe to begin with.”",
        [("Oduya", "said", "“The crane was moved,”"), ("", "", "“It was never safe to begin with.”")],
    ),
    "quoted as saying": (
        "Port Radio quoted a foreman as saying that the chain was old.",
        [
            ("Port Radio", "quoted", "a foreman as saying that the chain was old"),
            ("a foreman", "saying", "that the chain was old"),
        ],
    ),
    "quoted as saying, with a place": (
        "Port Radio quoted a source at the harbour office as saying that the chain was old.",
        [
            ("Port Radio", "quoted", "a source at the harbour office as saying that the chain was old"),
            ("a source at the harbour office", "saying", "that the chain was old"),
        ],
    ),
    "citing, with a place": (
        "The chain was old and rusty local media reported citing a source at the harbour office.",
        [
            ("local media", "reported", "The chain was old and rusty"),
            ("a source at the harbour office", "citing", "The chain was old and rusty"),
        ],
    ),
    "was quoted as saying": (
        "A foreman was quoted as saying that the chain was old.",
        [("A foreman", "was quoted as saying", "that the chain was old")],
    ),
    "citing": (
        "Port Radio reported that the chain was old, citing two foremen.",
        [("Port Radio", "reported", "that the chain was old"), ("two foremen", "citing", "that the chain was old")],
    ),
    "citing, behind a day": (
        "A docker saw a boat leave the quay, Port Radio reported on Thursday, citing two foremen.",
        [
            ("Port Radio", "reported", "A docker saw a boat leave the quay"),
            ("two foremen", "citing", "A docker saw a boat leave the quay"),
        ],
    ),
    "citing a thing": (
        "The port said the crane would be sold, citing the new policy.",
        [("The port", "said", "the crane would be sold"), ("The port", "citing", "the new policy")],
    ),
    "no mark before the speaker": (
        "The crane fell into the harbour near the old pier on Monday the port authority said.",
        [("the port authority", "said", "The crane fell into the harbour near the old pier on Monday")],
    ),
    "no mark before a medium": (
        "Two dockers were hurt in several areas Finnish state television reported on Sunday.",
        [("Finnish state television", "reported", "Two dockers were hurt in several areas")],
    ),
    "no mark before a name and a role": (
        "We asked for new chains in the spring Mara Oduya a member of the crew told reporters.",
        [("Mara Oduya a member of the crew", "told", "We asked for new chains in the spring")],
    ),
    "no mark, and another cue behind": (
        "The crane was old and rusty he said adding that the chain had been repaired.",
        [
            ("he", "said", "The crane was old and rusty"),
            ("he", "adding", "that the chain had been repaired"),
        ],
    ),
    "another party turns against it": (
        "The union said the crane was old but the port denied that it was unsafe.",
        [("The union", "said", "the crane was old"), ("the port", "denied", "that it was unsafe")],
    ),
    "a headline before the quotation is none of it": (
        'Crane falls in harbour Monitor "The crane was old and nobody had looked at it," Mara Oduya told Reuters.',
        [("Mara Oduya", "told", '"The crane was old and nobody had looked at it,"')],
    ),
    "a dash before marks lists them": (
        '— "The crane was old," Mara Oduya said. The pier is closed until Monday.',
        [("Mara Oduya", "said", '"The crane was old,"')],
    ),
    "said on a programme": (
        "“The crane was very old and nobody had looked at it,” Mara Oduya said on “Face the Port,” a talk show.",
        [("Mara Oduya", "said", "“The crane was very old and nobody had looked at it,”")],
    ),
    "a programme in marks": (
        'Mara Oduya told Ivo Kell on "Morning Call" that the crane was old.',
        [("Mara Oduya", "told", "that the crane was old")],
    ),
    "according to a medium, no comma": (
        "According to Reuters dockers had left the crane on Monday.",
        [("Reuters", "According to", "dockers had left the crane on Monday")],
    ),
    "according to somebody described": (
        "The crane was old according to Mara Oduya the head of the crew which works there.",
        [("Mara Oduya the head of the crew", "according to", "The crane was old")],
    ),
    "quotation, tag behind": (
        "“It went out,” Mara Oduya told Reuters, according to the BBC.",
        [("Mara Oduya", "told", "“It went out,”")],
    ),
    "nested": (
        "Oduya said the foreman believes that the chain was old.",
        [
            ("Oduya", "said", "the foreman believes that the chain was old"),
            ("the foreman", "believes", "that the chain was old"),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_construction(name: str) -> None:
    text, expected = CASES[name]
    assert read(text) == tuple(expected)


@pytest.mark.parametrize(
    "text",
    [
        "The crane fell into the water on Monday.",
        "The crew left the pier after the mayor said.",
        "It was the first of the things one said.",
        "The so-called “sleeping giant” is a crane.",
        "Her novel “The Long Pier” won a prize.",
        "The State Port Office opened a new pier.",
        "Several reports of the year lay on the desk.",
    ],
)
def test_no_attribution(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“It fell,” Oduya said.", "direct"),
        ("Oduya said it “fell like a tree”.", "mixed"),
        ("Oduya said it fell.", "indirect"),
    ],
)
def test_type_follows_the_marks(text: str, kind: str) -> None:
    assert [row.type for row in rows(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Oduya said the crane fell.", "asserts"),
        ("Oduya denied that the crane fell.", "denies"),
        ("Oduya did not say that the crane fell.", "questions"),
        ("Oduya doubted that the crane fell.", "questions"),
    ],
)
def test_polarity(text: str, polarity: str) -> None:
    assert [row.polarity for row in rows(text)] == [polarity]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Oduya said the crane fell.", "neutral"),
        ("Oduya claimed the crane fell.", "distancing"),
        ("Oduya admitted the crane fell.", "endorsing"),
        ("Oduya accused the port of neglect.", "accusation"),
    ],
)
def test_the_cue_frames_what_is_said(text: str, stance: str) -> None:
    assert [row.cue_stance for row in rows(text)] == [stance]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Mara Oduya", "named_person"),
        ("The Port Workers Union", "named_organisation"),
        ("A spokesman", "unnamed"),
        ("The report", "document"),
        ("Reuters", "outlet"),
        ("She", "pronoun"),
        ("Ferrol dockworker groups", "collective"),
        ("Medical sources in Ferrol", "collective"),
        ("Opponents of Mara Oduya", "collective"),
    ],
)
def test_kind_of_source(source: str, kind: str) -> None:
    assert [row.source_kind for row in rows(f"{source} said that the crane fell.")] == [kind]


def test_what_stands_inside_has_a_parent() -> None:
    outer, inner = rows("“Kell keeps saying that the crane is safe,” Oduya said.")
    assert outer.parent is None
    assert inner.parent == outer.id


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The crane fell, Oduya told Reuters.", "Reuters", "agency"),
        ("“It fell,” Oduya said as quoted by the Al Jazeera broadcaster.", "Al Jazeera", "outlet"),
        ("“It fell,” Oduya said in an interview with the BBC.", "BBC", "outlet"),
    ],
)
def test_relay(text: str, name: str, kind: str) -> None:
    (row,) = rows(text)
    (relay,) = row.relays
    assert (relay.name, relay.kind) == (name, kind)
    assert name in relay.span.of(text)


@pytest.mark.parametrize("audience", ["reporters", "parliament", "the Security Council", "her supporters"])
def test_an_audience_is_no_relay(audience: str) -> None:
    (row,) = rows(f"Oduya told {audience} that the crane fell.")
    assert row.relays == ()


def test_a_passage_in_a_language_without_a_file_is_left_alone() -> None:
    assert read("Le ministre a dit que la grue était tombée.", lang="other") == ()
