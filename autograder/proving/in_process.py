"""Grade functions of this process as if they were a student's: trusted code only, but thousands of times a minute."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from autograder.course.config import Course, Exercise
from autograder.course.content import fresh_reference
from autograder.grading.hidden_tests import HiddenTests, TestOutcome
from autograder.grading.kept import Kept
from autograder.grading.result import TaskResult
from autograder.grading.scoring import score_tasks
from autograder.sandbox import Failure, NotWritten, Observed, Question, Raised, Student, TimedOut, flush
from autograder.sandbox.call_batch import Arguments, Outcome, RemoteFunction
from autograder.sandbox.decoding import Decoder
from autograder.sandbox.encoding import Encoder, TooLarge
from autograder.sandbox.failures import RaisedValueError, error_text
from autograder.sandbox.given import GivenFunctions
from autograder.sandbox.inside.child import describe_error
from autograder.sandbox.work_limits import DeadlineExceeded, until

DRAIN_SECONDS = 0.2  # for each call that a test does not need any more


class LocalStudent:
    """Has the interface of `sandbox.Student`. Its functions are the values of a dict. Arguments and results are what
    the channel of the sandbox makes of them. With `only_verdicts`, calls that no verdict needs are not made."""

    def __init__(self, functions: dict[str, Callable[..., Any]], seconds: float = 1.0, only_verdicts: bool = False):
        self.observed: list[Observed] = []
        self._functions = functions
        self._own = dict(functions)
        self._seconds = seconds
        self._only_verdicts = only_verdicts

    def __getattr__(self, name: str) -> RemoteFunction:
        if name.startswith("_"):
            raise AttributeError(name)
        return RemoteFunction(self, name)

    def as_student(self) -> Student:
        """The same object, for code that grades a `Student`."""
        return cast(Student, self)

    def begin_task(self) -> None:
        self.observed = []

    def replace(self, functions: dict[str, Callable[..., Any]], caller: str = "") -> None:
        """The functions of a `namespace` look each other up in this dict, so they call the replacements, too."""
        self._functions.update(self._own | functions)

    def may_use(self, function: str, others: Sequence[str]) -> bool:
        return True

    def announce(self, upcoming: Sequence[Any]) -> None:
        """Nothing is sent."""

    def run_cells(self) -> None:
        """There are none."""

    def close(self) -> None:
        """There is no process."""

    def ask(self, question: Question) -> list[Any]:
        flush()
        [outcome] = self.answers([question])
        if isinstance(outcome, Failure):
            raise outcome
        return outcome

    def each(self, name: str, calls: list[Arguments]) -> list[Any]:
        flush()
        function = self._function(name)
        replies = self._timed(
            name, self._seconds, lambda: [_attempt(function, args, kwargs) for args, kwargs in sent(calls)]
        )
        return [_failure(name, reply["error"]) if "error" in reply else reply["value"] for reply in replies]

    def answers(self, questions: Sequence[Question]) -> Iterator[Outcome]:
        """As in the sandbox, the rest is observed, too, if the iterator is closed early: up to a call that hangs."""
        asked, outcome = iter(questions), None
        try:
            for question in asked:
                outcome = self._outcome(question, self._seconds)
                self._observe(question, outcome)
                yield outcome
        finally:
            while not (self._only_verdicts or isinstance(outcome, TimedOut)) and (left := next(asked, None)):
                outcome = self._outcome(left, DRAIN_SECONDS)
                if not isinstance(outcome, TimedOut):
                    self._observe(left, outcome)

    def _observe(self, question: Question, outcome: Outcome) -> None:
        self.observed.append(Observed.of(question, outcome))

    def _outcome(self, question: Question, seconds: float) -> Outcome:
        try:
            return self._answer(question, seconds)
        except Failure as failure:
            return failure

    def _function(self, name: str) -> Callable[..., Any]:
        if name not in self._functions:
            raise NotWritten(f"there is no function {name}")
        return self._functions[name]

    def _answer(self, question: Question, seconds: float) -> list[Any]:
        name, function = question.function, self._function(question.function)
        calls = _messages.get(id(question.calls), lambda: Message(question.calls)).received()
        try:
            values = self._timed(name, seconds, lambda: [function(*args, **kwargs) for args, kwargs in calls])
            received: list[Any] = sent(list(calls[0][0]) if question.report == "arguments" else values)
            return received
        except Failure:
            raise
        except TooLarge as error:
            raise Raised(f"{name} returned too much: {error}") from None
        except Exception as error:
            raise _failure(name, describe_error(error)) from None

    def _timed(self, name: str, seconds: float, work: Callable[[], Any]) -> Any:
        try:
            with until(time.monotonic() + seconds):
                return work()
        except DeadlineExceeded:
            raise TimedOut(f"{name} was stopped") from None


def _attempt(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The call's value or error, as data. An error is also that the channel does not take the value."""
    try:
        return {"value": sent(function(*args, **kwargs))}
    except Exception as error:
        return {"error": describe_error(error)}


