"""Who a source is, in its document."""

import pytest

from firsthand.extract import attributions
from firsthand.model import Attribution, Document, Item, Span, document_id
from firsthand.resolve.speakers import speakers
from firsthand.settings import Settings

RULES = Settings(model=False)


def named(text: str, *, lang: str = "en", items: tuple[Item, ...] = ()) -> list[str]:
    document = Document(id=document_id(text=text), name="t", text=text, lang=lang)
    rows = attributions(document, items=items, settings=RULES)
    who = {s.attribution: s.name for s in speakers(document, rows, items=items)}
    return [who.get(row.id, "") for row in rows]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Mara Oduya", "Mara Oduya"),
        ("Harbour Minister Mara Oduya", "Mara Oduya"),
        ("Secretary of State Mara Oduya", "Mara Oduya"),
        ("The harbour minister, Mara Oduya,", "Mara Oduya"),
        ("Port spokesman Ivo van der Kell", "Ivo van der Kell"),
        ("The official Vessland news agency Reuters", "Reuters"),
        ("A security source", "security source"),
        ("A Port Authority statement", "Port Authority"),
        ("The Port Authority", "Port Authority"),
    ],
)
def test_titles_and_articles_are_off(source: str, name: str) -> None:
    assert named(f"{source} said that the crane fell.") == [name]


@pytest.mark.parametrize(
    ("second", "name"),
    [
        ("He said that it was old.", "Ivo Kell"),
        ("Kell said that it was old.", "Ivo Kell"),
        ("She said that it was old.", "Ivo Kell"),
        ("The minister said that it was old.", "Ivo Kell"),
    ],
)
def test_later_mentions_go_back_to_the_full_name(second: str, name: str) -> None:
    assert named(f"Port minister Ivo Kell said that the crane fell. {second}") == ["Ivo Kell", name]


def test_once_he_never_she() -> None:
    text = "Ivo Kell said that it fell. He said that it was old. She said that it was new."
    assert named(text)[:2] == ["Ivo Kell", "Ivo Kell"]
    assert named(text)[2] != "Ivo Kell"


def test_a_surname_two_people_share_stays_a_surname() -> None:
    text = "Ivo Kell and Una Kell came to the pier. Kell said that the crane fell."
    assert named(text) == ["Kell"]


def test_initials_stand_for_the_long_name() -> None:
    text = "The Vessland Observatory for Harbours met on Monday. The VOH said that the crane fell."
    assert named(text) == ["Vessland Observatory for Harbours"]


def test_a_quotation_alone_goes_on_with_its_speaker() -> None:
    text = "“It fell,” Ivo Kell said.\n“Nobody had looked at it for a year.”"
    assert named(text) == ["Ivo Kell", "Ivo Kell"]


def test_a_role_in_a_heading_finds_its_person_in_the_excerpt() -> None:
    text = "Crane was safe: Vessland FM\n\nVessland Foreign Minister Ivo Kell said that the crane was safe."
    heading, body = Span(0, 27), Span(29, len(text))
    assert named(text, items=(Item(heading=heading, body=body, title=text[:27]),)) == ["Ivo Kell", "Ivo Kell"]


def test_names_do_not_cross_from_one_item_to_the_next() -> None:
    first = "Ivo Kell said that the crane fell."
    text = f"One\n{first}\nTwo\nHe said that it was old."
    split = text.index("Two")
    items = (
        Item(heading=Span(0, 3), body=Span(4, 4 + len(first))),
        Item(heading=Span(split, split + 3), body=Span(split + 4, len(text))),
    )
    assert named(text, items=items) == ["Ivo Kell", "He"]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("sv", "Hamnministern Mara Oduya sade att kranen föll. Hon sade att den var gammal.", "Mara Oduya"),
        (
            "de",
            "Hafenministerin Mara Oduya sagte, dass der Kran gefallen sei. Sie sagte, dass er alt war.",
            "Mara Oduya",
        ),
    ],
)
def test_other_languages(lang: str, text: str, name: str) -> None:
    assert set(named(text, lang=lang)) == {name}


def spoken(text: str, *, lang: str = "en", author: str | None = None) -> list[tuple[str, ...]]:
    """The names of every attribution's parties."""
    document = Document(id=document_id(text=text), name="t", text=text, lang=lang, author=author)
    rows = attributions(document, settings=RULES)
    heard = speakers(document, rows)
    return [tuple(s.name for s in heard if s.attribution == row.id) for row in rows]


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("en", "Ivo Kell and Una Brand said that the crane fell.", {"Ivo Kell", "Una Brand"}),
        ("en", "A monitor and medics said that the crane fell.", {"monitor", "medics"}),
        ("sv", "Ivo Kell och Una Brand sade att kranen föll.", {"Ivo Kell", "Una Brand"}),
        ("de", "Ivo Kell und Una Brand sagten, dass der Kran gefallen sei.", {"Ivo Kell", "Una Brand"}),
    ],
)
def test_joint_sources_are_two_parties(lang: str, text: str, names: set[str]) -> None:
    assert [set(found) for found in spoken(text, lang=lang)] == [names]


