"""Language files: what is shipped is whole and clean, and a slip in one is named."""

import itertools
import re

import msgspec
import pytest

from firsthand.errors import LanguageDataError
from firsthand.languages import (
    by_first_word,
    codes,
    cues,
    finite_forms,
    language,
    loader,
    noun_cues,
    reporting_verbs,
    schema,
    verb_forms,
)

TEMPLATE = loader.FOLDER / "en.toml"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of language files of the test's own, read afresh."""
    monkeypatch.setattr(loader, "FOLDER", tmp_path)
    for cached in (language, reporting_verbs):
        cached.cache_clear()
    yield tmp_path
    for cached in (language, reporting_verbs):
        cached.cache_clear()


def write(folder, change) -> None:
    before = TEMPLATE.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    (folder / "xx.toml").write_text(after.replace('code = "en"', 'code = "xx"', 1), encoding="utf-8")


def test_the_languages_load():
    assert codes() == ("da", "de", "en", "sv")
    for code in codes():
        assert language(code).code == code
        assert language(code) is language(code)


@pytest.mark.parametrize("code", codes())
def test_every_column_every_verb_line_has(code):
    lang = language(code)
    lines = [line for group in lang.verbs for line in group.entries.splitlines() if line.strip()]
    assert len(lines) > (50 if code == "da" else 100)  # Danish is a small file
    assert all(len(re.split(r"[|+]", line)[0].split()) == len(lang.columns) for line in lines)


def tables(lang: object) -> dict[str, object]:
    return {name: getattr(lang, name) for name in schema.Language.__struct_fields__}


@pytest.mark.parametrize("code", codes())
def test_the_three_files_have_the_same_tables(code):
    raw = msgspec.toml.decode((loader.FOLDER / f"{code}.toml").read_bytes())
    assert {"verbs", "nouns", "phrases", "words", "relays"} <= set(raw)
    required = {f.name for f in msgspec.structs.fields(schema.Words) if f.required}
    assert required <= set(raw["words"])
    assert all(raw["words"][name] for name in required)


def listed(code: str) -> list[tuple[str, list[str]]]:
    """Every word list of a language file, by its name, as it stands in the file."""
    raw = msgspec.toml.decode((loader.FOLDER / f"{code}.toml").read_bytes())
    lists = [
        (f"{table}.{name}", value) for table in ("phrases", "words", "relays") for name, value in raw[table].items()
    ]
    lists += [(f"nouns {k}", group["entries"].split()) for k, group in enumerate(raw["nouns"])]
    lists += [
        (f"{table} {k}.opens", group.get(key, []))
        for table, key in (("nouns", "opens"), ("verbs", "about"))
        for k, group in enumerate(raw[table])
    ]
    occasions = dict(lists).pop("relays.occasions")
    lists = [pair for pair in lists if pair[0] != "relays.occasions"]
    lists += [(f"relays.occasions {group['link']}", group["words"]) for group in occasions]
    return [
        (name, [" ".join(v) if isinstance(v, list) else v for v in value])
        for name, value in lists
        if isinstance(value, list)
    ]


@pytest.mark.parametrize("code", codes())
def test_no_word_list_has_capitals(code):
    wrong = {name: [v for v in values if v != v.lower() or v != v.strip() or not v] for name, values in listed(code)}
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("code", codes())
def test_no_word_list_says_a_word_twice(code):
    wrong = {name: sorted({v for v in values if values.count(v) > 1}) for name, values in listed(code)}
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("code", codes())
def test_no_group_of_verbs_says_a_line_twice_and_none_has_capitals(code):
    for group in language(code).verbs:
        lines = [line for line in group.entries.splitlines() if line.strip()]
        assert sorted(lines) == sorted(set(lines))
        assert [line for line in lines if line != line.lower()] == []


@pytest.mark.parametrize("code", codes())
def test_single_words_have_no_space(code):
    lang = language(code)
    for name in schema.Words.__struct_fields__:
        values = getattr(lang.words, name)
        if isinstance(values, frozenset):
            assert [v for v in values if " " in v] == [], name


