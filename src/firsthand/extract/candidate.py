"""What a rule finds in one sentence, before it becomes an attribution."""

import msgspec

from firsthand.extract.clauses import Range
from firsthand.extract.cues import Match
from firsthand.extract.encoder_read import Found
from firsthand.languages import Cue
from firsthand.model import Polarity


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """An attribution in atoms of one sentence. ``previous`` asks for the content of the sentence before it.

    ``object`` is the person or body addressed ("told X"), a relay if it is a medium; ``interviewer`` is a relay in
    any case. ``read`` is the same statement as the model read it, whose spans then hold.
    """

    source: Range | None
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    stance: str
    polarity: Polarity
    weight: float
    rule: str
    previous: bool = False
    object: Range | None = None
    interviewer: Range | None = None
    read: Found | None = None


def from_match(
    match: Match, cue: Cue, *, source: Range | None, words: tuple[Range, ...], content: tuple[Range, ...], rule: str
) -> Candidate:
    """Return the candidate a cue verb makes: stance and weight from its group, polarity from its negation too.

    ``words`` are the atoms of the cue, auxiliaries and particle included.
    """
    polarity = cue.group.polarity
    if match.negated and polarity == "asserts":
        polarity = "questions"
    return Candidate(
        source=source,
        cue=tuple(sorted(words)),
        content=tuple(sorted(content)),
        stance=cue.group.stance,
        polarity=polarity,
        weight=cue.group.weight,
        rule=rule,
    )
