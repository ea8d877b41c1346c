"""Who a source is, in its document."""

import pytest

from firsthand.extract import attributions
from firsthand.model import Document, Item, Span, document_id
from firsthand.resolve.speakers import speakers


def named(text: str, *, lang: str = "en", items: tuple[Item, ...] = ()) -> list[str]:
    document = Document(id=document_id(text=text), name="t", text=text, lang=lang)
    rows = attributions(document, items=items)
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
