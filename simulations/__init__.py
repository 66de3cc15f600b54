"""The capacity simulator: one office, many cases, few workers, and what the policy demands of them.

So far the plain engine alone, whose runs the oracle agrees with; the presets are not calibrated.
"""
