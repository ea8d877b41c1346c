"""What is wrong with a case is found and said; a case that is whole is said to be."""

import re
import sqlite3

import pytest

from firsthand import commands
from firsthand.errors import CaseError
from firsthand.model import Failure
from firsthand.store.case import Case
from ingest.web import Web, answer

PAGE = """<html lang="en"><head><title>Bridge</title></head><body><article><h1>Bridge</h1>
<p>“It is closed,” said Ada Quill, the harbour master, on Monday.</p>
<p>It will be open to walkers before that, she added, if the wind allows it.</p></article></body></html>"""
URL = "https://lantern.example/a"


@pytest.fixture
def case(tmp_path):
    path, text = tmp_path / "bridge.case", tmp_path / "a.txt"
    text.write_text("“The ferry sails at noon,” Bo Lind told the Ferrol Wire.")
    commands.add(path, URL, text, fetcher=Web({"lantern.example/a": answer(PAGE)}).fetcher())
    return path


def harm(path, *statements):
    with sqlite3.connect(path, isolation_level=None) as db:
        for statement in statements:
            db.execute(statement)
    db.close()


def test_a_whole_case_is_whole(case):
    before = case.read_bytes()
    found = commands.doctor(case)
    assert (found.faults, found.notes) == ((), ())
    assert (found.documents, found.captures, found.inputs) == (2, 1, {"read": 2})
    assert case.read_bytes() == before


def test_what_failed_and_what_waits_is_said(case):
    with Case(case) as kept, kept.ledger() as ledger:
        ledger.want("https://lantern.example/b", "address")
        ledger.fail(Failure(name="c.txt", error="c.txt is empty."))
    found = commands.doctor(case)
    assert found.faults == ()
    assert found.notes == (f"1 input waits to be read; go on with: firsthand add {case}", "c.txt is empty.")
    assert found.inputs == {"failed": 1, "read": 2, "waiting": 1}


HARMS = {
    "a row changed": (
        ["DROP TRIGGER documents_kept", "UPDATE documents SET title = 'x' WHERE name LIKE '%a.txt'"],
        "was changed",
    ),
    "a record damaged": (
        ["DROP TRIGGER documents_kept", "UPDATE documents SET record = '{}' WHERE name LIKE '%a.txt'"],
        "is damaged",
    ),
    "a trigger gone": (["DROP TRIGGER appearances_kept"], "trigger appearances_kept"),
    "a table altered": (["ALTER TABLE versions ADD COLUMN other"], "table versions .* is not as"),
    "a row of nobody": (
        ["PRAGMA foreign_keys = OFF", "DELETE FROM documents WHERE name LIKE '%a.txt'"],
        "belongs to a row",
    ),
    "the index short": (["DELETE FROM names_fts WHERE rowid = 1"], "search index"),
}


@pytest.mark.parametrize("kind", HARMS)
def test_harm_done_by_others_is_found(case, kind):
    statements, words = HARMS[kind]
    if kind == "the index short":
        statements = [
            "INSERT INTO names_fts (names_fts, rowid, name) SELECT 'delete', row, name FROM names WHERE row = 1"
        ]
    harm(case, *statements)
    found = commands.doctor(case)
    assert any(re.search(words, fault) for fault in found.faults), found.faults


def test_a_damaged_page_of_the_file_is_found(case):
    data = bytearray(case.read_bytes())
    data[8_192:12_288] = b"\xa5" * 4_096
    case.write_bytes(data)
    try:
        assert commands.doctor(case).faults
    except CaseError as error:
        assert "bridge.case" in str(error)


@pytest.mark.parametrize("kind", ["gone", "cut", "changed"])
def test_a_capture_that_was_harmed_is_found(case, kind):
    capture = case.with_name("bridge.case.warc.gz")
    data = capture.read_bytes()
    if kind == "gone":
        capture.unlink()
    else:
        capture.write_bytes(
            data[: len(data) // 2] + (b"\0" * (len(data) - len(data) // 2) if kind == "changed" else b"")
        )
    (fault,) = commands.doctor(case).faults
    assert "bridge.case.warc.gz" in fault


def test_what_a_run_that_was_cut_off_left_behind_is_no_fault(case):
    with case.with_name("bridge.case.warc.gz").open("ab") as stream:
        stream.write(b"half a record")
    found = commands.doctor(case)
    assert found.faults == ()
    assert "13 bytes of a run that was cut off" in found.notes[0]


def test_a_case_of_an_older_version_is_said_to_be_one(tmp_path):
    from firsthand.store import schema

    path = tmp_path / "old.case"
    statements = [
        *schema.statements(schema.migrations()[0].sql),
        f"PRAGMA application_id = {schema.APPLICATION}",
        "PRAGMA user_version = 1",
    ]
    harm(path, *statements)
    found = commands.doctor(path)
    assert "older version" in found.notes[0]


def test_what_is_no_case_is_one_sentence(tmp_path):
    (tmp_path / "a.txt").write_text("Not a case. " * 100)
    for name in ("a.txt", "gone.case"):
        with pytest.raises(CaseError):
            commands.doctor(tmp_path / name)
