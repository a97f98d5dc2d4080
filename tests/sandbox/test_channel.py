"""Data arrives as it was sent, and what is not a message is refused before it can use memory."""

import json
import os
import random
import threading
import time
from fractions import Fraction

import numpy as np
import pytest

from autograder.sandbox.channel import ChannelTimeout, new_channel
from autograder.sandbox.encoding import Opaque, TooLarge
from autograder.sandbox.frames import HEADER, ChannelError, encoded
from autograder.sandbox.inside import grader_channel
from autograder.sandbox.inside.grader_channel import GraderChannel
from autograder.sandbox.pickled import pickled, unpickled
from autograder.sandbox.unsent import SENT, SIZE, Unsent, new_memory, unsent_after

LIMIT = 2**20


@pytest.fixture
def channels(monkeypatch):
    """The student's side and the grader's side. On a busy machine, replies stay unsent as long as on a quiet one."""
    monkeypatch.setattr(grader_channel, "SEND_SECONDS", 60)
    grader, theirs, memory = new_channel(LIMIT)
    with theirs:
        yield GraderChannel(theirs, memory, LIMIT), grader
    grader.close()


@pytest.fixture
def to_grader(channels):
    """Send a value as a reply."""
    student, grader = channels

    def sent(value):
        student.send(value)
        student.flush()
        return grader.receive(time.monotonic() + 1)

    return sent


@pytest.fixture(params=["to the grader", "to the student"])
def travel(request, channels, to_grader):
    """Send a value in each direction."""
    student, grader = channels

    def sent(value):
        grader.send(pickled(value, LIMIT, with_functions=False).data, b"body", time.monotonic() + 1)
        header, body = student.receive()
        assert body == b"body"
        return unpickled(header)

    return to_grader if request.param == "to the grader" else sent


@pytest.mark.parametrize("dtype", ["?", "b", "h", "i", "q", "B", "H", "I", "Q", "e", "f", "d", "F", "D", ">i4", ">f8"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (2, 0, 4), (2, 3, 4, 5)])
def test_arrays_keep_shape_dtype_and_values(travel, dtype, shape):
    """Arrays of all kinds of numbers arrive with the same shape and values, in this machine's byte order."""
    array = np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype)
    arrived = travel(array)
    assert arrived.dtype == array.dtype.newbyteorder("=")
    assert arrived.shape == shape
    assert np.array_equal(arrived, array)
    assert arrived.flags.writeable


def test_views_arrive_as_views(travel):
    """An array that is not contiguous arrives as one that is not contiguous."""
    base = np.arange(24).reshape(4, 6)
    for view in (base.T, base[::2, ::-1], base[:, 1:3]):
        arrived = travel(view)
        assert np.array_equal(arrived, view)
        assert not arrived.flags.c_contiguous


PLAIN = [None, True, 0, -(2**70), 1.5, 2 + 3j, "x̂ ↦ y", [1, [2.0, "a"]], (1, (2,)), {"a": 1, (1, 2): [None]}]


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_plain_values_keep_value_and_type(travel, value):
    """Numbers, text, lists, tuples and dicts arrive with the same value and type."""
    arrived = travel(value)
    assert arrived == value
    assert type(arrived) is type(value)


def test_numpy_scalars_stay_numpy_scalars(travel):
    """A NumPy scalar arrives with the same type."""
    for scalar in (np.int64(3), np.float32(0.5), np.complex64(1 + 2j)):
        arrived = travel(scalar)
        assert type(arrived) is type(scalar)
        assert arrived == scalar


def test_nan_and_infinities_arrive(travel):
    """NaN and infinities arrive."""
    nan, *infinities = travel([float("nan"), float("inf"), -np.inf])
    assert nan != nan
    assert infinities == [np.inf, -np.inf]


def test_other_numbers_and_sequences_become_plain_ones(travel):
    """Fractions, ranges, long doubles and memoryviews arrive as plain numbers and lists."""
    sent = [Fraction(27, 2), range(3), np.longdouble(0.5), memoryview(b"ab")]
    assert travel(sent) == [13.5, [0, 1, 2], 0.5, [97, 98]]


