"""An office that is a textbook queue: one worker, one kind of work, new work at random; held against its formulas.

Time is counted in office days. Every evening of one brings a Poisson number of enquiries (mean `load`); concluding one
takes a day of the worker, in the order of coming, and the case then closes. So with Q(n) families waiting or served at
the start of day n,

    Q(n + 1) = Q(n) - D(n) + A(n),  A Poisson(load),  D = 1 (or 1 with chance `1 - fails`) where Q > 0,

which is the recursion of a single server queue with Poisson arrivals looked at where services end: M/D/1 for fails = 0,
M/G/1 with geometric services where families are not there and the work is done anew. Pollaczek and Khinchine's
formula holds for it exactly, with E[S] = 1 / (1 - f) and E[S^2] = (1 + f) / (1 - f)^2:

    L = r + load^2 E[S^2] / (2 (1 - r)),  r = load E[S],  and by Little's law the mean time in the system is L / load.
"""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from math import sqrt

import numpy as np
import pytest

from model import Calendar
from simulations.inputs import Setting, prepare
from simulations.log import Ints, Log
from tests.miniatures import policy
from tests.simulations.offices import jobs, staff, tiny
from tests.simulations.simpy_twin import Rules, simulate

POLICY = 'when = { event = "section_47_started" }\nthen = "section_47_concluded"\nwithin = "15 working days"\n'
DAY = 444
OFFICE_DAYS_A_YEAR = 365 * 5 / 7


@lru_cache(maxsize=8)
def queue(
    load: float, fails: float = 0.0, days: int = 2800, minutes: int = DAY, sizes: tuple[float, ...] = (1.0,)
) -> Setting:
    """The queue, on a calendar without bank holidays; so many `minutes` of the worker's day for one enquiry."""
    scenario = tiny(
        {
            "run": {"first": date(2001, 1, 1), "days": days, "closure_days": []},
            "work": {"order": "first-in-first-out", "protected": {"event": "", "minutes": 0}},
            "cases": {
                "enquiries": load * OFFICE_DAYS_A_YEAR,
                "weekdays": [1.0] * 5 + [0.0] * 2,
                "months": [1.0] * 12,
                "sizes": list(sizes),
                "needed": 0.0,
            },
            "people": {"leave_weeks": 0, "ill_spells": 0.0, "turnover": 0.0, "vacant": 0.0, "limit": 0},
            "backlog": {"children": 0},
            "staff": staff(workers=1, other=0.0),
        }
    )
    concluding = next(one for one in scenario.tasks if one.event == "section_47_concluded")
    way = replace(concluding.ways[0], who=(("lead_social_worker", minutes),))
    task = replace(concluding, ways=(way,), lead=366, fails=fails)
    calendar = Calendar("without-bank-holidays", date(2000, 1, 3), date(2030, 12, 31), frozenset())
    return prepare(replace(scenario, tasks=(task,), changes=()), calendar, policy(POLICY))


def logs(setting: Setting, replications: int) -> list[Log]:
    rules = Rules(setting.inputs)
    return [simulate(setting.inputs, number, rules) for number in range(replications)]


def in_office_days(setting: Setting, days: Ints) -> Ints:
    """Days as numbers of office days; -1 stays."""
    return np.where(days >= 0, setting.inputs.office_upto[days], -1)


def sojourns(setting: Setting, log: Log, warm_up: int) -> Ints:
    """Office days from coming to being done, of the work that came after the warm-up and is done."""
    came, done = (in_office_days(setting, jobs(log, name)) for name in ("released", "done"))
    began = int(setting.inputs.office_upto[setting.inputs.first]) + warm_up
    return (done - came)[(came >= began) & (done >= 0)]


def pollaczek_khinchine(load: float, fails: float) -> float:
    """The mean number in the system."""
    mean, square = 1 / (1 - fails), (1 + fails) / (1 - fails) ** 2
    use = load * mean
    return use + load**2 * square / (2 * (1 - use))


def interval(values: list[float]) -> tuple[float, float]:
    """Mean of independent values, and the half width of its 99.9% interval (normal; at least 16 of them)."""
    return float(np.mean(values)), 3.6 * float(np.std(values, ddof=1)) / sqrt(len(values))


@pytest.mark.parametrize(("load", "minutes"), [(0.8, DAY), (1.7, 200), (0.5, 700)])
def test_what_is_worked_each_day_is_lindleys_recursion(load: float, minutes: int) -> None:
    """Minutes to do at the start of a day: W(n + 1) = max(0, W(n) - day) + minutes x arrivals(n); used: min(W, day)."""
    setting = queue(load, minutes=minutes, days=700)
    log, inputs = logs(setting, 1)[0], setting.inputs
    office = inputs.office[inputs.first : inputs.stop] == 1
    came = np.bincount(jobs(log, "released") - inputs.first, minlength=inputs.stop - inputs.first)[office]
    to_do, expected = 0, []
    for arrivals in came.tolist():
        expected.append(min(to_do, DAY))
        to_do = max(0, to_do - DAY) + minutes * arrivals
    assert log.use[office, 1].tolist() == expected
    assert sum(expected) > 50_000


def test_in_the_order_of_coming_everybody_waits_for_those_before() -> None:
    """With a day each, the n-th is done on the day after the later of its coming and the day of the one before."""
    setting = queue(0.8, days=700)
    log = logs(setting, 1)[0]
    came, done = (in_office_days(setting, jobs(log, name)) for name in ("released", "done"))
    free = 0
    for one, over in zip(came.tolist(), done.tolist(), strict=True):
        free = max(one, free) + 1
        assert over in (free, -1)


@pytest.mark.slow
@pytest.mark.parametrize(("load", "fails"), [(0.5, 0.0), (0.7, 0.0), (0.4, 0.3), (0.3, 0.5)], ids=str)
def test_one_worker_is_an_m_d_1_and_an_m_g_1_queue(load: float, fails: float) -> None:
    """Means of sixteen independent runs of two thousand office days, after two hundred."""
    setting = queue(load, fails)
    found = [float(sojourns(setting, log, 200).mean()) for log in logs(setting, 16)]
    mean, half = interval(found)
    exact = pollaczek_khinchine(load, fails) / load
    assert abs(mean - exact) < half
    # The interval says something: it leaves out the time without any waiting.
    assert half < mean - 1 / (1 - fails)


@pytest.mark.slow
@pytest.mark.parametrize(("load", "fails"), [(0.6, 0.0), (0.4, 0.3)], ids=str)
def test_use_is_the_load_that_is_offered(load: float, fails: float) -> None:
    """Minutes used a day are the load times the minutes of an enquiry, all its attempts included."""
    setting = queue(load, fails)
    office = setting.inputs.office[setting.inputs.first : setting.inputs.stop] == 1
    mean, half = interval([float(log.use[office, 1].mean()) / DAY for log in logs(setting, 16)])
    assert abs(mean - load / (1 - fails)) < half < 0.02


def test_more_work_than_a_worker_has_days_grows_without_end() -> None:
    setting = queue(1.3, days=1400)
    log = logs(setting, 1)[0]
    waiting = int((jobs(log, "done") < 0).sum())
    office = setting.inputs.office[setting.inputs.first : setting.inputs.stop] == 1
    assert log.use[office, 1][20:].min() == DAY
    assert waiting > 0.2 * office.sum()
