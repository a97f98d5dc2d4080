"""Blackboard Learn: "Assignment File Download" of a column in the Grade Center, a flat zip archive.

A name is `Sums_jdoe_attempt_2026-10-05-20-00-00_sums.ipynb`: assignment, username, the time of the attempt on the clock
of the server, without a zone, and the student's own name of the file. Beside them, `Sums_jdoe_attempt_2026-….txt` is a
receipt, with `Name: Jane Doe (jdoe)` and `Assignment: Sums`. Assignments and usernames can contain `_`, so a receipt
decides where one ends. All attempts can be in one archive.

Source: the receipts and names in timdrysdale/gradex-cli (README.md, parse/learn) and in the documentation of nbgrader's
`zip_collect` ("Managing assignment files manually").
"""

import datetime
import re
from collections.abc import Sequence

from autograder.errors import Unreadable
from autograder.platforms.container import Container
from autograder.platforms.entry import HandedIn, Who
from autograder.submissions.formats import text_of

NAME = "blackboard"
PATH = re.compile(
    r"(?:[^/]+/)??(?P<start>[^/]+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>[^/]+)|(?P<receipt>\.txt))"
)
PERSON = re.compile(r"^Name:\s*(.*?)\s*\(([^()\n]+)\)\s*$", re.MULTILINE)
TITLE = re.compile(r"^Assignment:\s*(.+?)\s*$", re.MULTILINE)
TIME = "%Y-%m-%d-%H-%M-%S"


def looks_like(names: Sequence[str]) -> bool:
    """Whether these files are from Blackboard."""
    return all(PATH.fullmatch(name) for name in names)


def entries(container: Container, exercises: Sequence[str]) -> list[HandedIn]:
    """What was handed in. `exercises` are the names of all exercises."""
    matches = {source: match for source in container.files if (match := PATH.fullmatch(source))}
    receipts = {(one["start"], one["time"]): source for source, one in matches.items() if one["receipt"]}
    with_files = {(one["start"], one["time"]) for one in matches.values() if not one["receipt"]}
    found = []
    for source, match in matches.items():
        attempt = match["start"], match["time"]
        if match["receipt"] and attempt in with_files:
            continue
        who, title = _from_receipt(container, receipts[attempt]) if attempt in receipts else (None, "")
        if who is None:
            title, _, login = match["start"].rpartition("_")
            who = Who(NAME, login=login)
        time = _time(match["time"])
        number = (int(match["time"].replace("-", "")),)
        found.append(HandedIn(who, match["file"] or "text.txt", source, title, time, attempt=number))
    return found


def _from_receipt(container: Container, source: str) -> tuple[Who | None, str]:
    """The person and the assignment that a receipt names."""
    try:
        text = text_of(container.read(source))
    except Unreadable:
        return None, ""
    person, title = PERSON.search(text), TITLE.search(text)
    if person is None:
        return None, ""
    return Who(NAME, name=person[1], login=person[2].strip()), title[1] if title else ""


def _time(text: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.strptime(text, TIME)
    except ValueError:
        return None
