"""Marking: from what the hidden tests found to each task's result, with its mistake, its cases and its points.

Follow-through marks: a test that fails only because the function calls another, earlier and broken one of the student's
passes when that one is answered by the reference, and its points are given. Only tasks earlier in the exercise's order
are answered so: two broken functions cannot vouch for each other.
"""

import math

import numpy as np

from autograder.course import reference as reference_file
from autograder.grading.counterexample import case_of
from autograder.grading.diagnosis import diagnose
from autograder.grading.hidden_tests import Finding, HiddenTests
from autograder.grading.result import TaskResult, TestResult, task_result
from autograder.grading.shrinking import smallest
from autograder.sandbox import Student, TimedOut

MOST_PRODUCTS = 2_000_000  # of the arguments' sizes: what broadcasting can make of them
MOST_VALUES = 2_000  # in the arguments of a call that the reference answers for a broken function
LONGEST_MESSAGE = 4_000  # characters that a test says
LARGEST_NUMBER = 32  # beside an array there: a size, a stride or a padding (a negative one is refused at once)


def mark(tests: HiddenTests, student: Student, student_id: str, seed: int) -> tuple[TaskResult, ...]:
    """Run the exercise's hidden tests on a student and mark every task. `student_id` and `seed` decide the numbers."""
    exercise, results, broken, calling = tests.exercise, {}, [], {}
    found = tests.run(student, student_id, seed)
    own = {task.name: [finding for finding in found if finding.task == task.name] for task in exercise.tasks}
    reference = reference_file.load(exercise.name)
    for task, findings in own.items():
        if _failing(findings) and any(map(student.mentions, broken)):
            calling[task] = tuple(broken)
        else:
            results[task] = _marked(findings, student, getattr(reference, task))
        if _failing(findings):
            broken.append(task)
    for task, earlier in calling.items():
        used, unanswered = _answer(tests, student, earlier, reference)
        again = {f.test: f for f in tests.run(student, student_id, seed, [f.test for f in _failing(own[task])])}
        used = {test: names for test, names in used.items() if test not in unanswered}
        findings = [again[f.test] if f.test in used else f for f in own[task]]
        results[task] = _marked(findings, student, getattr(reference, task), used)
    return tuple(task_result(task.name, task.points, *results[task.name]) for task in exercise.tasks)


def _failing(findings):
    return [finding for finding in findings if finding.error is not None]


def _answer(tests, student, names, reference):
    """Have calls of these functions answered by the reference.

    Returns two collections that fill: test → the functions that it used, and the tests with a call that the
    reference could not answer, because it is none of its kind.
    """
    used, unanswered = {}, set()

    def answering(name):
        def answer(*args, **kwargs):
            used.setdefault(tests.current, set()).add(name)
            try:
                _refuse_large([*args, *kwargs.values()])
                return getattr(reference, name)(*args, **kwargs)
            except ValueError:
                raise
            except Exception:
                unanswered.add(tests.current)
                raise

        answer.__name__ = name
        return answer

    student.replace({name: answering(name) for name in names})
    return used, unanswered


def _refuse_large(values):
    """The reference answers what hidden tests lead to, not more: it runs in this process, and a size or a padding makes
    it build an array as large."""
    arrays = [value for value in values if isinstance(value, np.ndarray)]
    numbers = [value for value in values if isinstance(value, (int, np.integer))] + [a for a in arrays if a.ndim == 0]
    large = any(number > LARGEST_NUMBER for number in numbers)
    if any(array.dtype == object for array in arrays) or (large and any(map(_is_array, values))):
        raise OverflowError("nothing that is answered")
    sizes = [size for size in map(_size, values) if size > 0]
    if sum(sizes) > MOST_VALUES or math.prod(sizes) > MOST_PRODUCTS:
        raise OverflowError("too large to be answered")


def _is_array(value):
    """An array, or a list of lists that stands for one."""
    if isinstance(value, (list, tuple)):
        return any(isinstance(item, (list, tuple)) for item in value)
    return isinstance(value, np.ndarray) and value.ndim > 0


def _size(value):
    if isinstance(value, (list, tuple)):
        return sum(map(_size, value))
    return value.size if isinstance(value, np.ndarray) else 1


def _marked(findings: list[Finding], student, reference, used=None):
    """(misconception, tests) of one task. `used` has, for some tests, what the reference answered in them."""
    observed = [one for finding in findings for one in finding.observed]
    mistake = diagnose(findings[0].task, observed, reference) if _failing(findings) else None
    student.begin_task()
    hangs = any(isinstance(finding.error, TimedOut) for finding in findings)
    tests = []
    for finding in findings:
        broken = getattr(finding.error, "broken", None)
        if broken is not None and not hangs:
            broken = smallest(broken, getattr(student, finding.task), reference)
        through = tuple(sorted((used or {}).get(finding.test, ())))
        tests.append(_test_result(finding, broken and case_of(broken, reference), broken, through))
    return mistake and mistake.name, tuple(tests)


def _test_result(finding, case, broken, through):
    earned = finding.points if finding.error is None else 0.0
    message = "" if finding.error is None else str(broken or finding.error)[:LONGEST_MESSAGE] or "not as described"
    return TestResult(finding.promise, finding.points, earned, finding.verdict, message, case, through)
