"""Grade the reference solutions first: a hidden test that they fail is faulty, and must cost no student a point."""

import json
import pickle
import tempfile
from collections.abc import Iterable, Iterator

from autograder.authoring.source_notebook import source_bytes
from autograder.course.config import Course
from autograder.course.paths import ClassPaths, write_atomic
from autograder.errors import CourseError, display_path
from autograder.gradebook.cache_key import graders_parts
from autograder.grading.result import Result
from autograder.grading.result_summary import summary
from autograder.running import scheduler
from autograder.running.job import Job, JobResult, run_job
from autograder.running.scheduler import Backend
from autograder.submissions.submission import Submission

STUDENT = "the reference solution"
MOST_IN_MEMORY = 1 << 20  # bytes of outcomes that wait
FILE = "references.json"  # in build/: exercise → what its reference had full marks with (`graders_parts`)


class References:
    """The reference solutions of some exercises, of which `unknown` must be graded first.

    What a reference had full marks with before is not graded again. A dry run does not write that down.
    """

    def __init__(self, paths: ClassPaths, course: Course, exercises: Iterable[str], dry_run: bool):
        self._paths, self._course, self._dry_run = paths, course, dry_run
        parts = {name: dict(graders_parts(course.exercise(name), course.seed)) for name in exercises}
        known = _known(paths)
        self.unknown = sorted(name for name, own in parts.items() if known.get(name) != own)
        self._all = known | parts
        self._waiting = set(self.unknown)
        self._problems: list[str] = []

    @property
    def are_right(self) -> bool:
        """Whether all are graded, and had full marks."""
        return not self._waiting

    def add(self, name: str, result: Result) -> None:
        """One of them was graded. Raises CourseError after the last one, if there are hidden tests that do not fit."""
        self._problems += _problems(self._course, name, result)
        self._waiting.discard(name)
        if not self._waiting and self._problems:
            raise CourseError(
                "Nothing was graded, because hidden tests do not fit the reference solutions:\n"
                + "\n".join(sorted(self._problems))
                + "\nFix the test or the solution. Then `make check` says whether all is well."
            )
        if not self._waiting and not self._dry_run:
            write_atomic(self._paths.build / FILE, json.dumps(self._all, indent=1))


def refuse_faulty_tests(paths: ClassPaths, course: Course, exercises: Iterable[str], backend: Backend) -> None:
    """Raise CourseError if the reference solution of one of these exercises loses points, or cannot be graded."""
    references = References(paths, course, exercises, dry_run=False)
    for name, result in scheduler.run_all(backend.bind(graded, course), references.unknown, backend, lost):
        references.add(name, result)


def work(item: Job | str, course: Course) -> JobResult | Result:
    """The outcome of a job, or the result of the reference solution of an exercise with this name."""
    return graded(item, course) if isinstance(item, str) else run_job(item, course)


def approved(
    outcomes: Iterable[tuple[Job | str, JobResult | Result]], references: References
) -> Iterator[tuple[Job, JobResult]]:
    """The outcomes of jobs. None of them counts before it is known that the references are right.

    They are graded at the same time as the first submissions, so that no worker waits for the last of them. Meanwhile
    many cores can grade hundreds of submissions, whose pages and notebooks need not be in memory: a file keeps them.
    """
    with tempfile.SpooledTemporaryFile(MOST_IN_MEMORY) as file:
        held = 0
        for item, outcome in outcomes:
            if isinstance(item, str) and isinstance(outcome, Result):
                references.add(item, outcome)
                if references.are_right:
                    file.seek(0)
                    yield from (pickle.load(file) for _ in range(held))
            elif isinstance(item, Job) and isinstance(outcome, JobResult):
                if references.are_right:
                    yield item, outcome
                else:
                    pickle.dump((item, outcome), file, pickle.HIGHEST_PROTOCOL)
                    held += 1


def _known(paths: ClassPaths) -> dict[str, dict[str, str]]:
    try:
        known = json.loads((paths.build / FILE).read_bytes())
        return known if isinstance(known, dict) else {}
    except (OSError, ValueError):
        return {}


def graded(name: str, course: Course) -> Result:
    """The result of an exercise's reference solution."""
    from autograder.grading.grade import grade  # only workers grade

    exercise = course.exercise(name)
    return summary(grade(Submission(STUDENT, name, source_bytes(exercise)), course))


def lost(name: str, error: Exception) -> Result:
    """The result if it was lost with its worker."""
    return Result(STUDENT, name, "error", None, 0.0, message=f"no worker could grade it: {error}")


def _problems(course: Course, name: str, result: Result) -> list[str]:
    exercise = course.exercise(name)
    if result.status != "graded":
        return [f"  {name}: {result.message}"]
    return [
        f"  {name}: {task.task} has {task.score:g} of {task.max_score:g} points. In "
        f"{display_path(exercise.hidden_tests if task.own_tests is None else exercise.source)} it fails: "
        + "; ".join(test.name for test in task.tests if test.verdict != "passed")
        for task in result.tasks
        if task.score < task.max_score
    ]
