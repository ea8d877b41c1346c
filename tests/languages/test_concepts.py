"""Words of the news as concepts that are the same in every language."""

import msgspec
import pytest

from firsthand.errors import LanguageDataError
from firsthand.languages import codes, concepts
from firsthand.languages.concepts import Concept, checked, concepts_at, concepts_of, lexicon, opposite, phrases
from firsthand.languages.stems import stem

WORDS = {
    "death": {"en": ["killed", "died", "fatalities", "deaths"], "sv": ["omkom", "dödades", "dödsoffer"],
              "de": ["getötet", "starben", "todesopfern"]},
    "injury": {"en": ["wounded", "injuries"], "sv": ["skadades", "sårade"], "de": ["verletzten", "verwundet"]},
    "protest": {"en": ["demonstrators", "protested"], "sv": ["demonstranterna"], "de": ["demonstranten"]},
    "harbour": {"en": ["harbour", "piers"], "sv": ["hamnen", "kajen"], "de": ["häfen", "hafen"]},
    "warning": {"en": ["warned", "warnings"], "sv": ["varnade", "varningen"], "de": ["warnte", "warnungen"]},
    "hospital": {"en": ["hospitals"], "sv": ["sjukhuset"], "de": ["krankenhäuser", "klinik"]},
    "deny": {"en": ["denied", "denial"], "sv": ["förnekade"], "de": ["bestritt", "dementiert"]},
    "report_doc": {"en": ["reports"], "sv": ["rapporten"], "de": ["berichten"]},
}  # fmt: skip


@pytest.mark.parametrize(
    ("concept", "lang", "word"), [(c, lang, w) for c, by in WORDS.items() for lang, ws in by.items() for w in ws]
)
def test_inflected_words_of_three_languages_are_one_concept(concept, lang, word):
    assert concept in concepts_of(word, lang)


@pytest.mark.parametrize(
    ("lang", "word", "concept"),
    [
        ("de", "patrouillenboot", "ship"),
        ("sv", "lagringstankarna", "tank_container"),
        ("de", "hafenbehörde", "official"),
        ("sv", "hamninspektören", "investigation"),
        ("de", "corona-impfstoff", "vaccine"),
        ("sv", "forskningsbåt", "ship"),
        ("en", "cease-fire", "ceasefire"),
    ],
)
def test_a_compound_is_known_by_its_last_part(lang, word, concept):
    assert concept in concepts_of(word, lang)


@pytest.mark.parametrize(
    ("lang", "word"),
    [
        ("de", "beispiel"), ("de", "erfolgreichen"), ("de", "weil"), ("de", "bereits"), ("de", "qwertz"),
        ("sv", "inte"), ("sv", "för"), ("sv", "mina"), ("sv", "dom"), ("sv", "fallet"),
        ("en", "important"), ("en", "several"), ("en", "experience"), ("en", "xylograph"),
    ],
)  # fmt: skip
def test_a_word_that_only_looks_like_another_stands_for_nothing_of_it(lang, word):
    assert not concepts_of(word, lang) & {"sport_football", "wealth", "village", "ready", "severe", "export_import"}
    assert word == "erfolgreichen" or not concepts_of(word, lang)


def test_the_parts_of_a_phrase_stand_for_the_phrase_alone():
    forms = ["gunmen", "opened", "fire", "near", "the", "air", "base"]
    assert concepts_at(forms, "en")[1:3] == [frozenset({"shooting"})] * 2
    assert "fire" in concepts_of("fire", "en")
    assert concepts_at(["police"], "en") == [concepts_of("police", "en")]


def test_the_longest_phrase_comes_first():
    for lang in codes():
        for found in phrases(lang).values():
            sizes = [len(one.stems) for one in found]
            assert sizes == sorted(sizes, reverse=True)
            assert min(sizes) > 1
    assert any(one.stems == ("death", "toll") for one in phrases("en")["death"])


def test_opposites_name_each_other():
    assert opposite("confirm") == "deny"
    assert opposite("deny") == "confirm"
    assert opposite("hospital") is None


def test_every_concept_can_be_found_by_each_of_its_words():
    for name, concept in lexicon().concepts.items():
        for lang, words in concept.words.items():
            for entry in words:
                word = entry.lstrip("=-")
                assert " " in word or name in concepts_of(word, lang), (name, lang, word)


def test_a_language_without_words_has_no_concepts():
    assert concepts_of("killed", "xx") == frozenset()
    assert phrases("xx") == {}
    assert concepts_at(["killed"], "xx") == [frozenset()]


def test_a_word_that_is_none_costs_nothing():
    assert concepts_of("a" * 100_000, "de") == frozenset()
    assert stem("a" * 100_000, "de") == "a" * 100_000


def changed(name: str, **fields: object):
    known = lexicon()
    concept = msgspec.structs.replace(known.concepts[name], **fields)
    return msgspec.structs.replace(known, concepts={**known.concepts, name: concept})


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"opposite": "nowhere"}, "opposite 'nowhere'"),
        ({"opposite": "deny"}, "opposite 'deny'"),
        ({"words": {"en": ("pier",), "sv": ("kaj",), "de": ()}}, "no words in 'de'"),
        ({"words": {"en": ("Pier",), "sv": ("kaj",), "de": ("kai",)}}, "the word 'Pier'"),
        ({"words": {"en": ("pier", "pier"), "sv": ("kaj",), "de": ("kai",)}}, "a word twice in 'en'"),
    ],
)
def test_a_lexicon_that_contradicts_itself_is_refused_by_name(fields, says):
    with pytest.raises(LanguageDataError, match=rf"concepts\.toml the concept 'harbour' has .*{says}"):
        checked(changed("harbour", **fields))


def test_a_malformed_file_is_one_sentence(tmp_path, monkeypatch):
    (tmp_path / "concepts.toml").write_text('[prefixes]\n[concepts.x]\nkind = "weather"\n')
    monkeypatch.setattr(concepts, "FOLDER", tmp_path)
    with pytest.raises(LanguageDataError, match=r"concepts\.toml is malformed: .*\.$"):
        lexicon.__wrapped__()


def test_the_lexicon_is_made_of_concepts():
    assert len(lexicon().concepts) > 400
    assert all(isinstance(concept, Concept) for concept in lexicon().concepts.values())
