"""Reads the files that the Department for Education publishes, as they are published, for any area."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from model import Fault, InvalidInput, meant
from simulations.figures import NEAREST_TEN, Area, Figure, figure, parts

LENGTHS = (
    "3_months_or_less",
    "more_than_3_months_6_months",
    "more_than_6_months_less_than_1_year",
    "1_year_less_than_2_years",
    "2_years_or_more",
)
WAITS = ("Duration_0-10_days", "Duration_11-15_days", "Duration_16-20_days", "Duration_21+_days")
QUARTILES = ("Duration_25th_Percentile", "Duration_median", "Duration_75th_Percentile")
HEAD = ("time_period", "geographic_level", "country_code", "region_code", "new_la_code", "la_name")
LEVELS = {"national": "country_code", "regional": "region_code", "local authority": "new_la_code"}
NAMES = {"national": "country_name", "regional": "region_name", "local authority": "la_name"}


@dataclass(frozen=True)
class Column:
    """The columns of one key; `margin` is half the step of rounding, None for counts, which England's are to ten."""

    key: str
    names: tuple[str, ...]
    margin: float | None = None
    total: str = ""


@dataclass(frozen=True)
class Table:
    """One published table, known by its columns: the names of files change from year to year.

    `also`: columns that repeat what another table has; they count for years that it has not reached yet.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    also: tuple[Column, ...] = ()

    def needs(self) -> tuple[str, ...]:
        """Every column that the table must have."""
        own = [name for column in self.columns for name in (*column.names, column.total) if name]
        return (*HEAD, *dict.fromkeys(own))


TABLES = (
    Table(
        "C4",
        "section 47 enquiries and initial conferences",
        (
            Column("section_47", ("Section47",)),
            Column("conferences", ("ICPC",)),
            Column("waits", WAITS, total="ICPC"),
            Column("wait_quartiles", QUARTILES, 0.5),
        ),
    ),
    Table(
        "D1",
        "child protection plans started, ended and open",
        (Column("started", ("CPP_start",)), Column("ended", ("CPP_end",)), Column("stock", ("CPP_At31",))),
    ),
    Table(
        "D3",
        "second and later plans",
        (Column("subsequent", ("CPP_subsequent",)),),
        (Column("started", ("CPP_start",)),),
    ),
    Table(
        "D5",
        "open plans by duration",
        (Column("open_by", LENGTHS, total="CPP_At31"),),
        (Column("stock", ("CPP_At31",)),),
    ),
    Table(
        "D6",
        "plans reviewed within time scales",
        (Column("reviewable", ("CPP_At31_3Months",)), Column("reviewed", ("Reviewed_within_timescales",))),
    ),
    Table("D7", "ended plans by duration", (Column("ended_by", LENGTHS, total="CPP_End"),)),
    Table(
        "workforce",
        "children's social work workforce",
        (
            Column("case_holders", ("case_holders_fte",), 0.05),
            Column("cases", ("cases",), 0.5),
            Column("caseload", ("caseload_fte",), 0.05),
            Column("turnover", ("turnover_rate_fte",), 0.05),
            Column("vacancy", ("vacancy_rate_fte",), 0.05),
            Column("agency_cover", ("vacancy_agency_cover_rate_fte",), 0.05),
            Column("absence", ("absence_rate_fte",), 0.05),
        ),
    ),
)
Row = Mapping[str, str]


def read_dfe(folder: str | Path, code: str) -> Area:
    """The figures of an area (E92000001 is England) in a folder of DfE's files; InvalidInput with every fault.

    Files are told by their columns, in any order and case, under any name; a table may be missing, but not all.
    """
    faults: list[Fault] = []
    files = dict(opened(Path(folder), faults))
    found = dict(recognised(files, faults))
    years: dict[int, dict[str, tuple[Figure, ...]]] = {}
    names: set[str] = set()
    for table, name in found.items():
        for line, row in wanted(files[name], code):
            names.add(row[NAMES[level(row)].casefold()])
            add(years, table, row, f"{name}, line {line}", faults)
    if not names and not faults:
        faults.append(unknown_area(files, code))
    if faults:
        raise InvalidInput(*faults)
    return Area(code, min(names), {year: years[year] for year in sorted(years)})


def opened(folder: Path, faults: list[Fault]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of every file, their columns in small letters."""
    paths = sorted(folder.glob("*.csv"))
    if not paths:
        hint = "download the data of 'Children in need' and of 'Children's social work workforce', and unpack it there"
        faults.append(Fault("no-files", "no folder with CSV files", str(folder), hint=hint))
    for path in paths:
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                lines = csv.DictReader(file)
                names = [name.strip().casefold() for name in lines.fieldnames or ()]
                yield path.name, [dict(zip(names, (row[one] or "" for one in row), strict=False)) for row in lines]
        except UnicodeDecodeError:
            hint = "save it as UTF-8, or take the file as it was downloaded"
            faults.append(Fault("not-utf8", "is not a text file in UTF-8", place=path.name, hint=hint))


