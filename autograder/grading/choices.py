"""Grade multiple choice: a task without arguments that returns the chosen option, or a set of options.

One class describes the options. It is the mistake model of the task, and the hidden test is made from it:

    class Larger(Options, task="larger"):            # mistakes/larger.py
        right = "b"                                  # or a set: {"a", "c"}
        wrong = {"a": "A sum of squares is never negative.", "c": "The mean can be negative."}
        hint = "Try it with [-1, 0]."

    test_larger = hidden_test(Larger, points=2)      # in the file with the hidden tests

Each wrong option is a known mistake with its explanation. If several options are right, so is each right option that is
left out (`left_out` can explain it). Feedback does not say which option is right.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import pytest

from autograder.errors import CourseError
from autograder.grading.assertions import checked
from autograder.grading.comparison import differs
from autograder.grading.mistake_model import Decision, Model, Slip

SUBJECT = "choice"
LEFT_OUT = "An option that you left out is right."
LONGEST = 200  # characters of an answer in a message


class Options(Model):
    """The options of a task. `wrong` maps each wrong option to what students read who choose it."""

    right: ClassVar[Any] = None
    wrong: ClassVar[Mapping[Any, str]] = {}
    left_out: ClassVar[Mapping[Any, str]] = {}
    hint: ClassVar[str] = ""

    def __init_subclass__(cls, task: str = "", **keywords: Any) -> None:
        super().__init_subclass__(task=task, **keywords)
        if task:
            cls._refuse_mistakes()
            (_add_several if cls.is_set() else _add_one)(cls)

    @classmethod
    def is_set(cls) -> bool:
        """Whether the answer is a set of options."""
        return isinstance(cls.right, (set, frozenset))

    @classmethod
    def options(cls) -> list[Any]:
        """All options, in an order that does not say which ones are right."""
        return sorted({*(cls.right if cls.is_set() else [cls.right]), *cls.wrong}, key=repr)

    @classmethod
    def _refuse_mistakes(cls) -> None:
        right = cls.right if cls.is_set() else {cls.right}
        if cls.right is None or not cls.wrong:
            raise CourseError(f'{cls.__name__} needs the options: right = "a" and wrong = {{"b": "why it is wrong"}}.')
        for option in sorted(right & cls.wrong.keys(), key=repr):
            raise CourseError(f"{cls.__name__}: the option {option!r} is right and also wrong. Remove it from one.")
        for option in sorted(cls.left_out.keys() - right, key=repr):
            raise CourseError(f"{cls.__name__}: left_out has the option {option!r}, which is not right.")

    @staticmethod
    def legal_call(rng: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return (), {}


def _add_one(model: type[Options]) -> None:
    """One decision, and a slip at it for each wrong option."""
    _decide(model, "choice", model.right)
    for option, explanation in model.wrong.items():
        _slip(model, "choice", option, explanation, option)
    setattr(model, "compute", lambda self: self.choice())  # noqa: B010  (mypy: a method cannot be assigned)


def _add_several(model: type[Options]) -> None:
    """A decision for each option, whether it is chosen, and a slip at each of them."""
    names = {option: f"with_{_identifier(option)}" for option in model.options()}
    for option, name in names.items():
        is_right = option in model.right
        _decide(model, name, is_right)
        explanation = model.left_out.get(option, LEFT_OUT) if is_right else model.wrong[option]
        _slip(model, name, f"without_{option}" if is_right else option, explanation, not is_right)
    compute = lambda self: {option for option, name in names.items() if getattr(self, name)()}  # noqa: E731
    setattr(model, "compute", compute)  # noqa: B010


def _decide(model: type[Options], name: str, value: Any) -> None:
    def method(self: Model) -> Any:
        return value

    method.__name__ = name
    setattr(model, name, Decision(method, "", SUBJECT))


def _slip(model: type[Options], decision: str, option: Any, explanation: str, value: Any) -> None:
    """Add a wrong decision. Its name has the task in it: equal names of two tasks would be one mistake."""
    name = f"{model.task}_{_identifier(option)}"
    text = " ".join(explanation.split())
    slip = Slip(name, decision, text, model.hint, "", SUBJECT, (lambda self: value,))
    if hasattr(model, name):
        raise CourseError(f"{model.__name__}: two options have names that are too similar: {option!r}.")
    setattr(model, name, slip)


def _identifier(option: Any) -> str:
    return re.sub(r"\W+", "_", str(option)).strip("_") or "empty"


def hidden_test(options: type[Options], points: float = 1) -> Callable[[Any], None]:
    """The hidden test of a task with options, for the file with the hidden tests: `test_f = hidden_test(F)`."""
    known = ", ".join(map(repr, options.options()))

    def check(received: Any) -> None:
        if differs(received, options.right):
            shown = repr(received)[:LONGEST]
            chosen = received if options.is_set() and isinstance(received, (set, frozenset)) else [received]
            if all(isinstance(one, (str, int, float)) and one in options.options() for one in chosen):
                raise AssertionError(f"{options.task}() returned {shown}, which is not right")
            raise AssertionError(f"{options.task}() returned {shown}. {_wanted(options)} {known}")

    def test_choice(student: Any) -> None:
        checked(getattr(student, options.task), check)

    test_choice.__doc__ = "the right options" if options.is_set() else "the right option"
    marked: Callable[[Any], None] = pytest.mark.task(options.task, points=points, about=SUBJECT)(test_choice)
    return marked


def _wanted(options: type[Options]) -> str:
    return "It must be a set of some of these options:" if options.is_set() else "It must be one of the options:"
