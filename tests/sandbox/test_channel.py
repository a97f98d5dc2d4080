"""Data arrives as it was sent, and what is not a message is refused before it can use memory."""

import json
import random
import socket
import time
from fractions import Fraction

import numpy as np
import pytest

from autograder.sandbox.channel import HEADER, Channel, ChannelError, ChannelTimeout
from autograder.sandbox.encoding import Opaque, TooLarge

LIMIT = 2**20


@pytest.fixture
def channels():
    ends = socket.socketpair()
    yield tuple(Channel(end, LIMIT) for end in ends)
    for end in ends:
        end.close()


def travel(channels, value):
    channels[0].send(value, time.monotonic() + 1)
    return channels[1].receive(time.monotonic() + 1)


@pytest.mark.parametrize("dtype", ["?", "b", "h", "i", "q", "B", "H", "I", "Q", "e", "f", "d", "F", "D", ">i4", ">f8"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (2, 0, 4), (2, 3, 4, 5)])
def test_arrays_keep_shape_dtype_and_values(channels, dtype, shape):
    """Arrays of all kinds of numbers arrive with the same shape and values, in this machine's byte order."""
    array = np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype)
    arrived = travel(channels, array)
    assert arrived.dtype == array.dtype.newbyteorder("=")
    assert arrived.shape == shape
    assert np.array_equal(arrived, array)
    assert arrived.flags.writeable


def test_views_arrive_as_views(channels):
    """An array that is not contiguous arrives as one that is not contiguous."""
    base = np.arange(24).reshape(4, 6)
    for view in (base.T, base[::2, ::-1], base[:, 1:3]):
        arrived = travel(channels, view)
        assert np.array_equal(arrived, view)
        assert not arrived.flags.c_contiguous


PLAIN = [None, True, 0, -(2**70), 1.5, 2 + 3j, "x̂ ↦ y", [1, [2.0, "a"]], (1, (2,)), {"a": 1, (1, 2): [None]}]


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_plain_values_keep_value_and_type(channels, value):
    """Numbers, text, lists, tuples and dicts arrive with the same value and type."""
    arrived = travel(channels, value)
    assert arrived == value
    assert type(arrived) is type(value)


def test_numpy_scalars_stay_numpy_scalars(channels):
    """A NumPy scalar arrives with the same type."""
    for scalar in (np.int64(3), np.float32(0.5), np.complex64(1 + 2j)):
        arrived = travel(channels, scalar)
        assert type(arrived) is type(scalar)
        assert arrived == scalar


def test_nan_and_infinities_arrive(channels):
    """NaN and infinities arrive."""
    nan, *infinities = travel(channels, [float("nan"), float("inf"), -np.inf])
    assert nan != nan
    assert infinities == [np.inf, -np.inf]


def test_other_numbers_and_sequences_become_plain_ones(channels):
    """Fractions, ranges, long doubles and memoryviews arrive as plain numbers and lists."""
    sent = [Fraction(27, 2), range(3), np.longdouble(0.5), memoryview(b"ab")]
    assert travel(channels, sent) == [13.5, [0, 1, 2], 0.5, [97, 98]]


def test_objects_in_arrays_arrive_one_by_one(channels):
    """An array of objects arrives with its numbers, and with an Opaque for each object that is not data."""
    arrived = travel(channels, np.array([[1, 2.5], [None, object()]], dtype=object))
    assert arrived.shape == (2, 2)
    assert arrived[0].tolist() == [1, 2.5]
    assert isinstance(arrived[1, 1], Opaque)


def test_what_is_no_data_arrives_as_its_type_name(channels):
    """Only the type's name of a generator, a class or an instance arrives."""
    names = [value.type_name for value in travel(channels, [(i for i in "ab"), int, object()])]
    assert names == ["generator", "type", "object"]


def test_sets_of_other_types_and_odd_keys_arrive(channels):
    """A subclass of a set arrives as a set. A key that arrives as a list is only the name of its type."""

    class Own(set):
        pass

    assert travel(channels, Own([1, 2])) == {1, 2}
    [key] = travel(channels, {range(3): 1})
    assert key.type_name == "list"


def test_numbers_without_a_plain_value_arrive_as_their_type_name(channels):
    """A fraction beyond the largest float, and a time span, are no error of the sender."""
    arrived = travel(channels, [Fraction(10**400), np.timedelta64(1, "s")])
    assert [value.type_name for value in arrived] == ["Fraction", "timedelta64"]


def test_the_name_of_a_type_cannot_control_a_terminal(channels):
    """Escape sequences in the name of a type arrive as Python writes them."""
    [value] = travel(channels, [type("\x1b[2J", (), {})()])
    assert repr(value) == r"an object of type \x1b[2J"


