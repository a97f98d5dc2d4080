"""The cases of equivariance: moves, maps for which an equation holds or not, and pairs similar to the pattern."""

import numpy as np

from autograder.grading import assertions
from autograder.grading.assertions import in_any_order
from autograder.grading.inputs import covering

from ..shared.arrays import distinct, framed
from ..shared.maps import (
    as_row,
    blur,
    double,
    first,
    flip,
    halve,
    keep,
    nan_below_zero,
    negate,
    raised,
    ramp,
    relu,
    right,
    shares,
    square,
    third,
    total,
    transpose,
    twice,
    weigh,
)

# Moves: a shape and the offsets. With a frame of two zeros, nothing moves out by offsets up to 2.
LINES = [(7, 1), (7, -1), (6, 2), (8, -2)]
PLANES = [((6, 8), (1, 2)), ((8, 7), (2, 1)), ((7, 7), (1, 2))]
BLOCKS = [((5, 6, 7), (1, 2, 1)), ((6, 5, 7), (2, 1, 2)), ((5, 6, 5, 6), (1, 2, 2, 1))]
ZEROS = [(5, 0), (6, (0,)), ((4, 6), (0, 0))]
BEYOND = [(5, 4), (5, 5), (5, 6), (4, 9), (5, 30), (6, 8)]
LEGAL = [(6, 1), (6, (1,)), ((6, 7), (2, 1))]
ERRORS = [(6, (1, 2)), (6, ()), ((6, 7), 1), ((6, 7), 0), ((6, 7), (1,)), ((6, 7), (1, 2, 0)), ((5, 6, 7), (1, 2))]


