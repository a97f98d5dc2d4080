"""Give what roster.csv and `collected/` have of a student to another id. A step that was done already does nothing."""

import os
from dataclasses import replace

from autograder.course.paths import ClassPaths
from autograder.platforms.collected import Collected
from autograder.platforms.roster import Roster, read_roster, write_roster


def rename(paths: ClassPaths, old: str, new: str) -> None:
    """Rename a student. If the roster has the new id already, its line stays as it is."""
    roster = read_roster(paths)
    if old in roster and new not in roster:
        students = (replace(one, id=new) if one.id == old else one for one in roster.students)
        write_roster(paths, Roster(tuple(students)))
    collected = Collected.read(paths)
    if any(student == old for student, _ in collected.placed):
        moved = {(new if student == old else student, one): what for (student, one), what in collected.placed.items()}
        Collected(moved).write(paths)
    folder = paths.collected / "students"
    is_name = old not in ("", ".", "..") and "/" not in old
    if is_name and os.path.lexists(folder / old) and not os.path.lexists(folder / new):
        (folder / old).rename(folder / new)
