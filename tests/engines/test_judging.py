"""Deciding about a case: what is checked, what is kept, what the log says, from Python and from the command line."""

import json

import pytest

import firsthand as door
from firsthand.engines.judging import judgements
from firsthand.errors import CaseError, InputError
from firsthand.model import Span
from firsthand.resolve.parties_voices import voices
from firsthand.store.case import Case
from firsthand.trace.records import Count, Merge, Report, Traced

AT = "2024-05-03T16:30:00+02:00"
UTC = "2024-05-03T14:30:00+00:00"


@pytest.fixture
def path(tmp_path, reading, make_reading):
    """A case with a claim, reports r1 and r2, the merge m1 between them, and two voices."""
    reports = tuple(
        Report(
            id=f"r{n}", claim="c1", doc=f"{n}.txt", document=f"d{n}", spans=(Span(0, 9),), words="It closed",
            stance="supports", origin="Ada Quill", origin_kind="named_person", score=0.5,
        )
        for n in (1, 2)
    )  # fmt: skip
    merge = Merge(id="m1", a="r1", b="r2", level="probable", kind="shared_detail", score=0.6, why="A rare detail.")
    with Case(tmp_path / "a.case") as case:
        case.add(reading)
        case.add(make_reading("The road was closed too, Ada Quill told nobody.", name="b.txt"))
        case.keep_traced(
            Traced(id="c1", claim="It closed.", reports=reports, merges=(merge,),
                   independent_origins=Count(min=1, best=1, max=2))
        )  # fmt: skip
    return tmp_path / "a.case"


def kept(path):
    with Case(path, readonly=True) as case:
        return case.judgements()


def test_a_decision_is_kept_with_who_when_and_why(path):
    made = door.judge(path, "reject", "m1", note="The same number, by chance.", by="Ada", at=AT)
    assert (made.decision, made.subject, made.by, made.at) == ("reject", "m1", "Ada", UTC)
    assert kept(path) == (made,)


def test_the_moment_and_the_name_are_found_out_when_left_out(path, monkeypatch):
    monkeypatch.setenv("LOGNAME", "linnea")
    made = door.judge(path, "confirm", "m1")
    assert made.by == "linnea"
    assert made.at.endswith("+00:00")


@pytest.mark.parametrize(
    ("decision", "ids"),
    [
        ("confirm", ["m1"]), ("reject", ["r1"]), ("merge", ["r1", "r2"]), ("split", ["r1", "r2"]),
        ("origin", ["r1", "Bo Lind"]), ("note", ["c1"]),
    ],
)  # fmt: skip
def test_every_decision_about_a_claim(path, decision, ids):
    made = door.judge(path, decision, *ids, note="So it is.", by="Ada", at=AT)
    assert kept(path) == (made,)


def test_parties_are_merged_by_the_ids_of_their_voices(path):
    with Case(path, readonly=True) as case:
        one, two = sorted(voice.id for voice in voices(case.readings()))
    assert door.judge(path, "merge", one, two, at=AT).value == two


def test_the_parties_of_a_case_are_as_was_decided_until_it_is_undone(path):
    with Case(path, readonly=True) as case:
        one, two = sorted(voice.id for voice in voices(case.readings()))
    before = len(door.parties(path))
    made = door.judge(path, "split", one, two, at=AT)
    assert len(door.parties(path)) == before + 1
    door.judge(path, "undo", made.id, at=AT)
    assert len(door.parties(path)) == before


@pytest.mark.parametrize(
    ("decision", "ids", "says"),
    [
        ("forget", ["m1"], r"one of confirm, reject, .*; 'forget' is none"),
        ("reject", ["m9"], r"has no merge or report with the id m9; list the ids with: firsthand trace .* --json"),
        ("merge", ["r1", "r9"], "has no report, claim or party with the id r9"),
        ("merge", ["r1", "c1"], "r1 and c1 are of two kinds"),
        ("merge", ["r1"], "merge needs the other id"),
        ("merge", ["m1", "r1"], "m1 is the id of a merge, and merge is about a report, claim or party"),
        ("undo", ["m1"], r"m1 is the id of a merge, and undo is about a judgement; list the decisions with: .* log"),
        ("undo", ["j9"], r"has no judgement with the id j9; list the decisions with"),
        ("origin", ["r1"], "origin needs the name"),
        ("note", ["r1"], "a note needs words"),
    ],
)
def test_a_decision_that_makes_no_sense_is_one_sentence_and_nothing_is_kept(path, decision, ids, says):
    with pytest.raises(InputError, match=says):
        door.judge(path, decision, *ids)
    assert kept(path) == ()


@pytest.mark.parametrize(("at", "says"), [("yesterday", "no moment in ISO 8601"), ("2024-05-03T14:30:00", "time zone")])
def test_a_moment_must_be_one(path, at, says):
    with pytest.raises(InputError, match=says):
        door.judge(path, "reject", "m1", at=at)


def test_there_must_be_a_case(tmp_path):
    with pytest.raises(CaseError, match="There is no case"):
        door.judge(tmp_path / "none.case", "reject", "m1")
    assert not (tmp_path / "none.case").exists()


def test_the_log_says_what_holds(path):
    first = door.judge(path, "reject", "m1", by="Ada", at=AT)
    undo = door.judge(path, "undo", first.id, by="Ada", at=AT)
    assert [(one.id, one.holds) for one in judgements(path)] == [(first.id, False), (undo.id, True)]
    again = door.judge(path, "undo", undo.id, by="Ada", at=AT)
    assert [one.holds for one in judgements(path)] == [True, False, True]
    assert judgements(path)[2].subject == again.subject == undo.id


def test_the_command_decides_and_lists(path, firsthand):
    done = firsthand("judge", path, "reject", "m1", "--note", "By\nchance.", "--by", "Ada", "--json")
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    assert (made["decision"], made["note"]) == ("reject", "By\nchance.")
    assert made["id"].encode() in done.stderr
    assert firsthand("judge", path, "undo", made["id"]).returncode == 0
    log = firsthand("judge", path, "log").stdout.decode()
    assert f"{made['id']}  " in log
    assert "by Ada (undone)" in log
    assert "By chance." in log
    rows = [json.loads(line) for line in firsthand("judge", path, "log", "--json").stdout.splitlines()]
    assert [(row["decision"], row["holds"]) for row in rows] == [("reject", False), ("undo", True)]


def test_the_command_refuses_in_one_sentence(path, firsthand):
    done = firsthand("judge", path, "reject", "m9")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.count(b"\n") == 1
    assert firsthand("judge", path, "reject").returncode == 2
    assert firsthand("judge", path, "log").stderr == b"Nothing was decided yet.\n"
