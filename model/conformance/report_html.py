"""A report as one page that needs nothing else: no script, no picture, no other file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from model.conformance.faults import SystemFault
from model.conformance.reason import reason
from model.conformance.replay import replay_of, written
from model.conformance.report import Report
from model.conformance.report_text import compared
from model.conformance.telling import affected, answers, clause, guesses, part, story, tags, times

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1b1f24; background: #f4f5f7; margin: 0 }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.2rem }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; padding-left: .8rem; border-left: .5rem solid #b3261e }
h1.agrees { border-color: #1d7a3a }
h2 { font-size: 1.1rem; margin: 0 }
section { background: #fff; border: 1px solid #d8dce1; border-radius: 6px; padding: 1rem 1.2rem; margin: 1rem 0 }
.tag { display: inline-block; font-size: .8rem; padding: .05rem .5rem; border-radius: 3px; background: #e9ecef }
.tag.wrong, .tag.broken, .tag.errored { background: #fbe3e1; color: #8c1d18 }
.tag.read { background: #fff1cc; color: #6a4a00 } .tag.flaky { background: #e3e8fb; color: #26358c }
ol.story { margin: .6rem 0; padding-left: 1.4rem } table { border-collapse: collapse; margin: .6rem 0; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border: 1px solid #d8dce1 }
th { width: 9rem; font-weight: 600; background: #f7f8f9 } .clause, .small { color: #57606a; font-size: .92rem }
pre { background: #f4f5f7; padding: .7rem; overflow-x: auto; font-size: .82rem; border-radius: 4px }
summary { cursor: pointer } ul { margin: .4rem 0; padding-left: 1.4rem }
"""


def as_html(report: Report) -> str:
    """The page."""
    return "\n".join(parts(report)) + "\n"


def parts(report: Report) -> Iterator[str]:
    """The parts of the page, from the top."""
    title = escape(report.headline)
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>"
    yield f"<h1{' class=agrees' if report.agrees else ''}>{title}</h1>"
    yield from summary(report)
    if len(report.faults) > 1:
        yield f"<ol>{''.join(contents(report))}</ol>"
    for number, fault in enumerate(report.faults, 1):
        yield from section(number, fault, report)
    yield "</main>\n</body>\n</html>"


def summary(report: Report) -> Iterator[str]:
    """What was asked of whom, and how to repeat it."""
    about, run = report.about, report.campaign
    system = " ".join(part for part in (about.name, about.release, f"({about.language})") if part)
    chosen = ", ".join(f"{id}={choice}" for id, choice in report.policy.chosen.items()) or "the default ones"
    rows = [
        ("System", system),
        ("Policy", f"{report.policy.title} ({report.policy.id}, digest {report.digest})"),
        ("Readings", chosen),
        ("Compared", compared(report).removeprefix("Compared: ")),
        ("Histories", f"{report.counts}; {run.seconds:.0f} s"),
        ("Repeat with", f"coregroup verify {report.repeat} -- COMMAND"),
    ]
    if run.stopped:
        rows.append(("Ended early", run.stopped))
    yield table(rows)


def contents(report: Report) -> Iterator[str]:
    """The name of each fault, which leads to it."""
    for number, fault in enumerate(report.faults, 1):
        link = f'<a href="#fault-{number}">{escape(fault.title)}</a>'
        yield f'<li>{link} <span class="small">{times(fault)}</span></li>'


def section(number: int, fault: SystemFault, report: Report) -> Iterator[str]:
    """One fault."""
    tag = f'<span class="tag {fault.verdict.split()[0]}">{escape(fault.verdict)}</span>'
    name = escape("; ".join(tags(fault)[1:]))
    yield f'<section id="fault-{number}">\n<h2>{number}. {escape(fault.title)}</h2>'
    yield f'<p>{tag} <span class="small">{name}</span></p>'
    if said := clause(fault, report):
        yield f'<p class="clause">{escape(said)}</p>'
    yield "<p><strong>The shortest history that shows it</strong></p>"
    yield f'<ol class="story">{listed(story(fault))}</ol>'
    both = answers(fault, report.level)
    if both is not None:
        because = ("Because", reason(fault, report.policy))
        yield table([("The policy", both[0]), because, ("The system", both[1])])
    if partly := part(fault):
        yield f'<p class="small">{escape(partly)}</p>'
    if guessed := list(guesses(fault)):
        what = "What else may be the cause" if fault.certain else "What may have been misunderstood"
        yield f"<p><strong>{what}</strong></p><ul>{listed(guessed)}</ul>"
    if others := affected(fault):
        yield f'<p class="small">{escape(others.capitalize())}.</p>'
    if fault.stderr.strip():
        yield f"<details><summary>Its standard error</summary><pre>{escape(fault.stderr)}</pre></details>"
    yield f"<details><summary>Replay file: save it as fault-{number}.json</summary>"
    yield f'<p class="small">coregroup verify --replay fault-{number}.json -- COMMAND</p>'
    yield f"<pre>{escape(written(replay_of(fault, report)))}</pre></details>\n</section>"


def listed(sentences: Iterable[str]) -> str:
    """The sentences as items."""
    return "".join(f"<li>{escape(one)}</li>" for one in sentences)


def table(rows: Iterable[tuple[str, str]]) -> str:
    """Rows of a name and a text."""
    cells = "".join(f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in rows)
    return f"<table>{cells}</table>"
