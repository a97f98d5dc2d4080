"""Prepare what the grader asks of a student's process. It is encoded once, and can be sent to many processes."""

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

from autograder.sandbox.call_batch import Question
from autograder.sandbox.encoding import TooLarge
from autograder.sandbox.given import GivenFunctions
from autograder.sandbox.pickled import Pickled, pickled
from autograder.sandbox.precomputed import precomputed

Step = dict[str, Any]
MOST_KEPT = 2**21  # bytes of a message that is kept: hidden tests have several sets of numbers, and many requests


class Steps:
    """Steps for a student's process (`child.Server`), each with a reply of its own."""

    def __init__(self, steps: Sequence[Step]):
        self._steps = steps
        self._encoded: dict[int, Pickled] = {}

    def __len__(self) -> int:
        return len(self._steps)

    def __iter__(self) -> Iterator[Step]:
        return iter(self._steps)

    def part(self, start: int, stop: int | None = None) -> "Steps":
        """Some of the steps; these themselves if the part is the whole."""
        steps = self._steps[start:stop]
        return self if len(steps) == len(self._steps) else Steps(steps)

    def encoded(self, limit: int) -> Pickled:
        """The steps as a message of at most `limit` bytes, if possible with precomputed results. Raises TooLarge."""
        if limit in self._encoded:
            return self._encoded[limit]
        results = precomputed([call for step in self._steps for call in step.get("calls", ())])
        try:
            encoded = pickled((results, self._steps), limit)
        except TooLarge:  # the steps alone may still fit
            encoded = pickled((([], []), self._steps), limit)
        if len(encoded.data) <= MOST_KEPT:
            self._encoded[limit] = encoded
        return encoded


@dataclass(frozen=True)
class Request:
    """Steps that were sent, after so many empty ones, and the functions that the process may call back for them."""

    steps: Steps
    checks: int
    name: str
    given: GivenFunctions
    size: int


class Prepared(Sequence[Question]):
    """Questions that are asked together, if necessary of many students: they are encoded once.

    Nothing in them may be changed afterwards.
    """

    def __init__(self, questions: Iterable[Question]):
        self._questions = tuple(questions)

    def __len__(self) -> int:
        return len(self._questions)

    @overload
    def __getitem__(self, place: int) -> Question: ...

    @overload
    def __getitem__(self, place: slice) -> "Prepared": ...

    def __getitem__(self, place: int | slice) -> "Question | Prepared":
        if isinstance(place, int):
            return self._questions[place]
        questions = self._questions[place]
        return self if len(questions) == len(self._questions) else Prepared(questions)

    def __iter__(self) -> Iterator[Question]:
        return iter(self._questions)

    @functools.cached_property
    def steps(self) -> Steps:
        """The step for each question."""
        return Steps(
            [{"op": "call", "function": q.function, "calls": q.calls, "report": q.report} for q in self._questions]
        )
