"""Timed duties of child protection plans as a formal model: judge histories, read policies, explain verdicts."""

__version__ = "0.1.0"
