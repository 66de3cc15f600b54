import pytest

from model.compiled.compile import unsplit
from model.compiled.spelling import placed, spelled
from model.compiled.step import begin, met
from model.errors import InvalidInput
from tests import miniatures
from tests.compiled.story import ENGLAND

POLICY = miniatures.policy('when = "core_group_held"\nthen = "child_seen"\nwithin = "1 week"\n')
SENT = '{ event = "record_distributed", meeting = { same_as = "on" } }'
TIED = miniatures.policy(f'when = "core_group_held"\nthen = {SENT}\nwithin = "1 week"\n')


def test_letters_stand_where_the_caller_put_them_whatever_the_order_of_kinds() -> None:
    # A visit comes after a core group inside a day; the caller names it first, and one that does nothing too.
    names = ("child_seen", "escalated", "icpc_held", "core_group_held")
    compiled = spelled(POLICY, ENGLAND, [(name, (), "") for name in names])
    assert tuple(letter.kind for letter in compiled.letters) == names
    state, day = begin(compiled), 1000
    for letter in (2, 3):
        after = met(compiled, state, letter, day).state
        assert after is not None
        state = after
    assert max(state.counters) == 8
    answered = met(compiled, state, 0, day).state
    assert answered is not None
    assert max(answered.counters) == 0


def test_it_says_the_same_as_the_compiler_with_an_alphabet_of_its_own() -> None:
    own = unsplit([POLICY], ENGLAND)
    again = placed(POLICY, ENGLAND, own.letters)
    assert (own.after == again.after).all()
    assert (own.starts == again.starts).all()
    assert (own.answers == again.answers).all()
    assert (own.due == again.due).all()


def test_a_tied_letter_answers_the_trigger_it_names() -> None:
    names = ("icpc_held", "core_group_held", "record_distributed")
    compiled = spelled(TIED, ENGLAND, [(name, (), "meeting" if name == "record_distributed" else "") for name in names])
    assert compiled.answers[:, 2].max() == 2


def test_all_unknown_kinds_and_attributes_are_refused_at_once() -> None:
    events = [("core_group_helt", (), ""), ("child_seen", (("colour", "red"),), "meeting"), ("core_group_helt", (), "")]
    with pytest.raises(InvalidInput) as error:
        spelled(POLICY, ENGLAND, events)
    assert [(fault.code, fault.value) for fault in error.value.faults] == [
        ("unknown-kind", "core_group_helt"),
        ("unknown-attribute", "colour"),
        ("unknown-attribute", "meeting"),
    ]
