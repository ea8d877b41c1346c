"""One party across documents: which names meet, which never do, and who has the last word."""

import random

import pytest

from firsthand.errors import InputError
from firsthand.model import Attribution, Document, Judgement, Published, Reading, Span, Speaker
from firsthand.resolve.parties import parties, read_aliases
from firsthand.resolve.parties_keys import person_key


def reading(doc: str, name: str, *, kind="named_person", before="", published=None, lang="en") -> Reading:
    """A reading of one statement by ``name``, with ``before`` right before it in the text."""
    text = f"{before} {name} spoke."
    span = Span(text.index(name), text.index(name) + len(name))
    row = Attribution(
        id=f"a-{doc}", doc=doc, source=(span,), cue=(), content=(), type="indirect", source_kind=kind, score=1.0,
        method="test",
    )  # fmt: skip
    heard = Speaker(attribution=row.id, name=name, kind=kind, method="test", score=1.0, evidence=(span,))
    return Reading(
        document=Document(id=doc, name=doc, text=text, lang=lang),
        published=Published(value=published, how="given"),
        attributions=(row,),
        speakers=(heard,),
    )


def groups(found) -> list[list[str]]:
    doc = {voice.id: voice.doc for voice in found.voices}
    return sorted(sorted(doc[v] for v in party.voices) for party in found.parties)


def levels(found) -> list[str]:
    return sorted(link.level for link in found.links)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Halvov", "Sergej Halvov"),
        ("Sergey Halvov", "Sergej Halwow"),
        ("Ulf Tannhöfer", "Ulf Tannhoefer"),
        ("Ulf Tannhöfer", "Ulf Tannhofer"),
        ("Mohammed al-Daran", "Muhammad Daran"),
        ("Mara P. Oduya", "Mara Oduya"),
        ("Åsa Öberg", "Asa Oberg"),
    ],
)
def test_spellings_of_one_full_name_are_one_party(one, other):
    found = parties([reading("a", one), reading("b", other)])
    assert groups(found) == [["a", "b"]]
    assert levels(found) == ["certain"]
    assert all(name in found.links[0].why for name in (one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ivo Kell", "Una Kell"),
        ("Ivo Kell", "Ivo Koll"),
        ("John Kell", "Jan Kell"),
        ("Ivo Kell", "Ivo Kell Jr."),
        ("Kell", "Kell"),
        ("Ivo Kell", "Kell"),
        ("Ivo Kellman", "Ivo Kell"),
    ],
)
def test_two_people_are_not_joined_on_a_surname_or_a_likeness(one, other):
    assert groups(parties([reading("a", one), reading("b", other)])) == [["a"], ["b"]]


@pytest.mark.parametrize(
    ("lang", "before"),
    [("en", "Vesslandic foreign minister"), ("sv", "Utrikesminister"), ("de", "Außenminister")],
)
def test_a_surname_with_its_office_is_the_one_who_has_it(lang, before):
    full = reading("a", "Ivo Kell", before="Foreign Minister", published="2020-03-01")
    other = reading("c", "Una Kell", before="Mayor", published="2020-03-01")
    short = reading("b", "Kell", before=before, published="2020-05-01", lang=lang)
    assert groups(parties([full, short, other])) == [["a", "b"], ["c"]]


def test_an_office_years_apart_may_be_another_s():
    full = reading("a", "Ivo Kell", before="Foreign Minister", published="2020-03-01")
    late = reading("b", "Kell", before="Foreign Minister", published="2031-03-01")
    assert groups(parties([full, late])) == [["a"], ["b"]]


def test_a_role_by_itself_is_only_probably_its_holder():
    full = reading("a", "Ivo Kell", before="Russian Foreign Minister", published="2020-03-01")
    role = reading("b", "Russian FM", published="2020-04-01")
    found = parties([full, role])
    assert groups(found) == [["a"], ["b"]]
    assert levels(found) == ["probable"]


