"""Small files in DfE's format for tests: synthetic, of an area that does not exist."""

from collections.abc import Mapping
from pathlib import Path

from simulations.dfe import LENGTHS, QUARTILES, WAITS

CODE = "E99999999"
HEAD = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name,category"
)
TABLES: dict[str, tuple[tuple[str, ...], str]] = {
    "d1": (("CPP_start", "CPP_end", "CPP_At31"), "210,200,150"),
    "d3": (("CPP_start", "CPP_subsequent"), "210,40"),
    "d5": (("CPP_At31", *LENGTHS), "150,50,40,35,c,c"),
    "d6": (("CPP_At31_3Months", "Reviewed_within_timescales"), "100,90"),
    "d7": (("CPP_End", *LENGTHS), "200,34,23,86,50,7"),
    "c4": (("Section47", "ICPC", *WAITS, *QUARTILES), "700,240,20,170,25,25,13,14,15"),
}


def row(numbers: str, year: int | str = 2022, level: str = "Local authority", code: str = CODE) -> str:
    """One line of an authority, or of a region where the code is one's."""
    area = f",,,{code},Nowhere" if level == "Local authority" else f"{code},Nowhere region,,,"
    return f"{year},Reporting year,{level},E92000001,England,{area},x,{numbers}"


def write(folder: Path, changed: Mapping[str, str] | None = None, encoding: str = "utf-8") -> Path:
    """All tables with one row each; `changed` gives other text for some files, the empty text leaves one out."""
    for name, (columns, numbers) in TABLES.items():
        text = (changed or {}).get(name, f"{HEAD},{','.join(columns)}\n{row(numbers)}\n")
        if text:
            (folder / f"{name}.csv").write_text(text, encoding=encoding)
    return folder


def lines(name: str, *numbers: str, without: str = "") -> str:
    """A file of one table with other rows, without one of its columns."""
    columns = [column for column in TABLES[name][0] if column != without]
    return "\n".join([f"{HEAD},{','.join(columns)}", *numbers, ""])
