"""Decisions: making one, and the log of who decided what, when and why."""

import getpass

import msgspec

from firsthand.model import Judgement
from firsthand.trace.decisions import holding
from firsthand.web.answers import Answer, Elsewhere, Refused
from firsthand.web.asked import Ask

DECISIONS = ("confirm", "reject", "merge", "split", "origin", "note", "undo")
COOKIE = "firsthand_by"


class Log(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every decision, the last first. ``undone`` are the ids of those that were taken back."""

    total: int
    judgements: tuple[Judgement, ...]
    undone: tuple[str, ...]


def judgements(ask: Ask) -> Answer:
    """Show the log."""
    every = tuple(reversed(ask.desk.judgements()))
    page = every[ask.number("offset") : ask.number("offset") + ask.number("limit")]
    standing = holding(every)
    undone = tuple(one.id for one in every if one.id not in standing)
    claims = {traced.id: traced.claim for traced in ask.desk.traces()}
    where = {
        id_: traced.id
        for traced in ask.desk.traces()
        for id_ in (*(merge.id for merge in traced.merges), *(report.id for report in traced.reports))
    }
    return Answer(
        template="judgements.html.j2",
        data=Log(total=len(every), judgements=page, undone=undone),
        columns=Judgement.__struct_fields__,
        rows=[msgspec.structs.asdict(one) for one in page],
        more={"claims": claims, "where": where, "offset": ask.number("offset"), "limit": ask.number("limit")},
        name="decisions",
    )


def judge(ask: Ask) -> Elsewhere:
    """Keep a decision, and trace again what it may change."""
    words = ask.words
    decision, subject, value = ask.text("decision"), ask.text("subject"), ask.text("value") or None
    if decision == "undo" and subject not in {one.id for one in ask.desk.judgements()}:
        raise Refused(404, words.say("no_such_decision"))
    by = ask.text("by") or default_by()
    made = ask.desk.judge(decision, subject, value, note=ask.text("note") or None, by=by)
    if decision != "note":
        ask.desk.jobs.submit("trace", words.say("after_decision"))
        ask.desk.jobs.submit("views", words.say("after_decision"))
    return Elsewhere(to=_back(ask), data=made, cookies={COOKIE: by} if by.isascii() else {})


def default_by() -> str:
    """Return the name of who is logged in on this computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"


def _back(ask: Ask) -> str:
    """Return where to go on: a place of ours, whatever the form says."""
    place = ask.text("back")
    local = place.startswith("/") and not place.startswith(("//", "/\\")) and "\\" not in place
    return place if local and place.isprintable() else "/judgements"