def test_bodies_meet_by_name_and_by_initials():
    names = ("Vessland Observatory for Harbour Rights", "the Vessland Observatory for Harbour Rights", "VOHR")
    kind = "named_organisation"
    found = parties([reading(doc, name, kind=kind) for doc, name in zip("abc", names, strict=True)])
    assert groups(found) == [["a", "b", "c"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Russian Defence Ministry", "Russia's Ministry of Defense"),
        ("Verteidigungsministerium Russlands", "Russian Defence Ministry"),
        ("Department of Harbours", "the Harbours Department"),
        ("the UK-based Vessland Observatory", "Vessland Observatory"),
        ("World Health Organization", "WHO"),
        ("Vereinte Nationen", "United Nations"),
        ("Daesh terrorist group", "ISIS"),
        ("Moskva", "Moscow"),
    ],
)
def test_one_body_under_names_in_another_order_or_language(one, other):
    kind = "named_organisation"
    assert groups(parties([reading("a", one, kind=kind), reading("b", other, kind=kind)])) == [["a", "b"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Russian Defence Ministry", "French Defence Ministry"),
        ("Russian Defence Ministry", "Russian Foreign Ministry"),
        ("the Ministry", "the Ministry"),
        ("who", "WHO"),
        ("National Coalition Party", "National"),
        ("Vessland rebels", "Vessland police"),
    ],
)
def test_bodies_of_two_states_or_kinds_are_two(one, other):
    kind = "named_organisation"
    assert groups(parties([reading("a", one, kind=kind), reading("b", other, kind=kind)])) == [["a"], ["b"]]


def test_a_name_of_common_words_is_good_for_a_month():
    made = [
        reading(d, "National Coalition", kind="named_organisation", published=day)
        for d, day in (("a", "2030-01-02"), ("b", "2030-01-20"), ("c", "2034-06-01"))
    ]
    assert groups(parties(made)) == [["a", "b"], ["c"]]


def test_a_short_name_is_certain_only_where_many_use_the_long_one():
    long = [reading(f"l{k}", "Vessland Observatory for Harbour Rights", kind="named_organisation") for k in range(6)]
    short = reading("s", "Observatory", kind="named_organisation")
    assert len(parties([*long, short]).parties) == 1
    few = parties([long[0], short])
    assert len(few.parties) == 2
    assert levels(few) == ["probable"]


def test_people_with_different_middle_initials_are_two():
    made = [reading(d, n) for d, n in (("a", "Una P. Kell"), ("b", "Una R. Kell"), ("c", "Una P. Kell"))]
    assert groups(parties(made)) == [["a", "c"], ["b"]]


def test_a_slip_of_one_letter_needs_a_role_in_common():
    roled = [reading(d, n, before="Harbour Minister") for d, n in (("a", "Ivo Tannholm"), ("b", "Ivo Tarnholms"))]
    roled = [*roled, reading("c", "Ivo Tannhol", before="Harbour Minister")]
    assert groups(parties(roled)) == [["a", "c"], ["b"]]
    bare = parties([reading("a", "Ivo Tannholm"), reading("c", "Ivo Tannhol")])
    assert groups(bare) == [["a"], ["c"]]
    assert levels(bare) == ["probable"]


def test_a_surname_is_its_only_bearer_s_where_both_keep_the_same_company():
    where = "in Harsund with Una Berg and the Vessland Fleet"
    full = [reading(f"f{k}", "Ivo Kell", before=f"We hear {where} that", published="2030-02-01") for k in range(4)]
    there = reading("x", "Kell", before=f"We hear {where} that", published="2030-02-10")
    elsewhere = reading("y", "Kell", before="In a match at Lisbon that Porto won", published="2030-02-10")
    found = groups(parties([*full, there, elsewhere]))
    assert found == [["f0", "f1", "f2", "f3", "x"], ["y"]]
    two = [reading(f"u{k}", "Una Kell", before=f"We hear {where} that", published="2030-02-01") for k in range(2)]
    assert ["x"] in groups(parties([*full, *two, there]))


def test_a_title_before_the_surname_anywhere_in_the_text_counts():
    full = reading("a", "Ivo Kell", before="Russian Foreign Minister", published="2030-03-01")
    short = reading("b", "Kell", before="The plan of Foreign Minister Kell was read.", published="2030-03-04")
    assert groups(parties([full, short])) == [["a", "b"]]


def test_initials_that_two_bodies_share_join_neither():
    names = ("Vessland Office of Roads", "Vale Order of Riders", "VOR")
    found = parties([reading(d, n, kind="named_organisation") for d, n in zip("abc", names, strict=True)])
    assert len(found.parties) == 3


@pytest.mark.parametrize("name", ["source", "källa", "Sprecher", "officials"])
def test_unnamed_sources_are_never_one(name):
    found = parties([reading(d, name, kind="unnamed") for d in "ab"])
    assert groups(found) == [["a"], ["b"]]
    assert not found.links