def test_objects_in_arrays_arrive_one_by_one(travel):
    """An array of objects arrives with its numbers, and with an Opaque for each object that is not data."""
    arrived = travel(np.array([[1, 2.5], [None, object()]], dtype=object))
    assert arrived.shape == (2, 2)
    assert arrived[0].tolist() == [1, 2.5]
    assert isinstance(arrived[1, 1], Opaque)


def test_what_is_no_data_arrives_as_its_type_name(travel):
    """Only the type's name of a generator, a class or an instance arrives."""
    names = [value.type_name for value in travel([(i for i in "ab"), int, object()])]
    assert names == ["generator", "type", "object"]


def test_sets_of_other_types_and_odd_keys_arrive(to_grader):
    """A subclass of a set arrives as a set. A key that arrives as a list is only the name of its type."""

    class Own(set):
        pass

    assert to_grader(Own([1, 2])) == {1, 2}
    [key] = to_grader({range(3): 1})
    assert key.type_name == "list"


def test_numbers_without_a_plain_value_arrive_as_their_type_name(travel):
    """A fraction beyond the largest float, and a time span, are no error of the sender."""
    arrived = travel([Fraction(10**400), np.timedelta64(1, "s")])
    assert [value.type_name for value in arrived] == ["Fraction", "timedelta64"]


def test_the_name_of_a_type_cannot_control_a_terminal(travel):
    """Escape sequences in the name of a type arrive as Python writes them."""
    [value] = travel([type("\x1b[2J", (), {})()])
    assert repr(value) == r"an object of type \x1b[2J"


def test_sets_bytes_and_large_integers_arrive(travel):
    """Sets, bytes and integers beyond the largest float arrive as themselves; a bytearray arrives as bytes."""
    sent = [{1, (2, "a")}, frozenset({b"x"}), b"\x00\xff", bytearray(b"ab"), 10**400, -(2**5000), {10**400: {3}}]
    arrived = travel(sent)
    assert arrived == sent
    assert [type(value) for value in arrived[:4]] == [set, frozenset, bytes, bytes]


def test_text_arrives_without_lone_surrogates(to_grader):
    """Text that arrives can always be encoded as UTF-8, also the keys of a dict."""
    to_grader("a\ud800b").encode("utf-8")
    [key] = to_grader({"a\ud800b": 1})
    key.encode("utf-8")


def test_too_much_is_refused_by_the_sender(channels):
    """The student's side refuses what does not fit into a message, and cycles."""
    cycle = []
    cycle.append(cycle)
    large = [10**4300, set(range(2000)), dict.fromkeys(range(2000)), np.empty((10**6, 0)), np.zeros((1,) * 40)]
    for value in (np.zeros(LIMIT), list(range(LIMIT)), np.broadcast_to(0.0, (10**6, 10**6)), cycle, *large):
        with pytest.raises(TooLarge):
            channels[0].send(value)


def test_too_much_is_refused_by_the_grader():
    """The grader refuses values that take more bytes than a message has, and cycles."""
    cycle = []
    cycle.append(cycle)
    for value in (np.zeros(LIMIT), list(range(LIMIT)), np.broadcast_to(0.0, (10**6, 10**6)), cycle, 10**4_000_000):
        with pytest.raises(TooLarge):
            pickled(value, LIMIT)


def test_an_array_that_is_sent_twice_arrives_as_two():
    """A function that changes one of its arguments does not change the other one, or the next call's."""
    x = np.arange(3.0)
    first, (second,) = unpickled(pickled([x, (x,)], LIMIT).data)
    first[0] = 7
    assert second.tolist() == [0, 1, 2]


def test_functions_arrive_as_stand_ins():
    """Each function has one place, wherever it occurs. Without functions, only the name of its type arrives."""
    sent = pickled([len, {"key": (print, len)}], LIMIT)
    assert sent.functions == (len, print)
    assert unpickled(sent.data, "stand-in {}".format) == ["stand-in 0", {"key": ("stand-in 1", "stand-in 0")}]
    [arrived] = unpickled(pickled([len], LIMIT, with_functions=False).data)
    assert isinstance(arrived, Opaque)


