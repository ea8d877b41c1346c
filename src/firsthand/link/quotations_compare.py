"""Two versions of one quotation: what became of the one in the other, in one language or across two."""

from collections.abc import Sequence

from firsthand.ingest.language import language_of
from firsthand.languages.speech import all_speech_words
from firsthand.link.check_speakers import same_speaker
from firsthand.link.differences import Difference, Sides, differences
from firsthand.link.differences_words import Lexicon
from firsthand.link.passages_words import Words, words_of
from firsthand.link.quotations_align import Step, align
from firsthand.link.quotations_model import Drift, DriftKind, Quoted
from firsthand.link.quotations_translate import likeness
from firsthand.model import Span

SAME = 0.5
"""Score from which two quotations in one language are versions of one."""

MIN_WORDS = 3
"""Words below which a quotation is a version of another only when it stands in it word for word."""

EXTENDED = 3
OVERLAP = 6

_NAMED: dict[str, DriftKind] = {
    "shortened": "truncated",
    "truncated_start": "truncated",
    "truncated_end": "truncated",
    "other_place": "spliced",
    "words_added": "words_changed",
    "words_left_out": "words_changed",
    "repetition_left_out": "words_changed",
    "interruption_left_out": "words_changed",
    "hesitation_left_out": "spelling",
}


def compare(a: Quoted, b: Quoted) -> Drift | None:
    """Say what became of the quotation ``a``, the fuller or earlier version, in ``b``; None when they are two.

    A translation is recognised only as a guess, and its differences are numbers alone.
    """
    across = a.lang and b.lang and a.lang != b.lang
    drift = None if across else _in_one_language(a, b)
    if drift is None and (across or _languages_differ(a, b)):
        drift = _across(a, b)
    if drift is None:
        return None
    moved = a.speaker is not None and b.speaker is not None and not same_speaker(a.speaker, b.speaker)
    if not moved:
        return drift
    whole = Difference(kind="speaker_changed", quote=Span(0, len(b.text)), transcript=Span(0, len(a.text)))
    kinds = tuple(kind for kind in drift.kinds if kind != "verbatim")
    return Drift(
        a=drift.a,
        b=drift.b,
        kinds=(*kinds, "speaker_changed"),
        differences=(*drift.differences, whole),
        score=drift.score,
        guess=drift.guess,
    )


def weights_of(forms: Sequence[str]) -> list[float]:
    """Weigh words by their length, where no corpus tells how rare they are."""
    return [min(1.5, 0.5 + 0.12 * len(form)) for form in forms]


def _in_one_language(a: Quoted, b: Quoted) -> Drift | None:
    ours, theirs = words_of(a.text), words_of(b.text)
    if not ours.forms or not theirs.forms:
        return None
    found = align(theirs.forms, ours.forms, weights=weights_of(theirs.forms))
    whole = len(found.steps) == 1 and found.steps[0].kind == "equal"
    steps = _without_edges(found.steps)
    short = min(len(ours.forms), len(theirs.forms)) < MIN_WORDS
    if not steps or (short and not whole) or max(found.score, _core_score(steps, theirs)) < SAME:
        return None
    lexicon = Lexicon([lang for lang in (a.lang, b.lang) if lang])
    sides = Sides(
        quote=b.text,
        quote_words=theirs,
        said=a.text,
        said_forms=ours.forms,
        said_span=ours.span,
        lexicon=lexicon,
    )
    changes = (*differences(steps, sides=sides), *_cut(steps, ours, len(b.text), lexicon))
    kinds = tuple(dict.fromkeys(_NAMED.get(one.kind, one.kind) for one in changes)) or ("verbatim",)
    return Drift(a=a.id, b=b.id, kinds=kinds, differences=changes, score=round(found.score, 3))  # type: ignore[arg-type]


