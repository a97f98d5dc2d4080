"""The calls that are tried to make a failing call simpler, and what the reference gives for them.

They depend on the failing call alone. So they are kept for the next student with this mistake (`kept.py`).
"""

import functools
import itertools
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.grading.calls import Call, call_outcome
from autograder.grading.comparison import numbers
from autograder.grading.kept import Kept, call_key
from autograder.grading.simpler_calls import simpler_calls

MOST_CALLS = 80  # that are tried in one round
MOST_KEPT = 350  # calls with those that are simpler by one step
MOST_EXPECTED = 3000  # tried calls

# The function `is_legal(args)` in an exercise's `calls.py`, which is optional: may a shrunk call have these positional
# arguments? It is needed where the reference would accept calls that the task does not mean.
IsLegal = Callable[[Sequence[Any]], bool]
ILLEGAL = object()  # in place of what the reference gives, for a call that is left out


class TriedCall:
    """A call that is tried, and what the reference gives for it: a value, an exception, or ILLEGAL."""

    def __init__(self, key: Hashable, call: Call, expected: Any):
        self.key, self.call, self.expected = key, call, expected

    @functools.cached_property
    def has_values(self) -> bool:
        """Whether the reference gives a value that a result can be compared with."""
        if isinstance(self.expected, Exception):
            return False
        array = numbers(self.expected)
        return array is None or (array.size > 0 and not np.isnan(array).any())


class SimplerCalls:
    """The legal calls that are simpler by one step than a call. Each is made when it is needed."""

    def __init__(self, call: Call, reference: Callable[..., Any], is_legal: IsLegal):
        self._call = call
        self._reference, self._is_legal = reference, is_legal
        self._simpler = simpler_calls(call)
        self._count = 0  # of calls that were made
        self._legal: list[TriedCall] = []

    def __iter__(self) -> Iterator[TriedCall]:
        for place in itertools.count():
            while place == len(self._legal):
                if not self._make_one():
                    return
            yield self._legal[place]

    def _make_one(self) -> bool:
        """Make the next call. Returns whether there is one."""
        try:
            call = next(self._simpler, None) if self._count < MOST_CALLS else None
            tried = None if call is None else self._tried(call)
        except BaseException:  # a limit of the work: the call must not be missing for the next student
            self._simpler = itertools.islice(simpler_calls(self._call), self._count, None)
            raise
        if tried is None:
            return False
        self._count += 1
        if tried.expected is not ILLEGAL:
            self._legal.append(tried)
        return True

    def _tried(self, call: Call) -> TriedCall:
        key = call_key(call)
        whole = (self._reference, self._is_legal, key)
        return _tried_calls.get(whole, lambda: TriedCall(key, call, self._expected(call)))

    def _expected(self, call: Call) -> Any:
        possible = call.binds_to(self._reference) and _has_no_empty_array(call) and self._is_legal(call.args)
        outcome = call_outcome(self._reference, call) if possible else ILLEGAL
        return outcome.with_traceback(None) if isinstance(outcome, Exception) else outcome  # it would keep the frames


_simpler: Kept[SimplerCalls] = Kept(MOST_KEPT)
_tried_calls: Kept[TriedCall] = Kept(MOST_EXPECTED)


def legal_simpler_calls(call: Call, reference: Callable[..., Any], is_legal: IsLegal) -> Iterable[TriedCall]:
    """The legal calls that are simpler by one step."""
    key = (reference, is_legal, call.function, call_key(call))
    return _simpler.get(key, lambda: SimplerCalls(call, reference, is_legal))


def _has_no_empty_array(call: Call) -> bool:
    return all(arg.size for arg in call.args if isinstance(arg, np.ndarray))
