"""Dates for people to read."""

import re

from firsthand.show.words import Words

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?")


def is_iso(value: str) -> bool:
    """Say whether ``value`` may stand in a ``time`` element: a year, month, day or moment."""
    match = _ISO.fullmatch(value)
    return match is not None and 1 <= int(match[2] or 1) <= 12 and 1 <= int(match[3] or 1) <= 31


def in_words(value: str, words: Words) -> str:
    """Write an ISO 8601 date of any precision in words; anything else is returned as it stands."""
    match = _ISO.fullmatch(value)
    if match is None or not is_iso(value):
        return value
    year, month, day, clock, zone = match.groups()
    if month is None:
        return year
    name = words.months[int(month) - 1]
    if day is None:
        return f"{name} {year}"
    shown = words.date.format(day=int(day), month=name, year=year)
    if clock is None:
        return shown
    return f"{shown}, {clock}" + (f" ({'UTC' if zone == 'Z' else zone})" if zone else "")
