"""The same quotation in several documents: what became of it, in one language and across two."""

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.commands import read
from firsthand.demo import case_files, gold, outlets_file
from firsthand.link.quotations import Quoted, compare, families, quoted
from firsthand.model import Span, attribution_id

FULL = "We will close the old bridge in May if the council agrees, and nobody has to leave the isle"


def words(text, name="a", **more):
    return Quoted(id=name, doc=more.pop("doc", name), text=text, **more)


def drift(full, later, **more):
    return compare(words(full, "a", lang="en", **more), words(later, "b", lang="en"))


@pytest.mark.parametrize(
    ("later", "kinds"),
    [
        (FULL, {"verbatim"}),
        (FULL.upper() + "!", {"verbatim"}),
        ("We will close the old bridge in May", {"truncated", "condition_cut", "negation_cut"}),
        ("nobody has to leave the isle", {"truncated", "condition_cut"}),
        (
            "We will close the old bridge in June if the council agrees, and nobody has to leave the isle",
            {"words_changed"},
        ),
        (
            "We will not close the old bridge in May if the council agrees, and nobody has to leave the isle",
            {"negation_changed"},
        ),
        (
            "They would close the old bridge in May if the council agreed, and nobody had to leave the isle",
            {"tense_or_person_changed"},
        ),
        (
            "We will close the old bridge (in Wexlow) in May if the council agrees",
            {"editorial_insertion", "truncated", "negation_cut"},
        ),
        ("We will close the old bridge in May … nobody has to leave the isle", {"truncated"}),
        ("We will close nobody has to leave the isle", {"spliced"}),
    ],
)
def test_what_became_of_a_quotation_is_named(later, kinds):
    found = drift(FULL, later)
    assert set(found.kinds) == kinds
    assert not found.guess


def test_a_changed_number_is_named_with_both_sides():
    found = drift("We have fourteen dead and twenty-six in hospital", "We have forty dead and 26 in hospital")
    changed = [one for one in found.differences if one.kind == "number_changed"]
    assert [(one.quote.of("We have forty dead"), one.transcript.of("We have fourteen dead")) for one in changed] == [
        ("forty", "fourteen")
    ]


def test_what_was_cut_is_shown_in_the_fuller_version():
    found = drift(FULL, "We will close the old bridge in May")
    cut = next(one for one in found.differences if one.kind == "truncated_end")
    assert cut.transcript.of(FULL).startswith("if the council agrees")
    assert cut.quote == Span(35, 35)


def test_two_quotations_about_one_thing_are_two():
    assert drift(FULL, "The old bridge has been closed since the storm in March, and the council knew it") is None
    assert drift(FULL, "I have nothing to say about that") is None


def test_a_single_word_is_a_version_only_where_it_stands():
    assert drift(FULL, "isle") is not None
    assert drift(FULL, "isles") is None


def test_another_speaker_is_said_to_be_one():
    one = words(FULL, "a", lang="en", speaker="Ada Quill")
    assert set(compare(one, words(FULL, "b", lang="en", speaker="Bo Lind")).kinds) == {"speaker_changed"}
    assert set(compare(one, words(FULL, "b", lang="en", speaker="Quill")).kinds) == {"verbatim"}
    assert set(compare(one, words(FULL, "b", lang="en")).kinds) == {"verbatim"}


SWEDISH = "Vi räknade fyrtiotvå båtar i Brackwater och bron hade varit stängd sedan november"
ENGLISH = "We counted 42 boats in Brackwater and the bridge had been closed since November"
GERMAN = "Wir zählten zweiundvierzig Boote in Brackwater, und die Brücke war seit November geschlossen"


@pytest.mark.parametrize(("a", "b"), [(SWEDISH, ENGLISH), (GERMAN, ENGLISH), (SWEDISH, GERMAN), (ENGLISH, GERMAN)])
def test_a_translation_is_guessed_and_marked(a, b):
    found = compare(words(a, "a"), words(b, "b"))
    assert "translated" in found.kinds
    assert "number_changed" not in found.kinds
    assert found.guess


def test_a_number_that_changed_in_translation_is_named():
    found = compare(words(SWEDISH + " med 7 man", "a"), words(ENGLISH.replace("42", "24") + " with 7 men", "b"))
    assert {"translated", "number_changed"} <= set(found.kinds)


