"""Turn the replies of a notebook's functions into values and failures, in words for the student."""

import re
from typing import Any

from autograder.sandbox.budget import Budget
from autograder.sandbox.call_batch import Question
from autograder.sandbox.cells import Cells
from autograder.sandbox.encoding import TooLarge
from autograder.sandbox.failures import Absent, Crashed, Failure, NotWritten, Raised, RaisedValueError, error_text
from autograder.sandbox.frames import ChannelError
from autograder.sandbox.limits import Limits
from autograder.sandbox.program import PROBE, Program
from autograder.sandbox.replies import count_values, validated_reply
from autograder.sandbox.session import NO_ANSWER, Reply

UNKNOWN_NAME = re.compile(r"name '(\w+)' is not defined")
ENDED = "the call of {} did not end: {}"


class Answers:
    """Reads the replies of the functions of one notebook."""

    def __init__(self, program: Program, limits: Limits, cells: Cells, budget: Budget):
        self._program, self._limits, self._cells, self._budget = program, limits, cells, budget

    def each(self, name: str, values: list[Any]) -> list[Any]:
        """The value or the failure of each call, from the values of a question with the report "each"."""
        try:
            replies = [validated_reply(reply) for reply in values]
            return [self._raised(name, reply["error"]) if "error" in reply else reply["value"] for reply in replies]
        except (ChannelError, KeyError, TypeError, AttributeError):  # the message is not a list of replies
            raise Crashed(ENDED.format(name, NO_ANSWER)) from None

    def values(self, question: Question, reply: Reply) -> list[Any]:
        """The list of values in a reply. Raises the failure if there is none."""
        name = question.function
        if "refused" in reply:
            raise TooLarge(reply["refused"])  # the grader's own arguments are too large
        if "undefined" in reply:
            raise self._undefined(name)
        if "error" in reply:
            raise self._raised(name, reply["error"])
        if "not_callable" in reply:
            raise Raised(f"{name} is not a function, but a value of type {reply['not_callable']}")
        if "too_large" in reply:
            raise Raised(f"{name} returned too much: {reply['too_large']}")
        values = reply.get("values")
        if not isinstance(values, list) or len(values) != question.value_count:
            raise Crashed(ENDED.format(name, NO_ANSWER))
        if message := self._budget.too_many_values(count_values(values)):
            raise Raised(f"{name} returned too much: {message}")
        return values

    def _undefined(self, name: str) -> Absent:
        """The failure if there is no such function: its cell failed, or it was not written."""
        problem = self._cells.failed_probes.get(PROBE.format(name))
        if problem is not None:
            return Absent(f"{name} could not be defined behind the notebook's code: {problem}")
        why = self._cells.why_missing(name)
        if why is not None:
            return Absent(f"{name} is not defined, because its cell failed: {why}")
        return NotWritten(f"there is no function {name} in the notebook")

    def _nothing_to_probe(self, name: str, wanted: str) -> Absent:
        """The failure if the notebook does not define what a probe of the course calls."""
        why = self._cells.why_missing(wanted)
        if why is not None:
            return Absent(f"{wanted} is not defined, because its cell failed: {why}")
        return NotWritten(f"there is no {wanted} in the notebook: the answer cell of {name} has to define it")

    def _raised(self, name: str, error: dict[str, Any]) -> Failure:
        """The failure for an exception. It tells a stub from a function that calls a stub, and from other errors."""
        stub = error["message"] if error["type"] == "NotImplementedError" else None
        if error["type"].endswith("MemoryError"):
            return Raised(f"{name} needed more than {self._limits.memory_mb} MB of memory: {error_text(error)}")
        if stub == name:
            return NotWritten(f"{name} is not written yet")
        if any(stub in names for names in self._program.names.values()):
            return Raised(f"{name} calls {stub}, which is not written yet")
        text = f"{name} raised {error_text(error, self._program.available)}"
        unknown = UNKNOWN_NAME.match(error["message"]) if error["type"] == "NameError" else None
        if unknown and "line" not in error and self._program.has_probe(name):
            return self._nothing_to_probe(name, unknown[1])
        failed_import = self._cells.failed_import(unknown[1]) if unknown else None
        raised = RaisedValueError if error.get("value_error") is True else Raised
        return raised(f"{text}; {failed_import}" if failed_import else text, str(error["type"]))