def _failure(name: str, error: dict[str, Any]) -> Failure:
    """The failure for an exception, as `describe_error` describes it."""
    if error["type"] == "NotImplementedError" and error["message"] == name:
        return NotWritten(f"{name} is not written yet")
    raised = RaisedValueError if error["value_error"] else Raised
    return raised(f"{name} raised {error_text(error)}", str(error["type"]))


class Message:
    """A value in the channel of the sandbox. It keeps the value, so that no other one gets its address."""

    def __init__(self, value: Any):
        self.value = value
        self._functions = GivenFunctions()
        encoder = Encoder(2**26, self._functions.index_of)
        self._tree = json.dumps(encoder.encode(value))
        self._data = b"".join(encoder.buffers)

    def received(self) -> Any:
        """The value as it comes out at the other end: each time another object."""
        return Decoder(self._data, self._functions.at).decode(json.loads(self._tree))


_messages: Kept[Message] = Kept(3000)  # the calls of questions: hidden tests have the same list for many functions


def sent(value: Any) -> Any:
    """The value as it comes out at the other end of the channel."""
    return Message(value).received()


def namespace(exercise: Exercise, **functions: Callable[..., Any]) -> dict[str, Any]:
    """The names of a notebook with the reference solutions, some of its functions replaced by these.

    It is the namespace in which the other functions look up names, so they call the replacements.
    """
    names = vars(fresh_reference(exercise))
    names.update(functions)
    return names


def graded(
    tests: HiddenTests, course: Course, student_id: str = "local", **functions: Callable[..., Any]
) -> dict[str, TaskResult]:
    """Task → result of the reference's notebook with these functions in place of its own."""
    names = namespace(tests.exercise, **functions)
    return {task.task: task for task in score_tasks(tests, LocalStudent(names).as_student(), student_id, course.seed)}


def run(
    tests: HiddenTests, course: Course, task: str, function: Callable[..., Any], student_id: str
) -> list[TestOutcome]:
    """The outcomes of the hidden tests of one task for one function."""
    seed = seed_of(course, student_id)
    return tests.run(LocalStudent({task: function}).as_student(), student_id, seed, tests.of(task))


def verdicts(
    tests: HiddenTests, course: Course, task: str, function: Callable[..., Any], student_id: str
) -> Iterator[TestOutcome]:
    """The outcomes of the hidden tests of one task for a function that never hangs, one after another: first the test
    of everything together, which detects the most. Nothing more than the verdicts is observed."""
    student = LocalStudent({task: function}, seconds=60, only_verdicts=True)  # another process may take all the time
    for test in sorted(tests.of(task), key=lambda name: "together" not in name):
        yield from tests.run(student.as_student(), student_id, seed_of(course, student_id), [test])


def seed_of(course: Course, student_id: str) -> int:
    """A seed for this student alone: a proof with many students is one with as many sets of hidden numbers."""
    return int.from_bytes(hashlib.sha256(f"{course.seed}/{student_id}".encode()).digest()[:4], "big")


def exercise_with(course: Course, task: str) -> Exercise:
    """The exercise that a task belongs to."""
    return next(exercise for exercise in course.exercises if task in exercise.task_names)
