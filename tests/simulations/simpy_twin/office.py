"""Office: everything put together, the start from a backlog, and the log."""

from __future__ import annotations

from bisect import bisect

import numpy as np

from simulations.draws import Purpose
from simulations.inputs import Inputs
from simulations.lives import Past, in_time
from simulations.log import EVENT_COLUMNS, JOB_COLUMNS, OCCASION_COLUMNS, USE_COLUMNS, Log, table
from tests.simulations.simpy_twin.cases import AWAY, CAPACITY, LATE_START, NONE, NOT_THERE, ON_PLAN, QUORUM, SLOT, Job
from tests.simulations.simpy_twin.course import Course
from tests.simulations.simpy_twin.hours import Hours
from tests.simulations.simpy_twin.night import Night
from tests.simulations.simpy_twin.rules import PAST, Rules, between, drawing
from tests.simulations.simpy_twin.world import World


def simulate(inputs: Inputs, replication: int = 0, rules: Rules | None = None) -> Log:
    """The log of one replication; `rules` may be kept from one replication to the next."""
    rules = rules or Rules(inputs)
    world = World(rules, drawing(inputs.seed, replication))
    course = Course(world)
    hours = Hours(world, course)
    night = Night(world, hours)
    start(world, course)
    hours.start()
    world.env.process(course.arrivals())
    world.env.process(night.nights())
    world.env.run(until=inputs.stop)
    return log(world)


def start(world: World, course: Course) -> None:
    """What is open before the first day."""
    of = world.rules.of
    past = backlog(world)
    for size, stage, plan, reviews, began in past.families:
        family = world.new_family(size)
        if plan > 0:
            family.plans = plan - 1
            course.begin_plan(family, began)
        family.stage, family.reviews, family.enquiries = stage, reviews, 1
        world.touch(family)
    for child, family, (cared_for, ceases) in zip(world.children, world.family_of, past.children, strict=True):
        if cared_for:
            child.looked_after, child.spells = True, 1
            world.env.process(course.out_of_care(family, child, 1, max(ceases, of.first)))
    for number, day, act, speaks_of in past.acts:
        world.reaches(day, number, act, speaks_of, -1)


def backlog(world: World) -> Past:
    """The list that the inputs have, or plans of ages drawn for this replication."""
    of = world.rules.of
    past = Past([], [], [])
    if not of.past_drawn:
        return Past(of.past_families, of.past_children, of.past_acts)
    while len(past.children) < of.past_drawn:
        number = len(past.families)
        size = 1 + bisect(of.sizes, world.draw(PAST, number, Purpose.SIZE, 0))
        youngest, oldest = of.past_ages[bisect(of.past_shares, world.draw(PAST, number, Purpose.AGE, 0))]
        life = in_time(of, between(youngest, oldest, world.draw(PAST, number, Purpose.AGE, 1)))
        past.families.append([size, ON_PLAN, 1, life.reviews, life.held])
        for child in range(len(past.children), min(of.past_drawn, len(past.children) + size)):
            past.children.append([0, 0])
            past.acts.extend([child, *act] for act in life.acts)
    past.families[-1][0] -= sum(size for size, *_ in past.families) - of.past_drawn
    return past


def log(world: World) -> Log:
    """Everything as arrays."""
    jobs = [
        (
            job.task,
            job.family.number,
            -1 if job.key[1] < 0 else job.children[0].number,
            job.key[2],
            job.clock,
            job.released,
            job.due,
            job.done,
            job.cancelled,
            job.worker,
            job.way,
            job.failures.total(),
            *(job.failures[one] for one in (AWAY, SLOT, QUORUM, NOT_THERE)),
            cause(world, job),
        )
        for job in world.jobs
    ]
    occasions = [(o.child, o.clock, o.anchor, o.opens, o.due, o.standing, o.settled) for o in world.occasions]
    return Log(
        table(jobs, len(JOB_COLUMNS)),
        table(occasions, len(OCCASION_COLUMNS)),
        table(world.events, len(EVENT_COLUMNS)),
        table(world.use, len(USE_COLUMNS)),
        np.array([family.number for family in world.family_of], np.int64),
    )


def cause(world: World, job: Job) -> int:
    """Why a job was late; NONE where it was not."""
    over = max(job.done, job.cancelled)
    if (over if over >= 0 else world.rules.of.stop - 1) <= job.due:
        return NONE
    if job.obstacle != NONE:
        return job.obstacle
    if job.released >= job.due:
        return LATE_START
    worker = job.family.last_worker if job.open else job.whose
    if worker is not None and not worker.there(job.due):
        return AWAY
    return CAPACITY
