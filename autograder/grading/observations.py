"""Compare what was observed of a student's function with what a mistake model computes for the same calls."""

import contextlib
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.grading.calls import copied, signature_of
from autograder.grading.comparison import alike, numbers
from autograder.grading.mistake_model import MissingCheck, SpecialCase
from autograder.sandbox import Failure, Observed, Raised
from autograder.sandbox.call_batch import Arguments

Function = Callable[..., Any]
LONG = 100  # values of a list
REFUSES = object()  # the prediction for a call that raises ValueError
FAILS = object()  # the prediction for a call that raises another exception


@dataclass(frozen=True, eq=False)
class Observation:
    """One question of a hidden test, and what the reference gives for it. Each is equal only to itself.

    `right` is what the reference gives, `legal` is False if the task demands ValueError. `wrong` says that the outcome
    of a legal question is not right.
    """

    test: str
    seen: Observed
    right: Any
    legal: bool
    wrong: bool

    @property
    def is_row(self) -> bool:
        """Whether these are several calls, whose results are read after the last of them."""
        return len(self.seen.calls) > 1

    @property
    def values(self) -> list[Any] | None:
        """What the question gave; None if that was a failure."""
        return self.seen.outcome if isinstance(self.seen.outcome, list) else None

    @property
    def says_little(self) -> bool:
        """Whether it failed or gave something empty: more slips explain this than a wrong value."""
        return self.values is None or any(map(is_empty, self.values))

    @property
    def size(self) -> int:
        """How large the arguments are: small calls are tried first."""
        return sum(_size(arg) for args, kwargs in self.seen.calls for arg in (*args, *kwargs.values()))


def _size(value: Any) -> int:
    if isinstance(value, (list, tuple)):
        return 1 + sum(map(_size, value))
    return value.size if isinstance(value, np.ndarray) else 1


def observation(test: str, seen: Observed, reference: Function) -> Observation:
    """An observation with the reference's verdict on it."""
    return compared(test, seen, predicted(lambda: reference, seen.calls))


def compared(test: str, seen: Observed, right: Any) -> Observation:
    """An observation, if the reference gives `right` for its calls."""
    if seen.report == "results" and isinstance(seen.outcome, list):  # lists are converted once, not at each comparison
        seen = replace(seen, outcome=[*map(_converted, seen.outcome)])
    legal = not (is_failure(right) and len(seen.calls) == 1)
    return Observation(test, seen, right, legal, legal and not _is_right(right, seen))


def _converted(value: Any) -> Any:
    """A long list as an array, which is compared faster. If it is none of numbers, it is equal to no other value."""
    is_array = isinstance(value, np.ndarray) and value.dtype.kind in "biufc"
    if is_array or not isinstance(value, (list, tuple, np.ndarray)) or _size(value) < LONG:
        return value
    array = numbers(value)
    return object() if array is None else array


def _is_right(right: Any, seen: Observed) -> bool:
    """Whether an outcome is what the reference gives."""
    if isinstance(seen.outcome, Failure) or is_failure(right):
        return False
    return seen.report == "arguments" or all(map(alike, seen.outcome, right))


def predicted(new_function: Callable[[], Function], calls: Sequence[Arguments]) -> Any:
    """What a function gives for the calls of a question: a list of results, REFUSES or FAILS.

    Call it `without_warnings`, because a slip may well take the mean of nothing.
    """
    function = new_function()
    try:
        return [function(*copied(args), **copied(kwargs)) for args, kwargs in calls]
    except ValueError:
        return REFUSES
    except MemoryError:
        raise  # the limit of the grader's own work
    except Exception:
        return FAILS


@contextlib.contextmanager
def without_warnings() -> Iterator[None]:
    """Ignore all warnings of Python and NumPy."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def is_failure(prediction: Any) -> bool:
    """Whether a prediction is REFUSES or FAILS."""
    return prediction is REFUSES or prediction is FAILS


def agrees(prediction: Any, seen: Observed) -> bool:
    """Whether a prediction is what was observed.

    "It fails" and "it returns something empty" are one outcome: real code does the one or the other. So a call that
    does not fail agrees with everything if its result is not shown, but its arguments after it. Where a predicted array
    is masked, real code fails or has any value.
    """
    if isinstance(seen.outcome, Failure):
        has_outcome = isinstance(seen.outcome, Raised)  # not a hang or a crash
        return has_outcome and (is_failure(prediction) or any(map(_may_fail, prediction)))
    if seen.report == "arguments":
        return True
    if is_failure(prediction):
        return any(map(is_empty, seen.outcome))
    return all(map(are_alike, seen.outcome, prediction))


def are_alike(received: Any, value: Any) -> bool:
    """Whether a result is what is predicted, as `agrees` says."""
    if np.ma.is_masked(value):
        array = numbers(received)
        if array is None or array.shape != value.shape:
            return False
        value = np.where(np.ma.getmaskarray(value), array, value.data)
    return alike(received, value) or (is_empty(received) and is_empty(value))


def _may_fail(value: Any) -> bool:
    return is_empty(value) or bool(np.ma.is_masked(value))


def is_open(prediction: Any) -> bool:
    """Whether a prediction agrees with all values: they are all masked."""
    return not is_failure(prediction) and all(
        np.ma.is_masked(value) and bool(np.ma.getmaskarray(value).all()) for value in prediction
    )


def is_empty(value: Any) -> bool:
    """Whether a result is an array without values, or a list of such."""
    if isinstance(value, (list, tuple)):
        return all(map(is_empty, value))
    return isinstance(value, np.ndarray) and value.size == 0


def are_equal(one: Any, two: Any, are_alike: Callable[[Any, Any], bool]) -> bool:
    """Whether two predictions are equal. One with masked values is equal only to itself."""
    if is_failure(one) or is_failure(two):
        return is_failure(one) and is_failure(two)
    if any(map(np.ma.is_masked, (*one, *two))):
        return one is two
    return all(map(are_alike, one, two))


def applies(
    check: MissingCheck | SpecialCase, reference: Function, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> bool:
    """Whether a check or a special case is about a call. It gets those arguments that it names."""
    wanted = tuple(signature_of(check.applies).parameters)[1:]
    try:
        arguments = arguments_of(reference, args, kwargs)
        return bool(check.applies(None, **{name: arguments[name] for name in wanted}))
    except Exception:  # the check assumes arguments that are legal in another respect
        return False


def arguments_of(reference: Function, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a call by their names in the reference, with its defaults. Raises TypeError for other calls."""
    bound = signature_of(reference).bind(*args, **kwargs)
    bound.apply_defaults()
    return dict(bound.arguments)
