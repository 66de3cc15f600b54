"""A value of an event, out of plain JSON: typed where it fits, and the likely mistake where it does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from model.calendar import Period
from model.calendar.england import FIRST, LAST
from model.errors import Fault, InvalidInput, meant
from model.events import Value
from model.kinds import Attribute, Type

Converter = Callable[[Any], Value]

# Beyond this a spreadsheet or a Parquet column of numbers would give back another number.
LARGEST = 2**53
LONGEST_SHOWN = 80
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
DAY_FIRST = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
EXPECTED = {
    Type.TEXT: "a text",
    Type.BOOLEAN: "true or false",
    Type.NUMBER: "a number",
    Type.DATE: "a day such as 2015-01-05",
    Type.PERIOD: "a period such as '6 weeks'",
    Type.TEXTS: "a list of texts",
}


@lru_cache(maxsize=1)
def days() -> dict[str, date]:
    """Every day that the calendar covers, by its only spelling: 2015-01-05."""
    span = range(FIRST.toordinal(), LAST.toordinal() + 1)
    return {day.isoformat(): day for day in map(date.fromordinal, span)}


def converter(attribute: Attribute) -> Converter:
    """What turns plain JSON into a value of this attribute, or raises KeyError, TypeError or ValueError."""
    choices = {choice: choice for choice in attribute.choices}
    one = choices.__getitem__ if choices else text
    by_type: dict[Type, Converter] = {
        Type.TEXT: one,
        Type.BOOLEAN: boolean,
        Type.NUMBER: number,
        Type.DATE: days().__getitem__,
        Type.PERIOD: period,
        Type.TEXTS: lambda values: texts(values, one),
    }
    return by_type[attribute.type]


def text(value: Any) -> str:
    """A text that is not empty and has no space around it: ' health' would count as another agency than 'health'."""
    if type(value) is not str:
        raise TypeError
    if not value or value != value.strip():
        raise ValueError
    if not value.isascii():
        value.encode()
    return value


def boolean(value: Any) -> bool:
    """True or False, and nothing that is only equal to one of them."""
    if value is True or value is False:
        return value
    raise TypeError


def number(value: Any) -> int | float:
    """A number of at most 2 to the power of 53 on either side of 0; a whole one is an int."""
    if type(value) not in (int, float):
        raise TypeError
    if not -LARGEST <= value <= LARGEST:
        raise ValueError
    whole = int(value)
    return whole if whole == value else float(value)


def period(value: Any) -> str:
    """The text of a period, as `Period` writes it."""
    if type(value) is not str:
        raise TypeError
    return str(Period.parse(value))


def texts(values: Any, one: Converter) -> tuple[str, ...]:
    """A list of texts, each converted by `one`; its order and its repetitions stay."""
    if type(values) is not list:
        raise TypeError
    return tuple([str(one(value)) for value in values])


def misfit(value: Any, attribute: Attribute, place: str) -> Fault:
    """What is wrong with a value that the attribute's converter refuses."""
    if attribute.type is Type.TEXTS and type(value) is list:
        return misfit_entry(value, attribute, place)
    if type(value) is str and attribute.type is Type.DATE:
        return bad_day(value, place)
    if type(value) is str and attribute.type is Type.PERIOD:
        return bad_period(value, place)
    if type(value) is str and attribute.type is Type.TEXT:
        return bad_text(value, attribute.choices, place)
    if type(value) in (int, float) and attribute.type is Type.NUMBER:
        return Fault(
            "number-too-large", "is too large a number", value, place, f"at most {LARGEST} on either side of 0"
        )
    return Fault(
        "wrong-type", f"must be {EXPECTED[attribute.type]}", shown(value), place, likely(value, attribute.type)
    )


def misfit_entry(values: list[Any], attribute: Attribute, place: str) -> Fault:
    """What is wrong with the first entry of a list that does not fit."""
    entry = Attribute(Type.TEXT, attribute.choices)
    (position, value), *_ = [(n, one) for n, one in enumerate(values, 1) if not fits(one, entry)]
    return misfit(value, entry, f"{place}, entry {position}")


def fits(value: Any, attribute: Attribute) -> bool:
    """Whether plain JSON can be a value of this attribute."""
    try:
        converter(attribute)(value)
    except (KeyError, TypeError, ValueError):
        return False
    return True


def likely(value: Any, type_: Type) -> str:
    """The likely mistake where a value is of another type than its attribute."""
    if type_ is Type.BOOLEAN and str(value).lower() in ("true", "false", "yes", "no", "0", "1"):
        return "write true or false, without quotes"
    if type_ is Type.TEXTS and type(value) is str:
        return "write a list, even of one"
    if type_ is Type.TEXT and type(value) in (int, float):
        return f'write "{value}", in quotes'
    return ""


def bad_text(value: str, choices: tuple[str, ...], place: str) -> Fault:
    """What is wrong with a text: none of the choices, empty, surrounded by space, or not text at all."""
    if choices:
        return Fault(
            "unknown-value", "is none of the values of this attribute", shown(value), place, meant(value, choices)
        )
    if not value.strip():
        return Fault("empty-text", "is empty", shown(value), place, "leave out what was not recorded")
    if value != value.strip():
        hint = f"did you mean {value.strip()!r}?"
        return Fault("space-around", "has space before or after it", shown(value), place, hint)
    hint = "save the file as UTF-8"
    return Fault("not-utf-8", "has bytes that are not UTF-8 text", shown(value), place, hint)


def bad_period(value: str, place: str) -> Fault:
    """What is wrong with the text of a period."""
    try:
        Period.parse(value)
    except InvalidInput as error:
        fault = error.faults[0]
    return Fault(fault.code, fault.fact, shown(value), place, fault.hint)


def bad_day(value: str, place: str) -> Fault:
    """What is wrong with a text that is no day of the calendar."""
    if not ISO.fullmatch(value):
        return Fault("bad-date", "is not written as a date", shown(value), place, likely_day(value))
    try:
        date.fromisoformat(value)
    except ValueError as error:
        return Fault("bad-date", "is not a date", value, place, str(error))
    hint = f"the calendar runs from {FIRST} to {LAST}"
    return Fault("outside-calendar", "is not a day of the calendar", value, place, hint)


def likely_day(value: str) -> str:
    """How the day was probably meant to be written."""
    found = DAY_FIRST.fullmatch(value.strip())
    with suppress(ValueError):
        if found:
            meant_day = date(int(found[3]), int(found[2]), int(found[1]))
            return f"dates are written {meant_day} (year-month-day)"
        return f"dates are written {datetime.fromisoformat(value.strip()).date()}, without a time of day"
    if value.isascii() and value.isdigit():
        return "looks like a spreadsheet's day number; format the cells as dates such as 2015-01-05"
    return "dates are written 2015-01-05 (year-month-day)"


def shown(value: Any) -> str:
    """A value as a fault shows it: printable, and not endless."""
    text_of = value if type(value) is str else repr(value)
    printable = text_of if text_of.isprintable() else repr(text_of)[1:-1]
    return printable if len(printable) <= LONGEST_SHOWN else f"{printable[: LONGEST_SHOWN - 3]}..."
