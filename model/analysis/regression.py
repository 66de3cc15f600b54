"""A witness as the source of a pytest file that holds the oracle to it, by the public face of the package alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from textwrap import wrap

from model.analysis.witness import Witness
from model.events import Event, Value
from model.findings import Finding

MARGIN = 120
LONGEST_NAME = 90
HEAD = '''\
from datetime import date

from model import Event, History, judge, load_policy

PARTS_ON = {parts_on}
EVENTS = {events}


def verdicts(name: str, readings: dict[str, str], duties: set[str]) -> list[tuple[object, ...]]:
    """Duty, occasion, status, due day, day done; a policy is told only the kinds of event that it knows."""
    policy = load_policy(name)
    events = [event for event in EVENTS if event.type in policy.vocabulary.by_name]
    history = History.of("witness", events, vocabulary=policy.vocabulary)
    found = judge(history, policy, readings, as_of=PARTS_ON).findings
    return [(one.duty, one.occasion, one.status.value, one.due, one.done) for one in found if one.duty in duties]


def test_{name}() -> None:
'''


def as_pytest(witness: Witness) -> str:
    """The source of a pytest file, laid out as `ruff format` would, with one test that says the claim.

    It asserts status, due day and day done of the duties that the story tells, side by side, on the day on which it
    shows. The policies are loaded by the names of the sides.
    """
    events = listed("[", [event_source(event, 4) for event in witness.history.events], "]", 0, len("EVENTS = "))
    head = HEAD.format(parts_on=day_source(witness.parts_on), events=events, name=sentence_name(witness.claim))
    blocks = [side_source(witness, place) for place in range(len(witness.sides))]
    return docstring(witness.claim) + "\n\n" + head + "\n".join(blocks)


def docstring(claim: str) -> str:
    """The claim as a docstring, in ASCII and without what would end it."""
    plain = claim.replace("\\", "/").replace('"', "'").encode("ascii", "replace").decode()
    lines = wrap(plain, MARGIN - len('""""""'))
    return f'"""{lines[0]}"""' if len(lines) == 1 else '"""' + "\n".join([*lines, '"""'])


def sentence_name(claim: str) -> str:
    """The claim as the name of a function, at most 90 characters long, cut between words."""
    words = re.sub("[^a-z0-9]+", "_", claim.lower()).strip("_")
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME + 1].rpartition("_")[0]


def side_source(witness: Witness, place: int) -> str:
    """The assertion about one side; its name is what a failure shows."""
    side, indent = witness.sides[place], 4
    readings = (f"{text_source(id)}: {text_source(choice)}" for id, choice in side.policy.chosen.items())
    duties = listed("{", map(text_source, sorted(witness.expected[place].told)), "}", indent + 4, 1)
    call = [text_source(side.name), listed("{", readings, "}", indent + 4, 1), duties]
    rows = [row_source(finding) for finding in witness.findings(place)]
    lines = [
        f"found = {listed('verdicts(', call, ')', indent, len('found = '))}",
        f"assert found == {listed('[', rows, ']', indent, MARGIN)}, {text_source(side.label)}",
    ]
    return "".join(f"{' ' * indent}{line}\n" for line in lines)


def row_source(finding: Finding) -> str:
    """One finding as a tuple."""
    days = (day_source(day) if day else "None" for day in (finding.due, finding.done))
    cells = [text_source(finding.duty), str(finding.occasion), text_source(finding.status.value), *days]
    return listed("(", cells, ")", 8, 1)


def event_source(event: Event, indent: int) -> str:
    """The call that makes an event; ids are left out."""
    inner, attributes = indent + 4, []
    for name, value in event.attributes.items():
        lead = f"{text_source(name)}: "
        attributes.append(lead + value_source(value, inner + 4, len(lead) + 1))
    said = {"type": text_source(event.type), "on": day_source(event.on)}
    if event.recorded_on:
        said["recorded_on"] = day_source(event.recorded_on)
    if attributes:
        said["attributes"] = listed("{", attributes, "}", inner, len("attributes=") + 1)
    return listed("Event(", (f"{name}={value}" for name, value in said.items()), ")", indent, 1)


def value_source(value: Value, indent: int, used: int) -> str:
    """An attribute's value."""
    if isinstance(value, tuple):
        return listed("(", map(text_source, value), ",)" if len(value) == 1 else ")", indent, used)
    if isinstance(value, date):
        return day_source(value)
    return text_source(value) if isinstance(value, str) else repr(value)


def day_source(day: date) -> str:
    """A day."""
    return f"date({day.year}, {day.month}, {day.day})"


def text_source(text: str) -> str:
    """A text between double quotes, in ASCII."""
    plain = text.encode("unicode_escape").decode().replace('"', '\\"')
    return f'"{plain}"'


def listed(opening: str, items: Iterable[str], closing: str, indent: int, used: int) -> str:
    """The items on one line where that fits beside the `used` characters, else one a line."""
    parts = list(items)
    flat = opening + ", ".join(parts) + closing
    if not parts or ("\n" not in flat and indent + used + len(flat) <= MARGIN):
        return flat
    lines = "".join(f"{' ' * (indent + 4)}{part},\n" for part in parts)
    return f"{opening}\n{lines}{' ' * indent}{closing.removeprefix(',')}"
