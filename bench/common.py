"""What the benchmarks have in common: where the development data is, and how the real command is run."""

import datetime
import importlib.metadata
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
RESULTS = Path(__file__).parent / "results"
PACKAGES = ("firsthand", "msgspec", "trafilatura", "py3langid")


def need_data() -> None:
    """End with one sentence when the development data is not there."""
    if not SHARED.is_dir():
        sys.exit(f"The development data is not at {SHARED}; the benchmarks cannot run without it.")


def evaluator(script: str, *arguments: str) -> bytes:
    """Run one script of the development data's own and return what it prints."""
    command = [sys.executable, str(SHARED / "eval" / script), *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout


def extract_command(source: Path, out: Path, *, workers: int) -> list[str]:
    """Return the command under measurement, as a user gives it."""
    return [sys.executable, "-m", "firsthand", "extract", str(source), "--out", str(out), "--workers", str(workers)]


def circumstances(command: str) -> dict[str, object]:
    """Return what a reader needs to make the figures again: command, day, versions, machine."""
    versions = {name: importlib.metadata.version(name) for name in PACKAGES}
    return {
        "command": command,
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "commit": _commit(),
        "versions": {"python": platform.python_version(), **versions},
        "machine": f"{platform.system()} {platform.machine()}",
    }


def _commit() -> str:
    """Return the commit that was measured, with a mark when the files differ from it."""
    git = ["git", "-C", str(ROOT)]
    commit = subprocess.run([*git, "rev-parse", "--short", "HEAD"], check=True, capture_output=True, text=True)
    changes = subprocess.run([*git, "status", "--porcelain", "src"], check=True, capture_output=True, text=True)
    return commit.stdout.strip() + (" with changes" if changes.stdout.strip() else "")


def preamble(title: str, results: dict[str, object]) -> list[str]:
    """Return the head of a readable results file."""
    versions = results["versions"]
    assert isinstance(versions, dict)
    named = ", ".join(f"{name} {version}" for name, version in versions.items())
    made = f"Made by `{results['command']}` on {results['date']}, commit {results['commit']}"
    return [f"# {title}", "", f"{made}; {named}; {results['machine']}.", ""]
