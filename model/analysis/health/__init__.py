"""The health of one policy: what is wrong with it, with the clauses, a case that shows it, and what was searched."""

from model.analysis.health.ailment import Ailment
from model.analysis.health.check import check
from model.analysis.health.health import Coverage, Health, plain, told
from model.analysis.health.kinds import TABLE, Kind, Severity

__all__ = ["TABLE", "Ailment", "Coverage", "Health", "Kind", "Severity", "check", "plain", "told"]
