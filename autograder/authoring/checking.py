"""Check a course, or one exercise of it: run checks, and report what each of them finds.

A check of an exercise needs some of its files. If one of them is missing or cannot be read, the check is skipped for
this exercise, and it still looks at the others.
"""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from autograder.authoring.readable import faults_of
from autograder.course.config import Course, Exercise
from autograder.errors import CourseError

Say = Callable[[str], None]


@dataclass(frozen=True)
class Check:
    """One check: `find` returns what is wrong in the exercises of a course, in words. Its docstring is the promise.

    `needs` are the parts of an exercise that it reads. It looks at exercises that cannot be read only if it is
    `of_unreadable`. A check that is `of_course` is about all exercises together, so that it is left out when one is
    checked. One that is `together` looks at one exercise beside the others, and names exercises in what it finds.
    """

    find: Callable[[Course], list[str]]
    needs: Set[str] = frozenset()
    of_course: bool = False
    of_unreadable: bool = False
    together: bool = False

    @property
    def promise(self) -> str:
        """What holds if the check finds nothing."""
        return " ".join((self.find.__doc__ or "").split())


def run_checks(course: Course, checks: Sequence[Check], say: Say, only: Exercise | None = None) -> bool:
    """Run all checks, or those of `only` one exercise, and report each. Returns whether they find nothing."""
    chosen = course.exercises if only is None else (only,)
    faulty = {exercise: {fault.part for fault in faults_of(exercise)} for exercise in course.exercises}
    own = [check for check in checks if only is None or not check.of_course]
    skipped: dict[Exercise, int] = {}
    good, said = True, set[str]()
    for check in own:
        able = tuple(one for one in course.exercises if check.of_unreadable or not faulty[one] & check.needs)
        for one in chosen:
            skipped[one] = skipped.get(one, 0) + (one not in able)
        looked_at = tuple(one for one in able if one in chosen)
        if not looked_at:
            continue
        problems = _found(check, replace(course, exercises=able if check.together else looked_at))
        if only is not None:
            problems = [problem for problem in problems if not check.together or only.name in problem]
        good = good and not problems
        say(f"{'✗' if problems else '✓'} {check.promise}")
        new = [problem for problem in problems if problem not in said]
        for problem in new if new or not problems else ["the same as above"]:
            say(f"    {problem}")
        said.update(problems)
    for line in _skipped(skipped, len(own)):
        say(line)
    return good and not any(skipped.values())


def _found(check: Check, course: Course) -> list[str]:
    try:
        return check.find(course)
    except CourseError as error:
        return [str(error)]
    except Exception as error:  # a broken course must not hide what else is broken
        return [f"could not be checked: {type(error).__name__}: {error}"]


def _skipped(skipped: dict[Exercise, int], checks: int) -> Iterator[str]:
    for exercise, count in skipped.items():
        if count:
            why = "they need files that are missing or cannot be read"
            yield f"– {exercise.name}: skipped {count} of {checks} checks, because {why}."
