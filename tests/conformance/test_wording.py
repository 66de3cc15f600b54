"""Every change to a policy has words that a developer would use."""

import pytest

from model.conformance.suspects import changed
from model.conformance.wording import in_words
from model.policy import load_policy


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("excuse x: dropped", "does not know the excuse x"),
        ("duty x: until dropped", "does not look at what ends it (x)"),
        ("duty x: within 10 working days -> days", "takes 10 days for 10 working days (time limit of x)"),
        ("duty x: within 1 working day -> 2", "takes 2 working days for 1 working day (time limit of x)"),
        ("duty x: within 2 weeks before -> 1", "takes 1 week for 2 weeks before (time limit of x)"),
        ("duty x: then quorate True -> False", 'asks "quorate" to be "no" instead of "yes" (x: what answers it)'),
        ("duty x: when without outcome", 'does not look at "outcome" (x: what triggers it)'),
        ("duty x: then by without social_worker", 'does not accept "social worker" for "by" (x: what answers it)'),
        ("duty x: requires to present True -> False", 'asks "to" not to be recorded (x: what is required)'),
        ("duty x: requires to present False -> True", 'asks "to" to be recorded (x: what is required)'),
        (
            "duty x: requires record_items includes without visits",
            'does not ask "record items" to include "visits" (x: what is required)',
        ),
        (
            "duty x: requires record_items includes [1] visits -> actions",
            'asks "record items" to include "actions" instead of "visits" (x: what is required)',
        ),
        (
            "duty x: when previous chair not line_manager -> social_worker",
            'asks "chair" of "previous" not to be "social worker" instead of "line manager" (x: what triggers it)',
        ),
        ("duty x: when nth at_least 2 -> 1", 'asks "nth" to be at least 1 instead of at least 2 (x: what triggers it)'),
        ("counting: first_day same-day", "counts the day itself as day 1"),
        (
            "duty x: requires next_date at_most 6 weeks -> 7",
            "takes 7 weeks for 6 weeks (x: what is required)",
        ),
        ("definition q: any without latest", 'does not look at "latest" (definition q)'),
        (
            "definition q: any without ['agencies_present', 'latest']",
            'does not know the alternative that asks for "agencies present, latest" (definition q)',
        ),
        (
            "definition q: any [0] agencies_present without other_than",
            'counts also those that do not count among "agencies present" (definition q)',
        ),
        (
            "definition q: any [0] agencies_present count_at_least 2 -> 1",
            'asks for at least 1 of "agencies present" instead of at least 2 (definition q)',
        ),
        ("definition q: judged_quorate dropped", "does not look at the social worker's judgement (definition q)"),
        (
            "definition q: judged_quorate True -> False",
            'asks "judged quorate" to be "no" instead of "yes" (definition q)',
        ),
        (
            "excuse x: decided by-due -> any-time",
            "accepts an excuse whenever it is decided, also after the due day (excuse x)",
        ),
        (
            "power x: applies next-interval -> running-interval",
            "applies a direction to the interval that is running (power x)",
        ),
    ],
)
def test_a_mutant_is_told_in_words(id: str, words: str) -> None:
    assert in_words(id) == words


@pytest.mark.parametrize("policy", ["brent", "york", "working-together"])
def test_no_words_of_the_program_are_left(policy: str) -> None:
    loaded = load_policy(policy)
    said = {in_words(one.id) for duty in loaded.duty_ids for one in changed(loaded, duty)}
    assert [one for one in said if any(left in one for left in ("_", "[", "->", "True", "False", '""', "  "))] == []
