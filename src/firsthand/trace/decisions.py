"""Which of a person's decisions hold: all that were not taken back."""

from collections import defaultdict
from collections.abc import Iterable

from firsthand.model import Judgement, content_id


def judgement_id(
    *, decision: str, subject: str, value: str | None = None, note: str | None = None, by: str | None = None, at: str
) -> str:
    """Return the id of a decision: the same one by the same person at the same moment is the same decision."""
    return content_id("judgement", decision, subject, value or "", note or "", by or "", at)


def active(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return the decisions that hold, in the order given: those undone are left out, and the undoings too."""
    given = tuple(judgements)
    standing = holding(given)
    return tuple(one for one in given if one.decision != "undo" and one.id in standing)


def holding(judgements: Iterable[Judgement]) -> frozenset[str]:
    """Return the ids of the decisions, undoings among them, that were not taken back.

    An undoing can itself be undone; the decision then holds again. Times play no part, since clocks are set back.
    """
    given = tuple(judgements)
    undoings: dict[str, list[str]] = defaultdict(list)
    for one in given:
        if one.decision == "undo":
            undoings[one.subject].append(one.id)
    settled: dict[str, bool] = {}
    for one in given:
        _settle(one.id, undoings, settled)
    return frozenset(id_ for id_, holds in settled.items() if holds)


def _settle(start: str, undoings: dict[str, list[str]], settled: dict[str, bool]) -> None:
    """Work out whether a decision holds: it does unless something that undoes it does.

    Without recursion, since a chain of undoings may be long, and damaged rows might even undo each other.
    """
    waiting, entered = [start], {start}
    while waiting:
        one = waiting[-1]
        further = [other for other in undoings.get(one, ()) if other not in settled and other not in entered]
        if further:
            waiting.append(further[0])
            entered.add(further[0])
            continue
        settled.setdefault(one, not any(settled.get(other, False) for other in undoings.get(one, ())))
        waiting.pop()
