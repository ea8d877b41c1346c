"""Who took a text from whom."""

import pytest

from firsthand.link.direction import earlier, moment
from firsthand.link.reuse_pairs import compare
from link.reuse_texts import COST, LEAD, QUAY, SHIP, STORY, UNION, WEATHER, document, side

FLIP = {"a_from_b": "b_from_a", "b_from_a": "a_from_b"}


def way(a, b):
    """The direction between two documents, checked both ways round."""
    one, other = side(a), side(b)
    there, back = compare(one, other), compare(other, one)
    assert there is not None
    assert back.direction == FLIP.get(there.direction, there.direction)
    assert (back.level, back.why) == (there.level, there.why)
    return there


def test_both_signed_by_one_agency():
    a = document("a", f"VESSBY (AP) - {STORY}", outlet="Vessby Courier")
    b = document("b", f"{STORY} (AP)", outlet="Ostmark Post")
    found = way(a, b)
    assert (found.direction, found.level) == ("common_source", "certain")
    assert "Associated Press" in found.why


def test_the_credit_of_a_picture_is_no_signature():
    a = document("a", f"Photo: Ida Holm, AP {STORY}", outlet="Vessby Courier")
    b = document("b", STORY, outlet="Ostmark Post")
    assert "signed" not in way(a, b).why


def test_one_signed_the_other_not():
    a = document("a", f"VESSBY (Reuters) - {STORY}", outlet="Vessby Courier")
    found = way(a, document("b", STORY, outlet="Ostmark Post"))
    assert (found.direction, found.level) == ("common_source", "probable")


def test_from_the_agency_itself():
    a = document("a", f"VESSBY (Reuters) - {STORY}", outlet="Vessby Courier")
    b = document("b", STORY, outlet="Reuters")
    assert way(a, b).direction == "a_from_b"


def test_one_names_the_house_of_the_other():
    a = document("a", f"As Politico reports: {STORY}", outlet="Vessby Courier")
    b = document("b", STORY, outlet="politico.com")
    assert way(a, b).direction == "a_from_b"


def test_a_text_much_older_than_the_one_it_names_is_not_taken_from_it():
    a = document("a", f"As Politico reports: {STORY}", outlet="Vessby Courier", published="2031-03-04")
    b = document("b", STORY, outlet="politico.com", published="2031-03-09")
    assert way(a, b).direction == "common_source"


def test_a_text_that_seems_a_little_older_may_still_be_taken_from_the_one_it_names():
    a = document("a", f"As Politico reports: {STORY}", outlet="Vessby Courier", published="2031-03-04T10:00:00Z")
    b = document("b", STORY, outlet="politico.com", published="2031-03-04T12:00:00Z")
    assert way(a, b).direction == "a_from_b"


def test_a_name_within_the_shared_words_tells_nothing():
    told = f"{LEAD} {QUAY} The master told Politico that he had seen it fall. {SHIP} {COST}"
    a = document("a", told, outlet="Vessby Courier")
    assert way(a, document("b", told, outlet="politico.com")).direction == "common_source"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("2031-03-04", "2031-03-05", "b_from_a"), ("2031-03-05", "2031-03-04", "a_from_b")],
)
def test_one_house_takes_up_what_it_printed_before(first, second, expected):
    a = document("a", f"{LEAD} {QUAY} {SHIP}", outlet="Vessby Courier", published=first)
    b = document("b", f"{WEATHER} {QUAY} {SHIP} {UNION}", outlet="Vessby Courier", published=second)
    assert way(a, b).direction == expected


def test_the_date_in_the_text_counts_before_that_put_beside_it():
    a = document("a", f"Published 9 March 2031. {LEAD} {QUAY} {SHIP}", outlet="Courier", published="2031-03-01")
    b = document(
        "b", f"Published 4 March 2031. {WEATHER} {QUAY} {SHIP} {UNION}", outlet="Courier", published="2031-03-02"
    )
    assert way(a, b).direction == "a_from_b"


