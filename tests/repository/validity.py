"""The validity tables of the README, as the program finds them; `python -m tests.repository.validity` prints them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

from simulations.ahead import Forecast, forecasts, imbalance
from simulations.engine import run_log
from simulations.figures import Area
from simulations.fit import years_to_fit
from simulations.published import BRENT, ENGLAND, YORK, published
from simulations.validity import Row, validity
from simulations.validity_table import measures_table, periods, stock_table, tally

BEGIN, END = "<!-- validity: made by `python -m tests.repository.validity` -->", "<!-- end of validity -->"
UPTO = 2022
LATER = (2023, 2024)
COUNCIL_YEARS = tuple(range(2015, 2026))
ENGLAND_RUNS, COUNCIL_RUNS = 450, 100


def tables(england: int = ENGLAND_RUNS, councils: int = COUNCIL_RUNS) -> str:
    """All tables, with what they rest on."""
    return "\n".join([BEGIN, "", *of_england(england), "", *of_councils(councils), "", END])


def of_england(replications: int) -> Iterator[str]:
    """England, measure by measure."""
    area = published(ENGLAND)
    years = " and ".join(map(str, years_to_fit(area, UPTO)))
    yield f"**England**: exits fitted to {years}; {LATER[0]} and {LATER[1]} were not used. The plans started in each"
    yield f"year are given, all else follows. {replications} replications of a 150th of England, times 150, with"
    yield "twice the posts of `england-2024` and no vacancies, so that no wait is for want of people."
    yield ""
    yield from measures_table(validity(area, LATER, replications, run_log, UPTO))


def of_councils(replications: int) -> Iterator[str]:
    """Two councils, year by year: runs over all years with one law of exits, and forecasts a year ahead."""
    areas = [published(code) for code in (BRENT, YORK)]
    fitted = {area.name: years_to_fit(area, UPTO) for area in areas}
    runs = {area.name: validity(area, COUNCIL_YEARS, replications, run_log, UPTO) for area in areas}
    yield "**Plans open at 31 March, from the plans started in each year alone**: one run from the stock of"
    yield f"March 2013, {replications} replications; a star marks the years whose figures went into the fit."
    yield ""
    yield from stock_table([row for rows in runs.values() for row in rows], fitted)
    for name, rows in runs.items():
        yield f"{tally(rows)} ({periods(rows, fitted[name])})."
    yield ""
    yield from ahead(areas)


def ahead(areas: Sequence[Area]) -> Iterator[str]:
    """The forecasts of the councils, and what carrying the last year's pace on would make of them."""
    found = {area.name: forecasts(area, COUNCIL_YEARS) for area in areas}
    yield "**Plans open at 31 March, forecast a year ahead**: each year from the stock and its ages a year before, the"
    yield "plans started since, and exits fitted to earlier years only, so that all are forecasts; without a run."
    yield "The interval is of chance alone: which families' plans end."
    yield ""
    yield from stock_table([one.row for each in found.values() for one in each], dict.fromkeys(found, ()), "forecast")
    for each in found.values():
        expected = sum(one.chance for one in each)
        yield f"{tally(rows_of(each))}; {expected:.1f} would be expected of exits that are exactly right."
    worst = " and ".join(f"{imbalance(area):.1%} ({area.name})" for area in areas)
    yield f"The published series agree: stock, plus started, less ended, is the next stock within {worst}. What"
    yield "is off is how fast plans ended in a year, and that the year before hardly foretells. Were half of its"
    yield f"pace carried on, it would be {' and '.join(map(paced, areas))}:"
    yield "better here, worse there, so that the simpler law is kept."


def paced(area: Area) -> str:
    """What carrying half of the last year's pace on would do."""
    simple, carrying = (rows_of(forecasts(area, COUNCIL_YEARS, carried)) for carried in (0.0, 0.5))
    met = sum(bool(row.met) for row in carrying)
    return f"{met} of {len(carrying)} years in {area.name} (off by {error(carrying):.1%}, not {error(simple):.1%})"


def rows_of(found: Sequence[Forecast]) -> list[Row]:
    """The rows of forecasts."""
    return [one.row for one in found]


def error(rows: Sequence[Row]) -> float:
    """How far off the rows are, all together: the root of the mean of the squares."""
    return sqrt(sum(row.off**2 for row in rows) / len(rows))


if __name__ == "__main__":
    print(tables())
