import io
import re

import msgspec
import pytest
from rich.console import Console

from firsthand.model import Document, document_id
from firsthand.reading import read_document
from firsthand.settings import Settings
from firsthand.show.terminal import render
from firsthand.show.traced import lines, unread
from show.samples import FAILURES, article, everything, review
from show.traces import traced


def printed(readings, *, width=200, encoding="utf-8", **settings):
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    render(readings, console=Console(file=out, width=width, **settings), failures=FAILURES)
    out.flush()
    return out.buffer.getvalue().decode(encoding)


def test_the_terminal_shows_the_text_with_its_marks_and_the_chain_in_words():
    text = printed([review()])
    assert "⟦³ ”Kranen står där den står”⟧³, ~sade~ ‹Ingrid Moll›³, enligt «Norra Posten»" in text
    assert "3  Ingrid Moll → relayed by Kustbyrån → relayed by Norra Posten → published by Skarvikbladet" in text
    assert "The reviewer’s own words" in text
    assert "15 May 2031 [inferred, not printed]" in text
    assert "! Note: skarvikbladett.example is one letter" in text
    assert "notes.docx: notes.docx is not text" in text


def test_the_terminal_tells_date_framing_nesting_and_warnings():
    text = printed([article()])
    assert "Said: 13 May 2031 (how it is known: the Tuesday before" in text
    assert "The text frames this as distancing (it keeps its distance); its words: “Claims of”." in text
    assert "It stands inside number 4." in text
    assert "! Note: Source not named: the text does not say who said this." in text
    assert "https://www.skarvikbladet.example/2031/crane?id=7&p=1" in text


def test_without_a_terminal_there_is_no_escape_and_no_trailing_space():
    text = printed(everything(), width=80)
    assert "\x1b" not in text
    assert all(line == line.rstrip() for line in text.splitlines())
    assert max(map(len, text.splitlines())) <= 80


def test_without_colour_the_marks_are_still_there():
    text = printed([article()], force_terminal=True, no_color=True)
    assert "\x1b[3" not in text.replace("\x1b[3m", "")
    assert "‹" in text
    assert "⟦" in text


def test_every_word_of_the_document_is_printed():
    text = printed(everything())
    for reading in everything():
        for word in reading.document.text.split():
            assert re.sub(r"^\W+|\W+$", "", word) in text


def test_a_console_that_is_not_unicode_gets_plain_signs():
    text = printed(everything(), encoding="ascii")
    assert "<harbour master Ingrid Moll>^5 ~said~ on Tuesday" in text
    assert "\\u2192" in text


def test_a_narrow_console_still_prints():
    assert "Ingrid" in printed(everything(), width=12)


def test_what_stands_after_a_dash_is_exact_and_not_in_quotation_marks():
    text = "– Kranen står där den står, säger Ingrid Moll.\n\n”Den står där”, säger Ingrid Moll."
    document = Document(id=document_id(text=text), name="kran.txt", text=text, lang="sv")
    text = printed([read_document(document, settings=Settings(model=False))])
    assert text.count("Given as exact words. Said") == 1
    assert text.count("Given as exact words, in quotation marks.") == 1


def test_a_report_too_uncertain_to_count_is_told_apart_from_what_does_not_support_the_claim():
    given = traced()
    reports = tuple(msgspec.structs.replace(r, counted=r.id != "r-later", variant=None) for r in given.reports)
    told = list(lines(msgspec.structs.replace(given, reports=reports)))
    place = told.index("  May say so, too uncertain to count")
    assert "r-later" in told[place + 1]
    assert "  Not in support" not in told[: place + 2]


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Færgen Alka sejlede fra Mornvik med åben bovport, siger politiet.", True),
        ("Le traversier est parti de Mornvik avec la porte ouverte, selon la police du port.", True),
        ("Färjan Alka lämnade Mornvik med öppen bogport, säger polisen.", False),
        ("Neun Tote.", False),
    ],
)
def test_a_claim_in_a_language_that_is_not_looked_for_is_said_to_be(claim, said):
    sentence = unread(msgspec.structs.replace(traced(), claim=claim))
    assert (sentence is not None) is said
