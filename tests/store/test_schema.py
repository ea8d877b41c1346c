"""A case of an older version: brought up to date when it is opened for writing, and read as it is otherwise."""

import sqlite3

import msgspec
import pytest

from firsthand.errors import CaseError
from firsthand.model import Failure
from firsthand.store import rows, schema
from firsthand.store.case import Case
from firsthand.store.doctor import examine
from firsthand.store.schema import Migration, migrations, statements

URL = "https://www.lantern.example/bridge?utm_source=x"


@pytest.fixture
def old(tmp_path, reading):
    """A case as version 1 wrote it, with a document and a failure."""
    path = tmp_path / "old.case"
    document = msgspec.structs.replace(reading.document, url=URL)
    reading = msgspec.structs.replace(reading, document=document)
    with sqlite3.connect(path) as db:
        for statement in statements(migrations()[0].sql):
            db.execute(statement)
        for table, found in [("documents", [rows.document(reading)]), *rows.tables(reading)]:
            for row in found:
                names = ", ".join(row)
                db.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join(':' + name for name in row)})", row)
        db.execute("INSERT INTO failures (name, error) VALUES ('b.txt', 'b.txt is empty.')")
        db.execute("PRAGMA user_version = 1")
        db.execute(f"PRAGMA application_id = {schema.APPLICATION}")
    db.close()
    return path, reading


def test_the_documents_of_an_older_case_are_counted(old):
    path, _ = old
    assert examine(path).documents == 1


def version(path):
    with sqlite3.connect(path) as db:
        return schema.version(db)


def test_an_old_case_is_brought_up_to_date_and_loses_nothing(old):
    path, reading = old
    with Case(path, create=False) as case:
        assert list(case.readings()) == [reading]
        assert list(case.failures()) == [Failure(name="b.txt", error="b.txt is empty.")]
        (place,) = case.appearances(reading.document.id)
        assert (place.url, place.canonical, place.given) == (URL, "https://lantern.example/bridge", None)
        assert case.add(reading) is False
        assert len(case.search("bridge")) == 2
    assert version(path) == schema.newest() > 1
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_an_old_case_has_the_tables_a_new_one_has(old, tmp_path):
    path, _ = old
    Case(path).close()
    Case(tmp_path / "new.case").close()
    shapes = []
    for one in (path, tmp_path / "new.case"):
        with sqlite3.connect(one) as db:
            shapes.append(set(db.execute("SELECT type, name, sql FROM sqlite_schema")))
    assert shapes[0] == shapes[1]


def test_an_old_case_that_may_only_be_read_is_read_as_it_is(old):
    path, reading = old
    before = path.read_bytes()
    with Case(path, readonly=True) as case:
        assert list(case.readings()) == [reading]
        assert (case.judgements(), case.traces()) == ((), ())
        assert len(case.search("bridge")) == 2
        with pytest.raises(CaseError, match=r"older version .* firsthand add"):
            case.versions()
    assert path.read_bytes() == before


def test_a_step_that_fails_leaves_the_case_as_it_was(old, monkeypatch):
    path, reading = old
    broken = Migration(number=9_999, sql="CREATE TABLE half (a);\nINSERT INTO nowhere VALUES (1);\n")
    monkeypatch.setattr(schema, "migrations", lambda: (*migrations(), broken))
    with pytest.raises(CaseError):
        Case(path)
    monkeypatch.undo()
    assert version(path) == 1
    with Case(path, readonly=True) as case:
        assert list(case.readings()) == [reading]
        assert case._db.execute("SELECT count(*) FROM failures").fetchone() == (1,)


def test_every_step_has_a_number_of_its_own_and_they_are_taken_in_order():
    numbers = [one.number for one in migrations()]
    assert numbers == sorted(set(numbers))
    assert numbers[:2] == [1, 2]
