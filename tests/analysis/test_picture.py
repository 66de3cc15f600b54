"""The picture of a witness is a file that opens, with no text cut off or over another, and with every due day."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from model.analysis.canvas import scale_of
from model.analysis.labels import labels_of
from model.analysis.picture import BROKEN, HOLIDAY, KEPT, WEEKEND, draw_witness, draw_witnesses, figure
from model.analysis.replay import confirmed
from model.analysis.witness import Expected, Witness
from model.errors import InvalidInput
from tests.analysis.witnesses import ALL, BRENT, YORK, alone, christmas, duties, event, odd, quorum, unseen

CROWDED_DAYS = ["14", "15", "16", "19", "20", "23", "26", "27", "29", "30"]


def crowded() -> Witness:
    """A visit every few days, with two breaches of York's beside Brent's."""
    seen = [event(f"2015-01-{day}", "child_seen", by="lead_social_worker", alone=True) for day in CROWDED_DAYS]
    events = [event("2015-01-12", "icpc_held", outcome="plan", agencies_involved=("health", "education")), *seen]
    late = duties("first-core-group", "first-core-group-scheduled")
    expected = [Expected(breached=late), Expected(breached=late)]
    return confirmed("A claim that is told in many words. " * 6, events, [BRENT, YORK], expected, date(2015, 2, 28))


def words(witness: Witness) -> list[str]:
    return [one.get_text() for one in figure(witness).axes[0].texts]


def areas(witness: Witness, color: str) -> list[Rectangle]:
    """The bars or shades of one colour."""
    patches = figure(witness).axes[0].patches
    return [one for one in patches if isinstance(one, Rectangle) and color in (fill(one), to_hex(one.get_edgecolor()))]


def fill(area: Rectangle) -> str:
    return to_hex(area.get_facecolor())


@pytest.mark.parametrize(
    ("ending", "start"), [(".png", b"\x89PNG\r\n\x1a\n"), (".PNG", b"\x89PNG"), (".svg", b"<?xml")]
)
def test_a_picture_is_written_in_the_format_of_its_ending(tmp_path: Path, ending: str, start: bytes) -> None:
    path = tmp_path / f"witness{ending}"
    draw_witness(christmas(), path)
    assert path.read_bytes().startswith(start)
    assert path.stat().st_size > 20_000


def test_an_svg_is_a_picture_that_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        draw_witness(quorum(), str(tmp_path / name))
    one, two = ((tmp_path / name).read_bytes() for name in ("one.svg", "two.svg"))
    assert one == two
    assert fromstring(one).tag.endswith("svg")


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"witness\.gif.*\.png or \.svg"):
        draw_witness(christmas(), tmp_path / "witness.gif")


@pytest.mark.parametrize("example", [*ALL, crowded], ids=lambda example: example.__name__)
def test_no_text_lies_over_another_or_is_cut_off(example: Callable[[], Witness]) -> None:
    drawing = figure(example())
    FigureCanvasAgg(drawing)
    texts = [(one.get_text(), one.get_window_extent()) for one in drawing.axes[0].texts if one.get_text()]
    assert len(texts) > 10
    for number, (text, box) in enumerate(texts):
        assert 0 < box.x0 < box.x1 < drawing.bbox.x1, text
        assert 0 < box.y0 < box.y1 < drawing.bbox.y1, text
        assert [other for other, place in texts[:number] if box.overlaps(place)] == [], text


@pytest.mark.parametrize("example", [*ALL, crowded], ids=lambda example: example.__name__)
def test_no_leader_of_a_label_crosses_another_label(example: Callable[[], Witness]) -> None:
    witness = example()
    scale = scale_of(witness)
    labels = labels_of(witness, scale)
    for one in labels:
        end = scale.x(one.day) + 0.06 * max(map(len, one.text))
        later = [other for other in labels if one.day < other.day and scale.x(other.day) < end]
        assert [other for other in later if one.level < other.level + len(other.text)] == []


def test_each_side_says_its_duty_its_clause_its_due_day_and_what_came_of_it() -> None:
    shown = words(christmas())
    assert {"Brent", "Brent, ten working days", "NOT KEPT", "still open"} <= set(shown)
    assert {"3.14; within 10 days", "3.14; within 10 working days"} <= set(shown)
    assert {"due Sun 28 Dec 2014", "due Tue 6 Jan 2015"} <= set(shown)
    assert "Mon 29 December 2014: the first day on which the two part" in shown
    assert "done Wed 15 Apr 2015" in words(quorum())


def test_what_has_no_anchor_no_last_day_and_no_first_day_is_shown_too() -> None:
    shown = words(odd())
    assert {"cannot be told", "no last day", "due Tue 6 Jan 2015", "on Mon 22 Dec 2014"} <= set(shown)
    assert '$x$ is an "odd" \\ thing: £5' in shown


def test_a_side_that_does_not_know_the_duty_says_so() -> None:
    assert "asks for nothing here" in words(alone())


def test_a_stretch_is_shown_with_its_length_and_its_day() -> None:
    shown = words(unseen())
    assert {"19 days", "the child was seen", "Tue 6 January 2015: the first day on which it shows"} <= set(shown)


def test_what_is_not_kept_is_hatched_what_is_open_is_empty_and_what_is_kept_is_full() -> None:
    (broken,), (waiting,) = areas(christmas(), BROKEN), areas(christmas(), KEPT)
    (kept,) = areas(quorum(), KEPT)
    assert [fill(one) for one in (broken, waiting, kept)] == ["#ffffff", "#ffffff", KEPT]
    assert [bool(one.get_hatch()) for one in (broken, waiting, kept)] == [True, False, False]


def test_a_bar_runs_from_its_anchor_day_to_the_end_of_its_due_day() -> None:
    scale = scale_of(christmas())
    (broken,) = areas(christmas(), BROKEN)
    assert broken.get_x() == pytest.approx(scale.x(date(2014, 12, 18), 0))
    assert broken.get_x() + broken.get_width() == pytest.approx(scale.x(date(2014, 12, 28), 1))


def test_weekends_and_bank_holidays_are_shaded() -> None:
    scale = scale_of(christmas())
    shaded = {round(one.get_x(), 6) for one in areas(christmas(), HOLIDAY)}
    assert shaded == {round(scale.x(day, 0), 6) for day in (date(2014, 12, 25), date(2014, 12, 26), date(2015, 1, 1))}
    weekends = {round(one.get_x(), 6) for one in areas(christmas(), WEEKEND)}
    assert round(scale.x(date(2014, 12, 28), 0), 6) in weekends
    assert round(scale.x(date(2014, 12, 29), 0), 6) not in weekends


def vertical_lines(axes: Axes) -> list[float]:
    """Where dashed lines stand."""
    return [float(one.get_xdata()[0]) for one in axes.lines if one.get_linestyle() == "--"]  # type: ignore[index, arg-type]


def test_the_day_they_part_is_a_dashed_line() -> None:
    scale = scale_of(christmas())
    assert vertical_lines(figure(christmas()).axes[0]) == [pytest.approx(scale.x(date(2014, 12, 29)))]


def test_a_day_early_in_the_picture_has_its_name_to_the_right_of_its_line() -> None:
    early = confirmed(
        "",
        [event("2015-01-05", "icpc_held", outcome="plan")],
        [BRENT],
        [Expected(breached=duties("first-core-group-scheduled"), about=duties("first-review"))],
        date(2015, 1, 20),
    )
    (name,) = [one for one in figure(replace(early, claim="Early")).axes[0].texts if "the first day" in one.get_text()]
    assert name.get_horizontalalignment() == "left"


def test_matplotlib_is_imported_only_to_draw() -> None:
    check = "import sys, model.analysis.picture; print([name for name in ('matplotlib',) if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", check], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"


def directed() -> Witness:
    """A chair who sets four weeks between core groups, from Thursday 1 October 2015: Thursday 29 October."""
    events = [
        event("2015-10-01", "icpc_held", outcome="plan", agencies_involved=("health", "education")),
        event("2015-10-01", "chair_direction_given", subject="core_group_interval", interval="4 weeks"),
        event("2015-10-01", "core_group_held", agencies_present=("health", "education")),
    ]
    return confirmed("Sooner.", events, [BRENT], [Expected(breached=duties("core-group-interval"))], date(2015, 12, 1))


def test_an_interval_that_a_direction_set_is_called_by_that_and_not_by_the_text() -> None:
    shown = words(directed())
    assert "3.3, 3.10; 4 weeks, set by a direction" in shown
    assert "due Thu 29 Oct 2015" in shown
    assert not [one for one in shown if "6 weeks" in one]


def test_witnesses_of_the_same_are_one_picture_under_one_title(tmp_path: Path) -> None:
    drawing = figure(christmas(), quorum(), title="Two of a kind")
    texts = [one.get_text() for one in drawing.axes[0].texts]
    assert texts[0] == "Two of a kind"
    assert texts.count("What happened (a made-up case)") == 2
    assert sum(text.startswith("A bar runs to") for text in texts) == 1
    assert drawing.get_figheight() > figure(christmas()).get_figheight() + figure(quorum()).get_figheight() - 1.5
    draw_witnesses([christmas(), quorum()], tmp_path / "both.svg", "Two of a kind")
    assert (tmp_path / "both.svg").read_bytes().startswith(b"<?xml")


def test_the_foot_names_the_policies_their_clauses_and_the_calendar() -> None:
    told = " ".join(words(quorum())[-4:])
    assert f"{BRENT.policy.title} (brent-2014): 3.1, 3.10" in told
    assert f"{YORK.policy.title} (york-2015): 3, 4.1, 7" in told
    calendar = BRENT.calendar(quorum().parts_on)
    assert f"Calendar: {calendar.id} {calendar.digest}." in told
