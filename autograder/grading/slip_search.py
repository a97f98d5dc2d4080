"""Search for the smallest set of slips that explains what was observed in legal calls."""

import itertools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np

from autograder.grading.comparison import numbers
from autograder.grading.general_mistakes import refuses_on_purpose
from autograder.grading.mistake_model import Choice, Choices, choices_of
from autograder.grading.observations import REFUSES, Observation, is_empty, is_open
from autograder.grading.replays import Replays

Item = TypeVar("Item")
LARGEST_SET = 3
MOST_COMPARED = 4  # calls, to find the one whose result the fewest slips change
MOST_EQUAL = 8  # sets that explain as many tests, and are continued
FOR_PARTS = 0.5  # of the computations: for sets that do not explain everything


class SlipSearch:
    """The legal observations of one function, by tests, and the slips of its model.

    `failing` are the tests that fail because of wrong observations. Other tests may have some, too: those that accept
    any value.
    """

    def __init__(self, replays: Replays, legal: Sequence[Observation], failing: Collection[str]):
        self._replays = replays
        self._reserve = FOR_PARTS * replays.left
        self._choices = choices_of(replays.model)
        self._wrong = sorted((one for one in legal if one.wrong), key=lambda one: (one.says_little, one.size))
        self._right = sorted((one for one in legal if not one.wrong), key=lambda one: one.size)
        self._by_test = {test: [one for one in self._wrong if one.test == test] for test in failing}
        self._of_test = {test: [one for one in (*self._wrong, *self._right) if one.test == test] for test in failing}
        self._active_in: dict[Observation, Sequence[Choice]] = {}
        self._elsewhere = [one for one in self._right if one.test not in failing]

    def found(self) -> Choices:
        """The smallest set that explains all legal observations; else the one that explains the most failing tests
        completely and contradicts no other test; else the empty set.

        For larger sets, slips that change a wrong result alone are tried first.
        """
        shown = [one for one in (*self._wrong, *self._right) if one.seen.report == "results"]
        results = [value for one in shown for value in one.values or ()]
        if not self._of_test or (all(map(is_empty, results)) and all(one.wrong for one in shown)):
            return ()  # a function that always fails, or returns nothing: nothing says why
        single = self._complete(1, self._all)
        if single or _has_one_value(results):
            return single
        self._begin_with_few_slips()
        larger = range(2, LARGEST_SET + 1)
        sets = (self._complete(size, choices) for choices in (self._active, self._all) for size in larger)
        return next(filter(None, sets), ()) or self._best_part()

    def _complete(self, size: int, choices: Callable[[Observation], Sequence[Choice]]) -> Choices:
        """A set of this size that explains all legal observations; else the empty set. `choices` says which slips are
        tried for a wrong call."""
        for chosen in self._sets((), size, choices):
            if self._says_something(chosen) and all(self._replays.explains(chosen, one) for one in self._right):
                return chosen
        return ()

    def _says_something(self, chosen: Choices) -> bool:
        """Whether several slips predict some wrong result. If they agree with any value, they explain everything."""
        return len(chosen) == 1 or not all(is_open(self._replays.prediction(chosen, one)) for one in self._wrong)

    def _all(self, _: Observation) -> Sequence[Choice]:
        return self._choices

    def _active(self, one: Observation) -> Sequence[Choice]:
        """The slips that alone change the result of a call."""
        if one not in self._active_in:
            self._active_in[one] = [c for c in self._choices if self._replays.is_active((), (c,), one)]
        return self._active_in[one]

    def _begin_with_few_slips(self) -> None:
        """Begin with a call whose result few slips change."""
        smallest = [next((one for one in own if not one.says_little), own[0]) for own in self._by_test.values()]
        some = sorted(
            sorted(smallest, key=lambda one: one.size)[:MOST_COMPARED], key=lambda one: len(self._active(one))
        )
        self._wrong = list(dict.fromkeys([*some, *self._wrong]))

    def _sets(
        self, chosen: Choices, size: int, choices: Callable[[Observation], Sequence[Choice]]
    ) -> Iterator[Choices]:
        """The sets of this size that contain `chosen` and explain all wrong observations."""
        if self._replays.left <= self._reserve:
            return
        first = next((one for one in self._wrong if not self._replays.explains(chosen, one)), None)
        if first is None:
            if len(chosen) == size:
                yield chosen
            return
        if len(chosen) == size:
            return
        for more in self._extended(chosen, first, choices(first)):
            yield from self._sets(more, size, choices)

    def _extended(self, chosen: Choices, first: Observation, choices: Sequence[Choice]) -> list[Choices]:
        """Sets with one more slip that changes what happens in the call `first`. Those that explain it come first."""
        used = {choice.slip.decision for choice in chosen}
        explaining, changing = [], []
        for choice in choices:
            if choice.slip.decision in used:
                continue
            more = (*chosen, choice)
            if self._replays.explains(more, first):
                explaining.append(more)
            elif self._replays.is_active(chosen, more, first):
                changing.append(more)
        if refuses_on_purpose(first.seen):  # then a slip that raises ValueError is the more likely one
            explaining.sort(key=lambda more: self._replays.prediction(more, first) is not REFUSES)
        return explaining + changing

    def _best_part(self) -> Choices:
        """The set that explains most failing tests, found by adding one slip at a time.

        If several sets explain as many, each of them is continued. Of those that are equal at the end, only the slips
        that all of them have are found: nothing says which of the others it is.
        """
        best: list[Choices] = [()]
        for _ in range(LARGEST_SET):
            counted = [(len(self.explained(more)), more) for one in best for more in self._larger(one)]
            most = max((count for count, _ in counted), default=0)
            if most <= len(self.explained(best[0])):
                break
            equal = {frozenset(one.slip for one in more): more for count, more in reversed(counted) if count == most}
            best = list(reversed(equal.values()))[:MOST_EQUAL]
        clear = [one for one in best if self._is_evidence(one)]
        in_all = set.intersection(*({choice.slip for choice in one} for one in clear)) if clear else set()
        common = tuple(choice for one in clear[:1] for choice in one if choice.slip in in_all)
        return common if common and (len(clear) == 1 or self._is_evidence(common)) else ()

    def _larger(self, chosen: Choices) -> Iterator[Choices]:
        used = {choice.slip.decision for choice in chosen}
        for choice in self._choices:
            more = (*chosen, choice)
            if self._replays.left <= 0:
                return
            if choice.slip.decision not in used and self.explained(more) and self._contradicts_nothing(more):
                yield more

    def explained(self, chosen: Choices) -> list[str]:
        """The failing tests whose legal observations a set explains completely."""
        return [test for test, own in self._of_test.items() if all(self._replays.explains(chosen, one) for one in own)]

    def _contradicts_nothing(self, chosen: Choices) -> bool:
        return all(self._replays.explains(chosen, one) for one in self._elsewhere)

    def _is_evidence(self, chosen: Choices) -> bool:
        """Whether a set that explains only some failing tests is more than a coincidence.

        It explains at least half of the failing tests. In them, each slip is needed for several wrong values. Or it is
        needed for some failures, if the set explains all failures, and most legal calls do not fail.
        """
        tests = self.explained(chosen)
        failures = [one for one in self._wrong if one.values is None]
        rare = 2 * len(failures) < len(self._wrong) + len(self._right)
        are_clear = rare and all(self._replays.explains(chosen, one) for one in failures)
        return 2 * len(tests) >= len(self._of_test) and all(
            len(own) > len(failing) + 1 or (failing and are_clear)
            for own, failing in (self._needing(choice, chosen, tests) for choice in chosen)
        )

    def _needing(
        self, choice: Choice, chosen: Choices, tests: Sequence[str]
    ) -> tuple[list[Observation], list[Observation]]:
        """The wrong observations in the tests for which a slip is needed, and the failures among them.

        Where the set predicts any value, an observation is no evidence.
        """
        seen = [one for test in tests for one in self._by_test[test]]
        telling = [one for one in seen if not is_open(self._replays.prediction(chosen, one))]
        own = [one for one in telling if choice in self.needed(chosen, one)]
        return own, [one for one in own if one.values is None]

    def needed(self, chosen: Choices, observation: Observation) -> Choices:
        """The slips of a set without which it does not explain an observation."""
        return tuple(choice for choice in chosen if not self._replays.explains(without(chosen, choice), observation))


