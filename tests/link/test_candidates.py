"""Which pairs are compared: the join over rare shingles, its bounds, and its answer whatever the order of rows."""

import numpy as np

from firsthand.link.candidates import LEAST_SHARED, MOST_DOCUMENTS, MOST_PARTNERS, Traces, candidates


def traces(*documents, houses=None, stories=None):
    """Rows of documents given as sets of shingles."""
    houses = houses or [-1] * len(documents)
    stories = stories or list(range(len(documents)))
    rows = [(doc, houses[doc], stories[doc], value) for doc, own in enumerate(documents) for value in own]
    columns = np.array(rows, np.int64).reshape(-1, 4).T
    return Traces(doc=columns[0], house=columns[1], story=columns[2], shingle=columns[3].astype(np.uint64))


def pairs(given, documents):
    found = candidates(given, documents=documents)
    return list(zip(found.a.tolist(), found.b.tolist(), strict=True))


def test_documents_that_share_rare_shingles_are_a_pair():
    assert pairs(traces({1, 2, 3}, {2, 3, 4}, {5, 6}), 3) == [(0, 1)]


def test_fewer_shared_shingles_than_asked_for_are_no_pair():
    assert LEAST_SHARED == 2
    assert pairs(traces({1, 2}, {2, 3}), 2) == []


def test_nothing_given_nothing_found():
    assert pairs(traces(), 0) == []


def test_a_shingle_in_many_documents_pairs_them_with_the_first_only():
    many = MOST_DOCUMENTS + 10
    stories = [0] * many
    found = pairs(traces(*[{1, 2, 3}] * many, stories=stories), many)
    assert found == [(0, other) for other in range(1, many)]


def test_pairs_grow_with_the_documents_and_not_with_their_square():
    def count(documents):
        groups = [set(range(10 * (doc % 4), 10 * (doc % 4) + 10)) for doc in range(documents)]
        return len(pairs(traces(*groups, stories=[0] * documents), documents))

    small, large = count(400), count(800)
    assert large <= 2.1 * small
    assert large <= MOST_PARTNERS * 800


def test_each_document_keeps_its_best_partners_before_it():
    many = MOST_PARTNERS + 6
    own = [{10 * number, 10 * number + 1} | ({10 * number + 2} if number >= 6 else set()) for number in range(many)]
    last = set().union(*own)
    found = pairs(traces(*own, last), many + 1)
    assert [a for a, b in found if b == many] == list(range(6, many))


def test_the_order_of_rows_does_not_count():
    given = traces({1, 2, 3}, {2, 3, 4}, {3, 4, 2}, {9})
    back = Traces(**{name: getattr(given, name)[::-1] for name in ("doc", "house", "story", "shingle")})
    assert pairs(given, 4) == pairs(back, 4)


def test_what_one_house_repeats_pairs_none_of_its_documents():
    footer = {100, 101, 102}
    documents = [footer | {10 * number, 10 * number + 1} for number in range(5)]
    found = candidates(traces(*documents, houses=[0] * 5), documents=5)
    assert len(found.a) == 0
    assert set(found.repeated.tolist()) == footer
    assert set(found.repeated_by.tolist()) == {0}


def test_the_same_words_at_another_house_are_still_a_pair():
    footer = {100, 101, 102}
    assert (0, 3) in pairs(traces(footer, footer, footer, footer, houses=[0, 0, 0, 1]), 4)
