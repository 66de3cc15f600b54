"""`coregroup policy`: list, show, lint."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from model.cli import BAD, OK
from model.cli import table as tables
from model.cli.sources import several
from model.errors import Fault, InvalidInput
from model.kinds import BUILT_IN, Kind
from model.oracle.phrases import in_words
from model.policy import Duty, Policy, built_in, load_policy
from model.policy.cited import MISSPELT, unknown_clauses
from model.policy.conditions import All, Pattern
from model.policy.duty import Form
from model.policy.load import ALIASES
from model.policy.said import slips

# On a narrower page the columns of a table would be: each row is told as an entry of its own.
WIDE_PAGE = 140
# Texts up to this length stand beside the name of an entry, longer ones on lines of their own.
BESIDE = 48


def run(arguments: Namespace) -> int:
    """One of the three."""
    code: int = {"list": listing, "show": show, "lint": lint}[arguments.action](arguments)
    return code


def listing(_: Namespace) -> int:
    """The built-in policies."""
    short = {id: name for name, id in ALIASES.items()}
    rows = [
        {
            "policy": policy.id,
            "short name": short.get(policy.id),
            "title": policy.title,
            "in force from": policy.in_force,
            "duties": len(policy.duties),
            "readings": len(policy.readings),
            "on top of": policy.extends,
        }
        for policy in map(load_policy, built_in())
    ]
    cells, columns = [tuple(row.values()) for row in rows], list(rows[0])
    tables.show(cells, columns, sys.stdout, ("duties", "readings", "on top of"))
    return OK


def show_rows(rows: list[dict[str, Any]]) -> None:
    """Rows with the same keys as a table, or as entries on a narrow page, without the columns that are empty."""
    columns = [name for name in rows[0] if any(row[name] for row in rows)]
    cells = [[tables.text_of(row[name]) for name in columns] for row in rows]
    if tables.page_width(sys.stdout) >= WIDE_PAGE:
        tables.show_page(cells, columns, sys.stdout)
        return
    beside = [all(len(row[place]) <= BESIDE for row in cells) for place in range(len(columns))]
    for row in cells:
        for line in entry(row, columns, beside):
            print(tables.on_page(line, sys.stdout))


def entry(row: Sequence[str], columns: Sequence[str], beside: Sequence[bool]) -> Iterator[str]:
    """A row on lines of its own: its name with what is short, then every long text with its column."""
    short = "; ".join(text for text, fits in zip(row[1:], beside[1:], strict=True) if text and fits)
    yield f"{row[0]} ({short})" if short else row[0]
    for name, text, fits in zip(columns, row, beside, strict=True):
        if text and not fits:
            yield f"  {name}: {text}"


def show(arguments: Namespace) -> int:
    """One policy as tables that a person reads."""
    policy = load_policy(arguments.policy)
    layers = f", on top of {', '.join(policy.extends)}" if policy.extends else ""
    title = f"{policy.title} ({policy.id}), in force from {policy.in_force}{layers}"
    print(tables.on_page(title, sys.stdout))
    for title, rows in sections(policy):
        if rows:
            print(f"\n{title}")
            show_rows(rows)
    return OK


def sections(policy: Policy) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The sections of a policy with their rows."""
    yield "Duties", [duty_row(duty, policy) for duty in policy.duties]
    yield "Words", [named(one) | {"means": in_words(one.condition.words())} for one in policy.definitions]
    yield (
        "Excuses",
        [
            named(one) | {"when": either(one.when), "covers": one.covers, "decided": one.decided.value}
            for one in policy.excuses
        ],
    )
    yield (
        "Powers",
        [
            named(one)
            | {"when": either(one.when), "sets": one.sets, "re-times": one.retimes, "applies": one.applies.value}
            for one in policy.powers
        ],
    )
    yield "Counting", [{"first day": policy.counting.first_day.value, "a due day that is closed": closed(policy)}]
    yield "Kinds of its own", [kind_row(kind) for kind in policy.vocabulary.kinds if kind not in BUILT_IN.kinds]
    yield (
        "Readings",
        [
            {
                "reading": reading.id,
                "phrase": reading.phrase,
                "choices": [f"{choice.id}{'*' if choice.id == reading.default else ''}" for choice in reading.choices],
                "why the default (*)": reading.reason,
            }
            for reading in policy.readings
        ],
    )
    yield (
        "Clauses",
        [
            {"clause": one.id, "says": one.says, "treatment": one.treatment.value, "by": one.by, "why": one.why}
            for one in policy.clauses
            if one.source in ("", policy.id)
        ],
    )


