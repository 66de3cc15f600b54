"""A clause that a policy cites and its ledger does not have is named, with the one that was likely meant."""

import pytest

from model.policy import built_in, load_policy
from model.policy.cited import MISSPELT, UNLISTED, unknown_clauses
from model.policy.load import policy_from_text
from tests import miniatures

LEDGER = '[[clause]]\nid = "4.2"\nsays = "It is to be so."\ntreatment = "modelled"\nby = ["it"]\n'
BODY = miniatures.PLAN + miniatures.MEET


def citing(clause: str, ledger: str = LEDGER) -> str:
    """A policy whose one duty cites a clause."""
    return miniatures.HEAD + miniatures.DUTY.replace('["1"]', f'["{clause}"]') + BODY + ledger


@pytest.mark.parametrize("name", built_in())
def test_the_policies_that_come_with_the_package_cite_what_they_list(name: str) -> None:
    assert list(unknown_clauses(load_policy(name), name)) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (citing("4.2"), []),
        (citing("44.2"), [MISSPELT]),
        (citing("Annex B"), [UNLISTED]),
        (citing("44.2", ledger=""), []),
    ],
    ids=["listed", "misspelt", "unlisted", "no ledger"],
)
def test_a_clause_is_looked_up_in_the_ledger_where_there_is_one(text: str, codes: list[str]) -> None:
    assert [fault.code for fault in unknown_clauses(policy_from_text(text), "my.toml")] == codes


def test_a_layer_without_a_ledger_may_cite_a_text_of_its_own() -> None:
    head = miniatures.HEAD.replace("[policy]", '[policy]\nextends = "brent-2014"')
    own = policy_from_text(head + miniatures.DUTY.replace('["1"]', '["44.2"]') + BODY)
    changed = policy_from_text(head + '[[set]]\nduty = "first-core-group"\nclauses = ["33.1"]\n')
    assert [(one.code, one.value) for one in unknown_clauses(own, "my.toml")] == [(UNLISTED, "44.2")]
    assert [(one.code, one.value) for one in unknown_clauses(changed, "my.toml")] == [(MISSPELT, "33.1")]