def combined_moves(rng):
    """Arrays and offsets that cover all pairs of properties."""
    places = {
        "forward": lambda n: n // 2,
        "backward": lambda n: -(n // 2),
        "still": lambda n: 0,
        "beyond": lambda n: n + 2,
        "back beyond": lambda n: -n - 1,
    }
    for case in covering(size=[1, 4, 5, 7], offset=[-8, -5, -2, -1, 0, 1, 2, 3, 4, 5, 9], content=CONTENT, view=VIEWS):
        yield _content(rng, (case["size"],), case["content"], case["view"]), case["offset"]
    for case in covering(size=[1, 4, 5, 7], offset=[-10, -2, 0, 1, 10], content=CONTENT, view=VIEWS):
        yield _content(rng, (case["size"],), case["content"], case["view"]), (case["offset"],)
    planes = covering(
        shape=[(5, 5), (4, 6), (6, 3), (1, 4), (3, 1)], before=[*places], last=[*places], content=CONTENT, view=VIEWS
    )
    shapes = [(3, 4, 5), (4, 3, 3), (1, 4, 3), (5, 1, 4), (3, 2, 4, 3), (4, 1, 3, 1)]
    blocks = covering(shape=shapes, before=[*places], last=[*places], content=CONTENT, view=VIEWS)
    for case in planes + blocks:
        shape = case["shape"]
        names = [case["before"], *rng.choice(["forward", "backward", "still"], len(shape) - 2), case["last"]]
        offset = tuple(places[name](n) for name, n in zip(names, shape, strict=True))
        yield _content(rng, shape, case["content"], case["view"]), offset


CONTENT = ["ints", "fractions", "positive fractions", "zeros among fractions"]
VIEWS = ["no view", "transposed", "every second"]


def _content(rng, shape, content, view):
    """An array of this shape."""
    wide = [2 * n for n in shape] if view == "every second" else shape
    x = distinct(rng, wide[::-1] if view == "transposed" else wide)
    x = {
        "ints": x,
        "fractions": x / 4,
        "positive fractions": np.abs(x) / 4,
        "zeros among fractions": np.where(rng.random(x.shape) < 0.3, 0, x / 4),
    }[content]
    return {"no view": x, "transposed": x.T, "every second": x[tuple(slice(None, None, -2) for _ in shape)]}[view]


def check_moves(student, reference, moves, data, rng):
    for shape, offset in moves:
        assertions.same(student.translate, reference.translate, data(rng, shape), offset)


# For single inputs: f, g, the input, does the equation hold? If it fails, the left-hand side has the larger maximum and
# the larger sum. All values are integers, and nothing touches the border.
def clear_cases(task, rng):
    x, y = framed(rng, 9), distinct(rng, 7)
    plus = np.abs(x)
    if task == "is_equivariant":
        holds = [
            (weigh, right),
            (blur, right),
            (weigh, double),
            (relu, double),
            (square, flip),
            (ramp, negate),
            (keep, flip),
        ]
        fails = [(square, double, x), (relu, negate, y), (square, negate, x), (ramp, right, plus), (double, raised, x)]
        holds += [(double, double)]
    else:
        holds = [(square, negate), (total, flip), (total, right), (keep, keep), (total, negate)]
        fails = [(square, double, x), (relu, double, x), (keep, double, plus), (ramp, right, plus), (double, raised, x)]
        fails += [(double, double, plus)]
    return [(f, g, x, True) for f, g in holds] + [(*fail, False) for fail in fails]


# Inputs of a shape. Each function gets rng and the shape.
def zeros(rng, shape):
    return np.zeros(shape, int)


def constant(rng, shape):
    return np.full(shape, rng.integers(1, 5))


def positive(rng, shape):
    return np.abs(framed(rng, shape))


def negative(rng, shape):
    return -np.abs(framed(rng, shape))


def scattered(share, size):
    """An array in which a share of the values gives a distance of about `size` with square and double."""

    def draw(rng, shape):
        x = np.zeros(int(np.prod(shape)))
        count = max(int(share * x.size), 1)
        x[rng.choice(x.size, count, replace=False)] = np.sqrt(size / 2)
        return x.reshape(shape)

    return draw


# Kinds of comparison: f, g, inputs for which the equation holds, and inputs for which it fails.
BOTH_KINDS = {
    "larger": (square, double, zeros, distinct),
    "smaller": (square, halve, zeros, distinct),
    "smaller or equal": (square, halve, zeros, framed),
    "same maps": (double, double, zeros, distinct),
    "moved": (weigh, flip, constant, framed),
}
KINDS = {
    "is_equivariant": BOTH_KINDS
    | {
        "same values": (right, flip, zeros, framed),
        "border": (blur, right, framed, distinct),
        "kept": (relu, double, distinct, distinct),
        "NaN": (nan_below_zero, flip, positive, distinct),
    },
    "is_invariant": BOTH_KINDS
    | {
        "same values": (keep, flip, zeros, framed),
        "border": (total, right, framed, distinct),
        "kept": (square, negate, distinct, distinct),
        "NaN": (nan_below_zero, keep, positive, distinct),
    },
}
NEAR = {
    "one of many": (zeros, scattered(0, 40)),
    "all": (zeros, scattered(1, 40)),
    "many small": (scattered(1, 0.1), scattered(1, 0.1)),
    "many tiny": (scattered(1, 0.01), scattered(1, 0.01)),
}
OTHER_SHAPES = {  # of the two sides; some have the same size or broadcast to equal values
    "is_equivariant": [
        (weigh, twice, 6),
        (first, twice, 6),
        (as_row, total, 6),
        (first, transpose, (5, 6)),
        (total, twice, 7),
    ],
    "is_invariant": [
        (keep, twice, 6),
        (keep, first, 6),
        (keep, transpose, (5, 7)),
        (keep, transpose, (1, 6)),
        (keep, as_row, 6),
        (keep, total, 5),
    ],
}
SAME_SIZE = {"is_equivariant": (as_row, total), "is_invariant": (keep, as_row)}
PATTERNS = ["none", "good", "bad", "good, bad", "bad, good, good", "good, bad, good"]
SHAPES = {"line": (9,), "plane": (6, 7), "square": (7, 7)}
LARGE_SHAPES = {"line": (400,), "plane": (16, 25), "square": (20, 20)}


def combined_comparisons(task, rng):
    """Calls f, g, inputs, options that cover all pairs of properties."""
    kinds = KINDS[task]
    cases = covering(
        kind=[*kinds, *NEAR, "other shapes", "same size"],
        inputs=PATTERNS,
        shape=[*SHAPES],
        tolerance=[1e-6, 1e-3, 0, 1e5],
        option=["given", "named", "default"],
        fractions=[False, True],
    )
    for case in cases:
        tolerance = 1e-6 if case["option"] == "default" else case["tolerance"]
        options = {"given": ((tolerance,), {}), "named": ((), {"tolerance": tolerance}), "default": ((), {})}
        f, g, inputs = _comparison(task, rng, **case | {"tolerance": tolerance})
        yield f, g, inputs, *options[case["option"]]
    for tolerance, sign in ((1e-6, 1), (1e-6, -1), (1e-3, 1), (1e-3, -1)):
        for (_, bad), shape in zip(NEAR.values(), [(400,), (20, 20), (16, 25), (400,)], strict=True):
            yield square, double, [sign * np.sqrt(tolerance) * bad(rng, shape)], (tolerance,), {}
        # The mean over many inputs is small, although one input is bad.
        shape = (3,) if sign > 0 else (2, 3)
        inputs = [np.zeros(shape) for _ in range(40)]
        inputs.insert(rng.integers(41), sign * np.sqrt(tolerance) * scattered(1, 10)(rng, shape))
        yield square, double, inputs, (tolerance,), {}
    for shape in ((900,), (25, 36)):  # the same with integers
        x = rng.choice([-1, 1], shape)
        one = 4 * scattered(0, 2)(rng, shape).astype(int)
        yield from ((square, double, [near], (tolerance,), {}) for near, tolerance in [(one, 3), (x, 30), (x, 300)])
    yield relu, negate, [negative(rng, 8)], (100,), {}
    # The equation fails, but f(x) is nearly g(x) for one input, and f(g(x)) is nearly x for the other.
    yield from ((square, double, [np.array([x + 1e-8])], (), {}) for x in (2, 0.25))
    for f, g, shape in OTHER_SHAPES[task]:
        yield from ((f, g, [x], (), {}) for x in (constant(rng, shape), distinct(rng, shape)))
    for x in (np.append(positive(rng, 8), -1), np.insert(positive(rng, 8), 3, -1)):
        yield *NAN_MAPS[task], [x], (1e-3,), {}


def _comparison(task, rng, kind, inputs, shape, tolerance=1e-6, fractions=False, **_):
    if kind == "other shapes":
        f, g, size = OTHER_SHAPES[task][rng.integers(3)]
        good, bad = lambda rng, _: constant(rng, size), lambda rng, _: distinct(rng, size)
    elif kind == "same size":
        f, g = SAME_SIZE[task]
        good = bad = constant
    elif kind in NEAR:
        f, g, (good, bad) = square, double, NEAR[kind]
    else:
        f, g, good, bad = KINDS[task][kind]
        g = transpose if f is right and shape != "line" else g  # right and flip can be exchanged if there are two axes
    if kind in NEAR:
        shape, factor = LARGE_SHAPES[shape], np.sqrt(min(tolerance or 1e-3, 1e-3))
    else:
        shape, factor = SHAPES[shape], 0.25 if fractions else 1
    names = () if inputs == "none" else inputs.split(", ")
    drawn = [factor * (good if name == "good" else bad)(rng, shape) for name in names]
    return f, g, drawn


def combined_errors(rng):
    """Calls f, g, x of `equivariance_error` that cover all pairs of properties."""
    pairs = [(square, double), (square, halve), (weigh, flip), (ramp, right), (blur, right), (relu, negate)]
    cases = covering(
        f_and_g=[*pairs, (right, transpose), (first, twice), (as_row, total)],
        size=[1, 2, 5, 8, (6, 6), (5, 7), (7, 5), (5, 1)],
        content=[*CONTENT, "framed"],
        view=VIEWS,
    )
    for case in cases:
        (f, g), shape, content = case["f_and_g"], np.atleast_1d(case["size"]), case["content"]
        if f is weigh and shape[-1] == 1:  # nothing would be left
            f, g = square, halve
        if content == "framed" and min(shape) >= 5:
            yield f, g, framed(rng, shape)
        else:
            yield f, g, _content(rng, shape, "ints" if content == "framed" else content, case["view"])


def single_comparisons(task, rng):
    """Calls f, g, inputs, options with one input: differences of either sign, also at one place of many."""
    for kind in (*KINDS[task], "one of many", "all"):
        if kind != "NaN":
            for pattern in ("good", "bad"):
                yield from ((*_comparison(task, rng, kind, pattern, shape), (), {}) for shape in ("line", "plane"))


def check_all(function, reference, calls, rng):
    """Compare all calls with the reference, also after a wrong result: all results show which mistake it is."""
    with assertions.all_checked():
        for *args, options, named in in_any_order(rng, [*calls]):
            assertions.same(function, reference, *args, *options, **named)


def check_answers(function, cases, rng):
    """Each case is a list: the expected result, then the arguments. A dict at the end contains keyword arguments.

    All calls are made, also after a wrong result: all results together show which mistake it is.
    """
    with assertions.all_checked():
        for answer, *args in in_any_order(rng, cases):
            keywords = args.pop() if isinstance(args[-1], dict) else {}
            assertions.value(function, answer, *args, **keywords)


# f, g, inputs for which the equation holds, and inputs for which it fails, with the larger value on the left.
EVERY = {"is_equivariant": (relu, square, positive, negative), "is_invariant": (relu, double, negative, positive)}
ROUNDING_MAPS = {"is_equivariant": (weigh, third), "is_invariant": (shares, third)}
NAN_MAPS = {"is_equivariant": (nan_below_zero, flip), "is_invariant": (nan_below_zero, keep)}


def check_every(function, task, rng):
    """Lists with one bad input, at any position in the list."""
    f, g, good, bad = EVERY[task]
    cases = [[True, f, g, []], [False, f, g, [bad(rng, 7), bad(rng, 6)]], [True, square, double, []]]
    # An error above 5. With 40 zeros in the list, the mean error is below 0.2.
    cases += [[False, square, double, [np.zeros(1)] * 40 + [np.array([1.6])], 0.5]]
    for spoilt in range(4):
        inputs = [good(rng, 7 + number) for number in range(4)]
        cases += [[True, f, g, inputs], [True, f, g, inputs[spoilt:]]]
        cases += [[False, f, g, inputs[:spoilt] + [bad(rng, 6)] + inputs[spoilt + 1 :]]]
    check_answers(function, cases, rng)


def check_tolerance(function, task, rng):
    """With double, the error of square is 2 x² in equation 1, and 3 x² in invariance."""
    cases = [[True, *ROUNDING_MAPS[task], [np.arange(1, 31) / 7]]]
    for size, answer in [(1e-4, True), (0.1, False)]:
        cases += [[answer, square, double, [np.array([size * sign])]] for sign in (1, -1)]
    for size, tolerance, answer in [(1, 100, True), (100, 5, False), (0.01, 0.02, True), (0.1, 0, False), (0, 0, True)]:
        x = size * rng.uniform(0.6, 1, 1)
        cases += [[answer, square, double, [x], tolerance], [answer, square, double, [x], {"tolerance": tolerance}]]
    check_answers(function, cases, rng)


def check_nan(function, f, g, rng):
    x = np.append(np.abs(distinct(rng, 5)), 0)
    cases = [[True, f, g, [x]], [False, f, g, [-x]]]
    for one in (np.append(-1, x), np.append(x, -1), np.insert(x, 2, -1)):  # first, last, and between other values
        cases += [[False, f, g, [one]]]
    check_answers(function, cases, rng)


def combined_tables(rng):
    """Calls f, transforms, inputs, options of `equivariances` that cover all pairs of properties, for one transform and
    for several."""
    more = {"keep": keep, "negate": negate, "double": double, "right": right}
    for number, (f, g, inputs, *options) in enumerate(combined_comparisons("is_equivariant", rng)):
        others = in_any_order(rng, [*more.items()])[: 1 + number % 2]
        yield f, {"it": g}, inputs, *options
        yield f, dict(in_any_order(rng, [("it", g), *others])), inputs, *options
    yield square, {}, [framed(rng, 9)], (), {}
    yield square, {}, [], (1.0,), {}


def plain_calls(task, rng):
    """Twelve of the plainest calls of a task, with integers. Nearly all mistakes leave their results right.

    The first two are of the same kinds for all students, because their results must be right.
    """
    if task == "translate":
        return [(framed(rng, 7 + number % 3), 1 + number % 2) for number in range(12)]
    if task == "detect":
        places = [4, *rng.permutation(11) % 5]
        return [(np.insert(np.zeros(4, int), place, [3, 2]),) for place in places]
    some = [np.arange(2, 3) + number for number in range(12)]
    holds = [True, False, *rng.permutation([True, False] * 5)]
    if task == "equivariance_error":
        return [(double, keep if equal else raised, x) for x, equal in zip(some, holds, strict=True)]
    if task == "equivariances":
        return [(square, {"a": keep if equal else double}, [x]) for x, equal in zip(some, holds, strict=True)]
    return [(square, keep if equal else double, [x]) for x, equal in zip(some, holds, strict=True)]


def kept_calls(task, rng):
    """Calls with arguments of all kinds that a function could change."""
    x, y = distinct(rng, 7), framed(rng, 9)
    arrays = [x, x / 4, distinct(rng, 14)[::-2]]
    if task == "translate":
        return [*((one, 2) for one in arrays), (framed(rng, (6, 7)) / 4, (1, 2)), (framed(rng, (6, 7)).T, (2, 1))]
    if task == "detect":
        line = np.repeat([0, 3, 2, 7, 3, 2, 0], 2)
        return [(line,), (line / 1.0,), (line[::2],), (line[::-1].copy()[::-1] / 1.0,)]
    if task == "equivariance_error":
        return [(square, double, one) for one in arrays]
    if task == "equivariances":
        return [(square, {"a": keep, "b": double}, [one, y, y / 4]) for one in arrays]
    return [(square, keep, [one, y, y / 4]) for one in arrays]


# Neighbours other than 3, 2 with the same sum, weighted sum, ratio or difference, or with similar values.
NEAR_MISSES = [(4, 1), (2, 3), (3, 3), (2, 2), (1, 5), (5, -1), (6, 4), (-3, -2), (4, 3), (3, 1), (3, 0), (0, 2)]
NEAR_MISSES += [(3.001, 2), (3, 1.999), (3.25, 2), (2.75, 2), (3, 2.25), (3, 1.75), (3.5, 1.5), (0, 6.5)]


def combined_lines(rng):
    """Inputs of `detect` that cover all pairs of properties."""
    between = {
        "nothing": [],
        "zeros": [0, 0],
        "similar": [3, 3],
        "reversed": [2, 3],
        "below": [-3, 2],
        "more": [4, 1, 9],
    }
    cases = covering(
        start=["zero", "pattern", "2", "3"], end=["zero", "pattern", "2", "3"], between=[*between],
        patterns=[0, 1, 2], fractions=[False, True], view=["no view", "every second"],
    )  # fmt: skip
    ends = {"zero": [0], "pattern": [3, 2], "2": [2], "3": [3]}
    for case in cases:
        middle = between[case["between"]]
        x = np.array([*ends[case["start"]], *([*middle, 3, 2] * case["patterns"]), *middle, *ends[case["end"]]])
        if case["fractions"]:
            x = np.insert(x.astype(float), rng.integers(len(x) + 1), rng.choice([3.25, 2.75, 1.5, 2.25]))
        yield np.repeat(x, 2)[::2] if case["view"] == "every second" else x
    yield from ([3, 2], [2, 3], [0, 3], [3, 2, 0], [0, 3, 2], [2, 0, 3], [3.25, 2], [0, 2.75, 2, 0, 3, 2.25], [3, 1.75])
    yield from ([-1, 3.25, 2], [-1, 4, 3, 1], [1, 5, 3, 2], [1, 5])
