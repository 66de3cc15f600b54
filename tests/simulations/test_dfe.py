import os
from pathlib import Path

import pytest

from model import InvalidInput
from simulations.dfe import read_dfe
from simulations.figures import Figure
from simulations.published import BRENT, ENGLAND, YORK, published
from tests.simulations.published_files import CODE, lines, row, write

# A folder with the files as DfE publishes them; they are not committed.
FILES = os.environ.get("COREGROUP_DFE", "")


def test_an_area_is_read_out_of_all_tables(tmp_path: Path) -> None:
    area = read_dfe(write(tmp_path), CODE)
    assert (area.name, list(area.years)) == ("Nowhere", [2022])
    assert area.one("started", 2022) == 210
    assert [one.value for one in area.get("ended_by", 2022)] == [34, 23, 86, 50, 7]
    assert area.get("wait_quartiles", 2022)[1] == Figure(14, 13.5, 14.5)


def test_files_are_told_by_their_columns_in_any_case_order_and_encoding_mark(tmp_path: Path) -> None:
    write(tmp_path, encoding="utf-8-sig")
    plans = tmp_path / "d1.csv"
    plans.rename(tmp_path / "my own name.csv")
    text = (tmp_path / "my own name.csv").read_text(encoding="utf-8")
    (tmp_path / "my own name.csv").write_text(text.replace("CPP_end", "cpp_END"), encoding="utf-8")
    assert read_dfe(tmp_path, CODE).one("ended", 2022) == 200


def test_starts_and_stock_of_a_year_that_table_d1_has_not_reached_are_taken_from_the_tables_that_repeat_them(
    tmp_path: Path,
) -> None:
    later = {"d3": lines("d3", row("210,40"), row("222,44", 2023)), "d5": lines("d5", row("160,50,40,35,30,5", 2023))}
    area = read_dfe(write(tmp_path, later), CODE)
    assert (area.one("started", 2023), area.one("stock", 2023)) == (222, 160)
    assert not area.has("ended", 2023)
    assert (area.one("started", 2022), area.one("stock", 2022)) == (210, 150)


def test_two_suppressed_bands_share_what_the_others_leave(tmp_path: Path) -> None:
    hidden = read_dfe(write(tmp_path), CODE).get("open_by", 2022)[3:]
    assert hidden == (Figure(None, 1, 24), Figure(None, 1, 24))


def test_the_counts_of_a_region_are_rounded_to_ten(tmp_path: Path) -> None:
    write(tmp_path, {"d1": lines("d1", row("1210,1200,850", level="Regional", code="E12000099"))})
    assert read_dfe(tmp_path, "E12000099").get("stock", 2022) == (Figure(850, 845, 855),)


def test_a_table_may_be_missing(tmp_path: Path) -> None:
    area = read_dfe(write(tmp_path, {"c4": ""}), CODE)
    assert not area.has("conferences", 2022)
    with pytest.raises(InvalidInput, match="conferences, 2022"):
        area.get("conferences", 2022)


def test_every_fault_is_told_with_its_place(tmp_path: Path) -> None:
    bad = {
        "d1": lines("d1", row("many,200,150"), row("210,-3,150", year="2021-22")),
        "d3": lines("d3", row("210,40"), row("210,41")),
        "d6": lines("d6", row("100"), without="Reviewed_within_timescales"),
    }
    with pytest.raises(InvalidInput) as error:
        read_dfe(write(tmp_path, bad), CODE)
    told = {fault.code: str(fault) for fault in error.value.faults}
    assert set(told) == {"no-number", "bad-year", "doubled-row", "missing-column"}
    assert "d1.csv, line 2, CPP_start" in told["no-number"]
    assert "many" in told["no-number"]
    assert "reviewed_within_timescales" in told["missing-column"]


def test_an_unknown_area_names_the_likely_one(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=f"did you mean '{CODE}'"):
        read_dfe(write(tmp_path), "E99999998")


def test_a_folder_without_files_and_a_file_that_is_no_text_are_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no folder with CSV files"):
        read_dfe(tmp_path / "nowhere", CODE)
    (write(tmp_path) / "d1.csv").write_bytes(b"CPP_start\n\xff\xfe\n")
    with pytest.raises(InvalidInput, match="UTF-8"):
        read_dfe(tmp_path, CODE)


def test_two_files_of_the_same_table_are_refused(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "again.csv").write_text((tmp_path / "d7.csv").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(InvalidInput, match="two files hold table D7"):
        read_dfe(tmp_path, CODE)


@pytest.mark.skipif(not FILES, reason="DfE's files are not committed: COREGROUP_DFE names a folder that has them")
@pytest.mark.parametrize("code", [ENGLAND, BRENT, YORK])
def test_the_figures_that_come_along_are_those_of_the_published_files(code: str) -> None:
    assert read_dfe(FILES, code) == published(code)
