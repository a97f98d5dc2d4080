"""Call a notebook's functions one by one, or all calls of a hidden test in one message.

In a `batch`, an expectation only notes its questions and the check of their answers. `flush` sends all noted questions
in one message and checks the answers in order. This happens at the end of the block, and before any call whose result
is needed at once. The first check that fails ends the batch, as if no later question had been asked.
"""

import collections
import contextlib
import itertools
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from autograder.sandbox.failures import Absent, Crashed, Failure, TimedOut

Arguments = tuple[tuple[Any, ...], dict[str, Any]]  # of one call: positional, and by keyword
Outcome = list[Any] | Failure
Check = Callable[[Outcome], None]
Judge = Callable[[Iterator[Outcome]], None]  # gets the outcomes of several questions one by one, as they come
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


@dataclass(frozen=True)
class Expectation:
    """Questions to a student, and the check of their answers. The check raises AssertionError or a Failure.

    If `is_pure`, the check depends on the answers alone: it may be used for other students.
    """

    student: Asked
    questions: tuple[Question, ...]
    judge: Judge
    is_pure: bool


class Round:
    """Expectations whose questions are sent together. It may be run for any number of students.

    The first error of a check ends the round. With `to_the_end` all checks are made, and then the first error is
    raised; but a call that hangs or crashes always ends the round, and so does a function that is not there.
    """

    def __init__(
        self,
        expectations: Sequence[Expectation],
        to_the_end: bool,
        together: Callable[[Iterable[Question]], Sequence[Question]] = tuple,
    ):
        self.questions = together(one for some in expectations for one in some.questions)
        self._judges = tuple((len(some.questions), some.judge) for some in expectations)
        self._to_the_end = to_the_end

    def run(self, student: Asked) -> None:
        """Ask a student and check the answers. Raises the first AssertionError or Failure of a check."""
        errors: list[AssertionError | Failure] = []
        with contextlib.closing(cast(Generator[Outcome, None, None], student.answers(self.questions))) as answers:
            for count, judge in self._judges:
                own = itertools.islice(answers, count)
                try:
                    judge(own)
                except (AssertionError, Failure) as error:
                    errors.append(error)
                    if not self._to_the_end or isinstance(getattr(error, "cause", error), NO_ANSWERS):
                        break
                collections.deque(own, maxlen=0)  # the answers that the check did not need
        if errors:
            raise errors[0]


class Batch:
    """The expectations that were noted in a block, in groups: (whether all checks are made, the expectations)."""

    def __init__(self) -> None:
        self.groups: list[tuple[bool, list[Expectation]]] = [(False, [])]

    def begin(self, to_the_end: bool) -> None:
        """Note what comes next in a group of its own."""
        self.groups.append((to_the_end, []))

    def note(self, expectation: Expectation) -> None:
        """Note an expectation in the last group."""
        self.groups[-1][1].append(expectation)

    def taken(self) -> list[tuple[bool, list[Expectation]]]:
        """The groups with what was noted until now. What comes next is noted anew."""
        groups, self.groups = self.groups, [(self.groups[-1][0], [])]
        return [group for group in groups if group[1]]

    def flush(self) -> None:
        """Ask what was noted and check the answers. Raises the first AssertionError or Failure of a check."""
        for to_the_end, noted in self.taken():
            for _, group in itertools.groupby(noted, key=lambda one: id(one.student)):
                own = [*group]
                Round(own, to_the_end).run(own[0].student)


current_batch: ContextVar[Batch | None] = ContextVar("current_batch", default=None)


def expect(student: Asked, question: Question, check: Check) -> None:
    """Have a question asked and its answer checked: at the end of the current batch, or at once if there is none.

    The check gets the outcome, and raises AssertionError or a Failure if it is wrong. Only a check that then raises
    may call functions of the notebook, because this ends the batch.
    """
    _note(Expectation(student, (question,), lambda outcomes: check(next(outcomes)), is_pure=False))


def expect_pure(student: Asked, questions: Sequence[Question], judge: Judge) -> None:
    """The same for several questions, and a check that depends on their outcomes alone, and calls no function."""
    _note(Expectation(student, tuple(questions), judge, is_pure=True))


def _note(expectation: Expectation) -> None:
    current = current_batch.get()
    target = current or Batch()
    target.note(expectation)
    if current is None:
        target.flush()


def flush() -> None:
    """Ask the questions that were noted until now, and check the answers."""
    current = current_batch.get()
    if current is not None:
        token = current_batch.set(None)  # what a check asks is asked at once
        try:
            current.flush()
        finally:
            current_batch.reset(token)


@contextlib.contextmanager
def batch() -> Iterator[None]:
    """Send the questions that are expected in the block together. The first error of a check ends the batch."""
    flush()
    token = current_batch.set(Batch())
    try:
        yield
    except Exception:
        flush()  # an earlier expectation that fails is more important
        raise
    else:
        flush()
    finally:
        current_batch.reset(token)


@contextlib.contextmanager
def all_checked() -> Iterator[None]:
    """Make all checks of the block, also after one that fails. The first error is raised when the batch is asked.

    But a call that hangs or crashes always ends the checks, and so does a function that is not there.
    """
    with contextlib.nullcontext() if current_batch.get() else batch():
        current = current_batch.get()
        assert current is not None
        before = current.groups[-1][0]
        current.begin(to_the_end=True)
        try:
            yield
        finally:
            current.begin(before)
