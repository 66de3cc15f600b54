"""Stability: an office that cannot keep up is named so, and what is in the way is named with figures."""

from datetime import date

from simulations.experiment import experiment
from simulations.inputs import prepare
from simulations.stability import binding, growth, overloaded, percent, stability, unsteady
from tests.simulations.offices import staff, tiny

CROWDED = {"cases": {"enquiries": 500}, "staff": staff(workers=2)}


def test_an_office_without_the_time_is_named_unstable_with_its_demand() -> None:
    found = experiment(prepare(tiny(CROWDED)), replications=5)
    worst = overloaded(found)[0]
    assert worst.role == "lead_social_worker"
    assert stability(found).startswith(f"unstable: demand {worst.demand.mean:.0%} of capacity (lead social workers ")
    assert binding(found).startswith("The hours of lead social workers: unstable: demand ")


def test_of_an_office_with_hours_enough_its_demand_is_told_and_not_that_it_is_stable() -> None:
    found = experiment(prepare(tiny()), replications=5)
    assert overloaded(found) == ()
    assert stability(found).startswith("demand is below the hours that there are: lead social workers ")
    assert "stable" not in stability(found)


def test_an_office_that_cannot_use_its_hours_is_named_by_what_is_overdue() -> None:
    source = {"key": "people.*", "source": "assumed"}
    held = tiny({"run": {"days": 500}, "people": {"limit": 1}, "assumption": [source]})
    found = experiment(prepare(held), replications=5)
    assert overloaded(found) == ()
    grows = growth(found)
    assert grows
    middle, last = grows
    assert last.mean > middle.mean > 0
    assert stability(found).startswith(f"unstable: what is overdue grows, from {middle.mean:,.0f} demands on average")
    told = binding(found)
    # Conferences are not held as enquiries wait for a worker: no job of their own, so that the ledger is of other work.
    assert told.startswith("Work that piles up: most of all initial-conference, of which ")
    assert ". The time of single workers: the family's own is there but has not got to it, or none is: that is" in told
    assert told.endswith("No worker may hold more children than 1 (people.limit), so that families wait for one.")
    assert unsteady(found)


def test_what_is_overdue_in_a_usual_office_or_in_a_short_run_says_nothing() -> None:
    usual = experiment(prepare(tiny({"run": {"days": 500}})), replications=5)
    short = experiment(prepare(tiny({"run": {"days": 300}, "people": {"limit": 1}})), replications=5)
    assert growth(usual) is growth(short) is None
    assert not unsteady(usual)


def test_the_stability_of_an_office_that_is_never_open_is_not_known() -> None:
    saturday = {"run": {"days": 1, "warm_up": 0, "first": date(2024, 4, 6)}}
    assert stability(experiment(prepare(tiny(saturday)), replications=2)).startswith("not known: ")


def test_the_binding_constraint_is_the_most_frequent_cause_with_the_work_it_delays() -> None:
    gone = {"partners": {"health": 0.2, "education": 0.2, "police": 0.2}, "staff": staff(workers=12, other=0.0)}
    found = experiment(prepare(tiny(gone)), replications=5)
    told = binding(found)
    assert told.startswith("The quorum: too few partner agencies come, so that meetings are held again. It delays ")
    delayed = told.split("It delays ")[1].split(" most: ")[0]
    assert found.duties[delayed][1][0] in found.owed
    assert f" of the jobs due for that duty. It is behind {percent(found.ledger(found.owed)[0].share)}" in told
    assert "% (" in told


def test_nothing_binds_where_nothing_is_late() -> None:
    quiet = {"cases": {"enquiries": 0}, "backlog": {"children": 0}}
    assert binding(experiment(prepare(tiny(quiet)), replications=5)) == "Nothing binds: no work was late."


def test_nothing_binds_where_less_than_a_hundredth_is_late() -> None:
    there = dict.fromkeys(("health", "education", "police"), 0.95)
    people = {"leave_weeks": 0, "ill_spells": 0, "turnover": 0, "vacant": 0.0}
    tasks = [{"event": name, "fails": 0.0} for name in ("core_group_held", "rcpc_held", "child_seen", "icpc_held")]
    begun = {"backlog": {"children": 0}, "cases": {"enquiries": 200}, "run": {"days": 200}}
    tables = {
        **begun,
        "partners": there,
        "people": people,
        "task": tasks,
        "staff": staff(workers=30, other=0.0, chairs=9),
    }
    told = binding(experiment(prepare(tiny(tables)), replications=5))
    assert told.startswith("Nothing binds: 99.")
