"""Whether two names as transcripts and reports write them are one person's."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MIN = 3


def shown_name(name: str | None) -> str:
    """Return a name, or nothing for an unknown speaker."""
    return name or ""


def same_speaker(one: str, other: str | None) -> bool:
    """Say whether two names can be one person's: a word of three letters or more in common; unknown counts as same."""
    ours, theirs = _words(one), _words(other or "")
    return not ours or not theirs or bool(ours & theirs)


def _words(name: str) -> set[str]:
    plain = re.sub(r"\([^()]*\)", " ", name)
    words = {word.casefold() for word in _WORD.findall(plain)}
    return {word for word in words if len(word) >= _MIN} or words
