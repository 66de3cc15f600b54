"""`coregroup judge`: every case of a file against a policy."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from model.cli import BAD, NO, OK
from model.cli.certainty import print_certainties
from model.cli.options import Asked, asked
from model.cli.progress import counted
from model.cli.sources import Problems, begun, not_over_itself, nothing_but_faults, taken
from model.cli.table import Row, emit, form_of
from model.cli.tally import Tally
from model.errors import Fault, InvalidInput, meant
from model.events import Event
from model.findings import Finding, Judgement, Status
from model.history import Cases, History, read_histories
from model.oracle import judge
from model.policy import under

SHORT = ("case", "duty", "occasion", "clauses", "strength", "anchor", "due", "status", "done", "slack", "unit", "why")
SPARE = ("strength", "occasion", "unit", "anchor", "why", "clauses", "slack")
DOOMED = ("doomed_since",)
COLUMNS = (*SHORT, "late_by", "trigger", "response", "excuse", "power", "lapse")


def run(arguments: Namespace) -> int:
    """Judges, prints, and says on standard error what was wrong with the input."""
    wanted, problems, events = asked(arguments), Problems(arguments.strict), Events()
    tally, form = Tally(known(arguments.status or [])), form_of(arguments.format, arguments.output)
    not_over_itself(arguments.file, arguments.output)
    cases = read_histories(arguments.file, wanted.policy.vocabulary)
    if wanted.every_reading:
        one_way("--fail-on", arguments.fail_on)
        one_way("--doomed", arguments.doomed)
        print_certainties(cases, wanted, tally, problems, form, arguments.output)
    else:
        found: Iterable[Judgement] = map(tally.noted, judged(cases, wanted, problems, events, tally))
        if arguments.doomed is not None:
            found = doomed(found, wanted, arguments.doomed, problems)
        nothing, found = nothing_but_faults(found, problems)
        if arguments.output or form != "table" or not nothing:
            print_findings(found, form, arguments.output, events, DOOMED if arguments.doomed is not None else ())
    tally.report()
    code = problems.report()
    failed = arguments.fail_on is not None and tally.seen[arguments.fail_on] > 0
    return code if code == BAD else NO if failed else OK


class Events:
    """The events of the case that is being told, by their ids; cases are judged and told one by one."""

    def __init__(self) -> None:
        self.by_id: Mapping[str, Event] = {}

    def of(self, history: History) -> History:
        """The same history, whose events are those that are told from now on."""
        self.by_id = {event.id: event for event in history.events}
        return history

    def named(self, id: str) -> str:
        """An event by its kind, its day and its id."""
        event = self.by_id[id]
        return f"{event.type} of {event.on}, {id}"


def known(statuses: Iterable[str]) -> frozenset[Status]:
    """The statuses to show; all where none is named."""
    values = [status.value for status in Status]
    unknown = [one for one in statuses if one not in values]
    if unknown:
        raise InvalidInput(
            *(Fault("bad-status", "is no status", one, "--status", meant(one, values)) for one in unknown)
        )
    return frozenset(Status(one) for one in statuses) or frozenset(Status)


def one_way(option: str, value: object) -> None:
    """InvalidInput where an option asks for one verdict, and every reading is asked for as well."""
    if value is not None:
        hint = "name the readings, or leave out one of the two options"
        raise InvalidInput(Fault("which-reading", "needs one way to read, not all", value, option, hint))


def judged(cases: Cases, wanted: Asked, problems: Problems, events: Events, tally: Tally) -> Iterator[Judgement]:
    """The judgements of the cases; refused events are noted, and set the case aside where that is asked."""
    for history in counted(taken(cases, problems), "cases judged"):
        day = wanted.on(cases.last_day)
        with problems.of(history.case):
            tally.about(history, day)
            found = judge(events.of(history), wanted.policy, wanted.readings, day, wanted.known_at, wanted.strength)
            if problems.admits(found):
                yield found


def doomed(judgements: Iterable[Judgement], wanted: Asked, failures: int, problems: Problems) -> Iterator[Judgement]:
    """The judgements with the day from which an open duty is doomed, where so many attempts at it may fail.

    Where that is not known, it is a notice. InvalidInput where the number is negative.
    """
    from model.analysis.adversity import Adversity
    from model.analysis.doomed import marked

    if failures < 0:
        raise InvalidInput(Fault("bad-adversity", "is at least 0", failures, "--doomed"))
    policy, adversity = under(wanted.policy, wanted.readings), Adversity(failures)
    return (marked(judgement, policy, problems.notices, adversity) for judgement in judgements)


def print_findings(
    judgements: Iterable[Judgement], form: str, output: str | None, events: Events, further: tuple[str, ...] = ()
) -> None:
    """Every finding in a format, to a file or to standard output; `further` are columns that were asked for."""
    found = begun(judgements)
    if form == "table":
        emit(form, output, (*SHORT, *further), rows(found, partial(brief, events), further), (), SPARE)
    else:
        emit(form, output, (*COLUMNS, *further), rows(found, full, further), found)


def rows(
    judgements: Iterable[Judgement], cells: Callable[[str, Finding], Row], further: tuple[str, ...] = ()
) -> Iterator[Row]:
    """One row a finding."""
    for judgement in judgements:
        for one in judgement.findings:
            yield (*cells(judgement.case, one), *(getattr(one, name) for name in further))


def brief(events: Events, case: str, one: Finding) -> Row:
    """What somebody reads of a finding; `why` says also what excused it, ended it or set its interval."""
    return (*days(case, one), one.why or reason(one, events))


def days(case: str, one: Finding) -> Row:
    """The duty, its days and what came of it."""
    clauses, status = ", ".join(one.clauses), one.status.value
    told = (one.anchor, one.due, status, one.done, one.slack, one.unit)
    return (case, one.duty, one.occasion, clauses, one.strength, *told)


def full(case: str, one: Finding) -> Row:
    """All that there is to say of a finding."""
    links = (one.late_by, one.trigger, one.response, one.excuse, one.power, one.lapse)
    return (*days(case, one), one.why, *links)


def reason(one: Finding, events: Events) -> str | None:
    """The event that made the finding what it is, where that is not the response."""
    if one.excuse:
        return f"excused by {events.named(one.excuse)}"
    if one.lapse:
        return f"ended by {events.named(one.lapse)}"
    return f"interval set by {events.named(one.power)}" if one.power else None
