from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.errors import LanguageDataError
from firsthand.outlets import Registry, registry
from firsthand.outlets.hosts import deletions, host_of, one_edit, split_domain


def test_the_bundled_outlets_are_many_and_complete() -> None:
    outlets = registry().outlets
    assert len(outlets) >= 250
    countries = {outlet.country for outlet in outlets}
    assert {"SE", "DE", "AT", "CH", "GB", "US", "RU", "TR", "IL", "IR", "CN", "SY", "QA", "PS"} <= countries
    assert all(outlet.country is None or (len(outlet.country) == 2 and outlet.country.isupper()) for outlet in outlets)
    assert all(outlet.lang is None or len(outlet.lang) == 2 for outlet in outlets)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("svt.se", "SVT"),
        ("www.bbc.co.uk", "BBC"),
        ("edition.cnn.com", "CNN"),
        ("ALMASDARNEWS.COM", "Al-Masdar News"),
        ("propagandaschau.wordpress.com", "Propagandaschau"),
        ("youtube.com", "YouTube"),
        ("m.youtube.com", "YouTube"),
    ],
)
def test_by_domain(host: str, name: str) -> None:
    outlet = registry().by_domain(host)
    assert outlet is not None and outlet.name == name


@pytest.mark.parametrize(
    "host", ["somebody.substack.com", "a.wordpress.com", "nobody-knows.se", "localhost", "", "..."]
)
def test_pages_on_platforms_and_unknown_hosts_have_no_outlet(host: str) -> None:
    assert registry().by_domain(host) is None


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("the Associated Press", "Associated Press"),
        ("AP", "Associated Press"),
        ("Al Mayadeen", "Al Mayadeen"),
        ("al-masdar news", "Al-Masdar News"),
        ("moon of alabama", "Moon of Alabama"),
        ("state news agency SANA", "SANA"),
        ("TT", "TT"),
        ("nyhetsbyrån TT", "TT"),
        ("dpa", "dpa"),
        ("DPA", "dpa"),
        ("svt", "SVT"),
        ("SvD", "Svenska Dagbladet"),
        ("FAZ", "Frankfurter Allgemeine Zeitung"),
        ("die Süddeutsche Zeitung", "Süddeutsche Zeitung"),
        ("The Süddeutsche Zeitung", "Süddeutsche Zeitung"),
        ("Time", "Time"),
        ("Die Zeit", "Die Zeit"),
        ("Expressen", "Expressen"),
        ("RIA", "RIA Novosti"),
        ("WAFA", "WAFA"),
        ("Ha’aretz", "Haaretz"),
    ],
)
def test_by_name(printed: str, name: str) -> None:
    outlet = registry().by_name(printed)
    assert outlet is not None and outlet.name == name


@pytest.mark.parametrize("word", ["time", "bild", "focus", "expressen", "ap", "tt", "i", "mena", "Mena", "", "the"])
def test_ordinary_words_are_no_outlets(word: str) -> None:
    assert registry().by_name(word) is None


def test_aliases_map_every_printed_name() -> None:
    aliases = registry().aliases
    assert aliases["Syrian Arab News Agency"] is aliases["SANA"]
    assert "time" in registry().common_words


@pytest.mark.parametrize(
    ("slip", "known"),
    [
        ("reutters.com", "reuters.com"),
        ("reuers.com", "reuters.com"),
        ("reutars.com", "reuters.com"),
        ("rueters.com", "reuters.com"),
        ("sveigesradio.se", "sverigesradio.se"),
    ],
)
def test_neighbours_are_one_slip_away(slip: str, known: str) -> None:
    assert [domain for domain, _ in registry().neighbours(slip)] == [known]


@pytest.mark.parametrize(
    "domain", ["reuters.com", "www.reuters.com", "rotars.com", "reuters.org", "bbd.com", "nonsense"]
)
def test_known_far_and_short_domains_have_no_neighbours(domain: str) -> None:
    assert registry().neighbours(domain) == ()


