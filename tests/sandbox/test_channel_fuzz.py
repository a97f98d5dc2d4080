"""Whatever a student's process sends is decoded or refused, with little work. Hypothesis makes the messages.

The strategies follow the grammar of messages (`encoding.py`): every kind of node in the place of every other, with
right and wrong shapes, lengths and types.
"""

import io
import json
import os
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox.channel import Channel
from autograder.sandbox.decoding import NODES
from autograder.sandbox.frames import HEADER, ChannelError, encoded
from autograder.sandbox.replies import MAX_VALUES, callback, count_values
from autograder.sandbox.work_limits import processor_seconds

LIMIT = 2**26
NO_MEMORY = os.open(os.devnull, os.O_RDONLY)
SECONDS = 2  # of the processor, for one message; they usually take less than a millisecond
MEMORY = 2**20  # bytes beyond those that the message's own length explains
PER_BYTE = 200  # bytes of memory for each byte of the message: a list takes more than its brackets


VALUE = {"values": [np.arange(6.0).reshape(2, 3), (1, "a", 2j), {"b": np.float32(1)}]}
MESSAGE = encoded(VALUE, LIMIT, lambda value: None)  # well-formed
LENGTHS = st.sampled_from([0, 1, 2, 3, 2**12, 2**22, 2**26, 2**62, -1, True, 1.0, "1"])
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["<f8", "|u1", "|O"])
)
DTYPES = st.sampled_from(["|b1", "|u1", "<f8", "<c16", "|O", "<U9", ""])


def nodes(inner):
    """All kinds of nodes, each with values of the right type, and with any other node in its place."""
    shapes = st.lists(LENGTHS, max_size=3) | inner
    items = st.lists(inner, max_size=4) | inner
    pairs = st.lists(st.lists(inner, min_size=2, max_size=2) | inner, max_size=4) | inner
    starts = st.integers(-9, 99) | inner
    array = {"array": DTYPES | inner, "shape": shapes, "at": starts}
    made = [
        st.fixed_dictionaries(array, optional={"view": inner}),
        st.fixed_dictionaries({"objects": items, "shape": shapes}),
        st.fixed_dictionaries({"scalar": DTYPES | inner, "value": inner}),
        st.fixed_dictionaries({"complex": st.lists(st.floats() | inner, max_size=3) | inner}),
        st.fixed_dictionaries({"integer": st.sampled_from(["ff", "-1", "0x_1", "f" * 9999]) | inner}),
        st.fixed_dictionaries({"bytes": st.sampled_from(["", "00ff", "0", "zz"]) | inner}),
        *(st.fixed_dictionaries({kind: items}) for kind in ("tuple", "set", "frozenset")),
        st.fixed_dictionaries({"dict": pairs}),
        st.fixed_dictionaries({"record": st.dictionaries(st.text(max_size=3), inner, max_size=3) | inner}),
        *(st.fixed_dictionaries({kind: st.integers(-2, 3) | inner}) for kind in ("function", "opaque")),
    ]
    return st.lists(inner, max_size=4) | st.one_of(made)


TREES = st.recursive(LEAVES, nodes, max_leaves=20)
CALLBACKS = st.fixed_dictionaries({"function": TREES, "args": TREES, "kwargs": TREES}).map(
    lambda parts: {"dict": [[key, value] for key, value in parts.items()]}
)


def test_the_strategy_knows_all_kinds_of_nodes():
    """A kind of node that is added to the grammar must be added here."""
    text = " ".join(str(nodes(st.none())).split())
    assert [key for keys in NODES for key in keys if repr(key) not in text] == []


@settings(max_examples=600, deadline=None, derandomize=True)
@given(TREES, st.binary(max_size=64))
def test_any_tree_is_decoded_or_refused(tree, body):
    """Any tree ends as a value whose arrays fit into the message's bytes, or as a ChannelError, with little work."""
    received = read(json.dumps(tree).encode(), body)
    if received is not None:
        assert sum(array.nbytes for array in arrays_in(received)) <= 2 * len(body)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(CALLBACKS, st.binary(max_size=64))
