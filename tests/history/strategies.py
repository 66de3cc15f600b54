"""Histories to write and read: any kind, any value that a file can hold."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from model.calendar import Period, Unit
from model.calendar.england import FIRST, LAST
from model.events import Event
from model.history import History
from model.history.value import LARGEST
from model.kinds import ANYWHERE, BUILT_IN, Attribute, Chooser, Kind, Type, Vocabulary
from model.policy import load_policy

# A kind with every type, and a name (`to`) that other kinds use for something else.
WEIGHED = Kind(
    "weighed",
    Chooser.AGENCY,
    ANYWHERE,
    {
        "kilos": Attribute(Type.NUMBER),
        "to": Attribute(Type.TEXTS),
        "rhythm": Attribute(Type.PERIOD),
        "scale": Attribute(Type.TEXT, ("kitchen", "bathroom")),
        "note": Attribute(Type.TEXT),
        "again": Attribute(Type.DATE),
        "alone": Attribute(Type.BOOLEAN),
        "parts": Attribute(Type.TEXTS, ("arms", "legs")),
    },
)
OWN = BUILT_IN.inserted(WEIGHED, "plan_discharged")

vocabularies = st.sampled_from([BUILT_IN, OWN, load_policy("brent").vocabulary, load_policy("york").vocabulary])
days = st.dates(FIRST, LAST)
near_days = st.dates(date(2015, 1, 1), date(2015, 1, 4))
plain_texts = st.sampled_from(["health", "a;b", "[]", "\\", "\\;", 'say "so"', "e1", "Zoë", "no", "x\r\ny", "=1+1"])
texts = plain_texts | st.text(min_size=1, max_size=8).map(str.strip).filter(lambda text: text != "")
numbers = st.integers(-LARGEST, LARGEST) | st.floats(-1e9, 1e9).filter(lambda number: number != int(number))
periods = st.builds(Period, st.integers(0, 99), st.sampled_from(Unit)).map(str)


def values(attribute: Attribute) -> st.SearchStrategy[Any]:
    one = st.sampled_from(attribute.choices) if attribute.choices else texts
    return {
        Type.TEXT: one,
        Type.BOOLEAN: st.booleans(),
        Type.NUMBER: numbers,
        Type.DATE: days,
        Type.PERIOD: periods,
        Type.TEXTS: st.lists(one, max_size=3).map(tuple),
    }[attribute.type]


@st.composite
def events(draw: st.DrawFn, vocabulary: Vocabulary, ids: list[str]) -> Event:
    kind = draw(st.sampled_from(vocabulary.kinds))
    names = draw(st.lists(st.sampled_from(sorted(kind.attributes)), unique=True)) if kind.attributes else []
    on, named = draw(near_days | days), draw(st.booleans())
    return Event(
        type=kind.name,
        on=on,
        attributes={name: draw(values(kind.attributes[name])) for name in names},
        id=ids.pop() if ids and named else "",
        recorded_on=draw(st.none() | st.dates(on, LAST)),
    )


@st.composite
def histories(draw: st.DrawFn, vocabulary: Vocabulary, case: str) -> History:
    ids: list[str] = draw(st.lists(texts, unique=True, max_size=3))
    carries = draw(st.none() | st.lists(st.sampled_from(vocabulary.kinds), max_size=2))
    return History.of(
        case,
        draw(st.lists(events(vocabulary, ids), max_size=5)),
        family=draw(st.none() | texts),
        source=draw(st.none() | texts),
        carries=None if carries is None else {kind.name: tuple(kind.attributes)[:2] for kind in carries},
        vocabulary=vocabulary,
    )


@st.composite
def files(draw: st.DrawFn) -> tuple[Vocabulary, list[History]]:
    """What could be in a file: cases of different names, under one vocabulary."""
    vocabulary = draw(vocabularies)
    cases = draw(st.lists(texts, unique=True, min_size=1, max_size=3))
    return vocabulary, [draw(histories(vocabulary, case)) for case in cases]