def test_replies_arrive_together(channels):
    """Replies that follow each other at once are kept, and are sent with the next message that is waited for."""
    student, grader = channels
    student.flush()
    for number in range(5):
        student.send([number, np.arange(number)])
    grader.sock.setblocking(False)
    with pytest.raises(BlockingIOError):
        grader.sock.recv(1)
    student.flush()
    assert [grader.receive(time.monotonic() + 1)[0] for _ in range(5)] == list(range(5))


def test_no_reply_is_lost_if_the_next_call_hangs(channels):
    """The grader finds replies that were not sent yet, each once, also if they are sent later."""
    student, grader = channels
    student.flush()
    for number in range(3):
        student.send(number)
    assert grader.receive(time.monotonic() + 1) == 0
    student.send(3)
    student.flush()
    student.send(4)
    assert [grader.receive(time.monotonic() + 1) for _ in range(4)] == [1, 2, 3, 4]
    with pytest.raises(ChannelTimeout):
        grader.receive(time.monotonic() + 0.1)


def test_no_reply_is_lost_if_the_process_ends(channels):
    """Replies that were not sent before the socket closed are read. Then the channel is closed."""
    student, grader = channels
    student.flush()
    student.send("last")
    student.sock.close()
    assert grader.receive(time.monotonic() + 1) == "last"
    with pytest.raises(ChannelError, match="closed"):
        grader.receive(time.monotonic() + 1)


def test_long_replies_are_sent_at_once(channels):
    """A reply for which the memory has no room is sent, after those before it."""
    student, grader = channels
    student.flush()

    def send():
        for value in ("short", np.zeros(SIZE // 8), "after"):
            student.send(value)
        student.flush()

    sender = threading.Thread(target=send)  # the socket has no room for all of it
    sender.start()
    arrived = [grader.receive(time.monotonic() + 1) for _ in range(3)]
    sender.join()
    assert (arrived[0], arrived[1].size, arrived[2]) == ("short", SIZE // 8, "after")


@pytest.mark.parametrize("damage", [b"\xff" * 16, b"\x00" * 8 + b"\xff" * 8, bytes(8) + SIZE.to_bytes(8, "little")])
def test_a_damaged_memory_gives_nothing_or_what_is_in_it(damage):
    """Whatever numbers a process writes into its memory, the grader reads at most the memory."""
    memory = new_memory()
    try:
        Unsent(memory).add(b"reply")
        os.pwrite(memory, damage, SENT)
        assert len(unsent_after(memory, 0)) <= SIZE
        os.ftruncate(memory, 3)
        assert unsent_after(memory, 0) == b""
    finally:
        os.close(memory)


def test_silence_ends_at_the_deadline(channels):
    """Waiting for a message ends at the deadline."""
    with pytest.raises(ChannelTimeout):
        channels[1].receive(time.monotonic() + 0.05)


def test_half_a_message_ends_at_the_deadline_or_with_the_sender(channels):
    """An incomplete message is an error: a timeout, or a closed channel."""
    student, grader = channels
    student.sock.sendall(HEADER.pack(100, 0) + b"[1")
    with pytest.raises(ChannelTimeout):
        grader.receive(time.monotonic() + 0.05)
    student.sock.close()
    with pytest.raises(ChannelError):
        grader.receive(time.monotonic() + 0.05)


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
    value = {"id": "x", "values": [np.arange(6).reshape(2, 3), (1.5, "t"), {"k": None}]}
    message = encoded(value, LIMIT, lambda value: None)
    for _ in range(2000):
        damaged = bytearray(message)
        for _ in range(generator.randint(1, 4)):
            damaged[generator.randrange(HEADER.size, len(damaged))] = generator.randrange(256)
        channel, theirs, _ = new_channel(LIMIT)
        with theirs:
            theirs.sendall(damaged)
        try:
            channel.receive(time.monotonic() + 1)
        except ChannelError:
            pass
        finally:
            channel.close()
