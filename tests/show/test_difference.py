"""Checked quotations in the terminal: readable without colour, safe with any text."""

import io
import re

import msgspec
import pytest
from rich.console import Console

from firsthand.ingest.transcripts import plain_transcript
from firsthand.link.check import Checker, Quotation
from firsthand.link.differences import Kind, Verdict
from firsthand.show.difference import check_words, difference, render_checked

SAID = "ADA QUILL: Good evening. We counted fourteen boats, and we will not raise the fee. Thank you.\n"


def check(*quotes, text=SAID):
    checker = Checker([plain_transcript(text, name="council", path="council.txt")])
    return [checker.check(Quotation(id=str(number), quote=quote)) for number, quote in enumerate(quotes, start=1)]


def shown(rows, *, color=None, encoding="utf-8", width=90):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, write_through=True)
    render_checked(rows, console=Console(file=stream, width=width, color_system=color, force_terminal=bool(color)))
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize(
    ("quote", "marked"),
    [
        ("We counted forty boats", "We counted [-fourteen-]{+forty+} boats"),
        ("we will raise the fee", "we will [-not-] raise the fee"),
        ("we will not ever raise the fee", "we will not {+ever+} raise the fee"),
        ("we will not raise the fee", "we will not raise the fee"),
    ],
)
def test_the_difference_is_marked_by_signs(quote, marked):
    (row,) = check(quote)
    assert difference(row).plain == marked
    assert marked in shown([row])


def test_place_speaker_and_surroundings_are_shown():
    text = " ".join(shown(check("We counted forty boats")).split())
    assert "council [25–50]" in text
    assert "ADA QUILL" in text
    assert "a number changed: “fourteen” → “forty”" in text
    assert ", and we will not raise the fee." in text


def test_what_is_not_found_accuses_nobody():
    text = shown(check("the moon is made of cheese"))
    assert "Not found here" in text
    assert "may have been said elsewhere" in text
    assert "In the difference" not in text


def test_colours_change_no_word():
    rows = check("We counted forty boats", "Thank you")
    plain = shown(rows)
    coloured = shown(rows, color="standard")
    assert "\x1b[" in coloured

    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_a_text_cannot_steer_the_terminal_or_write_markup():
    text = shown(
        check("We counted [bold red]forty\x1b[2J boats", text=SAID.replace("fourteen", "fourteen\x1b[31m[link]"))
    )
    assert "\x1b" not in text
    assert "[bold red]" in text


def test_a_console_that_lacks_a_sign_shows_its_code():
    text = shown(check("We counted forty båtar and boats"), encoding="ascii")
    assert "b\\xe5tar" in text


def test_every_verdict_and_kind_has_words_and_no_other_has():
    words = check_words()
    assert set(words.verdicts) == set(Verdict.__args__)
    assert set(words.kinds) == set(Kind.__args__)


def test_a_quotation_of_a_document_goes_by_its_number_and_one_of_a_file_by_its_name():
    rows = [
        msgspec.structs.replace(one, id=id_) for one, id_ in zip(check("a b c", "d e f"), ("0" * 16, "q7"), strict=True)
    ]
    text = shown(rows)
    assert "1. Not found here" in text
    assert "q7. Not found here" in text
