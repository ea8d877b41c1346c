"""The same quotation in several documents: who has it whole, and what became of it elsewhere.

Pure functions: quotations in, families of versions out, in any order of the input the same.
"""

from collections.abc import Iterable, Sequence

from firsthand.extract.quotes import quotations as marked
from firsthand.ingest.language import language_of
from firsthand.link.passages import Index, Text
from firsthand.link.passages_words import words_of
from firsthand.link.quotations_compare import MIN_WORDS, compare
from firsthand.link.quotations_groups import Groups
from firsthand.link.quotations_model import Drift, Family, Quoted, quoted_id
from firsthand.link.quotations_pairs import across_languages
from firsthand.model import Attribution, Reading, Span

__all__ = ["Drift", "Family", "Quoted", "compare", "families", "quoted"]

NEIGHBOURS = 12
"""Quotations in the same language that one is compared with: those that share most of its rare words."""

_NAMED = ("named_person", "named_organisation")
_EDGES = " \t\n,.;:!?…-–—“”„»«\"‘’‚'›‹"


def quoted(readings: Iterable[Reading]) -> tuple[Quoted, ...]:
    """Return the words that documents quote: of each direct or mixed attribution, what stands in quotation marks.

    Quotations of fewer than three words are left out: they are names and single expressions.
    """
    found: dict[str, Quoted] = {}
    for reading in readings:
        for one in _of(reading):
            found.setdefault(one.id, one)
    return tuple(found.values())


def families(given: Iterable[Quoted]) -> tuple[Family, ...]:
    """Group quotations that are versions of one, and say how each drifted from the fullest or earliest of its language.

    Across languages, the first version of each language is compared with the origin, and marked as a guess. A
    quotation that nobody else has makes no family.
    """
    unique = {one.id: one for one in given}
    every = sorted(unique.values(), key=_rank)
    copies: dict[tuple[str | None, tuple[str, ...]], list[Quoted]] = {}
    for one in every:
        copies.setdefault((one.lang, tuple(words_of(one.text).forms)), []).append(one)
    # A dispatch has the same quotation in thousands of papers: only different wordings are compared.
    wordings = [same[0] for key, same in copies.items() if key[1]]
    groups = Groups(len(wordings))
    for i, j in (*_neighbours(wordings), *across_languages(wordings)):
        if groups.find(i) != groups.find(j) and _versions(wordings[i], wordings[j]):
            groups.join(i, j)
    by_first = {same[0].id: same for same in copies.values()}
    made = (_family([one for i in group for one in by_first[wordings[i].id]]) for group in groups.all())
    return tuple(family for family in made if len(family.members) > 1)


def _versions(one: Quoted, other: Quoted) -> bool:
    fuller, shorter = sorted((one, other), key=_rank)
    return compare(fuller, shorter) is not None


def _rank(one: Quoted) -> tuple[int, str, str, str]:
    """Order the fullest first, then the earliest, then by content, so that the order of the input does not count."""
    return (-len(words_of(one.text).forms), one.published or "9999", one.doc, one.id)


def _neighbours(wordings: Sequence[Quoted]) -> list[tuple[int, int]]:
    index = Index([Text(text=one.text) for one in wordings])
    pairs: dict[tuple[int, int], None] = {}
    for i, one in enumerate(wordings):
        forms = words_of(one.text).forms
        for place in index.places(forms, most=NEIGHBOURS):
            if place.text != i:
                pairs.setdefault((min(i, place.text), max(i, place.text)))
    return list(pairs)


def _family(members: Sequence[Quoted]) -> Family:
    ordered = sorted(members, key=_rank)
    bases: dict[str | None, Quoted] = {}
    for one in ordered:
        bases.setdefault(one.lang, one)
    # The earliest language is the likeliest original; where no date tells, the fullest version.
    origin = min(bases.values(), key=lambda one: (one.published or "9999", _rank(one)))
    drifts: list[Drift] = []
    for one in ordered:
        base = bases[one.lang]
        against = origin if one is base else base
        drift = compare(against, one) if one is not origin else None
        if drift is not None:
            drifts.append(drift)
    return Family(origin=origin.id, members=tuple(one.id for one in ordered), drifts=tuple(drifts))


def _of(reading: Reading) -> Iterable[Quoted]:
    text = reading.document.text
    # "The crane operator" in one paper and her name in the next are no change of speaker.
    speakers = {one.attribution: one.name for one in reading.speakers if one.kind in _NAMED}
    inside = [one.inner for one in marked(text) if one.depth == 0]
    for attribution in reading.attributions:
        if attribution.type == "indirect":
            continue
        for span in _stretches(attribution, inside):
            words = _stripped(text, span)
            if len(words_of(words.of(text)).forms) >= MIN_WORDS:
                yield Quoted(
                    id=quoted_id(doc=reading.document.id, text=words.of(text), span=words),
                    doc=reading.document.id,
                    text=words.of(text),
                    span=words,
                    attribution=attribution.id,
                    speaker=speakers.get(attribution.id),
                    lang=_language(reading, words),
                    published=reading.published.value,
                )


def _stretches(attribution: Attribution, inside: Sequence[Span]) -> list[Span]:
    """Return what of the content is in quotation marks; all of direct speech that has none (after a dash)."""
    found = [
        Span(max(span.start, part.start), min(span.end, part.end))
        for part in attribution.content
        for span in inside
        if span.overlaps(part)
    ]
    return found or (list(attribution.content) if attribution.type == "direct" else [])


def _stripped(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)


def _language(reading: Reading, span: Span) -> str | None:
    own = language_of(span.of(reading.document.text))
    if own is not None:
        return own
    for passage in reading.document.passages:
        if passage.span.holds(span):
            return passage.lang
    return reading.document.lang
