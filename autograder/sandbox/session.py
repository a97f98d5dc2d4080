"""Run one student process from the grader's side: start it, send it steps with deadlines, and end it."""

import contextlib
import functools
import secrets
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from autograder.sandbox.channel import ChannelTimeout
from autograder.sandbox.encoding import TooLarge
from autograder.sandbox.frames import ChannelError
from autograder.sandbox.given import GivenFunctions, answer_call
from autograder.sandbox.limits import CONFINED, Limits
from autograder.sandbox.pickled import pickled
from autograder.sandbox.program import Program
from autograder.sandbox.replies import callback, is_reply_to, unasked_calls, validated_reply
from autograder.sandbox.steps import Request, Steps
from autograder.sandbox.tiers import SandboxLost, start_process
from autograder.sandbox.work_limits import DeadlineExceeded, until

NO_ANSWER = "its process sent something that is not an answer"
Reply = dict[str, Any]
Result = TypeVar("Result")
# Bytes of requests that are not answered yet. The socket holds more than these, so sending one ahead does not wait.
MOST_AHEAD, AHEAD_SECONDS = 2**16, 1.0
EMPTY = Steps([{"op": "cell", "name": "check", "source": "", "part": "all"}])


class ProcessEnded(Exception):
    """The process is gone, or sends something that is not an answer. The text says how it ended."""


class CallTimeout(Exception):
    """The process did not answer in time. It has been ended."""


