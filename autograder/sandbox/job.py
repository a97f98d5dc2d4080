"""Represent one process of a zygote, for the grader."""

from typing import Any, Protocol

from autograder.sandbox.channel import Channel

END_SECONDS = 10  # a zygote that works ends a process at once


class Parent(Protocol):
    """The process that a job was forked from: a `Zygote`."""

    tier: int

    def wait(self, number: int, seconds: float) -> dict[str, Any] | None: ...

    def kill(self, number: int) -> None: ...

    def stop(self) -> None: ...

    def stderr_tail(self) -> str: ...


class Job:
    """One process of a zygote, and the channel to it."""

    def __init__(self, zygote: Parent, number: int, channel: Channel):
        self.tier = zygote.tier
        self.channel = channel
        self._zygote = zygote
        self._number = number
        self._how: dict[str, Any] | None = None

    def ended(self, seconds: float = 1) -> dict[str, Any] | None:
        """How it ended by itself, {"code", "why"}, waiting for at most so many seconds; None if it has not.

        {} if the zygote is gone.
        """
        if self._how is None:
            self._how = self._zygote.wait(self._number, seconds)
        return self._how

    def stderr_tail(self) -> str:
        """The last line that the zygote wrote to stderr."""
        return self._zygote.stderr_tail()

    def close(self) -> None:
        """End the process; its folder is removed. This may be called any number of times."""
        self.channel.close()
        if self._how is None:
            self._zygote.kill(self._number)
            if self.ended(END_SECONDS) is None:
                self._zygote.stop()
