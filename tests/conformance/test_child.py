import gc
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Any

import pytest

from model.conformance import child as children_module
from model.conformance import streams as streams_module
from model.conformance.broken import KINDS, Broken
from model.conformance.child import Child
from model.conformance.streams import LONGEST_LINE, Streams
from model.errors import InvalidInput
from tests.conformance.programs import LONG, SHORT, bare, children, dies, lives, python

ECHO = "import sys\nfor line in sys.stdin:\n    sys.stdout.write(line)\n    sys.stdout.flush()"
ASKED = "import os, sys, time, signal, subprocess\nsys.stdin.readline()\n"


@pytest.fixture(autouse=True)
def _nobody_is_left() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


def broken(system: Child, line: bytes = b"?") -> Broken:
    """How it breaks on a line; its process is gone then."""
    with system, pytest.raises(Broken) as caught:
        system.ask(line)
    assert caught.value.kind in KINDS
    return caught.value


def test_an_answer_is_the_next_line() -> None:
    with bare(ECHO) as echo:
        assert [echo.ask(line) for line in (b"one", b"", b"three \xff")] == [b"one", b"", b"three \xff"]


def test_answers_come_in_the_order_of_the_questions_however_many_are_under_way() -> None:
    lines = [b"%d " % n * 20_000 for n in range(20)]  # far more than the pipes hold
    with bare(ECHO) as echo:
        for line in lines:
            echo.tell(line)
        assert [echo.hear() for _ in lines] == lines


def test_a_program_that_says_nothing_is_ended_in_time() -> None:
    start = monotonic()
    found = broken(bare("import time; time.sleep(60)", timeout=SHORT))
    assert (found.kind, found.what) == ("timeout", "did not answer within 0.3 seconds")
    assert monotonic() - start < 5


def test_a_program_that_drips_is_ended_in_time() -> None:
    drips = ASKED + "while True: sys.stdout.write('.'); sys.stdout.flush(); time.sleep(0.02)"
    found = broken(bare(drips, timeout=SHORT))
    assert (found.kind, found.what.partition(": ")[0]) == (
        "timeout",
        "did not answer within 0.3 seconds, in the middle of a line",
    )


def test_the_time_out_is_for_each_answer_and_not_for_all() -> None:
    slow = "import sys, time\nfor line in sys.stdin:\n    time.sleep(0.1)\n    print('.', flush=True)"
    with bare(slow, timeout=0.6) as system:
        for _ in range(8):
            system.tell(b"?")
        assert [system.hear() for _ in range(8)] == [b"."] * 8


def test_a_program_that_ignores_the_polite_signals_is_ended() -> None:
    deaf = "import signal, time\nfor one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):\n    "
    assert broken(bare(deaf + "signal.signal(one, signal.SIG_IGN)\ntime.sleep(60)", timeout=SHORT)).kind == "timeout"


@pytest.mark.parametrize(
    ("end", "says"),
    [
        ("sys.exit(3)", "ended with exit code 3 before it had answered"),
        ("sys.exit(0)", "ended with exit code 0 before it had answered"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "was ended by signal 11 (Segmentation fault) before it had answered"),
        ("os.close(1); time.sleep(60)", "closed its output before it had answered"),
        (
            'sys.stdout.write(\'{"seq": 1, "find\'); sys.stdout.flush(); os._exit(1)',
            'ended with exit code 1 before it had answered, in the middle of a line: {"seq": 1, "find',
        ),
    ],
    ids=["fails", "succeeds", "crashes", "closes-its-output", "half-a-line"],
)
def test_a_program_that_ends_is_reported_with_how_it_ended(end: str, says: str) -> None:
    found = broken(bare(ASKED + end))
    assert (found.kind, found.what) == ("ended", says)


def test_what_a_crash_wrote_on_standard_error_is_kept() -> None:
    found = broken(bare(ASKED + "1 / 0"))
    assert found.stderr.rstrip().endswith("ZeroDivisionError: division by zero")


def test_a_program_that_closes_its_input_may_still_answer() -> None:
    with bare(ASKED + "os.close(0); print('.', flush=True)", timeout=LONG) as system:
        assert system.ask(b"?") == b"."


def test_a_program_that_closes_its_input_and_says_nothing_more_is_told_from_one_that_hangs() -> None:
    system = bare("import os, sys, time\nos.close(0); print('.', flush=True); time.sleep(60)", timeout=SHORT)
    with system:
        system.tell(b"?")
        assert system.hear() == b"."  # it was early, but nobody could know
        system.tell(b"?")
        with pytest.raises(Broken) as caught:
            system.hear()
    assert caught.value.what == "closed its input and did not answer within 0.3 seconds"


