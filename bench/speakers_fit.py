"""Fit the weights in src/firsthand/resolve/speakers_pronouns.toml on pronouns labelled by hand.

    python bench/speakers_fit.py [--write]

A conditional logit: of a pronoun's candidates, those of its labelled party should have the highest score. Ridge 1
around the weights in PRIOR, Newton's method, three rounds, since what is read before a pronoun rests on the weights.
PolNeAR's articles have hardly a pronoun in another's speech, or in a clause before its subject, so that ``outer`` and
``ahead`` stay as set there; ``closes`` was set by hand, too, when it was added. Fitted on the labelled
articles that were looked at (develop, report, develop-2); pronouns whose party is no candidate are left out. Prints
how many are right with all weights fitted on the same articles, and with each article left out in turn.
"""

import sys
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from common import need_data
from firsthand.model import Document, Span, document_id
from firsthand.outlets import registry
from firsthand.resolve import speakers_pronouns
from firsthand.resolve.speakers import follow, reader_of
from firsthand.resolve.speakers_pronouns import Asked, Features, Voices
from speakers import gold_attributions, is_pronoun, polnear
from speakers_across import LABELS, lines

FITTED = ("develop", "report", "develop-2")
RIDGE = 1.0
PRIOR = Features(prominence=1.0, outer=2.0, ahead=3.0, closes=1.4)
ROUNDS = 3
FEATURES = Features.__struct_fields__


class Case(msgspec.Struct, frozen=True):
    """A pronoun: its candidates' features, which of them are its party, and whether it was right at reading."""

    article: str
    features: NDArray[np.float64]
    right: NDArray[np.bool_]


class Watched(Voices):
    """Voices that keep what they saw of each pronoun's candidates."""

    kept: dict[int, dict[int, Features]]

    def candidates(self, asked: Asked) -> dict[int, Features]:
        """Return the candidates, and keep them."""
        found = super().candidates(asked)
        self.kept[asked.at] = found
        return found


def cases(label: dict[str, Any], article: dict[str, Any]) -> list[Case]:
    """Read one labelled article with the weights as they are now, and return its pronouns."""
    text = article["text"]
    document = Document(
        id=document_id(text=text), name=article["id"], text=text, lang="en", outlet=article["outlet"],
    )  # fmt: skip
    rows = gold_attributions(document, article["attributions"])
    reader = reader_of(document, Span(0, len(text)), rows, registry())
    voices = Watched(made=reader.made, seen=[])
    voices.kept = {}
    reader.voices = voices
    found = {row.source[0]: [who.entity for who in whose] for row, whose in follow(reader, rows) if row.source}
    parties: dict[str, dict[int, int]] = {}
    mentions = [(Span(*m["spans"][0]), m["parties"]) for m in label["mentions"] if len(m["parties"]) == 1]
    for span, (party,) in mentions:
        if not is_pronoun(span.of(text)):
            for entity in found.get(span, ()):
                tally = parties.setdefault(party, {})
                tally[entity] = tally.get(entity, 0) + 1
    made = []
    for span, (party,) in mentions:
        seen = voices.kept.get(span.start)
        if not is_pronoun(span.of(text)) or not seen or party not in parties:
            continue
        tally = parties[party]
        wanted = max(sorted(tally), key=lambda entity: tally[entity])
        right = np.array([entity == wanted for entity in seen])
        if right.any():
            made.append(Case(label["id"], np.array([msgspec.structs.astuple(one) for one in seen.values()]), right))
    return made


def logit(given: Sequence[Case], *, steps: int = 30) -> Features:
    """Fit the weights by Newton's method."""
    size = len(FEATURES)
    prior = np.array(msgspec.structs.astuple(PRIOR))
    w = prior.copy()
    for _ in range(steps):
        gradient, curve = RIDGE * (w - prior), RIDGE * np.eye(size)
        for one in given:
            score = one.features @ w
            p = np.exp(score - score.max())
            p /= p.sum()
            mean = p @ one.features
            gradient = gradient + mean - one.features[one.right].mean(axis=0)
            curve = curve + (one.features * p[:, None]).T @ one.features - np.outer(mean, mean)
        w -= np.linalg.solve(curve, gradient)
    return Features(**{name: round(float(value), 2) for name, value in zip(FEATURES, w, strict=True)})


def hits(given: Sequence[Case], weights: Features) -> int:
    """Count the pronouns whose party has the highest score."""
    w = np.array(msgspec.structs.astuple(weights))
    return sum(bool(one.right[int(np.argmax(one.features @ w))]) for one in given)


def main() -> None:
    """Fit, print, and write the weights if asked."""
    need_data()
    labels = [label for label in lines(LABELS / "speakers-within.jsonl") if label["half"] in FITTED]
    wanted = {label["id"] for label in labels}
    articles = {article["id"]: article for article in polnear() if article["id"] in wanted}
    fitted = speakers_pronouns.weights()
    for turn in range(ROUNDS):
        speakers_pronouns.weights = lambda now=fitted: now  # type: ignore[assignment]
        made = [case for label in labels for case in cases(label, articles[label["id"]])]
        before, fitted = hits(made, fitted), logit(made)
        print(f"round {turn + 1}: {before} of {len(made)} right before, {hits(made, fitted)} after")
    out = [
        hits([c for c in made if c.article == label["id"]], logit([c for c in made if c.article != label["id"]]))
        for label in labels
    ]
    print(f"each article left out: {sum(out)} of {len(made)} right")
    told = "".join(f"{name} = {getattr(fitted, name)}\n" for name in FEATURES)
    print(told)
    if "--write" in sys.argv[1:]:
        path = speakers_pronouns._PATH
        path.write_text(
            "# Weights of what is seen of a candidate for a pronoun; fitted by bench/speakers_fit.py.\n" + told,
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
