"""York's core group guidance (1.7.1), with Working Together 2015, as a program that the oracle can be held against.

Needs Python's standard library only. Days stay texts: 2015-01-05 sorts as it should.
"""

import json
import sys
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

Event = dict[str, Any]
# The values that are wanted of attributes; none named: the day of the event that triggered the duty.
Condition = Mapping[str, tuple[Any, ...]]
Patterns = dict[str, Condition]
READINGS = {"first-day": "day-after", "due-on-closed-day": "stays", "three-months": "calendar-months"}
READINGS |= {"six-weeks-from": "quorate-meeting", "notes-when": "two-working-days"}
WD, ICPC, HELD, RCPC, REVIEW = "working days", "icpc_held", "core_group_held", "rcpc_held", "looked_after_review_held"
CARE, SEEN, STRATEGY = "became_looked_after", "child_seen", "strategy_discussion_held"
PLAN, QUORATE, NOTES = {"outcome": ("plan",)}, {"judged_quorate": (True,)}, {"minute_taker": ("other_professional",)}
VISIT, ENQUIRIES = {"by": ("lead_social_worker", "social_worker")}, {"outcome": ("section_47",)}
GONE: Patterns = {"case_transferred": {}, "case_closed": {}}
PLAN_ENDS, CARE_ENDS = GONE | {"plan_discharged": {}}, GONE | {"ceased_looked_after": {}}
REOPENS = {ICPC, STRATEGY, "referral_received", "section_47_started"}
DROPPED = GONE | {STRATEGY: ENQUIRIES, "section_47_concluded": {"icpc_required": (False,)}}
# By duty: what triggers it, how long there is, what answers it, what ends it.
DUTIES: dict[str, tuple[str, Condition, int, str, Patterns, Patterns]] = {
    "referral-decision": ("referral_received", {}, 1, WD, {"referral_decided": {}}, {"case_transferred": {}}),
    "assessment": ("referral_received", {}, 45, WD, {"assessment_completed": {}}, GONE),
    "initial-conference": (STRATEGY, {**ENQUIRIES, "on_plan": (False,)}, 15, WD, {ICPC: {}}, DROPPED),
    "first-core-group-scheduled": (ICPC, PLAN, 0, "days", {"core_group_scheduled": {}}, PLAN_ENDS),
    "first-core-group": (ICPC, PLAN, 10, WD, {HELD: QUORATE}, PLAN_ENDS),
    "core-group-interval": (HELD, QUORATE, 42, "days", {HELD: QUORATE}, PLAN_ENDS),
    "first-review": (ICPC, PLAN, 3, "months", {RCPC: {}}, PLAN_ENDS),
    "later-reviews": (RCPC, {"outcome": ("continue",)}, 6, "months", {RCPC: {}}, PLAN_ENDS),
    "notes-to-social-worker": (HELD, NOTES, 2, WD, {"record_received": {"meeting": ()}}, {}),
    "minutes-distributed": (HELD, {}, 5, WD, {"record_distributed": {"meeting": (), "to": ("all_members",)}}, {}),
    "first-looked-after-review": (CARE, {}, 20, WD, {REVIEW: {}}, CARE_ENDS),
    "second-looked-after-review": (REVIEW, {"first": (True,)}, 3, "months", {REVIEW: {}}, CARE_ENDS),
    "later-looked-after-reviews": (REVIEW, {"first": (False,)}, 6, "months", {REVIEW: {}}, CARE_ENDS),
    "first-looked-after-visit": (CARE, {}, 7, "days", {SEEN: VISIT}, CARE_ENDS),
    "looked-after-visits": (SEEN, {**VISIT, "in_care": (True,)}, 42, "days", {SEEN: VISIT}, CARE_ENDS),
}


class Calendar:
    def __init__(self, sent: dict[str, Any]) -> None:
        self.working: list[str] = []
        self.counted: dict[str, int] = {}  # the working days up to and with a day
        day, holidays = date.fromisoformat(sent["first"]), set(sent["holidays"])
        while str(day) <= sent["last"]:
            if day.isoweekday() not in sent["weekend"] and str(day) not in holidays:
                self.working.append(str(day))
            self.counted[str(day)], day = len(self.working), day + timedelta(1)

    def after(self, count: int, unit: str, day: str) -> str:
        if unit == WD:
            return self.working[self.counted[day] + count - 1]
        if unit == "days":
            return str(date.fromisoformat(day) + timedelta(count))
        year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + count, 12)
        return f"{year}-{month + 1:02}-{min(int(day[8:]), monthrange(year, month + 1)[1]):02}"


