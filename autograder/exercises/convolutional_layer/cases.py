"""The cases of the convolutional layer: windows, whole layers, and the results of the values of `notes_layer`."""

import numpy as np

from autograder.grading import assertions
from autograder.grading.calls import Call, Violation
from autograder.grading.comparison import describe, difference, numbers

from ..shared.covering import covering
from ..shared.arrays import even, integer_kernel, integers, positive, real_kernel, reals
from ..shared.kernels import KINDS
from ..shared.kernels import TOO_LONG as KERNELS_TOO_LONG

# Windows of the pooling stage: length of its input, size, stride, padding. In all except LEFTOVERS the last window ends
# at the end of the padded input.
TILES = [(6, 2, 2, 0), (9, 3, 3, 0), (5, 1, 1, 0), (4, 4, 4, 0)]
OVERLAPS = [(7, 3, 1, 0), (8, 4, 2, 0), (11, 5, 3, 0)]
GAPS = [(8, 2, 3, 0), (9, 1, 4, 0), (10, 3, 7, 0)]
LEFTOVERS = [(7, 2, 2, 0), (8, 3, 3, 0), (6, 4, 4, 0), (11, 4, 4, 0)]
PADDED = [(6, 2, 2, 1), (7, 3, 3, 1), (6, 5, 5, 2), (12, 4, 4, 2)]
TOGETHER = [(9, 3, 2, 1), (5, 5, 1, 2), (6, 2, 3, 1), (12, 6, 4, 3), (9, 4, 3, 2)]

# Size, stride and padding for an input of length 6: legal ones, and ones that raise ValueError. Some windows are too
# long by so little that a large stride hides it in the formula for the number of outputs.
LEGAL = [(1, 1, 0), (2, 1, 1), (3, 4, 0), (5, 2, 2)]
BELOW = [(0, 1, 0), (-1, 2, 0), (2, 0, 0), (3, -1, 0), (2, -3, 1), (2, 2, -1), (4, 1, -2)]
FITTING = [(6, 1, 0), (6, 2, 3), (8, 1, 1), (4, 2, 2)]
TOO_LONG = [(7, 1, 0), (7, 3, 0), (9, 2, 1), (9, 4, 1), (12, 3, 0)]
TOO_MUCH_PADDING = [(1, 1, 1), (3, 1, 2), (3, 2, 2), (5, 3, 3)]

# Whole layers: length of the input, length of the kernel, then size, stride and padding.
LAYERS = [(9, 2, 2, 2, 0), (11, 3, 3, 3, 0), (7, 4, 1, 1, 0)]
LAYERS_WITH_WINDOWS = [(9, 2, 3, 1, 0), (12, 3, 2, 4, 0), (11, 4, 1, 3, 0), (12, 2, 4, 2, 0)]
LAYERS_WITH_PADDING = [(8, 2, 3, 2, 1), (10, 3, 4, 3, 2), (9, 4, 2, 2, 1)]


def heights(rng, length):
    """Distinct positive integers in random order."""
    return 1 + rng.permutation(length)


def depths(rng, length):
    """Distinct negative integers in random order."""
    return -heights(rng, length)


def number(rng, kernel):
    """One positive number of the kind that `kernel` draws."""
    return abs(kernel(rng, 1)[0].item())


def check_convolutions(student, reference, lengths, rng, flip_shows=False):
    for m, k in lengths:
        for inputs, kernel in KINDS:
            w = kernel(rng, k) if flip_shows else even(kernel, rng, k, 1)
            assertions.same(student.convolution_stage, reference.convolution_stage, inputs(rng, m), w, 0)


def check_biases(student, reference, lengths, rng):
    for m, k in lengths:
        for inputs, kernel in KINDS:
            x, w = inputs(rng, m), 1 + np.abs(even(kernel, rng, k, 1))  # their sum differs from their number
            for b in (number(rng, kernel), -number(rng, kernel)):
                assertions.same(student.convolution_stage, reference.convolution_stage, x, w, b)


def check_windows(student, reference, cases, rng, data=heights):
    for length, *window in cases:
        assertions.same(student.pooling_stage, reference.pooling_stage, data(rng, length), *window)


def check_layers(student, reference, cases, rng, flip_shows=False, biased=False):
    """Layers whose detector stage changes nothing, because inputs, weights and sums are positive."""
    for m, k, *window in cases:
        for x, kernel in [(positive(rng, m), integer_kernel), (1 + np.abs(reals(rng, m)), real_kernel)]:
            w = np.abs(kernel(rng, k) if flip_shows else even(kernel, rng, k, 1))
            b = number(rng, kernel) if biased else 0
            assertions.same(student.convolutional_layer, reference.convolutional_layer, x, w, b, *window)


def kernels(rng, *more):
    """Calls with a kernel that fits into the input, and calls with a longer kernel."""
    legal = [(positive(rng, 4), np.ones(k, int), *more) for k in (1, 3, 4)]
    return legal, [(positive(rng, m), np.ones(k, int), *more) for m, k in KERNELS_TOO_LONG]


def behind(before, *lists):
    """Each list of windows as a list of calls, with these arguments before the window."""
    return [[(*before, *window) for window in windows] for windows in lists]


def below_zero(rng, inputs, kernel):
    """Calls of a layer with negative sums. In the last call, all sums are negative."""
    for m, k, *window in [(9, 2, 1, 1, 0), (8, 3, 1, 1, 0), (9, 4, 2, 2, 0)]:
        yield inputs(rng, m), kernel(rng, k, 1), 0, *window
    yield positive(rng, 7), -np.abs(kernel(rng, 2, 1)), 0, 2, 2, 0


