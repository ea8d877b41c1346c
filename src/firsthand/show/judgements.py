"""The log of decisions, seen from the terminal."""

from firsthand.engines.judging import Logged
from firsthand.show.clean import one_line, visible


def line(entry: Logged) -> str:
    """Return a decision in one line, and its note in another."""
    about = " ".join(filter(None, (entry.decision, entry.subject, entry.value)))
    by = f" by {entry.by}" if entry.by else ""
    state = "" if entry.holds else " (undone)"
    note = f"\n    {visible(one_line(entry.note, 1_000))}" if entry.note else ""
    return f"{entry.id}  {entry.at}{by}{state}\n    {visible(one_line(about, 300))}{note}"
