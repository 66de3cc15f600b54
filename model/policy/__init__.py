"""What is required: policies as data, their duties, readings and clauses."""

from model.policy.duty import Duty, Excuse, Power, Strength
from model.policy.load import built_in, changed_by, load_policy, under
from model.policy.policy import Clause, Policy, Reading

__all__ = [
    "Clause",
    "Duty",
    "Excuse",
    "Policy",
    "Power",
    "Reading",
    "Strength",
    "built_in",
    "changed_by",
    "load_policy",
    "under",
]
