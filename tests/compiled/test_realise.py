from datetime import date

from model.compiled.realise import realised
from tests import miniatures
from tests.compiled.story import arrays, place


def test_a_path_becomes_events_on_its_days_in_its_order() -> None:
    compiled = arrays(miniatures.SAME_MEETING)
    moves = [
        (date(2015, 1, 5), place(compiled, ["icpc_held", "outcome=plan"])),
        (date(2015, 1, 6), place(compiled, ["core_group_held"])),
        (date(2015, 1, 9), place(compiled, ["record_distributed", "ago=3"])),
    ]
    events = realised(compiled, moves)
    assert [(event.type, event.on.day, dict(event.attributes)) for event in events] == [
        ("icpc_held", 5, {"outcome": "plan"}),
        ("core_group_held", 6, {}),
        ("record_distributed", 9, {"meeting": date(2015, 1, 6)}),
    ]


def test_a_date_of_an_earlier_event_is_that_of_the_path() -> None:
    asked = '{ event = "core_group_abandoned", on = { same_as = "from" } }'
    compiled = arrays(f'when = "core_group_rescheduled"\nrequires = {{ latest = {asked} }}\n')
    same = "from=the_day_of_the_latest_core_group_abandoned"
    moves = [
        (date(2015, 1, 5), place(compiled, ["icpc_held", "outcome=plan"])),
        (date(2015, 1, 6), place(compiled, ["core_group_abandoned"])),
        (date(2015, 1, 9), place(compiled, ["core_group_rescheduled", same])),
    ]
    assert realised(compiled, moves)[-1].get("from") == date(2015, 1, 6)
    assert realised(compiled, moves[-1:])[-1].get("from") is None


def test_days_are_counted_by_the_calendar_of_the_first_policy() -> None:
    found = {}
    for name, head in (("holidays", ""), ("none", "[calendar]\nbank_holidays_are_working_days = true\n")):
        compiled = arrays(head + miniatures.DUTY + miniatures.NOTICE)
        letter = place(compiled, ["core_group_rescheduled", "from=3_working_days_later"])
        found[name] = realised(compiled, [(date(2014, 12, 23), letter)])[0].get("from")
    assert found == {"holidays": date(2014, 12, 30), "none": date(2014, 12, 26)}
