"""Reused text in a small corpus: from documents to rows."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.link import candidates, reuse
from firsthand.link.reuse import reused
from link.reuse_texts import COST, LEAD, OTHER, QUAY, SHIP, STORY, UNION, WEATHER, document

SENTENCES = (LEAD, QUAY, SHIP, COST, UNION, WEATHER, *OTHER.split(". "))


def found(*documents):
    return {(row.a, row.b): row for row in reused(documents)}


def covered(row, text, side):
    return [text[pair[side].start : pair[side].end] for pair in row.passages]


def test_a_copy_is_found_with_its_passage_in_both():
    copy = f"From our correspondent. {QUAY} {SHIP} Nothing more is known."
    row = found(document("a", STORY), document("b", copy))["a", "b"]
    (here,), (there,) = covered(row, STORY, 0), covered(row, copy, 1)
    assert here == there == f"{QUAY} {SHIP}".rstrip(".")
    assert 0.7 < row.share_b == row.share <= 1
    assert 0.3 < row.share_a < 0.4


def test_a_lightly_edited_passage_is_one_passage():
    edited = STORY.replace("treated for bruises", "seen for scratches").replace("nine million", "10 million")
    row = found(document("a", STORY), document("b", edited))["a", "b"]
    assert len(row.passages) == 1
    assert row.share > 0.9


def test_passages_that_changed_places_are_found():
    turned = f"{UNION} {COST} {LEAD} {QUAY}"
    row = found(document("a", STORY), document("b", turned))["a", "b"]
    assert sum(len(passage) for passage in covered(row, turned, 1)) > 0.95 * len(turned)


def test_independent_reports_of_one_event_are_not_linked():
    assert found(document("a", STORY), document("b", OTHER)) == {}


def test_one_quotation_in_common_is_no_reuse():
    said = (
        "“The brakes of that hoist were bad all spring, everybody on the quay had known it, and I told the office so "
        "in March and again in April,” Berit Ask said."
    )
    a, b = f"{LEAD} {said} {QUAY} {SHIP} {COST}", f"{OTHER} {said}"
    assert found(document("a", a), document("b", b)) == {}
    assert found(document("a", a.replace("“", "").replace("”", "")), document("b", b.replace("“", "").replace("”", "")))


@pytest.mark.parametrize(
    "text",
    [
        "Hamnen i Vessby stängdes på tisdagen sedan en kran fallit över den norra kajen. Dykare fann ingen i vattnet.",
        "Der Hafen von Vessby wurde am Dienstag gesperrt, nachdem ein Kran auf den Kai gestürzt war. Niemand fehlt.",
        "Порт Вессбю был закрыт во вторник после того, как кран упал на северный причал. Водолазы никого не нашли.",
        "火曜日にクレーンが北の岸壁に倒れ、ヴェスビー港は閉鎖された。潜水士は水中に誰も発見しなかった。",
    ],
)
def test_any_language(text):
    assert ("a", "b") in found(document("a", text, lang=None), document("b", f"- {text} -", lang=None))


def house(number, text):
    footer = "Sign up for the letter of the Vessby Courier and never miss a tide table or a notice to mariners again."
    return document(f"d{number}", f"{text} {footer}", outlet="Vessby Courier", published=f"2031-03-{number + 1:02d}")


TALES = (
    "A bakery in the lower town gave away its bread on Sunday because the oven door would not shut any longer.",
    "The council voted to paint the lighthouse green, which nobody had asked for, and to pay for it in autumn.",
    "Skaters broke through the ice of the mill pond and waded home; the constable lent one of them his boots.",
    "An owl has moved into the bell tower, so that the sexton rings by hand and only when the bird is away.",
)


def test_what_a_house_prints_under_everything_links_nothing():
    assert found(*(house(number, text) for number, text in enumerate(TALES))) == {}


def test_boilerplate_is_shown_apart_and_left_out_of_the_share():
    copy = house(9, f"{TALES[0]} It has since been mended by a smith from Ostmark, who took a loaf in payment.")
    row = found(*(house(number, text) for number, text in enumerate(TALES)), copy)["d0", "d9"]
    assert any("tide table" in copy.text[pair[1].start : pair[1].end] for pair in row.boilerplate)
    assert not any("tide table" in copy.text[pair[1].start : pair[1].end] for pair in row.passages)
    assert 0.4 < row.share_b < 0.6


def test_a_document_given_twice_counts_once_and_is_not_linked_to_itself():
    assert found(document("a", STORY), document("a", STORY)) == {}


def test_two_documents_with_one_name_are_not_linked_with_each_other():
    assert found(document("a", STORY), document("a", f"{STORY} And more.")) == {}


def test_nothing_in_nothing_out():
    assert found() == {}
    assert found(document("a", ""), document("b", "")) == {}


TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=7).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_change_the_output(texts, chance):
    documents = [document(f"d{number}", text, outlet=f"House {number % 3}") for number, text in enumerate(texts)]
    mixed = list(documents)
    chance.shuffle(mixed)
    assert list(reused(documents)) == list(reused(mixed))


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=5))
def test_spans_lie_in_their_texts_and_no_document_is_linked_to_itself(texts):
    known = {f"d{number}": text for number, text in enumerate(texts)}
    for row in reused([document(name, text) for name, text in known.items()]):
        assert row.a != row.b
        assert 0 < row.share <= 1
        for pair in (*row.passages, *row.boilerplate):
            for span, name in zip(pair, (row.a, row.b), strict=True):
                assert 0 <= span.start < span.end <= len(known[name])


def test_comparisons_grow_with_the_copies_and_not_with_their_square(monkeypatch):
    """Count the pairs laid side by side for one text with many copies, some of them edited."""
    compared = 0
    compare = reuse.compare

    def counting(a, b):
        nonlocal compared
        compared += 1
        return compare(a, b)

    monkeypatch.setattr(reuse, "compare", counting)
    chance = random.Random(1)

    def count(copies):
        nonlocal compared
        compared = 0
        texts = [f"{STORY} Copy {number}." for number in range(copies)]
        cut = [" ".join(chance.sample(SENTENCES[:6], 4)) + f" Cut {number}." for number in range(copies // 4)]
        rows = list(reused([document(f"d{number}", text) for number, text in enumerate(texts + cut)]))
        assert len(rows) >= copies  # every copy is linked to something
        return compared

    # With lower bounds the same law shows in fewer documents.
    monkeypatch.setattr(reuse, "FAMILY", 4)
    monkeypatch.setattr(candidates, "MOST_DOCUMENTS", 4)
    monkeypatch.setattr(candidates, "MOST_PARTNERS", 4)
    small, large = count(400), count(800)
    assert large <= 2.2 * small
    assert large <= 4 * 1_000
