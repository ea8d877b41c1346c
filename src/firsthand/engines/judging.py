"""What a person decides about a case: kept in a row of its own, checked first, and never in place of what was found."""

import datetime
import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import msgspec

from firsthand.errors import InputError
from firsthand.model import Judgement
from firsthand.resolve.parties_voices import voices
from firsthand.store.case import Case
from firsthand.store.claims import wrong_with
from firsthand.trace.decisions import holding, judgement_id

DECISIONS: tuple[str, ...] = get_args(Judgement.__annotations__["decision"])
LOG = "log"

_ON: dict[str, tuple[str, ...]] = {
    "confirm": ("merge", "report"),
    "reject": ("merge", "report"),
    "merge": ("report", "claim", "party"),
    "split": ("report", "claim", "party"),
    "origin": ("report",),
    "note": ("merge", "report", "claim", "party", "judgement", "statement", "document"),
    "undo": ("judgement",),
}
"""What each decision may be about."""


class Logged(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A decision in the log. ``holds`` is False for one that was taken back."""

    id: str
    at: str
    by: str | None = None
    decision: str
    subject: str
    value: str | None = None
    note: str | None = None
    holds: bool


def judge(
    case: str | Path,
    decision: str,
    subject: str,
    value: str | None = None,
    *,
    note: str | None = None,
    by: str | None = None,
    at: str | None = None,
) -> Judgement:
    """Keep a decision in a case, and return it. It wins over what is found, now and in every later run.

    ``decision`` is ``confirm`` or ``reject`` of a merge or report, ``merge`` or ``split`` of two reports, claims or
    parties (``subject`` and ``value``), ``origin`` (the name in ``value``) of a report, ``note`` on anything, or
    ``undo`` of a decision. Subjects are ids. ``by`` is the name of who is logged in where it is not given, ``at`` an
    ISO 8601 moment in UTC, else now.

    Raises:
        InputError: there is no such decision, or nothing of that id that it can be about.
        CaseError: there is no such case, or it cannot be written.

    """
    if decision not in DECISIONS:
        raise InputError(f"A decision is one of {', '.join(DECISIONS)}; {decision!r} is none.")
    moment = _moment(at)
    who = by or _logged_in()
    judgement = Judgement(
        id=judgement_id(decision=decision, subject=subject, value=value, note=note, by=who, at=moment),
        subject=subject,
        decision=decision,  # type: ignore[arg-type]  # checked above
        value=value,
        note=note,
        by=who,
        at=moment,
    )
    wrong = wrong_with(judgement)
    if wrong:
        raise InputError(f"The decision was not kept: {wrong}.")
    with Case(case, create=False) as kept:
        named = [subject, value] if decision in ("merge", "split") and value is not None else [subject]
        _check(kept, decision, named)
        kept.judge(judgement)
    return judgement


def judgements(case: str | Path) -> tuple[Logged, ...]:
    """Return the log of a case: every decision in the order they were made, and which hold.

    Raises:
        CaseError: there is no such case, or it cannot be read.

    """
    with Case(case, readonly=True) as kept:
        every = kept.judgements()
    standing = holding(every)
    return tuple(Logged(**msgspec.structs.asdict(one), holds=one.id in standing) for one in every)


def _check(case: Case, decision: str, ids: Sequence[str]) -> None:
    """See that the ids are of what such a decision is about, and two of them of one kind."""
    possible = set(_ON[decision])
    found = [set(case.kinds(id_)) or _party(case, id_, possible) for id_ in ids]
    for id_, kinds in zip(ids, found, strict=True):
        if not kinds:
            raise InputError(f"{case.path} has no {_either(_ON[decision])} with the id {id_}; {_how(case, decision)}.")
        if not kinds & possible:
            raise InputError(
                f"{id_} is the id of a {min(kinds)}, and {decision} is about a {_either(_ON[decision])}; "
                f"{_how(case, decision)}."
            )
    if not set.intersection(possible, *found):
        raise InputError(
            f"{ids[0]} and {ids[1]} are of two kinds; {decision} needs two ids of one kind: {_either(_ON[decision])}."
        )


def _party(case: Case, id_: str, possible: set[str]) -> set[str]:
    """Look an id up among the voices of the case, one of which also names each party; this reads all documents."""
    if "party" not in possible:
        return set()
    return {"party"} if any(voice.id == id_ for voice in voices(case.readings())) else set()


def _how(case: Case, decision: str) -> str:
    if decision == "undo":
        return f"list the decisions with: firsthand judge {case.path} log"
    parties = f" (of parties: firsthand parties {case.path} --json)" if "party" in _ON[decision] else ""
    return f"list the ids with: firsthand trace {case.path} --json{parties}"


def _either(kinds: Sequence[str]) -> str:
    return kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} or {kinds[-1]}"


def _moment(at: str | None) -> str:
    if at is None:
        return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    try:
        given = datetime.datetime.fromisoformat(at)
    except ValueError as error:
        raise InputError(f"{at!r} is no moment in ISO 8601, such as 2024-05-03T14:30:00+00:00.") from error
    if given.tzinfo is None:
        raise InputError(f"{at!r} does not say its time zone; write UTC as +00:00 at the end.")
    return given.astimezone(datetime.UTC).isoformat(timespec="seconds")


def _logged_in() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return None