class Sandbox:
    """One process that runs the code of one notebook. Close it, or use it in a `with` statement.

    The process carries out steps: it runs a cell or calls a function (`child.Server`). `program` says what the process
    has to be prepared for; its cells are sent as steps.
    """

    def __init__(self, limits: Limits, program: Program, tiers: tuple[int, ...] = CONFINED):
        self.limits = limits
        self._replacements: list[Callable[..., Any]] = []
        self.job = start_process(tiers, limits, program)
        self.channel = self.job.channel
        self._request = Request(EMPTY, 0, "", GivenFunctions(), 0)  # whose replies are read
        self._places: Iterator[int] = iter(())
        self._ahead: deque[Request] = deque()  # that were sent, too, and come after it
        self._is_broken = False  # one of these was not sent completely
        self._has_called_back = False  # since the last `drain` began

    def run_steps(
        self, steps: Steps, seconds: Callable[[], float], is_checked: bool = False, upcoming: Sequence[Steps] = ()
    ) -> Iterator[Reply]:
        """The reply to each step, in order. `seconds()` is called for each of them: how long it may still take.

        As many steps as a message holds are sent together. A step that is too large alone gets {"refused": reason}. If
        `is_checked`, the first reply is that to an empty step: any process that works answers it.
        `upcoming` are run next, in this order. If they are short, they are sent now: the process need not wait for us.
        Raises CallTimeout or ProcessEnded if a step gets no reply.
        """
        done, checks = 0, int(is_checked)
        while done < len(steps) or checks:
            sent, refused = self._within(seconds(), functools.partial(self._sent, steps.part(done), checks))
            if upcoming and done + sent == len(steps):
                self._send_ahead(upcoming)
            for _ in range(checks + sent if sent else 0):
                yield self._within(seconds(), self._next_reply)
            if not sent:
                yield {"refused": refused}
            done, checks = done + (sent or 1), 0

    def has_sent_others(self, steps: Steps) -> bool:
        """Whether other steps than these were sent ahead, or perhaps only a part of them."""
        return self._is_broken or (bool(self._ahead) and self._ahead[0].steps is not steps)

    def replace(self, functions: dict[str, Callable[..., Any]], seconds: Callable[[], float]) -> None:
        """Have these functions answer the calls of the notebook's functions with the same names from now on."""
        self._replacements = list(functions.values())
        indices = {name: index for index, name in enumerate(functions)}
        list(self.run_steps(Steps([{"op": "replace", "functions": indices}]), seconds))

    def check(self, seconds: float) -> None:
        """Raise CallTimeout or ProcessEnded if the process does not answer an empty step within so many seconds."""
        list(self.run_steps(EMPTY, lambda: seconds))

    def _sent(self, steps: Steps, checks: int, deadline: float) -> tuple[int, str]:
        """How many of these steps were sent, after so many empty ones, and why none was."""
        try:
            return self._send(steps, checks, deadline), ""
        except TooLarge as error:
            return 0, str(error)

    def _send(self, steps: Steps, checks: int, deadline: float) -> int:
        """Send as many of these steps as a message holds, and return their number. Raises TooLarge if it is 0.

        If requests were sent ahead, these steps must be the first of them: no reply may count for other steps.
        """
        if self.has_sent_others(steps) or (self._ahead and checks):
            raise ChannelError("other steps were sent before these")
        if self._ahead:
            self._begin(self._ahead.popleft())
            return len(steps)
        try:
            request = self._sent_request(steps, checks, deadline)
        except TooLarge:
            if len(steps) == 1:
                raise
            return self._send(steps.part(0, len(steps) // 2), checks, deadline)
        self._begin(request)
        return len(steps)

    def _sent_request(self, steps: Steps, checks: int, deadline: float, most: int | None = None) -> Request:
        """Send a request, and return it. Raises TooLarge if it does not fit into a message, or has more than `most`
        bytes."""
        with until(deadline):
            encoded = steps.encoded(self.channel.limit)
        if most is not None and len(encoded.data) > most:
            raise TooLarge("it is sent later")
        name = secrets.token_hex(8)
        header = pickled((name, checks, len(self._replacements)), self.channel.limit).data
        self.channel.send(header, encoded.data, deadline)
        given = GivenFunctions([*self._replacements, *encoded.functions])
        return Request(steps, checks, name, given, len(encoded.data))

    def _send_ahead(self, upcoming: Sequence[Steps]) -> None:
        """Send the next requests of these that are not sent yet, as far as they are short.

        If the process has ended, it may have sent replies before: these are read first.
        """
        try:
            for steps in upcoming[len(self._ahead) :]:
                left = MOST_AHEAD - sum(request.size for request in (self._request, *self._ahead))
                self._ahead.append(self._sent_request(steps, 0, time.monotonic() + AHEAD_SECONDS, left))
        except (TooLarge, DeadlineExceeded):  # nothing of it was sent
            pass
        except ChannelError:
            self._is_broken = True

    def _begin(self, request: Request) -> None:
        """Read the replies to this request from now on."""
        self._request, self._places = request, iter(range(request.checks + len(request.steps)))

    def drain(self, seconds: float, note: Callable[[Reply], None]) -> bool:
        """Wait for the replies that are still to come. False if the process had to be ended.

        `note` gets each of them, up to the first call back: it is refused, so the replies after it show nothing.
        """
        deadline = time.monotonic() + seconds
        self._request.given.refuse_calls()
        self._has_called_back = False
        try:
            for place in self._places:
                reply = self._reply_to(place, deadline)
                if not self._has_called_back:
                    note(reply)
        except (ChannelError, DeadlineExceeded, ProcessEnded):
            self.close()
            return False
        return True

    def _within(self, seconds: float, work: Callable[[float], Result]) -> Result:
        """What `work` returns, which gets its deadline. Its errors become CallTimeout and ProcessEnded."""
        try:
            return work(time.monotonic() + seconds)
        except (ChannelTimeout, DeadlineExceeded):
            self.close()
            raise CallTimeout(f"no answer arrived within {seconds:.2g} s") from None
        except ChannelError:
            raise ProcessEnded(self._how_it_ended()) from None

    def _next_reply(self, deadline: float) -> Reply:
        return self._reply_to(next(self._places), deadline)

    def _reply_to(self, place: int, deadline: float) -> Reply:
        """The reply to the step in this place. Calls back that come before it are answered."""
        message: Any = self._received(deadline)
        if not is_reply_to(message, self._request.name, place):
            with until(deadline):
                message = self._answer_callbacks(message, place, deadline)
        if message is None:
            self.close()
            raise ProcessEnded(f"it called the functions that it was given more than {self.limits.callbacks} times")
        return validated_reply(message)

    def _answer_callbacks(self, message: Reply, place: int, deadline: float) -> Reply | None:
        """Answer calls back, the first of which is this message. Returns the reply; None if they are too many.

        Calls whose results came with earlier answers count, too: how many do depends on other students.
        """
        for asked in range(self.limits.callbacks):
            index, args, kwargs = callback(message)
            if asked + unasked_calls(message) >= self.limits.callbacks:
                return None
            answer = answer_call(self._function_at(index), args, kwargs, self._request.given)
            self.channel.send(self._encoded(answer), deadline=deadline)
            message = self._received(deadline)
            if is_reply_to(message, self._request.name, place):
                return message
        return None

    def _encoded(self, answer: dict[str, Any]) -> bytes:
        """The bytes of an answer to a call back: without further results if they make it too large."""
        try:
            return pickled(answer, self.channel.limit, with_functions=False).data
        except TooLarge as error:
            if answer.pop("further", None) is not None:
                return self._encoded(answer)
            problem = {"error": f"its result is too large: {error}", "value_error": False}
            return pickled(problem, self.channel.limit).data

    def _received(self, deadline: float) -> Reply:
        message = self.channel.receive(deadline, self._request.given.at)
        if not isinstance(message, dict):
            raise ChannelError("no reply")
        return message

    def _function_at(self, index: int) -> Callable[..., Any]:
        self._has_called_back = True
        try:
            return self._request.given.to_call(index)
        except IndexError:
            raise ChannelError("no function has this index") from None

    def _how_it_ended(self) -> str:
        """End the process, and say how it had ended before. Raises SandboxLost if its zygote is gone."""
        ended = self.job.ended()
        self.close()
        final = ended if ended is not None else self.job.ended(0)
        if final == {}:
            raise SandboxLost(f"the process that student code ran in was lost ({self.job.stderr_tail()})")
        if final and final["why"] is not None:  # also if the zygote was busy with its many files, and reports that late
            return f"it was stopped, because it {final['why']}"
        if ended is None:
            return NO_ANSWER
        if ended["code"] < 0:
            with contextlib.suppress(ValueError):
                return f"its process was ended by {signal.Signals(-ended['code']).name}"
        return f"it ended its process (exit code {ended['code']})"

    def close(self) -> None:
        """End the process and remove its folder. This may be called any number of times."""
        self.job.close()

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()
