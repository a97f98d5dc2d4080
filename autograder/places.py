"""The places: where a class's files live. The real class in the course's folder, the demo class in build/demo."""

from dataclasses import dataclass
from pathlib import Path

from autograder.course import ROOT, Course, shown


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
    """What one student handed in for one exercise. `problem` says why there is no file to read."""

    student: str
    exercise: str
    path: Path
    problem: str | None = None


def handed_in(places: Places, course: Course) -> tuple[list[Handed], list[str]]:
    """Everything in `submitted/<student>/<exercise>/`, by exercise and student; and remarks on what fits nowhere."""
    found, remarks = [], []
    names = [exercise.name for exercise in course.exercises]
    remarks += _strays(places.submitted, "<student>/<exercise>/<exercise>.ipynb")
    for student in sorted(_folders(places.submitted)):
        remarks += _strays(student, "<exercise>/<exercise>.ipynb")
        for folder in sorted(_folders(student)):
            if folder.name not in names:
                remarks.append(f"{shown(folder)} is passed over: course.toml has no exercise {folder.name!r}.")
                continue
            path = folder / f"{folder.name}.ipynb"
            found.append(Handed(student.name, folder.name, path, _problem(path)))
    return sorted(found, key=lambda handed: (names.index(handed.exercise), handed.student)), remarks


def _strays(folder, wanted):
    """Remarks on files where only folders are looked into."""
    files = [path for path in folder.glob("*") if path.is_file() and not path.name.startswith(".")]
    return [f"{shown(path)} is passed over: it belongs to {shown(folder)}/{wanted}." for path in sorted(files)]


def _folders(folder):
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]


def _problem(path):
    if path.is_file():
        return None
    if path.is_dir():
        return f"{path.name} is a folder"
    there = sorted(other.name for other in path.parent.iterdir())
    if not there:
        return f"there is no {path.name}: the folder is empty"
    return f"there is no {path.name} in the folder, but {', '.join(there[:3])}: rename the right one"
