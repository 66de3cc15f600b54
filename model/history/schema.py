"""The JSON Schemas of what goes in, a case with every kind of event of a vocabulary, and of what comes out."""

from __future__ import annotations

from typing import Any

import msgspec

from model.calendar import Unit
from model.calendar.england import FIRST, LAST
from model.findings import Judgement
from model.history.value import LARGEST
from model.kinds import BUILT_IN, Attribute, Kind, State, Type, Vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

# A text has a character that is no space at both ends, a day lies in the calendar (1995 to 2042).
TEXT = r"^\S([\s\S]*\S)?$"
DAY = r"^(199[5-9]|20[0-3]\d|204[0-2])-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"


def history_schema(vocabulary: Vocabulary = BUILT_IN) -> Schema:
    """The schema, in the dialect of 2020-12, of a case whose events are of the vocabulary's kinds.

    Beside the standard words, every kind says who chooses it (`x-chosen-by`), in which states of the lifecycle it can
    happen (`x-states`), since when its events are numbered (`x-numbered-per`), and whether the child must be looked
    after (`x-looked-after`). What the reader takes, the schema takes; what no schema can say (an id twice, an event
    recorded before it happened) only the reader refuses.
    """
    return {
        "$schema": DIALECT,
        "title": "History",
        "description": "What happened in one case: a line of JSON lines. The order of the events does not matter.",
        "type": "object",
        "required": ["case", "events"],
        "additionalProperties": False,
        "properties": {
            "case": described(text(), "The name of the case, once in a file."),
            "family": described(nullable(text()), "What siblings have in common."),
            "source": described(nullable(text()), "Where the record comes from."),
            "carries": carries(vocabulary),
            "events": {
                "type": "array",
                "items": {"oneOf": [{"$ref": f"#/$defs/{kind.name}"} for kind in vocabulary.kinds]},
            },
        },
        "$defs": {kind.name: event(kind) for kind in vocabulary.kinds},
    }


def finding_schema() -> Schema:
    """The schema, in the dialect of 2020-12, of all findings on one case."""
    return {"$schema": DIALECT, "title": "Judgement", **msgspec.json.schema(Judgement)}


def event(kind: Kind) -> Schema:
    """The schema of the events of one kind."""
    own: dict[str, Schema] = {
        "type": {"const": kind.name},
        "on": described(day(), "The day on which it happened."),
        "id": described(nullable(text()), "Its name within the case; given where it is left out."),
        "recorded_on": described(
            nullable(day()), "The day on which it got into the record, `on` where it is left out."
        ),
    }
    schema: Schema = {
        "description": f"{kind.name.replace('_', ' ')}: chosen by the {kind.chosen_by.value}",
        "type": "object",
        "required": ["type", "on"],
        "additionalProperties": False,
        "properties": {**{name: nullable(value(one)) for name, one in kind.attributes.items()}, **own},
        "x-chosen-by": kind.chosen_by.value,
        "x-states": [state.value for state in State if state in kind.states],
        "x-numbered-per": kind.counted_per.value,
    }
    return schema if kind.looked_after is None else {**schema, "x-looked-after": kind.looked_after}


def carries(vocabulary: Vocabulary) -> Schema:
    """The schema of what a source can hold at all."""
    lists = {
        kind.name: {"type": "array", "items": {"enum": list(kind.attributes)} if kind.attributes else False}
        for kind in vocabulary.kinds
    }
    says = "The kinds, with their attributes, that the source can hold at all; everything where it is left out."
    return {"description": says, "type": ["object", "null"], "additionalProperties": False, "properties": lists}


def value(attribute: Attribute) -> Schema:
    """The schema of the values of an attribute, where it was recorded."""
    one = {"type": "string", "enum": list(attribute.choices)} if attribute.choices else text()
    by_type: dict[Type, Schema] = {
        Type.TEXT: one,
        Type.BOOLEAN: {"type": "boolean"},
        Type.NUMBER: {"type": "number", "minimum": -LARGEST, "maximum": LARGEST},
        Type.DATE: day(),
        Type.PERIOD: period(),
        Type.TEXTS: {"type": "array", "items": one},
    }
    return by_type[attribute.type]


def nullable(schema: Schema) -> Schema:
    """The schema, or null for what was not recorded."""
    choices = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, "type": [schema["type"], "null"], **choices}


def described(schema: Schema, says: str) -> Schema:
    """The schema with its description."""
    return {"description": says, **schema}


def text() -> Schema:
    """A text that is not empty, without space around it."""
    return {"type": "string", "pattern": TEXT}


def day() -> Schema:
    """A day of the calendar."""
    return {"type": "string", "format": "date", "pattern": DAY, "examples": [str(FIRST), str(LAST)]}


def period() -> Schema:
    """A period; capitals and extra space do not matter."""
    names = "|".join(spelled(name) for unit in Unit for name in (unit.value, unit.singular))
    return {"type": "string", "pattern": rf"^\s*\d{{1,9}}\s*({names})\s*$", "examples": ["10 working days", "6 weeks"]}


def spelled(name: str) -> str:
    """A pattern for a name in small or capital letters."""
    return "".join(r"\s+" if letter == " " else f"[{letter}{letter.upper()}]" for letter in name)
