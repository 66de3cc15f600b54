"""Outputs, tried before a long run: a mistyped path is told at once, and not when all the work is done."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryFile

from model.cli.table import unwritable
from model.errors import InvalidInput


def writable(arguments: Namespace, *, files: Iterable[str] = (), folders: Iterable[str] = ()) -> None:
    """Tries the files and makes the folders that these options name; InvalidInput with all that cannot be written."""
    wanted = [(one, try_file) for one in files] + [(one, try_folder) for one in folders]
    failed = [error for option, tried in wanted for error in faults(getattr(arguments, option), option, tried)]
    if failed:
        raise InvalidInput(*(fault for error in failed for fault in error.faults))


def faults(path: str | None, option: str, tried: Callable[[Path], None]) -> Iterable[InvalidInput]:
    """What is wrong with the path of an option, if anything is."""
    try:
        if path == "":
            raise ValueError("no name is given")
        if path is not None:
            tried(Path(path))
    except (OSError, ValueError) as error:
        yield unwritable(str(path), error, f"--{option}")


def try_file(path: Path) -> None:
    """OSError or ValueError where a file cannot be written; leaves what is in it, and none where there was none."""
    known = path.exists()
    # A pipe takes its end for the end of all that comes.
    if known and not path.is_file() and not path.is_dir():
        return
    path.open("ab").close()
    if not known:
        path.unlink()


def try_folder(path: Path) -> None:
    """Makes a folder; OSError or ValueError where that, or a file in it, cannot be."""
    if path.exists() and not path.is_dir():
        raise FileExistsError(0, "it is a file, not a folder")
    path.mkdir(parents=True, exist_ok=True)
    TemporaryFile(dir=path).close()


def put(path: str, text: str, option: str) -> None:
    """Writes a text to a file in UTF-8; InvalidInput where that cannot be."""
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise unwritable(path, error, f"--{option}") from None
