"""German: one sentence a construction. Every text is invented. The cases mirror those of Swedish."""

import pytest

from firsthand.extract import attributions
from firsthand.model import Attribution, Document, Span, document_id


def rows(text: str) -> tuple[Attribution, ...]:
    return attributions(Document(id=document_id(text=text), name="t", text=text, lang="de"))


def read(text: str) -> list[tuple[str, str, str]]:
    return [(words(a.source, text), words(a.cue, text), words(a.content, text)) for a in rows(text)]


def words(spans: tuple[Span, ...], text: str) -> str:
    return " | ".join(span.of(text) for span in spans)


CASES = {
    "so X, with to whom or what behind it": (
        "„Wir zeigen allen Gästen den Hafen“, so Mara Odén zu den Gründen des Vereins.",
        [("Mara Odén", "so", "„Wir zeigen allen Gästen den Hafen“")],
    ),
    "so X in a paper": (
        "„Der Kran ist alt“, so Mara Odén im Hafenblatt.",
        [("Mara Odén", "so", "„Der Kran ist alt“")],
    ),
    "a colon behind a verb that is no cue": (
        "Der Vorstand schloss sich der Meinung mit den Worten an: „Wir können das nur begrüßen.“",
        [("Der Vorstand", "schloss | mit den Worten", "„Wir können das nur begrüßen.“")],
    ),
    "a colon, with the subject behind the verb": (
        "Ähnlich äußerte sich der Hafenmeister: „Wir haben die Lage im Griff.“",
        [("der Hafenmeister", "äußerte", "„Wir haben die Lage im Griff.“")],
    ),
    "a past form behind the source": (
        "Laut hafenblatt.de veröffentlichte die Stadt gestern einen Bericht.",
        [("hafenblatt.de", "Laut", "veröffentlichte die Stadt gestern einen Bericht")],
    ),
    "a place behind the source belongs to the clause": (
        "Helfer konnten nach eigenen Angaben in Kiel den Kran bergen.",
        [("eigenen Angaben", "nach", "Helfer konnten | in Kiel den Kran bergen")],
    ),
    "subject, cue, that": (
        "Der Hafenmeister sagte, dass der Kran versetzt worden sei.",
        [("Der Hafenmeister", "sagte", "dass der Kran versetzt worden sei")],
    ),
    "bare clause": (
        "Mara Oden sagte, der Kran sei versetzt worden.",
        [("Mara Oden", "sagte", "der Kran sei versetzt worden")],
    ),
    "quotation first": (
        "„Der Kran wurde versetzt“, sagte Mara Oden.",
        [("Mara Oden", "sagte", "„Der Kran wurde versetzt“")],
    ),
    "quotation first, apposition behind the speaker": (
        "„Der Kran wurde versetzt“, sagte Mara Oden, die Sprecherin des Hafens.",
        [("Mara Oden, die Sprecherin des Hafens", "sagte", "„Der Kran wurde versetzt“")],
    ),
    "quotation goes on behind the speaker": (
        "„Der Kran“, sagte Mara Oden, „wurde nachts versetzt.“",
        [("Mara Oden", "sagte", "„Der Kran“ | „wurde nachts versetzt.“")],
    ),
    "quotation goes on in the next sentence": (
        "„Der Kran wurde versetzt“, sagte Oden. „Niemand hat uns gefragt.“",
        [("Oden", "sagte", "„Der Kran wurde versetzt“ | „Niemand hat uns gefragt.“")],
    ),
    "colon before the quotation": (
        "Der Bürgermeister schrieb: „Wir zahlen nicht.“",
        [("Der Bürgermeister", "schrieb", "„Wir zahlen nicht.“")],
    ),
    "indirect, speaker last": (
        "Der Kran sei nachts versetzt worden, teilte die Polizei mit.",
        [("die Polizei", "teilte | mit", "Der Kran sei nachts versetzt worden")],
    ),
    "fronted adverbial, subject behind the verb": (
        "Am Montag erklärte der Hafen, dass der Kran fehle.",
        [("der Hafen", "erklärte", "dass der Kran fehle")],
    ),
    "fronted preposition phrase": (
        "Nach der Sitzung sagte sie, dass der Kran fehle.",
        [("sie", "sagte", "dass der Kran fehle")],
    ),
    "perfect": (
        "Der Bürgermeister hat angekündigt, dass die Brücke gesperrt wird.",
        [("Der Bürgermeister", "hat | angekündigt", "dass die Brücke gesperrt wird")],
    ),
    "according to, first": (
        "Laut Polizei wurde der Kran nachts versetzt.",
        [("Polizei", "Laut", "wurde der Kran nachts versetzt")],
    ),
    "according to, last": (
        "Der Kran wurde nachts versetzt, so der Hafenmeister.",
        [("der Hafenmeister", "so", "Der Kran wurde nachts versetzt")],
    ),
    "according to, with an apposition": (
        "Nach Angaben von Mara Oden enthielt die Ladung Öl.",
        [("Angaben von Mara Oden", "Nach", "enthielt die Ladung Öl")],
    ),
    "according to, inside the clause": (
        "Der Kran wurde nach Angaben der Polizei versetzt.",
        [("Angaben der Polizei", "nach", "Der Kran wurde | versetzt")],
    ),
    "denied": (
        "Die Firma bestreitet, dass der Tank leck war.",
        [("Die Firma", "bestreitet", "dass der Tank leck war")],
    ),
    "negated": (
        "Die Polizei bestätigte nicht, dass der Mann verdächtig ist.",
        [("Die Polizei", "bestätigte nicht", "dass der Mann verdächtig ist")],
    ),
    "belief": (
        "Die Fischer befürchten, dass der Hafen schließt.",
        [("Die Fischer", "befürchten", "dass der Hafen schließt")],
    ),
    "question": (
        "Die Lehrerin fragte, warum die Brücke gesperrt sei.",
        [("Die Lehrerin", "fragte", "warum die Brücke gesperrt sei")],
    ),
    "impersonal": (
        "Es wird vermutet, dass die Brücke beschädigt ist.",
        [("", "wird | vermutet", "dass die Brücke beschädigt ist")],
    ),
    "document, last": (
        "Die Brücke sei beschädigt, heißt es in dem Bericht.",
        [("dem Bericht", "heißt es", "Die Brücke sei beschädigt")],
    ),
    "document, first": (
        "In dem Bericht heißt es, die Brücke sei beschädigt.",
        [("dem Bericht", "heißt es", "die Brücke sei beschädigt")],
    ),
    "apposition before the verb": (
        "Mara Oden, die Leiterin des Hafenamts, sagte, die Brücke sei beschädigt.",
        [("Mara Oden, die Leiterin des Hafenamts", "sagte", "die Brücke sei beschädigt")],
    ),
    "relative clause": (
        "Er traf einen Lotsen, der behauptet, dass die Brücke beschädigt ist.",
        [("der", "behauptet", "dass die Brücke beschädigt ist")],
    ),
    "and, same subject": (
        "Die Lehrerin sagte, die Brücke sei beschädigt, und betonte, dass sie gefährlich sei.",
        [
            ("Die Lehrerin", "sagte", "die Brücke sei beschädigt"),
            ("Die Lehrerin", "betonte", "dass sie gefährlich sei"),
        ],
    ),
    "separate particle": (
        "Die Polizei stellte am Abend fest, dass die Brücke beschädigt war.",
        [("Die Polizei", "stellte | fest", "dass die Brücke beschädigt war")],
    ),
    "nested, another speaker inside": (
        "Mara Oden sagte, dass die Polizei glaube, dass die Brücke beschädigt sei.",
        [
            ("Mara Oden", "sagte", "dass die Polizei glaube, dass die Brücke beschädigt sei"),
            ("die Polizei", "glaube", "dass die Brücke beschädigt sei"),
        ],
    ),
    "pronoun": (
        "Sie erklärte, dass die Brücke repariert werden müsse.",
        [("Sie", "erklärte", "dass die Brücke repariert werden müsse")],
    ),
    "mixed": (
        "Der Bürgermeister sagte, die Brücke sei „eine Schande“.",
        [("Der Bürgermeister", "sagte", "die Brücke sei „eine Schande“")],
    ),
    "infinitive": (
        "Die Stadt kündigte an, die Brücke zu reparieren.",
        [("Die Stadt", "kündigte an", "die Brücke zu reparieren")],
    ),
    "call on somebody": (
        "Die Gewerkschaft forderte, die Brücke zu sperren.",
        [("Die Gewerkschaft", "forderte", "die Brücke zu sperren")],
    ),
    "as the police said, first": (
        "Wie die Polizei mitteilte, wurde der Kran versetzt.",
        [("die Polizei", "mitteilte", "wurde der Kran versetzt")],
    ),
    "as the police said, last": (
        "Der Kran wurde versetzt, wie die Polizei am Abend mitteilte.",
        [("die Polizei", "mitteilte", "Der Kran wurde versetzt")],
    ),
    "this they said": (
        "Der Kran ist weg. Dies teilte die Polizei mit.",
        [("die Polizei", "teilte | mit", "Der Kran ist weg. | Dies")],
    ),
    "behind its source": (
        "Dem Bericht zufolge war der Kran alt.",
        [("Dem Bericht", "zufolge", "war der Kran alt")],
    ),
    "pronominal adverb": (
        "Es gibt ein Gutachten. Demnach war der Kran alt.",
        [("Demnach", "Demnach", "war der Kran alt")],
    ),
    "name in quotation marks": (
        "Die „Hafenpost“ berichtete, der Kran sei versetzt worden.",
        [("Die „Hafenpost“", "berichtete", "der Kran sei versetzt worden")],
    ),
    "a noun is no verb": (
        "Die Sagen der Gegend und das Schreiben der Kinder sind bekannt.",
        [],
    ),
    "stops before a main clause": (
        "Der Lotse sagte, er sei müde, und ging nach Hause.",
        [("Der Lotse", "sagte", "er sei müde")],
    ),
    "hearsay goes on": (
        "Die Polizei sagte, der Kran sei weg. Zwei Männer sollen ihn gestohlen haben.",
        [("Die Polizei", "", "Zwei Männer sollen ihn gestohlen haben."), ("Die Polizei", "sagte", "der Kran sei weg")],
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
        ("this they said", "indirect"),
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
