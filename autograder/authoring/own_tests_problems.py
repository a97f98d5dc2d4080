"""Check what students are judged by who write their own tests of a function: the course's own tests of it."""

from collections.abc import Iterator
from typing import Any

from autograder.authoring.percent_script import read_script
from autograder.course.config import Course, Exercise, OwnTests
from autograder.course.content import load_reference
from autograder.errors import display_path
from autograder.grading.judged_tests import MOST_TESTS
from autograder.grading.own_tests import rejected
from autograder.grading.released_cells import released
from autograder.grading.scored_tests import standard

MOST_NAMED = 5  # mistakes that are listed


def own_tests_notice_every_mistake(course: Course) -> list[str]:
    """Where students write tests of a function, the course's tests notice each known mistake, and students get none."""
    return [
        f"{exercise.name}: {problem}"
        for exercise in course.exercises
        for task in exercise.own_tests
        for problem in _problems(exercise, task)
    ]


def _problems(exercise: Exercise, task: OwnTests) -> Iterator[str]:
    script, function = display_path(exercise.source), task.function
    if not any(cell.role == "tests" and cell.task == function for cell in read_script(exercise).cells):
        yield (
            f'[tests] lists {function}, but {script} has no cell for tests of it. Write a cell: # %% role="tests" '
            f'task="{function}", with {task.name} = {{...}} and all of its tests between ### BEGIN SOLUTION and '
            "### END SOLUTION."
        )
        return
    own = standard(exercise, function)
    count = own.reference.count
    if count > MOST_TESTS:
        yield f"{task.name} in {script} has {count} tests. Only {MOST_TESTS} are judged: remove some."
    found = [rejected(test, own.right) for test in own.reference.read]
    wrong = [one for one in found if one is not None]
    for one in wrong:
        values = f" It expects {one.expected}, a right answer gives {one.right}." if one.expected else ""
        yield f"{task.name} in {script} has the test {one.call}. {one.why}{values}"
    noticed = own.mistakes.noticed(own.reference.tests, own.same_reason)
    missed = [name for name in own.mistakes.known if name not in noticed]
    if missed and not wrong:
        more = f" and {len(missed) - MOST_NAMED} more" if len(missed) > MOST_NAMED else ""
        yield (
            f"{task.name} in {script} notices {len(noticed)} of {len(own.mistakes.known)} known mistakes. Write tests "
            f"that notice {', '.join(missed[:MOST_NAMED])}{more}."
        )
    if _received(exercise, task):
        yield f"students receive tests in {task.name}. Put all of them between ### BEGIN SOLUTION and ### END SOLUTION."


def _received(exercise: Exercise, task: OwnTests) -> Any:
    """The tests that the release contains."""
    names = {**vars(load_reference(exercise)), task.name: {}}
    for cell in released(exercise):
        if cell.role == "answer" and cell.grade_id == f"{task.name}_answer":
            exec(cell.source, names)
    return names[task.name]
