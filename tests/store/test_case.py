import sqlite3
import subprocess
import sys

import pytest

from firsthand.errors import CaseError, InputError
from firsthand.model import Failure
from firsthand.store import schema
from firsthand.store.case import Case, Counts


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bridge.case"


def dump(path):
    with sqlite3.connect(path) as database:
        return "\n".join(database.iterdump())


def test_a_reading_comes_back_as_it_was_added(path, reading):
    with Case(path) as case:
        assert case.add(reading) is True
    with Case(path) as case:
        assert list(case.readings()) == [reading]


def test_adding_the_same_twice_changes_nothing(path, reading):
    with Case(path) as case:
        case.add(reading)
    before = dump(path)
    with Case(path) as case:
        assert case.add(reading) is False
    assert dump(path) == before
    assert "Ada Quill" in before


def test_readings_come_in_the_order_of_their_ids_whatever_the_order_they_were_added_in(path, tmp_path, make_reading):
    readings = [make_reading(f"Ada Quill told number {number}.", name=str(number)) for number in range(6)]
    with Case(path) as case, Case(tmp_path / "other.case") as other:
        for one, two in zip(readings, reversed(readings), strict=True):
            case.add(one)
            other.add(two)
        ids = [one.document.id for one in case.readings()]
        assert ids == sorted(one.document.id for one in readings)
        assert list(case.readings()) == list(other.readings())


def test_the_counts_are_those_of_what_was_added(path, reading):
    with Case(path) as case:
        case.add(reading)
        case.add_failure(Failure(name="b.txt", error="b.txt is empty."))
        assert case.counts() == Counts(documents=1, items=1, attributions=1, failures=1)


def test_tables_read_as_a_person_would_want_them(path, reading):
    with Case(path) as case:
        case.add(reading)
    with sqlite3.connect(path) as database:
        (statement,) = database.execute("SELECT source_words, cue_words, content_words, source FROM attributions")
        chain = database.execute("SELECT hop, name, role FROM chains ORDER BY hop").fetchall()
        names = set(database.execute("SELECT name, role FROM names"))
        (date,) = database.execute("SELECT value, words FROM dates")
        (notice,) = database.execute("SELECT kind, message FROM notices")
        (day,) = database.execute("SELECT value FROM said")
        (item,) = database.execute("SELECT title, author FROM items")
    assert statement == ("Ada Quill", "told", "The bridge was closed at noon", "[[31,40]]")
    assert chain == [(0, "Ada Quill", "utterer"), (1, "Ferrol Wire", "relay")]
    assert names == {
        ("Ada Quill", "speaker"),
        ("Ferrol Wire", "relay"),
        ("Wexlow Lantern", "outlet"),
        ("Bo Lind", "author"),
    }
    assert date == ("2021-05-03", "3 May 2021")
    assert notice == ("date_inferred", "The date is inferred.")
    assert day == ("2021-05-03",)
    assert item == ("Bridge closed", "Bo Lind")


def test_the_file_is_marked_and_safe_against_a_power_cut(path, reading):
    with Case(path) as case:
        case.add(reading)
        assert schema.pragma(case._db, "synchronous") == 2
        assert schema.pragma(case._db, "foreign_keys") == 1
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert database.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION,)
        assert database.execute("PRAGMA user_version").fetchone() == (schema.newest(),)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("table", ["documents", "items", "attributions"])
def test_what_was_extracted_is_never_rewritten(path, reading, table):
    with Case(path) as case:
        case.add(reading)
    with sqlite3.connect(path) as database, pytest.raises(sqlite3.IntegrityError, match="never rewritten"):
        database.execute(
            f"UPDATE {table} SET doc = doc" if table != "documents" else "UPDATE documents SET title = 'x'"
        )


def test_a_failure_goes_when_the_input_can_be_read_after_all(path, make_reading):
    with Case(path) as case:
        case.add_failure(Failure(name="a.txt", error="a.txt is empty."))
        case.add_failure(Failure(name="a.txt", error="a.txt is missing."))
        assert list(case.failures()) == [Failure(name="a.txt", error="a.txt is missing.")]
        case.add(make_reading(name="a.txt"))
        assert list(case.failures()) == []


def test_a_document_that_cannot_be_kept_leaves_nothing_behind(path, reading):
    with Case(path) as case:
        case._db.execute("CREATE TRIGGER full BEFORE INSERT ON notices BEGIN SELECT RAISE (ABORT, 'no room'); END")
        with pytest.raises(CaseError, match="no room"):
            case.add(reading)
        assert case.counts() == Counts(documents=0, items=0, attributions=0, failures=0)
        assert case.search("bridge") == ()


def test_words_are_found_in_statements_names_and_texts(path, reading):
    with Case(path) as case:
        case.add(reading)
        statement, text = case.search("bridge noon")
        assert (statement.kind, statement.attribution) == ("statement", reading.attributions[0].id)
        assert statement.shown == "The ⟦bridge⟧ was closed at ⟦noon⟧"
        assert (text.kind, text.name, text.doc) == ("text", "a.txt", reading.document.id)
        assert [hit.shown for hit in case.search("quill") if hit.kind == "name"] == ["Ada ⟦Quill⟧ (speaker)"]
        assert case.search("ferry") == ()


