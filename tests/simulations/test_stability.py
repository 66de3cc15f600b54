"""Stability: an office that cannot keep up is named so, and what is in the way is named with figures."""

from simulations.experiment import experiment
from simulations.inputs import prepare
from simulations.stability import binding, overloaded, stability
from tests.simulations.offices import staff, tiny

CROWDED = {"cases": {"enquiries": 500}, "staff": staff(workers=2)}


def test_an_office_without_the_time_is_named_unstable_with_its_demand() -> None:
    found = experiment(prepare(tiny(CROWDED)), replications=5)
    worst = overloaded(found)[0]
    assert worst.role == "lead_social_worker"
    assert stability(found).startswith(f"unstable: demand {worst.demand.mean:.0%} of capacity (lead social workers ")
    assert binding(found).startswith("The hours of lead social workers: unstable: demand ")


def test_an_office_with_time_is_stable_and_its_demand_told() -> None:
    found = experiment(prepare(tiny()), replications=5)
    assert overloaded(found) == ()
    assert stability(found).startswith("stable: demand below capacity (lead social workers ")


def test_the_binding_constraint_is_the_most_frequent_cause_with_the_work_it_delays() -> None:
    gone = {"partners": {"health": 0.2, "education": 0.2, "police": 0.2}, "staff": staff(workers=12, other=0.0)}
    told = binding(experiment(prepare(tiny(gone)), replications=5))
    assert told.startswith("The quorum: too few partner agencies come, so that meetings are held again. It delays ")
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
