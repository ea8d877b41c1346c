import os
import stat
import sys
import threading

import pytest

from firsthand.errors import OutputError
from firsthand.store.files import replacing


def test_the_file_holds_what_was_written(tmp_path):
    with replacing(tmp_path / "out.txt") as stream:
        stream.write(b"whole")
        assert not (tmp_path / "out.txt").exists()
    assert (tmp_path / "out.txt").read_bytes() == b"whole"


def test_a_failure_leaves_what_stood_there_and_no_litter(tmp_path):
    (tmp_path / "out.txt").write_bytes(b"old")
    with pytest.raises(ValueError, match="half-way"), replacing(tmp_path / "out.txt") as stream:
        stream.write(b"new")
        raise ValueError("half-way")
    assert (tmp_path / "out.txt").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


def test_permissions_are_kept_or_the_usual_ones(tmp_path):
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_bytes(b"")
    old.chmod(0o640)
    mask = os.umask(0o027)
    try:
        for path in (old, new):
            with replacing(path) as stream:
                stream.write(b"x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert stat.S_IMODE(new.stat().st_mode) == 0o640


def test_a_link_is_followed(tmp_path):
    (tmp_path / "real.txt").write_bytes(b"old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with replacing(tmp_path / "link.txt") as stream:
        stream.write(b"new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


def test_a_pipe_is_written_straight(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    with replacing(pipe) as stream:
        stream.write(b"through")
    reader.join()
    assert got == [b"through"]


@pytest.mark.parametrize("name", ["missing/out.txt", "."])
def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path, name):
    sentence = r"cannot be written: .*; choose another place for the output\.$"
    with pytest.raises(OutputError, match=sentence), replacing(tmp_path / name):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a device that is always full")
def test_a_full_disk_is_one_sentence():
    with pytest.raises(OutputError, match="no space left"), replacing("/dev/full") as stream:
        stream.write(b"x" * 100_000)
