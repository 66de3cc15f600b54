"""The rows of a validity report as tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from simulations.validity import STOCK, STOCK_TARGET, Row

VERDICTS = {True: "met", False: "**missed**", None: ""}


def measures_table(rows: Sequence[Row]) -> Iterator[str]:
    """One area: a line a measure, three columns a year, and what was asked for."""
    years = sorted({row.year for row in rows})
    yield "| " + " | ".join(["measure", *(f"{year}: {word}" for year in years for word in HEADS), "asked for"]) + " |"
    yield "|" + "---|" * (2 + len(HEADS) * len(years))
    for measure in dict.fromkeys(row.measure for row in rows):
        found = {row.year: row for row in rows if row.measure == measure}
        cells = [cell for year in years for cell in (cells_of(found[year]) if year in found else [""] * len(HEADS))]
        yield "| " + " | ".join([measure, *cells, asked(next(iter(found.values())))]) + " |"


HEADS = ("published", "simulated (95%)", "intervals meet")


def cells_of(row: Row) -> list[str]:
    """Published, simulated with its interval, and whether the two intervals meet; whether the target is met."""
    verdict = f"; {VERDICTS[row.met]}" if row.target is not None else ""
    return [shown(row), simulated(row), ("yes" if row.inside else "no") + verdict]


def shown(row: Row) -> str:
    """The published figure; the interval of one that is suppressed."""
    figure = row.published
    if figure.value is not None:
        return number(figure.value, row)
    return f"{number(figure.low, row)} to {number(figure.high, row)} (suppressed)" if figure.known else "not published"


def simulated(row: Row) -> str:
    """The mean of the runs, with the interval for an area of this size."""
    mean = number(row.mean, row)
    return f"{mean} ({number(row.low, row)} to {number(row.high, row)})" if row.high > row.low else mean


def number(value: float, row: Row) -> str:
    """Percentages to a tenth, everything else whole."""
    return f"{value:.1f}" if row.measure.endswith("%") else f"{value:,.0f}"


def asked(row: Row) -> str:
    """The target in words."""
    if row.target is None:
        return ""
    return f"within {row.target:.0%}" if row.relative else f"within {row.target:g} percentage points"


def stock_table(rows: Sequence[Row], fitted: Mapping[str, Sequence[int]], made: str = "simulated") -> Iterator[str]:
    """The stocks of several authorities: a line a year, three columns an authority, a star where it was fitted."""
    areas, heads = list(dict.fromkeys(row.area for row in rows)), ("published", f"{made} (95%)", "off by")
    stocks = {(row.area, row.year): row for row in rows if row.measure == STOCK}
    years = sorted({year for _, year in stocks})
    yield "| 31 March | " + " | ".join(f"{area}: {word}" for area in areas for word in heads) + " |"
    yield "|" + "---|" * (1 + len(heads) * len(areas))
    for year in years:
        cells = [cell for area in areas for cell in stock_cells(stocks.get((area, year)), year in fitted[area])]
        yield f"| {year} | " + " | ".join(cells) + " |"
    yield ""


def tally(rows: Sequence[Row]) -> str:
    """In how many years the stock of an authority is within the target, and whether these are most."""
    met = [bool(row.met) for row in rows if row.measure == STOCK]
    verdict = "most years: met" if 2 * sum(met) > len(met) else "**not** most years: **missed**"
    return f"{rows[0].area}: within {STOCK_TARGET:.0%} in {sum(met)} of {len(met)} years, so in {verdict}"


def periods(rows: Sequence[Row], fitted: Sequence[int]) -> str:
    """The same for the years that were fitted, forecast, and before those fitted."""
    words = {"fitted": fitted, "after them, forecast": range(max(fitted) + 1, 9999), "before them": range(min(fitted))}
    found = {
        word: [bool(row.met) for row in rows if row.measure == STOCK and row.year in of] for word, of in words.items()
    }
    return ", ".join(f"{sum(met)} of the {len(met)} {word}" for word, met in found.items() if met)


def stock_cells(row: Row | None, used: bool) -> list[str]:
    """Published, simulated, and how far off; a star where the year went into the fit."""
    if row is None:
        return ["", "", ""]
    verdict = "" if row.met else ", **missed**"
    return [shown(row) + ("*" if used else ""), simulated(row), f"{round(row.off, 2) + 0.0:+.0%}{verdict}"]
