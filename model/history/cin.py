"""The CIN census: children in need as councils return them to the Department for Education, read as histories.

**What becomes what.** Every child is one case, called by its LAchildID; names, birth dates and characteristics are
not read. Days become events:

- CINreferralDate: `referral_received`
- AssessmentAuthorisationDate: `assessment_completed`; an assessment without it is not complete
- S47ActualStartDate: `strategy_discussion_held` (`outcome` section_47) and `section_47_started`
- ICPCnotRequired true, and no conference: `section_47_concluded` (`icpc_required` false) on the day of the start
- DateOfInitialCPC of an enquiry, or of the referral (a move from another authority): `icpc_held`, with the `outcome`
  plan where a plan starts on that day or in the 7 days after it, else no_plan
- CPPstartDate without such a conference: `icpc_held` (`outcome` plan) on that day
- CPPreviewDate: `rcpc_held`, with the `outcome` discharge on the day of CPPendDate, else continue
- CPPendDate: `plan_discharged`
- CINPlanEndDate: `child_in_need_ended`
- CINclosureDate: `case_closed` (`reason`: the code in ReasonForClosure)

The census measures the wait for the conference from S47ActualStartDate (its validation rule 8675Q counts 15 working
days from it), so that day stands for the strategy discussion that decided on the enquiry. It asks for a plan to start
on the day of its conference, so a plan shows that there was one. It has nothing about core groups, visits, records,
the team around the child or decisions on referrals: `CARRIES` says so, and duties on them are not assessed.

**What is a fault** sets the child aside as a whole (`ChildReader` lists them): without its name, or on days that cannot
be read or lie outside the calendar, nothing about it could be said. **What is a notice** leaves the child judged
(`cin_checks` lists them): a contradiction between days that can each be read, such as an assessment authorised before
it began or a plan that starts before its conference. Both days stay as the file has them, and what no lifecycle
allows is refused when the case is judged. What this import has to decide for itself is counted for the file as a
whole (`CONVENTIONS`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from types import MappingProxyType
from typing import BinaryIO

from model.history.cin_checks import notices
from model.history.cin_child import ChildReader
from model.history.cin_events import CONVENTIONS, events
from model.history.cin_xml import CHILD, Element, elements
from model.history.history import History
from model.history.log import Log
from model.history.value import bad_day, days
from model.kinds import Vocabulary

SOURCE = "CIN census"
CARRIES = MappingProxyType(
    {
        "referral_received": (),
        "assessment_completed": (),
        "strategy_discussion_held": ("outcome",),
        "section_47_started": (),
        "section_47_concluded": ("icpc_required",),
        "icpc_held": ("outcome",),
        "rcpc_held": ("outcome",),
        "plan_discharged": (),
        "child_in_need_ended": (),
        "case_closed": ("reason",),
    }
)


def read(stream: BinaryIO, vocabulary: Vocabulary, log: Log) -> Iterator[History]:
    """The histories of the sound children, as they are read; memory stays flat however many there are."""
    census = Census(vocabulary, log)
    for element in elements(stream, log):
        if element.tag == CHILD:
            history = census.history(element)
            if history is not None:
                yield history
        else:
            census.header(element)
    census.close()


class Census:
    """Takes the header, then each child; at the end it says which conventions were needed, and how often."""

    def __init__(self, vocabulary: Vocabulary, log: Log) -> None:
        self._vocabulary = vocabulary
        self._log = log
        self._children = 0
        self._needed: Counter[str] = Counter()

    def header(self, element: Element) -> None:
        """Takes the last day of the census from the header."""
        for one in element.walk():
            if one.tag == "ReferenceDate":
                self._log.last_day = days().get(one.text)
                if self._log.last_day is None:
                    self._log.notices.append(bad_day(one.text, f"{self._log.file} line {one.line}, ReferenceDate"))

    def history(self, element: Element) -> History | None:
        """The history of a child, None where its record has a fault."""
        self._children += 1
        child = ChildReader(element, self._children, self._log).child()
        if child is None:
            return None
        happened = events(child, self._needed)
        self._log.notices += notices(child, self._log.last_day, self._needed)
        if not self._log.is_new(child.case, child.place(element.line), len(happened)):
            return None
        return History.of(child.case, happened, source=SOURCE, carries=CARRIES, vocabulary=self._vocabulary)

    def close(self) -> None:
        """Says what there is to say about the file as a whole."""
        if not self._children and not self._log.faults:
            self._log.fault("empty-file", "holds no child", hint="a census has them in <Children>")
        elif self._log.last_day is None:
            hint = "judge it as of the day on which it was made, or what it does not know yet looks undone"
            self._log.notice("no-reference-date", "does not say the last day of the census", hint=hint)
        for code, says in CONVENTIONS.items():
            if self._needed[code]:
                self._log.notice(code, says, f"{self._needed[code]} in this file")
