"""How an expectation of a hidden test fails, and what `assertions.py` needs to find out whether it does."""

from collections.abc import Callable, Sequence
from typing import Any

from autograder.grading.calls import Call, Violation
from autograder.grading.comparison import alike, differs
from autograder.grading.general_mistakes import mixed_up_results
from autograder.sandbox import Absent, Failure
from autograder.sandbox.call_batch import Outcome

# What is wrong with a result that is read after so many calls, with the number of its call.
RIGHT_ALONE = "right when called alone, but after {} calls in a row the result of number {} is"
OTHER_ALONE = "after {} calls in a row the result of number {} is another one than when it is called alone"
MIXED_UP = "after {} calls in a row the result of number {} is that of another call"


class ExpectationFailed(AssertionError):
    """The student's function did something else than expected: `violation` says what, in which call."""

    def __init__(self, violation: Violation):
        super().__init__(str(violation))
        self.violation = violation


class CallFailed(Failure):
    """The student's function gave no answer: `cause` says why, `violation` in which call."""

    def __init__(self, violation: Violation, cause: Failure):
        super().__init__(str(violation))
        self.violation = violation
        self.cause = cause
        self.verdict = cause.verdict


class Computed:
    """A value that is computed when it is needed, and only once."""

    __slots__ = ("_compute", "_value")

    def __init__(self, compute: Callable[[], Any]):
        self._compute: Callable[[], Any] | None = compute

    def __call__(self) -> Any:
        if self._compute is not None:
            self._value = self._compute()
            self._compute = None
        return self._value


def values_or_raise(outcome: Outcome, kind: str, call: Call, expected: Any) -> list[Any]:
    """The values of an outcome. Raises its failure, together with the call if there is a function to call."""
    if isinstance(outcome, Absent):
        raise outcome
    if isinstance(outcome, Failure):
        raise CallFailed(Violation(kind, call, expected, outcome), outcome) from outcome
    return outcome


def problem_in_row(row: Sequence[Any], expected: Sequence[Any], place: int, alone: Outcome) -> str:
    """What is wrong with a wrong result of a row, compared with the result of the same call `alone`; "" if nothing."""
    if isinstance(alone, list) and not differs(alone[0], expected[place]):
        return RIGHT_ALONE
    if isinstance(alone, Failure) or not alike(row[place], alone[0]):
        return OTHER_ALONE
    return MIXED_UP if mixed_up_results(row, expected) else ""
