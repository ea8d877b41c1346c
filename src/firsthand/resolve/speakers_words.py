"""Words of names as they are compared, and the gender that words tell."""

from collections.abc import Iterable
from typing import Literal

from firsthand.languages.people import PeopleWords

Gender = Literal["m", "f"]
ROLE_PART = 5


def plain(word: str) -> str:
    """Return a word of a name as names are compared: lower case, without its genitive and full stops."""
    lower = word.lower().replace("’", "'")
    for ending in ("'s", "s'", "'"):
        if lower.endswith(ending) and len(lower) > len(ending) + 1:
            lower = lower[: -len(ending)] + ("s" if ending == "s'" else "")
            break
    return lower.strip(".")


def gender_of(words: Iterable[str], people: PeopleWords, *, compounds: bool = False) -> Gender | None:
    """Return the gender that titles, nouns or a first name tell, if they agree."""
    told: set[Gender] = set()
    for word in words:
        bare = word.rstrip(".")
        for genders, letter in ((people.masculine, "m"), (people.feminine, "f")):
            ends = compounds and any(bare.endswith(noun) for noun in genders & people.roles if len(noun) >= ROLE_PART)
            if word in genders or bare in genders or ends:
                told.add("m" if letter == "m" else "f")
    return told.pop() if len(told) == 1 else None
