"""List the students of a class, and find ids that look alike: they can be one student with two rows."""

import functools
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.grading.result import Result
from autograder.reports.marks import Marks
from autograder.reports.text import student_id

Key = tuple[str, str]  # student and exercise

ALIKE = (
    "These ids look alike: {}. If they are one student, use one of them: `autograder rename-student OLD NEW`. It moves "
    "everything of the old id to the new one."
)
INVISIBLE = ("Z", "Cc", "Cf")  # categories of Unicode: spaces, and characters without a shape


@dataclass(frozen=True)
class ClassList:
    """The `students` of the gradebook, all `submitted` work, what is wrong with its times, the students who have
    `folders` in `submitted/`, also if there is no work in it, the `marks` of people, the `names` to display, and the
    `late` submissions."""

    students: Collection[str] = ()
    submitted: Collection[Key] = ()
    time_problems: Mapping[Key, str] = field(default_factory=dict)
    folders: Collection[str] = ()
    marks: Mapping[Key, Marks] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    late: Collection[Key] = ()

    def known(self, results: Sequence[Result] = ()) -> list[str]:
        """All students: those of the gradebook, those who have a folder, and those who have results."""
        return sorted({*self.students, *self._with_folder, *(result.student for result in results)})

    @property
    def _with_folder(self) -> set[str]:
        return {*self.folders, *(student for student, _ in self.submitted)}

    @functools.cached_property
    def _groups(self) -> list[list[str]]:
        return look_alike(self.known())

    @functools.cached_property
    def alike(self) -> dict[str, list[str]]:
        """Each id that looks like others → these others."""
        return {one: [other for other in group if other != one] for group in self._groups for one in group}

    def remarks(self) -> list[str]:
        """What the instructor must know about ids."""
        folders = self._with_folder
        places = {one: "in submitted/" if one in folders else "only in the gradebook" for one in self.known()}
        return [
            ALIKE.format(" and ".join(f"{told_apart(one)} ({places[one]})" for one in group)) for group in self._groups
        ]


def look_alike(ids: Collection[str]) -> list[list[str]]:
    """The groups of ids that differ only in capital letters, spaces, invisible characters or the encoding."""
    first: dict[str, str] = {}  # of those that look like this
    groups: dict[str, list[str]] = defaultdict(list)
    for one in sorted(ids):
        look = _look(one)
        known = first.setdefault(look, one)
        if known != one:
            groups[known].append(one)
    return [[one, *others] for one, others in sorted(groups.items())]


def _look(name: str) -> str:
    look = unicodedata.normalize("NFKC", "".join(_visible(unicodedata.normalize("NFKC", name)))).casefold()
    return name if look == name else look  # one object: a class can be large


def _visible(text: str) -> Iterator[str]:
    return (char for char in text.casefold() if not unicodedata.category(char).startswith(INVISIBLE))


def told_apart(name: str) -> str:
    """An id in quotes. If it has other letters than those of ASCII, their code points are beside it."""
    shown = f"'{student_id(name)}'"
    return shown if name.isascii() or ascii(name) == shown else f"{shown}, {name!a}"
