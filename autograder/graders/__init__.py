"""The hidden graders: one pytest file an exercise. See `autograder.pytest_plugin` for their fixtures."""

from collections.abc import Sequence

import pytest


def each_of(**points: float) -> pytest.MarkDecorator:
    """A test that several tasks have in common: it gets the name of one as `task`, and is worth these points there."""
    tasks = [pytest.param(task, marks=pytest.mark.task(task, points=worth)) for task, worth in points.items()]
    return pytest.mark.parametrize("task", tasks)


def in_any_order(rng, cases: Sequence) -> list:
    """The cases in an order of this student's: where answers are few, as True and False, nobody knows the next one."""
    return [cases[place] for place in rng.permutation(len(cases))]
