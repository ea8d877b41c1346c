"""A case that may only be read: from an archive, another person's folder, a disk mounted for reading."""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from firsthand.errors import CaseError
from firsthand.store.case import Case

LOOK = """
import os, sys
from firsthand.store.case import Case
from firsthand.errors import CaseError
with Case(sys.argv[2]) as case:
    case.counts(), case.search("bridge")  # load all that is needed while it can be
os.chdir(sys.argv[1])
if os.geteuid() == 0:
    os.setgid(65534), os.setuid(65534)  # permissions do not bind the superuser
try:
    with Case("bridge.case", readonly=True) as case:
        print(case.counts().documents, len(case.search("bridge")), len(list(case.readings())))
except CaseError as error:
    print(error)
try:
    open("new", "w")
except PermissionError:
    print("the folder is closed")
"""


@pytest.fixture
def closed():
    """A folder that is made read-only by ``look``; under /tmp, since pytest's own is closed to other users."""
    folder = Path(tempfile.mkdtemp())
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def look(folder, spare):
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    command = [sys.executable, "-c", LOOK, folder, spare / "spare.case"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *found, last = done.stdout.splitlines()
    assert last == "the folder is closed"
    return found


def test_a_case_in_a_folder_that_cannot_be_written_to_can_be_read(closed, tmp_path, reading):
    with Case(closed / "bridge.case") as case:
        case.add(reading)
    assert look(closed, tmp_path) == ["1 2 1"]
    assert [path.name for path in closed.iterdir()] == ["bridge.case"]


def test_changes_not_yet_in_the_file_are_not_passed_over(closed, tmp_path, reading):
    with Case(tmp_path / "bridge.case") as case:
        case.add(reading)
        for path in tmp_path.glob("bridge.case*"):  # as after a power cut
            if not path.name.endswith("-shm"):
                shutil.copy(path, closed)
    (sentence,) = look(closed, tmp_path)
    assert "bridge.case-wal" in sentence
    assert sentence.endswith("open the case there.")


def test_reading_writes_nothing(tmp_path, reading):
    path = tmp_path / "bridge.case"
    with Case(path) as case:
        case.add(reading)
    before = path.read_bytes()
    with Case(path, readonly=True) as case:
        assert len(list(case.readings())) == 1
        with pytest.raises(CaseError):
            case.add(reading)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["bridge.case"]


def test_a_missing_or_empty_case_is_not_made_by_reading(tmp_path):
    path = tmp_path / "bridge.case"
    with pytest.raises(CaseError, match="no case"):
        Case(path, readonly=True)
    assert not path.exists()
    sqlite3.connect(path).close()
    path.touch()
    with pytest.raises(CaseError, match="is empty"):
        Case(path, readonly=True)
    assert path.read_bytes() == b""
