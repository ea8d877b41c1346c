import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model import Item, Published, Span
from firsthand.show.layout import blocks, paragraphs
from show.samples import REVIEW, Maker, article, review

UNKNOWN = Published(value=None, how="")


def test_a_press_review_is_shown_in_its_own_order():
    kinds = [block.kind for block in blocks(review())]
    assert kinds == ["commentary", "item", "commentary", "item", "item", "more"]


def test_a_text_without_items_is_one_block():
    (block,) = blocks(article())
    assert (block.kind, block.parts) == ("text", (Span(0, len(article().document.text)),))


def test_an_empty_text_has_no_block():
    assert blocks(Maker(" \n ").reading(UNKNOWN)) == ()


def test_text_between_a_heading_and_its_excerpt_stays_with_the_item():
    text = "Heading\nby line\nExcerpt here."
    item = Item(heading=Span(0, 7), body=Span(16, 29))
    (block,) = blocks(Maker(text).reading(UNKNOWN, items=(item,)))
    assert [part.of(text).strip() for part in block.parts] == ["by line", "Excerpt here."]


def test_an_excerpt_before_its_heading_is_one_item():
    text = "Excerpt here.\nHeading"
    item = Item(heading=Span(14, 21), body=Span(0, 13))
    (block,) = blocks(Maker(text).reading(UNKNOWN, items=(item,)))
    assert block.heading == Span(14, 21)
    assert block.parts == (Span(0, 13),)


@st.composite
def reviews(draw):
    text = draw(st.text(alphabet="abc\n .", max_size=60))
    place = st.integers(0, len(text))

    def span():
        return Span(*sorted((draw(place), draw(place))))

    items = tuple(
        Item(heading=span(), body=span() if draw(st.booleans()) else None) for _ in range(draw(st.integers(1, 3)))
    )
    commentary = tuple(span() for _ in range(draw(st.integers(0, 2))))
    return Maker(text).reading(UNKNOWN, items=items, commentary=commentary)


@given(reviews())
def test_every_printed_character_is_shown_exactly_once_whatever_the_spans(reading):
    text = reading.document.text
    shown = [0] * len(text)
    for block in blocks(reading):
        spans = [block.heading] if block.heading else []
        spans += [span for part in block.parts for span in paragraphs(text, part)]
        for span in spans:
            for place in range(span.start, span.end):
                shown[place] += 1
    assert all(count == 1 for count, char in zip(shown, text, strict=True) if not char.isspace())
    assert all(count <= 1 for count in shown)


def test_lines_are_paragraphs():
    text = "One line that ends here.\nAnother.\n\n  \nA third."
    assert [span.of(text) for span in paragraphs(text, Span(0, len(text)))] == [
        "One line that ends here.",
        "Another.",
        "A third.",
    ]


def test_lines_broken_at_a_margin_are_one_paragraph():
    text = "The harbour of Skarvik will stay closed all\nof next week, the harbour master Ingrid\nMoll said on Tuesday."
    assert paragraphs(text, Span(0, len(text))) == (Span(0, len(text)),)


def test_a_list_of_short_lines_stays_a_list():
    text = "Apples\nPears\nOranges"
    assert len(paragraphs(text, Span(0, len(text)))) == 3


@pytest.mark.parametrize("piece", ["\n", "\n ", " ", "\n\t\n", "a\n"])
def test_white_space_without_end_is_divided(piece):
    text = piece * 50_000
    assert all(span.of(text).strip() for span in paragraphs(text, Span(0, len(text))))


def test_the_sample_review_loses_no_word():
    words = [
        span.of(REVIEW)
        for block in blocks(review())
        for span in ([block.heading] if block.heading else [])
        + [line for part in block.parts for line in paragraphs(REVIEW, part)]
    ]
    assert " ".join(words).split() == REVIEW.split()