def _has_one_value(results: Sequence[Any]) -> bool:
    """Whether all results consist of the same number, or of none: nearly any set of slips explains a part of them."""
    arrays = [array for result in results if (array := numbers(result)) is not None]
    return len(arrays) == len(results) and len(np.unique(np.concatenate([array.ravel() for array in arrays]))) <= 1


def without(chosen: Choices, choice: Choice) -> Choices:
    """The set without one slip."""
    return tuple(one for one in chosen if one is not choice)


def smallest_cover(reached: Mapping[Item, frozenset[int]], price: Mapping[Item, int]) -> list[Item]:
    """The fewest items that together reach all places that any of them reaches; of several such sets, the cheapest."""
    wanted = frozenset().union(*reached.values())
    owners = {place: [item for item, places in reached.items() if place in places] for place in wanted}
    needed = list(dict.fromkeys(items[0] for items in owners.values() if len(items) == 1))
    missing = wanted.difference(*(reached[item] for item in needed))
    useful = [item for item, places in reached.items() if places & missing]
    for count in range(len(useful) + 1):
        covers = [
            chosen
            for chosen in itertools.combinations(useful, count)
            if missing.issubset(itertools.chain(*(reached[item] for item in chosen)))
        ]
        if covers:
            found = {*needed, *min(covers, key=lambda chosen: sum(price[item] for item in chosen))}
            return [item for item in reached if item in found]
    raise AssertionError("all useful items together reach all wanted places")
