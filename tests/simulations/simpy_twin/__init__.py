"""A second engine, written on SimPy from `simulations/MEANING.md` and not from the plain engine."""

from tests.simulations.simpy_twin.office import simulate
from tests.simulations.simpy_twin.rules import Rules

__all__ = ["Rules", "simulate"]
