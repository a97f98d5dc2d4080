"""Everything that `autograder check` looks at: the invariants of a course, and what needs the author's tools."""

from autograder.authoring.checking import Check, Say, run_checks
from autograder.authoring.invariants import CHECKS as INVARIANTS
from autograder.authoring.readable import MISTAKES, RELEASE, SCRIPT, SOLUTION
from autograder.course.config import Course
from autograder.errors import CourseError, display_path
from autograder.proving.answers import right_answers
from autograder.proving.outdated import pages_are_current
from autograder.proving.pictures import every_exercise_has_pictures, pictures_are_drawn
from autograder.proving.promises_right import demanded_right_answers


def every_task_has_right_answers(course: Course) -> list[str]:
    """Each task has as many right answers in other styles as course.toml demands."""
    return [
        f"{exercise.name}: {task} has {count} right answers in other styles; [demands] in course.toml asks for "
        f"{demanded}. Write more in {display_path(exercise.folder / 'right' / f'{task}.py')}"
        for exercise in course.exercises
        for task in exercise.task_names
        if (demanded := demanded_right_answers(course, exercise, task))
        and (count := len(right_answers(exercise, task))) < demanded
    ]


CHECKS: tuple[Check, ...] = (
    *INVARIANTS,
    Check(every_exercise_has_pictures, {SCRIPT}),
    Check(pictures_are_drawn, {SCRIPT, SOLUTION, RELEASE}),
    Check(every_task_has_right_answers, {SCRIPT, SOLUTION, MISTAKES}),
    Check(pages_are_current, {SOLUTION, MISTAKES}),
)


def check(course: Course, unreadable: dict[str, str], name: str | None, say: Say) -> bool:
    """Check the course, or the exercise with this name, and report each check. Returns whether nothing is wrong.

    `unreadable` has the exercises whose data cannot be read, with the reasons: the others are checked all the same.
    """
    if name is not None:
        if name in unreadable:
            raise CourseError(unreadable[name])
        return run_checks(course, CHECKS, say, course.exercise(name))
    for problem in unreadable.values():
        say(f"✗ {problem}")
    if not unreadable:
        return run_checks(course, CHECKS, say)
    if course.exercises:
        run_checks(course, [one for one in CHECKS if not one.of_course], say)
    say("– Skipped the checks of the whole course: they need the data of all exercises.")
    return False
