import re
from importlib import resources

import pytest

from firsthand.errors import LanguageDataError
from firsthand.web.words import LANGUAGES, app_words, choose

WORDS = app_words("en")


def test_every_sentence_is_used_and_every_used_sentence_exists():
    web = resources.files("firsthand.web")
    folders = (web, web / "templates")
    paths = (path for folder in folders for path in folder.iterdir() if path.name.endswith((".py", ".j2")))
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    quoted = set(re.findall(r'"([a-z_]+)"', text))
    built = {f"facet_{name}" for name in ("outlet", "party", "lang", "date", "stance", "origin", "claim")}
    built |= {"job_add", "job_trace", "common_source", "unknown"}
    assert set(WORDS.text) - quoted - built == set()
    assert set(re.findall(r'(?:app|words)\.say\(\s*"([a-z_]+)"', text)) - {"facet_", "job_"} <= set(WORDS.text) | set(
        WORDS.page.text
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_the_same_keys_and_the_same_places_for_values(lang):
    other = app_words(lang)
    for name in ("text", "counts", "decisions", "states", "party_kinds"):
        assert set(getattr(other, name)) == set(getattr(WORDS, name))
    for key, sentence in WORDS.text.items():
        assert set(re.findall(r"\{\w+\}", sentence)) == set(re.findall(r"\{\w+\}", other.text[key])), key


def test_an_unknown_language_says_what_to_do():
    with pytest.raises(LanguageDataError, match="use en"):
        app_words("xx")


@pytest.mark.parametrize(
    ("asked", "cookie", "accepted", "lang"),
    [
        ("sv", "en", "en", "sv"),
        ("", "sv", "en", "sv"),
        ("xx", "", "fr, sv;q=0.5", "sv"),
        ("", "", "", "en"),
        ("", "", "fr,de", "en"),
    ],
)
def test_the_language_is_chosen(asked, cookie, accepted, lang):
    assert choose(asked, cookie, accepted) == lang
