"""Within one document: what its own words rest on, where another of its sentences says whose they are."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import msgspec

from firsthand.languages import codes, language
from firsthand.model import Span
from firsthand.trace.carried import UNNAMED, Draft, joined
from firsthand.trace.corpus import term_of
from firsthand.trace.ground import Ground

HEAD = 5
"""Letters of a noun that are compared ("monitor", "monitoring")."""

DESCRIBED = 80
"""Characters around a party's name in which a noun that stands for it ("the monitor") may be explained."""


def settled(drafts: Sequence[Draft], ground: Ground) -> list[Draft]:
    """Fold what an outlet says itself into the report of the party it names for the same elsewhere in the document.

    A lead says "killed 58, a monitor said"; the next paragraph says which monitor. One document so gives one report a
    party. Drafts come back in the order of the corpus.
    """
    by_text: dict[tuple[int, int], list[Draft]] = defaultdict(list)
    for draft in joined(drafts):
        by_text[(draft.doc, draft.part)].append(draft)
    return [draft for text in sorted(by_text) for draft in _settled(by_text[text], ground)]


def _settled(drafts: list[Draft], ground: Ground) -> list[Draft]:
    named = [d for d in drafts if d.voice is not None and d.voice.kind not in UNNAMED]
    heard = [d for d in drafts if d.voice is not None and d.voice.kind in UNNAMED]
    silent = [d for d in drafts if d.voice is None]
    bodies = [n.voice for n in named]
    kept = list(named)
    for draft in heard:
        host = next((n for n in kept if n.voice in bodies and _alike(draft, n) and _describes(draft, n, ground)), None)
        kept = [_into(n, draft) if n is host else n for n in kept] if host else [*kept, draft]
    for draft in silent:
        host = _nearest(draft, [n for n in kept if n.voice is not None and _alike(draft, n)])
        kept = [_into(n, draft) if n is host else n for n in kept] if host else [*kept, draft]
    return sorted(kept, key=lambda d: (d.units, d.voice.key if d.voice else ""))


def _alike(one: Draft, other: Draft) -> bool:
    """Whether two places of a document report the same: the same numbers, the same way."""
    return one.polarity == other.polarity and one.instead == other.instead


def _nearest(draft: Draft, hosts: Sequence[Draft]) -> Draft | None:
    """Return the report nearest to a sentence, one behind it before one ahead of it as far away."""
    at = draft.units[0]
    return min(hosts, key=lambda h: min((abs(u - at), u < at) for u in h.units), default=None)


def _describes(unnamed: Draft, named: Draft, ground: Ground) -> bool:
    """Whether an unnamed party's noun stands beside the name of the other ("Observatory … monitoring group")."""
    document = ground.corpus.readings[named.doc].document
    noun = telling_noun(unnamed.hops[0].name if unnamed.hops else "", document.lang)
    spans = [hop.span for hop in named.hops[:1] if hop.span is not None]
    return noun is not None and any(noun in beside(span, document.text, document.lang) for span in spans)


def beside(span: Span, text: str, lang: str) -> frozenset[str]:
    """Return the words around a name, each shortened to be compared."""
    around = Span(max(0, span.start - DESCRIBED), span.end + DESCRIBED).of(text)
    return frozenset(term_of(word.strip(".,;:()").casefold(), lang)[:HEAD] for word in around.split())


@cache
def telling_noun(name: str, lang: str) -> str | None:
    """Return the head of an unnamed party's noun phrase, shortened to be compared; None where it tells too little.

    "a war monitor" is a monitor, and so is "a monitoring group"; "an official" or "a source" may be anybody.
    """
    known = language(lang if lang in codes() else "en").words
    words = [word.casefold() for word in name.split()]
    end = next((k for k, word in enumerate(words) if k and word in known.prepositions), len(words))
    said_little = known.group_nouns | known.unnamed_nouns | known.role_nouns
    for word in reversed(words[max(0, end - 2) : end]):
        if word not in said_little and len(word) >= HEAD and name.split()[words.index(word)][:1].islower():
            return term_of(word, lang)[:HEAD]
    return None


def _into(host: Draft, draft: Draft) -> Draft:
    return msgspec.structs.replace(
        host,
        units=tuple(sorted({*host.units, *draft.units})),
        spans=tuple(sorted({*host.spans, *draft.spans})),
        figures=max(host.figures, draft.figures),
        score=max(host.score, draft.score),
    )