def either(patterns: tuple[Pattern, ...]) -> str:
    """Some patterns in words."""
    return in_words(" or ".join(pattern.words() for pattern in patterns))


def closed(policy: Policy) -> str:
    """What becomes of a due day that is no working day, and which days are none."""
    days = "bank holidays are working days" if policy.calendar.bank_holidays_are_working_days else ""
    more = f"closed too: {', '.join(map(str, policy.calendar.closure_days))}" if policy.calendar.closure_days else ""
    return "; ".join(filter(None, (policy.counting.closed_day.value, days, more)))


def kind_row(kind: Kind) -> dict[str, Any]:
    """A kind of event that the policy declares, or gives further attributes, as a row."""
    return {"kind": kind.name, "chosen by": kind.chosen_by.value, "attributes": ", ".join(kind.attributes)}


def duty_row(duty: Duty, policy: Policy) -> dict[str, Any]:
    """A duty as a row."""
    source = "" if duty.source in ("", policy.id) else f" ({duty.source})"
    return {
        "duty": duty.id,
        "clauses": f"{', '.join(duty.clauses)}{source}",
        "strength": duty.strength.value,
        "when": any_of(duty.when),
        "asks": with_more(asks(duty), "unless", duty.unless),
        "limit": with_more(limit(duty), "until", duty.until),
        "owed by": duty.owed_by,
    }


def with_more(text: str, word: str, parts: Sequence[Pattern | All]) -> str:
    """The text, and after a word what else is to be told, if there is anything."""
    return f"{text}, {word} {any_of(parts)}" if parts else text


def limit(duty: Duty) -> str:
    """The window in words."""
    if duty.form is Form.REQUIRES:
        return "on that day"
    return duty.window.text or "no time limit"


def asks(duty: Duty) -> str:
    """What a duty asks for."""
    if duty.form is Form.REQUIRES:
        return in_words(duty.requires.words())
    verb = "no " if duty.form is Form.FORBID else ""
    return verb + any_of(duty.then)


def any_of(parts: Iterable[Pattern | All]) -> str:
    """The words of each, with or between them."""
    return in_words(" or ".join(one.words() for one in parts))


def named(one: Any) -> dict[str, Any]:
    """The columns that excuses, powers and definitions share."""
    return {"id": one.id, "clauses": one.clauses, "says": one.says}


def lint(arguments: Namespace) -> int:
    """Every fault and warning of every file, on standard error; on standard output a line for each sound file."""
    code = OK
    for name in arguments.files:
        try:
            policy = load_policy(name)
            uncited = tuple(unknown_clauses(policy, Path(name).name))
            no_misspelt_clause(uncited)
        except InvalidInput as error:
            print(f"{name}: {several(len(error.faults), 'fault')}\n{error}", file=sys.stderr)
            code = BAD
        else:
            duties = "1 duty" if len(policy.duties) == 1 else f"{len(policy.duties)} duties"
            print(f"{name}: sound: {duties}, {several(len(policy.readings), 'reading')}")
            warn(name, (*namesake(policy, Path(name).name), *uncited, *slips(policy, Path(name).name)))
    return code


def no_misspelt_clause(uncited: Sequence[Fault]) -> None:
    """InvalidInput with the clauses that are likely misspelt."""
    if misspelt := [fault for fault in uncited if fault.code == MISSPELT]:
        raise InvalidInput(*misspelt)


def namesake(policy: Policy, place: str) -> Iterator[Fault]:
    """A warning where a file keeps the id of a policy that comes with the package, and says something else."""
    if policy.id in built_in() and policy != load_policy(policy.id):
        fact = "is the id of a policy that comes with the package and says something else"
        hint = "give the copy an id of its own: findings know a policy by its id alone"
        yield Fault("taken-id", fact, policy.id, f"{place}, policy, id", hint)


def warn(name: str, found: Sequence[Fault]) -> None:
    """What is likely a slip though the policy is sound, on standard error."""
    if found:
        lines = "\n".join(map(str, found))
        print(f"{name}: {several(len(found), 'warning')}\n{lines}", file=sys.stderr)
