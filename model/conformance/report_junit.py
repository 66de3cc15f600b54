"""A report as JUnit XML, which most servers that build software can show."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from model.conformance.faults import SystemFault
from model.conformance.report import Report
from model.conformance.report_text import block

# XML 1.0, production 2: every character but most controls, halves of pairs and two that are none.
NOT_IN_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def as_junit(report: Report) -> str:
    """One test a duty, and one for the conversation itself; a duty that the system does not compute is skipped."""
    suite = Element("testsuite", name=f"coregroup {report.policy.id}", time=f"{report.campaign.seconds:.1f}")
    numbered = list(enumerate(report.faults, 1))
    for duty in report.duties:
        case(suite, report, duty, [(number, one) for number, one in numbered if duty in one.duties | {one.duty}])
    case(suite, report, "conversation", [(number, one) for number, one in numbered if not one.duty])
    for duty in report.left_out:
        skipped = SubElement(suite, "testcase", classname=report.policy.id, name=duty)
        SubElement(skipped, "skipped", message="the system does not compute this duty")
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure[1]"))))
    suite.set("errors", "0")
    suite.set("skipped", str(len(report.left_out)))
    root = Element("testsuites")
    root.append(suite)
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def case(suite: Element, report: Report, name: str, faults: list[tuple[int, SystemFault]]) -> None:
    """One test; it fails once, with all the faults that show in it."""
    test = SubElement(suite, "testcase", classname=report.policy.id, name=name)
    if faults:
        message = "; ".join(one.title for _, one in faults)
        failure = SubElement(test, "failure", message=clean(message), type=faults[0][1].verdict)
        failure.text = clean("\n".join(line for number, one in faults for line in told(name, number, one, report)))


def told(name: str, number: int, fault: SystemFault, report: Report) -> list[str]:
    """The whole fault under the duty of its shortest case, a line that leads there under the others."""
    if fault.duty in ("", name):
        return list(block(number, fault, report))
    return [f"{number}. {fault.title} (told under {fault.duty})"]


def clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return NOT_IN_XML.sub("?", text)
