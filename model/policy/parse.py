"""A policy out of plain tables; every fault of the tables is found in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from model.calendar import ClosedDay, FirstDay
from model.errors import Fault, InvalidInput, meant
from model.kinds import RESERVED, Type, Vocabulary
from model.policy.conditions import All, Pattern
from model.policy.duty import Applies, Decided, Duty, Excuse, Form, Power, Strength
from model.policy.parse_conditions import COMBINERS, ConditionParser
from model.policy.parse_kinds import vocabulary
from model.policy.parse_readings import clause, reading
from model.policy.parse_window import window
from model.policy.policy import CalendarChoice, Definition, Policy, Tables
from model.policy.shape import sound
from model.policy.table import Table
from model.policy.window import ON_ITS_DAY, Counting, Window


class Named(Protocol):
    """An entry with an id."""

    @property
    def id(self) -> str:
        """What other entries call it."""


T = TypeVar("T", bound=Named)


def parse(tables: Tables, file: str) -> Policy:
    """The policy in `tables` (already layered on what it extends); InvalidInput with every fault, placed in `file`."""
    faults: list[Fault] = []
    policy = parsed(tables, file, faults)
    if faults:
        raise InvalidInput(*faults)
    return policy


def parsed(tables: Tables, file: str, faults: list[Fault]) -> Policy:
    """The policy in `tables`, as far as it can be read; what cannot is noted in `faults`."""
    try:
        return PolicyParser(Table(sound(tables, file, faults), file, faults)).policy()
    except RecursionError:
        raise InvalidInput(Fault("too-deep", "is nested too deeply", place=file)) from None


class PolicyParser:
    """Reads the sections of one policy in the order in which they build on one another."""

    def __init__(self, root: Table) -> None:
        self.root = root
        self.vocabulary: Vocabulary = vocabulary(root.each("event", "type"))
        self.conditions = ConditionParser(self.vocabulary)

    def policy(self) -> Policy:
        """The whole policy."""
        head = self.head()
        definitions = self.each("definition", self.definition)
        built = Policy(
            id=head.text("id", needed=True),
            title=head.text("title", needed=True),
            in_force=head.day("in_force", date.min, needed=True),
            extends=head.texts("layers"),
            definitions=definitions,
            duties=self.each("duty", self.duty),
            excuses=self.each("excuse", self.excuse),
            powers=self.each("power", self.power),
            readings=self.each("reading", reading),
            clauses=self.each("clause", clause),
            counting=self.counting(),
            calendar=self.calendar(),
            vocabulary=self.vocabulary,
            tables=self.root.tables,
        )
        head.close("extends", "note")
        self.root.close()
        self.cross_check(built)
        return built

    def head(self) -> Table:
        """`[policy]`; one fault where there is none, instead of one for each of its keys."""
        head = self.root.inner("policy")
        if "policy" not in self.root:
            self.root.fault("missing-key", "needs a table [policy]")
            head.broken = True
        return head

    def each(self, section: str, build: Callable[[Table], T | None]) -> tuple[T, ...]:
        """Every table of a section, built; their ids must differ."""
        built: list[T] = []
        for table in self.root.each(section):
            one = build(table)
            table.close("source", "note")
            built += [] if one is None else [one]
        self.once(section, built)
        return tuple(built)

    def once(self, section: str, built: Sequence[Named]) -> None:
        """A duplicated id is a fault; versions of one duty may share an id where their days in force do not overlap."""
        for place, one in enumerate(built):
            for other in built[:place]:
                if one.id and one.id == other.id:
                    self.clash(section, one, other)

    def clash(self, section: str, one: Named, other: Named) -> None:
        """A fault where two entries with one id could both be meant."""
        if not isinstance(one, Duty) or not isinstance(other, Duty) or (one.always and other.always):
            self.root.fault("duplicate-id", f"two entries of [[{section}]] have one id", one.id, "rename one")
        elif one.in_force <= other.in_force_until and other.in_force <= one.in_force_until:
            hint = "end the earlier version (in_force_until) the day before the later one begins (in_force)"
            self.root.fault("overlapping-versions", "two versions of one duty overlap", one.id, hint)

    def counting(self) -> Counting:
        """`[counting]`: what day 1 is, and what becomes of a due day that is no working day."""
        table = self.root.inner("counting")
        found = Counting(
            table.one_of("first_day", FirstDay, FirstDay.DAY_AFTER),
            table.one_of("due_on_closed_day", ClosedDay, ClosedDay.STAYS),
        )
        table.close()
        return found

    def calendar(self) -> CalendarChoice:
        """`[calendar]`: which days are working days for this policy."""
        table = self.root.inner("calendar")
        found = CalendarChoice(table.flag("bank_holidays_are_working_days"), table.days("closure_days"))
        table.close()
        return found

    def definition(self, table: Table) -> Definition | None:
        """A word for one kind of event; later tables may use it as a condition."""
        id, says = table.text("id", needed=True), table.text("says", needed=True)
        clauses, kind = table.texts("clauses", needed=True), self.conditions.kind(table)
        if kind is None:
            table.pass_over()
            return None
        if id in {*COMBINERS, *kind.attributes, *RESERVED}:
            table.fault("reserved-name", "conditions have another meaning for this", id, "choose another name", "id")
        condition = self.conditions.condition(table, kind, "id", "says", "clauses", "event", "source", "note")
        self.conditions.defined[id] = (kind.name, condition)
        return Definition(id, clauses, kind.name, condition, says, table.text("source"))

    def duty(self, table: Table) -> Duty:
        """One duty."""
        when = self.triggers(table)
        form = self.form(table)
        then = self.occurring(table, form.value) if form is not Form.REQUIRES else ()
        return Duty(
            id=table.text("id", needed=True),
            clauses=self.cited(table),
            strength=table.one_of("strength", Strength, Strength.MUST, needed=True),
            owed_by=table.text("owed_by", needed=True),
            says=table.text("says", needed=True),
            topic=table.text("topic"),
            form=form,
            when=when,
            then=then,
            requires=self.about(table.inner("requires"), when) if form is Form.REQUIRES else All(),
            unless=tuple(self.about(table.sub(one, "unless"), when) for one in table.many("unless")),
            window=self.window(table, form),
            anchor=self.anchor(table, when),
            until=self.conditions.patterns(table, "until"),
            in_force=table.day("in_force", date.min),
            in_force_until=table.day("in_force_until", date.max),
            source=table.text("source"),
        )

    def cited(self, table: Table) -> tuple[str, ...]:
        """The clauses, at least one."""
        clauses = table.texts("clauses", needed=True)
        if table.get("clauses") == []:
            table.fault("no-clause", "needs at least one clause that says so", key="clauses")
        return clauses

    def form(self, table: Table) -> Form:
        """Exactly one of `then`, `forbid`, `requires`."""
        given = [form for form in Form if form.value in table]
        if len(given) != 1:
            names = ", ".join(form.value for form in given) or None
            table.fault("which-form", "needs exactly one of then, forbid, requires", names)
            for form in given[1:]:
                table.get(form.value)
        return given[0] if given else Form.REQUIRES

    def window(self, table: Table, form: Form) -> Window:
        """The window; that of a requirement is its trigger's own day."""
        found = window(table)
        if form is not Form.REQUIRES:
            return found
        if found.text or "from" in table:
            fact = "a requirement is about its trigger's own day: it has no window and no 'from'"
            table.fault("window-of-requires", fact, found.text or table.get("from"))
        return ON_ITS_DAY

    def triggers(self, table: Table) -> tuple[Pattern, ...]:
        """`when`, with the conditions of `while` added to each."""
        patterns = self.occurring(table)
        if "while" not in table:
            return patterns
        return tuple(self.scoped(pattern, table.inner("while")) for pattern in patterns)

    def occurring(self, table: Table, key: str = "when") -> tuple[Pattern, ...]:
        """The patterns under `key`, at least one."""
        if not table.many(key):
            table.fault("missing-key", f"needs {key!r}, a kind of event")
        return self.conditions.patterns(table, key)

    def scoped(self, pattern: Pattern, scope: Table) -> Pattern:
        """The pattern with the conditions of `while`."""
        more = self.conditions.condition(scope, self.vocabulary.by_name[pattern.event])
        return Pattern(pattern.event, All((*pattern.condition.parts, *more.parts)))

    def about(self, table: Table, when: tuple[Pattern, ...]) -> All:
        """A condition on the trigger; it must make sense for every kind that triggers."""
        found = [self.conditions.condition(table, self.vocabulary.by_name[pattern.event]) for pattern in when]
        return found[0] if found else All()

    def anchor(self, table: Table, when: tuple[Pattern, ...]) -> str:
        """`from`: the date attribute of the trigger from which the window counts."""
        name = table.text("from", "on")
        for pattern in when:
            self.dated(table, pattern.event, name, "from", Type.DATE)
        return name

    def dated(self, table: Table, kind: str, name: str, key: str, type: Type) -> None:
        """A fault where `kind` has no attribute `name` of this type."""
        known = {one for one, attribute in self.vocabulary.by_name[kind].attributes.items() if attribute.type is type}
        known |= {"on"} if type is Type.DATE else set()
        if name not in known:
            fact = f"{kind} has no attribute of type {type.value}"
            table.fault("unknown-attribute", fact, name, meant(name, known), key)

    def excuse(self, table: Table) -> Excuse:
        """One excuse."""
        return Excuse(
            id=table.text("id", needed=True),
            clauses=self.cited(table),
            covers=table.texts("covers", needed=True),
            when=self.occurring(table),
            says=table.text("says", needed=True),
            decided=table.one_of("decided", Decided, Decided.BY_DUE),
            source=table.text("source"),
        )

    def power(self, table: Table) -> Power:
        """One power; `sets` must be an attribute that holds a period."""
        when, sets = self.occurring(table), table.text("sets", needed=True)
        for pattern in when:
            self.dated(table, pattern.event, sets, "sets", Type.PERIOD)
        return Power(
            id=table.text("id", needed=True),
            clauses=self.cited(table),
            retimes=table.texts("retimes", needed=True),
            when=when,
            sets=sets,
            says=table.text("says", needed=True),
            applies=table.one_of("applies", Applies, Applies.NEXT_INTERVAL),
            source=table.text("source"),
        )

    def cross_check(self, built: Policy) -> None:
        """What one section says of another must exist."""
        duties = set(built.duty_ids)
        for excuse in built.excuses:
            self.known(excuse.covers, duties, f"excuse {excuse.id}, covers")
        for power in built.powers:
            self.known(power.retimes, duties, f"power {power.id}, retimes")
            self.timed(power, built)
        for one in built.clauses:
            self.known(one.by, modelled_ids(built), f"clause {one.id}, by")

    def timed(self, power: Power, built: Policy) -> None:
        """A fault where a power re-times a requirement, which is about its trigger's own day."""
        for duty in built.duties:
            if duty.id in power.retimes and duty.form is Form.REQUIRES:
                fact, hint = "a requirement has no interval to set anew", "name a duty with a window"
                self.root.fault("retimes-requirement", fact, duty.id, hint, f"power {power.id}, retimes")

    def known(self, ids: Iterable[str], known: set[str], place: str) -> None:
        """A fault for every id that the policy does not have."""
        for id in ids:
            if id not in known:
                self.root.fault("unknown-id", "the policy has no such id", id, meant(id, known), place)


def modelled_ids(policy: Policy) -> set[str]:
    """What a clause may be modelled by: duties, excuses, powers, definitions, readings, and kinds of event."""
    named = (policy.duties, policy.excuses, policy.powers, policy.definitions, policy.readings)
    ids = {one.id for group in named for one in group}
    return ids | {f"event:{name}" for name in policy.vocabulary.by_name}
