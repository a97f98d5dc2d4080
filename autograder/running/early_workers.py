"""Start the workers for a class before it is known what exactly they must do: they load what grading needs.

Meanwhile the command prepares the gradebook. Nothing is graded or written yet.
"""

import contextlib
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from functools import partial

from autograder.course.config import Course, Exercise
from autograder.course.paths import ClassPaths
from autograder.errors import CourseError
from autograder.gradebook.cache_key import code_fingerprint
from autograder.running.scheduler import Backend, LocalBackend
from autograder.sandbox import best_tier, environment
from autograder.submissions.class_folder import FoundSubmission, first_submission


def load_early(backend: LocalBackend, paths: ClassPaths, course: Course, exercise: str | None) -> None:
    """Have the source of workers load what grades this exercise, or else that of the first student, before the command
    knows what there is."""
    first = first_submission(paths.submitted, course.names) if exercise is None else None
    name = first.exercise if first else exercise
    if name in course.names and backend.source is not None:
        backend.source.have_called(partial(load, course.exercise(name), course))


@contextlib.contextmanager
def early_workers(backend: Backend, course: Course, chosen: Sequence[FoundSubmission]) -> Iterator[Executor | None]:
    """Workers that get ready to grade these submissions. None unless it is certain that there is something to grade:
    then a backend has a source of workers."""
    if not isinstance(backend, LocalBackend) or backend.source is None:
        yield None
        return
    exercise = course.exercise(Counter(one.exercise for one in chosen).most_common(1)[0][0])
    backend.source.have_called(partial(load, exercise, course))
    with backend.executor(len(chosen)) as executor:
        for _ in range(min(backend.size, len(chosen))):
            executor.submit(get_ready, exercise, course)  # each worker takes one: none has ended before all have begun
        try:
            yield executor
        except BaseException:
            backend.source.end()  # a worker may wait for it, which may load hidden tests for a long time
            raise


def get_ready(exercise: Exercise, course: Course) -> None:
    """Load what grades an exercise, and start what student code runs in. What does not work is said when it is used."""
    with contextlib.suppress(CourseError):
        best_tier(course.tiers, exercise.packages)
    load(exercise, course)


def load(exercise: Exercise, course: Course) -> None:
    """Load what grades an exercise, and find what student code may read."""
    from autograder.grading.grade import load_tests  # only workers grade

    with contextlib.suppress(CourseError):
        environment.readable(exercise.packages)
    with contextlib.suppress(CourseError):
        load_tests(exercise)
        code_fingerprint(exercise, course)  # of what was loaded just now
