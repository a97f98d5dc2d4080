"""Compare what was observed of a student's function with what a mistake model computes for the same calls."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading.calls import copied
from autograder.grading.comparison import alike
from autograder.grading.mistake_model import Choice, Choices, MissingCheck, Model, SpecialCase
from autograder.sandbox import Failure, Observed, Raised

Function = Callable[..., Any]
FAILS = object()  # the prediction for a call that raises an exception


@dataclass(frozen=True, eq=False)
class Observation:
    """One question of a hidden test, and what the reference gives for it. Each is equal only to itself.

    `legal` is False if the task demands ValueError. `wrong` says that the outcome of a legal question is not right.
    """

    test: str
    seen: Observed
    legal: bool
    wrong: bool

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
    right = predicted(lambda: reference, seen)
    legal = not (right is FAILS and len(seen.calls) == 1)
    return Observation(test, seen, legal, legal and not agrees(right, seen))


def predicted(new_function: Callable[[], Function], seen: Observed) -> Any:
    """What a function gives for the calls of a question: a list of results, or FAILS."""
    function, values = new_function(), []
    for args, kwargs in seen.calls:
        try:
            with np.errstate(all="ignore"):
                values.append(function(*copied(args), **copied(kwargs)))
        except Exception:
            return FAILS
    return values


def agrees(prediction: Any, seen: Observed) -> bool:
    """Whether a prediction is what was observed.

    On legal calls, "it fails" and "it returns something empty" are one outcome: real code does the one or the other.
    Where a predicted array is masked, real code fails or has any value.
    Of a question about the arguments after a call, only the failure counts.
    """
    if isinstance(seen.outcome, Failure):
        has_outcome = isinstance(seen.outcome, Raised)  # not a hang or a crash
        return has_outcome and (prediction is FAILS or any(_is_empty(value) or np.ma.is_masked(value) for value in prediction))
    if prediction is FAILS:
        return seen.report != "arguments" and any(map(_is_empty, seen.outcome))
    if seen.report == "arguments":
        return not any(map(_is_empty, prediction))
    return all(map(_alike, seen.outcome, prediction))


def _alike(received: Any, value: Any) -> bool:
    if np.ma.is_masked(value):
        if np.shape(received) != value.shape:
            return False
        value = np.where(np.ma.getmaskarray(value), received, value.data)
    return alike(received, value) or (_is_empty(received) and _is_empty(value))


def _is_empty(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.size == 0


class Replays:
    """What a model computes for the calls that were observed, with any slips. Each is computed once."""

    def __init__(self, model: type[Model], most: int):
        self.model = model
        self.left = most  # computations that are still allowed
        self._known: dict[tuple[frozenset[Choice], Observation], Any] = {}

    def prediction(self, choices: Choices, observation: Observation) -> Any:
        """What the model with these slips gives for the calls of an observation."""
        key = (frozenset(choices), observation)
        if key not in self._known:
            self.left -= 1
            self._known[key] = predicted(lambda: self.model(choices).compute, observation.seen)
        return self._known[key]

    def explains(self, choices: Choices, observation: Observation) -> bool:
        """Whether the model with these slips gives what the student's function gave."""
        return agrees(self.prediction(choices, observation), observation.seen)

    def is_active(self, choices: Choices, other: Choices, observation: Observation) -> bool:
        """Whether two sets of slips give different results."""
        one, two = self.prediction(choices, observation), self.prediction(other, observation)
        if one is FAILS or two is FAILS:
            return one is not two
        return not all(map(_alike, one, two))


def fits(model: type[Model], choices: Choices, seen: Observed) -> bool:
    """Whether the model with these slips gives what was observed."""
    return agrees(predicted(lambda: model(choices).compute, seen), seen)


def applies(
    check: MissingCheck | SpecialCase, reference: Function, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> bool:
    """Whether a check or a special case is about a call. It gets those arguments that it names."""
    wanted = tuple(inspect.signature(check.applies).parameters)[1:]
    try:
        arguments = arguments_of(reference, args, kwargs)
        return bool(check.applies(None, **{name: arguments[name] for name in wanted}))
    except Exception:  # the check assumes arguments that are legal in another respect
        return False


def arguments_of(reference: Function, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a call by their names in the reference, with its defaults. Raises TypeError for other calls."""
    bound = inspect.signature(reference).bind(*args, **kwargs)
    bound.apply_defaults()
    return dict(bound.arguments)
