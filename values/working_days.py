"""Working days in China, with the moved ones of each year's holidays, as far as they have been announced."""

from __future__ import annotations

from datetime import date, timedelta


class UnknownCalendarError(ValueError):
    """The holidays of a year have not been announced, or lie before the table."""


def working_days(first: date, last: date) -> int:
    """The working days from the first day to the last, both included.

    Raises UnknownCalendarError: the table of holidays does not reach that far.
    """
    import chinese_calendar  # noqa: PLC0415 - a table of twenty years that few documents need

    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    try:
        return sum(chinese_calendar.is_workday(day) for day in days)
    except NotImplementedError as error:
        raise UnknownCalendarError(f"{first.year}年的节假日安排不在日历表内") from error