def test_places_stay_themselves_and_are_linked_with_their_government():
    found = parties(
        [reading("a", "the Kremlin"), reading("b", "Moscow"), reading("c", "Moscow"), reading("d", "Paris")]
    )
    assert groups(found) == [["a"], ["b", "c"], ["d"]]
    assert levels(found) == ["certain", "probable"]


def test_the_order_of_the_readings_does_not_matter():
    names = ["Ivo Kell", "Kell", "Sergei Halvov", "Sergej Halvov", "Una Kell", "Moscow", "the Kremlin", "VOHR"]
    many = [reading(f"d{k}", name, before="Foreign Minister") for k, name in enumerate(names * 3)]
    first = parties(many)
    for seed in range(3):
        random.Random(seed).shuffle(many)
        assert parties(many) == first


def judgement(one: str, decision: str, other: str, at: str = "2024-01-01T00:00:00Z") -> Judgement:
    return Judgement(id=f"{decision}{at}", subject=one, decision=decision, value=other, at=at)


def voice(found, doc: str) -> str:
    return next(v.id for v in found.voices if v.doc == doc)


def test_a_person_s_split_wins_and_survives_new_documents():
    two = [reading("a", "Ivo Kell"), reading("b", "Ivo Kell")]
    found = parties(two)
    said = judgement(voice(found, "a"), "split", voice(found, "b"))
    assert groups(parties(two, judgements=[said])) == [["a"], ["b"]]
    more = parties([*two, reading("0", "Ivo Kell")], judgements=[said])
    assert not any({"a", "b"} <= set(group) for group in groups(more))


def test_a_person_s_merge_wins_and_the_last_decision_counts():
    two = [reading("a", "Ivo Kell"), reading("b", "port man", kind="unnamed")]
    found = parties(two)
    ids = voice(found, "a"), voice(found, "b")
    merge = judgement(ids[0], "merge", ids[1])
    joined = parties(two, judgements=[merge])
    assert groups(joined) == [["a", "b"]]
    assert joined.links[0].method == "judgement"
    split = judgement(ids[1], "split", ids[0], at="2025-01-01T00:00:00Z")
    assert groups(parties(two, judgements=[split, merge])) == [["a"], ["b"]]


def test_a_party_s_id_names_a_voice_so_that_a_judgement_on_it_holds():
    found = parties([reading("a", "Ivo Kell"), reading("b", "Ivo Kell")])
    assert found.parties[0].id in {v.id for v in found.voices}


def test_a_judgement_on_what_is_gone_is_left_alone():
    assert groups(parties([reading("a", "Ivo Kell")], judgements=[judgement("x", "merge", "y")])) == [["a"]]


def test_aliases_of_the_user_join(tmp_path):
    path = tmp_path / "aliases.toml"
    path.write_text('"Ivo Kell" = ["The Crane", "Kell"]\n', encoding="utf-8")
    made = [reading("a", "Ivo Kell"), reading("b", "The Crane"), reading("c", "Kell"), reading("d", "Una Kell")]
    assert groups(parties(made, aliases=read_aliases(path))) == [["a", "b", "c"], ["d"]]


@pytest.mark.parametrize("content", ["name = 3", "= [", "[x]\ny = 1"])
def test_a_malformed_file_of_aliases_is_one_clear_sentence(tmp_path, content):
    path = tmp_path / "aliases.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"aliases\.toml"):
        read_aliases(path)
    with pytest.raises(InputError, match=r"none\.toml"):
        read_aliases(tmp_path / "none.toml")


@pytest.mark.parametrize("name", [" ", "’", "…", "a" * 5000, "İ", "Jr.", "al-", "- -", "🜁 🜂"])
def test_any_name_is_taken(name):
    rows = [reading("a", name), reading("b", "Ivo Kell")]
    assert len(parties(rows).parties) == 2


def test_thousands_of_names_make_few_links_a_voice():
    many = [reading(f"d{k}", f"Una{'abcdefghij'[k % 10]} Kell", before="Mayor") for k in range(2500)]
    many += [reading(f"e{k}", "Kell", before="Mayor") for k in range(2500)]
    found = parties(many)
    assert len(found.voices) == 5000
    assert len(found.links) <= 2 * len(found.voices)


def test_no_name_has_a_key_without_two_words():
    assert person_key("Kell") is None
    assert person_key("Abdel Rahman") is None
    assert person_key("Rami Abdel Rahman") is not None
