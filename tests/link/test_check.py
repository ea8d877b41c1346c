"""Quotations against transcripts: the place, the verdict, the speaker, and what stands around."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import InputError, LimitError
from firsthand.ingest.transcripts import plain_transcript
from firsthand.link.check import Checker, Quotation
from firsthand.link.check_case import from_reading
from firsthand.model import Span

COUNCIL = """ADA QUILL: The old bridge will be closed at noon, but only if the wind rises.
ADA QUILL: We counted fourteen boats in the basin.
BO LIND: Who pays for the repair of the sluice gates?
ADA QUILL: The harbour pays for the repair...
BO LIND: Wrong.
ADA QUILL: ...of every gate on the northern side. I do not believe that the ferry company will ever come back to Wexlow.
BO LIND: Thank you very much.
ADA QUILL: As for the lighthouse, it was sold in March to a family from Brackwater who want to live there all year.
"""
SWEDISH = """KARIN ÅKESJÖ: Vi hade blivit varnade, men varningen gällde cisternerna. Hamnen stängs inte i år.
OLE BRANDT: Thank you very much. Vem har skrivit rapporten om bryggan?
"""
GERMAN = """JÖRN TIDEMANN: Wir bauen die Brücke, wenn der Landtag zustimmt. Das Schiff lag nicht im Hafen von Lorwede.
"""


@pytest.fixture(scope="module")
def checker():
    texts = {"council": COUNCIL, "kammaren": SWEDISH, "landtag": GERMAN}
    return Checker([plain_transcript(text, name=name, path=f"{name}.txt") for name, text in texts.items()])


def ask(checker, quote, speaker=None):
    return checker.check(Quotation(id="q", quote=quote, speaker=speaker))


def words(checker, row):
    return row.span.of(checker.transcript(row.doc).text)


@pytest.mark.parametrize(
    ("quote", "doc", "verdict", "speaker", "said"),
    [
        (
            "We counted fourteen boats in the basin",
            "council",
            "verbatim",
            "ADA QUILL",
            "We counted fourteen boats in the basin",
        ),
        (
            "we counted FOURTEEN boats - in the basin!",
            "council",
            "verbatim",
            "ADA QUILL",
            "We counted fourteen boats in the basin",
        ),
        (
            "We counted forty boats in the basin",
            "council",
            "altered",
            "ADA QUILL",
            "We counted fourteen boats in the basin",
        ),
        (
            "I believe that the ferry company will come back to Wexlow",
            "council",
            "altered",
            "ADA QUILL",
            "I do not believe that the ferry company will ever come back to Wexlow",
        ),
        (
            "she did not believe that the ferry company would ever come back to Wexlow",
            "council",
            "altered",
            "ADA QUILL",
            "I do not believe that the ferry company will ever come back to Wexlow",
        ),
        (
            "We counted 14 boats in the basin",
            "council",
            "nearly_verbatim",
            "ADA QUILL",
            "We counted fourteen boats in the basin",
        ),
        (
            "The harbour pays for the repair of every gate",
            "council",
            "nearly_verbatim",
            "ADA QUILL",
            "The harbour pays for the repair...\nBO LIND: Wrong.\nADA QUILL: ...of every gate",
        ),
        (
            "The lighthouse was sold … to a family from Brackwater",
            "council",
            "altered",
            "ADA QUILL",
            "the lighthouse, it was sold in March to a family from Brackwater",
        ),
        (
            "it was sold … to a family from Brackwater",
            "council",
            "truncated",
            "ADA QUILL",
            "it was sold in March to a family from Brackwater",
        ),
        ("it [the tower] was sold in March", "council", "edited", "ADA QUILL", "it was sold in March"),
        ("Hamnen stängs i år", "kammaren", "altered", "KARIN ÅKESJÖ", "Hamnen stängs inte i år"),
        (
            "Das Schiff lag im Hafen von Lorwede",
            "landtag",
            "altered",
            "JÖRN TIDEMANN",
            "Das Schiff lag nicht im Hafen von Lorwede",
        ),
    ],
)
def test_a_quotation_is_found_and_judged(checker, quote, doc, verdict, speaker, said):
    row = ask(checker, quote)
    assert (row.doc, row.verdict, row.speaker) == (doc, verdict, speaker)
    assert words(checker, row) == said == row.said


@pytest.mark.parametrize(
    "quote", ["The moon is made of cheese", "Zeppelin", "Ich habe davon nie gehört", "Wexlow ferry bridge wind"]
)
def test_what_is_not_there_is_not_found_and_no_more(checker, quote):
    row = ask(checker, quote)
    assert row.verdict == "not_found"
    assert (row.doc, row.span, row.speaker, row.differences) == (None, None, None, ())


FILLER = " ".join(f"Item {number} of the plan was read out by clerk number {number}." for number in range(80))
FAR_APART = (
    f"ADA QUILL: The northern sluice leaks every winter. {FILLER} The southern harbour stays open for fishing boats."
)


def test_parts_from_far_apart_are_spliced():
    text = FAR_APART
    row = ask(
        Checker([plain_transcript(text, name="long", path="long.txt")]),
        "The northern sluice leaks every winter. The southern harbour stays open for fishing boats.",
    )
    assert row.verdict == "spliced"
    assert {one.kind for one in row.differences} & {"spliced", "other_place"}


def test_parts_in_the_other_order_are_found_too():
    text = FAR_APART
    row = ask(
        Checker([plain_transcript(text, name="long", path="long.txt")]),
        "The southern harbour stays open for fishing boats. The northern sluice leaks every winter.",
    )
    assert row.verdict == "spliced"
    (moved,) = [one for one in row.differences if one.kind == "other_place"]
    assert {moved.transcript.of(text), row.said} == {
        "The northern sluice leaks every winter",
        "The southern harbour stays open for fishing boats",
    }


@pytest.mark.parametrize(
    ("quote", "kind", "rest"),
    [
        ("The old bridge will be closed at noon", "condition_cut", ", but only if the wind rises."),
        ("Vi hade blivit varnade", "contrast_cut", ", men varningen gällde cisternerna."),
        ("Wir bauen die Brücke", "condition_cut", ", wenn der Landtag zustimmt."),
        ("the ferry company will ever come back", "negation_cut", "I do not believe that "),
    ],
)
def test_a_verbatim_quotation_can_lack_what_its_sentence_says(checker, quote, kind, rest):
    row = ask(checker, quote)
    assert row.verdict == "verbatim"
    (note,) = row.differences
    assert note.kind == kind
    assert note.transcript.of(checker.transcript(row.doc).text).endswith(rest)


def test_a_whole_sentence_lacks_nothing(checker):
    assert ask(checker, "We counted fourteen boats in the basin.").differences == ()


def test_words_of_another_are_said_to_be(checker):
    quote = "Who pays for the repair of the sluice gates?"
    assert ask(checker, quote, "Bo Lind").differences == ()
    (note,) = ask(checker, quote, "Ada Quill").differences
    assert note.kind == "speaker_changed"


def test_words_of_two_speakers_are_said_to_be(checker):
    row = ask(checker, "Who pays for the repair of the sluice gates? The harbour pays for the repair")
    assert "speaker_changed" in {one.kind for one in row.differences}


def test_among_equal_places_the_speaker_decides_and_then_the_order(checker):
    first = ask(checker, "Thank you very much.")
    assert (first.doc, first.speaker) == ("council", "BO LIND")
    assert [(one.doc, one.speaker) for one in first.also] == [("kammaren", "OLE BRANDT")]
    assert ask(checker, "Thank you very much.", "Ole Brandt").doc == "kammaren"


def test_the_answer_carries_the_sentences_around(checker):
    row = ask(checker, "fourteen boats")
    text = checker.transcript("council").text
    start = row.span.start - len(row.before)
    assert text[start : row.span.end + len(row.after)] == row.before + row.said + row.after
    assert row.before.endswith("We counted ")
    assert row.after.startswith(" in the basin.")


def test_transcripts_of_one_name_are_told_apart():
    same = [
        plain_transcript(f"ADA QUILL: The {word} is shut.", name="a", path=f"{word}/a.txt") for word in ("dock", "quay")
    ]
    found = Checker(same)
    assert {ask(found, "The dock is shut").doc, ask(found, "The quay is shut").doc} == {"dock/a.txt", "quay/a.txt"}


@pytest.mark.parametrize("quote", ["", "  \n", "…!?", "—"])
def test_a_quotation_without_a_word_is_one_sentence(checker, quote):
    with pytest.raises(InputError, match=r"holds no word.*\.$"):
        ask(checker, quote)


def test_a_huge_quotation_is_one_sentence(checker):
    with pytest.raises(LimitError, match=r"more than 1,000; check it in parts\.$"):
        ask(checker, "word " * 100_000)


@pytest.mark.parametrize(
    "quote", ["(" * 20_000 + "boats", "“" * 20_000 + "boats", "boats" + "." * 20_000, "a" * 50_000, "1." * 20_000]
)
def test_worst_quotations_are_answered(checker, quote):
    assert ask(checker, quote).verdict


def test_nothing_to_look_in_finds_nothing():
    assert ask(Checker([]), "boats").verdict == "not_found"
    assert ask(Checker([plain_transcript("", name="a", path="a")]), "boats").verdict == "not_found"


def test_a_document_is_a_transcript_with_the_speakers_it_names(reading):
    found = Checker([from_reading(reading, path="my.case")])
    row = ask(found, "The bridge was closed at noon")
    assert (row.doc, row.verdict) == ("a.txt", "verbatim")


SENTENCES = [line.split(": ", 1)[1] for text in (COUNCIL, SWEDISH, GERMAN) for line in text.splitlines()]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_of_a_transcript_is_verbatim_in_its_place(checker, sentence):
    row = ask(checker, sentence)
    assert row.verdict == "verbatim"
    assert words(checker, row).strip(" .?") in sentence


@settings(deadline=None)
@given(st.data())
def test_any_stretch_of_spoken_words_is_verbatim(checker, data):
    speech = data.draw(st.sampled_from(SENTENCES)).split()
    start = data.draw(st.integers(0, len(speech) - 1))
    quote = " ".join(speech[start : data.draw(st.integers(start + 1, len(speech)))])
    if any(sign.isalnum() for sign in quote):
        row = ask(checker, quote)
        assert row.verdict == "verbatim"
        assert row.score == 1


@settings(deadline=None)
@given(st.text(alphabet="abeE … ()[]14%’'\n.", max_size=60), st.lists(st.sampled_from(COUNCIL.split()), max_size=12))
def test_spans_lie_in_the_texts_whatever_is_asked(checker, noise, pieces):
    quote = f"{noise} {' '.join(pieces)}"
    try:
        row = ask(checker, quote)
    except InputError:
        return
    if row.doc is None:
        return
    text = checker.transcript(row.doc).text
    assert 0 <= row.span.start < row.span.end <= len(text)
    assert row.said == row.span.of(text)
    for one in row.differences:
        assert 0 <= one.quote.start <= one.quote.end <= len(quote)
        assert Span(0, len(text)).holds(one.transcript)
        assert one.transcript.start <= one.transcript.end
