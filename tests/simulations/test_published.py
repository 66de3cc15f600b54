import pytest

from model import InvalidInput
from simulations.dfe import TABLES
from simulations.published import BRENT, ENGLAND, TOTALS, YORK, areas, published

KEYS = [column.key for table in TABLES for column in table.columns]


@pytest.mark.parametrize("code", [ENGLAND, BRENT, YORK])
@pytest.mark.parametrize("key", KEYS)
def test_every_key_comes_along_for_every_year_to_2024(code: str, key: str) -> None:
    first = {"case_holders": 2017}.get(key, 2017 if key in KEYS[-7:] else 2013)
    assert all(key in published(code).years[year] for year in range(first, 2025))


@pytest.mark.parametrize("code", [ENGLAND, BRENT, YORK])
@pytest.mark.parametrize("key", TOTALS)
def test_parts_can_add_up_to_their_total(code: str, key: str) -> None:
    area = published(code)
    # In 2013 table D5 speaks of 50 plans fewer than table D1.
    for year in range(2014, 2025):
        total = area.get(TOTALS[key], year)[0]
        # Waits are published only of conferences that followed an enquiry, some short of all.
        short = total.value * 0.02 if key == "waits" and total.value else 0
        found = area.get(key, year)
        assert sum(one.low for one in found) <= total.high
        assert sum(one.high for one in found) >= total.low - short


def test_the_stock_of_a_year_follows_from_the_one_before() -> None:
    for area in areas().values():
        for year in range(2015, 2025):
            follows = area.one("stock", year - 1) + area.one("started", year) - area.one("ended", year)
            assert follows == pytest.approx(area.one("stock", year), rel=0.03)


@pytest.mark.parametrize("code", [ENGLAND, BRENT, YORK])
def test_of_2025_is_known_what_was_started_and_what_is_open(code: str) -> None:
    area = published(code)
    assert area.has("started", 2025)
    assert area.get("open_by", 2025)[0].near < area.one("stock", 2025)
    assert not area.has("ended", 2025)


def test_an_area_that_does_not_come_along_is_read_from_files() -> None:
    with pytest.raises(InvalidInput, match="read_dfe"):
        published("E08000025")
