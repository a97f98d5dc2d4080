"""Prove one exercise: check every promise for each of its tasks, in several processes."""

from collections.abc import Callable

from autograder.authoring.readable import faults_of
from autograder.course.config import Course, Exercise
from autograder.course.import_problem import import_problem
from autograder.errors import CourseError
from autograder.grading.misconceptions import misconceptions_of
from autograder.proving.answers import right_answers, wrong_answers
from autograder.proving.every_task import in_processes
from autograder.proving.pages import Say, block
from autograder.proving.promises_right import (
    Students,
    a_useless_answer_fails_a_visible_check,
    nonsense_gets_no_name,
    right_answers_have_full_marks,
    right_answers_pass_the_visible_checks,
    the_visible_checks_by_heart_earn_little,
)
from autograder.proving.promises_wrong import (
    a_mistake_costs_no_other_task,
    a_model_without_slips_is_right,
    every_mistake_is_charged_once,
    every_mistake_is_named_whatever_the_types,
    every_mistake_is_written_out,
    every_mistake_loses_points_and_is_named,
    every_wrong_answer_is_named,
)

Promise = Callable[[Course, Exercise, str, Students], list[str]]
PROMISES: tuple[Promise, ...] = (
    right_answers_have_full_marks,
    right_answers_pass_the_visible_checks,
    a_useless_answer_fails_a_visible_check,
    the_visible_checks_by_heart_earn_little,
    nonsense_gets_no_name,
    a_model_without_slips_is_right,
    every_mistake_loses_points_and_is_named,
    every_mistake_is_written_out,
    every_wrong_answer_is_named,
    every_mistake_is_charged_once,
)
SLOW: tuple[Promise, ...] = (every_mistake_is_named_whatever_the_types, a_mistake_costs_no_other_task)


def prove(course: Course, exercise: Exercise, students: int, say: Say) -> int:
    """Say of each promise whether it holds, with details of what breaks it. Returns how many are broken.

    Raises CourseError if a file of the exercise cannot be read.
    """
    refuse_faults(exercise)
    names = tuple(f"student {number}" for number in range(students))
    work = [(promise, task) for promise in PROMISES for task in exercise.task_names]
    results = in_processes([(attempted, promise, course, exercise, task, names) for promise, task in work])
    broken: dict[Promise, list[str]] = {promise: [] for promise in PROMISES}
    for (promise, task), problems in zip(work, results, strict=True):
        broken[promise] += [f"{task}: {problem}" for problem in problems]
        if task == exercise.task_names[-1]:
            say(block(f"{'✗' if broken[promise] else '✓'} {promise.__doc__}", broken[promise]))
    say(tried(exercise, students))
    return sum(map(bool, broken.values()))


def tried(exercise: Exercise, students: int) -> str:
    """A sentence that says how many answers and mistakes there are."""
    tasks = exercise.task_names
    right = sum(len(right_answers(exercise, task)) for task in tasks)
    known = sum(len(misconceptions_of(exercise, task)) for task in tasks)
    wrong = sum(len(wrong_answers(exercise, task)) for task in tasks)
    return f"Tried: {right} right answers, {known} mistakes, {wrong} wrong answers; students: {students}."


def refuse_faults(exercise: Exercise) -> None:
    """Raise CourseError if a file of an exercise is missing or cannot be read."""
    faults = [fault.text or f"the {fault.part} cannot be read" for fault in faults_of(exercise)]
    if faults:
        more = f"First make this pass: autograder check {exercise.name}"
        raise CourseError("\n".join([*dict.fromkeys(faults), more]))


def attempted(promise: Promise, course: Course, exercise: Exercise, task: str, students: Students) -> list[str]:
    """What breaks a promise. An error in the course's code breaks it, too."""
    try:
        return promise(course, exercise, task, students)
    except CourseError as error:
        return [str(error)]
    except Exception as error:
        return [f"could not be tried: {import_problem(error, exercise)}"]
