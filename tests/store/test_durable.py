"""What is said to be added is there: after kill -9 at any moment, on a full disk, and with others writing."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from firsthand.errors import CaseError
from firsthand.store.case import Case

HERE = Path(__file__).parent


@pytest.fixture
def memory(tmp_path):
    """A folder in memory where there is one: a process that dies loses nothing the system holds, on disk or not."""
    shared = Path("/dev/shm")
    if not os.access(shared, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=shared) as folder:
        yield Path(folder)


def start(program, *arguments, before=()):
    command = [*before, sys.executable, str(HERE / program), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def result(running):
    out, errors = running.communicate(timeout=900)
    assert running.returncode == 0, errors.decode()
    return json.loads(out)


def test_kill_9_at_a_thousand_random_moments_loses_nothing(memory):
    halves = []
    for seed in (1, 2):
        (memory / str(seed)).mkdir()
        halves.append(start("killed.py", "killed", memory / str(seed), 500, seed))
    for found in map(result, halves):
        assert found["kills"] == 500
        assert (found["lost"], found["twice"], found["faults"]) == (0, 0, [])
        assert found["cases"] > 10  # children got to the end, too, and went on where others had been killed


def test_writers_wait_for_each_other(memory):
    found = result(start("killed.py", "together", memory, 3, 4))
    assert found == {"failed": 0, "lost": 0, "twice": 0, "said_twice": 0, "faults": []}


def test_a_full_disk_is_one_sentence_and_does_no_harm(tmp_path):
    namespace = next((ways for ways in (["unshare", "-m"], ["unshare", "-Urm"]) if can_mount(ways, tmp_path)), None)
    if namespace is None:
        a_file_that_may_not_grow_does_as_a_full_disk(tmp_path)
        return
    disk = tmp_path / "disk"
    disk.mkdir()
    found = result(start("full.py", disk, before=namespace))
    assert found["full"] > 20
    assert (found["missing"], found["faults"]) == (0, [])
    assert all(sentence.endswith("make room and run the command again.") for sentence in found["sentences"])


def can_mount(ways, folder):
    """Whether this machine lets us mount a small disk that nobody else sees."""
    try:
        return (
            subprocess.run(
                [*ways, "mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True, check=False
            ).returncode
            == 0
        )
    except OSError:
        return False


def a_file_that_may_not_grow_does_as_a_full_disk(tmp_path):
    """Where no disk can be mounted: SQLite itself is told that there is no more room."""
    sys.path.insert(0, str(HERE.parent))
    from conftest import _reading

    with Case(tmp_path / "bridge.case") as case:
        case._db.execute(f"PRAGMA max_page_count = {case._db.execute('PRAGMA page_count').fetchone()[0] + 8}")
        kept = 0
        with pytest.raises(CaseError, match="The disk is full"):
            for number in range(100):
                kept += case.add(_reading(f"Ada Quill told number {number}. " * 40, name=str(number)))
        assert case.counts().documents == kept > 0
        case._db.execute("PRAGMA max_page_count = 1000000")
        assert case.add(_reading("Ada Quill told the rest."))


def test_the_way_without_a_mount_shows_the_same(tmp_path):
    a_file_that_may_not_grow_does_as_a_full_disk(tmp_path)
