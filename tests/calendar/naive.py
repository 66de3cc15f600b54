"""A calendar that walks from day to day, over years whose holidays were typed by hand; it shares nothing with model."""

from datetime import date, timedelta

ONE_DAY = timedelta(days=1)

# Weekdays on which nothing is due to be counted: bank holidays with their substitute days, Good Friday, Christmas Day.
TYPED = {
    2014: ["01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"],
    2015: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2016: ["01-01", "03-25", "03-28", "05-02", "05-30", "08-29", "12-26", "12-27"],
    2019: ["01-01", "04-19", "04-22", "05-06", "05-27", "08-26", "12-25", "12-26"],
    2020: ["01-01", "04-10", "04-13", "05-08", "05-25", "08-31", "12-25", "12-28"],
    2021: ["01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"],
    2022: ["01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"],
    2023: ["01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"],
    2024: ["01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"],
}
STRETCHES = [(date(2014, 1, 1), date(2016, 12, 31)), (date(2019, 1, 1), date(2024, 12, 31))]
HOLIDAYS = {date.fromisoformat(f"{year}-{day}") for year, days in TYPED.items() for day in days}


def is_working_day(day: date) -> bool:
    if day.year not in TYPED:
        raise LookupError(day)
    return day.weekday() < 5 and day not in HOLIDAYS


def add_working_days(day: date, n: int) -> date:
    step = ONE_DAY if n > 0 else -ONE_DAY
    left = abs(n)
    while left > 0:
        day = day + step
        if is_working_day(day):
            left = left - 1
    return day


def working_days_between(start: date, end: date) -> int:
    if end < start:
        return -working_days_between(end, start)
    count = 0
    while start < end:
        start = start + ONE_DAY
        if is_working_day(start):
            count = count + 1
    return count


def days(start: date, end: date) -> list[date]:
    return [start + timedelta(days=i) for i in range((end - start).days + 1)]
