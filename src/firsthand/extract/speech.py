"""Speech that runs over sentences: what was said before "Smith said.", what goes on behind it, and quotations alone."""

import itertools
from collections.abc import Sequence

import msgspec

from firsthand.extract.atoms import Level, Sentence
from firsthand.extract.candidate import Candidate
from firsthand.languages import Language
from firsthand.model import Relay, Span

REPORTING = ("parenthetical", "inverted")
"""Rules whose cue stands in a clause of its own beside the words said."""


class Draft(msgspec.Struct, frozen=True):
    """A candidate in its sentence (the ``place``-th of its level), with content found in other sentences.

    ``more`` is speech around it, ``earlier`` what "this" in the content stands for. A draft without a source of its
    own may have that of its ``lender``.
    """

    candidate: Candidate
    sentence: Sentence
    place: int
    lang: Language
    relays: tuple[Relay, ...] = ()
    more: tuple[Span, ...] = ()
    earlier: tuple[Span, ...] = ()
    lender: "Draft | None" = None
    quoted: bool = False


def continued(text: str, level: Level, drafts: Sequence[Draft], lang: Language) -> list[Draft]:
    """Give every draft the speech of its neighbouring sentences, and add quotations that stand alone."""
    speaking = {d.place for d in drafts}
    taken: set[int] = set()
    filled = [d for draft in drafts if (d := _filled(level, draft, speaking, taken)) is not None]
    first = {d.place: d for d in reversed(filled)}
    filled = [_going_on(level, d, speaking, taken, first=first[d.place] is d) for d in filled]
    reporting = {d.place for d in filled if d.candidate.rule in REPORTING}
    filled = [_whole_line(level, d, reporting) for d in filled]
    return filled + _alone(level, filled, speaking | taken, lang)


def _filled(level: Level, draft: Draft, speaking: set[int], taken: set[int]) -> Draft | None:
    """Give a reporting clause that stands alone the quotation before it, or the one it introduces."""
    if not draft.candidate.previous:
        return draft
    found = _preceding(level, draft, speaking) or _following_block(level, draft, speaking)
    if found is None:
        return None
    taken.update(found)
    return msgspec.structs.replace(draft, more=_spans(level, found), quoted=True)


def wholly_quoted(sentence: Sentence) -> bool:
    """Whether a sentence is nothing but quotations."""
    return all(a.kind == "q" or a.text in ".,!?…" for a in sentence.atoms) and sentence.atoms[0].kind == "q"


def _preceding(level: Level, draft: Draft, speaking: set[int]) -> list[int] | None:
    """The quotations right before "Smith said.", in the same block."""
    found: list[int] = []
    at = draft.place - 1
    while at >= 0 and level[at].block == draft.sentence.block and at not in speaking and wholly_quoted(level[at]):
        found.append(at)
        at -= 1
    return found[::-1] or None


def _following_block(level: Level, draft: Draft, speaking: set[int]) -> list[int] | None:
    """A cue that closes its block without content introduces the quotation that is the next block."""
    at = draft.place + 1
    if at >= len(level) or level[at].block == draft.sentence.block or not wholly_quoted(level[at]):
        return None
    if draft.sentence.atoms[-1].text in (".", "!", "?") or at in speaking:
        return None
    return [at]


def _going_on(level: Level, draft: Draft, speaking: set[int], taken: set[int], *, first: bool) -> Draft:
    """Add the quotations that follow in the same block, to the ``first`` draft of a sentence only."""
    quoted = draft.quoted or any(
        draft.sentence.atoms[k].kind == "q" for a, b in draft.candidate.content for k in range(a, b)
    )
    if not quoted or not first:
        return draft
    found = []
    at = draft.place + 1
    while (
        at < len(level)
        and level[at].block == draft.sentence.block
        and at not in speaking
        and at not in taken
        and wholly_quoted(level[at])
    ):
        found.append(at)
        at += 1
    taken.update(found)
    if draft.candidate.read is not None:
        return _read_on(draft, _spans(level, found))
    return msgspec.structs.replace(draft, more=(*draft.more, *_spans(level, found)))


def _read_on(draft: Draft, spans: tuple[Span, ...]) -> Draft:
    """Add to what the model read the quotations behind it, where it stopped at the speaker ("…," she said. "…")."""
    read = draft.candidate.read
    if read is None or not spans or read.content[-1].end > read.cue.start:
        return draft
    longer = msgspec.structs.replace(read, content=(*read.content, *spans))
    candidate = msgspec.structs.replace(draft.candidate, read=longer)
    return msgspec.structs.replace(draft, candidate=candidate, more=(*draft.more, *spans))


def _whole_line(level: Level, draft: Draft, reporting: set[int]) -> Draft:
    """Add the rest of a line of dialogue, or of a turn in a transcript: all of it is speech but another's clause."""
    rule = draft.candidate.rule
    if not (draft.sentence.dash and rule in REPORTING) and rule != "turn":
        return draft
    before = _run(level, draft, reporting, step=-1) if rule != "turn" else []
    places = [*reversed(before), *_run(level, draft, reporting, step=1)]
    return msgspec.structs.replace(draft, more=_joined(level, places), quoted=True)


def _run(level: Level, draft: Draft, reporting: set[int], *, step: int) -> list[int]:
    """The sentences of the same block next to a draft's own, up to one with a reporting clause."""
    found: list[int] = []
    at = draft.place + step
    while 0 <= at < len(level) and level[at].block == draft.sentence.block and at not in reporting:
        found.append(at)
        at += step
    return found


def _joined(level: Level, places: Sequence[int]) -> tuple[Span, ...]:
    spans: list[Span] = []
    listed = set(places)
    for at in places:
        span = level[at].span
        if at - 1 in listed:
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return tuple(spans)


def _alone(level: Level, drafts: Sequence[Draft], used: set[int], lang: Language) -> list[Draft]:
    """A block that is one quotation, after a block somebody was quoted in: the speech goes on, with no cue."""
    spoken = {d.sentence.block for d in drafts if d.quoted or d.more or _direct(d)}
    blocks: dict[int, list[int]] = {}
    for at, sentence in enumerate(level):
        blocks.setdefault(sentence.block, []).append(at)
    order = sorted(blocks)
    found: list[Draft] = []
    for previous, block in itertools.pairwise(order):
        places = blocks[block]
        if previous not in spoken or any(at in used for at in places):
            continue
        if not all(wholly_quoted(level[at]) for at in places):
            continue
        spans = _spans(level, places)
        candidate = Candidate(None, (), (), "neutral", "asserts", 0.6, "bare")
        found.append(
            Draft(candidate=candidate, sentence=level[places[0]], place=places[0], lang=lang, more=spans, quoted=True)
        )
        spoken.add(block)
    return found


def _direct(draft: Draft) -> bool:
    atoms = draft.sentence.atoms
    return any(atoms[k].kind == "q" for a, b in draft.candidate.content for k in range(a, b))


def _spans(level: Level, places: Sequence[int]) -> tuple[Span, ...]:
    return tuple(Span(a.start, a.end) for at in places for a in level[at].atoms if a.kind == "q")