def holds(condition: Condition, event: Event, trigger: Event) -> bool | None:
    """None where it turns on what was not recorded."""
    found = [(event.get(name), wanted or (trigger["on"],)) for name, wanted in condition.items()]
    truths = [None if value is None else value in wanted for value, wanted in found]
    return False if False in truths else None if None in truths else True


def refused(kind: str, state: str, in_care: bool) -> bool:
    """Whether an event cannot happen where it meets the case, so that nothing else sees it."""
    if kind in {CARE, REVIEW, "ceased_looked_after"}:
        return in_care == (kind == CARE)
    if kind in {RCPC, HELD, "core_group_scheduled", "plan_discharged"}:
        return state != "plan"
    return state == ("plan" if kind == ICPC else "closed" if kind in {*GONE, "section_47_concluded"} else "")


def taken(history: list[Event]) -> Iterator[Event]:
    """The events that are not refused, each with what the conditions ask about the case."""
    state, certain, in_care, first = "open", True, False, True
    for event in history:
        kind, outcome = event["type"], event.get("outcome")
        if refused(kind, state, in_care):
            continue
        if kind == ICPC and outcome != "no_plan":
            state, certain = "plan", outcome is not None
        elif kind in GONE:
            state = "closed"
        elif kind == "plan_discharged" or (state == "closed" and kind in REOPENS):
            state = "open"
        in_care, first = kind == CARE or (in_care and kind != "ceased_looked_after"), first or kind == CARE
        yield event | {"on_plan": state == "plan" and (certain or None), "in_care": in_care, "first": first}
        first = first and kind != REVIEW


def verdict(duty: str, trigger: Event, later: list[Event], due: str, as_of: str) -> tuple[str, str | None]:
    """The status, and the day on which it was done."""
    *_, answers, ends = DUTIES[duty]
    ended, unsure, late = False, False, None
    for event in later:
        kind, day = event["type"], event["on"]
        answer = kind in answers and holds(answers[kind], event, trigger)
        end = kind in ends and holds(ends[kind], event, trigger)
        if answer and day <= due:
            return "met", day
        if end and day < due:
            return "lapsed", None
        late, ended = late or (day if answer and not ended else None), ended or end is True
        unsure = unsure or (answer is None and day <= due) or (end is None and day < due)
    return ("pending", None) if as_of <= due else ("unknown", None) if unsure else ("breached", late)


def run(asked: Event, duties: list[str], calendar: Calendar) -> Event:
    events, as_of, found = list(taken(asked["history"])), asked["as_of"], []
    for duty in duties:
        kind, when, count, unit, *_ = DUTIES[duty]
        for place, event in enumerate(events):
            if event["type"] != kind or (truth := holds(when, event, event)) is False:
                continue
            due = calendar.after(count, unit, event["on"])
            status, done = verdict(duty, event, events[place + 1 :], due, as_of) if truth else ("unknown", None)
            found.append({"duty": duty, "trigger": event["id"], "status": status, "due": due, "done": done})
    return {"seq": asked["seq"], "findings": found}


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        if asked["cmd"] == "stop":
            break
        if asked["cmd"] == "start":
            answer = {"ok": True, "version": 1, "name": "york.py", "language": "python", "level": "done", "batch": 16}
        elif asked["cmd"] == "policy":
            usual = asked["policy"] == "york-2015" and asked["readings"].items() >= READINGS.items()
            duties, calendar = [duty for duty in asked["duties"] if duty in DUTIES], Calendar(asked["calendar"])
            refusal = {"unsupported": True, "reason": "knows york-2015 only, as it is usually read"}
            answer = {"ok": True, "duties": duties} if usual else refusal
        else:
            answers = [run(one, duties, calendar) for one in asked.get("runs", [asked])]
            answer = {"answers": answers} if asked["cmd"] == "runs" else answers[0]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
