"""Tracing a case or any inputs: what counts as an input, which claims, what a case keeps, what goes wrong."""

import json

import msgspec
import pytest

import firsthand as door
from ferry import CLAIM, event
from firsthand.engines.tracing import Stage, trace_claims
from firsthand.errors import InputError, OutputError
from firsthand.store.case import Case
from firsthand.trace.records import Traced, encode


@pytest.fixture
def corpus(tmp_path):
    """The invented event as a file of JSON Lines."""
    rows = [
        {"id": d.name, "text": d.text, "lang": d.lang, "outlet": d.outlet, "published": d.published}
        for d in (reading.document for reading in event())
    ]
    path = tmp_path / "event.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture
def case(tmp_path, corpus):
    door.add(tmp_path / "event.case", corpus)
    return tmp_path / "event.case"


def test_a_claim_is_traced_through_files(corpus):
    done = trace_claims(corpus, CLAIM)
    assert [one.claim for one in done.traced] == [CLAIM]
    assert done.traced[0].independent_origins.best == 2
    assert (done.documents, done.failures) == (len(event()), ())


def test_several_inputs_are_one_corpus_in_any_order(tmp_path, corpus):
    lines = corpus.read_text().splitlines(keepends=True)
    parts = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    parts[0].write_text("".join(lines[::2]))
    parts[1].write_text("".join(reversed(lines[1::2])))
    whole = [encode(one) for one in trace_claims(corpus, CLAIM).traced]
    assert [encode(one) for one in trace_claims(*parts, CLAIM).traced] == whole
    assert [encode(one) for one in trace_claims(*reversed(parts), CLAIM).traced] == whole


def test_a_case_keeps_what_was_traced(case):
    done = trace_claims(case, CLAIM)
    with Case(case, readonly=True) as kept:
        assert kept.traces() == done.traced
        assert kept.kinds(done.traced[0].reports[0].id) == ("report",)
    assert trace_claims(case, CLAIM).traced == done.traced


def test_a_decision_counts_in_the_run_that_follows_and_says_so(case):
    (before,) = trace_claims(case, CLAIM).traced
    report = before.reports[0]
    made = door.judge(case, "reject", report.id, at="2024-05-03T14:30:00+00:00")
    (after,) = trace_claims(case, CLAIM).traced
    assert report.id in {one.id for one in before.reports} - {one.id for one in after.reports}
    assert after.judged == (made.id,)
    assert any("decision" in clause.text for one in after.sentences for clause in one.clauses)
    door.judge(case, "undo", made.id, at="2024-05-03T14:31:00+00:00")
    assert trace_claims(case, CLAIM).traced == (before,)


def test_without_claims_those_asked_before_are_traced_anew_and_others_found(case):
    trace_claims(case, CLAIM)
    done = trace_claims(case)
    assert [one.claim for one in done.traced if one.asked] == [CLAIM]
    assert any(not one.asked for one in done.traced)
    with Case(case, readonly=True) as kept:
        assert {one.id for one in kept.traces()} == {one.id for one in done.traced}
    again = trace_claims(case)
    assert again.traced == done.traced


def test_claims_of_a_file_keep_their_ids_and_bad_lines_cost_themselves(tmp_path, corpus):
    lines = [
        {"id": 7, "claim": CLAIM, "gold": [1]},
        {"claim": "The ferry is blue."},
        {"id": 7, "claim": "Again."},
        {"x": 1},
    ]
    claims = tmp_path / "claims.jsonl"
    claims.write_text("\n".join(map(json.dumps, lines)) + "\nnot json\n")
    done = trace_claims(corpus, claims=claims, out=tmp_path / "out.jsonl")
    assert [one.claim for one in done.traced] == [CLAIM, "The ferry is blue."]
    assert done.traced[0].id == "7"
    assert [failure.error.split(":")[0] for failure in done.failures] == [f"Line {n} of {claims}" for n in (3, 4, 5)]
    written = [msgspec.json.decode(line, type=Traced) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert tuple(written) == done.traced


def test_each_stage_is_told(corpus):
    told: list[Stage] = []
    trace_claims(corpus, CLAIM, "The ferry is blue.", told=told.append)
    assert [stage.name for stage in told] == ["Reading"] * len(event()) + ["Comparing"] + ["Tracing"] * 2
    assert (told[-1].done, told[-1].total) == (1, 2)


def test_documents_that_fail_do_not_stop_the_others(corpus):
    corpus.write_text(corpus.read_text() + "{}\n")
    done = trace_claims(corpus, CLAIM)
    assert len(done.failures) == 1
    assert done.traced[0].independent_origins.best == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "nothing to trace claims through"),
        (("nowhere.jsonl",), "nowhere.jsonl does not exist"),
        (("A claim of words alone.",), "name a case, a file or a folder first"),
        (("https://example.org/a",), "is an address; add it to a case"),
    ],
)
def test_there_must_be_something_to_read(words, says):
    with pytest.raises(InputError, match=says):
        trace_claims(*words)


def test_a_path_behind_others_that_does_not_exist_is_no_claim(corpus):
    with pytest.raises(InputError, match=r"more\.jsonl does not exist"):
        trace_claims(corpus, "more.jsonl")


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        ("", "A claim is empty"),
        ("killed", "one word with --claims"),
        ("?! …", "needs words"),
        ("a b " * 1_000, "2,000 characters"),
    ],
)
def test_a_claim_must_be_one(corpus, claim, says):
    with pytest.raises(InputError, match=says):
        trace_claims(corpus, claim)


def test_a_case_is_traced_by_itself(case, corpus):
    with pytest.raises(InputError, match="traced by itself"):
        trace_claims(case, corpus, CLAIM)


def test_an_input_is_never_written_over(corpus, tmp_path):
    with pytest.raises(OutputError, match="the input itself"):
        trace_claims(corpus, CLAIM, out=corpus)
    with pytest.raises(InputError, match=r"claims\.jsonl cannot be read"):
        trace_claims(corpus, claims=tmp_path / "claims.jsonl")


def test_nothing_readable_is_one_sentence(tmp_path):
    (tmp_path / "empty.jsonl").write_text("{}\n")
    with pytest.raises(InputError, match="No claim was traced, since no document could be read: Line 1"):
        trace_claims(tmp_path / "empty.jsonl", CLAIM)


def test_the_command_shows_and_writes(case, corpus, firsthand):
    shown = firsthand("trace", case, CLAIM)
    assert shown.returncode == 0, shown.stderr
    text = shown.stdout.decode()
    assert CLAIM in text
    assert "Ines Calloway" in text
    with Case(case, readonly=True) as kept:
        (traced,) = kept.traces()
    assert all(report.id in text for report in traced.reports)
    assert b"Traced 1 claim through" in shown.stderr
    rows = firsthand("trace", corpus, CLAIM, "--json", "--workers", 1).stdout.splitlines()
    assert [msgspec.json.decode(row, type=Traced).claim for row in rows] == [CLAIM]


def test_the_command_refuses_in_one_sentence(firsthand):
    done = firsthand("trace", "nowhere.case", "Who said so first?")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.count(b"\n") == 1