def _without_edges(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Settle what only the second version has at either end.

    Three words or more, or words where the fuller version ends too, are dropped: there the second is the fuller one,
    and has changed nothing. A word or two stand for as many words of the fuller version.
    """
    kept = list(steps)
    if kept and kept[0].kind == "added":
        first = kept.pop(0)
        count = first.a1 - first.a0
        if count < EXTENDED and first.b0 >= count and kept:
            kept.insert(0, Step("changed", first.a0, first.a1, first.b0 - count, first.b0))
    if kept and kept[-1].kind == "added" and kept[-1].a1 - kept[-1].a0 >= EXTENDED:
        kept.pop()
    return tuple(kept)


def _core_score(steps: Sequence[Step], words: Words) -> float:
    """Score the part that both versions have, where it is long: two cuts of one quotation overlap in it."""
    inner = max(steps[-1].a1 - steps[0].a0, steps[-1].b1 - steps[0].b0)
    equal = sum(step.a1 - step.a0 for step in steps if step.kind == "equal")
    return equal / inner if equal >= max(OVERLAP, len(words.forms) // 2) else 0.0


def _cut(steps: Sequence[Step], ours: Words, end: int, lexicon: Lexicon) -> list[Difference]:
    """Name what the fuller version has before and after, and the meaning that went with it."""
    found: list[Difference] = []
    before, after = (0, steps[0].b0), (steps[-1].b1, len(ours.forms))
    for kind, (low, high), at in (("truncated_start", before, 0), ("truncated_end", after, end)):
        if low == high:
            continue
        span, forms = ours.span(low, high), ours.forms[low:high]
        found.append(Difference(kind=kind, quote=Span(at, at), transcript=span))  # type: ignore[arg-type]
        for cut, lost in (
            ("condition_cut", lexicon.conditions(forms)),
            ("contrast_cut", lexicon.contrasts(forms)),
            ("negation_cut", lexicon.negations(forms) > 0),
        ):
            if lost:
                found.append(Difference(kind=cut, quote=Span(at, at), transcript=span))  # type: ignore[arg-type]
    return found


def _languages_differ(a: Quoted, b: Quoted) -> bool:
    if a.lang and b.lang:
        return a.lang != b.lang
    one, two = a.lang or language_of(a.text), b.lang or language_of(b.text)
    return one is not None and two is not None and one != two


def _across(a: Quoted, b: Quoted) -> Drift | None:
    """Guess whether one is the other's translation, and compare the numbers."""
    ours, theirs = words_of(a.text), words_of(b.text)
    known = a.speaker is not None and b.speaker is not None and same_speaker(a.speaker, b.speaker)
    one, two = a.lang or language_of(a.text), b.lang or language_of(b.text)
    like = likeness(ours, theirs, lang_a=one, lang_b=two)
    if not like.enough(same_speaker=known):
        return None
    kinds: list[DriftKind] = ["translated"]
    changes = [
        Difference(kind="translated", quote=Span(0, len(b.text)), transcript=Span(0, len(a.text))),
    ]
    if like.numbers_differ:
        kinds.append("number_changed")
        changes.append(Difference(kind="number_changed", quote=like.number_b, transcript=like.number_a))
    if len(theirs.forms) < 0.72 * len(ours.forms) * _LENGTH.get((one or "", two or ""), 1.0):
        kinds.append("truncated")
    if kinds[-1] == "truncated":
        cut = _meaning_lost(ours, theirs, one, two)
        kinds += cut
    return Drift(a=a.id, b=b.id, kinds=tuple(kinds), differences=tuple(changes), score=round(like.score, 3), guess=True)


_LENGTH = {("sv", "en"): 1.1, ("de", "en"): 1.05, ("en", "sv"): 0.9, ("en", "de"): 0.95}
"""Words that a translation has for each word of the original, about; a translation much shorter is cut."""


def _meaning_lost(ours: Words, theirs: Words, one: str | None, two: str | None) -> list[DriftKind]:
    """Name the kinds of words that the original has and a shortened translation has not."""
    known = all_speech_words()
    before = Lexicon([one] if one in known else [])
    after = Lexicon([two] if two in known else [])
    lost: list[DriftKind] = []
    if before.conditions(ours.forms) and not after.conditions(theirs.forms):
        lost.append("condition_cut")
    if before.contrasts(ours.forms) and not after.contrasts(theirs.forms):
        lost.append("contrast_cut")
    if before.negations(ours.forms) and not after.negations(theirs.forms):
        lost.append("negation_cut")
    return lost