def forms(code: str, first: str) -> set[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    return {(cue.words, cue.form, cue.particle) for cue in cues(language(code)).get(first, ())}


def test_several_spellings_of_one_form():
    assert (("säger",), "present", ()) in forms("sv", "säger")
    assert (("säjer",), "present", ()) in forms("sv", "säjer")
    assert (("sagte",), "past", ()) in forms("de", "sagte")
    assert (("sagten",), "past", ()) in forms("de", "sagten")


def test_a_separable_verb_stands_apart_and_joined():
    assert (("teilte",), "past", ("mit",)) in forms("de", "teilte")
    assert (("mitteilte",), "past", ()) in forms("de", "mitteilte")
    assert forms("de", "mitgeteilt") == {(("mitgeteilt",), "participle", ())}


def test_a_particle_of_two_words_stands_apart_and_joined_to_its_last():
    assert (("wies",), "past", ("darauf", "hin")) in forms("de", "wies")
    assert (("darauf", "hinwies"), "past", ()) in forms("de", "darauf")


def test_a_phrase_stands_apart_behind_a_finite_verb_and_before_any_other_form():
    assert (("hält",), "present", ("es", "für", "möglich")) in forms("de", "hält")
    assert (("es", "für", "möglich", "gehalten"), "participle", ()) in forms("de", "es")
    assert all(particle for words, _, particle in forms("de", "vertritt") if words == ("vertritt",))


def test_a_particle_that_never_joins():
    assert (("lade",), "past", ("till",)) in forms("sv", "lade")
    assert "tilllade" not in cues(language("sv"))


def test_longer_cues_come_first():
    for code in codes():
        for found in cues(language(code)).values():
            lengths = [len(c.words) + len(c.particle) for c in found]
            assert lengths == sorted(lengths, reverse=True)


def test_tables_made_of_a_language():
    english = language("en")
    assert {"said", "says", "is", "will"} <= verb_forms(english)
    assert "saying" in verb_forms(english)
    assert "said" in finite_forms(english)
    assert "saying" not in finite_forms(english)
    assert noun_cues(english)["claims"].group.stance == "distancing"
    assert {"said", "sade", "säger", "sagte", "erklärten"} <= reporting_verbs()
    assert {"praised", "will", "teilte"}.isdisjoint(reporting_verbs())


def test_phrases_are_found_by_their_first_word():
    table = by_first_word(("according to", "according with", "via"))
    assert table == {"according": (("according", "to"), ("according", "with")), "via": (("via",),)}


def test_two_languages_of_one_code_are_told_apart():
    other = msgspec.structs.replace(language("en"), name="Other", verbs=())
    assert cues(other) == {}
    assert cues(language("en")) != {}


def test_an_unknown_language():
    with pytest.raises(LanguageDataError, match=r"no language file for 'xx'; the known languages are da, de, en, sv\."):
        language("xx")


SLIPS = {
    "too few forms": (
        lambda t: t.replace("say says said said saying", "say says said said"),
        "'say says said said' has 4 forms",
    ),
    "unknown field": (lambda t: t.replace("[words]\n", "[words]\nadjectives = []\n"), "adjectives"),
    "unknown frame": (lambda t: t.replace('frames = ["object"]', 'frames = ["objekt"]', 1), "objekt"),
    "unknown polarity": (lambda t: t.replace('polarity = "denies"', 'polarity = "no"', 1), "polarity"),
    "missing list": (lambda t: t.replace("\ndeterminers = ", "\narticles_too = ", 1), "words"),
    "wrong type": (lambda t: t.replace("weight = 0.65", 'weight = "high"', 1), "weight"),
    "no TOML": (lambda t: t + "\n[words\n", "line"),
    "an empty particle": (
        lambda t: t.replace("say says said said saying", "say says said said saying |", 1),
        "'say says said said saying |'",
    ),
    "an empty spelling": (
        lambda t: t.replace("say says said said saying", "say says/ said said saying", 1),
        "'say says/ said said saying'",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_file_is_named(slip, folder):
    change, named = SLIPS[slip]
    write(folder, change)
    with pytest.raises(LanguageDataError) as caught:
        language("xx")
    message = str(caught.value)
    assert "xx.toml" in message
    assert named in message
    assert message.endswith(".")
    assert "\n" not in message


def test_a_file_in_the_wrong_encoding_is_named(folder):
    (folder / "xx.toml").write_bytes(b'code = "\xe5\xff"\n')
    with pytest.raises(LanguageDataError, match=r"xx\.toml"):
        language("xx")


def test_a_file_whose_code_is_not_its_name_is_named(folder):
    (folder / "xx.toml").write_text(TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(LanguageDataError, match=r"xx\.toml.*'en'"):
        language("xx")


def test_the_same_names_in_every_file():
    raws = [msgspec.toml.decode((loader.FOLDER / f"{code}.toml").read_bytes()) for code in codes()]
    for one, other in itertools.combinations(raws, 2):
        assert set(one["relays"]) == set(other["relays"])
        assert {"code", "name", "order", "columns"} <= set(one) & set(other)