def test_a_short_translation_needs_the_same_speaker():
    a, b = "Wir waren gewarnt worden, aber nur vor dem Sturm", "We had been warned"
    ours, theirs = words(a, "a", lang="de", speaker="Ada Quill"), words(b, "b", lang="en", speaker="Ada Quill")
    assert {"translated", "truncated"} <= set(compare(ours, theirs).kinds)
    assert compare(words(a, "a", lang="de"), words(b, "b", lang="en")) is None


def versions():
    return [
        words("We will close the old bridge in May", "cut", lang="en", published="2031-05-03"),
        words(FULL, "full", lang="en", published="2031-05-02"),
        words(FULL, "copy", lang="en", published="2031-05-04"),
        words("I have nothing to say about that", "other", lang="en", published="2031-05-01"),
        words(SWEDISH, "sv", lang="sv", published="2031-05-01"),
        words(ENGLISH, "en", lang="en", published="2031-05-02"),
    ]


def test_families_start_at_the_fullest_of_the_earliest_language():
    bridge, boats = sorted(families(versions()), key=lambda family: family.origin)
    assert (bridge.origin, bridge.members) == ("full", ("full", "copy", "cut"))
    assert [(one.a, one.b) for one in bridge.drifts] == [("full", "copy"), ("full", "cut")]
    assert boats.origin == "sv"
    assert [(one.b, one.guess) for one in boats.drifts] == [("en", True)]


@given(st.randoms())
@settings(max_examples=10, deadline=None)
def test_the_order_of_the_input_does_not_count(chance):
    given_first = families(versions())
    mixed = versions()
    chance.shuffle(mixed)
    assert families(mixed) == given_first


def test_a_dispatch_in_a_thousand_papers_is_one_family():
    many = [words(FULL, f"p{number}", lang="en") for number in range(1_000)]
    (family,) = families([*many, words("We will close the old bridge in May", "cut", lang="en")])
    assert len(family.members) == 1_001
    assert sum("truncated" in one.kinds for one in family.drifts) == 1


def test_nothing_gives_nothing():
    assert families([]) == ()
    assert families([words("…")]) == ()


@given(st.text(max_size=40), st.text(max_size=40))
@settings(deadline=None)
def test_spans_lie_in_their_texts(a, b):
    found = compare(words(a, "a", lang="en"), words(b, "b", lang="en"))
    for one in found.differences if found else ():
        assert 0 <= one.quote.start <= one.quote.end <= len(b)
        assert 0 <= one.transcript.start <= one.transcript.end <= len(a)


def test_quotations_are_taken_from_what_stands_in_marks(make_reading):
    text = "“The bridge was closed at noon,” Ada Quill told the Ferrol Wire, and “nobody here was ever asked”."
    reading = make_reading(text)
    content = (Span(0, 32), Span(69, 97))
    (found,) = reading.attributions
    changed = msgspec.structs.replace(
        found,
        type="direct",
        content=content,
        id=attribution_id(doc=found.doc, source=found.source, cue=found.cue, content=content),
    )
    reading = msgspec.structs.replace(reading, attributions=(changed,))
    assert [one.text for one in quoted([reading])] == ["The bridge was closed at noon", "nobody here was ever asked"]
    assert all(one.span.of(text) == one.text for one in quoted([reading]))


MEANING = {"condition_cut", "contrast_cut", "negation_cut"}


def test_the_bundled_case_drifts_as_its_answer_says():
    answer = gold()
    right = total = 0
    for claim in answer.claims:
        for expected in claim.drift:
            a, b = (
                Quoted(id=name, doc=side.piece, text=side.text, speaker=expected.speaker)
                for name, side in (("a", expected.a), ("b", expected.b))
            )
            found = compare(a, b)
            right += found is not None and set(found.kinds) - MEANING == set(expected.kinds)
            total += 1
    assert right >= total - 1


def test_the_bundled_case_has_its_families():
    readings = list(read(*case_files(), outlets=[outlets_file()]))
    found = families(quoted(readings))
    by_id = {one.id: one for one in quoted(readings)}
    texts = [{by_id[member].text.split(",")[0] for member in family.members} for family in found]
    dead = next(family for family in texts if "We have fourteen dead and twenty-six people in hospital" in family)
    assert "We have forty dead and twenty-six people in hospital" in dead
    assert "Vi har fyrtio döda och tjugosex på sjukhus" in dead
    assert not any("We do not speculate" in family for family in texts if family != {"We do not speculate"})


def test_random_order_of_words_is_no_version():
    mixed = FULL.split()
    random.Random(5).shuffle(mixed)
    assert drift(FULL, " ".join(mixed)) is None
