"""The sandbox process, seen from the grader: started, asked with a deadline, ended for good."""

import contextlib
import secrets
import signal
import time

import numpy as np

from autograder.course import CONFINED, CourseError, Limits
from autograder.sandbox import ladder
from autograder.sandbox.channel import ChannelError, Deadline
from autograder.sandbox.deadline import Late, until
from autograder.sandbox.encoding import TooLarge
from autograder.sandbox.zygotes import START_SECONDS

NO_ANSWER = "its process sent something that is no answer"
LONGEST_TEXT = 4000  # of what an error is described with; ours are half as long
MOST_VALUES = 100_000  # in a reply, or in what a function of ours is called with; hidden tests lead to a few hundred


class ProcessEnded(Exception):
    """The process is gone or talks nonsense. The text says how it ended."""


class Overdue(Exception):
    """The process did not answer in time; it has been ended."""


class Sandbox:
    """One process that runs one notebook's code. Close it, or use it in a `with` statement.

    `draws` says that the notebook uses Matplotlib, which is then laid ready. Raises CourseError where no process can
    be had: that is not the student's fault.
    """

    def __init__(
        self,
        limits: Limits,
        off_limits: tuple[str, ...] = (),
        draws: bool = False,
        tiers: tuple[int, ...] = CONFINED,
    ):
        self.limits = limits
        self.replacements = []  # ours that stand for functions of the notebook
        self.job = ladder.start(tiers, limits, off_limits, draws)
        self.channel = self.job.channel
        try:
            self.run_cell("start", "", "all", START_SECONDS)
        except (Overdue, ProcessEnded) as end:
            raise CourseError(f"a process for student code did not start: {end}") from None
        except BaseException:
            self.close()
            raise

    def run_cell(self, name: str, source: str, part: str, seconds: float) -> dict:
        """Run one cell, or the part of it that `child.PARTS` describes. The reply has an "error" where it raised."""
        return self._ask({"op": "cell", "name": name, "source": source, "part": part}, seconds)

    def call(self, function: str, calls: list, report: str, seconds: float) -> dict:
        """Call a function for each (args, kwargs) in `calls`.

        The reply has "values": the results after the last call (`report="results"`), the arguments of the one call
        (`report="arguments"`), or for each call a dict with "value" or "error" (`report="each"`). Otherwise
        "error", "too_large", "undefined" or "not_callable".
        """
        return self._ask({"op": "call", "function": function, "calls": calls, "report": report}, seconds)

    def replace(self, functions: dict, seconds: float) -> None:
        """From now on, calls of these functions of the notebook are calls back to the grader's own."""
        self.replacements = list(functions.values())
        self._ask({"op": "replace", "functions": functions}, seconds, [])

    def _ask(self, request, seconds, callables=None):
        deadline = time.monotonic() + seconds
        callables = [*self.replacements] if callables is None else callables
        try:
            return self._answered(request | {"id": secrets.token_hex(8)}, deadline, callables)
        except (Deadline, Late):
            self.close()
            raise Overdue(f"nothing came within {seconds:.2g} s") from None
        except ChannelError:
            raise ProcessEnded(self._how_it_ended()) from None

    def _answered(self, request, deadline, callables):
        """The reply to a request, after answering the calls back that come before it."""
        self.channel.send(request, deadline, callables)
        for _ in range(self.limits.callbacks + 1):
            reply = self.channel.receive(deadline, lambda index: callables[index])
            if not isinstance(reply, dict):
                raise ChannelError("no reply")
            if isinstance(reply.get("id"), str) and reply["id"] == request["id"]:
                large = _values_in(reply) > MOST_VALUES
                return {"too_large": f"more than {MOST_VALUES} values"} if large else checked(reply)
            answer = _answer(reply, callables, deadline)
            try:
                self.channel.send(answer, deadline)
            except TooLarge as error:
                self.channel.send({"error": str(error)}, deadline)
        self.close()
        raise ProcessEnded(f"it called the functions that it was given more than {self.limits.callbacks} times")

    def _how_it_ended(self):
        ended = self.job.ended()
        self.close()
        if ended is None:
            return NO_ANSWER
        if not ended:
            raise ladder.SandboxLost(f"the process that student code ran in was lost ({self.job.complaint()})")
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


def _answer(reply, callables, deadline):
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
        with until(deadline):
            return {"value": function(*args, **kwargs)}
    except Exception as error:  # the student called it with what it cannot work on
        return {"error": f"{type(error).__name__}: {error}", "value_error": isinstance(error, ValueError)}


def _values_in(value):
    if isinstance(value, (list, tuple)):
        return sum(map(_values_in, value))
    if isinstance(value, dict):
        return _values_in([*value.keys(), *value.values()])
    if isinstance(value, np.ndarray):
        return _values_in(value.ravel().tolist()) if value.dtype == object else value.size
    return len(value) if isinstance(value, str) else 1
