"""Content read again as a text of its own: what is cut off it, and where what is found stands in the whole."""

import numpy as np

from firsthand.extract.again import alone, read_again
from firsthand.extract.encoder_read import Found, Read
from firsthand.languages import language
from firsthand.model import Span

EN = language("en")
TEXT = "“The crane,” the mayor said, “was old, Ivo Kell told me.” He said that Mara Oduya denies it."


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def test_marks_and_complementiser_are_cut_off_and_a_sentence_is_made():
    made = alone(TEXT, (span("that Mara Oduya denies it"),), EN)
    assert made.text == "Mara Oduya denies it."


def test_pieces_are_read_as_one_sentence():
    made = alone(TEXT, (span("“The crane,”"), span("“was old, Ivo Kell told me.”")), EN)
    assert made.text == "The crane was old, Ivo Kell told me."
    whole = made.spans(Span(4, made.text.index(", Ivo")))
    assert [s.of(TEXT) for s in whole] == ["crane", "was old"]


def test_a_small_first_letter_becomes_a_capital():
    assert alone("said the crane was old", (Span(5, 22),), EN).text == "The crane was old."


def test_too_little_is_not_read_again():
    assert alone(TEXT, (span("that Mara"),), EN) is None
    assert alone(TEXT, (), EN) is None


def test_what_is_found_stands_where_it_stands_in_the_whole():
    def read(text):
        def at(words):
            return Span(text.index(words), text.index(words) + len(words))

        one = Found(
            source=at("Ivo Kell"),
            cue=at("told"),
            content=(at("The crane was old"),),
            cue_probability=1.0,
            path_probability=1.0,
            score=1.0,
        )
        return Read(found=(one,), starts=np.arange(len(text)), cue=np.linspace(0, 1, len(text)))

    found = read_again(TEXT, (span("“The crane,”"), span("“was old, Ivo Kell told me.”")), EN, read)
    (one,) = found.found
    assert one.source.of(TEXT) == "Ivo Kell"
    assert one.cue.of(TEXT) == "told"
    assert [s.of(TEXT) for s in one.content] == ["The crane", "was old"]
    assert found.cue_at(span("told")) > found.cue_at(span("crane")) > 0
    assert found.cue_at(span("Mara Oduya")) <= 1


def test_a_content_without_a_word_of_a_cue_is_not_read():
    def read(text):
        raise AssertionError(text)

    text = "The mayor said the old crane by the harbour wall is green."
    assert read_again(text, (Span(15, len(text)),), EN, read).found == ()
