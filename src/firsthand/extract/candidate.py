"""What a rule finds in one sentence, before it becomes an attribution."""

import msgspec

from firsthand.extract.clauses import Range


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """An attribution in atoms of one sentence. ``previous`` asks for the content of the sentence before it.

    ``object`` is the person or body addressed ("told X"), a relay if it is a medium; ``interviewer`` is a relay in
    any case.
    """

    source: Range | None
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    stance: str
    polarity: str
    weight: float
    rule: str
    previous: bool = False
    object: Range | None = None
    interviewer: Range | None = None
