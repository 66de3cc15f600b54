"""People: who is there on which day, drawn before the first day, and what is booked (`roster.py`, `diaries.py`).

Every post has a word for each day: why it is away in the lowest bits, then the percent of a load, then the minutes that
are booked.
"""

from __future__ import annotations

from simulations.draws import UNIT, Purpose, Stream
from simulations.kernel import memory as at
from simulations.kernel import tables as of
from simulations.kernel.drawing import between, drawn, who_draws
from simulations.kernel.options import Words, inner, whole
from simulations.kernel.packing import WEEKS_A_YEAR
from simulations.offices import QUANTILES
from simulations.roster import Absent

LEAVE, ILL, VACANT = whole(Absent.LEAVE), whole(Absent.ILL), whole(Absent.VACANT)
POST, LEAVE_WEEK, ILL_DAYS = whole(Stream.POST), whole(Purpose.LEAVE_WEEK), whole(Purpose.ILL)
WELL, VACANT_NOW, GAP = whole(Purpose.WELL), whole(Purpose.VACANT), whole(Purpose.GAP)
AGENCY, TENURE = whole(Purpose.AGENCY), whole(Purpose.TENURE)
NONE, FULL = whole(0), whole(100)
WHY, PERCENT, BOOKED, PERCENT_MASK = 3, 2, 16, (1 << 14) - 1
WEEKS = 52
# A quantile is looked up at the first bits of a draw.
LOOKED_UP = 53 - (QUANTILES.bit_length() - 1)


@inner
def rosters(m: Words) -> None:
    """Everybody is there with a full load; then leave, sickness and vacancies, the later over the earlier."""
    days, first = m[of.LAST], m[of.FIRST]
    for place in range(m[at.ROSTERS], m[at.ROSTERS] + days):
        m[place] = VACANT
    for place in range(m[at.ROSTERS] + days, m[at.ROSTERS] + days * (m[of.POSTS] + 1)):
        m[place] = 100 << PERCENT
    m[at.NOBODY + at.POST_NUMBER], m[at.NOBODY + at.ROSTER] = -1, m[at.ROSTERS] - first
    for number in range(m[of.POSTS]):
        post, fixed = at.NOBODY + (number + 1) * at.POST_WORDS, m[of.POST_ROWS] + number * of.POST_WORDS
        m[post + at.POST_NUMBER], m[post + at.ROLE] = number, m[fixed + of.ROLE]
        m[post + at.LUCK] = who_draws(m, POST, m[fixed + of.POST_NAME])
        m[post + at.BASE], m[post + at.SHARE] = m[fixed + of.BASE], m[fixed + of.SHARE]
        m[post + at.ROSTER] = m[at.ROSTERS] + (number + 1) * days - first
        m[post + at.BOOKED_WEEKS] = m[at.DIARIES] + number * m[of.BLOCKS] - m[m[of.BLOCK] + first]
        m[post + at.MINUTES_LEFT], m[post + at.GIVEN], m[post + at.LOAD] = 0, -1, 0
        m[post + at.QUEUE + at.HEAD], m[post + at.QUEUE + at.TAIL] = 0, 0
        on_leave(m, post)
        ill(m, post)
        vacant(m, post)


@inner
def mark(m: Words, post: int, start: int, stop: int, why: int) -> None:
    """Away from one day up to another."""
    row, first = m[post + at.ROSTER], m[of.FIRST]
    for place in range(row + first + start, row + first + min(stop, m[of.LAST])):
        m[place] = m[place] & ~WHY | why


@inner
def load(m: Words, post: int, start: int, stop: int, percent: int) -> None:
    """The share of a full load from one day up to another."""
    row, first = m[post + at.ROSTER], m[of.FIRST]
    for place in range(row + first + start, row + first + min(stop, m[of.LAST])):
        m[place] = m[place] & WHY | percent << PERCENT


@inner
def on_leave(m: Words, post: int) -> None:
    """Weeks of annual leave, one in each part of the year."""
    weeks = m[of.LEAVE_WEEKS]
    for year in range(m[of.YEAR_FROM], m[of.YEAR_TO]):
        for block in range(weeks):
            share = drawn(m[post + at.LUCK], LEAVE_WEEK, year * 64 + block)
            week = int((block + share * UNIT) * WEEKS / weeks)
            run = m[of.LEAVE_RUNS] + 2 * ((year - m[of.YEAR_FROM]) * WEEKS_A_YEAR + week)
            mark(m, post, m[run], m[run + 1], LEAVE)


@inner
def ill(m: Words, post: int) -> None:
    """Spells of sickness."""
    number, day = NONE, NONE - 1
    luck = m[post + at.LUCK]
    while day < m[of.LAST]:
        day += m[m[of.WELL] + (drawn(luck, WELL, number) >> LOOKED_UP)]
        length = between(m[of.ILL_LOW], m[of.ILL_HIGH], drawn(luck, ILL_DAYS, number))
        mark(m, post, day, day + length, ILL)
        day, number = day + length, number + 1


@inner
def vacant(m: Words, post: int) -> None:
    """Leavers, the vacancy after each, and the newcomer after that."""
    number, day = NONE, 0
    luck = m[post + at.LUCK]
    if drawn(luck, VACANT_NOW, NONE) >= m[of.VACANT]:
        day = m[m[of.TENURE] + (drawn(luck, TENURE, NONE) >> LOOKED_UP)]
    while day < m[of.LAST]:
        end = day + between(m[of.GAP_LOW], m[of.GAP_HIGH], drawn(luck, GAP, number))
        agency = drawn(luck, AGENCY, number) < m[of.AGENCY]
        mark(m, post, day, min(end, day + m[of.AGENCY_DELAY]) if agency else end, VACANT)
        load(m, post, day, end, FULL)
        load(m, post, end, end + m[of.NEWCOMER_DAYS], m[of.NEWCOMER_PERCENT])
        number += 1
        day = end + m[m[of.TENURE] + (drawn(luck, TENURE, number) >> LOOKED_UP)]


@inner
def room(m: Words, post: int, day: int, minutes: int) -> bool:
    """Whether the diary has room: annual leave is known beforehand, illness and vacancies are not."""
    block = m[m[of.BLOCK] + day]
    return (
        (m[m[post + at.ROSTER] + day] >> BOOKED) + minutes <= m[post + at.SHARE]
        and m[m[post + at.ROSTER] + day] & WHY != LEAVE
        and m[m[post + at.BOOKED_WEEKS] + block] + minutes <= m[post + at.BASE] * m[m[of.BLOCK_DAYS] + block]
    )


@inner
def enter(m: Words, post: int, day: int, minutes: int) -> None:
    """Minutes of a meeting go into a diary, or out of it where they are negative."""
    m[m[post + at.ROSTER] + day] += minutes << BOOKED
    m[m[post + at.BOOKED_WEEKS] + m[m[of.BLOCK] + day]] += minutes


@inner
def spend(m: Words, post: int, day: int, minutes: int) -> None:
    """Minutes of today are gone."""
    m[post + at.MINUTES_LEFT] -= minutes
    m[m[at.USE] + 6 * (day - m[of.FIRST]) + 2 * m[post + at.ROLE] + 1] += minutes
