"""A person's decisions, put over what was found: they win, and every row says which of them counted."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from firsthand.link.quotations_groups import Groups
from firsthand.model import Judgement
from firsthand.trace.decisions import active
from firsthand.trace.reasons import SURE, Reason


class Judged:
    """Decisions about the reports and merges of claims, and which of them have counted so far."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self.counted: dict[str, None] = {}
        self._all = active(judgements)
        self._on = {one.subject: one for one in self._all if one.decision in ("confirm", "reject")}
        self._origins = {one.subject: one for one in self._all if one.decision == "origin" and one.value}
        self._pairs = [one for one in self._all if one.decision in ("merge", "split") and one.value]

    def is_rejected(self, report: str) -> bool:
        """Whether a person said that this place does not carry the claim."""
        one = self._on.get(report)
        if one is None or one.decision != "reject":
            return False
        self.counted.setdefault(one.id)
        return True

    def origin(self, report: str) -> str | None:
        """Return the origin a person gave a report, or None."""
        one = self._origins.get(report)
        if one is None:
            return None
        self.counted.setdefault(one.id)
        return one.value

    def reasons(self, found: Sequence[Reason], ids: Sequence[str], merge_id: Callable[[Reason], str]) -> list[Reason]:
        """Return the reasons that hold: rejected ones gone, confirmed ones certain, and a person's own added.

        ``ids`` are the reports' ids, by their numbers.
        """
        kept = [held for reason in found if (held := self._held(reason, merge_id(reason))) is not None]
        numbers = {id_: number for number, id_ in enumerate(ids)}
        for one in self._pairs:
            pair = [numbers[id_] for id_ in (one.subject, one.value) if id_ in numbers]
            if len(pair) < 2 or pair[0] == pair[1]:
                continue
            self.counted.setdefault(one.id)
            kept = self._joined(kept, pair) if one.decision == "merge" else self._parted(kept, pair, len(ids))
        return kept

    def _held(self, reason: Reason, id_: str) -> Reason | None:
        one = self._on.get(id_)
        if one is None:
            return reason
        self.counted.setdefault(one.id)
        if one.decision == "reject":
            return None
        return msgspec.structs.replace(reason, level="certain", score=SURE)

    @staticmethod
    def _joined(kept: list[Reason], pair: list[int]) -> list[Reason]:
        a, b = sorted(pair)
        why = "A person joined these two."
        return [*kept, Reason(a=a, b=b, kind="judgement", level="certain", score=SURE, why=why)]

    @staticmethod
    def _parted(kept: list[Reason], pair: list[int], count: int) -> list[Reason]:
        """Take what joins the two away: what does so directly, and where that is not enough, all of the first's."""
        left = [reason for reason in kept if {reason.a, reason.b} != set(pair)]
        groups = Groups(count)
        for reason in left:
            groups.join(reason.a, reason.b)
        if groups.find(pair[0]) != groups.find(pair[1]):
            return left
        return [reason for reason in left if pair[0] not in (reason.a, reason.b)]
