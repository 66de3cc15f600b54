"""Conditions and patterns out of the tables of a policy file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any as Anything

from model.calendar import FirstDay
from model.errors import meant
from model.kinds import Attribute as AttributeKind
from model.kinds import Kind, Type, Vocabulary
from model.policy.conditions import (
    All,
    Any,
    Attribute,
    Condition,
    Defined,
    Latest,
    Not,
    Nth,
    Pattern,
    Previous,
    Standing,
)
from model.policy.table import Table, plain_day
from model.policy.values import Apart, Between, Counts, Includes, NoneOf, OneOf, Present, SameAs, ValueTest

COMBINERS = ("any", "all", "not", "nth", "previous", "latest", "on_plan", "looked_after")
COUNTABLE = ("count_at_least", "count_at_most", "other_than", "repeats")
WORDS = ("at_least", "at_most", "present", "not", "includes", "same_as", "after", "count", *COUNTABLE)


class ConditionParser:
    """Reads conditions on events of a vocabulary, with the words that the policy defines."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.defined: dict[str, tuple[str, All]] = {}

    def patterns(self, table: Table, key: str) -> tuple[Pattern, ...]:
        """One pattern or a list of them; a bare text is a kind without conditions."""
        found = (
            self.pattern(table.sub({"event": one} if isinstance(one, str) else one, key)) for one in table.many(key)
        )
        return tuple(pattern for pattern in found if pattern is not None)

    def pattern(self, table: Table) -> Pattern | None:
        """A table with `event` and conditions on it."""
        kind = self.kind(table)
        return None if kind is None else Pattern(kind.name, self.condition(table, kind, "event"))

    def kind(self, table: Table) -> Kind | None:
        """The kind that the table's `event` names; None and a fault where there is none."""
        name = table.text("event", needed=True)
        kind = self.vocabulary.by_name.get(name)
        if kind is None and name:
            table.fault("unknown-kind", "unknown kind of event", name, meant(name, self.vocabulary.by_name), "event")
        return kind

    def condition(self, table: Table, kind: Kind, *aside: str) -> All:
        """Every key of the table but `aside` as a condition on an event of `kind`; all must hold."""
        parts = (self.part(table, key, kind) for key in table.tables if key not in aside)
        return All(tuple(part for part in parts if part is not None))

    def part(self, table: Table, key: str, kind: Kind) -> Condition | None:
        """One key of a condition table."""
        if key in COMBINERS:
            return self.combined(table, key, kind)
        if key in self.defined:
            return self.word(table, key, kind)
        attribute = AttributeKind(Type.DATE) if key == "on" else kind.attributes.get(key)
        if attribute is None:
            table.get(key)
            known = {*kind.attributes, *COMBINERS, *self.defined, "on"}
            table.fault("unknown-attribute", f"{kind.name} has no attribute", key, meant(key, known))
            return None
        test = self.test(table, key, attribute, kind)
        return None if test is None else Attribute(key, test)

    def word(self, table: Table, key: str, kind: Kind) -> Condition | None:
        """A word that the policy defines, true or false."""
        event, condition = self.defined[key]
        if event != kind.name:
            table.fault("unknown-attribute", f"{key!r} is defined for {event}, not for {kind.name}", key=key)
        return Defined(key, table.flag(key, True), condition)

    def combined(self, table: Table, key: str, kind: Kind) -> Condition | None:
        """`any`, `all`, `not`, `nth`, `previous`, `latest`, `on_plan`, `looked_after`."""
        value = table.get(key)
        if key in ("on_plan", "looked_after"):
            return Standing(key, table.flag(key, True))
        if key == "nth":
            return nth(table, value)
        if key == "latest":
            pattern = self.pattern(table.sub(value, key))
            return None if pattern is None else Latest(pattern)
        if key in ("previous", "not"):
            inner = self.condition(table.sub(value, key), kind)
            return Previous(inner) if key == "previous" else Not(inner)
        parts = tuple(self.condition(table.sub(one, key), kind) for one in table.many(key))
        return Any(parts) if key == "any" else All(parts)

    def test(self, table: Table, key: str, attribute: AttributeKind, kind: Kind) -> ValueTest | None:
        """The test of one attribute: a value, a list of values, or a table of words."""
        value = table.get(key)
        if isinstance(value, Mapping):
            return self.worded(table.sub(value, key), attribute, kind)
        choices = tuple(checked(table, key, one, attribute) for one in (value if isinstance(value, list) else [value]))
        if attribute.type is Type.TEXTS:
            return Includes(tuple(str(choice) for choice in choices))
        return OneOf(choices)

    def worded(self, table: Table, attribute: AttributeKind, kind: Kind) -> ValueTest | None:
        """A table of words: `not`, `present`, `includes`, `count_...`, `same_as`, `at_least` / `at_most` (`after`)."""
        test = self.worded_test(table, attribute, kind)
        table.close(*(WORDS if test is None else ()))
        return test

    def worded_test(self, table: Table, attribute: AttributeKind, kind: Kind) -> ValueTest | None:
        """The test that the words of the table ask for; None and a fault where there is no such test."""
        if "present" in table:
            return Present(table.flag("present"))
        if "same_as" in table:
            return self.same_as(table)
        if "after" in table:
            return apart(table, attribute, kind)
        if attribute.type is Type.TEXTS:
            return listed(table, attribute)
        if "not" in table:
            return NoneOf(tuple(checked(table, "not", one, attribute) for one in table.many("not")))
        return between(table, attribute)

    def same_as(self, table: Table) -> SameAs:
        """Equality with an attribute of another event, whose kind is not known here: it must be one of some kind."""
        name = table.text("same_as")
        known = {"on", *(name for kind in self.vocabulary.kinds for name in kind.attributes)}
        if name not in known:
            table.fault("unknown-attribute", "no kind of event has this attribute", name, meant(name, known), "same_as")
        return SameAs(name)


