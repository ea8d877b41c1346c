"""What changed in an article, in the terminal: ``[-before-]`` and ``{+now+}``, with the words around it."""

from firsthand.show.clean import one_line, visible
from firsthand.store.changed import Change, Changed

_LONG = 300
_AROUND = 60


def render(one: Changed) -> str:
    """Return a change of an article as lines: the address, when the two versions were first seen, and each change."""
    seen = (
        f"    first seen {one.seen_before or '?'}, changed by {one.seen or '?'}; {one.share:.0%} of the words in common"
    )
    return "\n".join([visible(one.url), seen, *(f"    {_line(change)}" for change in one.changes)])


def _line(change: Change) -> str:
    gone = f"[-{_short(change.was)}-]" if change.was else ""
    new = f"{{+{_short(change.now)}+}}" if change.now else ""
    before, after = _flat(change.before)[-_AROUND:], _flat(change.after)[:_AROUND]
    gap = (
        "" if not new and change.after[:1].isspace() else " " if before and not before.endswith(" ") and not new else ""
    )
    return f"…{before}{gap}{gone}{new}{after}…"


def _short(text: str) -> str:
    return visible(one_line(text, _LONG))


def _flat(text: str) -> str:
    """One line, with a space at an end where there was white space."""
    return visible("".join(" " if sign.isspace() else sign for sign in text))
