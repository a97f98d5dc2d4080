"""Name the mistakes in a student's function: the fewest that explain everything that the hidden tests observed.

Legal calls, illegal calls, and what happens to arguments and earlier results are explained apart from each other:

- `slip_search.py` looks for the slips of the task's model that explain the results of legal calls.
- Which checks are missing is read from the illegal calls that were accepted.
- `general_mistakes.py` has what else can be seen directly.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.grading import general_mistakes as general
from autograder.grading.calls import Violation
from autograder.grading.hidden_tests import TestOutcome
from autograder.grading.mistake_model import (
    Choices,
    Misconception,
    MissingCheck,
    Model,
    missing_checks_of,
)
from autograder.grading.observations import (
    FAILS,
    Observation,
    is_failure,
    without_warnings,
)
from autograder.grading.replays import Replays
from autograder.grading.shrinking import Foreseen, Keeps
from autograder.grading.slip_search import SlipSearch, smallest_cover, without
from autograder.grading.subjects import Subjects
from autograder.sandbox import Raised

MOST_COMPUTATIONS = 2_000  # of a model, for one task of a submission
ROW_KINDS = ("", "value", "sequence")  # of a violation (see `_kind`) that a row of calls can be the reason of
MOST_CHECKS = 2  # missing checks that are named one by one

Function = Callable[..., Any]


@dataclass(frozen=True)
class Named:
    """A mistake, and the hidden tests that fail because of it."""

    misconception: Misconception
    tests: tuple[str, ...]


class Diagnosis:
    """The mistakes in one function: `named` are those that were found, `unexplained` the failing tests without one."""

    def __init__(self, task: str, outcomes: Sequence[TestOutcome], reference: Function, model: type[Model]):
        self._reference, self._model = reference, model
        self._chosen: Choices = ()
        self._is_clear = False  # whether it is known what the function does in most legal calls
        self._replays = Replays(model, reference, MOST_COMPUTATIONS)
        self._checks: list[MissingCheck] = []
        self._reasons: list[tuple[Observation, tuple[Misconception, ...]]] = []  # of all that is wrong
        self._about = {outcome.test: outcome.about for outcome in outcomes}
        self._kinds = {outcome.test: _kind(outcome) for outcome in outcomes if outcome.error is not None}
        failing = [*self._kinds]
        if failing:
            with without_warnings():
                self._explain([
                    one
                    for outcome in outcomes
                    for one in self._replays.observations(
                        outcome.test, [seen for seen in outcome.observed if seen.function == task]
                    )
                ])  # fmt: skip
        self._subjects = Subjects(self._replays, reference, self._chosen, self._checks)
        unclear = {one.test for one, reasons in self._reasons if not reasons}
        known = {mistake.name: mistake for _, reasons in reversed(self._reasons) for mistake in reversed(reasons)}
        self.named = tuple(
            Named(mistake, tests)
            for name, mistake in reversed(known.items())
            if (tests := tuple(test for test in failing if self._causes(name, test, unclear)))
        )
        self.unexplained = tuple(test for test in failing if not any(test in one.tests for one in self.named))

    @property
    def computations(self) -> int:
        """How many results of the model were needed."""
        return MOST_COMPUTATIONS - self._replays.left

    def _causes(self, name: str, test: str, unclear: Collection[str]) -> bool:
        """Whether the mistake of this name is why a test fails. What illegal calls show counts only if it is known what
        the function does in most legal calls. Then it counts in an `unclear` test, too."""
        own = [one for one, reasons in self._reasons if one.test == test and name in {why.name for why in reasons}]
        return any(test not in unclear if one.legal else self._is_clear for one in own)

    def _explain(self, observed: Sequence[Observation]) -> None:
        legal = [one for one in observed if one.legal]
        floats = [one for one in legal if one.wrong and general.uses_a_float_as_an_index(one.seen)]
        self._reasons += [(one, (general.FLOAT_AS_AN_INDEX,)) for one in floats]
        single = [one for one in legal if not one.is_row and one not in floats]
        replays = self._replays
        wrong = [one for one in single if one.wrong and self._is_judged(one)]
        search = SlipSearch(replays, single, dict.fromkeys(one.test for one in wrong))
        self._chosen = search.found()
        clear = search.explained(self._chosen)
        self._reasons += [(one, self._slips(search, one) if one.test in clear else _failure(one)) for one in wrong]
        self._reasons += [
            (one, (general.CHANGES_ITS_ARGUMENTS,))
            for one in single
            if one.seen.report == "arguments" and general.argument_changed(one.seen)
        ]
        self._explain_rows([one for one in legal if one.is_row and one not in floats], search, replays)
        self._explain_checks([one for one in observed if not one.legal], replays)
        explained = [one for one in single if not one.wrong or replays.explains(self._chosen, one)]
        self._is_clear = 2 * len(explained) > len(single)

    def _is_judged(self, one: Observation) -> bool:
        """Whether a wrong outcome can be why its test fails. A test about calls in a row accepts wrong results of a row
        if they are wrong in the same way alone; it then fails for another reason, or not at all."""
        if one.test not in self._kinds:
            return False
        return one.values is None or (self._kinds[one.test] in ROW_KINDS if one.is_row else not one.seen.any_value)

    def _slips(self, search: SlipSearch, one: Observation) -> tuple[Misconception, ...]:
        """The slips of the chosen set that make an observation wrong."""
        needed = search.needed(self._chosen, one) or self._chosen[:1]
        return tuple(choice.slip.misconception for choice in needed)

    def _explain_rows(self, rows: Sequence[Observation], search: SlipSearch, replays: Replays) -> None:
        """Calls in a row: each wrong because of the slips, or each right but at the wrong place."""
        for one in rows:
            if one.wrong and self._is_judged(one):
                if replays.explains(self._chosen, one):
                    reasons = self._slips(search, one)
                else:
                    mixed_up = _mixed_up(one, replays.prediction(self._chosen, one))
                    reasons = (mixed_up,) if mixed_up else _failure(one)
                self._reasons.append((one, reasons))

    def _explain_checks(self, illegal: Sequence[Observation], replays: Replays) -> None:
        """Which checks are missing: the fewest that explain all illegal calls without ValueError."""
        accepted = [one for one in illegal if not isinstance(one.seen.outcome, ValueError)]
        reasons = {one: self._other_reasons(one, replays) for one in accepted}
        self._reasons += [(one, own) for one, own in reasons.items() if own]
        rest = [one for one, own in reasons.items() if not own]
        readable = [one for one in rest if one.values is not None or isinstance(one.seen.outcome, Raised)]
        refused = [one for one in illegal if isinstance(one.seen.outcome, ValueError)]
        checks = missing_checks_of(self._model)
        self._checks = smallest_cover(
            {
                check: frozenset(place for place, one in enumerate(readable) if self._replays.applies(check, one))
                for check in checks
            },
            {check: sum(self._replays.applies(check, one) for one in refused) for check in checks},
        )
        several = (general.several(self._checks),) if len(self._checks) > MOST_CHECKS else None
        for one in rest:
            own = [check for check in self._checks if self._replays.applies(check, one)] if one in readable else []
            self._reasons.append((one, (several or tuple(check.misconception for check in own)) if own else ()))

    def _other_reasons(self, one: Observation, replays: Replays) -> tuple[Misconception, ...]:
        """Why an illegal call fails with another exception than ValueError, if no missing check is the reason."""
        if general.raises_another_exception(one.seen):
            return (general.RAISES_ANOTHER_EXCEPTION,)
        if not isinstance(one.seen.outcome, Raised) or replays.prediction(self._chosen, one) is not FAILS:
            return ()
        return tuple(
            choice.slip.misconception
            for choice in self._chosen
            if replays.prediction(without(self._chosen, choice), one) is not FAILS
        )

    def subject(self, test: str, violation: Violation) -> Keeps | None:
        """What a simpler call must have in common with a violation to show the same (`subjects.py`)."""
        return self._subjects.of(violation, self._about[test])

    def foreseen(self, violation: Violation, keeps: Keeps | None) -> Foreseen | None:
        """What the function probably gives for simpler calls, if `keeps` is the subject of a violation."""
        return self._subjects.foreseen(violation, keeps)


def _kind(outcome: TestOutcome) -> str:
    """What a failing test had expected in its first call that did something else (`Violation.kind`)."""
    return outcome.violation.kind if outcome.violation is not None else ""


def _mixed_up(row: Observation, predicted: Any) -> Misconception | None:
    """The mistake in the results of a row that are each as predicted, but for another call of the row."""
    if not row.values or is_failure(predicted) or not general.differ(predicted):
        return None
    return general.mixed_up_results(row.values, predicted)


def _failure(one: Observation) -> tuple[Misconception, ...]:
    """What the text of an exception says about its reason."""
    return (general.TRUTH_OF_AN_ARRAY,) if general.uses_an_array_as_a_truth_value(one.seen) else ()
