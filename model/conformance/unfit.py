"""Unfit: what is wrong with a message that does not fit the protocol, with what would be right."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from model.conformance.probe import Level
from model.errors import meant
from model.findings import Status

LONGEST = 40
ENUM = re.compile(r"Invalid enum value '(.*)' - at `\$.*\.(status|level)`", re.DOTALL)
DAY = re.compile(r"Invalid RFC3339 encoded date - at `\$(.*)`|Expected `date.* - at `\$(.*)`")
STEP = re.compile(r"\.(\w+)|\[(\d+)\]")


def unfit(error: msgspec.ValidationError, line: bytes) -> str:
    """What the decoder says of a line, and for a status, a level and a day what it may be."""
    text = str(error)
    if wrong := ENUM.fullmatch(text):
        values = [one.value for one in (Status if wrong[2] == "status" else Level)]
        likely = meant(wrong[1].lower(), values)
        return f"{text}: must be one of {', '.join(values)}{f'; {likely}' if likely.startswith('did') else ''}"
    if wrong := DAY.fullmatch(text):
        return f"{text}{said_at(wrong[1] or wrong[2], line)}; a day is written year-month-day, such as 2015-01-19"
    return text


def said_at(place: str, line: bytes) -> str:
    """What a line holds at a place, such as `.findings[0].due`; "" where what comes behind it makes that no sense."""
    try:
        message: Any = msgspec.json.decode(line)
        for key, number in STEP.findall(place):
            message = message[key or int(number)]
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    return f": {repr(message)[:LONGEST]} is no day"
