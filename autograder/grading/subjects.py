"""Keep a minimal case on its subject: a simpler call must show the same mistake as the violation that it comes from."""

import functools
from collections.abc import Callable, Collection, Sequence
from typing import Any

from autograder.grading.calls import Call, Violation, call_outcome
from autograder.grading.mistake_model import Choice, Choices, MissingCheck, choices_of
from autograder.grading.observations import applies
from autograder.grading.replays import Replays
from autograder.grading.shrinking import Foreseen, Keeps
from autograder.grading.slip_search import without
from autograder.sandbox import Failure, Observed
from autograder.sandbox.failures import RaisedValueError

MOST_TRIES = 5_000  # for one task of a submission


class Subjects:
    """The subjects of a function's violations. `chosen` are its slips, and `checks` are those that are missing."""

    def __init__(
        self, replays: Replays, reference: Callable[..., Any], chosen: Choices, checks: Sequence[MissingCheck]
    ):
        self._replays, self._reference = replays, reference
        self._chosen, self._checks = chosen, checks
        self._tries = MOST_TRIES

    def of(self, violation: Violation, about: Collection[str]) -> Keeps | None:
        """What a simpler call must have in common with a violation to show the same: the slip or the missing check
        that explains it, or else what its test is `about`. None if nothing is known about it."""
        if violation.kind == "error":
            return self._same_check(violation)
        if violation.kind != "value":
            return None
        seen = _seen(violation.call, violation.received)
        if self._chosen and self._fits(self._chosen, seen):
            needed = [one for one in self._chosen if not self._fits(without(self._chosen, one), seen)]
            slip = next((one for one in needed if one.slip.subject in about), next(iter(needed), None))
            if slip is not None:
                chosen = (slip,) if self._fits((slip,), seen) else self._chosen
                return functools.partial(self._shows, chosen, without(chosen, slip))
        slips = tuple(one for one in choices_of(self._replays.model) if one.slip.subject in about)
        return functools.partial(self._concerns, slips) if self._concerns(slips, violation.call, None) else None

    def foreseen(self, violation: Violation, keeps: Keeps | None) -> Foreseen | None:
        """What the function gives for simpler calls if it has the mistakes that explain a violation, of which `keeps`
        is the subject. None if it has others, too."""
        if not isinstance(keeps, functools.partial):
            return None
        what = (self._replays.model, self._chosen, keeps.args)
        if violation.kind == "error":
            refused = RaisedValueError("")
            return Foreseen(violation, lambda call: violation.received if keeps(call, None) else refused, keeps, what)
        if not self._chosen or not self._replays.fits(self._chosen, _seen(violation.call, violation.received)):
            return None

        def keeps_uncounted(call: Call, received: Any) -> bool:
            tries = self._tries
            try:
                return bool(keeps(call, received))
            finally:
                self._tries = tries

        return Foreseen(violation, lambda call: self._replays.outcome(self._chosen, call), keeps_uncounted, what)

    def _fits(self, choices: Choices, seen: Observed) -> bool:
        """Whether the model with these slips gives what was seen. After too many tries, nothing fits."""
        self._tries -= 1
        return self._tries >= 0 and self._replays.fits(choices, seen)

    def _shows(self, chosen: Choices, rest: Choices, call: Call, received: Any) -> bool:
        """Whether these slips explain what a call gave, and the `rest` of them does not."""
        seen = _seen(call, received)
        return self._fits(chosen, seen) and not self._fits(rest, seen)

    def _concerns(self, slips: Sequence[Choice], call: Call, _: Any) -> bool:
        """Whether some of these slips changes the result of a call."""
        if not slips:
            return False
        right = _seen(call, call_outcome(self._reference, call))
        return any(not self._fits((one,), right) for one in slips) and self._tries >= 0

    def _same_check(self, violation: Violation) -> Keeps | None:
        """Whether a call is illegal for the same reason."""
        own = tuple(check for check in self._checks if self._is_about(violation.call, check))
        return functools.partial(self._is_illegal, own) if own else None

    def _is_illegal(self, checks: Sequence[MissingCheck], call: Call, _: Any) -> bool:
        return any(self._is_about(call, check) for check in checks)

    def _is_about(self, call: Call, check: MissingCheck) -> bool:
        return applies(check, self._reference, call.args, call.kwargs)


def _seen(call: Call, received: Any) -> Observed:
    """One call and what it gave, as an observation."""
    outcome = received if isinstance(received, Failure) else [received]
    return Observed(call.function, [(call.args, call.kwargs)], "results", outcome)
