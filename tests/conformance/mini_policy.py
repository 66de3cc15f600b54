"""A policy small enough that its whole corpus is made in a moment."""

from pathlib import Path

from model.policy import Policy, load_policy

TEXT = """
[policy]
id = "mini"
title = "A small policy"
in_force = 2015-01-01

[counting]
first_day = "day-after"
due_on_closed_day = "stays"

[[duty]]
id = "first"
topic = "first"
clauses = ["1"]
strength = "must"
owed_by = "lead social worker"
says = "The first core group meets within {days} working days of the initial conference."
when = { event = "icpc_held", outcome = "plan" }
then = "core_group_held"
within = "{days} working days"
until = ["plan_discharged", "case_closed"]

[[duty]]
id = "named"
topic = "named"
clauses = ["2"]
strength = "must"
owed_by = "conference chair"
says = "The initial conference names the members."
when = { event = "icpc_held", outcome = "plan" }
requires = { members_named = true }

[[excuse]]
id = "delay"
clauses = ["1"]
covers = ["first"]
when = { event = "core_group_delay_authorised" }
says = "A delay may be authorised."
decided = "by-due"

[[clause]]
id = "1"
says = "The first core group, and its delay."
treatment = "modelled"
by = ["first", "delay"]

[[clause]]
id = "2"
says = "Members are named."
treatment = "modelled"
by = ["named"]
"""


def written(folder: Path, days: int = 10) -> Path:
    """A file of the policy, with another number of days where one is asked for."""
    path = folder / f"mini-{days}.toml"
    path.write_text(TEXT.replace("{days}", str(days)), encoding="utf-8")
    return path


def loaded(folder: Path, days: int = 10) -> Policy:
    """The policy."""
    return load_policy(str(written(folder, days)))