@pytest.mark.parametrize(
    "source",
    ["The Department of Roads and Harbours", "The Vale and Harsund Coalition", "The head of roads and harbours"],
)
def test_a_name_with_and_in_it_is_one_party(source: str) -> None:
    assert [len(found) for found in spoken(f"{source} said that the crane fell.")] == [1]


def test_joint_parties_have_rows_with_evidence_of_their_own() -> None:
    text = "Ivo Kell and Una Brand said that the crane fell."
    document = Document(id=document_id(text=text), name="t", text=text, lang="en")
    heard = speakers(document, attributions(document, settings=RULES))
    assert [row.evidence[0].of(text) for row in heard] == ["Ivo Kell", "Una Brand"]
    assert all(0 < row.score <= 1 and row.method for row in heard)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Port minister Mary Oduya met harbour master John Kell on Monday. She said that the crane fell. "
            "He said that it was old.",
        ),
        (
            "sv",
            "Hamnministern Maria Oduya mötte hamnchefen Johan Kell i måndags. Hon sade att kranen föll. "
            "Han sade att den var gammal.",
        ),
        (
            "de",
            "Hafenministerin Maria Oduya traf am Montag den Hafenchef Hans Kell. "
            "Sie sagte, dass der Kran gefallen sei. Er sagte, dass er alt war.",
        ),
    ],
)
def test_a_first_name_tells_whom_a_pronoun_means(lang: str, text: str) -> None:
    assert [found[0].split()[-1] for found in spoken(text, lang=lang)][:2] == ["Oduya", "Kell"]


def test_a_title_tells_two_people_of_one_surname_apart() -> None:
    text = (
        "John Kell and Mary Kell came to the pier. Mrs. Kell said that the crane fell. Mr. Kell said that it was old."
    )
    assert spoken(text) == [("Mary Kell",), ("John Kell",)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The International Crane Fund met on Monday. The fund said that the crane fell.", "International Crane Fund"),
        ("The Alliance to Save Our Piers (ASOP) met. ASOP said that it fell.", "Alliance to Save Our Piers"),
        ("The Harsund Observatory for Piers met. The Observatory said that it fell.", "Harsund Observatory for Piers"),
        ("Senator Una Brand came. The senator said that it fell.", "Una Brand"),
        ("Una Brand, the mayor of Harsund, came with Ivo Kell. The mayor said that it fell.", "Una Brand"),
    ],
)
def test_what_points_back_finds_its_party(text: str, name: str) -> None:
    assert spoken(text)[-1] == (name,)


def test_a_new_somebody_is_not_the_one_before() -> None:
    text = "Senator Una Brand came to the pier. A senator said that the crane fell."
    assert spoken(text) == [("senator",)]


def test_the_police_need_nobody_named_before() -> None:
    text = "The Harsund Crane Company was closed on Monday. The police said that the crane fell."
    assert spoken(text)[-1] == ("police",)


def test_a_headline_finds_its_name_in_the_body() -> None:
    text = "Una Brand Says Old Crane Was Never Safe\nMayor Una Brand said on Monday that the crane fell."
    assert set(spoken(text)) == {("Una Brand",)}


def test_the_writer_is_the_author_and_in_a_quotation_its_speaker() -> None:
    text = "I think that the crane was old."
    assert spoken(text, author="Ada Vale") == [("Ada Vale",)]
    assert spoken(text) == [("I",)]


def test_a_state_is_no_she() -> None:
    text = "There was a denunciation of Russia by ambassador Una Kell on Sunday, in which she accused Russia of theft."
    assert ("Una Kell",) in spoken(text)
    assert ("Russia",) not in spoken(text)


@pytest.mark.parametrize("piece", ["Kell and ", "Una Kell, ", "he she it ", "(AB) ", "Kell's ", "and and ", "A B "])
def test_hostile_text_is_read(piece: str) -> None:
    text = piece * 400 + "said that it fell."
    span = Span(0, len(text) - len("said that it fell."))
    row = Attribution(
        id="a", doc="d", source=(span,), cue=(), content=(Span(span.end, len(text)),), type="indirect", score=1.0,
        method="test", source_kind="named_person",
    )  # fmt: skip
    document = Document(id="d", name="d", text=text, lang="en")
    assert speakers(document, [row])


def test_thousands_of_names_are_each_their_own() -> None:
    first = [
        a + b + c for a in ("Ba", "De", "Fe", "Gu", "Ha") for b in ("la", "mi", "no", "pu") for c in ("n", "r", "s")
    ]
    people = [f"{one} K{other.lower()}" for one in first for other in first][:1500]
    text = " ".join(f"{name} said that the crane fell." for name in people)
    assert [found[0] for found in spoken(text)] == people
