"""The capacity simulator: one office, many cases, few workers, and what the policy demands of them.

How plans end, and how many begin, is calibrated on published figures; what work costs is assumed. `MEANING.md` says
what was held against later years, and where it missed.
"""