def nth(table: Table, value: Anything) -> Nth:
    """`nth = 1`, or a table with `at_least`, `at_most`."""
    if isinstance(value, Mapping):
        inner = table.sub(value, "nth")
        limits = Nth(inner.number("at_least"), inner.number("at_most"))
        inner.close()
        if limits == Nth(None, None):
            inner.fault("missing-key", "needs 'at_least' or 'at_most', whole numbers")
        return limits
    number = table.number("nth")
    return Nth(number, number)


def listed(table: Table, attribute: AttributeKind) -> ValueTest | None:
    """A test of a list: what it includes, or how many entries it has."""
    if "includes" in table:
        return Includes(tuple(str(checked(table, "includes", one, attribute)) for one in table.texts("includes")))
    if not any(key in table for key in ("count_at_least", "count_at_most")):
        hint = "a list that must not include something: not = { ... }, around the whole condition"
        fact = "a list is tested by includes, count_at_least or count_at_most"
        table.fault("unknown-test", fact, dict(table.tables), hint)
        return None
    return Counts(
        table.number("count_at_least"),
        table.number("count_at_most"),
        table.texts("other_than"),
        table.flag("repeats"),
    )


def between(table: Table, attribute: AttributeKind) -> ValueTest | None:
    """`at_least` and `at_most` for numbers and days."""
    limits = {key: table.get(key) for key in ("at_least", "at_most") if key in table}
    if attribute.type not in (Type.NUMBER, Type.DATE) or not limits:
        table.fault("unknown-test", f"a {attribute.type.value} has no such test", dict(table.tables))
        return None
    days = {key: checked(table, key, value, attribute) for key, value in limits.items()}
    return Between(days.get("at_least"), days.get("at_most"))


def apart(table: Table, attribute: AttributeKind, kind: Kind) -> ValueTest | None:
    """`at_least`, `at_most` as periods `after` another date of the same event."""
    after = table.text("after")
    dates = {"on", *(name for name, one in kind.attributes.items() if one.type is Type.DATE)}
    if attribute.type is not Type.DATE:
        table.fault("unknown-test", f"'after' compares days, this is a {attribute.type.value}", dict(table.tables))
    if after not in dates:
        table.fault("unknown-attribute", f"{kind.name} has no such date", after, meant(after, dates), "after")
    low, high = table.period("at_least"), table.period("at_most")
    if low is None and high is None:
        table.fault("missing-key", "needs 'at_least' or 'at_most', a period")
    count = table.one_of("count", FirstDay, FirstDay.DAY_AFTER) if "count" in table else None
    return Apart(after, low, high, count)


PYTHON: Mapping[Type, Anything] = {
    Type.TEXT: str,
    Type.BOOLEAN: bool,
    Type.NUMBER: (int, float),
    Type.DATE: date,
    Type.TEXTS: str,
    Type.PERIOD: str,
}


def checked(table: Table, key: str, value: Anything, attribute: AttributeKind) -> Anything:
    """The value, with a fault where an attribute of this type can never hold it."""
    if not isinstance(value, PYTHON[attribute.type]) or (attribute.type is Type.NUMBER and isinstance(value, bool)):
        table.fault("wrong-type", f"must be a {attribute.type.value}", value, key=key)
    elif attribute.choices and value not in attribute.choices:
        table.fault(
            "unknown-value", "is none of the values of this attribute", value, meant(value, attribute.choices), key
        )
    elif attribute.type is Type.PERIOD:
        period = table.parsed_period(value, key)
        return value if period is None else str(period)
    return plain_day(value)
