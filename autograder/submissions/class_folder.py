"""The places: where a class's files live. The real class in the course's folder, the demo class in build/demo."""

import contextlib
import fcntl
import os
import re
import shlex
import stat
from dataclasses import dataclass
from pathlib import Path

from autograder.course.config import ROOT, Course
from autograder.errors import Unreadable, UsageError, display_path
from autograder.gradebook.result_cache import Beside
from autograder.submissions.filenames import MACS, told
from autograder.submissions.files import find, read_bytes

LOCK = ".grading"  # in a class's build folder
FOR_THE_EXCHANGE = ("timestamp.txt", "submission_secret.txt")  # by which nbgrader knows whose page it is

IDS_THAT_NBGRADER_CANNOT_TAKE = {
    r"^\.": "a name with a dot in front is hidden from nbgrader",
    r"\n": "nbgrader knows no names of two lines",
    r"[*?[]": "nbgrader takes *, ? and [ in a name for patterns",
    r"[\ud800-\udfff]": "its name is not UTF-8, which the gradebook needs",
}


@dataclass(frozen=True)
class Places:
    """The folders of one class. `root` is what nbgrader calls the course directory."""

    root: Path
    build: Path

    @property
    def submitted(self) -> Path:
        return self.root / "submitted"

    @property
    def gradebook(self) -> Path:
        return self.root / "gradebook.db"

    @property
    def autograded(self) -> Path:
        return self.build / "autograded"

    @property
    def results(self) -> Path:
        return self.build / "results"

    @property
    def report(self) -> Path:
        return self.build / "report"

    def feedback(self, student: str, exercise: str) -> Path:
        """The page where nbgrader's release_feedback looks for it."""
        return self.build / "feedback" / student / exercise / f"{exercise}.html"

    def submission(self, student: str, exercise: str) -> Path:
        return self.submitted / student / exercise / f"{exercise}.ipynb"


REAL = Places(ROOT, ROOT / "build")
DEMO = Places(ROOT / "build" / "demo", ROOT / "build" / "demo")


@dataclass(frozen=True)
class Handed:
    """What one student handed in for one exercise: a file, or a `problem` that says why there is none to read.

    `remark` tells where it is not the file that it should be.
    """

    student: str
    exercise: str
    path: Path
    problem: str | None = None
    remark: str = ""


@contextlib.contextmanager
def alone(places: Places):
    """No second run writes to the same class while the block runs. Raises UsageError where one does."""
    places.build.mkdir(parents=True, exist_ok=True)
    with (places.build / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(
                f"This class is being graded already, into {shown(places.build)}/. Wait for that."
            ) from None
        yield


def handed_in(places: Places, course: Course) -> tuple[list[Handed], list[str]]:
    """Everything in `submitted/<student>/<exercise>/`, by exercise and student; and remarks on what fits nowhere."""
    names = [exercise.name for exercise in course.exercises]
    found, remarks = [], []
    for there, strange in _looked_through(places, names):
        found += there
        remarks += strange
    return sorted(found, key=lambda handed: (names.index(handed.exercise), handed.student)), remarks


def is_empty(places: Places, course: Course) -> bool:
    """Whether there is nothing in `submitted/`, nor a remark on it."""
    return not any(map(any, _looked_through(places, [exercise.name for exercise in course.exercises])))


def _looked_through(places, names):
    """What is there, and remarks: first on the folder of all, then student by student."""
    students, strays = _entries(places.submitted, "<student>/<exercise>/<exercise>.ipynb")
    yield [], strays
    for student in students:
        problem = student_problem(student, names)
        if problem is None:
            folders, strays = _entries(student, "<exercise>/<exercise>.ipynb")
            found = [_handed(folder, names) for folder in folders if folder.name in names]
            strays += [_no_exercise(folder, names) for folder in folders if not _is_known(folder.name, names)]
            yield found, strays
        elif problem:
            yield [], [f"{told(shown(student))} is passed over: {problem}"]


def files_beside(folder: Path) -> Beside:
    """The files that nbgrader laid beside a notebook."""
    found = []
    for name in FOR_THE_EXCHANGE:
        with contextlib.suppress(Unreadable):
            found.append((name, read_bytes(folder / name)))
    return tuple(found)


def student_problem(folder: Path, names: list[str]) -> str | None:
    """Why a folder in submitted/ is passed over: "" where that needs no words, None where it is not."""
    name = folder.name
    if name == MACS or (name.startswith(".") and not any(os.path.lexists(folder / one) for one in names)):
        return ""
    if folder.is_symlink() and Path(os.path.realpath(folder)).parent != folder.parent.resolve():
        return "it is a link that leads out of the folder. Put the student's folder itself there."
    if not folder.is_dir():
        return "it is a link to no folder. Put the student's folder itself there."
    for pattern, reason in IDS_THAT_NBGRADER_CANNOT_TAKE.items():
        if re.search(pattern, name):
            return f"{reason}. Rename the folder."
    return None


def _handed(folder, names):
    student, exercise = folder.parent.name, folder.name
    try:
        found = find(folder, exercise, names)
        return Handed(student, exercise, found.path, remark=found.remark)
    except Unreadable as error:
        return Handed(student, exercise, folder / f"{exercise}.ipynb", str(error))


def _entries(folder, wanted):
    """The folders, and links, in a folder; and remarks on files, where only folders are looked into."""
    try:
        entries = sorted(folder.iterdir()) if folder.exists() else []
        folders = [path for path in entries if path.is_symlink() or stat.S_ISDIR(path.lstat().st_mode)]
    except OSError as error:
        path = told(display_path(folder))
        mend = f"Mend that with: chmod -R u+rwX {shlex.quote(path)}"
        return [], [f"{path} is passed over: it cannot be opened ({error.strerror}). {mend}"]
    others = sorted(set(entries) - set(folders))
    files = [path for path in others if not path.name.startswith(".")]
    where = told(display_path(folder))
    return folders, [f"{told(shown(path))} is passed over: it belongs to {where}/{wanted}." for path in files]


def _is_known(name, names):
    return name in (*names, MACS) or name.startswith(".")


def _no_exercise(folder, names):
    problem = f"course.toml has no exercise {told(folder.name)!r}"
    return f"{told(shown(folder))} is passed over: {problem}. Give the folder one of these names: {', '.join(names)}."
