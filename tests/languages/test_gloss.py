"""Sentences of other languages in English words."""

from collections import Counter

import pytest

from firsthand.languages.gloss import _table, glossed
from firsthand.trace.corpus import in_english, term_of


def test_a_sentence_is_put_into_english_word_for_word():
    swedish = "Några minuter innan kajen exploderade såg Ragna en grå båt lämna hamnen."
    assert in_english(swedish, "sv") == "some minutes before quay explosion see Ragna a grey ship leave harbour"
    german = "Zwölf Menschen starben am Montag."
    assert in_english(german, "de").startswith("12 people kill")


def test_english_and_unknown_languages_stay_as_they_are():
    assert in_english("Nine people died.", "en") == "Nine people died."
    assert glossed() == {"en", "sv", "de"}


def test_words_of_two_languages_are_compared_as_one():
    assert term_of("grått", "sv") == term_of("graue", "de") == term_of("grey", "en")


@pytest.mark.parametrize("lang", ["sv", "de"])
def test_every_word_stands_for_one_english_word(lang):
    counts = Counter(word for words in _table()[lang].values() for word in words)
    assert [word for word, count in counts.items() if count > 1] == []
    assert all(word == word.lower().strip() for word in counts)
