"""Read from Moodle's grading worksheet when each participant handed in: the archive of the files does not say it.

The column is "Last modified (submission)", with times such as `Monday, 5 October 2026, 8:00 PM`, in the language and in
the time zone of the person who exported it. English and German are understood: a month is a word, so it cannot be taken
for a day (moodle/moodle, mod/assign/gradingtable.php, `col_timesubmitted`; `strftimedaydatetime` of the language).
"""

import datetime
import re

from autograder.errors import UsageError
from autograder.platforms.columns import PARTICIPANT, is_worksheet
from autograder.platforms.sheet import Sheet

HEADERS = ("last modified (submission)", "zuletzt geändert (abgabe)")
TIME = re.compile(r"(?:\w+, )?(\d{1,2})\.? ([^\W\d]+)\.? (\d{4}), (\d{1,2}):(\d\d)(?: ?([AP]M))?", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
GERMAN = {"mär": "mar", "mai": "may", "okt": "oct", "dez": "dec"}
NO_TIMES = (
    "{} has no times of submissions: it is no grading worksheet of Moodle in English or German, with the column {!r}. "
    "Choose one of these languages in Moodle, and export the worksheet again."
)
NO_TIME = "{}: row {}: {!r} is no time that can be read. Write it into timestamp.txt after you have collected."


def times_in(sheet: Sheet) -> dict[str, datetime.datetime]:
    """Number of the participant → time, without a zone. Raises UsageError if the file has none."""
    header = [name.lower() for name in sheet.texts(0)]
    columns = [header.index(name) for name in HEADERS if name in header]
    if not columns or not is_worksheet(sheet):
        raise UsageError(NO_TIMES.format(sheet.name, HEADERS[0].capitalize()))
    found = {}
    for row in range(1, len(sheet.rows)):
        participant, text = PARTICIPANT.fullmatch(sheet.text(row, 0).strip()), sheet.text(row, columns[0]).strip()
        if participant is not None and text not in ("", "-"):
            found[participant[1]] = _time(sheet, row, text)
    return found


def _time(sheet: Sheet, row: int, text: str) -> datetime.datetime:
    match = TIME.fullmatch(text)
    month = match[2].lower()[:3] if match else ""
    month = GERMAN.get(month, month)
    if match is None or month not in MONTHS:
        raise UsageError(NO_TIME.format(sheet.name, row + 1, text))
    hour = int(match[4])
    if match[6]:
        hour = hour % 12 + (12 if match[6].upper() == "PM" else 0)
    try:
        return datetime.datetime(int(match[3]), MONTHS.index(month) + 1, int(match[1]), hour, int(match[5]))
    except ValueError:
        raise UsageError(NO_TIME.format(sheet.name, row + 1, text)) from None
