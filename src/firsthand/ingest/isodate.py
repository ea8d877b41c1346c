"""Dates as containers write them, made ISO 8601."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s?(Z|[+-]\d{2}:?\d{2})?)?")
_MAX = 64


def iso_date(value: str | None) -> str | None:
    """Return an ISO 8601 date or date-time for an ISO or RFC 2822 value; None for any other form.

    A form that can be read in two ways ("3/4/2021") gives None: no order of day and month is assumed.
    """
    text = value.strip()[:_MAX] if value else ""
    match = _ISO.match(text)
    try:
        if match is None:
            return parsedate_to_datetime(text).isoformat() if text[:1].isalnum() and ":" in text else None
        day, time, zone = match.groups()
        if time is None:
            return datetime.fromisoformat(day).date().isoformat()
        return datetime.fromisoformat(f"{day}T{time}{zone or ''}").isoformat()
    except (ValueError, TypeError, OverflowError):
        return None
