"""Reasons in the words and links of reports: the same quotation in both, or one that links to the other."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from firsthand.ingest.url import canonical
from firsthand.link.passages_words import words_of
from firsthand.model import Span
from firsthand.trace.across import Placed
from firsthand.trace.carried import UNNAMED
from firsthand.trace.ground import Ground
from firsthand.trace.reasons import Reason, reason_between

QUOTED = 6
"""Words in a row, in quotation marks, that two do not write down alike by chance."""

BESIDE = 200
"""Characters around a report within which a link belongs to it."""

_INSIDE = re.compile(r"[\"“”„»«]([^\"“”„»«]{20,1000})[\"“”„»«]")


def quotations(reports: Sequence[Placed], ground: Ground, score: float) -> Iterator[Reason]:
    """Join reports that have the same words in quotation marks, where one of them does not name who said them.

    Two that name different speakers are not joined: the words of one statement may be read out by another.
    """
    seen: dict[tuple[str, ...], tuple[int, Span]] = {}
    told: set[tuple[int, int]] = set()
    for number, one in enumerate(reports):
        for words, span in _quoted(one, ground):
            first, there = seen.setdefault(words, (number, span))
            if first == number or (first, number) in told or _differ(reports[first], one):
                continue
            told.add((first, number))
            names = [ground.corpus.readings[reports[n].draft.doc].document.name for n in (first, number)]
            why = f"{names[0]} and {names[1]} have the same words in quotation marks."
            spans = ((reports[first].draft.doc, there), (one.draft.doc, span))
            yield reason_between(first, number, "same_quotation", score, why, spans=spans)


def _quoted(one: Placed, ground: Ground) -> Iterator[tuple[tuple[str, ...], Span]]:
    """Yield every run of ``QUOTED`` words inside marks in a report's sentences, with the place of the quotation."""
    text = ground.corpus.readings[one.draft.doc].document.text
    for span in one.draft.spans:
        for match in _INSIDE.finditer(text, span.start, span.end):
            inner = Span(*match.span(1))
            forms = tuple(words_of(text, spans=[inner]).forms)
            for place in range(len(forms) - QUOTED + 1):
                yield forms[place : place + QUOTED], inner


def _differ(one: Placed, other: Placed) -> bool:
    """Whether two reports name different parties."""
    voices = (one.draft.voice, other.draft.voice)
    named = [voice for voice in voices if voice is not None and voice.kind not in UNNAMED]
    return len(named) > 1


def hyperlinks(reports: Sequence[Placed], ground: Ground, score: float) -> Iterator[Reason]:
    """Join a report that names nobody with that of the document it links to beside the claim."""
    by_address: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(reports):
        url = ground.corpus.readings[one.draft.doc].document.url
        address = canonical(url)
        if address is not None:
            by_address[address].append(number)
    for number, one in enumerate(reports):
        if one.draft.voice is not None and one.draft.voice.kind not in (*UNNAMED, "outlet"):
            continue
        document = ground.corpus.readings[one.draft.doc].document
        for link in document.links:
            near = any(Span(span.start - BESIDE, span.end + BESIDE).overlaps(link.span) for span in one.draft.spans)
            linked = by_address.get(canonical(link.url) or "", ()) if near else ()
            other = next((n for n in linked if reports[n].draft.doc != one.draft.doc), None)
            if other is not None:
                named = ground.corpus.readings[reports[other].draft.doc].document.name
                why = f"{document.name} links to {named} there."
                yield reason_between(number, other, "hyperlink", score, why, spans=((one.draft.doc, link.span),))
