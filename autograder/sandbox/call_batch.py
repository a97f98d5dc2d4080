"""Call a notebook's functions one by one, or all calls of a hidden test in one message.

In a `batch`, `expect` only notes its question and the check of the answer. `flush` sends all noted questions in one
message and checks the answers in order. This happens at the end of the block, and before any call whose result is
needed at once. The first check that fails ends the batch, as if no later question had been asked.
"""

import contextlib
import itertools
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol

from autograder.sandbox.failures import Absent, Crashed, Failure, TimedOut

Arguments = tuple[tuple[Any, ...], dict[str, Any]]  # of one call: positional, and by keyword
Outcome = list[Any] | Failure
Check = Callable[[Outcome], None]
NO_ANSWERS = (TimedOut, Crashed, Absent)  # after these, further questions would only take time


@dataclass(frozen=True)
class Question:
    """Calls of one function, and what is reported about them.

    `report` is "results" (one value for each call), "arguments" (the positional arguments as they are after the one
    call), or "each" (a value or an error for each call). `any_value` says that no value is wrong.
    """

    function: str
    calls: list[Arguments]
    report: str
    any_value: bool = field(default=False, kw_only=True)

    @property
    def value_count(self) -> int:
        """How many values the answer has."""
        return len(self.calls[0][0]) if self.report == "arguments" else len(self.calls)


@dataclass(frozen=True)
class Observed(Question):
    """A question that was asked, and its outcome: a list of values, or the failure."""

    outcome: Outcome

    @classmethod
    def of(cls, question: Question, outcome: Outcome) -> "Observed":
        """The question with its outcome."""
        return cls(question.function, question.calls, question.report, outcome, any_value=question.any_value)


class Asked(Protocol):
    """The object that answers questions: a `Student`."""

    def ask(self, question: Question) -> list[Any]: ...

    def each(self, name: str, calls: list[Arguments]) -> list[Any]: ...

    def answers(self, questions: Sequence[Question]) -> Iterator[Outcome]: ...


class RemoteFunction:
    """One function of the notebook. Calling it runs it in the student's process."""

    def __init__(self, student: Asked, name: str):
        self.student = student
        self.__name__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        [value] = self.student.ask(self.question(args, kwargs))
        return value

    def arguments_after(self, *args: Any, **kwargs: Any) -> list[Any]:
        """The positional arguments as they are after the call."""
        return self.student.ask(self.question(args, kwargs, "arguments"))

    def results_of(self, calls: Sequence[tuple[Any, ...]]) -> list[Any]:
        """The results of several calls (tuples of arguments), read after the last of them."""
        return self.student.ask(Question(self.__name__, [(args, {}) for args in calls], "results"))

    def each(self, calls: list[Arguments]) -> list[Any]:
        """The result of each of the calls: a value, or a `Failure`."""
        return self.student.each(self.__name__, calls)

    def question(
        self, args: tuple[Any, ...], kwargs: dict[str, Any], report: str = "results", any_value: bool = False
    ) -> Question:
        """The question that asks for one call."""
        return Question(self.__name__, [(args, kwargs)], report, any_value=any_value)


class _Batch:
    """The questions that were noted in a block: students, questions, and checks of the answers."""

    def __init__(self, to_the_end: bool):
        self.to_the_end = to_the_end
        self.noted: list[tuple[Asked, Question, Check]] = []

    def flush(self) -> None:
        """Ask what was noted and check the answers. Raises the first AssertionError or Failure of a check."""
        noted, self.noted = self.noted, []
        errors: list[AssertionError | Failure] = []
        for _, group in itertools.groupby(noted, key=lambda entry: id(entry[0])):
            students, questions, checks = zip(*group, strict=True)
            with contextlib.closing(students[0].answers(questions)) as answers:
                if not self._check(answers, checks, errors):
                    break
        if errors:
            raise errors[0]

    def _check(
        self, answers: Iterator[Outcome], checks: Sequence[Check], errors: list[AssertionError | Failure]
    ) -> bool:
        """Check the answers and note the errors. Returns whether the batch goes on."""
        for check in checks:
            try:
                check(next(answers))
            except (AssertionError, Failure) as error:
                errors.append(error)
                if not self.to_the_end or isinstance(getattr(error, "cause", error), NO_ANSWERS):
                    return False
        return True


_current: ContextVar[_Batch | None] = ContextVar("current", default=None)


def expect(student: Asked, question: Question, check: Check) -> None:
    """Have a question asked and its answer checked: at the end of the current batch, or at once if there is none.

    The check gets the outcome, and raises AssertionError or a Failure if it is wrong. Only a check that then raises
    may call functions of the notebook, because this ends the batch.
    """
    current = _current.get()
    target = current or _Batch(to_the_end=False)
    target.noted.append((student, question, check))
    if current is None:
        target.flush()


def flush() -> None:
    """Ask the questions that were noted until now, and check the answers."""
    current = _current.get()
    if current is not None:
        token = _current.set(None)  # what a check asks is asked at once
        try:
            current.flush()
        finally:
            _current.reset(token)


@contextlib.contextmanager
def batch(to_the_end: bool = False) -> Iterator[None]:
    """Send the questions that are expected in the block together.

    The first error of a check ends the batch. With `to_the_end` all questions are asked first, and then the first error
    is raised; but a call that hangs or crashes always ends the batch, and so does a function that is not there.
    """
    flush()
    token = _current.set(_Batch(to_the_end))
    try:
        yield
    except Exception:
        flush()  # an earlier expectation that fails is more important
        raise
    else:
        flush()
    finally:
        _current.reset(token)
