"""In continuous integration a skipped test fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = """
import pytest
def test_skips():
    pytest.skip("no browser here")
@pytest.mark.xfail
def test_is_expected_to_fail():
    assert False
"""


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_a_skipped_test_fails_in_ci_only(tmp_path, ci, code):
    (tmp_path / "conftest.py").write_text((Path(__file__).parent / "conftest.py").read_text(encoding="utf-8"))
    (tmp_path / "test_sample.py").write_text(SAMPLE)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", str(tmp_path)]
    environment = {**os.environ, "CI": ci}
    done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == code, done.stdout
    assert ("no browser here" in done.stdout) == (ci == "true")
