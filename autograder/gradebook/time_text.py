"""Read a time as nbgrader and people write it. What could be another time is refused: it would cost points."""

import datetime
import re
from typing import NamedTuple

from traitlets.config import Config

from autograder.errors import Unreadable
from autograder.gradebook.time_zones import offset_of

ISO = re.compile(
    r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:T|\s+)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(.*)", re.ASCII
)
DATE = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}", re.ASCII)
DAY_OR_MONTH = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b.*", re.ASCII)
WEEKDAY = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? ")
# As `date` writes it, and as e-mails have it: the zone is in the middle, or at the end.
UNIX = re.compile(r"([A-Z][a-z]+ \d{1,2} \d\d:\d\d:\d\d) (.+) (\d{4})", re.ASCII)
EMAIL = re.compile(r"(\d{1,2} [A-Z][a-z]+ \d{4} \d\d:\d\d:\d\d)(.*)", re.ASCII)
MONTHS = {"Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6,
          "Jul": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12}  # fmt: skip
YEARS = range(2000, 2101)  # of any submission: other years come from a wrong clock, and crash nbgrader's formgrader
ZONE_AT_END = " %Z"


class TimeSettings(NamedTuple):
    """How the course's nbgrader writes times: `c.Exchange.timezone` and `c.Exchange.timestamp_format`."""

    zone: str = "UTC"
    format: str = ""

    @classmethod
    def of(cls, config: Config) -> "TimeSettings":
        """The settings in nbgrader's configuration."""
        exchange = config.Exchange
        return cls(str(exchange.get("timezone", "UTC")), str(exchange.get("timestamp_format", "")))


def utc_in(text: str, settings: TimeSettings) -> datetime.datetime:
    """The time that a text says, in UTC. A time without a zone is in UTC, as in nbgrader.

    Raises Unreadable, with the end of a sentence about the file, if the text contains no time or an ambiguous one.
    """
    text = " ".join(text.split())
    if not text:
        raise Unreadable("is empty")
    local, zone = _configured(text, settings.format) or _iso(text) or _words(text) or _no_time(text)
    if local.year not in YEARS:
        raise Unreadable(f"contains the year {local.year:04}")
    return local - offset_of(zone, local, settings.zone)


Local = tuple[datetime.datetime, str]  # a time, and the text of its zone


def _configured(text: str, form: str) -> Local | None:
    """The time in the course's own format, whatever that is. Its zone can only be at the end."""
    zone = ""
    if form.endswith(ZONE_AT_END) and " " in text:
        form, (text, zone) = form.removesuffix(ZONE_AT_END), text.rsplit(" ", 1)
    try:
        time = datetime.datetime.strptime(text, form)
    except (ValueError, re.error):
        return None
    if "%Z" in form or "%Y" not in form:
        return None
    return time.replace(tzinfo=None), zone or time.strftime("%z")


def _iso(text: str) -> Local | None:
    match = ISO.fullmatch(text)
    if match is None:
        return None
    year, _, month, day, hour, minute, second, fraction, zone = match.groups(default="")
    numbers = [int(one or 0) for one in (year, month, day, hour, minute, second, fraction[:6].ljust(6, "0"))]
    return _time(*numbers), zone


def _words(text: str) -> Local | None:
    """Mon Oct 5 20:00:00 CEST 2026, or Mon, 5 Oct 2026 20:00:00 +0200."""
    text = WEEKDAY.sub("", text, count=1)
    if match := UNIX.fullmatch(text):
        (month, day, clock), zone, year = match[1].split(), match[2], match[3]
    elif match := EMAIL.fullmatch(text):
        (day, month, year, clock), zone = match[1].split(), match[2]
    else:
        return None
    if month[:3] not in MONTHS:
        return None
    return _time(int(year), MONTHS[month[:3]], int(day), *map(int, clock.split(":"))), zone


def _time(*numbers: int) -> datetime.datetime:
    try:
        return datetime.datetime(*numbers)  # type: ignore[arg-type]  # year, month, day, hour, minute, …
    except ValueError as error:
        raise Unreadable(f"contains no time: {error}") from None


def _no_time(text: str) -> Local:
    """Say why a text is no time."""
    if DATE.fullmatch(text):
        raise Unreadable("contains a date without a time of day")
    if DAY_OR_MONTH.fullmatch(text):
        raise Unreadable("contains an ambiguous date: day and month could be swapped")
    raise Unreadable("contains no time")
