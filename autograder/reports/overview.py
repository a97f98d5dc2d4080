"""Say how much of a class was handed in, and how its scores are distributed."""

from collections.abc import Iterable, Sequence

from autograder.course.config import Course, Exercise
from autograder.reports.class_data import CellData, ExerciseData, Handed, StudentData, TotalData
from autograder.reports.distribution import distribution
from autograder.reports.statistics import TaskStatistics
from autograder.reports.student_rows import NOTHING


def handed_in(rows: Sequence[StudentData], exercise: str | None = None) -> Handed:
    """How much was handed in of an exercise, or of all."""
    own = [[cell for cell in row.cells if exercise in (None, cell.exercise) and _is_there(cell)] for row in rows]
    cells = [cell for found in own for cell in found]
    return Handed(
        students=sum(bool(found) for found in own),
        submissions=len(cells),
        late=sum(cell.late for cell in cells),
        without_score=sum(cell.score is None for cell in cells),
    )


def exercise_data(
    course: Course, rows: Sequence[StudentData], tasks: Iterable[TaskStatistics] = ()
) -> list[ExerciseData]:
    """Each exercise of the course."""
    tasks = list(tasks)
    return [_exercise(one, rows, [task for task in tasks if task.exercise == one.name]) for one in course.exercises]


def _exercise(exercise: Exercise, rows: Sequence[StudentData], tasks: Sequence[TaskStatistics]) -> ExerciseData:
    known = [c.score for row in rows for c in row.cells if c.exercise == exercise.name and c.score is not None]
    scores = distribution(known, exercise.max_score)
    return ExerciseData(
        exercise.name, exercise.title, exercise.max_score, handed_in(rows, exercise.name), scores, tuple(tasks)
    )


def total_data(rows: Sequence[StudentData], exercises: Sequence[ExerciseData]) -> TotalData:
    """The students' totals. Exercises that nobody has handed in yet are not in the best possible total."""
    given = [one for one in exercises if one.handed_in.submissions]
    most = sum(one.max_score for one in given)
    totals = [row.total for row in rows if row.total is not None]
    return TotalData(most, tuple(one.name for one in given), distribution(totals, most))


def _is_there(cell: CellData) -> bool:
    return cell.state != NOTHING
