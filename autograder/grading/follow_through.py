"""Follow-through marks: repeat tests that fail only because of an earlier task's broken function.

In the repeated tests the reference answers calls of the broken functions. A test that now passes gives its points, and
its result says so. Only earlier tasks are replaced: two broken functions cannot make each other pass. Nothing is
repeated for a function that cannot use a broken one (`sandbox/name_uses.py`). Repeated tests need a new process if the
function may remember something from the first run (`sandbox/memory_uses.py`).
"""

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from types import ModuleType
from typing import Any

import numpy as np

from autograder.grading.kept import Kept
from autograder.sandbox import takes_any_data
from autograder.sandbox.given import GivenFunctions, sends_further_results
from autograder.sandbox.sealed import SealedResults, call_hash

MOST_KEPT = 20  # tests with their results
MOST_PRODUCTS = 2_000_000  # of the arguments' sizes: the largest array that broadcasting can make
MOST_VALUES = 2_000  # in the arguments of a call that the reference answers for a broken function
LONGEST_TEXT = 100  # characters: for example the name of a mode
LARGEST_NUMBER = 32  # of an integer beside an array: it may be a length, and then the reference makes an array as large


class ReferenceAnswers:
    """The reference in place of some functions of a student.

    `used` says which of them each test called. Tests in `unanswered` made a call that the reference cannot answer.
    """

    def __init__(self, reference: ModuleType, names: Iterable[str]):
        self.used: dict[str, set[str]] = {}
        self.unanswered: set[str] = set()
        self._test = ""
        self._given: GivenFunctions | None = None  # in the current request
        self._results: dict[str, SealedResults | None] = {}  # of this request, by the function's name
        self._reference = reference
        self.functions: dict[str, Callable[..., Any]] = {name: self._answering(name) for name in names}

    def begin(self, test: str) -> None:
        """Count the calls from now on for the test of this name."""
        self._test = test

    def completely_answered(self) -> dict[str, tuple[str, ...]]:
        """Test → the functions that the reference answered in it, if it could answer all calls."""
        return {test: tuple(sorted(names)) for test, names in self.used.items() if test not in self.unanswered}

    def _answering(self, name: str) -> Callable[..., Any]:
        function = getattr(self._reference, name)

        def answer(*args: Any, **kwargs: Any) -> Any:
            self.used.setdefault(self._test, set()).add(name)
            try:
                refuse_large([*args, *kwargs.values()])
                return function(*args, **kwargs)
            except ValueError:
                raise
            except Exception:
                self.unanswered.add(self._test)
                raise

        def further(given: GivenFunctions, args: list[Any], kwargs: dict[str, Any], result: Any) -> bytes | None:
            if given is not self._given:
                self._given, self._results = given, {}
            if name not in self._results:
                known = self._results[name] = _results_after(function, self._test, given, args, kwargs)
                return known.data() if known else None
            known = self._results[name]
            if known is not None:
                known.add(args, kwargs, result, given.index_of)
            return None

        answer.__name__ = name
        return sends_further_results(takes_any_data(answer), further)


_results: Kept[SealedResults] = Kept(MOST_KEPT)


def _results_after(
    function: Callable[..., Any], test: str, given: GivenFunctions, args: list[Any], kwargs: dict[str, Any]
) -> SealedResults | None:
    """The results of the calls that functions of earlier students made in a request after the same first call; None if
    there can be none.

    They are kept by the first call, because tests differ in their numbers from student to student. Functions among the
    arguments have the same index only if the same ones were given.
    """
    functions = given.all()
    others = tuple(one for one in functions if not hasattr(one, "further_results"))
    first = call_hash(args, kwargs, given.index_of)
    if first is None or not all(isinstance(one, Hashable) for one in others):
        return None
    return _results.get((function, test, first, len(functions), others), SealedResults)


def refuse_large(values: Sequence[Any]) -> None:
    """Raise OverflowError for arguments beyond those that hidden tests lead to: the reference runs in this process."""
    if any(map(_is_unusual, values)):
        raise OverflowError("such arguments are not answered")
    refuse_sizes(values, MOST_VALUES, LARGEST_NUMBER)


def refuse_sizes(values: Sequence[Any], most_values: int, largest_number: int) -> None:
    """Raise OverflowError for arguments with too many values, or with a large integer beside an array."""
    arrays = [value for value in values if isinstance(value, np.ndarray)]
    numbers = [value for value in values if isinstance(value, (int, np.integer))] + [a for a in arrays if a.ndim == 0]
    if any(number > largest_number for number in numbers) and any(map(_is_array, values)):
        raise OverflowError("such arguments are not answered")
    sizes = [size for size in map(_size, values) if size > 0]
    if sum(sizes) > most_values or math.prod(sizes) > MOST_PRODUCTS:
        raise OverflowError("too large to be answered")


def _is_unusual(value: Any) -> bool:
    """Whether a value is of a kind that no hidden test leads to, and that could grow: a text in a list, for example."""
    if isinstance(value, np.ndarray):
        return value.dtype.kind not in "biufc"
    if isinstance(value, (list, tuple)):
        return any(isinstance(item, str) or _is_unusual(item) for item in value)
    if isinstance(value, dict):
        return any(map(_is_unusual, (*value.keys(), *value.values())))
    if isinstance(value, str):
        return len(value) > LONGEST_TEXT
    return isinstance(value, (bytes, set, frozenset))


def _is_array(value: Any) -> bool:
    """An array, or a list of lists in place of one."""
    if isinstance(value, (list, tuple)):
        return any(isinstance(item, (list, tuple)) for item in value)
    return isinstance(value, np.ndarray) and value.ndim > 0


def _size(value: Any) -> int:
    if isinstance(value, (list, tuple)):
        return sum(map(_size, value))
    return value.size if isinstance(value, np.ndarray) else 1
