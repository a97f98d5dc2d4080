"""The questions to a notebook's functions: asked one by one, or those of a hidden test together.

Within `together` a promise only notes its question. What has been noted is settled, in one request, before anything
else is asked and at the end of the block: each answer is judged in turn, and the first that breaks its promise ends
that, as if there had been no question after it.
"""

import contextlib
import itertools
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass

from autograder.sandbox.failures import Failure


@dataclass(frozen=True)
class Question:
    """Calls (arguments, keyword arguments) of one function, and what they are to tell.

    `report` is "results", "arguments" (as they are after the one call), or "each" (a value or an error of each call).
    """

    function: str
    calls: list[tuple[tuple, dict]]
    report: str

    @property
    def expects(self) -> int:
        """How many values are the answer."""
        return len(self.calls[0][0]) if self.report == "arguments" else len(self.calls)


@dataclass(frozen=True)
class Observed(Question):
    """What a hidden test saw: a question, and its outcome, a list of values or the failure."""

    outcome: list | Failure


class RemoteFunction:
    """One function of the notebook."""

    def __init__(self, student, name):
        self.student = student
        self.__name__ = name

    def __call__(self, *args, **kwargs):
        [value] = self.student.ask(self.question(args, kwargs))
        return value

    def arguments_after(self, *args, **kwargs):
        """The positional arguments as they are after the call."""
        return self.student.ask(self.question(args, kwargs, "arguments"))

    def results_of(self, calls):
        """The results of several calls (tuples of arguments), read after the last of them."""
        return self.student.ask(Question(self.__name__, [(args, {}) for args in calls], "results"))

    def each(self, calls):
        """What each of the calls (pairs of arguments and keyword arguments) gives: a value or a `Failure`."""
        return self.student.each(self.__name__, calls)

    def question(self, args: tuple, kwargs: dict, report: str = "results") -> Question:
        """The question what one call gives."""
        return Question(self.__name__, [(args, kwargs)], report)


class _Noted:
    """What was noted in a block: students, questions, and the judges of their answers."""

    def __init__(self, to_the_end):
        self.to_the_end = to_the_end
        self.promises = []

    def settle(self):
        promises, self.promises = self.promises, []
        misses = []
        for _, group in itertools.groupby(promises, key=lambda promise: id(promise[0])):
            students, questions, judges = zip(*group, strict=True)
            with contextlib.closing(students[0].answers(questions)) as answers:
                for judge in judges:
                    try:
                        judge(next(answers))
                    except AssertionError as miss:
                        misses.append(miss)
                        if not self.to_the_end:
                            raise
        if misses:
            raise misses[0]


_block: ContextVar[_Noted | None] = ContextVar("block", default=None)


def promise(student, question: Question, judge: Callable[[list | Failure], None]) -> None:
    """Have a question asked and its answer judged: at once, or together with what is asked in the same block."""
    block = _block.get() or _Noted(to_the_end=False)
    block.promises.append((student, question, judge))
    if block is not _block.get():
        block.settle()


def settle() -> None:
    """Ask what was noted until now, and judge the answers."""
    block = _block.get()
    if block is not None:
        token = _block.set(None)  # what a judge asks is asked at once
        try:
            block.settle()
        finally:
            _block.reset(token)


@contextlib.contextmanager
def together(to_the_end: bool = False) -> Iterator[None]:
    """The promises in the block are asked together. `to_the_end`: all of them, and the first miss is raised then."""
    settle()
    token = _block.set(_Noted(to_the_end))
    try:
        yield
    except Exception:
        settle()  # what was promised before it comes first
        raise
    else:
        settle()
    finally:
        _block.reset(token)
