"""Find out how far a time zone is from UTC, by the text that follows a time: +02:00, UTC, CEST, Europe/Berlin.

nbgrader writes the abbreviation that `c.Exchange.timezone` uses, and reads most abbreviations as UTC without a word.
Here an abbreviation counts only if it is clear: as the configured zone uses it, or as all zones do that use it.
"""

import datetime
import functools
import re
import zoneinfo
from collections import defaultdict

from autograder.errors import Unreadable
from autograder.submissions.filenames import printable_name

IS_UTC = re.compile(r"|Z|UTC|GMT|UCT", re.IGNORECASE)  # also no zone at all, as in nbgrader
OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d{1,2})(?::?(\d\d))?", re.ASCII)
ABBREVIATION = re.compile(r"[A-Za-z]{2,6}")
COMMENT = re.compile(r"\s*\([^()]*\)$")  # "GMT+0200 (Central European Summer Time)"
MOST_HOURS = 14  # between a zone and UTC

Offset = datetime.timedelta


def offset_of(zone: str, local: datetime.datetime, configured: str) -> Offset:
    """How far a zone is ahead of UTC at a local time.

    `zone` is an offset, a name or an abbreviation, `configured` the name of the zone that the course uses. Raises
    Unreadable, with the end of a sentence about the file, if the zone is unknown or not clear.
    """
    zone = COMMENT.sub("", zone.strip())
    if IS_UTC.fullmatch(zone):
        return Offset()
    match = OFFSET.fullmatch(zone)
    if match:
        return _numeric(match)
    if ABBREVIATION.fullmatch(zone):
        offsets = _offsets(zone.upper(), local.year, configured)
        if len(offsets) == 1:
            return offsets[0]
        if offsets:
            raise Unreadable(_several(zone.upper(), offsets))
    return _named(zone, local)


def _numeric(match: re.Match[str]) -> Offset:
    sign, hours, minutes = match.groups(default="0")
    if int(minutes) >= 60 or int(hours) * 60 + int(minutes) > MOST_HOURS * 60:
        raise Unreadable(f"has an offset that no time zone has ({match[0]})")
    offset = Offset(hours=int(hours), minutes=int(minutes))
    return -offset if sign == "-" else offset


def _named(name: str, local: datetime.datetime) -> Offset:
    """The offset of a zone like Europe/Berlin."""
    zone = _zone(name)
    first, second = (local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    if zone is None or first is None or second is None:
        raise Unreadable(f"has an unknown time zone ({printable_name(name)})")
    if first != second:
        raise Unreadable(f"has a time at which the clocks change in {name}")
    return first


def _zone(name: str) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):  # it refuses paths outside of its own folder
        return None


def _offsets(abbreviation: str, year: int, configured: str) -> list[Offset]:
    """The offsets that an abbreviation stands for: in the configured zone, or else in any zone; the smallest first."""
    own = _abbreviations(configured, year).get(abbreviation)
    return sorted(own or _all_abbreviations(year).get(abbreviation, set()))


@functools.cache
def _all_abbreviations(year: int) -> dict[str, set[Offset]]:
    """Abbreviation → its offsets in all time zones of the world."""
    found: dict[str, set[Offset]] = defaultdict(set)
    for name in zoneinfo.available_timezones():
        for abbreviation, offsets in _abbreviations(name, year).items():
            found[abbreviation] |= offsets
    return found


@functools.cache
def _abbreviations(name: str, year: int) -> dict[str, set[Offset]]:
    """Abbreviation → its offsets in one time zone, in a year and the one before it."""
    zone, found = _zone(name), defaultdict(set)
    for month in range(24):
        time = datetime.datetime(year - 1 + month // 12, 1 + month % 12, 15, tzinfo=zone)
        abbreviation, offset = time.tzname(), time.utcoffset()
        if abbreviation is not None and offset is not None:
            found[abbreviation].add(offset)
    return found


def _several(abbreviation: str, offsets: list[Offset]) -> str:
    *others, last = [datetime.timezone(offset).tzname(None) for offset in offsets]
    return (
        f"has an ambiguous time zone ({abbreviation} is {', '.join(others)} or {last}, unless c.Exchange.timezone in "
        "nbgrader_config.py says which)"
    )
