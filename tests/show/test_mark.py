import itertools

from hypothesis import given
from hypothesis import strategies as st

from firsthand.model import Relay, Span
from firsthand.show.mark import Mark, marks_of, segments, within
from show.samples import Maker, article

ROLES = ("source", "cue", "content", "relay")


@st.composite
def texts_and_marks(draw):
    text = draw(st.text(alphabet="ab \n“”é", max_size=40))
    places = st.integers(0, len(text))
    marks = []
    for number in range(draw(st.integers(0, 8))):
        start, end = sorted((draw(places), draw(places)))
        if start < end:
            marks.append(Mark(number=number, role=draw(st.sampled_from(ROLES)), span=Span(start, end)))
    return text, marks, draw(st.lists(places, max_size=5))


@given(texts_and_marks())
def test_segments_are_the_whole_text_in_order(case):
    text, marks, cuts = case
    found = segments(len(text), marks, cuts=cuts)
    assert "".join(segment.span.of(text) for segment in found) == text
    assert all(segment.span.start < segment.span.end for segment in found)


@given(texts_and_marks())
def test_every_character_carries_exactly_the_roles_that_cover_it(case):
    text, marks, cuts = case
    for segment in segments(len(text), marks, cuts=cuts):
        for place in range(segment.span.start, segment.span.end):
            expected = {id(mark) for mark in marks if mark.span.start <= place < mark.span.end}
            assert {id(mark) for mark in segment.marks} == expected
        assert segment.roles == {mark.role for mark in segment.marks}
        assert segment.depth == sum(mark.role == "content" for mark in segment.marks)


@given(texts_and_marks())
def test_every_mark_opens_once_and_closes_once_at_its_edges(case):
    text, marks, cuts = case
    found = segments(len(text), marks, cuts=cuts)
    opened = [(id(mark), segment.span.start) for segment in found for mark in segment.opens]
    closed = [(id(mark), segment.span.end) for segment in found for mark in segment.closes]
    assert sorted(opened) == sorted((id(mark), mark.span.start) for mark in marks)
    assert sorted(closed) == sorted((id(mark), mark.span.end) for mark in marks)


@given(texts_and_marks())
def test_cuts_are_kept_so_that_a_paragraph_gets_whole_segments(case):
    text, marks, cuts = case
    found = segments(len(text), marks, cuts=cuts)
    edges = sorted({0, len(text), *cuts})
    parts = [within(found, Span(a, b)) for a, b in itertools.pairwise(edges)]
    assert tuple(segment for part in parts for segment in part) == found


def test_outer_roles_open_first_and_inner_ones_close_first():
    outer = Mark(number=1, role="content", span=Span(0, 9))
    inner = Mark(number=2, role="content", span=Span(0, 9))
    source = Mark(number=2, role="source", span=Span(0, 3))
    found = segments(9, [source, inner, outer])
    assert [(m.number, m.role) for m in found[0].opens] == [(1, "content"), (2, "content"), (2, "source")]
    assert [m.number for m in found[1].closes] == [2, 1]


def test_the_cue_prints_its_number_only_without_a_source():
    reading = article()
    numbers = {row.id: n for n, row in enumerate(reading.attributions, start=1)}
    marks = marks_of(reading.attributions, numbers=numbers, text=reading.document.text)
    cues = {mark.number: mark.numbered for mark in marks if mark.role == "cue"}
    assert cues[1] is False
    assert cues[8] is True
    assert all(not mark.numbered for mark in marks if mark.role == "relay")


def test_each_attribution_has_one_first_mark_its_earliest():
    reading = article()
    numbers = {row.id: n for n, row in enumerate(reading.attributions, start=1)}
    marks = marks_of(reading.attributions, numbers=numbers, text=reading.document.text)
    for number in numbers.values():
        own = [mark for mark in marks if mark.number == number]
        assert [mark.span.start for mark in own if mark.first] == [min(mark.span.start for mark in own)]


def test_spans_outside_the_text_are_clipped_and_empty_ones_dropped():
    m = Maker("abcdef")
    row = m.add(Span(4, 99), Span(2, 2), Span(50, 60), relays=((Span(-3, 1), "R", "agency"),))
    assert row.relays == (Relay(span=Span(-3, 1), name="R", kind="agency"),)
    marks = marks_of([row], numbers={row.id: 1}, text="abcdef")
    assert {(mark.role, mark.span) for mark in marks} == {("source", Span(4, 6)), ("relay", Span(0, 1))}


def test_spans_are_trimmed_so_that_no_mark_begins_between_paragraphs():
    m = Maker("one\n\n two \n")
    row = m.add((), (), (Span(3, 11), Span(3, 5)))
    (mark,) = marks_of([row], numbers={row.id: 1}, text=m.doc.text)
    assert mark.span.of(m.doc.text) == "two"
