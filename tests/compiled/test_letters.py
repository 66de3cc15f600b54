from model.compiled.letters import Letter
from model.compiled.recipes import Own
from model.kinds import Chooser


def test_a_letter_reads_as_its_kind_with_what_is_told_of_it() -> None:
    assert str(Letter("core_group_held", (), Chooser.AGENCY)) == "core group held"
    told = (("seen_by", "social_worker"), ("next_date", Own(7)))
    assert str(Letter("child_seen", told, Chooser.AGENCY)) == "child seen (seen by social_worker, next date +7 days)"