def test_a_line_of_100_megabytes_ends_it() -> None:
    endless = ASKED + "for _ in range(100): sys.stdout.write('x' * 2**20)\nprint()"
    found = broken(bare(endless))
    assert (found.kind, found.what[:40]) == ("too-long", "wrote more than 16 MB on one line: xxxxx")


def test_a_line_of_almost_16_megabytes_is_an_answer() -> None:
    with bare(ASKED + f"print('x' * {LONGEST_LINE - 1}, flush=True)") as system:
        assert len(system.ask(b"?")) == LONGEST_LINE - 1


def test_a_flood_on_standard_error_blocks_nobody_and_its_end_is_kept() -> None:
    floods = (
        ASKED
        + "for _ in range(200): sys.stderr.write('x' * 2**16)\nsys.stderr.write('last\\n')\nprint('.', flush=True)"
    )
    with bare(floods) as system:
        assert system.ask(b"?") == b"."
        assert len(system.stderr) == 4096
        assert system.stderr.endswith("xxlast\n")


def test_standard_error_that_was_closed_is_no_fault() -> None:
    with bare(ASKED + "os.close(2); print('.', flush=True); sys.stdin.readline(); print('.', flush=True)") as system:
        assert [system.ask(b"?"), system.ask(b"?")] == [b".", b"."]


def test_a_program_that_needs_too_much_memory_fails_at_it() -> None:
    hog = ASKED + "x = bytearray(300 * 2**20); print('.', flush=True)"
    found = broken(bare(hog, memory=200 * 2**20))
    assert (found.kind, found.stderr.rstrip().splitlines()[-1]) == ("ended", "MemoryError")
    with bare(hog, memory=600 * 2**20) as system:
        assert system.ask(b"?") == b"."


def test_a_limit_that_the_machine_does_not_know_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("resource.prlimit")
    with pytest.raises(InvalidInput, match=r"\[no-memory-limit\]"):
        bare(ECHO, memory=2**30)


def test_a_program_that_has_ended_already_needs_no_limit() -> None:
    asked: list[object] = []

    def gone(*what: object) -> None:
        asked.append(what)
        raise ProcessLookupError

    children_module.limit(gone, 7, 2, 2**30)
    assert asked == [(7, 2, (2**30, 2**30))]


FAMILY = """
import os, subprocess, sys, time
sys.stdin.readline()
stubborn = "import signal, time; signal.signal(15, 1); time.sleep(60)"
young = [subprocess.Popen([sys.executable, "-I", "-S", "-c", stubborn]) for _ in range(2)]
print(*[one.pid for one in young], os.getpid(), flush=True)
"""


@pytest.mark.parametrize(
    "then", ["sys.stdin.readline()", "time.sleep(60)", "os._exit(0)"], ids=["ends", "hangs", "dies"]
)
def test_what_the_program_has_started_ends_with_it(then: str) -> None:
    with bare(FAMILY + then, timeout=SHORT * 10) as system:
        family = [int(pid) for pid in system.ask(b"?").split()]
        assert len(family) == 3
        system.close(0.05)
        assert all(dies(pid) for pid in family)


def test_a_line_that_nobody_asked_for_is_a_fault() -> None:
    with bare("print('hello', flush=True)\n" + ECHO) as system:
        while not system._streams.said:
            system._streams.pump(SHORT)
        with pytest.raises(Broken) as caught:
            system.ask(b"?")
    assert (caught.value.kind, caught.value.what) == ("unasked", "wrote a line without being asked: hello")


def test_ctrl_c_while_an_answer_is_awaited_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    with bare(FAMILY, timeout=LONG) as system:
        family = [int(pid) for pid in system.ask(b"?").split()]

        def stopped(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(Streams, "pump", stopped)
        system._awaited = 1
        with pytest.raises(KeyboardInterrupt):
            system.hear()
        assert all(dies(pid) for pid in family)


class Interrupts:
    """Raises KeyboardInterrupt before the line of that number of the code that speaks with a process."""

    def __init__(self, number: int) -> None:
        self.left, self.before = number, sys.gettrace()

    def __enter__(self) -> None:
        sys.settrace(self.watch)

    def __exit__(self, *_: object) -> None:
        sys.settrace(self.before)

    def watch(self, frame: FrameType, event: str, _: object) -> Any:
        if frame.f_code.co_filename not in SPEAKING or frame.f_code.co_name in WHOLE:
            return None
        self.left -= event == "line"
        if not self.left:
            raise KeyboardInterrupt
        return self.watch


# What is short, and begins or ends a process, is not cut in two.
WHOLE = ("started", "kill", "end")
SPEAKING = (children_module.__file__, streams_module.__file__)


def test_wherever_it_is_interrupted_everything_is_ended() -> None:
    for number in count(1):
        system = bare(ECHO)
        first = system._process.pid
        try:
            with Interrupts(number):
                system.tell(b"x" * 2**17)  # more than it takes at once
                system.hear()
                system.restart()
        except KeyboardInterrupt:
            system.close()
            assert dies(first)
        else:
            system.close()
            break
    assert number > 30


def test_ctrl_c_on_the_whole_program_leaves_no_process() -> None:
    ours = (
        # What a background job starts inherits that Ctrl-C is ignored.
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from model.conformance.child import Child\n"
        f"system = Child({python(FAMILY + 'time.sleep(60)')!r}, timeout=60)\n"
        "print(system.ask(b'?').decode(), flush=True)\n"
        "system.ask(b'?')"
    )
    command = [sys.executable, "-c", ours]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path.cwd()) as program:
        assert program.stdout is not None
        family = [int(pid) for pid in program.stdout.readline().split()]
        assert len(family) == 3
        program.send_signal(signal.SIGINT)
        assert b"KeyboardInterrupt" in program.communicate()[1]
    assert all(dies(pid) for pid in family)


