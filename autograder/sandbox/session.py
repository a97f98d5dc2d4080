"""The sandbox process, seen from the grader: started, asked with a deadline, ended for good."""

import contextlib
import secrets
import signal
import time
from collections.abc import Callable, Iterator

import numpy as np

from autograder.sandbox.channel import ChannelError, Deadline
from autograder.sandbox.deadline import Late, until
from autograder.sandbox.encoding import TooLarge
from autograder.sandbox.limits import CONFINED, Limits
from autograder.sandbox.precomputed import foreseen, is_pure
from autograder.sandbox.tiers import SandboxLost, start_process

NO_ANSWER = "its process sent something that is no answer"
LONGEST_TEXT = 4000  # of what an error is described with; ours are half as long
MOST_VALUES = 100_000  # in a reply, or in what a function of ours is called with; hidden tests lead to a few hundred


class ProcessEnded(Exception):
    """The process is gone or talks nonsense. The text says how it ended."""


class Overdue(Exception):
    """The process did not answer in time; it has been ended."""


class Sandbox:
    """One process that runs one notebook's code. Close it, or use it in a `with` statement.

    What it is asked are steps: cells to run, functions to call (`child.Server`).
    `draws` says that the notebook uses Matplotlib, which is then laid ready. `replacements` are functions of ours that
    stand for some of the notebook's from now on.
    """

    def __init__(
        self,
        limits: Limits,
        off_limits: tuple[str, ...] = (),
        draws: bool = False,
        tiers: tuple[int, ...] = CONFINED,
    ):
        self.limits = limits
        self.replacements = []
        self.job = start_process(tiers, limits, off_limits, draws)
        self.channel = self.job.channel
        self._request, self._callables, self._places = "", [], iter(())

    def carry_out(self, steps: list[dict], seconds: Callable[[], float]) -> Iterator[dict]:
        """The reply to each step, in order. `seconds` says, of each in turn, how long it may still take.

        The steps travel together, as many as a message holds; one that is too large alone gets {"refused": why}.
        """
        done = 0
        while done < len(steps):
            with self._within(seconds()) as deadline:
                try:
                    sent = self._send(steps[done:], deadline)
                except TooLarge as error:
                    sent, refused = 0, str(error)
            for _ in range(sent):
                with self._within(seconds()) as deadline:
                    reply = self._answered(next(self._places), deadline)
                yield reply
            if not sent:
                yield {"refused": refused}
            done += sent or 1

    def _send(self, steps, deadline):
        """Send as many of these steps as a message holds, and say how many. Raises TooLarge where it holds none."""
        message = {"id": secrets.token_hex(8), "steps": steps}
        with until(deadline):
            known = foreseen([call for step in steps for call in step.get("calls", ())])
        try:
            try:
                callables = [*self.replacements]
                self.channel.send(message | {"known": known}, deadline, callables)
            except TooLarge:  # what the steps alone may not be
                callables = [*self.replacements]
                self.channel.send(message, deadline, callables)
        except TooLarge:
            if len(steps) == 1:
                raise
            return self._send(steps[: len(steps) // 2], deadline)
        self._request, self._callables, self._places = message["id"], callables, iter(range(len(steps)))
        return len(steps)

    def forget(self, seconds: float) -> bool:
        """Wait so long for the replies that are still to come, whatever they are. False where it had to be ended."""
        deadline, self._callables = time.monotonic() + seconds, [_refuse] * len(self._callables)
        try:
            for place in self._places:
                self._answered(place, deadline)
        except (ChannelError, Late, ProcessEnded):
            self.close()
            return False
        return True

    @contextlib.contextmanager
    def _within(self, seconds):
        try:
            yield time.monotonic() + seconds
        except (Deadline, Late):
            self.close()
            raise Overdue(f"nothing came within {seconds:.2g} s") from None
        except ChannelError:
            raise ProcessEnded(self._how_it_ended()) from None

    def _answered(self, place, deadline):
        """The reply to the step in this place, after answering the calls back that come before it."""
        message = self._received(deadline)
        if not _is(message, self._request, place):
            with until(deadline):
                message = self._called_back(message, place, deadline)
        if message is None:
            self.close()
            raise ProcessEnded(f"it called the functions that it was given more than {self.limits.callbacks} times")
        large = _values_in(message) > MOST_VALUES
        return {"too_large": f"more than {MOST_VALUES} values"} if large else checked(message)

    def _called_back(self, message, place, deadline):
        """Answer calls back, of which this message is the first. The reply after them; None where they are too many."""
        for _ in range(self.limits.callbacks):
            answer = _answer(message, self._callables)
            try:
                self.channel.send(answer, deadline)
            except TooLarge as error:
                self.channel.send({"error": str(error)}, deadline)
            message = self._received(deadline)
            if _is(message, self._request, place):
                return message
        return None

    def _received(self, deadline):
        message = self.channel.receive(deadline, lambda index: self._callables[index])
        if not isinstance(message, dict):
            raise ChannelError("no reply")
        return message

    def _how_it_ended(self):
        ended = self.job.ended()
        self.close()
        if ended is None:
            return NO_ANSWER
        if not ended:
            raise SandboxLost(f"the process that student code ran in was lost ({self.job.complaint()})")
        if ended["why"] is not None:
            return f"it was stopped, because it {ended['why']}"
        if ended["code"] < 0:
            with contextlib.suppress(ValueError):
                return f"its process was ended by {signal.Signals(-ended['code']).name}"
        return f"it ended its process (exit code {ended['code']})"

    def close(self):
        """End the process and remove its folder. Any number of times."""
        self.job.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def _is(message, request, place):
    """Whether a message is the reply to this step of this request."""
    if not isinstance(message, dict) or type(message.get("id")) is not str or type(message.get("place")) is not int:
        return False
    return (message["id"], message["place"]) == (request, place)


def checked(reply):
    """The reply, if an error in it is described as ours are."""
    if not isinstance(reply, dict) or not all(_is_text(reply.get(key, "")) for key in ("not_callable", "too_large")):
        raise ChannelError("no reply")
    if "error" in reply:
        error = reply["error"]
        texts = ("type", "message", "place", "code")
        if not isinstance(error, dict) or not all(_is_text(error.get(key, "")) for key in texts):
            raise ChannelError("no description of an error")
        if type(error.get("line", 0)) is not int or not {"type", "message"} <= error.keys():
            raise ChannelError("no description of an error")
    return reply


def _is_text(value):
    return isinstance(value, str) and len(value) <= LONGEST_TEXT


def _answer(reply, callables):
    """Carry out one call back of a function that the grader handed out."""
    try:
        function = callables[reply["function"]]
        args, kwargs = reply["args"], reply["kwargs"]
        values = [*args, *kwargs.values()]
        if any(isinstance(value, np.ndarray) and value.dtype == object for value in values):
            return {"error": "an array of objects was given to it"}  # two in one could make a third of any size
        if _values_in(values) > MOST_VALUES:
            return {"error": f"more than {MOST_VALUES} values were given to it"}
    except (KeyError, IndexError, TypeError, AttributeError):
        raise ChannelError("no callback") from None
    try:
        return {"value": function(*args, **kwargs), "stays": is_pure(function)}
    except Exception as error:  # the student called it with what it cannot work on
        return {"error": f"{type(error).__name__}: {error}", "value_error": isinstance(error, ValueError)}


def _refuse(*args, **kwargs):
    raise RuntimeError("nobody asks any more")


def _values_in(value):
    kind = type(value)
    if kind is float or kind is int:
        return 1
    if kind is str:
        return len(value)
    if kind is np.ndarray:
        return _values_in(value.ravel().tolist()) if value.dtype == object else value.size
    if kind is list or kind is tuple:
        return sum(map(_values_in, value))
    if kind is dict:
        return sum(map(_values_in, value.keys())) + sum(map(_values_in, value.values()))
    return 1
