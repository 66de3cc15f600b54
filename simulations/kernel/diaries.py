"""The diaries: which way a meeting is done, and on which day it is set (`simulations/diaries.py`)."""

from __future__ import annotations

from simulations.draws import Purpose
from simulations.kernel import memory as at
from simulations.kernel import tables as of
from simulations.kernel.clocks import asks, feed
from simulations.kernel.drawing import between, owner_draw
from simulations.kernel.heap import add, note, put, taken_note, taken_out
from simulations.kernel.options import Words, apart, inner, whole
from simulations.kernel.people import LEAVE, WHY, enter, room
from simulations.kernel.records import AWAY, CAPACITY, LATE_START
from simulations.rows import Cause

MARGIN = whole(Purpose.MARGIN)
SLOT = whole(Cause.SLOT)
AGAIN, NEWS = whole(at.AGAIN), whole(at.NEWS)
# A note of a new day says the day before + 1 and the job.
OLD_AT, JOB_MASK = 40, (1 << 40) - 1
NO_RANK, AFTER_IT, UP_TO_IT = whole(0), whole(1), whole(0)


@inner
def best_way(m: Words, job: int) -> int:
    """The usual way that breaks the least of the policy; the first of those."""
    task, best, least = m[job + at.TASK], 0, 0
    costs = m[of.COST] + m[m[m[job + at.OWNER] + at.FROM] + at.CONTROL]
    for way in range(m[task + of.WAYS_FROM], m[task + of.WAYS_TO], of.WAY_WORDS):
        cost = m[costs + m[way + of.FULL]]
        if not m[way + of.COVER] and (not best or cost < least):
            best, least = way, cost
    return best


@inner
def office_day(m: Words, day: int, number: int) -> int:
    """The so manieth office day after a day; with 0, the last one up to it."""
    return m[m[of.OFFICE_DAYS] + m[m[of.UPTO] + day] + number - 1]


@apart
def book(m: Words, job: int, day: int, opens: int) -> None:
    """Sets a meeting for the day nearest to the one aimed at on which everybody has room."""
    old, task = m[job + at.BOOKED], m[job + at.TASK]
    owner, family, due = m[job + at.OWNER], m[job + at.JOB_FAMILY], m[job + at.DUE]
    share = owner_draw(m, owner, MARGIN, m[task + of.DRAWS] | m[owner + m[task + of.TRIES]])
    aside = between(m[task + of.MARGIN_LOW], m[task + of.MARGIN_HIGH], share)
    notice = m[task + (of.NOTICE_AGAIN if m[job + at.MOVED_FROM] >= 0 else of.NOTICE)]
    earliest = max(office_day(m, day, notice), office_day(m, opens - 1, AFTER_IT))
    aim = max(earliest, office_day(m, due - aside, UP_TO_IT))
    unbook(m, job)
    m[job + at.BOOKED], m[job + at.WAY] = -1, best_way(m, job)
    search(m, job, earliest, aim)
    booked = m[job + at.BOOKED]
    if (booked < 0 or booked > due) and day <= due:
        m[job + at.OBSTACLE] = blocked(m, job, aim)
    if booked < 0:
        m[job + at.MOVED_FROM] = max(m[job + at.MOVED_FROM], old)
        asks(m, owner, m[task + of.BIT])
        add(m, AGAIN, family)
        return
    put(m, m[at.DAYS] + booked * at.DAY_WORDS + at.DIARY, job, NO_RANK)
    if booked != old:
        told(m, job, old if old >= 0 else m[job + at.MOVED_FROM])


@inner
def search(m: Words, job: int, earliest: int, aim: int) -> None:
    """From the day aimed at back to the earliest, then on from it, within reach; a full week is passed over."""
    if not staffed(m, job):
        return
    day, last, way_on = aim, earliest, -1
    while True:
        if m[m[of.OFFICE] + day]:
            if not without_room(m, job, day):
                enter_found(m, job, day)
                return
            if full_week(m, job, m[m[of.BLOCK] + day]):
                day = end_of_week(m, day, last, way_on)
        if day == last:
            if way_on > 0 or not m[of.REACH]:
                return
            day, last, way_on = aim, aim + m[of.REACH], 1
        day += way_on


@inner
def end_of_week(m: Words, day: int, last: int, way_on: int) -> int:
    """The last day of the same week on the way to the last day of all."""
    week = m[m[of.BLOCK] + day]
    while day != last and m[m[of.BLOCK] + day + way_on] == week:
        day += way_on
    return day


@inner
def enter_found(m: Words, job: int, day: int) -> None:
    """The people who were found are booked."""
    m[job + at.BOOKED] = day
    for place in range(m[m[job + at.WAY] + of.NEEDED_PEOPLE]):
        who = m[m[job + at.WAY] + of.WHO_FROM] + place * of.WHO_WORDS
        m[job + at.PEOPLE + place] = m[m[at.FOUND] + place]
        enter(m, m[job + at.PEOPLE + place], day, m[who + of.MINUTES])


