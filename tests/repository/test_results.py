"""The README's results are what the program finds today."""

import pytest

from tests.repository.files import ROOT
from tests.repository.results import BEGIN, END, results


@pytest.mark.slow
def test_the_results_in_the_readme_are_what_the_program_finds() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme[readme.index(BEGIN) : readme.index(END) + len(END)]
    assert shown == results()