def thresholds(rng, kernel):
    """Calls of a layer whose negative bias is smaller than some of the sums, and calls where it exceeds all."""
    for m, k, *window in LAYERS:
        x, w = positive(rng, m), np.abs(kernel(rng, k, 1))
        for factor in (3, 6):
            yield x, w, -(factor * w.sum()).item(), *window


def example(task, rng, inputs=integers, kernel=integer_kernel):
    """Legal arguments of each task."""
    x, w = inputs(rng, 9), even(kernel, rng, 3, 1)
    if task == "detector_stage":
        return (x,)
    if task == "pooling_stage":
        return np.abs(x) + 1, 3, 3, 0
    return (x, w, 0) if task == "convolution_stage" else (np.abs(x) + 1, np.abs(w), 0, 2, 2, 0)


SHAPES = [(1,), (6,), (4, 4), (2, 6), (5, 3), (1, 5), (4, 1), (2, 3, 4), (5, 1, 2), (1, 4, 3), (2, 5, 1, 3), (1, 2, 2, 2)]
SIGNS = {"positive": [1], "negative": [-1], "mixed": [-1, 1]}


def arrays(rng):
    """Arrays for the detector stage with all pairs of shapes, types, signs and zeros."""
    for case in covering(shape=SHAPES, signs=list(SIGNS), parts=[1, 4], has_zero=[False, True], is_view=[False, True]):
        shape = case["shape"][::-1] if case["is_view"] else case["shape"]
        size = int(np.prod(shape))
        z = (1 + 2 * rng.integers(1, 9, size)) * rng.permutation(np.resize(SIGNS[case["signs"]], size))
        if case["has_zero"]:
            z[rng.integers(size)] = 0
        z = (z if case["parts"] == 1 else z / case["parts"]).reshape(shape)
        yield z.T if case["is_view"] else z


# The notes' example: its inputs, and the outputs of the detector stage. The pooling stage returns [0, 1, 0] for both.
INPUTS = [0, 3, 2, 0, 0], [0, 0, 3, 2, 0]
DETECTED = [0, 1, 0, 0], [0, 0, 1, 0]
POOLED = [0, 1, 0]
MOST = 1_000  # larger sizes and paddings are not computed: no window of the example needs them


def derived(function, view, expected):
    """Check that `view` of the function's result equals the dict `expected`, in the second call, too. The message also
    shows the result."""
    for _ in range(2):
        received = assertions.returned(function)
        seen = view(received)
        if difference(seen, expected):
            call = Call(function.__name__, (), {})
            raise assertions.ExpectationFailed(
                Violation("value", call, expected, seen, f"it returns {describe(received)}; this gives:")
            )


def keys_of(received):
    """The keys of a dict as one string."""
    if not isinstance(received, dict):
        return {"keys": "it is not a dict"}
    return {"keys": ", ".join(sorted(key if isinstance(key, str) else describe(key) for key in received))}


def check_entry(function, stage, layer):
    """Check that the function's result is a dict with this layer for the stage. How they are spelt does not matter."""

    def entry(received):
        names = {spelt(key): spelt(name) for key, name in received.items()} if isinstance(received, dict) else {}
        return {stage: names[stage]} if stage in names else {}

    derived(function, entry, {stage: layer})


def spelt(text):
    """A text in lower case with spaces. What is no text stays the same."""
    return " ".join(text.replace("_", " ").lower().split()) if isinstance(text, str) else text


def spelling_of(received):
    """The keys of a dict, and how its values are spelt."""
    names = received.values() if isinstance(received, dict) else [None]
    right = all(isinstance(name, str) and name == spelt(name) and len(name.split()) == 2 for name in names)
    return keys_of(received) | {"names": "two words each, in lower case" if right else "not two words in lower case"}


def detector_outputs(reference, values):
    """For each input of the notes' example: the output of the detector stage with these values, or the error."""

    def detector(x):
        w, b = _real(values, "w", axes=1), _real(values, "b")
        return reference.detector_stage(reference.convolution_stage(np.array(x), w, b))

    return {f"detector stage for {x}": _list_or_reason(detector, x) for x in INPUTS}


def pooling_outputs(reference, values):
    """For each right output of the detector stage: the output of the pooling stage with these values, or the error."""

    def pooling(a):
        return reference.pooling_stage(np.array(a), *(_whole(values, key) for key in ("size", "stride", "padding")))

    return {f"pooling stage for {a}": _list_or_reason(pooling, a) for a in DETECTED}


def _list_or_reason(stage, x):
    try:
        with np.errstate(over="ignore", invalid="ignore"):
            outputs = np.round(stage(x), 6).astype(float)
        return [int(value) if value.is_integer() else value for value in outputs.tolist()]
    except ValueError as error:
        return str(error)


OTHER_KEYS = {"w": ("weights", "kernel", "W"), "b": ("bias", "B")}  # only the test about the keys minds them


def _real(values, key, axes=0):
    """The finite number for a key, or the sequence of finite numbers if `axes` is 1."""
    keys = [name for name in (key, *OTHER_KEYS.get(key, ())) if isinstance(values, dict) and name in values]
    if not keys:
        raise ValueError(f"there is no {key!r}")
    array = numbers(values[keys[0]])
    if array is not None and axes == 0:
        array = array.squeeze()  # an array or a list with one number is also a number
    if array is None or array.ndim != axes or not array.size or not np.isfinite(array).all() or _complex(array):
        raise ValueError(f"{key} is not a sequence of numbers" if axes else f"{key} is not a number")
    return array.real


def _complex(array):
    return np.abs(array.imag).max() > 1e-5


def _whole(values, key):
    """The whole number for a key."""
    value = float(_real(values, key))
    if not value.is_integer():
        raise ValueError(f"{key} is not a whole number")
    if abs(value) > MOST:
        raise ValueError(f"{key} is much too large for this input")
    return int(value)
