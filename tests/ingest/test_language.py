import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.ingest.language import known_language, language_of, main_language, passages

EN = "The harbour workers walked out on Tuesday after the talks with the port authority had broken down."
SV = "Hamnarbetarna gick hem på tisdagen sedan förhandlingarna med hamnstyrelsen hade brutit samman."
DE = "Die Hafenarbeiter haben am Dienstag die Arbeit niedergelegt, nachdem die Gespräche gescheitert waren."
FR = "Les ouvriers du port ont quitté leur travail mardi après l’échec des négociations avec les autorités."
NO = "Havnearbeiderne sier at de ikke vil gå tilbake til jobben før noen har snakket med dem om hva som skjedde."


def by_language(text: str, *, hint: str | None = None) -> list[tuple[str, str]]:
    return [(p.lang, p.span.of(text)) for p in passages(text, hint=hint)]


@pytest.mark.parametrize(("text", "lang"), [(EN, "en"), (SV, "sv"), (DE, "de"), (FR, "other"), (NO, "other")])
def test_one_language(text: str, lang: str) -> None:
    assert by_language(text) == [(lang, text)]
    assert language_of(text) == lang


def test_another_script_is_other_however_short() -> None:
    assert by_language("Порт закрыт")[0][0] == "other"


def test_paragraphs_in_three_languages() -> None:
    text = f"{SV}\n\n{EN}\n{DE}\n"
    assert by_language(text) == [("sv", f"{SV}\n\n"), ("en", f"{EN}\n"), ("de", f"{DE}\n")]


def test_a_long_quotation_in_another_language_is_a_passage() -> None:
    quote = "”We will not go back to work until somebody has talked to us about the night shifts”"
    text = f"Ordföranden i facket sade till tidningen: {quote} och gick sedan hem till de sina."
    assert by_language(text) == [
        ("sv", "Ordföranden i facket sade till tidningen: "),
        ("en", quote),
        ("sv", " och gick sedan hem till de sina."),
    ]


def test_a_short_line_goes_with_what_surrounds_it() -> None:
    assert by_language(f"{DE}\n\nVelmora\n\n{DE}") == [("de", f"{DE}\n\nVelmora\n\n{DE}")]
    assert by_language(f"{SV}\n\nVelmora\n\n{SV}") == [("sv", f"{SV}\n\nVelmora\n\n{SV}")]


def test_a_given_language_decides_what_the_words_leave_open() -> None:
    assert by_language("Velmora 2031", hint="de") == [("de", "Velmora 2031")]
    assert by_language("Velmora 2031", hint="sv") == [("sv", "Velmora 2031")]
    assert by_language(EN, hint="sv")[0][0] == "en"
    assert main_language(passages(EN, hint="sv"), hint="sv") == "sv"
    assert main_language(passages(EN, hint="fr"), hint="fr") == "en"


def test_the_main_language_is_that_of_most_characters() -> None:
    assert main_language(passages(f"{SV}\n{EN}\n{EN}\n{EN}")) == "en"
    assert main_language(()) == "other"


def test_language_tags() -> None:
    assert [known_language(tag) for tag in ("sv-SE", "de_AT", "EN", "swe", "fr", "", None)] == [
        "sv",
        "de",
        "en",
        "sv",
        None,
        None,
        None,
    ]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([EN, SV, DE, FR, "", "”", "“", "\n", "Velmora"]) | st.text(max_size=60), max_size=8))
def test_passages_cover_the_text_without_gaps(parts: list[str]) -> None:
    text = "\n".join(parts)
    found = passages(text)
    assert "".join(p.span.of(text) for p in found) == text
    at = 0
    for passage in found:
        assert passage.span.start == at < passage.span.end
        assert passage.lang in {"en", "sv", "de", "da", "other"}
        at = passage.span.end
    assert at == len(text)
    assert all(a.lang != b.lang for a, b in itertools.pairwise(found))


@pytest.mark.parametrize("worst", ['"', "“", "(", "a", "said said "])
def test_hostile_text_is_read_to_its_end(worst: str) -> None:
    text = worst * (100_000 // len(worst))
    assert passages(text)[-1].span.end == len(text)
