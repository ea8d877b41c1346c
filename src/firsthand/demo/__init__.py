"""The bundled case: an invented, contested event as 18 short inputs, and the right answer to it.

Everything in it is invented: people, places, outlets and their addresses. See ``README.md`` beside this file.
"""

from pathlib import Path

from firsthand.demo.gold import Gold, load

_HERE = Path(__file__).resolve().parent


def case_files() -> tuple[Path, ...]:
    """Return the case's inputs, sorted by name: pages, texts, one feed and one press review."""
    return tuple(sorted(path for path in (_HERE / "case").iterdir() if path.suffix in {".html", ".txt", ".xml"}))


def outlets_file() -> Path:
    """Return the registry of the case's invented outlets, in the format of the main registry."""
    return _HERE / "outlets.toml"


def gold() -> Gold:
    """Return the hand-written answer to the case. Raises DecodeError when its file was damaged."""
    return load(_HERE / "gold.json")
