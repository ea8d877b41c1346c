"""Traced claims and decisions in a case: kept, found again, never rewritten."""

import sqlite3

import msgspec
import pytest

from firsthand.errors import CaseError
from firsthand.model import Judgement, Span
from firsthand.store.case import Case
from firsthand.trace.records import Count, Hop, Merge, Report, Traced

AT = "2024-05-03T14:30:00+00:00"


@pytest.fixture
def case(tmp_path):
    with Case(tmp_path / "a.case") as opened:
        yield opened


def claim(id_="c1", *, asked=True, outlets=("Lantern", "Echo")):
    reports = tuple(
        Report(
            id=f"{id_}r{n}", claim=id_, doc=f"{n}.txt", document=f"d{n}", outlet=outlet, published="2024-05-02",
            spans=(Span(0, 9), Span(12, 20)), words="It closed", stance="supports", chain=("Ada Quill", "Ferrol Wire"),
            hops=(Hop(name="Ada Quill"), Hop(name="Ferrol Wire")), origin="Ada Quill", origin_kind="named_person",
            score=0.5,
        )
        for n, outlet in enumerate(outlets)
    )  # fmt: skip
    merges = (
        Merge(id=f"{id_}m", a=f"{id_}r0", b=f"{id_}r1", level="certain", kind="same_party", score=1.0, why="One."),
    )
    return Traced(
        id=id_, claim="The bridge was closed.", asked=asked, reports=reports, merges=merges if len(reports) > 1 else (),
        independent_origins=Count(min=1, best=1, max=2), outlets=len(outlets),
    )  # fmt: skip


def decided(id_="j1", decision="reject", subject="c1m", **more):
    return Judgement(id=id_, subject=subject, decision=decision, at=AT, by="Ada", **more)


def test_a_traced_claim_comes_back_as_it_was_kept(case):
    case.keep_traced(claim())
    assert case.traces() == (claim(),)


def test_the_claim_that_most_articles_support_comes_first(case):
    case.keep_traced(claim("c1", outlets=("Lantern",)), claim("c2"), claim("c3", outlets=()))
    assert [one.id for one in case.traces()] == ["c2", "c1", "c3"]


def test_tracing_anew_takes_the_place_of_what_was_kept(case):
    case.keep_traced(claim())
    less = msgspec.structs.replace(claim(), reports=claim().reports[:1], merges=())
    case.keep_traced(less)
    assert case.traces() == (less,)
    assert case.database.execute("SELECT count(*) FROM reports").fetchone() == (1,)
    assert case.database.execute("SELECT count(*) FROM merges").fetchone() == (0,)


def test_found_claims_are_forgotten_when_asked_and_those_asked_for_are_not(case):
    case.keep_traced(claim("c1"), claim("c2", asked=False))
    case.keep_traced(claim("c3", asked=False), forget_found=True)
    assert {one.id for one in case.traces()} == {"c1", "c3"}


def test_tables_read_as_a_person_would_want_them(case):
    case.keep_traced(claim())
    row = case.database.execute(
        "SELECT t.claim, r.number, r.name, r.outlet, r.chain, r.origin, r.spans, t.origins, t.origins_max, t.articles "
        "FROM reports r JOIN traced t ON t.id = r.claim ORDER BY r.number"
    ).fetchone()
    assert row == (
        "The bridge was closed.", 0, "0.txt", "Lantern", "Ada Quill → Ferrol Wire", "Ada Quill", "[[0,9],[12,20]]",
        1, 2, 2,
    )  # fmt: skip
    assert case.database.execute("SELECT a, b, level, why FROM merges").fetchall() == [
        ("c1r0", "c1r1", "certain", "One.")
    ]


def test_two_reasons_of_one_kind_between_two_reports_are_both_kept(case):
    given = claim()
    twice = (*given.merges, msgspec.structs.replace(given.merges[0], why="And two."))
    case.keep_traced(msgspec.structs.replace(given, merges=twice))
    assert case.database.execute("SELECT why FROM merges ORDER BY row").fetchall() == [("One.",), ("And two.",)]


def test_the_moment_of_tracing_stands_beside_the_record_and_not_in_it(case):
    case.keep_traced(claim())
    made, record = case.database.execute("SELECT made_at, record FROM traced").fetchone()
    assert made.endswith("Z")
    assert record.encode() == msgspec.json.encode(claim())


def test_decisions_come_back_in_the_order_they_were_made(case):
    given = [decided("z"), decided("a", "origin", "c1r0", value="Bo Lind"), decided("m", "note", "x", note="Ask.")]
    assert [case.judge(one) for one in given] == [True, True, True]
    assert case.judgements() == tuple(given)


def test_the_same_decision_is_kept_once(case):
    assert case.judge(decided()) is True
    assert case.judge(decided()) is False
    assert len(case.judgements()) == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (decided(decision="merge"), "merge needs the other id"),
        (decided(decision="split"), "split needs the other id"),
        (decided(decision="merge", value="c1m"), "two different ids"),
        (decided(decision="origin"), "origin needs the name of an origin"),
        (decided(decision="note"), "a note needs words"),
    ],
)
def test_a_decision_that_lacks_something_is_refused(case, wrong, says):
    with pytest.raises(CaseError, match=says):
        case.judge(wrong)
    assert case.judgements() == ()


@pytest.mark.parametrize("change", ["UPDATE judgements SET decision = 'confirm'", "DELETE FROM judgements"])
def test_no_program_rewrites_a_decision(case, change):
    case.judge(decided())
    with pytest.raises(sqlite3.IntegrityError, match="undo it"):
        case.database.execute(change)


def test_an_id_says_what_it_is_of(case, reading):
    case.add(reading)
    case.keep_traced(claim())
    case.judge(decided())
    found = {id_: case.kinds(id_) for id_ in ("c1", "c1r0", "c1m", "j1", "nothing", reading.document.id)}
    assert found == {
        "c1": ("claim",), "c1r0": ("report",), "c1m": ("merge",), "j1": ("judgement",), "nothing": (),
        reading.document.id: ("document",),
    }  # fmt: skip
    assert case.kinds(reading.attributions[0].id) == ("statement",)


def test_tracing_again_keeps_the_decisions(case):
    case.keep_traced(claim())
    case.judge(decided())
    case.keep_traced(claim("c9", asked=False), forget_found=True)
    assert len(case.judgements()) == 1


def test_a_damaged_record_is_one_sentence(case):
    case.keep_traced(claim())
    case.database.execute("UPDATE traced SET record = '{}'")
    with pytest.raises(CaseError, match=r"record of the claim .* is damaged .*; trace it again\.$"):
        case.traces()
