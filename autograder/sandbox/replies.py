"""Check what the student's process sends: replies, and calls back of functions that the grader gave to it."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.sandbox.encoding import size_if_listed
from autograder.sandbox.frames import ChannelError

MAX_TEXT = 4000  # characters of each text that describes an error; `child.py` sends half as many
# In a reply, or in the arguments of a call back, and in all replies of a task, which the grader keeps to explain them.
# Hidden tests need a few hundred, and ten thousand.
MAX_VALUES, MAX_TASK_VALUES = 100_000, 500_000
ERROR_TEXTS = ("type", "message", "place", "code")


def is_reply_to(message: Any, request: str, place: int) -> bool:
    """Whether a message is the reply to the step in this place of this request."""
    if type(message) is not dict:
        return False
    own, number = message.get("id"), message.get("place")
    return type(own) is str and type(number) is int and own == request and number == place


def validated_reply(reply: Any) -> dict[str, Any]:
    """The reply, if it has the form that `child.py` gives to replies. Raises ChannelError otherwise."""
    if not isinstance(reply, dict) or not all(_is_text(reply.get(key, "")) for key in ("not_callable", "too_large")):
        raise ChannelError("no reply")
    if "error" in reply:
        error = reply["error"]
        if not isinstance(error, dict) or not all(_is_text(error.get(key, "")) for key in ERROR_TEXTS):
            raise ChannelError("no description of an error")
        if type(error.get("line", 0)) is not int or not {"type", "message"} <= error.keys():
            raise ChannelError("no description of an error")
    return reply


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MAX_TEXT


def callback(message: dict[str, Any]) -> tuple[int, list[Any], dict[str, Any]]:
    """The index of the function that the student's process calls back, and its arguments.

    Raises ChannelError if the message is not a call back.
    """
    index, args, kwargs = (message.get(key) for key in ("function", "args", "kwargs"))
    names = kwargs.keys() if isinstance(kwargs, dict) else [None]
    if type(index) is not int or index < 0 or not isinstance(args, (list, tuple)) or not all(map(_is_text, names)):
        raise ChannelError("no callback")
    return index, list(args), dict(kwargs or {})


def unasked_calls(message: dict[str, Any]) -> int:
    """How many calls of given functions the student's process has made in this step without asking, as it says."""
    count = message.get("unasked", 0)
    return count if type(count) is int and count > 0 else 0


def size_in_bytes(value: Any) -> int:
    """About how much memory a decoded value needs."""
    if isinstance(value, (str, bytes)):
        return len(value)
    if isinstance(value, np.ndarray):
        return value.nbytes
    if isinstance(value, dict):
        return sum(map(size_in_bytes, (*value.keys(), *value.values())))
    return sum(map(size_in_bytes, value)) if isinstance(value, (list, tuple, set, frozenset)) else 8


def count_values(value: Any) -> int:
    """How many numbers, characters and other values a received value consists of, also if it becomes an array.

    In an array of texts, each text takes as much memory as the longest one. An empty axis counts as 1.
    """
    count, longest, others = _counted(value)
    return count * longest + others


def _counted(value: Any) -> tuple[int, int, int]:
    """The values within lists, the length of the longest text among them, and the values within dicts."""
    kind = type(value)
    if kind is np.ndarray:
        if value.dtype != object:
            return size_if_listed(value.shape), 1, 0
        count, longest, others = _items_counted(value.ravel().tolist())
        return max(count, size_if_listed(value.shape)), longest, others
    if kind is str or kind is bytes:
        return 1, len(value) or 1, 0
    if kind is dict:
        return 1, 1, count_values(list(value)) + sum(map(count_values, value.values()))
    if kind in (list, tuple, set, frozenset):
        return _items_counted(value)
    return 1, 1, 0


def _items_counted(items: Iterable[Any]) -> tuple[int, int, int]:
    count, longest, others = 0, 1, 0
    for item in items:
        kind = type(item)
        if kind is float or kind is int:
            count += 1
        else:
            inner = _counted(item)
            count, longest, others = count + inner[0], max(longest, inner[1]), others + inner[2]
    return max(count, 1), longest, others
