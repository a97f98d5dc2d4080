"""Functions of this process, graded as if they were a student's: trusted code only, but thousands of times a minute."""

import importlib
import json
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from autograder.course import reference
from autograder.course.config import Course, Exercise
from autograder.grading.hidden_tests import TestOutcome, HiddenTests
from autograder.grading.result import TaskResult
from autograder.grading.scoring import score_tasks
from autograder.running.scheduler import LocalBackend
from autograder.sandbox import Failure, NotWritten, Program, Student, TimedOut
from autograder.sandbox.encoding import Decoder, Encoder
from autograder.sandbox.inside.child import attempt, describe_error
from autograder.sandbox.limits import Limits


class LocalStudent(Student):
    """A student whose functions are the values of a dict. What passes to and fro is what the channel lets pass."""

    def __init__(self, functions: dict[str, Callable], seconds: float = 1.0):
        super().__init__(Program((), ()), Limits())
        self._own = dict(functions)
        self._answered = set()
        self._functions = functions
        self._seconds = seconds

    def replace(self, functions):
        self._functions.update(self._own | functions)
        for function in self._own.values():  # they look each other up among their module's names
            if getattr(function, "__module__", "").startswith("solution_"):
                function.__globals__.update({name: self._functions[name] for name in self._answered | functions.keys()})
        self._answered |= functions.keys()

    def mentions(self, name):
        return True

    def run_cells(self):
        """There are none."""

    def _answers(self, questions):
        try:
            yield self._called(questions[0])
        except Failure as failure:
            yield failure

    def _called(self, question):
        name, report = question.function, question.report
        if name not in self._functions:
            raise NotWritten(f"there is no function {name}")
        function = self._functions[name]
        calls = _passed(question.calls)
        signal.signal(signal.SIGALRM, _overdue)
        signal.setitimer(signal.ITIMER_REAL, self._seconds)
        try:
            if report == "each":
                return [_passed(attempt(function, args, kwargs)) for args, kwargs in calls]
            values = [function(*args, **kwargs) for args, kwargs in calls]
        except _Overdue:
            raise TimedOut(f"{name} was stopped") from None
        except Exception as error:
            raise self._raised(name, describe_error(error)) from None
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        return _passed(list(calls[0][0]) if report == "arguments" else values)


class _Overdue(BaseException):
    """Passes through a student's `except Exception`."""


def _overdue(*_):
    raise _Overdue


def _passed(value):
    """The value as it comes out at the other end of the channel."""
    functions = []
    encoder = Encoder(2**26, functions)
    tree = json.loads(json.dumps(encoder.encode(value)))
    return Decoder(b"".join(encoder.buffers), lambda index: functions[index]).decode(tree)


def namespace(exercise: str, **functions: Callable) -> dict[str, Callable]:
    """The names of a notebook with the reference solutions, some of its functions replaced by these."""
    names = dict(vars(reference.load.__wrapped__(exercise)))  # a module of its own
    for function in list(names.values()):
        if getattr(function, "__globals__", None) is not None and function.__module__ == names["__name__"]:
            function.__globals__.update(functions)
    return names | functions


def graded(
    tests: HiddenTests, course: Course, student_id: str = "local", **functions: Callable
) -> dict[str, TaskResult]:
    """Task → result of the reference's notebook with these functions in place of its own."""
    names = namespace(tests.exercise.name, **functions)
    return {task.task: task for task in score_tasks(tests, LocalStudent(names), student_id, course.seed)}


def run(tests: HiddenTests, course: Course, task: str, function: Callable, student_id: str) -> list[TestOutcome]:
    """What the hidden tests of one task find out about one function."""
    return tests.run(LocalStudent({task: function}), student_id, course.seed, tests.of(task))


def functions_of(kind: str, task: str) -> dict[str, Callable]:
    """The functions in `tests/<kind>/<task>.py`: right answers in several "styles", or mistakes "retold"."""
    module = importlib.import_module(f"tests.{kind}.{task}")
    public = {name: value for name, value in vars(module).items() if not name.startswith("_") and callable(value)}
    return {name: value for name, value in public.items() if getattr(value, "__module__", kind) == module.__name__}


def exercise_with(course: Course, task: str) -> Exercise:
    """The exercise that a task belongs to."""
    return next(exercise for exercise in course.exercises if task in {one.name for one in exercise.tasks})


class _AtOnce(Executor):
    """Does the work in this process, when it is asked for."""

    def submit(self, function, /, *args, **kwargs):
        future = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@dataclass(frozen=True)
class Here(LocalBackend):
    """A crew for tests that are about other things than workers: starting one takes longer than grading a few."""

    size: int = 1

    def executor(self, most):
        return _AtOnce()
