"""Transcripts, line by line, and words that stand for the sentence before them."""

import pytest

from firsthand.extract import attributions
from firsthand.model import Document

TRANSCRIPT = """Ministry of Harbours, press conference of 4 March

Ada Finch, harbour minister: Good afternoon. I take questions now.

Question (Herald): Was it sabotage?

Ada Finch: We do not know that yet (laughter).

Question (Post): Who warned you?
"""


def rows(text: str, lang: str) -> list[tuple[str, str, str, str]]:
    document = Document(id="d", name="d", text=text, lang=lang)
    return [
        (
            " ".join(span.of(text) for span in row.source),
            " ".join(span.of(text) for span in row.cue),
            " | ".join(span.of(text) for span in row.content),
            row.polarity,
        )
        for row in attributions(document)
    ]


def test_each_line_of_a_transcript_is_its_speakers_word():
    found = [row for row in rows(TRANSCRIPT, "en") if row[1] == ":"]
    assert [(source, polarity) for source, _, _, polarity in found] == [
        ("Ada Finch, harbour minister", "asserts"),
        ("Question (Herald)", "questions"),
        ("Ada Finch", "asserts"),
        ("Question (Post)", "questions"),
    ]
    assert found[0][2] == "Good afternoon. I take questions now."


def test_a_text_with_a_label_or_two_is_no_transcript():
    text = "The ferry sailed at nine.\nSports: the final was lost.\nMost passengers slept.\nNobody was hurt.\n"
    assert [row for row in rows(text, "en") if row[1] == ":"] == []


def test_a_list_of_days_is_no_transcript():
    text = "1. Day: (27.12.2008)\n2. Day: the boats left\n3. Day: (29.12.2008)\n4. Day: the boats came back\n"
    assert [row for row in rows(text, "en") if row[1] == ":"] == []


@pytest.mark.parametrize(
    ("lang", "text", "source", "before"),
    [
        ("sv", "Tolv personer skadades. Det uppger räddningstjänsten för TT.", "räddningstjänsten", "Tolv"),
        ("sv", "Båten var sen. Det skriver Fenmore Tidning.", "Fenmore Tidning", "Båten"),
        ("de", "Das Boot war alt. So berichtet es der Fenmorer Bote.", "der Fenmorer Bote", "Das Boot"),
        ("de", "Zwölf Menschen wurden verletzt. Das teilte die Polizei mit.", "die Polizei", "Zwölf"),
    ],
)
def test_what_that_stands_for_is_the_sentence_before(lang, text, source, before):
    ((found, _, content, _),) = rows(text, lang)
    assert found == source
    assert content.startswith(before)


@pytest.mark.parametrize(
    ("lang", "text", "content"),
    [
        ("de", "Das Boot war alt. So sagte der Minister, er habe nichts gewusst.", "er habe nichts gewusst"),
        ("sv", "Båten var sen. Det sägs att den brann.", "att den brann"),
    ],
)
def test_a_statement_of_its_own_behind_it_is_what_was_said(lang, text, content):
    assert [row[2] for row in rows(text, lang)] == [content]
