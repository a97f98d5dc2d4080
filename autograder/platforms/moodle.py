"""Moodle: "Download all submissions" of an assignment, a zip archive.

A name is `Jane Doe_1234_assignsubmission_file_/sums.ipynb` (Moodle 4.1 and later: without the last `_`), or, if the
teacher does not want folders, `Jane Doe_1234_assignsubmission_file_sums.ipynb`. The number is that of the participant
in this assignment: another assignment has other numbers. In an anonymous assignment the name is "Participant", in the
site's language. What was written into the text box is in `…_assignsubmission_onlinetext_/onlinetext.html`. The archive
has neither times nor a mark of lateness.

Source: moodle/moodle, mod/assign/classes/downloader.php, and `get_uniqueid_for_user` in mod/assign/locallib.php.
"""

import re
from collections.abc import Sequence

from autograder.platforms.container import Container
from autograder.platforms.entry import HandedIn, Who

NAME = "moodle"
PATH = re.compile(r"(?:[^/]+/)??(?P<name>[^/]+?)_(?P<id>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_?/|_)(?P<file>.+)")


def participant_of(source: str) -> str | None:
    """The number of the participant in the name of a file in Moodle's archive."""
    match = PATH.fullmatch(source)
    return match["id"] if match else None


def looks_like(names: Sequence[str]) -> bool:
    """Whether these files are from Moodle."""
    return all(PATH.fullmatch(name) for name in names)


def entries(container: Container, exercises: Sequence[str]) -> list[HandedIn]:
    """What was handed in. `exercises` are the names of all exercises."""
    matches = ((source, PATH.fullmatch(source)) for source in container.files)
    return [
        HandedIn(Who(NAME, match["id"], match["name"].replace("_", " ")), match["file"], source)
        for source, match in matches
        if match is not None
    ]
