"""`import model`: a few names, each imported when it is first used; `python -m model` is the command."""

import ast
import os
import runpy
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import model
from model.calendar import england_and_wales
from model.cli.parser import parser

ROOT = Path(__file__).parents[1]


def test_the_names_are_sorted_and_each_is_once_there() -> None:
    assert list(model.__all__) == sorted(set(model.__all__))
    assert set(model.__all__) == set(model.HOME_OF)


@pytest.mark.parametrize("name", model.__all__)
def test_a_name_is_the_thing_itself(name: str) -> None:
    assert getattr(model, name) is getattr(import_module(model.HOME_OF[name]), name)


def test_a_name_can_be_imported() -> None:
    from model import england_and_wales as imported

    assert imported is england_and_wales


def test_an_unknown_name_is_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match="module 'model' has no attribute 'jugde'"):
        model.jugde  # noqa: B018 - the access is the test


def test_type_checkers_see_the_names_at_the_homes_that_they_have() -> None:
    tree = ast.parse((ROOT / "model" / "__init__.py").read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    seen = {alias.name: node.module for node in imports for alias in node.names}
    assert {name: seen[name] for name in model.HOME_OF} == model.HOME_OF


def test_importing_the_package_imports_nothing_that_takes_its_time() -> None:
    program = "import sys; before = set(sys.modules); import model; print(*sorted(set(sys.modules) - before))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert [name for name in done.stdout.split() if name.partition(".")[0] == "model"] == ["model"]
    assert not {"numpy", "msgspec", "holidays", "rich", "pyarrow"} & set(done.stdout.split())


def test_the_module_is_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["python -m model", "--version"])
    with pytest.raises(SystemExit) as left:
        runpy.run_module("model", run_name="__main__", alter_sys=False)
    assert (left.value.code, capsys.readouterr().out) == (0, f"coregroup {model.__version__}\n")
    assert parser().prog == "coregroup"
