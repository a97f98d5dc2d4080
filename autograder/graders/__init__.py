"""The hidden graders: one pytest file an exercise. See `autograder.pytest_plugin` for their fixtures."""

import pytest


def each_of(**points: float) -> pytest.MarkDecorator:
    """A test that several tasks have in common: it gets the name of one as `task`, and is worth these points there."""
    tasks = [pytest.param(task, marks=pytest.mark.task(task, points=worth)) for task, worth in points.items()]
    return pytest.mark.parametrize("task", tasks)
