"""A claim traced through a corpus: who has it, resting on whom, and how many independent origins that makes.

``traced`` is a pure function from readings, claims and a person's judgements to rows: the same in any order give the
same rows.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
import numpy as np

from firsthand.link.reuse_pairs import Reuse
from firsthand.model import Claim, Judgement, Parties, Reading
from firsthand.outlets import Registry, registry
from firsthand.resolve.parties import Aliases
from firsthand.settings import Settings
from firsthand.trace.across import placed
from firsthand.trace.carried import Carrier, Draft
from firsthand.trace.ground import Ground
from firsthand.trace.match import Floats, Vectors, matches
from firsthand.trace.origins import rows
from firsthand.trace.parameters import Parameters, parameters
from firsthand.trace.question import Question, question
from firsthand.trace.records import Traced
from firsthand.trace.settle import settled
from firsthand.trace.words import sentences

_DEFAULT = Settings()

PLACED = 0.2
"""Share, by weight, of the claim's names that a text must have for another number in it to be of the same thing."""

UNLIKE = 2
"""How many times surer a sentence must be that gives another number than the claim's, or none."""


def traced(
    readings: Iterable[Reading],
    claims: Iterable[Claim],
    *,
    judgements: Sequence[Judgement] = (),
    aliases: Aliases | None = None,
    outlets: Registry | None = None,
    links: Iterable[Reuse] | None = None,
    parties: Parties | None = None,
    vectors: Vectors | None = None,
    settings: Settings = _DEFAULT,
) -> Iterator[Traced]:
    """Trace claims through the documents of a corpus, one after the other.

    ``judgements`` are a person's decisions, which win over what is found. ``links`` and ``parties`` are found where
    they are not given. ``vectors`` turns texts into vectors of meaning; without it only words are compared.
    """
    ground = Ground(
        readings,
        outlets=outlets or registry(),
        aliases=aliases,
        judgements=judgements,
        links=links,
        known=parties,
    )
    remembered = remembering(vectors) if vectors is not None else None
    for claim in claims:
        yield trace_one(claim, ground, vectors=remembered, settings=settings)


def trace_one(
    claim: Claim,
    ground: Ground,
    *,
    vectors: Vectors | None = None,
    settings: Settings = _DEFAULT,
    fitted: Parameters | None = None,
) -> Traced:
    """Trace one claim through a corpus that has been made ready."""
    known = fitted or parameters()
    asked = question(claim, ground.corpus, ground.spellings, outlets=ground.outlets, settings=settings)
    drafts = settled(_drafts(asked, ground, known, vectors), ground, asked)
    found = rows(asked, placed(drafts, ground), ground, known)
    return msgspec.structs.replace(found, sentences=sentences(found, outlets=ground.outlets))


def remembering(vectors: Vectors) -> Vectors:
    """Return the same vectors, each made once: the claims of one event are compared with the same sentences."""
    known: dict[str, Floats] = {}

    def of(texts: Sequence[str]) -> Floats:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, vectors(new), strict=True) if new else ())
        return np.array([known[text] for text in texts], np.float32)

    return of


def _drafts(asked: Question, ground: Ground, known: Parameters, vectors: Vectors | None) -> list[Draft]:
    carrier = Carrier(asked, ground.corpus, ground.who)
    found: list[Draft] = []
    for match in matches(asked, ground.corpus, vectors=vectors, hopeful=lambda f: known.carries(f) >= known.least):
        score = known.carries(match.features)
        # A sentence that does not give the claim's numbers has to be the surer about all else.
        given = not asked.figures or match.features.figures == 1
        if not given and match.features.names < PLACED:
            continue  # another number in a text that has not the claim's names is of another event
        if score >= known.least * (1 if given else UNLIKE):
            found += carrier.drafts(match, score)
    return found
