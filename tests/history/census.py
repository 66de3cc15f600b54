"""Small censuses, and the real samples where they are at hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from model.history import Cases, History
from tests.history.examples import read

FIXTURE = Path(__file__).parents[1] / "fixtures" / "census.xml"


def census(*children: str, reference: str = "<ReferenceDate>2024-03-31</ReferenceDate>") -> bytes:
    """A census of these children."""
    header = f"<Header><CollectionDetails>{reference}</CollectionDetails></Header>"
    return f"<Message>{header}\n<Children>\n{''.join(children)}</Children></Message>".encode()


def child(*episodes: str, case: str = "case-001") -> str:
    """A child with these referrals."""
    name = f"<ChildIdentifiers><LAchildID>{case}</LAchildID></ChildIdentifiers>"
    return f"<Child>{name}{''.join(episodes)}</Child>\n"


def episode(*parts: str, on: str = "2023-04-03", nfa: str = "false") -> str:
    """A referral and what came of it."""
    parts_of_all = f"<CINreferralDate>{on}</CINreferralDate><ReferralNFA>{nfa}</ReferralNFA>"
    return f"<CINdetails>{parts_of_all}{''.join(parts)}</CINdetails>"


def closed(on: str, reason: str = "") -> str:
    why = f"<ReasonForClosure>{reason}</ReasonForClosure>" if reason else ""
    return f"<CINclosureDate>{on}</CINclosureDate>{why}"


def conference(on: str) -> str:
    return f"<DateOfInitialCPC>{on}</DateOfInitialCPC>"


def assessment(began: str, authorised: str) -> str:
    days = f"<AssessmentActualStartDate>{began}</AssessmentActualStartDate>"
    return f"<Assessments>{days}<AssessmentAuthorisationDate>{authorised}</AssessmentAuthorisationDate></Assessments>"


def enquiry(started: str, *more: str, required: str = "false") -> str:
    start = f"<S47ActualStartDate>{started}</S47ActualStartDate><ICPCnotRequired>{required}</ICPCnotRequired>"
    return f"<Section47>{start}{''.join(more)}</Section47>"


def target(on: str) -> str:
    return f"<InitialCPCtarget>{on}</InitialCPCtarget>"


def plan(started: str, ended: str = "", *reviews: str) -> str:
    days = f"<CPPstartDate>{started}</CPPstartDate>" + (f"<CPPendDate>{ended}</CPPendDate>" if ended else "")
    dates = "".join(f"<CPPreviewDate>{one}</CPPreviewDate>" for one in reviews)
    return f"<ChildProtectionPlans>{days}{f'<Reviews>{dates}</Reviews>' if dates else ''}</ChildProtectionPlans>"


def need_plan(started: str, ended: str = "") -> str:
    days = f"<CINPlanStartDate>{started}</CINPlanStartDate>" + (
        f"<CINPlanEndDate>{ended}</CINPlanEndDate>" if ended else ""
    )
    return f"<CINPlanDates>{days}</CINPlanDates>"


def read_child(*episodes: str) -> tuple[History, Cases]:
    """The history of one child, and all there is to say about it."""
    (history,), cases = read(census(child(*episodes)), "cin")
    return history, cases


def told(history: History) -> list[str]:
    """The events, one a line: day, kind, what else."""
    return [" ".join([str(one.on), one.type, *map(str, one.attributes.values())]) for one in history.events]


def notices(cases: Cases) -> list[str]:
    """The codes of the notices."""
    return [notice.code for notice in cases.notices]


def samples() -> list[Path]:
    """The published samples, in the folder that COREGROUP_SHARED names, or in one called `shared` beside a parent."""
    named = os.environ.get("COREGROUP_SHARED")
    return sorted(path for folder in ([Path(named)] if named else nearby()) for path in folder.glob("data/cin/*.xml"))


def nearby() -> Iterator[Path]:
    return (parent / "shared" for parent in Path(__file__).resolve().parents)
