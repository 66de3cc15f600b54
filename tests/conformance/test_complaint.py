"""What a program complains of is told with the line that says most, and the line of the program that it is about."""

import pytest

from model.conformance.complaint import complaint

NODE = """file:///srv/york.mjs:145
  const asked = JSON.parse(lin);
                           ^

ReferenceError: lin is not defined
    at Interface.<anonymous> (file:///srv/york.mjs:145:28)
    at Interface.emit (node:events:524:28)

Node.js v20.20.2
"""
IN_A_PACKAGE = """<anonymous_script>:1
SyntaxError: Unexpected end of JSON input
    at JSON.parse (<anonymous>)
    at parse (/srv/node_modules/days/index.js:3:9)
    at /srv/york.js:12:20

Node.js v20.20.2
"""
PYTHON = """Traceback (most recent call last):
  File "/srv/york.py", line 3, in <module>
    f()
  File "/srv/york.py", line 12, in f
    return parse("x")
  File "/usr/lib/python3.11/json/decoder.py", line 355, in parse
    raise ValueError(text)
ValueError: x
"""
JAVA = """Exception in thread "main" java.lang.ArithmeticException: / by zero
\tat york.Days.between(Days.java:31)
\tat york.Main.main(Main.java:9)
"""


@pytest.mark.parametrize(
    ("stderr", "says"),
    [
        (NODE, "ReferenceError: lin is not defined (york.mjs:145)"),
        (IN_A_PACKAGE, "SyntaxError: Unexpected end of JSON input (york.js:12)"),
        (PYTHON, "ValueError: x (york.py:12)"),
        (JAVA, 'Exception in thread "main" java.lang.ArithmeticException: / by zero (Days.java:31)'),
        ("Error: Cannot find module 'york.mjs'\n", "Error: Cannot find module 'york.mjs'"),
        ("one\ntwo\n\n  three\n    ^^^\nfour\nNode.js v20.20.2\n", "two | three | four"),
        (" \n", ""),
    ],
    ids=["node", "package", "python", "java", "no-place", "no-error", "nothing"],
)
def test_the_error_is_told_with_the_line_of_the_program(stderr: str, says: str) -> None:
    assert complaint(stderr) == says


def test_what_commands_a_terminal_is_told_as_its_code() -> None:
    assert complaint("\x1b[2JError\x07\n") == r"\x1b[2JError\x07"


def test_a_complaint_is_bounded() -> None:
    assert len(complaint("Error: " + "x" * 4000)) == 200
    assert len(complaint("\n".join(["x" * 4000] * 9))) == 606
