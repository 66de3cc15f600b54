"""A report for programs."""

from __future__ import annotations

from typing import Any

import msgspec

from model.conformance.faults import SystemFault
from model.conformance.reason import reason
from model.conformance.replay import replay_of
from model.conformance.report import Report
from model.conformance.telling import affected, answers, clause, story


def as_json(report: Report) -> str:
    """The report as one JSON object, laid out for reading."""
    return msgspec.json.format(msgspec.json.encode(tables(report)), indent=2).decode() + "\n"


def tables(report: Report) -> dict[str, Any]:
    """The report as plain tables."""
    run = report.campaign
    return {
        "agrees": report.agrees,
        "headline": report.headline,
        "system": {"name": report.about.name, "language": report.about.language, "release": report.about.release},
        "policy": report.policy.id,
        "digest": report.digest,
        "readings": dict(report.policy.chosen),
        "level": report.level.value,
        "duties": list(report.duties),
        "left_out": list(report.left_out),
        "seed": run.seed,
        "histories": {**run.put, "asked": run.asked, "agreed": run.agreed, "disagreed": run.disagreed},
        "skipped": dict(run.skipped),
        "failed": dict(run.failed),
        "stopped": run.stopped,
        "seconds": round(run.seconds, 1),
        "faults": [fault_table(fault, report) for fault in report.faults],
    }


def fault_table(fault: SystemFault, report: Report) -> dict[str, Any]:
    """One fault."""
    both = answers(fault, report.level)
    return {
        "kind": fault.kind,
        "verdict": fault.verdict,
        "title": fault.title,
        "says": fault.says,
        "duty": fault.duty,
        "clause": clause(fault, report),
        "count": fault.count,
        "also_in": affected(fault).removeprefix("also seen in: "),
        "duties": sorted(fault.duties),
        "story": list(story(fault)),
        "policy_says": both and both[0],
        "policy_because": reason(fault, report.policy),
        "system_says": both and both[1],
        "guesses": [
            {
                "says": one.suspect.says,
                "verdict": one.verdict,
                "explained": one.explained,
                "failing": one.failing,
                "broken": one.broken,
                "passing": one.passing,
            }
            for one in fault.explanations
        ],
        "stderr": fault.stderr,
        "found_on": fault.found_on,
        "replay": replay_of(fault, report),
    }
