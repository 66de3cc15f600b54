"""The package of pictures: every name is found, and nothing is imported before it is drawn."""

import subprocess
import sys

import pytest

from simulations import pictures


@pytest.mark.parametrize("name", pictures.__all__)
def test_every_public_name_is_found_and_stays_what_it_is(name: str) -> None:
    first, again = getattr(pictures, name), getattr(pictures, name)
    assert callable(first)
    assert first is again


def test_another_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'pie'"):
        pictures.pie  # noqa: B018


def test_matplotlib_is_not_imported_before_a_picture_is_drawn() -> None:
    code = "import sys, simulations.pictures.album; print('matplotlib' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
