import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.ingest.record import build_document
from firsthand.ingest.wrap import unwrapped
from firsthand.reading import read_document
from firsthand.settings import Settings

QUOTE = (
    "“We have been patient for two years and we will not go back to work before they have answered each of our "
    "questions about the nights,” the chairwoman of the dock workers’ union, Ada Quill, told the crowd at the gate."
)
MORE = (
    "The ministry denied on Tuesday that any ship had been turned away from the harbour while the talks with the "
    "union about the nights were going on, and it said that it would answer by the end of the week."
)


def filled(*paragraphs, width=66):
    return "\n\n".join(textwrap.fill(one, width) for one in paragraphs)


@pytest.mark.parametrize("width", [50, 66, 72, 100])
def test_wrapped_lines_are_read_as_one(width):
    assert unwrapped(filled(QUOTE, MORE, width=width)) == f"{QUOTE}\n\n{MORE}"


@pytest.mark.parametrize(
    "text",
    [
        f"{QUOTE}\n{MORE}\n{QUOTE}\n{MORE}",
        "Ada Quill\nHarbour Street 1\nVelmora\n\nBo Lind\nChurch Street 22 B\nWexlow",
        "\n".join(f"– This is what number {i} had to say about the matter, at some length." for i in range(9)),
        "\n".join(f"* point {i} of the list that the union handed in on Tuesday morning" for i in range(9)),
        "Moderator: Welcome.\nQuill: Thank you for having me here.\nModerator: What is it about?\nQuill: Nights.",
        "One line.",
        "",
        "\n\n\n",
    ],
)
def test_lines_that_end_by_themselves_stay(text):
    assert unwrapped(text) == text


def test_a_heading_and_a_list_in_a_wrapped_text_stay():
    text = f"Port shut\n{filled(QUOTE, MORE)}\n\n- one thing\n- another\n"
    expected = f"Port shut\n{QUOTE}\n\n{MORE}\n\n- one thing\n- another\n"
    assert unwrapped(text) == expected


@given(st.text(st.sampled_from("ab .\n-“”\r\u2028 é\u0301🚢א"), max_size=400))
def test_the_length_never_changes(text):
    found = unwrapped(text)
    assert len(found) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, found, strict=True))


def test_worst_cases_take_no_time():
    for worst in ("a\n", "\n", "a" * 60 + "\n", "a b" * 20 + "\n", " \n", "- \n"):
        assert len(unwrapped(worst * 50_000)) == len(worst) * 50_000


def test_a_quotation_over_wrapped_lines_is_whole_and_its_offsets_hold_in_the_text_as_given():
    text = filled(QUOTE, MORE)
    plain, wrapped = (
        read_document(build_document("a", given, settings=Settings(), lang="en"), settings=Settings())
        for given in (f"{QUOTE}\n\n{MORE}", text)
    )
    assert wrapped.document.text == text
    assert [(one.source, one.cue, one.content, one.type) for one in wrapped.attributions] == [
        (one.source, one.cue, one.content, one.type) for one in plain.attributions
    ]
    first = wrapped.attributions[0]
    assert first.type == "direct"
    assert first.content[0].of(text).replace("\n", " ") == QUOTE[: QUOTE.index("”") + 1]
    assert {speaker.name for speaker in wrapped.speakers} == {speaker.name for speaker in plain.speakers}