def test_any_call_back_is_read_or_refused(tree, body):
    """A call back has an index, a list of arguments and a dict of them, or it is a ChannelError."""
    received = read(json.dumps(tree).encode(), body)
    if received is not None:
        with processor_seconds(SECONDS):
            try:
                index, args, kwargs = callback(received)
            except ChannelError:
                return
        assert index >= 0
        assert isinstance(args, list)
        assert all(isinstance(name, str) for name in kwargs)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.binary(max_size=200), st.binary(max_size=20))
def test_any_bytes_are_decoded_or_refused(tree, body):
    """Bytes that are not JSON end as a ChannelError."""
    read(tree, body)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.data())
def test_a_message_with_changed_bytes_is_decoded_or_refused(data):
    """A message in which some bytes were changed, also of its lengths, ends as a value or as a ChannelError."""
    message = bytearray(MESSAGE)
    for place in data.draw(st.lists(st.integers(0, len(message) - 1), min_size=1, max_size=5)):
        message[place] = data.draw(st.integers(0, 255))
    read_bytes(bytes(message))


def read(tree, body):
    return read_bytes(HEADER.pack(len(tree), len(body)) + tree + body)


def read_bytes(message):
    """The value that the receiver decodes from these bytes; None if it refuses them. Fails if that is much work."""
    tracemalloc.start()
    try:
        with processor_seconds(SECONDS):
            received = Channel(Bytes(message), NO_MEMORY, LIMIT).receive(function_at=lambda index: print)
            count_values(received)
    except ChannelError:
        received = None
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < MEMORY + PER_BYTE * len(message)
    return received


class Bytes(io.BytesIO):
    """A socket from which only these bytes come."""

    recv = io.BytesIO.read

    def settimeout(self, seconds):
        """No read waits."""


def arrays_in(value):
    """The arrays of numbers in a value."""
    if isinstance(value, np.ndarray) and value.dtype != object:
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return [array for item in inner for array in arrays_in(item)]


NESTED = b'{"tuple":' * 3000 + b"[]" + b"}" * 3000
COLLIDING = json.dumps({"set": [n * (2**61 - 1) for n in range(15_000)]}).encode()


@pytest.mark.parametrize("tree", [
    b"[" + b"[]," * 2_000_000 + b"[]]",
    b'[{"array":"<f8","shape":[1],"at":0},{"array":"<f8","shape":[1],"at":0}]',
    b'{"array":"<f8","shape":[4611686018427387904,4],"at":0}',
    b'{"array":"|u1","shape":[4194304,0],"at":0}',
    b'{"objects":[],"shape":[4194304,0]}',
    b'{"tuple":{"array":"|u1","shape":[4194304,0],"at":0}}',
    b'{"tuple":"aaaa"}',
    b'{"dict":[{"array":"|u1","shape":[2],"at":0}]}',
    b'{"dict":["ab"]}',
    b'{"record":[["a",1]]}',
    b'{"record":"ab"}',
    json.dumps({"record": dict.fromkeys(map(str, range(2000)))}).encode(),
    b'{"scalar":"<f8","value":{"array":"|u1","shape":[1],"at":0}}',
    b'{"integer":"' + b"f" * 100_000 + b'"}',
    b'{"shape":[1],"array":"<f8","at":0}',
    b'{"function":-1}',
    COLLIDING,
    NESTED,
    b"[" * 100_000 + b"]" * 100_000,
    b'"' + b"9" * 100,
    b"1" + b"0" * 10_000,
])  # fmt: skip
def test_a_message_cannot_grow_while_it_is_read(tree):
    """A message that would need much memory or time is refused, and so is a node in the place of a list."""
    assert read(tree, bytes(8)) is None


@pytest.mark.parametrize("value", [
    ["x" * 10_000, *["y"] * 5_000],
    [[["x" * 10_000]], ["y"] * 5_000],
    (b"x" * 10_000, *[b"y"] * 5_000),
    {"key": ["x" * 10_000, *["y"] * 5_000]},
    np.empty((2**22, 0)),
    [np.empty((2**22, 0), dtype=object)],
    np.array(["x" * 10_000, *["y"] * 5_000], dtype=object),
])  # fmt: skip
def test_a_value_counts_as_what_it_becomes_as_an_array(value):
    """Each text of an array takes as much memory as the longest one, and each empty row is a list."""
    assert count_values(value) > MAX_VALUES
