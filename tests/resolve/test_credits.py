"""Wire credits: every form in three languages, and what only looks like one. All texts are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.ingest.record import build_document
from firsthand.model import Item, Span
from firsthand.outlets import registry
from firsthand.resolve.credits import credited
from firsthand.settings import Settings

PROSE = "The lock at Wexlow was closed at noon after the gate had jammed, and forty barges waited below it all night."
SWEDISH = (
    "Slussen vid Vexlö stängdes vid lunchtid sedan porten hade kilats fast, och fyrtio pråmar väntade hela natten."
)
GERMAN = (
    "Die Schleuse bei Wexlau wurde mittags geschlossen, nachdem das Tor geklemmt hatte, und vierzig Kähne warteten."
)


def read(text, *, outlet="Wexlow Lantern", items=(), **fields):
    return credited(
        build_document("t", text, settings=Settings(), outlet=outlet, **fields), items=items, outlets=registry()
    )


def names(text, **fields):
    return [credit.name for credit in read(text, **fields).credits]


def printed(text, **fields):
    return [(credit.span.of(text), credit.name, credit.kind) for credit in read(text, **fields).credits]


AP, AFP, REUTERS = "Associated Press", "Agence France-Presse", "Reuters"


@pytest.mark.parametrize(
    ("opening", "words", "name"),
    [
        ("WEXLOW (AP) — ", "AP", AP),
        ("WEXLOW, Ferrol (AP) - ", "AP", AP),
        ("WEXLOW/FERROL, Velmora (Reuters) - ", "Reuters", REUTERS),
        ("Wexlow (AFP) – ", "AFP", AFP),
        ("WEXLOW, March 3 (Xinhua) -- ", "Xinhua", "Xinhua"),
        ("MOSCOW, March 3. /TASS/. ", "TASS", "TASS"),
        ("WEXLOW (The Associated Press) ", "The Associated Press", AP),
        ("(CNN) - ", "CNN", "CNN"),
        ("(Reuters) - ", "Reuters", REUTERS),
        ("AFP - ", "AFP", AFP),
    ],
)
def test_english_datelines(opening, words, name):
    text = f"Lock closed\n\n{opening}{PROSE}"
    assert printed(text) == [(words, name, "dateline")]


@pytest.mark.parametrize("opening", ["STOCKHOLM (TT) ", "Stockholm (TT) – ", "VEXLÖ (TT) — "])
def test_swedish_datelines(opening):
    assert printed(f"Slussen stängd\n{opening}{SWEDISH}") == [("TT", "TT", "dateline")]


def test_german_datelines():
    assert printed(f"Berlin (dpa) – {GERMAN}") == [("dpa", "dpa", "dateline")]
    assert printed(f"Wexlau/Berlin (dpa/AFP) - {GERMAN}") == [("dpa", "dpa", "dateline"), ("AFP", AFP, "dateline")]
    assert printed(f"BERLIN dpa | {GERMAN}") == [("dpa", "dpa", "dateline")]


def test_a_dateline_behind_a_full_stop_where_lines_have_been_run_together():
    text = f"{PROSE} WEXLOW (AP) The gate had jammed before."
    assert printed(text) == [("AP", AP, "dateline")]
    assert names(f"{PROSE} WEXLOW August 21 (AP) The gate had jammed before.") == [AP]


def test_a_digest_gives_a_credit_for_each_dateline():
    text = f"News in brief\nWEXLOW (AP) — {PROSE}\nFERROL (AP) — {PROSE}"
    assert names(text) == [AP, AP]


@pytest.mark.parametrize(
    ("line", "words", "name"),
    [
        ("By REUTERS", "REUTERS", REUTERS),
        ("By Reuters", "Reuters", REUTERS),
        ("By The Associated Press", "The Associated Press", AP),
        ("Posted 3:57 pm, July 15, 2018, by Associated Press", "Associated Press", AP),
        ("By Ada Quill, AP", "AP", AP),
        ("By ADA QUILL Associated Press", "Associated Press", AP),
        ("By Ada Quill and Bo Lind New York Times", "New York Times", "The New York Times"),
        ("Ada Quill and Bo Lind, Associated Press", "Associated Press", AP),
        ("By ADA QUILL, AP Diplomatic Writer", "AP", AP),
        ("Bloomberg •", "Bloomberg", "Bloomberg"),
        ("The Associated Press | Monday, July 16, 2018", "The Associated Press", AP),
        ("Associated Press", "Associated Press", AP),
        ("Av TT", "TT", "TT"),
        ("Von dpa", "dpa", "dpa"),
        ("Von Ada Quill, dpa", "dpa", "dpa"),
    ],
)
def test_bylines(line, words, name):
    assert (words, name, "byline") in printed(f"Lock closed\n{line}\n\n{PROSE}")


def test_both_names_of_a_double_byline():
    text = f"Lock closed\nThe Associated Press — By ADA QUILL - AP Business Writer\n{PROSE}"
    assert [words for words, _, _ in printed(text)] == ["The Associated Press", "AP"]


def test_an_agency_before_the_day_where_lines_have_been_run_together():
    assert printed(f"Forty barges wait at lock AFP Sunday 1 Feb 2015 {PROSE}") == [("AFP", AFP, "byline")]


def test_an_agency_behind_the_title_that_the_text_repeats():
    title = "Forty barges wait at the lock"
    assert printed(f"Friday {title} AFP {PROSE}", title=title) == [("AFP", AFP, "byline")]


def test_the_author_given_with_the_document():
    (credit,) = read(PROSE, author="Reuters").credits
    assert (credit.name, credit.span, credit.kind) == (REUTERS, None, "byline")


@pytest.mark.parametrize(
    ("ending", "parties"),
    [
        (" — Reuters", [REUTERS]),
        (" --Reuters", [REUTERS]),
        ("-AFP", [AFP]),
        (" (AP)", [AP]),
        (" (Reuters)", [REUTERS]),
        ("\n/TT", ["TT"]),
        ("\nTT-AFP", ["TT", AFP]),
        (" TT-AFP-Reuters", ["TT", AFP, REUTERS]),
        (" (TT-AFP)", ["TT", AFP]),
        ("\n(TT)", ["TT"]),
        ("\nTT", ["TT"]),
        ("\ndpa/AFP", ["dpa", AFP]),
        ("\nmkl/dpa", ["dpa"]),
        (" (dpa)", ["dpa"]),
        ("\nText: TT", ["TT"]),
        ("\nSource: Reuters", [REUTERS]),
        ("\nKälla: TT", ["TT"]),
        ("\nQuelle: dpa", ["dpa"]),
        (" Source SANA", ["SANA"]),
        (" (Source: SANA + Agencies)", ["SANA", "agencies"]),
    ],
)
def test_signatures(ending, parties):
    rows = read(f"Lock closed\n\n{PROSE}{ending}").credits
    assert [row.name for row in rows] == parties
    assert {row.kind for row in rows} == {"signature"}


@pytest.mark.parametrize(
    ("words", "parties"),
    [
        ("(With Reuters and AFP)", [REUTERS, AFP]),
        ("With agencies", ["agencies"]),
        ("(Med TT)", ["TT"]),
        ("Mit Material von dpa", ["dpa"]),
        ("Mit Agenturen", ["agencies"]),
        ("Ada Quill and The Associated Press contributed to this report.", [AP]),
        ("AP writers Ada Quill and Bo Lind contributed to this report.", [AP]),
        ("Agencies contributed to this story.", ["agencies"]),
        (
            "This report contains material from Bloomberg News, Reuters, and The Associated Press.",
            ["Bloomberg", REUTERS, AP],
        ),
        ("Innehåller material från TT och AFP.", ["TT", AFP]),
        ("Unter Verwendung von Material von dpa und Reuters.", ["dpa", REUTERS]),
    ],
)
def test_contributions(words, parties):
    rows = read(f"Lock closed\n\n{PROSE}\n{words}").credits
    assert [row.name for row in rows] == parties
    assert {row.kind for row in rows} == {"contribution"}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("© 2018 The Associated Press. All rights reserved.", AP),
        ("© AFP", AFP),
        ("(c) 2018 AFP", AFP),
        ("Copyright 2018 by CNN NewSource. All rights reserved.", "CNN"),
        ("© dpa. Alle Rechte vorbehalten", "dpa"),
        ("Copyright TT", "TT"),
    ],
)
def test_copyright_lines(words, name):
    assert [(row.name, row.kind) for row in read(f"{PROSE}\n{words}").credits] == [(name, "copyright")]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("(From The Hill)", "The Hill"),
        ("From The Hill", "The Hill"),
        ("This article was originally published by ProPublica.", "ProPublica"),
        ("The story first appeared in The Guardian.", "The Guardian"),
        ("Artikeln är ursprungligen publicerad i Dagens Nyheter.", "Dagens Nyheter"),
        ("Der Text ist zuerst erschienen in Die Zeit.", "Die Zeit"),
    ],
)
def test_reprints(words, name):
    assert [(row.name, row.kind) for row in read(f"Lock closed\n{words}\n{PROSE}").credits] == [(name, "reprint")]


def test_a_way_of_signing_is_probable():
    (row,) = read(f"{PROSE} (Reporting by Ada Quill; Editing by Bo Lind)").credits
    assert (row.name, row.kind, row.level) == (REUTERS, "style", "probable")
    assert names(f"{PROSE} Reporting by bicycle is slow.") == []


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE} Ada Quill told Reuters on Sunday that she had seen it. {PROSE}",
        f"{PROSE} The news agency AFP and the AP reported the same. {PROSE}",
        f"{PROSE} According to state news agency SANA nobody was hurt.",
        f'{PROSE} "It said WEXLOW (AP) in front of it," Ada Quill said. {PROSE}',
        f'{PROSE} "The page carried (AP) at its head," she said. {PROSE}',
        f'"WEXLOW (AP) — so it began," she said. {PROSE}',
        f"{PROSE}\nAda Quill in front of the lock. (AP Photo/Bo Lind)\n{PROSE}",
        f"Photo: Bo Lind, AP\n{PROSE}",
        f"{PROSE}\n(Bo Lind/AFP/Getty Images)",
        f"{PROSE}\nImage copyright Reuters\n{PROSE}",
        f"Ada Quill (AP)\n{PROSE}",
        f"{PROSE} Han sade till TT att porten hade kilats fast. {SWEDISH}",
        f"{GERMAN} Das sagte sie der dpa am Sonntag. {GERMAN}",
        f"From Reuters to the AP, everybody wrote about the lock. {PROSE}",
        f"{PROSE} An official told Reuters Sunday 5 May 2019 that it was true. {PROSE}",
        "By Tom Stern\n" + PROSE,
        f"Fråga (SVT): När stängdes slussen? {SWEDISH}",
        "Time and again\n" + PROSE,
        "",
    ],
)
def test_what_is_no_credit(text):
    assert names(text) == []


@pytest.mark.parametrize(
    ("outlet", "text"),
    [
        ("Reuters", f"WEXLOW (Reuters) - {PROSE} (Reporting by Ada Quill; Editing by Bo Lind)"),
        ("reuters.com", f"WEXLOW (Reuters) - {PROSE}"),
        ("sputnik", f"{PROSE} MOSCOW (Sputnik) {PROSE}"),
        ("CNN", f"(CNN) - {PROSE}\n© 2018 CNN"),
        ("TT", f"Stockholm (TT) – {SWEDISH}\nTT"),
        ("Boston Herald", f"{PROSE}\nHerald wire services contributed to this report."),
    ],
)
def test_an_outlets_own_name_is_no_credit(outlet, text):
    assert names(text, outlet=outlet) == []


def test_the_items_of_a_press_review_are_read_one_by_one():
    text = f"Reuters – Lock closed\nWEXLOW (Reuters) - {PROSE}\nThe Guardian – Lock closed\nWEXLOW (Reuters) - {PROSE}"
    first, second = text.index("\n") + 1, text.rindex("\n") + 1
    items = (
        Item(heading=Span(0, first - 1), body=Span(first, text.index("\nThe G")), outlet="Reuters"),
        Item(heading=Span(text.index("The G"), second - 1), body=Span(second, len(text)), outlet="The Guardian"),
    )
    (row,) = read(text, outlet=None, items=items).credits
    assert row.name == REUTERS and row.span.start > second


def test_marks_of_wire_copy_part_lines_too():
    assert names(f"Lock closed ### By Reuters ### July 15, 2018 ### {PROSE}") == [REUTERS]


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "(",
        "(AP) ",
        "aaaa",
        "By ",
        "© ",
        "WEXLOW (",
        "###",
        "AP, ",
        "/TT/",
        "1 May 2018 ",
        " contributed to this",
        "Source ",
        "\n",
        "TT-",
        "(with ",
    ],
)
def test_long_repetitions_are_read_to_their_end(unit):
    text = unit * (100_000 // len(unit))
    assert all(row.span.end <= len(text) for row in read(text).credits)


@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(["(AP)", "By ", "©", "TT", "\n", "-", "Reuters", " ", ".", "(With ", "2018", "WEXLOW"]),
        max_size=40,
    ).map("".join)
)
def test_any_text_gives_spans_inside_it(text):
    document = build_document("t", text, settings=Settings())
    found = credited(document, outlets=registry())
    ends = 0
    for row in found.credits:
        assert row.span is not None and ends <= row.span.start < row.span.end <= len(document.text)
        ends = row.span.end
