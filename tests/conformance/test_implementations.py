"""The small implementations of the policies, in several languages, agree with the oracle on whatever they answer."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import tee
from pathlib import Path

import pytest

from model.conformance.child import Child
from model.conformance.expected import Experts
from model.conformance.generator import histories
from model.conformance.probe import Probe
from model.conformance.reply import Reply, Said, Skipped
from model.conformance.session import Session
from model.conformance.smoke import smoke
from model.conformance.system import Unsupported
from model.policy import load_policy, under

FOLDER = Path(__file__).parent / "implementations"
JAVA = sorted((FOLDER / "java").glob("*.java"))
SECONDS, LONGEST = 20.0, 150


@dataclass(frozen=True)
class Implementation:
    """A program, the policy that it knows, the least percentage of histories that it answers, a seed of its own."""

    command: tuple[str, ...]
    policy: str
    answers: int
    seed: int

    def child(self) -> Child:
        return Child(self.command, timeout=SECONDS)

    def agrees(self, count: int) -> bool:
        """Whether it agrees on every history that it answers, and answers enough of them."""
        found = self.put(count)
        skipped = sum(number for what, number in found.items() if what.startswith("skips"))
        assert set(found) - {"agrees"} == {what for what in found if what.startswith("skips")}
        return 100 * found["agrees"] >= self.answers * (found["agrees"] + skipped)

    def put(self, count: int) -> Counter[str]:
        """Puts the smoke test and random histories to it; counts what came of them."""
        policy = load_policy(self.policy)
        with Session(self.child(), policy) as session, Experts(policy, session.duties) as experts:
            ours, theirs = tee(self.probes(session.duties, count))
            pairs = zip(experts.put(ours), session.put(theirs), strict=True)
            return Counter(came_of(reply, said, session) for (_, said), (_, reply) in pairs)

    def probes(self, duties: tuple[str, ...], count: int) -> Iterator[Probe]:
        policy = load_policy(self.policy)
        yield from smoke(policy, duties)
        yield from histories(policy, self.seed, count)


def came_of(reply: Reply, said: Said, session: Session) -> str:
    if isinstance(reply, Skipped):
        return f"skips: {reply.reason}"
    agrees = isinstance(reply, Said) and reply.agrees(said, session.level)
    return "agrees" if agrees else f"differs: {reply}, not {said}"


def needed(name: str) -> str:
    """The path of a program; the test is skipped where it is not there."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"there is no {name} here")
    return path


@pytest.fixture(scope="session")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The implementation in Java, compiled; the compiler has nothing to complain of."""
    folder = tmp_path_factory.mktemp("classes")
    subprocess.run([needed("javac"), "-Xlint:all", "-Werror", "-d", folder, *JAVA], check=True)
    return folder


@pytest.fixture(params=["python", "javascript", "java"])
def one(request: pytest.FixtureRequest) -> Implementation:
    if request.param == "python":
        return Implementation((sys.executable, str(FOLDER / "python/york.py")), "york-2015", 100, 11)
    if request.param == "javascript":
        return Implementation((needed("node"), str(FOLDER / "javascript/york.mjs")), "york-2015", 100, 12)
    folder: Path = request.getfixturevalue("classes")
    return Implementation((needed("java"), "-cp", str(folder), "Brent"), "brent-2014", 40, 13)


def test_an_implementation_agrees_on_a_few_histories(one: Implementation) -> None:
    assert one.agrees(150)


@pytest.mark.slow
def test_an_implementation_agrees_on_20000_histories(one: Implementation) -> None:
    assert one.agrees(20_000)


@pytest.mark.deep
def test_an_implementation_agrees_on_a_million_histories(one: Implementation) -> None:
    assert one.agrees(1_000_000)


def test_an_implementation_says_which_ways_to_read_the_policy_it_does_not_know(one: Implementation) -> None:
    policy = under(load_policy(one.policy), {"first-day": "same-day"})
    with pytest.raises(Unsupported, match=one.policy):
        Session(one.child(), policy)


SUFFIXES = (".py", ".mjs", ".java")
FILES = sorted(path for path in FOLDER.rglob("*.*") if path.suffix in SUFFIXES and path.stat().st_size)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_of_an_implementation_is_short(path: Path) -> None:
    lines = path.read_text().splitlines()
    assert len(lines) < LONGEST
    assert max(map(len, lines)) <= 120


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_implementation_needs_nothing_of_ours(path: Path) -> None:
    text = path.read_text()
    assert "import model" not in text
    assert "from model" not in text
