"""Random cases, structured and wild, each decoded from one block of bytes: for Hypothesis and for campaigns alike."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import strategies as st

from model.calendar import Period, england_and_wales
from model.errors import InvalidInput
from model.events import Event
from model.history import History
from model.kinds import Kind, Type
from model.policy import Policy, load_policy, under
from tests import miniatures as mini

T = TypeVar("T")
Fact = dict[str, Any]

BLOCK = 900
OWN = Path(__file__).parent / "agreement" / "policies"
BUILT_IN = Path(__file__).parents[1] / "model" / "policy" / "data"
FILES = {
    **{
        path.stem: path
        for path in (BUILT_IN / f"{id}.toml" for id in ("brent-2014", "york-2015", "working-together-2015"))
    },
    **{path.stem: path for path in sorted(OWN.glob("*.toml"))},
}
# Brent and York are what people will ask; each policy of our own exercises what those two do not use.
POLICIES = ("brent-2014", "york-2015", "brent-2014", "york-2015", "working-together-2015", *sorted(set(FILES)))

CALENDAR = england_and_wales()
ONE_DAY = timedelta(days=1)
# Far enough from the calendar's end for every period that may begin here.
LAST = date(2038, 12, 31)

# Beginnings whose periods run over holidays, month ends, leap days and late announcements.
STARTS = (
    *(
        date(2015, 1, 5),
        date(2014, 12, 3),
        date(2014, 12, 11),
        date(2014, 11, 28),
        date(2015, 3, 20),
        date(2016, 1, 29),
    ),
    *(
        date(2015, 8, 31),
        date(2015, 11, 30),
        date(2019, 11, 29),
        date(2020, 2, 29),
        date(2020, 4, 24),
        date(2023, 12, 18),
    ),
    *(date(2022, 5, 20), date(2022, 8, 26), date(2022, 9, 5), date(2022, 9, 8), date(2022, 10, 28), date(2023, 4, 20)),
    *(
        date(2012, 5, 25),
        date(2011, 4, 15),
        date(2002, 5, 20),
        date(1999, 12, 17),
        date(2024, 2, 29),
        date(2024, 3, 20),
    ),
)
LIMITS = (
    "1 working day",
    "10 days",
    "5 working days",
    "10 working days",
    "15 working days",
    "6 weeks",
    "3 months",
    "6 months",
)
INTERVALS = ("3 weeks", "8 weeks", "20 working days", "2 months", "1 day", "0 days")
AGENCIES = ("health", "education", "children_services", "police", "health")
WORDS = ("safety", "plan", "safety", "review")


class Draw:
    """A block of bytes, read from front to back; zeros when it is used up, so that fewer bytes mean a simpler case."""

    def __init__(self, block: bytes) -> None:
        self.block = block
        self.at = 0

    def below(self, n: int) -> int:
        """A number from 0 to n - 1, for n up to 256."""
        self.at += 1
        return self.block[self.at - 1] % n if self.at <= len(self.block) else 0

    def one_of(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def happens(self, percent: int) -> bool:
        return self.below(100) >= 100 - percent


@dataclass(frozen=True)
class Question:
    """A history with what is asked of it: plain facts, a policy, readings that are not the default, two days."""

    policy: str
    readings: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]
    as_of: date
    known_at: date | None

    @cached_property
    def history(self) -> History:
        return history_of(self.facts, policy_of(self.policy))


@lru_cache(maxsize=256)
def policy_of(name: str) -> Policy:
    return load_policy(str(FILES[name])) if name in FILES else mini.policy(text_of(name))


def text_of(name: str) -> str:
    """The file of a policy, or of a miniature what `tests.miniatures.policy` makes of its text."""
    if name in FILES:
        return FILES[name].read_text(encoding="utf-8")
    text: str = getattr(mini, name)
    whole = text if "[[duty]]" in text else mini.DUTY + text
    return whole if "[policy]" in whole else mini.HEAD + whole


@lru_cache(maxsize=1)
def miniatures() -> tuple[str, ...]:
    """The names of the texts in `tests.miniatures` that are whole policies; the others are parts of some."""
    texts = [name for name, text in vars(mini).items() if name.isupper() and isinstance(text, str)]
    return tuple(name for name in texts if is_whole(name))


def is_whole(name: str) -> bool:
    try:
        return bool(policy_of(name).duties)
    except InvalidInput:
        return False


def history_of(facts: Sequence[Fact], policy: Policy, case: str = "B-0001") -> History:
    """The facts as a history: nulls are not recorded, lists are frozen."""
    return History.of(case, [event_of(fact) for fact in facts], vocabulary=policy.vocabulary)


def event_of(fact: Fact) -> Event:
    attributes = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in fact.items()
        if key not in ("type", "on", "id", "recorded_on") and value is not None
    }
    return Event(
        type=fact["type"],
        on=fact["on"],
        attributes=attributes,
        id=fact.get("id") or "",
        recorded_on=fact.get("recorded_on"),
    )


@lru_cache(maxsize=256)
def assignments(name: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """No reading, each choice that is not the default alone, and as many mixtures of them."""
    readings = policy_of(name).readings
    alone = [(one.id, choice.id) for one in readings for choice in one.choices if choice.id != one.default]
    mixing = random.Random(name)
    mixed = [tuple((one.id, mixing.choice(one.choices).id) for one in readings if mixing.random() < 0.5) for _ in alone]
    return ((), *((pair,) for pair in alone), *mixed)


@lru_cache(maxsize=256)
def common_kinds(name: str) -> tuple[Kind, ...]:
    """The kinds of a policy's vocabulary; those that its duties, excuses and powers speak of come several times."""
    policy = policy_of(name)
    patterns = [pattern for duty in policy.duties for pattern in (*duty.when, *duty.then, *duty.until)]
    patterns += [pattern for excuse in policy.excuses for pattern in excuse.when]
    patterns += [pattern for power in policy.powers for pattern in power.when]
    spoken_of = [policy.vocabulary.by_name[pattern.event] for pattern in patterns]
    ends = ("case_closed", "case_transferred", "plan_discharged")
    often = [kind for kind in spoken_of if kind.name not in ends]
    return (*often * (1 + 60 // (1 + len(often))), *policy.vocabulary.kinds)[-256:]


# ---- days


def near_limit(draw: Draw, day: date, limits: Sequence[str] = LIMITS) -> date:
    """A limit after `day`, or one day to either side of it, or something else."""
    end = period(draw.one_of(limits)).after(day, CALENDAR)
    return min(end + ONE_DAY * draw.one_of((0, 0, 1, -1, 0, 1, -1, 2, -3, 9)), LAST)


@lru_cache(maxsize=256)
def period(text: str) -> Period:
    return Period.parse(text)


def start_day(draw: Draw) -> date:
    """A day of special interest, or any day from 1998 to 2033."""
    if draw.below(4) < 3:
        return draw.one_of(STARTS) + ONE_DAY * draw.one_of((0, 0, 1, 2, -1, 5))
    return date(1998 + draw.below(36), 1, 1) + ONE_DAY * (draw.below(256) + draw.below(110))


# ---- attributes


def attributes_of(draw: Draw, kind: Kind, day: date, facts: Sequence[Fact], lawful: Mapping[str, Any]) -> Fact:
    """Each attribute lawful, anything, null or missing; where nothing is lawful half of them are missing."""
    found: Fact = {}
    for name, attribute in kind.attributes.items():
        chance = draw.below(256)
        if name in lawful and chance < 215:
            found[name] = lawful[name]
        elif chance >= 120:
            choices = attribute.choices if attribute.type is Type.TEXT else ()
            value = None if chance > 250 else value_of(draw, attribute.type, choices or WORDS, day, facts)
            found[name] = [*attribute.choices[: draw.below(17)]] if attribute.choices and not choices else value
    return found


def value_of(draw: Draw, type: Type, words: Sequence[str], day: date, facts: Sequence[Fact]) -> Any:
    if type is Type.BOOLEAN:
        return draw.below(2) == 0
    if type is Type.TEXT:
        return draw.one_of(words)
    if type is Type.NUMBER:
        return draw.one_of((2, 3, 8, 9, 30, 90, 91, 29.5))
    if type is Type.PERIOD:
        return draw.one_of(INTERVALS)
    if type is Type.TEXTS:
        return [*(AGENCIES + WORDS)[draw.below(3) : draw.below(9)]]
    return draw.one_of((day, facts[-1]["on"] if facts else day, near_limit(draw, day), day + ONE_DAY * draw.below(20)))


def with_record(draw: Draw, fact: Fact, number: int) -> Fact:
    """Sometimes recorded late, or before the day; sometimes with an id, which may look like one that is given."""
    if draw.happens(12):
        fact["recorded_on"] = fact["on"] + ONE_DAY * draw.one_of((1, 5, 0, 15, 40, 200, -3))
    if draw.happens(8):
        fact["id"] = draw.one_of((f"x{number}", f"e{number}", f"e{number}x"))
    return fact


# ---- wild


def wild(draw: Draw, policy: str) -> list[Fact]:
    """Any kind on any day in any order; half of them begin with a plan, so that not all is refused."""
    kinds = common_kinds(policy)
    facts: list[Fact] = []
    first = day = start_day(draw)
    if draw.below(2) == 0:
        facts.append({"type": "icpc_held", "on": first, "outcome": "plan"})
    for number in range(draw.below(48)):
        day = wild_day(draw, first, day, facts)
        if facts and draw.happens(4):
            facts.append({**draw.one_of(facts[-200:]), "id": None, "recorded_on": day})
            continue
        kind = draw.one_of(kinds)
        fact = {"type": kind.name, "on": day, **attributes_of(draw, kind, day, facts, {})}
        facts.append(with_record(draw, fact, number))
    return facts


def wild_day(draw: Draw, first: date, day: date, facts: Sequence[Fact]) -> date:
    way = draw.below(8)
    if way < 3:
        return day
    if way < 5 and facts:
        return near_limit(draw, draw.one_of(facts[-200:])["on"])
    later = first + ONE_DAY * (draw.below(256) + draw.below(5) * 100) if way == 7 else day + ONE_DAY * draw.below(12)
    return min(later, LAST)


# ---- structured

LAWFUL: Mapping[str, Mapping[str, Any]] = {
    "strategy_discussion_held": {"outcome": "section_47"},
    "section_47_concluded": {"icpc_required": True},
    "icpc_held": {"outcome": "plan", "agencies_involved": ["health", "education"], "members_named": True},
    "rcpc_held": {"outcome": "continue", "core_groups_checked": True, "core_group_date_set": True},
    "chair_direction_given": {"subject": "core_group_interval"},
    "core_group_held": {
        "chair": "lead_social_worker",
        "lead_social_worker_present": True,
        "agencies_present": ["health", "education"],
        "family_present": True,
        "judged_quorate": True,
        "exceptional_circumstances": False,
        "minute_taker": "other_professional",
    },
    "core_group_delay_authorised": {"by": "line_manager", "reason_recorded": True},
    "core_group_abandoned": {"reason": "too_few_present"},
    "record_distributed": {"to": "all_members"},
    "child_seen": {"by": "lead_social_worker", "alone": True},
    "manager_directed": {"firm": True},
}
# What is done, after what, and how long after: the texts' own limits.
OPENING = (
    ("referral_received", "", "0 days"),
    ("referral_decided", "referral_received", "1 working day"),
    ("strategy_discussion_held", "referral_received", "5 days"),
    ("section_47_started", "strategy_discussion_held", "0 days"),
    ("section_47_concluded", "strategy_discussion_held", "10 working days"),
    ("icpc_held", "strategy_discussion_held", "15 working days"),
    ("assessment_completed", "referral_received", "45 working days"),
    ("core_group_scheduled", "icpc_held", "0 days"),
    ("core_group_held", "icpc_held", "10 working days"),
)
RUNNING = (
    ("core_group_held", "core_group_held", "6 weeks"),
    ("child_seen", "child_seen", "10 working days"),
    ("record_distributed", "core_group_held", "5 working days"),
    ("core_group_held", "core_group_held", "6 weeks"),
    ("child_seen", "icpc_held", "10 working days"),
    ("record_received", "core_group_held", "2 working days"),
    ("rcpc_held", "icpc_held", "3 months"),
    ("core_group_held", "rcpc_held", "10 days"),
    ("rcpc_held", "rcpc_held", "6 months"),
    ("core_group_scheduled", "core_group_held", "0 days"),
    ("chair_direction_given", "core_group_held", "3 weeks"),
    ("core_group_delay_authorised", "core_group_held", "6 weeks"),
    ("core_group_abandoned", "core_group_held", "5 weeks"),
    ("core_group_rescheduled", "core_group_abandoned", "5 working days"),
    ("became_looked_after", "icpc_held", "2 months"),
    ("looked_after_review_held", "became_looked_after", "20 working days"),
    ("looked_after_review_held", "looked_after_review_held", "3 months"),
    ("child_seen", "became_looked_after", "1 week"),
    ("ceased_looked_after", "looked_after_review_held", "6 months"),
    ("core_group_held", "rcpc_held", "0 days"),
)
ENDING = (
    ("rcpc_held", "rcpc_held", "6 months"),
    ("plan_discharged", "rcpc_held", "0 days"),
    ("tac_held", "plan_discharged", "10 days"),
    ("record_distributed", "core_group_held", "5 working days"),
    ("child_in_need_ended", "tac_held", "3 months"),
    ("case_closed", "tac_held", "6 months"),
)
RE_OPENED = (*OPENING[:1], *OPENING[2:3], *OPENING[5:6], *OPENING[8:])


def structured(draw: Draw, policy: str) -> list[Fact]:
    """A nearly lawful case from the referral to the end, each gap a limit or one day to either side of it."""
    kinds = common_kinds(policy)
    steps = [*OPENING, *(draw.one_of(RUNNING) for _ in range(draw.below(30)))]
    if draw.happens(60):
        steps += ENDING[: 1 + draw.below(6)]
    if draw.happens(15):
        steps += RE_OPENED
    facts: list[Fact] = []
    latest: dict[str, date] = {"": start_day(draw)}
    for number, (name, after, limit) in enumerate(steps):
        if draw.happens(8):
            continue
        kind = policy_of(policy).vocabulary.by_name[name] if draw.below(16) < 15 else draw.one_of(kinds)
        day = near_limit(draw, latest.get(after, max(latest.values())), (limit,))
        latest[kind.name] = max(day, latest.get(kind.name, day))
        lawful = {**lawful_of(kind.name), **dates_of(draw, kind.name, day, latest)}
        fact = {"type": kind.name, "on": day, **attributes_of(draw, kind, day, facts, lawful)}
        facts.append(with_record(draw, fact, number))
    return facts


def lawful_of(kind: str) -> Mapping[str, Any]:
    """What the attributes of a lawful event would be, but for its dates."""
    return LAWFUL.get(kind, {})


def dates_of(draw: Draw, kind: str, day: date, latest: Mapping[str, date]) -> Fact:
    """What the dates of a lawful event would be."""
    if kind.startswith("record_"):
        return {"meeting": latest.get("core_group_held", day)}
    if kind == "core_group_rescheduled":
        start = draw.one_of((latest.get("core_group_abandoned", day), near_limit(draw, day, ("3 working days",))))
        return {"from": start, "to": near_limit(draw, day, ("5 working days",))}
    if kind == "core_group_scheduled":
        return {"for": near_limit(draw, day, ("10 working days", "6 weeks"))}
    if kind == "core_group_held":
        return {"next_date": near_limit(draw, day, ("6 weeks",))}
    return {"interval": draw.one_of(INTERVALS)} if kind == "chair_direction_given" else {}


# ---- questions


def question(block: bytes, policies: Sequence[str] = POLICIES, chaos: bool | None = None) -> Question:
    """The case that a block of bytes means, and what is asked of it; `chaos` None: wild or structured by turns."""
    draw = Draw(block)
    policy = draw.one_of(policies)
    readings = draw.one_of(assignments(policy)[:256]) if draw.happens(40) else ()
    is_wild = draw.below(2) == 1 if chaos is None else chaos
    asked = draw.below(8)
    facts = wild(draw, policy) if is_wild else structured(draw, policy)
    as_of = day_asked(draw, asked, facts)
    known_at = None if draw.below(4) < 3 else as_of + ONE_DAY * draw.one_of((1, 30, -1, -30, 0, 3000))
    return Question(policy, readings, tuple(facts), as_of, known_at)


def day_asked(draw: Draw, asked: int, facts: Sequence[Fact]) -> date:
    """Long after everything, on the day of an event, or near a limit after one."""
    if not facts:
        return draw.one_of(STARTS)
    if asked < 3:
        last: date = max(fact["on"] for fact in facts)
        return last + ONE_DAY * draw.one_of((400, 30, 1))
    day: date = draw.one_of(facts[-200:])["on"]
    return day if asked < 4 else near_limit(draw, day)


def random_questions(seed: int, count: int, policies: Sequence[str] = POLICIES) -> list[Question]:
    """So many questions, half of them wild, the same for one seed."""
    source = random.Random(seed)
    return [question(source.randbytes(BLOCK), policies, chaos=number % 2 == 1) for number in range(count)]


# Of one length, since Hypothesis would otherwise draw a handful of bytes; zeros still shrink to the simplest case.
blocks = st.binary(min_size=BLOCK, max_size=BLOCK)
questions = blocks.map(question)


def questions_about(*policies: str) -> st.SearchStrategy[Question]:
    """Questions under some policies only."""
    return blocks.map(lambda block: question(block, policies))


def read_so(question: Question) -> Policy:
    """The question's policy under its readings."""
    return under(policy_of(question.policy), dict(question.readings))
