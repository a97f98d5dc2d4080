"""Compare and describe values with the toolkit's own functions, so that hidden tests and visible checks agree.

This is the only place that uses the toolkit's private names; they begin with an underscore because they stand beside
the student's own names in a notebook.
"""

from typing import Any

import numpy as np

from autograder.toolkit.compare import _describe as describe
from autograder.toolkit.compare import _difference as difference
from autograder.toolkit.compare import _numbers as numbers
from autograder.toolkit.compare import _wrong as wrong

__all__ = ["describe", "difference", "differs", "numbers", "wrong"]


def differs(received: Any, expected: Any) -> bool:
    """Whether there is a `difference`. This takes less time than describing it."""
    if isinstance(expected, (dict, str)):
        return difference(received, expected) is not None
    have, want = numbers(received), np.asarray(expected)
    return have is None or have.shape != want.shape or bool(wrong(have, want, expected).any())
