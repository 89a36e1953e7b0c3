"""Holds catalogue/calendar.yaml against the PyPI package chinesecalendar, day by day.

The package follows the State Council's yearly notices independently of this project. Run by
`make test-calendar`; prints `N passed, M failed`, and fails where a day differs.
"""

import datetime
import pathlib
import sys

import chinese_calendar
import yaml

YEARS = (2024, 2025, 2026)
CALENDAR = pathlib.Path(__file__).resolve().parents[2] / "catalogue" / "calendar.yaml"


def days(entries):
    """The days of a list whose entries are single days or `first..last`."""
    for entry in entries or []:
        first, _, last = str(entry).partition("..")
        day = datetime.date.fromisoformat(first)
        end = datetime.date.fromisoformat(last or first)
        while day <= end:
            yield day
            day += datetime.timedelta(days=1)


def read_calendar():
    """Holidays and make-up working days by year, as the catalogue declares them."""
    declared = yaml.safe_load(CALENDAR.read_text(encoding="utf-8"))
    return {
        int(year): (
            {day for entries in content["holidays"].values() for day in days(entries)},
            set(days(content["working"])),
        )
        for year, content in declared.items()
    }


def is_worked(calendar, day):
    """The rule of Values/WorkingCalendar.swift."""
    holidays, working = calendar[day.year]
    return day in working or (day.weekday() < 5 and day not in holidays)


def main():
    calendar = read_calendar()
    passed, failed = 0, 0
    for year in YEARS:
        day = datetime.date(year, 1, 1)
        while day.year == year:
            if year not in calendar:
                print(f"{day}: calendar.yaml lacks the year")
                failed += 1
            elif is_worked(calendar, day) != chinese_calendar.is_workday(day):
                word = "worked" if is_worked(calendar, day) else "off"
                print(f"{day}: calendar.yaml says {word}, chinesecalendar the opposite")
                failed += 1
            else:
                passed += 1
            day += datetime.timedelta(days=1)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
