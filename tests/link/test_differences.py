"""Every kind of difference, in three languages: what is named, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.languages.speech import all_speech_words
from firsthand.link.differences import Sides, differences, verdict
from firsthand.link.differences_words import Lexicon
from firsthand.link.passages_words import words_of
from firsthand.link.quotations_align import align
from firsthand.link.quotations_compare import weights_of


def compared(quote, said, *langs):
    ours, theirs = words_of(quote), words_of(said)
    found = align(ours.forms, theirs.forms, weights=weights_of(ours.forms))
    sides = Sides(
        quote=quote,
        quote_words=ours,
        said=said,
        said_forms=theirs.forms,
        said_span=theirs.span,
        lexicon=Lexicon(langs),
    )
    changes = differences(found.steps, sides=sides)
    return verdict(changes), [(one.kind, one.quote.of(quote), one.transcript.of(said)) for one in changes]


@pytest.mark.parametrize(
    ("lang", "quote", "said", "judged", "kind", "new", "old"),
    [
        ("en", "the bridge is shut", "The bridge, is “shut”", "verbatim", None, "", ""),
        ("en", "we counted fourteen boats", "we counted forty boats", "altered", "number_changed", "fourteen", "forty"),
        (
            "sv",
            "vi räknade tjugosex båtar",
            "vi räknade tjugofem båtar",
            "altered",
            "number_changed",
            "tjugosex",
            "tjugofem",
        ),
        ("de", "wir zählten 12 Boote hier", "wir zählten elf Boote hier", "altered", "number_changed", "12", "elf"),
        (
            "en",
            "twenty-six boats left the quay",
            "26 boats left the quay",
            "nearly_verbatim",
            "spelling",
            "twenty-six",
            "26",
        ),
        (
            "de",
            "sechsundzwanzig Boote liefen aus",
            "26 Boote liefen aus",
            "nearly_verbatim",
            "spelling",
            "sechsundzwanzig",
            "26",
        ),
        (
            "sv",
            "det kostar tre miljoner i år",
            "det kostar 3 000 000 i år",
            "nearly_verbatim",
            "spelling",
            "tre miljoner",
            "3 000 000",
        ),
        (
            "en",
            "sixty percent of the boats left",
            "60% of the boats left",
            "nearly_verbatim",
            "spelling",
            "sixty percent",
            "60%",
        ),
        ("en", "we dont know the owner", "we don't know the owner", "nearly_verbatim", "spelling", "dont", "don't"),
        ("en", "we do not know the owner", "we don't know the owner", "nearly_verbatim", "spelling", "do not", "don't"),
        (
            "en",
            "the child care centre closed",
            "the childcare centre closed",
            "nearly_verbatim",
            "spelling",
            "child care",
            "childcare",
        ),
        (
            "en",
            "we will raise the harbour fee",
            "we will not raise the harbour fee",
            "altered",
            "negation_changed",
            "",
            "not",
        ),
        (
            "sv",
            "vi höjer aldrig hamnavgiften igen",
            "vi höjer hamnavgiften igen",
            "altered",
            "negation_changed",
            "aldrig",
            "",
        ),
        (
            "de",
            "wir haben keine Schiffe dort",
            "wir haben viele Schiffe dort",
            "altered",
            "negation_changed",
            "keine",
            "viele",
        ),
        (
            "en",
            "she was glad about the bridge",
            "I am glad about the bridge",
            "altered",
            "tense_or_person_changed",
            "she was",
            "I am",
        ),
        (
            "sv",
            "han var glad över bron",
            "jag är glad över bron",
            "altered",
            "tense_or_person_changed",
            "han var",
            "jag är",
        ),
        (
            "de",
            "er sei froh über die Brücke",
            "ich bin froh über die Brücke",
            "altered",
            "tense_or_person_changed",
            "er sei",
            "ich bin",
        ),
        (
            "en",
            "the council closed the old bridge",
            "the council closes the old bridge",
            "altered",
            "tense_or_person_changed",
            "closed",
            "closes",
        ),
        (
            "en",
            "the mayor (Bo Lind) closed the bridge",
            "the mayor closed the bridge",
            "edited",
            "editorial_insertion",
            "Bo Lind",
            "",
        ),
        (
            "en",
            "the bridge [in Wexlow] was closed",
            "the bridge was closed",
            "edited",
            "editorial_insertion",
            "in Wexlow",
            "",
        ),
        (
            "sv",
            "[Bron] stängs på grund av vinden",
            "Den stängs på grund av vinden",
            "edited",
            "editorial_insertion",
            "Bron",
            "Den",
        ),
        (
            "en",
            "the bridge … will be closed today",
            "the bridge over the old canal will be closed today",
            "truncated",
            "shortened",
            "",
            "over the old canal",
        ),
        (
            "en",
            "the bridge will be closed today",
            "the old bridge will be closed today",
            "altered",
            "words_left_out",
            "",
            "old",
        ),
        (
            "en",
            "the old bridge will be closed today",
            "the bridge will be closed today",
            "altered",
            "words_added",
            "old",
            "",
        ),
        (
            "en",
            "the tall bridge will be closed today",
            "the wide bridge will be closed today",
            "altered",
            "words_changed",
            "tall",
            "wide",
        ),
        ("en", "the bridge the bridge is closed", "the bridge is closed", "altered", "words_added", "the bridge", ""),
        ("en", "the bridge is closed today", "the bridge -- the bridge is closed today", "verbatim", None, "", ""),
        (
            "en",
            "we said the bridge is closed",
            "we said the bridge -- the bridge is closed",
            "nearly_verbatim",
            "repetition_left_out",
            "",
            "the bridge",
        ),
        (
            "en",
            "we think the bridge is closed",
            "we think, uh, the bridge is closed",
            "nearly_verbatim",
            "hesitation_left_out",
            "",
            "uh",
        ),
        (
            "de",
            "wir schließen bei Sturm die Brücke",
            "wir schließen nur bei Sturm die Brücke",
            "altered",
            "condition_changed",
            "",
            "nur",
        ),
    ],
)
def test_each_difference_is_named_in_its_place(lang, quote, said, judged, kind, new, old):
    what, found = compared(quote, said, lang)
    assert what == judged
    assert found == ([] if kind is None else [(kind, new, old)])


def test_two_places_joined_without_a_mark_are_spliced():
    said = "The bridge is safe to cross. Nobody asked about the ferry in those days. The fee will be raised in May."
    judged, found = compared("The bridge is safe to cross. The fee will be raised in May.", said, "en")
    assert judged == "spliced"
    assert found == [("spliced", "", "Nobody asked about the ferry in those days")]


def test_the_same_with_an_ellipsis_is_shortened():
    said = "The bridge is safe to cross. Nobody asked about the ferry in those days. The fee will be raised in May."
    judged, found = compared("The bridge is safe to cross ... The fee will be raised in May.", said, "en")
    assert judged == "truncated"
    assert [kind for kind, _, _ in found] == ["shortened"]


def test_several_differences_are_named_apart_and_in_order():
    said = "We have fourteen dead and we will not leave the harbour before Friday."
    _, found = compared("We have forty dead and we will leave the harbor before Monday.", said, "en")
    assert [(kind, new, old) for kind, new, old in found] == [
        ("number_changed", "forty", "fourteen"),
        ("negation_changed", "", "not"),
        ("words_changed", "harbor", "harbour"),
        ("words_changed", "Monday", "Friday"),
    ]


@pytest.mark.parametrize(
    ("lang", "words", "numbers"),
    [
        ("en", "eighty seven million", [87_000_000]),
        ("en", "two hundred and five", [205]),
        ("en", "33,000 and 1.5", [33_000, 1.5]),
        ("en", "three thousand four hundred", [3_400]),
        ("sv", "tjugosex", [26]),
        ("sv", "sexhundra", [600]),
        ("sv", "2,5 miljoner", [2_500_000]),
        ("de", "sechsundzwanzig", [26]),
        ("de", "zwei Milliarden", [2_000_000_000]),
        ("de", "10.000", [10_000]),
        ("en", "no number here", []),
    ],
)
def test_numbers_are_read_in_words_and_digits(lang, words, numbers):
    assert Lexicon([lang]).numbers(words_of(words).forms) == numbers


def test_every_language_has_the_words_and_none_is_in_capitals():
    known = all_speech_words()
    assert set(known) == {"da", "de", "en", "sv"}
    for words in known.values():
        assert words.negations and words.conditions and words.contrasts and words.numbers and words.scales
        every = {*words.negations, *words.conditions, *words.numbers, *words.contractions, *words.scales}
        every |= {form for group in (*words.persons, *words.verbs) for form in group}
        assert every == {form.lower() for form in every}


WORDS = st.lists(
    st.sampled_from(
        ["the", "bridge", "is", "not", "closed", "on", "14", "may", "fourteen", "…", "(we)", "[they]", "if", "I"]
    ),
    max_size=14,
)


@given(WORDS, WORDS)
def test_spans_lie_in_their_texts_and_steps_cover_the_quotation(quote, said):
    ours, theirs = words_of(" ".join(quote)), words_of(" ".join(said))
    found = align(ours.forms, theirs.forms, weights=weights_of(ours.forms))
    assert 0 <= found.score <= 1.0001
    covered = [at for step in found.steps for at in range(step.a0, step.a1)]
    assert covered == list(range(len(ours.forms)))
    assert all(0 <= step.b0 <= step.b1 <= len(theirs.forms) for step in found.steps)
    _, changes = compared(" ".join(quote), " ".join(said), "en")
    assert all(new in " ".join(quote) and old in " ".join(said) for _, new, old in changes)


@given(WORDS.filter(lambda words: bool(words_of(" ".join(words)).forms)), WORDS, WORDS)
def test_words_laid_on_themselves_are_verbatim_wherever_they_stand(words, before, after):
    said = " ".join([*before, *words, *after])
    assert compared(" ".join(words), said, "en") == ("verbatim", [])
