"""Find what the pages of `docs/` do not have, although the course has it: an exercise, a task or a mistake."""

from collections.abc import Iterator
from pathlib import Path

from autograder.course.config import Course, Exercise
from autograder.errors import display_path
from autograder.grading.misconceptions import model_of
from autograder.proving import diagnoses, fairness, mutants
from autograder.proving.pages import page
from autograder.proving.slipped import mistakes

MOST_NAMES = 3  # in a message

Row = tuple[str, ...]


def pages_are_current(course: Course) -> list[str]:
    """The pages of docs/ that the author's tools write have a row for each exercise, task and mistake."""
    problems: list[str] = []
    for exercise in course.exercises:
        for name, command, width, wanted in (
            (diagnoses.PAGE, "diagnose", 1, _tasks(exercise)),
            (fairness.PAGE, "fairness", 2, _mistakes(exercise)),
            (mutants.PAGE, "mutants", 2, _tasks(exercise, exercise.name)),
        ):
            path = page(course, name)
            if path.is_file():
                problems += _differences(path, f"make {command}", exercise, set(wanted), _rows(path, width))
    return problems


def _tasks(exercise: Exercise, *before: str) -> Iterator[Row]:
    yield from ((*before, task) for task in exercise.task_names)


def _mistakes(exercise: Exercise) -> Iterator[Row]:
    for task in exercise.task_names:
        yield from ((task, mistake.name) for mistake in mistakes(model_of(exercise, task)))


def _rows(path: Path, width: int) -> set[Row]:
    """The first cells of each row in a page's tables."""
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = ([cell.strip().strip("`") for cell in line.split("|")[1:-1]] for line in lines if line.startswith("|"))
    return {tuple(row[:width]) for row in cells}


def _differences(path: Path, command: str, exercise: Exercise, wanted: set[Row], rows: set[Row]) -> Iterator[str]:
    """Rows that are missing, and rows of mistakes that the exercise's tasks no longer have."""
    gone = {row for row in rows - wanted if row[0] in exercise.task_names}
    for what, different in (("has no row for", wanted - rows), ("has a row for what is no longer there:", gone)):
        if different:
            names = [" ".join(row) for row in sorted(different)]
            more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
            yield f"{display_path(path)} {what} {', '.join(names[:MOST_NAMES])}{more}. Write it with: {command}"
