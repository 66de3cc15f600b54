"""What belongs to the repository: committed files, and new ones that git does not ignore."""

import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the repository, relative to its root, sorted."""
    # Git refuses a checkout that another user owns, as on some build machines; listing its files is harmless.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = (Path(name) for name in listed.split("\0") if name)
    return tuple(sorted(path for path in paths if (ROOT / path).is_file()))


def below(*folders: str) -> list[Path]:
    """The files of these top-level folders."""
    return [path for path in tracked() if path.parts[0] in folders]


def text(path: Path) -> str | None:
    """The text of a file of the repository, or nothing where it is binary."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