@given(st.text("abcd", min_size=1, max_size=6), st.text("abcd", min_size=1, max_size=6))
def test_one_edit_is_symmetric_and_shares_a_deletion(a: str, b: str) -> None:
    assert one_edit(a, b) == one_edit(b, a)
    assert not one_edit(a, a)
    if one_edit(a, b):
        assert {a, *deletions(a)} & {b, *deletions(b)}


def test_a_file_of_the_users_is_added(tmp_path: Path) -> None:
    extra = tmp_path / "mine.toml"
    extra.write_text('[[outlet]]\nname = "Velmora Gazette"\naliases = ["VG-Velmora"]\ndomains = ["velmora.example"]\n')
    mine = registry(extra)
    assert mine.by_domain("news.velmora.example") is mine.by_name("velmora gazette") is not None
    assert mine.by_name("BBC") is not None
    assert registry().by_name("Velmora Gazette") is None
    assert [d for d, _ in mine.neighbours("velmorra.example")] == ["velmora.example"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('[[outlet]]\nname = "X Daily"\ndomains = ["bbc.com"]', "bbc.com"),
        ('[[outlet]]\nname = "bbc news"', "bbc news"),
        ('[[outlet]]\nname = "X Daily"\ndomains = ["www.x-daily.com"]', "www.x-daily.com"),
        ('[[outlet]]\nname = "X Daily"\ndomains = ["no domain"]', "no domain"),
        ('[[outlet]]\nname = " "', "empty name"),
        ('[[outlet]]\nname = "X"\nkind = "rumour"', "kind"),
        ('[[outlet]]\nnome = "X"', "nome"),
        ("[[outlet", "malformed"),
    ],
)
def test_malformed_files_are_named(tmp_path: Path, content: str, says: str) -> None:
    extra = tmp_path / "mine.toml"
    extra.write_text(content)
    with pytest.raises(LanguageDataError) as caught:
        registry(extra)
    assert says in str(caught.value) and "mine.toml" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LanguageDataError, match=r"nowhere\.toml"):
        registry(tmp_path / "nowhere.toml")


def test_an_empty_registry_knows_nothing() -> None:
    empty = Registry({})
    assert empty.by_name("BBC") is None and empty.by_domain("bbc.com") is None and not empty.aliases


@given(st.text(max_size=300))
def test_hosts_never_fail(text: str) -> None:
    host_of(text)
    host_of(f"https://{text}")
    split_domain(text)
    registry().by_domain(text)
    registry().by_name(text)
    registry().neighbours(text)


@pytest.mark.parametrize(
    ("slug", "name"), [("dailysabah", "Daily Sabah"), ("manar", "Al-Manar"), ("jordantimes", "The Jordan Times")]
)
def test_short_names_of_a_field(slug: str, name: str) -> None:
    outlet = registry().by_slug(slug)
    assert outlet is not None and outlet.name == name


@pytest.mark.parametrize("slug", ["", "ap", "the daily sabah", "nothing-known-here"])
def test_short_names_that_say_nothing(slug: str) -> None:
    assert registry().by_slug(slug) is None


def test_a_short_name_two_outlets_share_is_left_open(tmp_path: Path) -> None:
    extra = tmp_path / "mine.toml"
    extra.write_text('[[outlet]]\nname = "Velmora Post"\n[[outlet]]\nname = "Velmora-Post"\n')
    assert registry(extra).by_slug("velmorapost") is None


def test_the_same_owner_and_an_owner_itself() -> None:
    known = registry()
    assert known.same_owner("Aftonbladet", "Svenska Dagbladet")
    assert known.same_owner("Uppdrag granskning", "SVT")
    assert known.same_owner("AFP", "SID")
    assert not known.same_owner("Reuters", "AP")
    assert not known.same_owner("Reuters", "Reuters")
    assert not known.same_owner("Reuters", "Nobody Knows This")
