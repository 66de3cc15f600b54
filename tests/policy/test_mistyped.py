"""A policy file that is no TOML names the mistake that people make there."""

import pytest

from model.errors import InvalidInput
from model.policy.load import toml

DAY, QUOTE = "; days are written 2014-12-03, year first", "; a quote may be missing: texts stand between two of them"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("in_force = 03-12-2014", f"(at line 2, column 13){DAY}"),
        ("in_force = 3/12/2014", f"(at line 2, column 13){DAY}"),
        ("closure_days = [2014-12-29, 03-12-2014]", DAY),
        ('title = "A policy', f"(at line 2, column 18){QUOTE}"),
        ('title = A policy"', QUOTE),
        ("title = A policy", f"Invalid value (at line 2, column 9){QUOTE}"),
        ("title = ", "Invalid value (at line 2, column 9)"),
        ("title = '03-12-2014", """Expected "'" (at end of document)"""),
    ],
)
def test_a_line_that_is_no_toml_names_the_likely_mistake(line: str, says: str) -> None:
    more = "" if says.endswith("document)") else "\nid = 1\n"
    with pytest.raises(InvalidInput) as caught:
        toml(f"[policy]\n{line}{more}", "my.toml")
    (fault,) = caught.value.faults
    assert (fault.code, fault.place, fault.hint.endswith(says)) == ("not-toml", "my.toml", True)
