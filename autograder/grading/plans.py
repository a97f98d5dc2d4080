"""Keep what hidden tests ask: the calls, and the checks of their answers.

Most hidden tests ask a fixed list of questions. Where several students have the same hidden numbers, such a test is
called only for the first one, and asks nothing: its expectations are noted as a plan. The plan is run for each of them,
so its arguments are drawn only once, and its expected values are computed at most once.

A test that needs an answer before it can go on has no plan: it is called for each student. Its `student` refuses to
answer when a plan is made, so nothing that depends on an answer is kept.
"""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from inspect import get_annotations
from typing import Any, NoReturn, Protocol

import numpy as np
import pytest

from autograder.sandbox import Failure, Question, Student
from autograder.sandbox.call_batch import (
    Arguments,
    Asked,
    Batch,
    Expectation,
    Outcome,
    RemoteFunction,
    Round,
    current_batch,
)
from autograder.sandbox.steps import Prepared

OWN_NAMES = {*dir(Student), *get_annotations(Student)}  # of a student: all other names are functions of the notebook


class AsksAtOnce(BaseException):
    """A block needs an answer, so it has no plan. This is not an Exception, so that an `except` does not catch it."""


class Step(Protocol):
    """A part of a plan."""

    def run(self, student: Asked) -> None:
        """Ask a student and check the answers. Raises an AssertionError or Failure of a check."""


class Plan:
    """What a block asks: steps that are run one after another, up to the first error of a check."""

    def __init__(self, steps: Iterable[Step]):
        self.steps = tuple(steps)

    def run(self, student: Asked) -> None:
        """Ask a student and check the answers. Raises the first AssertionError or Failure of a check."""
        for step in self.steps:
            step.run(student)

    def questions(self) -> Iterator[Question]:
        """All questions that it may ask."""
        for step in self.steps:
            for some in step.plans if isinstance(step, Variants) else ():
                yield from some.questions()
            yield from step.questions if isinstance(step, Round) else ()


def asked_after(plans: Sequence[Plan | None], place: int) -> list[Prepared]:
    """What the plans after this place ask, as far as that is known before the answers are there."""
    known = itertools.takewhile(lambda questions: questions is not None, map(_only_round, plans[place:]))
    return [questions for questions in known if questions is not None][1:]


def _only_round(plan: Plan | None) -> Prepared | None:
    """What a plan asks if it asks everything at once."""
    [step, *more] = plan.steps if plan is not None and plan.steps else [None]
    questions = step.questions if isinstance(step, Round) and not more else None
    return questions if isinstance(questions, Prepared) else None


class Variants:
    """Plans of which one must succeed. They are run in order. If none succeeds, the error is that of the first."""

    def __init__(self, plans: Iterable[Plan]):
        self.plans = tuple(plans)

    def run(self, student: Asked) -> None:
        """Run the plans until one succeeds."""
        errors: list[AssertionError | Failure] = []
        for plan in self.plans:
            try:
                return plan.run(student)
            except (AssertionError, Failure) as error:
                errors.append(error)
        raise errors[0]


class NobodyToAsk:
    """In place of a student while a plan is made: its functions can be named, but nothing can be asked."""

    was_asked = False

    def __getattr__(self, name: str) -> RemoteFunction:
        if name.startswith("_"):
            raise AttributeError(name)
        if name in OWN_NAMES:
            self.refuse()
        return RemoteFunction(self, name)

    def ask(self, question: Question) -> list[Any]:
        self.refuse()

    def each(self, name: str, calls: list[Arguments]) -> list[Any]:
        self.refuse()

    def answers(self, questions: Sequence[Question]) -> Iterator[Outcome]:
        self.refuse()

    def refuse(self) -> NoReturn:
        """Raise AsksAtOnce, and remember it in case that the block catches it."""
        self.was_asked = True
        raise AsksAtOnce("a check calls a function of the notebook")  # the text is shown for checks in a plan


class Notes(Batch):
    """What a block asks, to make a plan of it."""

    def __init__(self, nobody: NobodyToAsk):
        super().__init__()
        self._nobody = nobody
        self._steps: list[Step] = []

    def note(self, expectation: Expectation) -> None:
        """Note an expectation. Others than pure ones cannot be kept."""
        if expectation.student is not self._nobody or not expectation.is_pure:
            self._nobody.refuse()
        super().note(expectation)

    def flush(self) -> None:
        """There is nobody to ask."""
        self._nobody.refuse()

    def note_variants(self, blocks: Iterable[Callable[[], Any]]) -> None:
        """Note blocks of which one must succeed.

        What they return would be needed at once. What was noted before is asked with the first block, and fails only
        this block, so that a plan would be stricter than the test.
        """
        if any(noted for _, noted in self.groups):
            self._nobody.refuse()
        plans = []
        for block in blocks:
            notes = Notes(self._nobody)
            if _noted(notes, block) is not None:
                self._nobody.refuse()
            plans.append(notes.plan())
        self._steps.append(Variants(plans))

    def plan(self) -> Plan:
        """The plan of what was noted."""
        self._end_round()
        return Plan(self._steps)

    def _end_round(self) -> None:
        self._steps += [Round(noted, to_the_end, Prepared) for to_the_end, noted in self.taken()]


def current_notes() -> Notes | None:
    """The notes, while a plan is made."""
    current = current_batch.get()
    return current if isinstance(current, Notes) else None


def plan_of(test: Callable[[NobodyToAsk], None]) -> Plan | None:
    """The plan of a test, which gets its `student`. None if the test asks something at once, or raises an exception."""
    nobody = NobodyToAsk()
    notes = Notes(nobody)
    try:
        _noted(notes, functools.partial(test, nobody))
    except MemoryError:  # the limit of the grader's own work
        raise
    except (Exception, AsksAtOnce, SystemExit, pytest.fail.Exception, pytest.skip.Exception):
        return None
    if nobody.was_asked:
        return None
    plan = notes.plan()
    for question in plan.questions():
        for args, kwargs in question.calls:
            _protect([args, kwargs])
    return plan


def _noted(notes: Notes, block: Callable[[], Any]) -> Any:
    """What a block returns whose expectations are noted."""
    token = current_batch.set(notes)
    try:
        return block()
    finally:
        current_batch.reset(token)


def _protect(value: Any) -> None:
    """Make the arrays in an argument read-only: they are arguments for many students."""
    if isinstance(value, np.ndarray):
        value.setflags(write=False)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _protect(item)
    elif isinstance(value, dict):
        _protect([*value.values()])
