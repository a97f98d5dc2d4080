"""Values of every type that a course can have as arguments and results, nested, for Hypothesis."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

FLOATS = st.floats(allow_nan=False) | st.sampled_from([0.0, -0.0, np.inf, -np.inf, np.nan, 5e-324, 1e308])
INTS = st.integers(-9, 9) | st.sampled_from([53, 63, 64, 1100, 20_000]).map(lambda bits: 1 - 2**bits)
OTHER_NUMBERS = st.sampled_from([
    Fraction(1, 3), Fraction(10**400), Decimal("0.1"), Decimal("NaN"), Decimal("1e999"), 1 + 2j, complex(np.nan, 1),
])  # fmt: skip
TEXTS = st.text(max_size=4) | st.sampled_from(["", "nan", "\x1b[31m", "\ud800", "x" * 1000])
SCALARS = st.sampled_from([
    np.float64(1), np.float16(np.nan), np.longdouble(1), np.int8(-128), np.uint64(2**64 - 1), np.bool_(True),
    np.complex64(1j), np.str_("a"), np.bytes_(b"a"), np.datetime64("2020-01-01"), np.datetime64("NaT"),
    np.timedelta64(3, "s"), np.array(1), np.array("text"), np.array(None), np.array((1, 2.0), "i4,f8")[()],
])  # fmt: skip
HASHABLE = st.none() | st.booleans() | INTS | FLOATS | TEXTS | st.binary(max_size=3) | OTHER_NUMBERS
KEYS = HASHABLE | st.tuples(HASHABLE, HASHABLE) | st.frozensets(st.integers(0, 3), max_size=2)
SHAPES = [(), (0,), (3,), (2, 2), (0, 3), (3, 0), (2**16, 0), (1,) * 12, (2, 1, 2)]
DTYPES = ["f8", "f4", "f2", "i8", "i1", "u1", "u8", "?", "c16", "c8", ">f8", "g", "U3", "S2", "M8[s]", "m8[s]", "i4,f8"]


def array_of(shape, dtype, first):
    """An array of a type, with small numbers in it."""
    size = int(np.prod(shape))
    return (np.arange(size) + first).astype(dtype).reshape(shape)


def objects_of(items, columns):
    """An array of objects."""
    array = np.empty((len(items), columns), object)
    for row, item in enumerate(items):
        for column in range(columns):
            array[row, column] = item
    return array


ARRAYS = st.builds(array_of, st.sampled_from(SHAPES), st.sampled_from(DTYPES), st.integers(0, 2))
ODD_ARRAYS = st.sampled_from([
    np.array([1.5, np.nan, np.inf]), np.array(["NaT", "2020"], "M8[D]"), np.empty((2**16, 0), object),
    np.empty((0, 2**16), object), np.arange(8)[::2], np.array([10**400, 1], object), np.array([Fraction(1, 3)], object),
    np.ma.masked_array([1, 2], [True, False]), np.array(["a", "bc"]), np.broadcast_to(1.0, (300, 400)),
])  # fmt: skip


def nested(inner):
    """Structures of values."""
    lists = st.lists(inner, max_size=3)
    return (
        lists
        | lists.map(tuple)
        | st.dictionaries(KEYS, inner, max_size=3)
        | st.builds(objects_of, lists, st.integers(0, 2))
        | inner.map(lambda item: [item, [item, item]])
        | st.integers(1, 19).flatmap(lambda depth: inner.map(lambda item: wrapped(item, depth)))
    )


def wrapped(item, depth):
    """The item in so many lists."""
    for _ in range(depth):
        item = [item]
    return item


LEAVES = HASHABLE | SCALARS | ARRAYS | ODD_ARRAYS | st.sets(KEYS, max_size=3) | st.frozensets(KEYS, max_size=3)
PLAIN_VALUES = st.recursive(LEAVES, nested, max_leaves=6)
