"""The words that carry a statement's meaning, as data."""

import pytest

from firsthand.errors import LanguageDataError
from firsthand.languages import codes, speech
from firsthand.languages.speech import all_speech_words, speech_words


def test_every_language_has_them():
    assert set(all_speech_words()) == set(codes())


def test_a_language_without_them_is_one_sentence():
    with pytest.raises(LanguageDataError, match=r"xx\.speech\.toml cannot be read.*\.$"):
        speech_words("xx")


def test_a_malformed_file_is_one_sentence_that_names_it(tmp_path, monkeypatch):
    (tmp_path / "yy.speech.toml").write_text('negations = ["not"]\n')
    monkeypatch.setattr(speech, "FOLDER", tmp_path)
    with pytest.raises(LanguageDataError, match=r"yy\.speech\.toml is malformed: .*\.$"):
        speech_words("yy")


@pytest.mark.parametrize(("code", "word", "value"), [("en", "forty", 40), ("sv", "fyrtio", 40), ("de", "vierzig", 40)])
def test_number_words_have_their_values(code, word, value):
    assert speech_words(code).numbers[word] == value
