"""Policies as flat arrays, for what runs in bulk: exhaustive search, simulation, bulk judging."""