def test_a_program_that_nobody_closes_ends_with_the_object() -> None:
    system = bare(FAMILY + "time.sleep(60)")
    family = [int(pid) for pid in system.ask(b"?").split()]
    del system
    gc.collect()
    assert all(dies(pid) for pid in family)


def test_a_program_is_started_anew_with_nothing_of_its_past() -> None:
    complains = "import sys, os\nsys.stderr.write('mine'); sys.stderr.flush()\n"
    with bare(complains + "sys.stdin.readline(); print(os.getpid(), flush=True); sys.stdin.readline()") as system:
        first = int(system.ask(b"?"))
        system.restart()
        assert dies(first)
        assert int(system.ask(b"?")) != first
        assert system.stderr == "mine"


def test_a_program_that_does_not_run_answers_nothing() -> None:
    system = bare(ECHO)
    system.close()
    system.close()
    found = broken(system)
    assert (found.kind, found.what) == ("ended", "does not run")


def test_a_program_that_ends_by_itself_is_let_end(tmp_path: Path) -> None:
    tidy = f"import sys\nfor line in sys.stdin: pass\nopen({str(tmp_path / 'tidy')!r}, 'w').write('yes')"
    system = bare(tidy)
    system.tell(b"stop" * 10_000)
    system.close(grace=LONG)
    assert (tmp_path / "tidy").read_text() == "yes"


@pytest.mark.parametrize(
    "stays",
    [
        "time.sleep(60)",
        "os.close(1); os.close(2); time.sleep(60)",
        "sys.stdout.write('x' * 2**24)",
        "while True: print('x' * 9999)",
    ],
    ids=["sleeps", "closes-all", "chatters", "chatters-on"],
)
def test_a_program_that_does_not_end_by_itself_is_ended(stays: str) -> None:
    system = bare("import os, sys, time\n" + stays)
    pid = system._process.pid
    system.tell(b"x" * 2**20)  # more than it will ever take
    start = monotonic()
    system.close(grace=0.1)
    assert not lives(pid)
    assert monotonic() - start < 5


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["no-such-program"], "is 'no-such-program' installed, and is it a path or a name that is found on PATH?"),
        (["node system.js"], "there is no shell: write the program and its arguments as words of their own"),
        (["{folder}/plain.py"], "if it is a script, name what runs it, such as: python3 "),
        (["{folder}/broken"], "Exec format error; if it is a script, name what runs it"),
        (["{folder}"], "Permission denied"),
        ([], "no command is given (write it behind --"),
        ([""], "no command is given (write it behind --"),
        (["a\0b"], "embedded null byte"),
    ],
    ids=["missing", "one-word", "not-executable", "no-format", "folder", "empty", "blank", "null"],
)
def test_a_command_that_cannot_be_started_is_refused_with_the_likely_mistake(
    tmp_path: Path, command: list[str], says: str
) -> None:
    (tmp_path / "plain.py").write_text("print()")
    (tmp_path / "broken").write_text("print()")
    (tmp_path / "broken").chmod(0o755)
    with pytest.raises(InvalidInput) as caught:
        Child([word.replace("{folder}", str(tmp_path)) for word in command], timeout=SHORT)
    assert says in str(caught.value)
    assert "[cannot-start]" in str(caught.value)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"no such folder to start it in: .*nowhere"):
        bare(ECHO, cwd=tmp_path / "nowhere")


def test_a_program_runs_in_the_folder_that_it_is_given(tmp_path: Path) -> None:
    with bare(ASKED + "print(os.getcwd(), flush=True)", cwd=tmp_path) as system:
        assert Path(os.fsdecode(system.ask(b"?"))) == tmp_path.resolve()


def test_a_machine_without_process_groups_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children_module, "GROUPS", False)
    with pytest.raises(InvalidInput, match="--url"):
        bare(ECHO)