def test_one_house_printing_a_text_twice():
    a = document("a", STORY, outlet="Vessby Courier", published="2031-03-04")
    b = document("b", f"{STORY} Read more", outlet="Vessby Courier", published="2031-03-05")
    assert way(a, b).direction == "common_source"


def test_the_longer_edition_is_the_later_where_dates_do_not_tell():
    a = document("a", f"{LEAD} {QUAY} {SHIP}", outlet="Vessby Courier", published="2031-03-04")
    b = document(
        "b", f"{QUAY} {SHIP} {COST} {UNION} {WEATHER}", outlet="Vessby Courier", published="2031-03-04T10:00:00"
    )
    assert way(a, b).direction == "b_from_a"


def test_a_text_that_breaks_off_is_taken_from_the_one_that_goes_on():
    a = document("a", STORY[: len(STORY) - 60], outlet="Vessby Courier")
    assert (
        way(a, document("b", f"{STORY} Nobody knows when the hoist will work again.", outlet="Ostmark Post")).direction
        == "a_from_b"
    )


def test_a_text_of_its_own_that_breaks_off_within_shared_words_is_no_excerpt():
    own = "The tide was low and the pilots were at breakfast when the noise came, said a waiter at the Anchor inn."
    a = document("a", f"{own} {own.upper()[::-1]} {UNION} {COST[:-30]}", outlet="Vessby Courier")
    assert way(a, document("b", STORY, outlet="Ostmark Post")).direction == "common_source"


def test_an_ellipsis_in_place_of_words_the_other_has():
    a = document("a", f"{LEAD} {QUAY} … {UNION} {WEATHER}", outlet="Vessby Courier")
    assert way(a, document("b", STORY, outlet="Ostmark Post")).direction == "a_from_b"


def test_what_one_says_and_the_other_quotes():
    a = document(
        "a", f"The report was read out in the council. “{STORY}” The mayor then left.", outlet="Vessby Courier"
    )
    assert way(a, document("b", STORY, outlet="Ostmark Post")).direction == "a_from_b"


def test_two_houses_without_a_sign_mostly_have_it_from_a_third():
    found = way(document("a", STORY, outlet="Vessby Courier"), document("b", STORY, outlet="Ostmark Post"))
    assert (found.direction, found.level) == ("common_source", "probable")


def test_without_houses_nothing_is_known():
    assert way(document("a", STORY), document("b", STORY)).direction == "unknown"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2031-03-04", "2031-03-05", -1),
        ("2031-03-04", "2031-03-04T12:00:00+00:00", 0),
        ("2031-03-04T12:00:00+02:00", "2031-03-04T11:00:00+00:00", -1),
        ("2031-03-04T12:00:00", "2031-03-04T11:00:00+00:00", 1),
        ("no date", "2031-03-04", 0),
        (None, "2031-03-04", 0),
    ],
)
def test_moments_are_compared_as_far_as_they_are_told(one, other, expected):
    assert earlier(one, other) == expected
    assert earlier(other, one) == -expected


def test_what_has_no_date_is_sorted_last():
    assert sorted([None, "2031-03-05", "2031-03-04T10:00:00Z"], key=moment) == [
        "2031-03-04T10:00:00Z",
        "2031-03-05",
        None,
    ]


def test_an_agencys_own_text_with_its_dateline_is_where_a_signed_one_has_it_from():
    a = document("a", f"VESSBY (Reuters) - {STORY}", outlet="Vessby Courier")
    b = document("b", f"VESSBY, March 4 (Reuters) - {STORY}", outlet="Reuters")
    found = way(a, b)
    assert (found.direction, found.level) == ("a_from_b", "certain")
    assert found.why == "One is signed Reuters, the house of the other."


def test_it_is_not_said_that_neither_names_the_other_where_one_does():
    told = "The master told Politico so."
    a = document("a", f"{STORY} {told}", outlet="Vessby Courier")
    found = way(a, document("b", f"{STORY} {told}", outlet="politico.com"))
    assert found.direction == "common_source"
    assert "Neither names" not in found.why
