"""The validity tables of the README, as the program finds them; `python -m tests.repository.validity` prints them."""

from __future__ import annotations

from collections.abc import Iterator

from simulations.engine import run_log
from simulations.fit import years_to_fit
from simulations.published import BRENT, ENGLAND, YORK, published
from simulations.validity import validity
from simulations.validity_table import measures_table, stock_table

BEGIN, END = "<!-- validity: made by `python -m tests.repository.validity` -->", "<!-- end of validity -->"
UPTO = 2022
LATER = (2023, 2024)
COUNCIL_YEARS = tuple(range(2015, 2025))
ENGLAND_RUNS, COUNCIL_RUNS = 450, 100


def tables(england: int = ENGLAND_RUNS, councils: int = COUNCIL_RUNS) -> str:
    """Both tables, with what they rest on."""
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
    """Two councils, year by year."""
    areas = [published(code) for code in (BRENT, YORK)]
    rows = [row for area in areas for row in validity(area, COUNCIL_YEARS, replications, run_log, UPTO)]
    yield "**Plans open at 31 March, from the plans started in each year alone** (one run from the stock of"
    yield f"March 2013; {replications} replications; a star marks the years whose figures went into the fit)."
    yield ""
    yield from stock_table(rows, {area.name: years_to_fit(area, UPTO) for area in areas})


if __name__ == "__main__":
    print(tables())
