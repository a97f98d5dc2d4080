"""Folders and zip archives that no platform has made, and those of Google Classroom.

In a folder for each student: `ana/sums/sums.ipynb`, as in `submitted/`, or `ana/sums.ipynb`. Without folders, the name
of the file has that of the student: `ana-sums.ipynb`, `sums_ana.ipynb`. Google Classroom puts everything into one
folder of Google Drive, as `Ada Lovelace - sums.ipynb`; it keeps neither times nor a mark of lateness.

Source for Classroom: "Where are students' files?" in Google's Classroom Help, and the names in such a folder of Drive.
"""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from autograder.platforms.container import Container
from autograder.platforms.entry import HandedIn, Who
from autograder.submissions.filenames import NBGRADER_FILES, exercises_in

NAME, CLASSROOM = "plain", "classroom"
TIMESTAMP = "timestamp.txt"
SEPARATORS = " \t._-+()[],"
DASH = re.compile(r"(?P<name>[^/]*?\S) - (?P<file>\S[^/]*)")


def looks_like_classroom(names: Sequence[str]) -> bool:
    """Whether these files are from a folder of Google Classroom."""
    return all(DASH.fullmatch(PurePosixPath(name).name) for name in names)


def entries_of_classroom(container: Container, exercises: Sequence[str]) -> list[HandedIn]:
    """What was handed in on Google Classroom. `exercises` are the names of all exercises."""
    matches = ((source, DASH.fullmatch(PurePosixPath(source).name)) for source in container.files)
    return [HandedIn(Who(CLASSROOM, name=one["name"]), one["file"], source) for source, one in matches if one]


def looks_like(names: Sequence[str]) -> bool:
    """Whether these files can be read by their folders and names: always."""
    return True


def entries(container: Container, exercises: Sequence[str]) -> list[HandedIn]:
    """What was handed in. `exercises` are the names of all exercises."""
    root = _common_folder(container)
    return [
        _entry(container, source, PurePosixPath(source).relative_to(root), exercises)
        for source in container.files
        if PurePosixPath(source).name not in NBGRADER_FILES
    ]


def _common_folder(container: Container) -> PurePosixPath:
    """The folder that everything is in, if it cannot be that of the only student."""
    paths = [PurePosixPath(source).parent.parts for source in container.files]
    first = {parts[:1] for parts in paths}
    deep = all(len(parts) > 1 for parts in paths)
    return (
        PurePosixPath(*next(iter(first))) if len(first) == 1 and deep and len(container.files) > 1 else PurePosixPath()
    )


def _entry(container: Container, source: str, path: PurePosixPath, exercises: Sequence[str]) -> HandedIn:
    if len(path.parts) == 1:
        return HandedIn(Who(NAME, name=_rest(path.stem, exercises)), path.name, source)
    student, *inner = path.parts
    folders = [one for one in inner[:-1] if one in exercises]
    who = Who(NAME, name=student, login=student)
    timestamp = str(PurePosixPath(source).with_name(TIMESTAMP))
    timestamp = timestamp if timestamp in container.files else ""
    return HandedIn(who, path.name, source, folders[0] if folders else "", timestamp=timestamp)


def _rest(stem: str, exercises: Sequence[str]) -> str:
    """What a file's name has beside the name of the exercise."""
    for one in exercises_in(stem, exercises):
        letters = [re.escape(part) for part in re.split(r"[\s._-]+", one) if part]
        stem = re.sub(r"[\s._-]*".join(letters), " ", stem, count=1, flags=re.IGNORECASE)
    return " ".join(stem.strip(SEPARATORS).split())