def recognised(files: Mapping[str, Sequence[Row]], faults: list[Fault]) -> Iterator[tuple[Table, str]]:
    """Each table with the file that holds it; a fault where two do, or where one lacks only few of the columns."""
    for table in TABLES:
        needed = {name.casefold() for name in table.needs()}
        lacking = {name: needed - set(rows[0]) for name, rows in files.items() if rows}
        whole = sorted(name for name in lacking if not lacking[name])
        if len(whole) > 1:
            faults.append(Fault("two-files", f"two files hold table {table.name}", ", ".join(whole), hint="keep one"))
        elif whole:
            yield table, whole[0]
        else:
            faults += [
                Fault("missing-column", f"is table {table.name} ({table.title}) but for columns", listed(lack), name)
                for name, lack in lacking.items()
                if like(table, files[name][0]) and lack
            ]


def like(table: Table, row: Row) -> bool:
    """Whether a file is meant to be a table: it has some of the columns that are this table's alone."""
    others = {name.casefold() for one in TABLES if one is not table for name in one.needs()}
    own = {name.casefold() for name in table.needs()} - others
    return bool(own & set(row))


def listed(names: set[str]) -> str:
    """Names in order, between commas."""
    return ", ".join(sorted(names))


def wanted(rows: Sequence[Row], code: str) -> Iterator[tuple[int, Row]]:
    """The rows of an area with the numbers of their lines."""
    for line, row in enumerate(rows, 2):
        if level(row) in LEVELS and row[LEVELS[level(row)]].strip() == code:
            yield line, row


def level(row: Row) -> str:
    """Whether a row is national, regional or of a local authority."""
    return row["geographic_level"].strip().casefold()


def add(
    years: dict[int, dict[str, tuple[Figure, ...]]], table: Table, row: Row, place: str, faults: list[Fault]
) -> None:
    """The figures of a row, under its year."""
    period = row["time_period"].strip()
    if not period.isdigit() or len(period) != 4:
        hint = "a reporting year, such as 2024 for the year to 31 March 2024"
        faults.append(Fault("bad-year", "is no year", period, f"{place}, time_period", hint))
        return
    year = years.setdefault(int(period), {})
    if table.columns[0].key in year:
        faults.append(Fault("doubled-row", "a second row for the same area and year", period, place))
    rounded = level(row) != "local authority"
    again = [column for column in table.also if column.key not in year and column.names[0].casefold() in row]
    for column in (*table.columns, *again):
        margin = column.margin if column.margin is not None else NEAREST_TEN * rounded
        shown = [read(row, name, margin, place, faults) for name in column.names]
        year[column.key] = parts(shown, read(row, column.total, margin, place, [])) if column.total else tuple(shown)


def read(row: Row, name: str, margin: float, place: str, faults: list[Fault]) -> Figure:
    """One figure; a fault where it is none."""
    text = row[name.casefold()]
    try:
        return figure(text, margin)
    except ValueError:
        hint = "a number, or one of DfE's codes: c (suppressed), x or : (not available), z (not applicable), low"
        faults.append(Fault("no-number", "is no figure of DfE's", text, f"{place}, {name}", hint))
        return figure("x")


def unknown_area(files: Mapping[str, Sequence[Row]], code: str) -> Fault:
    """The fault of a code that stands in no file."""
    codes = {row.get(name, "").strip() for rows in files.values() for row in rows for name in LEVELS.values()}
    return Fault("unknown-area", "no file has a row for this area", code, hint=meant(code, codes - {""}))
