"""What somebody gets who installs the wheel, far from the checkout."""

import os
import re
import subprocess
import sys
import venv
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.repository.files import ROOT, below, pyproject

PINS = (ROOT / "constraints.txt").read_text(encoding="utf-8")
PINNED = {re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"^([\w.-]+)==\S+$", PINS, re.MULTILINE)}


def run(*command: str | Path, cwd: Path) -> str:
    """Standard output of a command that has to succeed, with no checkout and no other environment within reach."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_", "VIRTUAL_"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean | {"PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # The backend is pinned in this environment; an isolated one would download another.
    options = ("--no-deps", "--no-build-isolation", "--wheel-dir", folder)
    run(sys.executable, "-m", "pip", "wheel", *options, ROOT, cwd=folder)
    (built,) = folder.glob("coregroup-*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a new environment with the wheel and the pinned versions, nothing else."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(home, with_pip=True)
    folder = home / ("Scripts" if os.name == "nt" else "bin")
    run(folder / "python", "-m", "pip", "install", "-c", ROOT / "constraints.txt", wheel, cwd=home)
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A working folder with a `model.py` of the user's own, which the command must not trip over."""
    (tmp_path / "model.py").write_text("raise SystemExit('the wrong model')\n", encoding="utf-8")
    return tmp_path


def dependencies() -> Iterator[str]:
    """The name of each distribution that pyproject.toml asks for, in any extra."""
    project = pyproject()["project"]
    for requirement in chain(project["dependencies"], *project["optional-dependencies"].values()):
        name = re.match(r"[\w.-]+", requirement)
        assert name is not None
        yield name[0].lower()


def test_every_dependency_is_pinned() -> None:
    assert set(dependencies()) - {"coregroup"} <= PINNED


def test_every_line_of_the_constraints_is_a_pin_or_a_comment() -> None:
    lines = [line for line in PINS.splitlines() if line and not line.startswith("#")]
    assert len(lines) == len(PINNED)


@pytest.mark.slow
def test_the_wheel_holds_both_packages_with_their_data_and_nothing_else(wheel: Path) -> None:
    packed = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed == {path.as_posix() for path in below("model", "simulations")}
    assert any(re.fullmatch(r"model/policy/data/.*\.toml", name) for name in packed)
    assert any(name.startswith("model/examples/") for name in packed)


@pytest.mark.slow
def test_the_wheel_carries_types_and_licence(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert "model/py.typed" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


@pytest.mark.slow
def test_installing_the_wheel_brings_only_pinned_versions(scripts: Path, elsewhere: Path) -> None:
    frozen = run(scripts / "python", "-I", "-m", "pip", "freeze", cwd=elsewhere).splitlines()
    assert {line for line in frozen if not line.startswith("coregroup ")} <= set(PINS.splitlines())


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["--help"], ["demo"], ["policy", "list"]], ids=" ".join)
def test_the_command_works_outside_the_checkout(scripts: Path, elsewhere: Path, arguments: list[str]) -> None:
    assert run(scripts / "coregroup", *arguments, cwd=elsewhere).strip()


@pytest.mark.slow
def test_the_module_works_as_the_command_does(scripts: Path, tmp_path: Path) -> None:
    assert "coregroup" in run(scripts / "python", "-m", "model", "--help", cwd=tmp_path)
