"""Every notebook runs from a clean kernel and ends in an assertion."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.repository.files import ROOT, below

NOTEBOOKS = [path for path in below("notebooks") if path.suffix == ".ipynb"]


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=str)
def test_a_notebook_ends_in_an_assertion(path: Path) -> None:
    cells = nbformat.read(ROOT / path, as_version=4).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    assert "assert " in code[-1]


@pytest.mark.notebook
@pytest.mark.parametrize("path", NOTEBOOKS, ids=str)
def test_a_notebook_runs_from_a_clean_kernel_and_leaves_no_file_beside_it(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Somebody's own start-up files are not part of the notebook.
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    notebook = nbformat.read(ROOT / path, as_version=4)
    nbformat.validate(notebook)
    work = tmp_path / "work"
    work.mkdir()
    beside = {"metadata": {"path": str(work)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=beside).execute()
    assert list(work.iterdir()) == []
