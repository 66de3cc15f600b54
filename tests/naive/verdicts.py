"""The verdict on every occasion of every duty, line by line as the page of the meaning has it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tests.naive.case import Case, Event, recorded
from tests.naive.conditions import Truth, fits, holds, some
from tests.naive.holidays import ONE_DAY
from tests.naive.living import lived
from tests.naive.periods import after, back, length, settled
from tests.naive.tables import Rules, Table


@dataclass(frozen=True)
class Found:
    """One finding; the last five are ids of events."""

    duty: str
    occasion: int
    anchor: date | None
    due: date | None
    status: str
    done: date | None = None
    slack: int | None = None
    late_by: int | None = None
    trigger: str = ""
    response: str | None = None
    excuse: str | None = None
    power: str | None = None
    lapse: str | None = None


@dataclass(frozen=True)
class Days:
    """The days in which a response counts; `backward`: also before the anchor; `power`: the place of what set them."""

    opens: date | None
    due: date | None
    in_working_days: bool = False
    backward: bool = False
    power: int | None = None
    doubtful: bool = False

    def __contains__(self, day: date) -> bool:
        return (self.opens is None or day >= self.opens) and (self.due is None or day <= self.due)


def judge(
    history: list[Event], rules: Rules, as_of: date, known_at: date | None = None
) -> tuple[list[Found], list[tuple[str, str]]]:
    """The findings at the end of `as_of`, and the events refused, each with the state that it met."""
    case = lived(history, rules, as_of, known_at or as_of)
    found = []
    for versions in by_id(rules.duties):
        number = 0
        for place, event in enumerate(case.events):
            for duty in versions:
                triggered = fits(case, duty["when"], place)
                if triggered is not False and in_force(duty, event["on"]):
                    number += 1
                    found.append(Occasion(case, duty, place, triggered, number, as_of).verdict())
    return found, case.refused


def by_id(duties: list[Table]) -> list[list[Table]]:
    """The duties, the versions of one together: they share its numbers."""
    ids = dict.fromkeys(duty["id"] for duty in duties)
    return [[duty for duty in duties if duty["id"] == id] for id in ids]


def in_force(duty: Table, day: date) -> bool:
    return bool(duty.get("in_force", day) <= day <= duty.get("in_force_until", day))


class Occasion:
    """One trigger of one duty, and everything that bears on it."""

    def __init__(self, case: Case, duty: Table, place: int, triggered: Truth, number: int, as_of: date) -> None:
        self.case, self.duty, self.place, self.as_of = case, duty, place, as_of
        self.trigger = case.events[place]
        self.anchor: date | None = self.trigger.get(duty.get("from", "on"))
        self.doubtful = triggered is None
        self.days = Days(None, None)
        if self.anchor is not None:
            self.days = self.timed(self.anchor)
        self.blank = Found(
            *(duty["id"], number, self.anchor, self.days.due, "unknown"),
            trigger=self.trigger["id"],
            power=self.id(self.days.power),
        )

    # ---- when

    def timed(self, anchor: date) -> Days:
        """The window, as the directions in force set it, in their order."""
        days = self.plain_window(anchor)
        for place in range(self.case.plan_start[self.place], len(self.case.events)):
            for power in self.case.rules.powers:
                if not self.applies(power, place, days.due):
                    continue
                truth = fits(self.case, power["when"], place)
                period = self.case.events[place].get(power["sets"])
                if truth and period is not None:
                    days = self.retimed(anchor, place, period)
                elif truth is not False:
                    days = replace(days, doubtful=True)
        return days

    def applies(self, power: Table, place: int, due: date | None) -> bool:
        event = self.case.events[place]
        if self.duty["id"] not in power["retimes"] or place == self.place:
            return False
        if due is not None and recorded(event) > due:
            return False
        if event["on"] <= self.trigger["on"]:
            return True
        running = power.get("applies", "next-interval") == "running-interval"
        return running and (due is None or event["on"] <= due)

    def retimed(self, anchor: date, place: int, period: str) -> Days:
        due = self.last_day(anchor, period)
        if self.day(place) > self.trigger["on"]:
            due = max(due, self.day(place))
        return Days(anchor, due, length(period).unit == "working day", power=place)

    def last_day(self, anchor: date, text: str) -> date:
        """The due day that a period gives; one after the anchor that is closed is settled."""
        period = length(text)
        if period.before:
            return back(anchor, period, self.case.days)
        day = after(anchor, period, self.case.rules.first_day, self.case.days)
        return settled(day, self.case.rules.closed_day, self.case.days) if day > anchor else day

    def plain_window(self, anchor: date) -> Days:
        duty = self.duty
        if "requires" in duty:
            return Days(anchor, anchor)
        if "between" in duty:
            first, last = duty["between"]
            return Days(self.first_day(anchor, first), self.last_day(anchor, last), in_wd(last), length(first).before)
        if "at_least" in duty:
            return self.at_least(anchor, duty["at_least"])
        if "within" not in duty:
            return Days(anchor, None)
        if isinstance(duty["within"], dict):
            return self.sooner_or_later(anchor, duty["within"])
        if length(duty["within"]).before:
            return Days(self.first_day(anchor, duty["within"]), anchor - ONE_DAY, backward=True)
        return Days(anchor, self.last_day(anchor, duty["within"]), in_wd(duty["within"]))

    def first_day(self, anchor: date, text: str) -> date:
        """The first day of a window: never settled."""
        period = length(text)
        if period.before:
            return back(anchor, period, self.case.days)
        return after(anchor, period, "day-after", self.case.days)

    def at_least(self, anchor: date, text: str) -> Days:
        if length(text).before:
            return Days(None, self.first_day(anchor, text), in_wd(text), backward=True)
        return Days(self.first_day(anchor, text), None)

    def sooner_or_later(self, anchor: date, choice: Table) -> Days:
        ((word, texts),) = choice.items()
        dues = [self.last_day(anchor, text) for text in texts]
        due = max(dues) if word == "later_of" else min(dues)
        return Days(anchor, due, in_wd(texts[dues.index(due)]))

    # ---- what

    def answers(self) -> list[tuple[int, Truth]]:
        """The events that are, or may be, responses, wherever they lie, with what is known of them."""
        first = self.plan_before() if self.days.backward else self.place + 1
        places = [place for place in range(first, len(self.case.events)) if place != self.place]
        return self.fitting(self.duty["answers"], places)

    def plan_before(self) -> int:
        """Where the latest plan before the trigger began; a window that reaches back does not reach beyond."""
        return self.case.plan_start[self.place - 1] if self.place else 0

    def fitting(self, patterns: Any, places: Any) -> list[tuple[int, Truth]]:
        kinds = {kind for kind, _ in patterns}
        wanted = [place for place in places if self.case.events[place]["type"] in kinds]
        judged = [(place, fits(self.case, patterns, place, self.trigger)) for place in wanted]
        return [(place, truth) for place, truth in judged if truth is not False]

    def later(self) -> range:
        return range(self.place + 1, len(self.case.events))

    def day(self, place: int) -> date:
        day: date = self.case.events[place]["on"]
        return day

    def id(self, place: int | None) -> str | None:
        return None if place is None else self.case.events[place]["id"]

    def excuses(self, last_day: date | None) -> list[tuple[int, Truth]]:
        """The events that excuse, or may excuse, in the order of the policy's excuses and then of the case."""
        found = []
        for excuse in self.case.rules.excuses:
            if self.duty["id"] in excuse["covers"]:
                any_time = excuse.get("decided", "by-due") == "any-time" or last_day is None
                since = [
                    p for p in range(len(self.case.events)) if p != self.place and self.day(p) >= self.trigger["on"]
                ]
                in_time = [p for p in since if any_time or self.day(p) <= last_day]  # type: ignore[operator]
                found += self.fitting(excuse["when"], in_time)
        return found

    def excused(self, last_day: date | None) -> tuple[Truth, str | None]:
        """Whether an excuse or `unless` holds, and the event that excuses."""
        found = self.excuses(last_day)
        for place, truth in found:
            if truth:
                return True, self.id(place)
        unless = some(holds(self.case, table, self.place) for table in self.duty["unless"])
        return some([unless, *(truth for _, truth in found)]), None

    # ---- verdicts

    def verdict(self) -> Found:
        if self.doubtful or self.anchor is None or self.days.doubtful:
            return self.blank
        if "requires" in self.duty:
            return self.requirement(self.anchor)
        return self.prohibition() if "forbid" in self.duty else self.obligation()

    def requirement(self, anchor: date) -> Found:
        truth = holds(self.case, self.duty["requires"], self.place)
        if truth is True:
            return replace(self.blank, status="met", done=anchor, slack=0, response=self.trigger["id"])
        if self.as_of <= anchor:
            return replace(self.blank, status="pending")
        return self.failed(truth is None, anchor)

    def failed(self, doubtful: bool, last_day: date | None) -> Found:
        """What is excused, unknown, or else breached."""
        excused, by = self.excused(last_day)
        if excused is True:
            return replace(self.blank, status="excused", excuse=by)
        if doubtful or excused is None:
            return self.blank
        return replace(self.blank, status="breached")

    def lapses(self) -> list[tuple[int, Truth]]:
        """The ends, certain or not, that come before the due day."""
        due = self.days.due
        early = [place for place in self.later() if due is None or self.day(place) < due]
        return self.fitting(self.duty["until"], early)

    def lapse(self) -> int | None:
        return next((place for place, truth in self.lapses() if truth), None)

    def in_time(self) -> list[tuple[int, Truth]]:
        """The responses inside the window, before any lapse; an event that both answers and ends answers."""
        lapse = self.lapse()
        return [
            (place, truth)
            for place, truth in self.answers()
            if self.day(place) in self.days and (lapse is None or place <= lapse)
        ]

    def obligation(self) -> Found:
        answers = self.in_time()
        for place, truth in answers:
            if truth:
                return self.answered(replace(self.blank, status="met"), place)
        lapse = self.lapse()
        if lapse is not None:
            return replace(self.blank, status="lapsed", lapse=self.id(lapse))
        if self.days.due is None or self.as_of <= self.days.due:
            return replace(self.blank, status="pending")
        doubtful = bool(answers or self.lapses())
        found = self.failed(doubtful, self.days.due)
        late = self.late_answer()
        return found if late is None or found.status == "unknown" else self.answered(found, late)

    def answered(self, found: Found, place: int) -> Found:
        """The finding with the event that answered, and by how much before or after the due day."""
        slack = self.slack(self.day(place))
        late = self.days.due is not None and self.day(place) > self.days.due
        late_by = -slack if slack is not None and late else None
        return replace(found, done=self.day(place), slack=slack, late_by=late_by, response=self.id(place))

    def slack(self, done: date) -> int | None:
        due = self.days.due
        if due is None:
            return None
        return self.case.days.count(done, due) if self.days.in_working_days else (due - done).days

    def late_answer(self) -> int | None:
        """The first response that came after the due day and before the end.

        Nothing that comes after the trigger makes up for what was due before the anchor.
        """
        due, anchor = self.days.due, self.anchor
        if due is None or anchor is None:
            return None
        ends = [place for place, truth in self.fitting(self.duty["until"], self.later()) if truth]
        last = self.place if due < anchor else min(ends, default=len(self.case.events))
        late = [place for place, truth in self.answers() if truth and self.day(place) > due and place <= last]
        return min(late, default=None)

    def prohibition(self) -> Found:
        answers = self.in_time()
        for place, truth in answers:
            if truth:
                perhaps_over = any(end < place for end, truth in self.lapses() if truth is None)
                found = self.failed(perhaps_over, self.day(place))
                return found if found.status == "unknown" else self.answered(found, place)
        lapse = self.lapse()
        if lapse is not None:
            return replace(self.blank, status="lapsed", lapse=self.id(lapse))
        if self.days.due is None or self.as_of <= self.days.due:
            return replace(self.blank, status="pending")
        return self.blank if answers else replace(self.blank, status="met")


def in_wd(text: str) -> bool:
    return length(text).unit == "working day"