def test_a_phrase_must_stand_together(path, reading):
    with Case(path) as case:
        case.add(reading)
        assert case.search('"closed at"')
        assert case.search("”closed at”")
        assert case.search("at closed")
        assert not case.search('"at closed"')


def test_accents_do_not_count(path, make_reading):
    with Case(path) as case:
        case.add(make_reading("Bron är stängd, säger Åsa Öberg."))
        assert case.search("stangd oberg")


def test_the_limit_holds_for_each_kind(path, make_reading):
    with Case(path) as case:
        for number in range(5):
            case.add(make_reading(f"Ada Quill told a bridge number {number}.", name=str(number)))
        assert len([hit for hit in case.search("bridge", limit=3) if hit.kind == "text"]) == 3


COMMANDS = """a"b | bridge AND | NEAR( | text:bridge | bridge* | ^bridge | -bridge | ((( | NOT | {a b} | a + b
| »bridge | „bridge“ | '; DROP TABLE documents"""


@pytest.mark.parametrize("query", ['"', "\0bridge", *(query.strip() for query in COMMANDS.split("|"))])
def test_no_query_is_taken_as_a_command(path, reading, query):
    with Case(path) as case:
        case.add(reading)
        try:
            case.search(query)
        except InputError as error:
            assert str(error).endswith(".")
        assert case.counts().documents == 1


def test_operators_are_looked_for_as_words(path, make_reading):
    with Case(path) as case:
        case.add(make_reading("Ada Quill told us: near and far."))
        assert case.search("near AND far")
        assert not case.search("near OR zebra")


@pytest.mark.parametrize("query", ["", "   ", "!?", '""', "x" * 2_000])
def test_a_query_without_words_is_one_sentence(path, reading, query):
    with Case(path) as case, pytest.raises(InputError, match=r"^The query .*\.$"):
        case.search(query)


def refused(path, **options):
    with pytest.raises(CaseError) as caught:
        Case(path, **options)
    message = str(caught.value)
    assert path.name in message
    assert message.endswith(".")
    assert "\n" not in message
    return message


def test_a_missing_case_is_not_made_when_only_looked_into(path):
    assert "no case" in refused(path, create=False)
    assert not path.exists()


def test_a_file_of_another_kind_is_left_alone(tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("Not a case. " * 100)
    assert "another kind" in refused(notes)
    assert notes.read_text() == "Not a case. " * 100


def test_a_database_of_another_program_is_left_alone(tmp_path):
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE documents (id)")
    before = dump(other)
    assert "another program" in refused(other)
    assert dump(other) == before


def test_a_newer_case_is_refused(path, reading):
    Case(path).close()
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA user_version = {schema.newest() + 1}")
    assert "newer version" in refused(path)


def test_an_unreachable_place_is_refused(tmp_path):
    assert "cannot be opened" in refused(tmp_path / "missing" / "bridge.case")
    assert refused(tmp_path)


def test_a_case_somebody_else_writes_to_is_named_as_in_use(path, reading, monkeypatch):
    monkeypatch.setattr("firsthand.store.case.WAIT", 0.05)
    with Case(path) as case, Case(path) as other:
        other._db.execute("BEGIN IMMEDIATE")
        with pytest.raises(CaseError, match="in use by another program"):
            case.add(reading)
        other._db.execute("ROLLBACK")
        assert case.add(reading)


def test_one_may_read_while_another_writes(path, make_reading):
    with Case(path) as writer, Case(path) as reader:
        writer.add(make_reading(name="1"))
        seen = reader.readings()
        next(seen)
        writer.add(make_reading("Ada Quill told something else.", name="2"))
        seen.close()
        assert reader.counts().documents == 2


def test_a_damaged_record_is_one_sentence(path, reading):
    with Case(path) as case:
        case.add(reading)
        case._db.execute("DROP TRIGGER documents_kept")
        case._db.execute("UPDATE documents SET record = '{\"document\": 1}'")
        with pytest.raises(CaseError, match=r"record of a\.txt .* damaged"):
            list(case.readings())


def test_a_document_survives_a_process_that_dies_right_after(path):
    script = f"""
import os, pathlib, sys
sys.path.insert(0, {str(__file__.rsplit("/", 2)[0])!r})
from conftest import _reading
from firsthand.store.case import Case
Case(pathlib.Path({str(path)!r})).add(_reading())
os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    with Case(path, create=False) as case:
        assert case.counts().documents == 1


def test_the_order_of_adding_does_not_show_in_a_search(path, tmp_path, make_reading):
    readings = [make_reading(f"Ada Quill told a bridge {number}.", name=str(number)) for number in range(4)]
    with Case(path) as case, Case(tmp_path / "other.case") as other:
        for one, two in zip(readings, reversed(readings), strict=True):
            case.add(one)
            other.add(two)
        assert case.search("bridge") == other.search("bridge")
        assert len(case.search("bridge")) >= 4
