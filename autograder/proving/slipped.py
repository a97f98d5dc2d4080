"""Make functions with slips from a mistake model, also functions that have a slip only under a condition."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading.calls import copied
from autograder.grading.mistake_model import (
    EVERYTHING,
    Choices,
    MissingCheck,
    Model,
    SpecialCase,
    choices_of,
    missing_checks_of,
    special_cases_of,
)
from autograder.grading.observations import applies, arguments_of, without_warnings

Function = Callable[..., Any]
When = Callable[[tuple[Any, ...], dict[str, Any]], bool]  # whether a function shows its slips in a call


def function_with(
    model: type[Model],
    reference: Function,
    choices: Choices = (),
    checks: tuple[MissingCheck, ...] = (),
    when: When = lambda args, kwargs: True,
) -> Function:
    """A function that computes as the model does with these slips, and leaves out these checks. It does so only `when`
    the call is of a certain kind; otherwise it is right."""
    computing = model(choices)

    def slipped(*args: Any, **kwargs: Any) -> Any:
        try:
            right = reference(*copied(args), **copied(kwargs))
        except ValueError:
            if when(args, kwargs) and any(applies(check, reference, args, kwargs) for check in checks):
                return np.zeros(1)
            raise
        with without_warnings():
            wrong = computing.compute(*args, **kwargs) if choices and when(args, kwargs) else right
        return wrong.filled(np.nan) if isinstance(wrong, np.ma.MaskedArray) else wrong

    return slipped


@dataclass(frozen=True)
class Mistake:
    """One slip with one of its outcomes, or one missing check. `subject` is what it is about."""

    name: str
    subject: str
    choices: Choices = ()
    checks: tuple[MissingCheck, ...] = ()

    def function(self, model: type[Model], reference: Function, when: When = lambda args, kwargs: True) -> Function:
        """A function that makes this mistake when the condition holds."""
        return function_with(model, reference, self.choices, self.checks, when)


def mistakes(model: type[Model]) -> Iterator[Mistake]:
    """All mistakes of a model. Missing checks have no subject: only a test that asks for them can notice them."""
    for choice in choices_of(model):
        number = choice.slip.methods.index(choice.method)
        yield Mistake(f"{choice.slip.name}{f' ({number + 1})' if number else ''}", choice.slip.subject, (choice,))
    for check in missing_checks_of(model):
        yield Mistake(check.name, "", (), (check,))


def is_about(mistake: Mistake, about: tuple[str, ...]) -> bool:
    """Whether a test about these subjects should notice a mistake."""
    return mistake.subject in ("", EVERYTHING) or mistake.subject in about


def conditions(model: type[Model], reference: Function) -> dict[str, Callable[[], When]]:
    """Conditions under which real code may be wrong, by name. Each is made anew for a function: it may count calls."""
    found: dict[str, Callable[[], When]] = {}
    for case in special_cases_of(model):
        found[f"if {case.name}"] = _if_special(case, reference, True)
        found[f"if not {case.name}"] = _if_special(case, reference, False)
    for name, holds in PROPERTIES.items():
        for key in _names(reference):
            found[f"if {key} {name}"] = _if_holds(holds, reference, key)
    found["from the second call on"] = _from_the_second_call
    return found


def always() -> When:
    """The condition that always holds."""
    return lambda args, kwargs: True


def _if_special(case: SpecialCase, reference: Function, wanted: bool) -> Callable[[], When]:
    return lambda: lambda args, kwargs: applies(case, reference, args, kwargs) == wanted


def _if_holds(holds: Callable[[Any], Any], reference: Function, key: str) -> Callable[[], When]:
    return lambda: lambda args, kwargs: _holds(holds, arguments_of(reference, args, kwargs), key)


def _names(reference: Function) -> list[str]:
    return list(inspect.signature(reference).parameters)


def _holds(holds: Callable[[Any], Any], arguments: dict[str, Any], key: str) -> bool:
    try:
        return bool(holds(arguments[key]))
    except Exception:  # the property is one of other types
        return False


def _from_the_second_call() -> When:
    calls = []

    def when(args: Any, kwargs: Any) -> bool:
        calls.append(1)
        return len(calls) > 1

    return when


def _array(value: Any) -> np.ndarray:
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "iufb":
        raise TypeError
    return value


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError
    return int(value)


PROPERTIES: dict[str, Callable[[Any], Any]] = {
    "is square": lambda value: _array(value).ndim > 1 and value.shape[-1] == value.shape[-2],
    "is not square": lambda value: _array(value).ndim > 1 and value.shape[-1] != value.shape[-2],
    "is wider than high": lambda value: _array(value).ndim > 1 and value.shape[-1] > value.shape[-2],
    "is higher than wide": lambda value: _array(value).ndim > 1 and value.shape[-1] < value.shape[-2],
    "has an axis of length 1": lambda value: 1 in _array(value).shape,
    "has no axis of length 1": lambda value: 1 not in _array(value).shape,
    "has one along axis 0": lambda value: _array(value).shape[0] == 1,
    "has several along axis 0": lambda value: _array(value).shape[0] > 1,
    "has more than 3 along axis 0": lambda value: _array(value).shape[0] > 3,
    "has one along axis 1": lambda value: _array(value).ndim > 2 and value.shape[1] == 1,
    "has several along axis 1": lambda value: _array(value).ndim > 2 and value.shape[1] > 1,
    "has more than 3 along axis 1": lambda value: _array(value).ndim > 2 and value.shape[1] > 3,
    "has one axis": lambda value: _array(value).ndim == 1,
    "has several axes": lambda value: _array(value).ndim > 1,
    "is an array of ints": lambda value: _array(value).dtype.kind == "i",
    "is an array of floats": lambda value: _array(value).dtype.kind == "f",
    "contains 0": lambda value: (_array(value) == 0).any(),
    "contains no 0": lambda value: not (_array(value) == 0).any(),
    "contains negative values": lambda value: (_array(value) < 0).any(),
    "contains no negative values": lambda value: not (_array(value) < 0).any(),
    "is a view": lambda value: not _array(value).flags.c_contiguous,
    "is 0": lambda value: _number(value) == 0,
    "is 1": lambda value: _number(value) == 1,
    "is above 1": lambda value: _number(value) > 1,
    "is above 3": lambda value: _number(value) > 3,
    "is even": lambda value: _number(value) % 2 == 0,
    "is odd": lambda value: _number(value) % 2 == 1,
    "is negative": lambda value: _number(value) < 0,
    "is None": lambda value: value is None,
    "is not None": lambda value: value is not None,
    "is empty": lambda value: len(value) == 0,
    "has one item": lambda value: isinstance(value, (list, tuple, dict)) and len(value) == 1,
    "has several items": lambda value: isinstance(value, (list, tuple, dict)) and len(value) > 1,
    "is a pair": lambda value: isinstance(value, tuple) and len(value) == 2,
    "is a tuple": lambda value: isinstance(value, tuple),
    "is true": lambda value: value is True,
    "is false": lambda value: value is False,
}
