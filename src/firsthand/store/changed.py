"""What changed in articles after they were first seen, in words."""

from collections.abc import Iterator

import msgspec

from firsthand.ingest.url import canonical
from firsthand.model import Span
from firsthand.store.case import Case

_AROUND = 60
"""Characters shown on either side of a change."""


class Change(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One change: the words before and after it, either of which may be empty, and what stands around them now.

    ``was_at`` and ``is_at`` are the spans in the earlier and the later document.
    """

    was: str
    now: str
    before: str
    after: str
    was_at: Span
    is_at: Span


class Changed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An article has other words than when it was seen before: ``doc`` is its new version, ``earlier`` the old one.

    ``url`` is the address in its canonical form, ``seen`` and ``seen_before`` when the two were first seen there (UTC),
    ``share`` how many of their words are in common.
    """

    url: str
    title: str | None
    doc: str
    earlier: str
    seen: str | None
    seen_before: str | None
    share: float
    changes: tuple[Change, ...]
    method: str


def changed_in(case: Case, *, address: str | None = None) -> tuple[Changed, ...]:
    """Return what changed in a case, by address and in the order it was seen."""
    wanted = canonical(address) if address else None
    return tuple(_changed(case, wanted, only=bool(address)))


def _changed(case: Case, wanted: str | None, *, only: bool) -> Iterator[Changed]:
    for one in case.versions():
        if only and one.canonical != wanted:
            continue
        earlier, later = case.document(one.earlier), case.document(one.doc)
        yield Changed(
            url=one.canonical,
            title=later.title,
            doc=one.doc,
            earlier=one.earlier,
            seen=_first_seen(case, one.doc, one.canonical),
            seen_before=_first_seen(case, one.earlier, one.canonical),
            share=one.share,
            changes=tuple(_change(earlier.text, later.text, was, now) for was, now in one.differences),
            method=one.method,
        )


def _change(earlier: str, later: str, was: Span, now: Span) -> Change:
    return Change(
        was=was.of(earlier),
        now=now.of(later),
        before=later[max(0, now.start - _AROUND) : now.start],
        after=later[now.end : now.end + _AROUND],
        was_at=was,
        is_at=now,
    )


def _first_seen(case: Case, doc: str, form: str) -> str | None:
    return next((place.seen for place in case.appearances(doc) if place.canonical == form), None)