@inner
def staffed(m: Words, job: int) -> bool:
    """Whether the family has a worker, or the way needs none: else nobody has room on any day."""
    way, has = m[job + at.WAY], m[m[job + at.JOB_FAMILY] + at.WORKER] != at.NOBODY
    for place in range(m[way + of.NEEDED_PEOPLE]):
        if not has and m[m[way + of.WHO_FROM] + place * of.WHO_WORDS + of.GROUP] < 0:
            return False
    return True


@inner
def full_week(m: Words, job: int, week: int) -> bool:
    """Whether for one of the way's people nobody has minutes enough left in a week, whatever the day."""
    way, family = m[job + at.WAY], m[job + at.JOB_FAMILY]
    for place in range(m[way + of.NEEDED_PEOPLE]):
        who, worker = m[way + of.WHO_FROM] + place * of.WHO_WORDS, m[family + at.WORKER]
        minutes, group = m[who + of.MINUTES], m[who + of.GROUP] + m[family + at.TEAM]
        some = False
        if m[who + of.GROUP] < 0:
            some = week_has_room(m, worker, week, minutes)
        else:
            for member in range(m[group], m[group + 1]):
                some |= (m[member] != worker) & week_has_room(m, m[member], week, minutes)
        if not some:
            return True
    return False


@inner
def week_has_room(m: Words, post: int, week: int, minutes: int) -> bool:
    """Whether a post has so many minutes left for meetings in a week."""
    return m[m[post + at.BOOKED_WEEKS] + week] + minutes <= m[post + at.BASE] * m[m[of.BLOCK_DAYS] + week]


@inner
def without_room(m: Words, job: int, day: int) -> int:
    """The first group of the way in which nobody has room on a day, -1 where the worker has none; 0 where all have.

    Those who have are written down.
    """
    way, family = m[job + at.WAY], m[job + at.JOB_FAMILY]
    for place in range(m[way + of.NEEDED_PEOPLE]):
        who = m[way + of.WHO_FROM] + place * of.WHO_WORDS
        post, minutes = m[family + at.WORKER], m[who + of.MINUTES]
        if m[who + of.GROUP] >= 0:
            post = first_with_room(m, m[who + of.GROUP] + m[family + at.TEAM], place, day, minutes, post)
        elif post != at.NOBODY and (known(m, place, post) or not room(m, post, day, minutes)):
            post = at.NOBODY
        if post == at.NOBODY:
            return m[who + of.GROUP]
        m[m[at.FOUND] + place] = post
    return 0


@inner
def first_with_room(m: Words, group: int, place: int, day: int, minutes: int, worker: int) -> int:
    """The first of a group who has room and was not found yet; never the family's own worker."""
    for member in range(m[group], m[group + 1]):
        if m[member] != worker and room(m, m[member], day, minutes) and not known(m, place, m[member]):
            return m[member]
    return at.NOBODY


@inner
def known(m: Words, count: int, post: int) -> bool:
    """Whether a post is one of the people found so far."""
    found = False
    for place in range(m[at.FOUND], m[at.FOUND] + count):
        found |= m[place] == post
    return found


@inner
def blocked(m: Words, job: int, aim: int) -> int:
    """Why a meeting could not be set in time: who had no room on the day aimed at."""
    worker = m[m[job + at.JOB_FAMILY] + at.WORKER]
    if aim > m[job + at.DUE]:
        return m[job + at.OBSTACLE] or LATE_START
    if worker == at.NOBODY:
        return CAPACITY
    if without_room(m, job, aim) > 0:
        return SLOT
    return AWAY if m[m[worker + at.ROSTER] + aim] & WHY == LEAVE else CAPACITY


@inner
def told(m: Words, job: int, old: int) -> None:
    """A new day is noted behind the others of tonight, where it is an event of its own."""
    head = NEWS
    if m[m[job + at.TASK] + (of.SET if old < 0 else of.MOVED)] >= 0:
        while m[head]:
            head = m[head] + at.NOTE_NEXT
        note(m, head, (old + 1) << OLD_AT | job)


@inner
def announce(m: Words, day: int) -> None:
    """The clocks hear of the new days tonight; what follows from them is work tomorrow night."""
    while m[NEWS]:
        says = taken_note(m, NEWS)
        job, old = says & JOB_MASK, (says >> OLD_AT) - 1
        owner, act = m[job + at.OWNER], m[m[job + at.TASK] + (of.SET if old < 0 else of.MOVED)]
        for child in range(m[owner + at.FROM], m[owner + at.TO], m[of.CHILD_WORDS]):
            feed(m, child, act, m[job + at.BOOKED], old, day)
        add(m, AGAIN, m[job + at.JOB_FAMILY])


@inner
def unbook(m: Words, job: int) -> None:
    """Frees the people of a booking."""
    way = m[job + at.WAY]
    if m[job + at.BOOKED] >= 0:
        taken_out(m, job)
        for place in range(m[way + of.NEEDED_PEOPLE]):
            minutes = m[m[way + of.WHO_FROM] + place * of.WHO_WORDS + of.MINUTES]
            enter(m, m[job + at.PEOPLE + place], m[job + at.BOOKED], -minutes)
