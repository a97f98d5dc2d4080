"""Describe calls of functions with sliding windows for the feedback. The `calls.py` of several exercises use it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

INPUTS = ("x", "a")  # the names of the arguments that windows slide over


def highlight(arguments: Mapping[str, Any], place: tuple[int, ...]) -> Mapping[str, Sequence[int]]:
    """The places in the input under the window that gives the output at `place`. See `autograder.grading`."""
    name = next((name for name in INPUTS if arguments.get(name) is not None), None)
    x, w, size = (arguments.get(key) for key in (name, "w", "size"))
    if not isinstance(x, np.ndarray) or (w is None and size is None):
        return {}
    axes = 2 if x.ndim > 1 else 1
    extent = np.ones(axes, int) if w is None else np.array(np.shape(w)[-axes:])
    extent += 0 if size is None else size - 1  # both: a window of outputs of the kernel
    stride = arguments.get("stride") or (size if w is None else 1)
    starts = [index * stride - arguments.get("padding", 0) for index in place[-axes:]]
    covered = np.zeros(x.shape, bool)
    sample = (place[0],) if x.ndim == 4 else ()
    slices = (slice(max(start, 0), max(start + length, 0)) for start, length in zip(starts, extent, strict=True))
    covered[(*sample, ..., *slices)] = True
    return {name: tuple(int(index) for index in np.flatnonzero(covered))}


def is_legal(args: Sequence[Any]) -> bool:
    """Whether no list beside an array is empty: it is a kernel."""
    arrays = any(isinstance(arg, np.ndarray) for arg in args)
    return not arrays or all(len(arg) > 0 for arg in args if isinstance(arg, list))
