import re
from importlib import resources

import pytest

from firsthand.errors import LanguageDataError
from firsthand.show.clean import one_line, safe_url, visible
from firsthand.show.dates import in_words
from firsthand.show.words import load

WORDS = load()


def sources():
    show = resources.files("firsthand.show")
    for folder in (show, show / "templates"):
        for path in folder.iterdir():
            if path.name.endswith((".py", ".j2")):
                yield path.read_text(encoding="utf-8")


def test_every_sentence_is_used_and_every_used_sentence_exists():
    text = "\n".join(sources())
    quoted = set(re.findall(r'"([a-z_]+)"', text))
    built = {f"vh_{role}" for role in ("source", "cue", "content", "relay")}
    built |= {f"key_{role}{end}" for role in ("source", "cue", "content", "relay") for end in ("", "_means")}
    assert set(WORDS.text) - quoted - built == set()
    assert set(re.findall(r'\.say\(\s*"([a-z_]+)"', text)) - {"vh_"} <= set(WORDS.text)


def test_an_unknown_language_says_what_to_do():
    with pytest.raises(LanguageDataError, match=r"xx\.toml cannot be read .* use en"):
        load("xx")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2031-05-04", "4 May 2031"),
        ("2031-05", "May 2031"),
        ("2031", "2031"),
        ("2031-05-04T16:20:00+02:00", "4 May 2031, 16:20 (+02:00)"),
        ("2031-05-04T16:20:00Z", "4 May 2031, 16:20 (UTC)"),
        ("2031-05-04T16:20", "4 May 2031, 16:20"),
        ("2031-13-04", "2031-13-04"),
        ("2031-05-99", "2031-05-99"),
        ("last spring", "last spring"),
    ],
)
def test_dates_are_written_in_words_or_left_as_they_stand(value, shown):
    assert in_words(value, WORDS) == shown


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//host.example/x",
        "http:/nohost",
        "http://",
        "https://a.example/\u202egnp.exe",
        "https://a.example/ b",
        'https://a.example/"onmouseover="x',
        "https://[",
        "https://a.example/" + "x" * 3000,
        "",
        None,
    ],
)
def test_only_plain_web_addresses_become_links(url):
    assert safe_url(url) is None


def test_plain_web_addresses_are_kept_as_given():
    for url in ("http://a.example/x?y=1&z=å", "HTTPS://a.example"):
        assert safe_url(url) == url


def test_characters_that_drive_a_terminal_or_turn_a_line_are_shown_by_code():
    assert visible("a\x1b[31mb\u202ec\x00\x9b\u2066\ud800") == "a⟨U+001B⟩[31mb⟨U+202E⟩c⟨U+0000⟩⟨U+009B⟩⟨U+2066⟩⟨U+D800⟩"
    assert visible("tab\tline\nåäö ”“ 👩‍👩‍👧 שלום") == "tab\tline\nåäö ”“ 👩‍👩‍👧 שלום"


def test_an_excerpt_is_cut_at_a_word():
    assert one_line("one  two\nthree four", 14) == "one two three …"
    assert one_line("x" * 50, 10) == "x" * 10 + " …"


@pytest.mark.parametrize("lang", ["sv"])
def test_another_language_has_the_same_keys_and_the_same_places_for_values(lang):
    other = load(lang)
    for name in ("text", "counts", "types", "polarities", "stances", "kinds", "languages", "report_stances", "levels"):
        assert set(getattr(other, name)) == set(getattr(WORDS, name)), name
    for name in ("evidence", "origin_kinds", "drifts"):
        assert set(getattr(other, name)) == set(getattr(WORDS, name)), name
    for key, sentence in WORDS.text.items():
        assert set(re.findall(r"\{\w+\}", sentence)) == set(re.findall(r"\{\w+\}", other.text[key])), key
    assert len(other.months) == 12
