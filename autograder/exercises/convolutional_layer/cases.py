"""The cases of the convolutional layer: windows, whole layers, and the results of the values of `notes_layer`."""

import functools

import numpy as np

from autograder.grading import assertions
from autograder.grading.calls import Call, Violation
from autograder.grading.comparison import describe, difference, numbers
from autograder.grading.inputs import covering

from ..shared.arrays import integer_kernel, positive
from ..shared.kernels import TOO_LONG as KERNELS_TOO_LONG
from ..shared.kernels import even_integers

# Lengths of the input and of the kernel. Odd kernels have a value in the middle.
LENGTHS = [(9, 3), (12, 5), (6, 3)]
EDGES = [(6, 1), (8, 2), (5, 5), (9, 4), (1, 1), (2, 2)]

# Windows of the pooling stage: length of its input, size, stride, padding. In all except LEFTOVERS and the last of
# OVERLAPS, the last window ends at the end of the padded input.
TILES = [(6, 2, 2, 0), (9, 3, 3, 0), (5, 1, 1, 0), (8, 4, 4, 0)]
OVERLAPS = [(7, 3, 1, 0), (8, 4, 2, 0), (11, 5, 3, 0), (8, 3, 2, 0)]
GAPS = [(8, 2, 3, 0), (9, 1, 4, 0), (10, 3, 7, 0)]
LEFTOVERS = [(7, 2, 2, 0), (8, 3, 3, 0), (6, 4, 4, 0), (11, 4, 4, 0)]
PADDED = [(7, 3, 3, 1), (6, 5, 5, 2), (10, 4, 4, 1), (11, 5, 5, 2)]
PADDED_BY_ONE = [(7, 3, 3, 1), (10, 3, 3, 1)]  # with twice the padding, each window still contains a value

# Size, stride and padding for an input of length 6: legal ones, and ones that raise ValueError. Some windows are too
# long by so little that a large stride hides it in the formula for the number of outputs.
LEGAL = [(1, 1, 0), (2, 2, 0), (3, 3, 0)]
BELOW = [(0, 1, 0), (-1, 2, 0), (2, 0, 0), (3, -1, 0), (2, -3, 1), (2, 2, -1), (4, 1, -2)]
FITTING = [(6, 6, 0), (8, 8, 1), (2, 2, 1), (6, 6, 3)]
TOO_LONG = [(12, 3, 0), (7, 1, 0), (7, 3, 0), (9, 2, 1), (9, 4, 1)]
TOO_MUCH_PADDING = [(1, 1, 1), (3, 1, 2), (3, 2, 2), (5, 3, 3)]

# Whole layers: length of the input, length of the kernel, then size, stride and padding.
LAYERS = [(8, 3, 2, 2, 0), (11, 3, 3, 3, 0), (10, 3, 4, 4, 0)]
LAYERS_WITH_WINDOWS = [(10, 3, 3, 1, 0), (10, 3, 2, 3, 0), (9, 3, 1, 3, 0), (11, 3, 4, 3, 0), (9, 3, 2, 2, 0)]
LAYERS_WITH_PADDING = [(11, 5, 3, 3, 1), (8, 3, 5, 5, 2), (12, 3, 4, 4, 1)]


