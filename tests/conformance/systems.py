"""Systems under test in this process: the oracle behind the protocol, with its answers spoiled."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import msgspec

from model.conformance.broken import Broken
from model.conformance.campaign import Campaign, campaign
from model.conformance.drive import Drive
from model.conformance.judging import Judging
from model.conformance.messages import ENCODER, REQUESTS, Answer, Answers, Run, Runs, Story
from model.conformance.probe import Level
from model.conformance.report import Report
from model.conformance.session import Session
from model.findings import Status
from model.policy import Policy, load_policy
from model.policy.overlay import overlaid
from model.policy.parse import parse

Spoil = Callable[[Run | Story, Answer], Answer]
DUTIES = ("first-core-group", "core-group-interval", "first-review", "minutes-distributed")


class Within:
    """Answers as the oracle does under `policy`, whatever its digest; `spoil` changes each answer."""

    remembers = True
    stderr = "IndexError: list index out of range\nbye"

    def __init__(self, policy: Policy, spoil: Spoil | None = None) -> None:
        self.drive, self.spoil = Drive([policy]), spoil
        self.told: deque[bytes] = deque()

    def ask(self, line: bytes) -> bytes:
        self.tell(line)
        return self.hear()

    def tell(self, line: bytes) -> None:
        self.told.append(line)

    def hear(self) -> bytes:
        line = self.told.popleft()
        asked, right = REQUESTS.decode(line), self.drive.answer(line) or b""
        if self.spoil is None or not isinstance(asked, Run | Runs):
            return right
        if isinstance(asked, Run):
            return ENCODER.encode(self.spoil(asked, msgspec.json.decode(right, type=Answer)))
        answers = msgspec.json.decode(right, type=Answers).answers
        return ENCODER.encode(Answers(tuple(map(self.spoil, asked.runs, answers))))

    def restart(self) -> None:
        self.told.clear()

    def close(self) -> None:
        self.told.clear()


@cache
def york() -> Policy:
    """York's policy, with a few duties."""
    whole = load_policy("york")
    return replace(whole, duties=tuple(duty for duty in whole.duties if duty.id in DUTIES))


def laid(**change: object) -> Policy:
    """York's policy with a change laid on it."""
    whole = parse(overlaid(load_policy("york").tables, change, "planted"), "york-2015")
    return replace(whole, duties=tuple(duty for duty in whole.duties if duty.id in DUTIES))


def session(planted: Policy | None = None, spoil: Spoil | None = None, level: Level | None = None) -> Session:
    return Session(Within(planted or york(), spoil), york(), level=level, batch=8)


def run(planted: Policy | None = None, spoil: Spoil | None = None, count: int = 150) -> Campaign:
    return campaign(session(planted, spoil), york(), seed=1, count=count, seconds=60)


def report(planted: Policy | None = None, spoil: Spoil | None = None, count: int = 150) -> Report:
    talk = session(planted, spoil)
    return Report.of(talk, york(), "york", campaign(talk, york(), seed=1, count=count, seconds=60))


def lapsed_as_met(_: Run | Story, answer: Answer) -> Answer:
    told = tuple(
        msgspec.structs.replace(one, status=Status.MET) if one.status is Status.LAPSED else one
        for one in answer.findings or ()
    )
    return msgspec.structs.replace(answer, findings=told)


def crashes(kind: str) -> Spoil:
    """Ends where there is an event of a kind."""

    def spoil(asked: Run | Story, answer: Answer) -> Answer:
        if any(event["type"] == kind for event in asked.history):
            raise Broken("ended", "ended with exit code 3", Within.stderr)
        return answer

    return spoil


def judging() -> Judging:
    return Judging.of(york())
