"""The channel decodes or refuses arbitrary bytes, which Hypothesis generates."""

import io
import json
import socket

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox.channel import HEADER, Channel, ChannelError

LIMIT = 2**26
KEYS = [
    "array",
    "shape",
    "at",
    "view",
    "tuple",
    "dict",
    "scalar",
    "value",
    "complex",
    "objects",
    "function",
    "name",
    "opaque",
]


def encoded_message():
    """The bytes of a well-formed message."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        Channel(theirs, LIMIT).send({"values": [np.arange(6.0).reshape(2, 3), (1, "a", 2j), {"b": np.float32(1)}]})
        return ours.recv(1 << 16)


MESSAGE = encoded_message()

TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
        | st.fixed_dictionaries({"array": st.sampled_from(["<f8", "|O", "<i4"]), "shape": st.lists(st.integers()),
                                 "at": st.integers(-9, 99)}, optional={"view": inner})
    ),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(TREES, st.binary(max_size=64))
def test_any_tree_is_decoded_or_refused(tree, body):
    """Any JSON tree ends as a value whose arrays fit into the message's bytes, or as a ChannelError."""
    received = read(json.dumps(tree).encode(), body)
    if received is not None:
        assert sum(array.nbytes for array in arrays_in(received)) <= 2 * len(body)


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=200), st.binary(max_size=20))
def test_any_bytes_are_decoded_or_refused(tree, body):
    """Bytes that are not JSON end as a ChannelError."""
    read(tree, body)


@settings(max_examples=400, deadline=None)
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
    """The value that the receiver decodes from these bytes; None if it refuses them."""
    try:
        return Channel(Bytes(message), LIMIT).receive(proxy=lambda index: print)
    except ChannelError:
        return None


class Bytes(io.BytesIO):
    """A socket from which only these bytes come."""

    recv = io.BytesIO.read


def arrays_in(value):
    """The arrays of numbers in a value."""
    if isinstance(value, np.ndarray) and value.dtype != object:
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return [array for item in inner for array in arrays_in(item)]


@pytest.mark.parametrize("tree", [
    b"[" + b"[]," * 2_000_000 + b"[]]",
    b'[{"array":"<f8","shape":[1],"at":0},{"array":"<f8","shape":[1],"at":0}]',
    b'{"array":"<f8","shape":[4611686018427387904,4],"at":0}',
    b"[" * 100_000 + b"]" * 100_000,
    b'"' + b"9" * 100,
    b"1" + b"0" * 10_000,
])  # fmt: skip
def test_a_message_cannot_grow_while_it_is_read(tree):
    """A short message that would need much memory is refused."""
    assert read(tree, bytes(8)) is None
