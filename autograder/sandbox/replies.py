"""Check what the student's process sends: replies, and calls back of functions that the grader gave to it."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.sandbox.channel import ChannelError
from autograder.sandbox.precomputed import is_pure

MAX_TEXT = 4000  # characters of each text that describes an error; `child.py` sends half as many
MAX_VALUES = 100_000  # in a reply, or in the arguments of a call back; hidden tests need a few hundred
ERROR_TEXTS = ("type", "message", "place", "code")


def is_reply_to(message: Any, request: str, place: int) -> bool:
    """Whether a message is the reply to the step in this place of this request."""
    if not isinstance(message, dict) or type(message.get("id")) is not str or type(message.get("place")) is not int:
        return False
    return bool((message["id"], message["place"]) == (request, place))


def bounded_reply(message: Any) -> dict[str, Any]:
    """A reply, without its values if there are too many. Raises ChannelError if it is malformed."""
    if count_values(message) > MAX_VALUES:
        return {"too_large": f"more than {MAX_VALUES} values"}
    return validated_reply(message)


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


def answer_callback(message: dict[str, Any], callables: Sequence[Callable[..., Any]]) -> dict[str, Any]:
    """Call one of the grader's functions, as the student's process asks, and return the answer to send.

    Raises ChannelError if the message is not a call back.
    """
    try:
        function = callables[message["function"]]
        args, kwargs = message["args"], message["kwargs"]
        values = [*args, *kwargs.values()]
        if any(isinstance(value, np.ndarray) and value.dtype == object for value in values):
            # Computing with two arrays of objects could produce a result of any size.
            return {"error": "an array of objects was given to it"}
        if count_values(values) > MAX_VALUES:
            return {"error": f"more than {MAX_VALUES} values were given to it"}
    except (KeyError, IndexError, TypeError, AttributeError):
        raise ChannelError("no callback") from None
    try:
        return {"value": function(*args, **kwargs), "stays": is_pure(function)}
    except Exception as error:  # the student called it with values that it cannot work on
        return {"error": f"{type(error).__name__}: {error}", "value_error": isinstance(error, ValueError)}


def refuse_callback(*args: Any, **kwargs: Any) -> Any:
    """Takes the place of the grader's functions when no answer is needed any more."""
    raise RuntimeError("the call is over")


def count_values(value: Any) -> int:
    """How many numbers, characters and other values a received value consists of."""
    kind = type(value)
    if kind is float or kind is int:
        return 1
    if kind is str:
        return len(value)
    if kind is np.ndarray:
        return count_values(value.ravel().tolist()) if value.dtype == object else int(value.size)
    if kind is list or kind is tuple:
        return sum(map(count_values, value))
    if kind is dict:
        return sum(map(count_values, value.keys())) + sum(map(count_values, value.values()))
    return 1
