"""Make the observed calls again, with the reference and with the slips of a mistake model."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.grading.calls import Call
from autograder.grading.comparison import alike, same_data
from autograder.grading.kept import Kept, key_of
from autograder.grading.mistake_model import Choice, Choices, MissingCheck, Model
from autograder.grading.observations import (
    REFUSES,
    Function,
    Observation,
    agrees,
    applies,
    are_alike,
    are_equal,
    compared,
    is_failure,
    predicted,
    without_warnings,
)
from autograder.sandbox import Observed, Raised
from autograder.sandbox.call_batch import Arguments
from autograder.sandbox.failures import RaisedValueError

MOST_KEPT = 3000  # questions, of all exercises
Chosen = frozenset[Choice]


class Replay:
    """Calls of one question, and what the reference and the model with any slips give for them. It says nothing about
    a student, and is kept for the next one."""

    __slots__ = ("_checks", "_comparisons", "_model", "_predictions", "_reference", "calls", "right")

    def __init__(self, calls: list[Arguments], reference: Function, model: type[Model]):
        self.calls = calls
        self.right = predicted(lambda: reference, calls)
        self._model, self._reference = model, reference
        self._checks: dict[str, bool] = {}
        self._predictions: dict[Chosen, Any] = {}
        self._comparisons: dict[Any, bool] = {}

    def applies(self, check: MissingCheck) -> bool:
        """Whether a check is about the call."""
        if check.name not in self._checks:
            [(args, kwargs)] = self.calls
            self._checks[check.name] = applies(check, self._reference, args, kwargs)
        return self._checks[check.name]

    def prediction(self, chosen: Chosen) -> Any:
        """What the model gives; the same object as `right` if that is equal in all respects."""
        if chosen not in self._predictions:
            found = predicted(lambda: self._model(tuple(chosen)).compute, self.calls)
            self._predictions[chosen] = self.right if _are_same(found, self.right) else found
        return self._predictions[chosen]

    def is_right(self, chosen: Chosen) -> bool:
        """Whether the model gives what the reference gives."""
        if chosen not in self._comparisons:
            self._comparisons[chosen] = are_equal(self.prediction(chosen), self.right, alike)
        return self._comparisons[chosen]

    def are_equal(self, chosen: Chosen, other: Chosen) -> bool:
        """Whether the model gives the same with two sets of slips."""
        key = frozenset((chosen, other))
        if key not in self._comparisons:
            self._comparisons[key] = are_equal(self.prediction(chosen), self.prediction(other), are_alike)
        return self._comparisons[key]


def _are_same(one: Any, other: Any) -> bool:
    """Whether two predictions have the same types and values."""
    if not isinstance(one, list) or not isinstance(other, list):
        return one is other
    return all(
        same_data(*pair) and (not isinstance(pair[0], np.ndarray) or pair[0].dtype == pair[1].dtype)
        for pair in zip(one, other, strict=True)
    )


_kept: Kept[Replay] = Kept(MOST_KEPT)
_of_questions: Kept[tuple[list[Arguments], Replay]] = Kept(MOST_KEPT)


def replay_of(calls: list[Arguments], reference: Function, model: type[Model]) -> Replay:
    """The replay of these calls. Call it `without_warnings`."""
    key = (reference, model, *((key_of(args), key_of(kwargs)) for args, kwargs in calls))
    return _kept.get(key, lambda: Replay(calls, reference, model))


def replay_of_question(calls: list[Arguments], reference: Function, model: type[Model]) -> Replay:
    """The same for a list of calls that was probably asked before: hidden tests have the same one for many students."""
    key = (reference, model, id(calls))  # the list is kept, so no other one has this address
    return _of_questions.get(key, lambda: (calls, replay_of(calls, reference, model)))[1]


class Replays:
    """What a model computes for the calls of a student that were observed, with any slips.

    `left` says how many computations the student has left. Those that were kept count, too: the result must not depend
    on the students before.
    """

    def __init__(self, model: type[Model], reference: Function, most: int):
        self.model, self._reference = model, reference
        self.left = most
        self._replays: dict[Observation, Replay] = {}
        self._counted: set[tuple[Chosen, Observation]] = set()
        self._explains: dict[tuple[Chosen, Observation], bool] = {}

    def observations(self, test: str, seen: Sequence[Observed]) -> list[Observation]:
        """What was observed in a test, with the reference's verdict."""
        found = []
        for one in seen:
            replay = replay_of_question(one.calls, self._reference, self.model)
            found.append(compared(test, one, replay.right))
            self._replays[found[-1]] = replay
        return found

    def prediction(self, choices: Choices, observation: Observation) -> Any:
        """What the model with these slips gives for the calls of an observation."""
        key = (frozenset(choices), observation)
        if key not in self._counted:
            self._counted.add(key)
            self.left -= 1
        return self._replay(observation).prediction(key[0])

    def explains(self, choices: Choices, observation: Observation) -> bool:
        """Whether the model with these slips gives what the student's function gave. If that is wrong, the model's
        result must be wrong, too."""
        key = (frozenset(choices), observation)
        if key not in self._explains:
            prediction, replay = self.prediction(choices, observation), self._replay(observation)
            if not observation.wrong and observation.legal and prediction is replay.right:
                self._explains[key] = True
            else:
                is_right = observation.wrong and replay.is_right(key[0])
                self._explains[key] = not is_right and agrees(prediction, observation.seen)
        return self._explains[key]

    def applies(self, check: MissingCheck, observation: Observation) -> bool:
        """Whether a check is about the call of an observation."""
        return self._replay(observation).applies(check)

    def is_active(self, choices: Choices, other: Choices, observation: Observation) -> bool:
        """Whether two sets of slips give different results."""
        for one in (choices, other):
            self.prediction(one, observation)  # counts it
        return not self._replay(observation).are_equal(frozenset(choices), frozenset(other))

    def fits(self, choices: Choices, seen: Observed) -> bool:
        """Whether the model with these slips gives what was seen in a call that is no observation."""
        with without_warnings():
            return agrees(self._made_again(seen).prediction(frozenset(choices)), seen)

    def outcome(self, choices: Choices, call: Call) -> Any:
        """What a function with these slips probably gives for a call: a value, or a failure."""
        with without_warnings():
            replay = replay_of([(call.args, call.kwargs)], self._reference, self.model)
            prediction = replay.prediction(frozenset(choices))
        if is_failure(prediction):
            return RaisedValueError("") if prediction is REFUSES else Raised("")
        return np.ma.getdata(prediction[0]) if np.ma.is_masked(prediction[0]) else prediction[0]

    def _replay(self, observation: Observation) -> Replay:
        if observation not in self._replays:
            self._replays[observation] = self._made_again(observation.seen)
        return self._replays[observation]

    def _made_again(self, seen: Observed) -> Replay:
        return replay_of(seen.calls, self._reference, self.model)
