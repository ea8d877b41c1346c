import msgspec
import pytest

from firsthand.errors import LanguageDataError
from firsthand.languages.dates import date_languages, date_words, read_date_words
from firsthand.resolve.dates_grammar import Grammar, grammar
from firsthand.resolve.dates_tokens import compose, tokens


def changed(**fields):
    return msgspec.structs.replace(date_words("en"), **fields)


def test_there_are_date_words_for_every_language():
    assert date_languages() == ("da", "de", "en", "sv")
    for code in date_languages():
        words = date_words(code)
        assert set(words.months.values()) == set(range(1, 13))
        assert set(words.weekdays.values()) == set(range(1, 8))
        assert grammar(code).dates.spaced


def test_an_unknown_language_is_one_sentence():
    with pytest.raises(
        LanguageDataError, match=r"no date words for the language 'xx'; the known ones are da, de, en, sv\."
    ):
        date_words("xx")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[dates]\nwritten = 3\n", "written"),
        ("[dates\n", "malformed"),
        ("[dates]\ncolour = 'red'\n", "colour"),
        ("", "dates"),
        ("\udcff", "malformed"),
    ],
)
def test_a_malformed_file_is_named_with_its_field(tmp_path, content, complaint):
    path = tmp_path / "xx.dates.toml"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(LanguageDataError, match=complaint) as caught:
        read_date_words(path)
    assert "xx.dates.toml" in str(caught.value)


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(LanguageDataError, match="cannot be read"):
        read_date_words(tmp_path / "none.dates.toml")


def test_a_month_past_twelve_is_refused():
    raw = msgspec.to_builtins(date_words("en")) | {"months": {"Smarch": 13}}
    with pytest.raises(msgspec.ValidationError, match="months"):
        msgspec.convert(raw, type(date_words("en")))


@pytest.mark.parametrize("template", ["[on ", "on]", "{nothing}", "(a|b", "<{weekday}", "{d", "[on]", ""])
def test_a_template_that_cannot_be_read_is_quoted(template):
    with pytest.raises(LanguageDataError, match="template"):
        Grammar(changed(written=(template,)))


def test_an_entry_of_several_words_is_refused():
    with pytest.raises(LanguageDataError, match="'two words' is not one word"):
        Grammar(changed(lists={"x": ("two words",)}))


def test_a_template_is_found_with_what_its_slots_hold():
    using = Grammar(
        changed(written=(r"[the ]{d}(st|th) \(of\) {month}[.]",), placed={}, offsets={}, counted={}, never=())
    )
    (match,) = using.matches(using.dates, tokens("the 4th (of) May."), 0)
    assert (match.stop, dict(match.bound)) == (8, {"{d}": 4, "{month}": 5})
    assert using.matches(using.dates, tokens("the 4 th (of) May"), 0) == []


@pytest.mark.parametrize(
    "text", ["", "abc", "a\u0301b", "e\u0302\u0301 x", "\u0301", "A\u030a\u030aB", "x\u0301\u0301\u0301"]
)
def test_composed_characters_know_where_they_came_from(text):
    composed, origin = compose(text)
    if origin is None:
        assert composed == text
    else:
        assert len(origin) == len(composed) + 1
        assert origin == sorted(origin)
        assert origin[-1] == len(text)
