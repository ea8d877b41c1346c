"""Within one document: what its own words rest on, where another of its sentences says whose they are."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import msgspec

from firsthand.languages import known_code, language
from firsthand.model import Span
from firsthand.trace.carried import UNNAMED, Draft, joined, surest
from firsthand.trace.corpus import term_of
from firsthand.trace.ground import Ground
from firsthand.trace.question import Question

HEAD = 5
"""Letters of a noun that are compared ("monitor", "monitoring")."""

AS_SURELY = 0.5
"""Share of a sentence's score that what a party is quoted with must have to stand behind the sentence."""

AS_MUCH = 0.5
"""Share, by weight, of the claim's words in a sentence that what the party is quoted with must have too."""

DESCRIBED = 80
"""Characters around a party's name in which a noun that stands for it ("the monitor") may be explained."""


def settled(drafts: Sequence[Draft], ground: Ground, question: Question) -> list[Draft]:
    """Fold what an outlet says itself into the report of the party it names for the same elsewhere in the document.

    A lead says "killed 58, a monitor said"; the next paragraph says which monitor. One document so gives one report a
    party. Drafts come back in the order of the corpus.
    """
    by_text: dict[tuple[int, int], list[Draft]] = defaultdict(list)
    for draft in joined(drafts):
        by_text[(draft.doc, draft.part)].append(draft)
    return [draft for text in sorted(by_text) for draft in _settled(by_text[text], ground, question)]


def _settled(drafts: list[Draft], ground: Ground, question: Question) -> list[Draft]:
    named = [d for d in drafts if d.voice is not None and d.voice.kind not in UNNAMED]
    heard = [d for d in drafts if d.voice is not None and d.voice.kind in UNNAMED]
    silent = [d for d in drafts if d.voice is None]
    bodies = [n.voice for n in named]
    kept = list(named)
    for draft in heard:
        host = next((n for n in kept if n.voice in bodies and _alike(draft, n) and _describes(draft, n, ground)), None)
        kept = [_into(n, draft) if n is host else n for n in kept] if host else [*kept, draft]
    for draft in silent:
        hosts = [n for n in kept if n.voice is not None and _alike(draft, n) and _as_surely(draft, n)]
        host = _nearest(draft, [n for n in hosts if _tells_as_much(draft, n, ground, question)])
        kept = [_into(n, draft) if n is host else n for n in kept] if host else [*kept, _ascribed(draft, kept)]
    return sorted(kept, key=lambda d: (d.units, d.voice.key if d.voice else ""))


def _alike(one: Draft, other: Draft) -> bool:
    """Whether two places of a document report the same: the same numbers, the same way."""
    return one.polarity == other.polarity and one.instead == other.instead


def _ascribed(draft: Draft, kept: Sequence[Draft]) -> Draft:
    """Give another number than the party's, in a sentence right beside his, to him too ("It was later put at 82")."""
    if not draft.figures and not draft.instead:
        return draft
    hosts = [n for n in kept if n.polarity == draft.polarity and _adjoin(n, draft)]
    near = {n.voice.key: n for n in hosts if n.voice is not None}
    if len(near) != 1:
        return draft
    (host,) = near.values()
    return msgspec.structs.replace(draft, voice=host.voice, hops=host.hops)


def _adjoin(one: Draft, other: Draft) -> bool:
    """Whether two drafts have sentences side by side, or one in common."""
    return any(abs(u - v) <= 1 for u in one.units for v in other.units)


def _as_surely(draft: Draft, host: Draft) -> bool:
    """Whether a party's own words carry the claim about as surely: else what the outlet says is not of his telling."""
    return host.score >= AS_SURELY * draft.score


def _tells_as_much(draft: Draft, host: Draft, ground: Ground, question: Question) -> bool:
    """Whether the party's own words have what the outlet's have of the claim, for the most part."""
    terms = ground.corpus.terms
    ours, theirs = ({term for unit in one.units for term in terms[unit]} for one in (draft, host))
    held = [key for key in question.keys if ours & (key.terms | key.related)]
    shared = [key for key in held if theirs & (key.terms | key.related)]
    return sum(key.weight for key in shared) >= AS_MUCH * sum(key.weight for key in held)


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
    known = language(known_code(lang)).words
    words = [word.casefold() for word in name.split()]
    end = next((k for k, word in enumerate(words) if k and word in known.prepositions), len(words))
    said_little = known.group_nouns | known.unnamed_nouns | known.role_nouns
    for word in reversed(words[max(0, end - 2) : end]):
        if word not in said_little and len(word) >= HEAD and name.split()[words.index(word)][:1].islower():
            return term_of(word, lang)[:HEAD]
    return None


def _into(host: Draft, draft: Draft) -> Draft:
    better, other = (draft, host) if draft.score > host.score else (host, draft)
    return msgspec.structs.replace(
        host,
        sure=surest(better, other),
        units=tuple(sorted({*host.units, *draft.units})),
        spans=tuple(sorted({*host.spans, *draft.spans})),
        figures=max(host.figures, draft.figures),
        score=max(host.score, draft.score),
    )
