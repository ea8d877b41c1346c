"""What is kept of a document for the comparison."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.link.reuse_pairs import FEWEST, LONG, Common, evidence
from firsthand.link.reuse_sheet import house_of, quotations, sheet_of, spoken
from firsthand.link.reuse_shelf import decoded, encoded
from firsthand.outlets import registry
from link.reuse_texts import LEAD, STORY, document


def quoted(text):
    return [span.of(text) for span in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "come in" and left.', ['"come in"']),
        ("Han sade ”kom in” och gick.", ["”kom in”"]),
        ("Er sagte „komm herein“ und ging.", ["„komm herein“"]),
        ("Er sagte »komm herein« und ging.", ["»komm herein«"]),
        ("Han sade »kom in» och gick.", ["»kom in»"]),
        ("Il dit « entrez » et partit.", ["« entrez »"]),
        ("彼は「入れ」と言った", ["「入れ」"]),
        ("“One paragraph.\n\n“And the next.”", ["“One paragraph.\n\n“And the next.”"]),
        ('An unclosed " mark', []),
        ('A 6" pipe and an 8" pipe', []),
        ("", []),
    ],
)
def test_what_stands_between_marks_is_quoted(text, expected):
    assert quoted(text) == expected


def test_an_unclosed_mark_does_not_quote_the_rest_of_the_text():
    assert quoted(f'"Unclosed. {"word " * 1_000} "Closed."') == ['"Closed."']


@given(st.text(alphabet='"“”„«»「」a \n.', max_size=200))
def test_quotations_follow_each_other(text):
    last = 0
    for span in quotations(text):
        assert last <= span.start < span.end <= len(text)
        last = span.end


def test_a_house_goes_by_its_usual_name():
    names = {house_of(document("a", LEAD, outlet=given), registry()) for given in ("Reuters", "reuters.com", "REUTERS")}
    assert names == {"Reuters"}
    assert house_of(document("a", LEAD, outlet="Vessby Courier"), registry()) == "vessby courier"
    assert house_of(document("a", LEAD), registry()) is None


def test_an_agency_named_in_the_middle_has_not_signed():
    sheet = sheet_of(document("a", f"{STORY} The master told Reuters so. {STORY}"), outlets=registry())
    assert "Reuters" in sheet.named
    assert "Reuters" not in sheet.signed


def test_a_sheet_comes_back_as_it_was():
    sheet = sheet_of(document("a", STORY, outlet="Vessby Courier", published="2031-03-04"), outlets=registry())
    assert decoded(encoded(sheet)) == sheet
    assert len(sheet.words()) == len(sheet.in_quotation())


def common(plain, quoted_words, shorter, longest=0):
    return Common(plain=plain, quoted=quoted_words, longest_plain=longest, longest_quoted=0, shorter=shorter)


def test_evidence_is_words_times_their_share():
    assert evidence(common(100, 0, 200)) == 50
    assert evidence(common(FEWEST - 1, 0, FEWEST)) == 0
    assert evidence(common(50, 50, 200), quotation=0) == evidence(common(50, 0, 200))


def test_a_long_passage_counts_in_a_long_text_and_many_short_ones_do_not():
    assert evidence(common(120, 0, 50 * LONG, longest=120)) == evidence(common(120, 0, LONG))
    assert evidence(common(120, 0, 50 * LONG, longest=6)) < 1


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 2_000))
def test_more_shared_words_are_more_evidence(plain, quoted_words, shorter):
    here = evidence(common(plain, quoted_words, shorter))
    assert evidence(common(plain + 1, quoted_words, shorter)) >= here
    assert evidence(common(plain + 1, quoted_words, shorter)) >= evidence(common(plain, quoted_words + 1, shorter))


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        (f"{STORY} “We saw it,” the master told Reuters.", False),
        (f"{STORY} – Vi såg det, säger styrman till TT.", False),
        (f"{STORY} The master was quoted as saying so on the quay this morning by Reuters.", False),
        (f"{STORY}\n\nReuters", True),
        (f"{STORY}\n\nAdditional reporting by Reuters", True),
        (f"{STORY} (Reuters)", True),
        (f"VESSBY, Reuters — {STORY}", True),
    ],
)
def test_who_is_told_something_has_not_signed(text, signed):
    assert bool(sheet_of(document("a", text), outlets=registry()).signed) is signed


def test_what_a_dash_opens_counts_as_said():
    text = "Hamnen är stängd – tills vidare.\n– Vi öppnar i maj, säger Ada Quill.\nIngen vet mer."
    assert [span.of(text) for span in spoken(text)] == ["– Vi öppnar i maj, säger Ada Quill."]
    sheet = sheet_of(document("a", text), outlets=registry())
    assert sheet.in_quotation().tolist() == [False] * 5 + [True] * 7 + [False] * 3
