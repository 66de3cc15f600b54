"""A child of a census, as its own record tells it: referrals, assessments, enquiries, plans and their days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from model.errors import meant
from model.history.cin_xml import Element
from model.history.log import Log
from model.history.value import bad_day, days, shown

YES_OR_NO = {"true": True, "1": True, "false": False, "0": False}
KNOWN = {
    "Child": {"ChildIdentifiers", "ChildCharacteristics", "CINdetails"},
    "CINdetails": {
        "CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate", "ReasonForClosure",
        "DateOfInitialCPC", "ReferralNFA", "Assessments", "CINPlanDates", "Section47", "ChildProtectionPlans",
    },
    "Assessments": {
        "AssessmentActualStartDate", "AssessmentInternalReviewDate", "AssessmentAuthorisationDate",
        "FactorsIdentifiedAtAssessment",
    },
    "CINPlanDates": {"CINPlanStartDate", "CINPlanEndDate"},
    "Section47": {"S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired"},
    "ChildProtectionPlans": {
        "CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse", "NumberOfPreviousCPP",
        "Reviews",
    },
    "Reviews": {"CPPreviewDate"},
}  # fmt: skip
REPEATED = {
    "CINdetails",
    "Assessments",
    "CINPlanDates",
    "Section47",
    "ChildProtectionPlans",
    "Reviews",
    "CPPreviewDate",
}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dated:
    """A day as the file gives it: in this element, on this line."""

    tag: str
    line: int
    day: date


@dataclass(frozen=True, slots=True)
class Assessment:
    """An assessment; `authorised` is the day on which it was complete."""

    began: Dated | None
    authorised: Dated | None


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A section 47 enquiry; `target` is the day by which the file itself says that the conference was due."""

    started: Dated
    target: Dated | None
    conference: Dated | None
    conference_not_required: bool | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A child protection plan; it runs on where `ended` is None."""

    started: Dated
    ended: Dated | None
    reviews: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class NeedPlan:
    """A child in need plan."""

    started: Dated | None
    ended: Dated | None


@dataclass(frozen=True, slots=True)
class Episode:
    """One referral and what came of it; `conference` is one after a move from another authority."""

    referred: Dated
    closed: Dated | None
    closure_reason: str
    no_further_action: bool
    conference: Dated | None
    assessments: tuple[Assessment, ...]
    enquiries: tuple[Enquiry, ...]
    plans: tuple[Plan, ...]
    need_plans: tuple[NeedPlan, ...]

    def activity(self) -> Iterator[Dated]:
        """Every day of what came of the referral, but the closure and the targets, which are no facts."""
        found: list[Dated | None] = [self.conference]
        found += [day for one in self.assessments for day in (one.began, one.authorised)]
        found += [day for one in self.enquiries for day in (one.started, one.conference)]
        found += [day for one in self.plans for day in (one.started, *one.reviews, one.ended)]
        found += [day for one in self.need_plans for day in (one.started, one.ended)]
        return (day for day in found if day is not None)


@dataclass(frozen=True, slots=True)
class Child:
    """A child of the census; `place` names it in faults and notices."""

    case: str
    place: Callable[[int], str]
    episodes: tuple[Episode, ...]


class ChildReader:
    """Reads one child's element. What makes the child unusable is a fault; what can be left out is a notice.

    Faults: no LAchildID; no CINdetails; no day of a referral, of the start of an enquiry or of a plan; a day that
    cannot be read or lies outside the calendar; a plan that ends before it starts; an element twice that can be there
    once. Notices: no start of an assessment or of a child in need plan; no ICPCnotRequired or ReferralNFA, or neither
    true nor false in them; an element that the census does not have; text between elements.
    """

    def __init__(self, element: Element, number: int, log: Log) -> None:
        self._log = log
        self._root = element
        identifiers = element.first("ChildIdentifiers")
        found = identifiers.first("LAchildID") if identifiers else None
        self.case = found.text if found else ""
        self._name = shown(self.case) if self.case else f"number {number}"
        self.days = 0

    def place(self, line: int) -> str:
        """Where something about this child stands."""
        return f"{self._log.file} line {line}, child {self._name}"

    def child(self) -> Child | None:
        """The child, None where the record has a fault; it is set aside as a whole then."""
        before = len(self._log.faults)
        if not self.case:
            self._fault("missing-element", "has no LAchildID to know it by", self._root)
        self._check_elements()
        episodes = self._each(self._root, "CINdetails", self._episode)
        if not self._root.all("CINdetails"):
            self._fault("missing-element", "has no CINdetails", self._root)
        if len(self._log.faults) == before:
            return Child(self.case, self.place, episodes)
        self._log.put_aside(shown(self.case), self.place(self._root.line), self.days)
        return None

    def _check_elements(self) -> None:
        for element in self._root.walk():
            known = KNOWN.get(element.tag)
            if element.children and element.text:
                self._notice("stray-text", f"has text between the elements of {element.tag}", element, element.text)
            if known is None:
                continue
            for child in element.children:
                if child.tag not in known:
                    hint = meant(child.tag, known)
                    self._notice("unknown-element", f"is no element of {element.tag}", child, child.tag, hint)
            for tag in sorted(known - REPEATED):
                for child in element.all(tag)[1:]:
                    self._fault("repeated-element", f"is twice in one {element.tag}", child, tag)

    def _each(self, parent: Element, tag: str, read: Callable[[Element], T | None]) -> tuple[T, ...]:
        found = (read(element) for element in parent.all(tag))
        return tuple(one for one in found if one is not None)

    def _episode(self, element: Element) -> Episode | None:
        referred = self._needed(element, "CINreferralDate")
        reason = element.first("ReasonForClosure")
        parts = Episode(
            referred=referred or Dated("CINreferralDate", element.line, date.min),
            closed=self._day(element, "CINclosureDate"),
            closure_reason=reason.text if reason else "",
            no_further_action=self._flag(element, "ReferralNFA") or False,
            conference=self._day(element, "DateOfInitialCPC"),
            assessments=self._each(element, "Assessments", self._assessment),
            enquiries=self._each(element, "Section47", self._enquiry),
            plans=self._each(element, "ChildProtectionPlans", self._plan),
            need_plans=self._each(element, "CINPlanDates", self._need_plan),
        )
        return parts if referred else None

    def _assessment(self, element: Element) -> Assessment:
        began = self._expected(element, "AssessmentActualStartDate")
        return Assessment(began, self._day(element, "AssessmentAuthorisationDate"))

    def _enquiry(self, element: Element) -> Enquiry | None:
        started, target = self._needed(element, "S47ActualStartDate"), self._day(element, "InitialCPCtarget")
        conference, flag = self._day(element, "DateOfInitialCPC"), self._flag(element, "ICPCnotRequired")
        return Enquiry(started, target, conference, flag) if started else None

    def _plan(self, element: Element) -> Plan | None:
        started, ended = self._needed(element, "CPPstartDate"), self._day(element, "CPPendDate")
        given = [day for group in element.all("Reviews") for day in self._each(group, "CPPreviewDate", self._dated)]
        if started and ended and ended.day < started.day:
            hint = f"it starts on {started.day}; are the two days swapped?"
            self._log.fault("plan-ends-before-it-starts", "ends before it starts", ended.day, self._at(ended), hint)
        return Plan(started, ended, tuple(given)) if started else None

    def _need_plan(self, element: Element) -> NeedPlan:
        return NeedPlan(self._expected(element, "CINPlanStartDate"), self._day(element, "CINPlanEndDate"))

    def _day(self, parent: Element, tag: str) -> Dated | None:
        element = parent.first(tag)
        return self._dated(element) if element else None

    def _needed(self, parent: Element, tag: str) -> Dated | None:
        if parent.first(tag) is None:
            self._fault("missing-element", f"needs {tag} in {parent.tag}", parent)
        return self._day(parent, tag)

    def _expected(self, parent: Element, tag: str) -> Dated | None:
        if parent.first(tag) is None:
            self._notice("missing-element", f"has no {tag} in {parent.tag}", parent)
        return self._day(parent, tag)

    def _dated(self, element: Element) -> Dated | None:
        self.days += 1
        day = days().get(element.text)
        if day is None:
            self._log.faults.append(bad_day(element.text, f"{self.place(element.line)}, {element.tag}"))
            return None
        return Dated(element.tag, element.line, day)

    def _flag(self, parent: Element, tag: str) -> bool | None:
        element = parent.first(tag)
        if element is None:
            self._notice("missing-element", f"has no {tag} in {parent.tag}", parent)
            return None
        if element.text.lower() not in YES_OR_NO:
            hint = "write true or false; taken as not recorded"
            self._notice("unknown-value", "is neither true nor false", element, element.text, hint)
        return YES_OR_NO.get(element.text.lower())

    def _at(self, dated: Dated) -> str:
        return f"{self.place(dated.line)}, {dated.tag}"

    def _fault(self, code: str, fact: str, element: Element, value: str | None = None) -> None:
        self._log.fault(code, fact, value, f"{self.place(element.line)}, {element.tag}")

    def _notice(self, code: str, fact: str, element: Element, value: str | None = None, hint: str = "") -> None:
        shown_value = None if value is None else shown(value)
        self._log.notice(code, fact, shown_value, f"{self.place(element.line)}, {element.tag}", hint)