def test_sets_bytes_and_large_integers_arrive(channels):
    """Sets, bytes and integers beyond the largest float arrive as themselves; a bytearray arrives as bytes."""
    sent = [{1, (2, "a")}, frozenset({b"x"}), b"\x00\xff", bytearray(b"ab"), 10**400, -(2**5000), {10**400: {3}}]
    arrived = travel(channels, sent)
    assert arrived == sent
    assert [type(value) for value in arrived[:4]] == [set, frozenset, bytes, bytes]


def test_text_arrives_without_lone_surrogates(channels):
    """Text that arrives can always be encoded as UTF-8, also the keys of a dict."""
    travel(channels, "a\ud800b").encode("utf-8")
    [key] = travel(channels, {"a\ud800b": 1})
    key.encode("utf-8")


def test_too_much_is_refused_by_the_sender(channels):
    """The sender refuses what does not fit into a message, and cycles."""
    cycle = []
    cycle.append(cycle)
    large = [10**4300, set(range(2000)), dict.fromkeys(range(2000)), np.empty((10**6, 0)), np.zeros((1,) * 40)]
    for value in (np.zeros(LIMIT), list(range(LIMIT)), np.broadcast_to(0.0, (10**6, 10**6)), cycle, *large):
        with pytest.raises(TooLarge):
            channels[0].send(value)


def test_silence_ends_at_the_deadline(channels):
    """Waiting for a message ends at the deadline."""
    with pytest.raises(ChannelTimeout):
        channels[1].receive(time.monotonic() + 0.05)


def test_half_a_message_ends_at_the_deadline_or_with_the_sender(channels):
    """An incomplete message is an error: a timeout, or a closed channel."""
    channels[0].sock.sendall(HEADER.pack(100, 0) + b"[1")
    with pytest.raises(ChannelTimeout):
        channels[1].receive(time.monotonic() + 0.05)
    channels[0].sock.close()
    with pytest.raises(ChannelError):
        channels[1].receive(time.monotonic() + 0.05)


ARRAY = {"array": "<f8", "shape": [2], "at": 0}
MALFORMED = [
    "{",
    "[1",
    json.dumps({"array": "O", "shape": [1], "at": 0}),
    json.dumps(ARRAY | {"shape": [10**12]}),
    json.dumps(ARRAY | {"shape": [10**12, 0, 10**12], "at": 99}),
    json.dumps(ARRAY | {"shape": [0, 2**40]}),
    json.dumps(ARRAY | {"shape": [-1]}),
    json.dumps(ARRAY | {"shape": [1.5]}),
    json.dumps(ARRAY | {"shape": [True]}),
    json.dumps(ARRAY | {"shape": [1] * 40}),
    json.dumps(ARRAY | {"shape": "2"}),
    json.dumps(ARRAY | {"at": -8}),
    json.dumps(ARRAY | {"at": 8}),
    json.dumps({"dict": [[1, 2, 3]]}),
    json.dumps({"dict": 3}),
    json.dumps({"complex": ["a", 1]}),
    json.dumps({"scalar": "<f8", "value": "a"}),
    json.dumps({"objects": [1, 2], "shape": [3]}),
    json.dumps({"unknown": 1}),
    "[" * 5000 + "]" * 5000,
]


@pytest.mark.parametrize("tree", MALFORMED, ids=lambda tree: tree[:40])
def test_malformed_messages_are_refused(channels, tree):
    """A message with a wrong type, shape or place of an array ends with a ChannelError."""
    channels[0].sock.sendall(HEADER.pack(len(tree), 16) + tree.encode() + bytes(16))
    with pytest.raises(ChannelError):
        channels[1].receive(time.monotonic() + 1)


def test_a_message_too_long_is_refused_unread(channels):
    """A message is refused by its lengths alone if they exceed the limit."""
    channels[0].sock.sendall(HEADER.pack(2**32 - 1, 2**32 - 1))
    with pytest.raises(ChannelError, match="too long"):
        channels[1].receive(time.monotonic() + 1)


def test_damaged_messages_give_values_or_channel_errors(channels):
    """A message in which bytes were changed ends as a value or as a ChannelError."""
    generator = random.Random(1)
    captured = socket.socketpair()
    Channel(captured[0], LIMIT).send({"id": "x", "values": [np.arange(6).reshape(2, 3), (1.5, "t"), {"k": None}]})
    message = captured[1].recv(LIMIT)
    for end in captured:
        end.close()
    for _ in range(2000):
        damaged = bytearray(message)
        for _ in range(generator.randint(1, 4)):
            damaged[generator.randrange(HEADER.size, len(damaged))] = generator.randrange(256)
        ends = socket.socketpair()
        ends[0].sendall(damaged)
        ends[0].close()
        try:
            Channel(ends[1], LIMIT).receive(time.monotonic() + 1)
        except ChannelError:
            pass
        finally:
            ends[1].close()