def heights(rng, length):
    """Distinct positive whole numbers, an array of floats. They rise in the first half: the last value of the first
    window is its largest, and the next value is larger."""
    order = rng.permutation(length)
    order[: length // 2 + 1].sort()
    return 1.0 + order


def rising(rng, length):
    """The same as integers. The sums of a convolution with positive weights rise, too."""
    return heights(rng, length).astype(int)


def ascending(rng, length):
    """Whole numbers that rise everywhere, as the sums of a convolution with positive weights do. These sums fit into
    eight bits."""
    return 1 + np.sort(rng.permutation(length + 3)[:length])


def depths(rng, length):
    """The same with negative numbers."""
    return heights(rng, length) - length - 1


def check_convolutions(student, reference, lengths, rng, flip_shows=False, biased=False):
    """Convolutions of positive integers. The sums are positive, also with a negative bias."""
    for m, k in lengths:
        for sign in (1, -1) if biased else (0,):
            x, w = positive(rng, m), weights(rng, k, flip_shows)
            b = sign * int(rng.integers(2, 7))
            assertions.same(student.convolution_stage, reference.convolution_stage, x, w, b)


def weights(rng, k, flip_shows=False):
    """A kernel of integers from 2 to 6."""
    return 1 + np.abs(integer_kernel(rng, k) if flip_shows else even_integers(rng, k, 1))


def check_windows(student, reference, cases, rng, data=heights):
    for length, *window in cases:
        assertions.same(student.pooling_stage, reference.pooling_stage, data(rng, length), *window)


def check_padding_never_wins(student, reference, rng):
    """All outputs are values of the input. How many there are, other tests check."""

    def check(call, received):
        found = numbers(received)
        if found is None or found.size == 0 or not np.isin(found, call[0]).all():
            expected = reference.pooling_stage(*call)
            raise assertions.ExpectationFailed(Violation("value", Call("pooling_stage", call, {}), expected, received))

    check_windows(student, reference, TILES[:1], rng)
    for length, *window in PADDED_BY_ONE:
        for least in (0, 10_000):
            call = (depths(rng, length) - least, *window)
            assertions.checked(student.pooling_stage, functools.partial(check, call), *call)


def check_layers(student, reference, cases, rng, flip_shows=False, biased=False):
    """Layers whose detector stage changes nothing, because inputs, weights and sums are positive."""
    for m, k, *window in cases:
        x, w = rising(rng, m), weights(rng, k, flip_shows)
        b = int(rng.integers(2, 7)) if biased else 0
        assertions.same(student.convolutional_layer, reference.convolutional_layer, x, w, b, *window)


def kernels(rng, *more):
    """Calls with a kernel that fits into the input, and calls with a longer kernel."""
    legal = [(positive(rng, 5), np.ones(k, int), *more) for k in (1, 3, 5)]
    return legal, [(positive(rng, m), np.ones(k, int), *more) for m, k in KERNELS_TOO_LONG]


def behind(before, *lists):
    """Each list of windows as a list of calls, with these arguments before the window."""
    return [[(*before, *window) for window in windows] for windows in lists]


def below_zero(rng):
    """Calls of a layer whose sums are partly or all negative, with windows of one place."""
    for m, k in LENGTHS:
        w = weights(rng, k)
        x = positive(rng, m) * np.resize([1, 1, 1, -1, -1, -1], m)
        yield x, w, 0, 1, 1, 0
    yield -positive(rng, 8), weights(rng, 3), 0, 2, 2, 0


def thresholds(rng):
    """Calls of a layer whose negative bias exceeds only the first sum, and calls where it exceeds all."""
    for m, k, *window in LAYERS:
        x, w = rising(rng, m), weights(rng, k)
        sums = np.correlate(x, w)
        for least in (sums[0], sums.max()):
            yield x, w, -1 - int(least), *window


def example(task, rng):
    """Plain arguments of each task."""
    x, w = positive(rng, 9), weights(rng, 3)
    if task == "detector_stage":
        return (x * rng.permutation(np.resize([-1, 1], 9)),)
    if task == "pooling_stage":
        return heights(rng, 9), 3, 3, 0
    return (x, w, 0) if task == "convolution_stage" else (ascending(rng, 8), w, 0, 2, 2, 0)


def fractions(task, rng):
    """Arguments with fractions, positive except for the detector stage. The results have fractions, too."""
    for _ in range(2):
        quarters = positive(rng, 9) + 1.25
        if task == "detector_stage":
            yield (quarters * rng.permutation(np.resize([-1, 1], 9)),)
        elif task == "pooling_stage":
            yield heights(rng, 9) + 0.25, 3, 3, 0
        else:
            window = (1, 1, 0) if task == "convolutional_layer" else ()
            yield 2 * positive(rng, 9) + 1, np.array([2, 0.25 + rng.integers(1, 4), 2]), 0, *window
            yield quarters, np.array([2, rng.choice([1, 3, 5]), 2]), 0, *window


SHAPES = [
    (1,),
    (6,),
    (4, 4),
    (2, 6),
    (5, 3),
    (1, 5),
    (4, 1),
    (2, 3, 4),
    (5, 1, 2),
    (1, 4, 3),
    (2, 5, 1, 3),
    (1, 2, 2, 2),
]
SIGNS = {"positive": [1], "negative": [-1], "mixed": [-1, 1]}
ARRAYS = covering(shape=SHAPES, signs=list(SIGNS), parts=[1, 4], has_zero=[False, True], is_view=[False, True])


def numbers_with(rng, size, signs, parts=1, has_zero=False):
    """Odd numbers from 3 to 17 with these signs, divided by `parts`. With `has_zero`, one of them is 0."""
    own = np.array(SIGNS[signs])[np.arange(size) % len(SIGNS[signs])]
    chosen = (1 + 2 * rng.integers(1, 9, size)) * rng.permutation(own)
    if has_zero:
        chosen[rng.integers(size)] = 0
    return chosen if parts == 1 else chosen / parts


def view_of(x):
    """The same values in an array that shares its memory with a larger one."""
    return np.repeat(x, 2)[::2]


def arrays(rng):
    """Arrays for the detector stage with all pairs of shapes, types, signs and zeros."""
    for case in ARRAYS:
        shape = case["shape"][::-1] if case["is_view"] else case["shape"]
        z = numbers_with(rng, int(np.prod(shape)), case["signs"], case["parts"], case["has_zero"]).reshape(shape)
        yield z.T if case["is_view"] else z


# What the tests combine in which everything works together. Properties on which the same mistakes depend are together.
PLACES = [(1, 1), (4, 1), (1, 2), (4, 2), (2, 3), (1, 5), (3, 5)]  # outputs of the convolution, length of its kernel
KINDS = [(1, 1, list), (1, 1, np.asarray), (1, 16, np.asarray), (1, 16, tuple), (4, 1, tuple), (4, 16, list)]  # x, w
BOTH_SIGNS = [("positive", "positive"), ("positive", "negative"), ("negative", "positive"), ("negative", "negative"),
              ("mixed", "mixed"), ("mixed", "positive")]  # fmt: skip
REST = {"b": [0, 1, 4, -3, 0.5], "zeros": ["", "x", "w"], "is_view": [False, True]}
WINDOWS = [
    (1, 1, 1, 0), (1, 2, 1, 1), (1, 2, 2, 1), (1, 4, 1, 2), (1, 4, 5, 2), (2, 6, 3, 2),
    (3, 3, 3, 1), (3, 5, 5, 2), (4, 2, 1, 0), (4, 4, 4, 0), (6, 1, 4, 0), (6, 4, 2, 1),
    (6, 5, 4, 2), (7, 2, 5, 0), (8, 3, 1, 0), (9, 2, 4, 1), (9, 4, 4, 0), (8, 4, 2, 2),
]  # fmt: skip
VALUES = [("negative", 1, True, 0), ("mixed", 4, True, 0), ("mixed", 1, False, -20_000), ("mixed", 4, False, -20_000)]
# All outputs of each stage are between 0 and 1.
BELOW_ONE = np.array([0.5, 0.25, 0.75, 0.25, 0.5]), np.array([0.5, 0.25]), 0, 2, 2, 0
CONVOLUTIONS = covering(place=PLACES, kind=KINDS, signs=BOTH_SIGNS, **REST)
POOLINGS = covering(window=WINDOWS, values=VALUES, is_view=[False, True])


def input_and_kernel(rng, n, k, kind, signs, b, zeros, is_view):
    """An input that gives n outputs, a kernel of length k and a bias."""
    parts, w_parts, form = kind
    x = numbers_with(rng, n + k - 1, signs[0], parts, zeros == "x")
    w = numbers_with(rng, k, signs[1], w_parts)
    if zeros == "w" and k > 1:
        w[k // 2] = 0
    return view_of(x) if is_view else x, form(w), b


def convolutions(rng):
    """Arguments of the convolution stage with all pairs of properties."""
    for case in CONVOLUTIONS:
        yield input_and_kernel(rng, *case["place"], **{key: case[key] for key in case if key != "place"})


def poolings(rng):
    """Arguments of the pooling stage with all pairs of properties."""
    for case in POOLINGS:
        (length, *window), (*values, least) = case["window"], case["values"]
        a = least + numbers_with(rng, length, *values)
        yield view_of(a) if case["is_view"] else a, *window


LAYERS_OF_ALL_KINDS = (
    [  # for each length of the kernel all pairs of the rest, because ReLU hides some of the values
        case
        for k in (1, 2, 4, 5)
        for case in covering(window=WINDOWS, k=[k], kind=KINDS, signs=BOTH_SIGNS[:2] + BOTH_SIGNS[4:], **REST)
    ]
    + [  # an input of length 1, for which padding of the wrong stage gives a larger value
        {"window": window, "k": 1, "kind": KINDS[2], "signs": BOTH_SIGNS[1], "b": 4, "zeros": "", "is_view": False}
        for window in WINDOWS
        if window[0] == 1
    ]
)


def layers(rng):
    """Arguments of the layer with all pairs of properties. In the first ones, stride and padding can be exchanged."""
    for case in sorted(LAYERS_OF_ALL_KINDS, key=lambda case: case["window"] != (6, 4, 2, 1)):
        (n, *window), rest = case["window"], {key: case[key] for key in case if key != "window"}
        yield *input_and_kernel(rng, n, **rest), *window


# The notes' example: its inputs, and the outputs of the detector stage. The pooling stage returns [0, 1, 0] for both.
EXAMPLES = [0, 3, 2, 0, 0], [0, 0, 3, 2, 0]
DETECTED = [0, 1, 0, 0], [0, 0, 1, 0]
POOLED = [0, 1, 0]
MOST = 1_000  # larger sizes and paddings are not computed: no window of the example needs them


def derived(function, view, expected):
    """Check that `view` of the function's result equals the dict `expected`, in the second call, too. The message also
    shows the result."""

    def check(received):
        seen = view(received)
        if difference(seen, expected):
            call = Call(function.__name__, (), {})
            raise assertions.ExpectationFailed(
                Violation("value", call, expected, seen, f"it returns {describe(received)}; this gives:")
            )

    for _ in range(2):
        assertions.checked(function, check)


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

    return {f"detector stage for {x}": _list_or_reason(detector, x) for x in EXAMPLES}


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
