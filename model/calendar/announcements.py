"""The days on which extra and moved bank holidays of England and Wales became known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Announcement:
    """A bank holiday on `day` that nobody could know of before the day `announced`; `source` says where that stands.

    `instead_of` is the bank holiday that was given up for it, and None where the holiday is an extra one.
    """

    day: date
    announced: date
    instead_of: date | None
    source: str


# In the order of `announced`. A bank holiday without a row counts as known on every day: those that the Act of 1971
# or custom fixes, and 31 December 1999, for whose announcement no dated record was found.
ENGLAND_AND_WALES: tuple[Announcement, ...] = (
    Announcement(
        date(1995, 5, 8),
        date(1993, 12, 16),
        date(1995, 5, 1),
        "Lords written answer, HL Deb 16 December 1993 vol 550 cc135-6WA",
    ),
    Announcement(
        date(2002, 6, 3),
        date(2000, 11, 24),
        None,
        "Commons written answer by the Prime Minister, BBC News 24 November 2000",
    ),
    Announcement(
        date(2002, 6, 4),
        date(2000, 11, 24),
        date(2002, 5, 27),
        "Commons written answer by the Prime Minister, BBC News 24 November 2000",
    ),
    Announcement(
        date(2012, 6, 4),
        date(2010, 1, 5),
        date(2012, 5, 28),
        "Lords statement on the Diamond Jubilee, 5 January 2010",
    ),
    Announcement(
        date(2012, 6, 5),
        date(2010, 1, 5),
        None,
        "Lords statement on the Diamond Jubilee, 5 January 2010",
    ),
    Announcement(
        date(2011, 4, 29),
        date(2010, 11, 23),
        None,
        "Downing Street after Cabinet, 23 November 2010 (The Guardian, same day)",
    ),
    Announcement(
        date(2020, 5, 8),
        date(2019, 6, 7),
        date(2020, 5, 4),
        "Business Secretary, GOV.UK 7 June 2019 (BBC News 8 June 2019)",
    ),
    Announcement(
        date(2022, 6, 2),
        date(2020, 11, 12),
        date(2022, 5, 30),
        "Culture Secretary on the Platinum Jubilee, GOV.UK 12 November 2020",
    ),
    Announcement(
        date(2022, 6, 3),
        date(2020, 11, 12),
        None,
        "Culture Secretary on the Platinum Jubilee, GOV.UK 12 November 2020",
    ),
    Announcement(
        date(2022, 9, 19),
        date(2022, 9, 10),
        None,
        "Proclamation at the Accession Council, 10 September 2022 (the day of the funeral was named that evening)",
    ),
    Announcement(
        date(2023, 5, 8),
        date(2022, 11, 6),
        None,
        "Prime Minister on the Coronation, GOV.UK 6 November 2022",
    ),
)
