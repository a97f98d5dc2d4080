'''Describe how a task's function goes wrong: its decision points, and the wrong decisions (slips) at each of them.

A model is a class with the algorithm of the task in the method `compute`, which calls one method for each decision:

    class Largest(Model, task="largest"):
        def compute(self, x, size=2, stride=None, padding=0):
            step = self.step(size, stride)
            ...

        @decision("§4")
        def step(self, size, stride):
            return size if stride is None else stride

        @step.slip("Call {task} with size=3 and stride=1. Where does the second window start?")
        def stride_ignored(self, size, stride):
            """You always move the window by its own size. This is right only if stride is None."""
            return size

        @missing_check("§4", "a size of 0")
        def accepts_a_size_of_zero(self, x, size=2, stride=None, padding=0):
            return size == 0

The name of a slip is the name of its method, its docstring is the explanation that students read. A model without
slips computes what the reference computes for legal arguments. With a slip, another method makes the decision; slips
at different decisions combine. A `missing_check` says which illegal calls a function accepts that leaves a check out.
Models inherit from each other: a slip in a base class has one name in all tasks. A subclass leaves one out with
`stride_ignored = None`, and adds one to a decision of its base class with `@Base.step.slip(...)`.

Tools that check the hidden tests use two more methods: `legal_call(rng)`, a static method, draws the arguments of a
legal call, as a tuple and a dict; a `@special_case` says of a call's arguments whether real code may treat them apart.
'''

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

import numpy as np

Method = Callable[..., Any]
EVERYTHING = "everything"  # the subject of a slip that makes nearly every result wrong


@dataclass(frozen=True)
class Misconception:
    """What students read about a mistake. `section` is where the notes treat the subject, `hint` the next step."""

    name: str
    explanation: str
    hint: str
    section: str


@dataclass(frozen=True)
class Slip:
    """A wrong decision. `subject` is what it is about; tests about other subjects should not notice it.

    `methods` are the ways in which real code goes on after the wrong decision, the most frequent one first.
    """

    name: str
    decision: str
    explanation: str
    hint: str
    section: str
    subject: str
    methods: tuple[Method, ...]

    @property
    def misconception(self) -> Misconception:
        """What students read about it."""
        return Misconception(self.name, self.explanation, self.hint, self.section)

    def also(self, method: Method) -> "Slip":
        """Add another outcome of the same wrong decision: `@name.also`, with a method of the same name."""
        return replace(self, methods=(*self.methods, method))


@dataclass(frozen=True)
class MissingCheck:
    """A check that a function leaves out. `applies` tells for a call's arguments whether it is about them.

    `phrase` completes the sentence "You do not raise ValueError for ...".
    """

    name: str
    phrase: str
    explanation: str
    hint: str
    section: str
    applies: Method

    @property
    def misconception(self) -> Misconception:
        """What students read about it."""
        return Misconception(self.name, self.explanation, self.hint, self.section)


class Decision:
    """A method of a model that makes one decision. Slips replace it."""

    def __init__(self, method: Method, section: str, subject: str):
        self.method = method
        self.name = method.__name__
        self.section = section
        self.subject = subject or self.name
        self.__doc__ = method.__doc__

    def __get__(self, model: "Model | None", owner: type) -> Any:
        if model is None:
            return self
        return functools.partial(model.chosen.get(self.name, self.method), model)

    def slip(self, hint: str, section: str = "", about: str = "") -> Callable[[Method], Slip]:
        """A wrong decision. Without `section` and `about`, the section and the subject are those of the decision."""
        if not isinstance(hint, str):
            raise TypeError(f'write a hint for the student: @{self.name}.slip("...")')
        _refuse_subjects(about)

        def mark(method: Method) -> Slip:
            text = _text(method)
            return Slip(
                method.__name__, self.name, text, hint, section or self.section, about or self.subject, (method,)
            )

        return mark


def decision(section: str = "", about: str = "") -> Callable[[Method], Decision]:
    """Mark a method as a decision. `section` of the notes and subject (`about`, else its name) hold for its slips.

    Without a section, that of the model is meant.
    """
    if not isinstance(section, str):
        raise TypeError('write @decision() or @decision("§1")')
    _refuse_subjects(about)
    return lambda method: Decision(method, section, about)


def _refuse_subjects(about: str) -> None:
    if not isinstance(about, str):
        raise TypeError(f"a slip has one subject, not about={about!r}; only a hidden test can be about several")


def missing_check(section: str, phrase: str, hint: str = "") -> Callable[[Method], MissingCheck]:
    """Mark a method as a check that students leave out. It returns whether the check is about a call.

    Without a docstring, the explanation is "You do not raise ValueError for <phrase>."
    """

    def mark(method: Method) -> MissingCheck:
        explanation = _text(method) or f"You do not raise ValueError for {phrase}."
        asked = hint or f"Call your function with {phrase}. What does it return?"
        return MissingCheck(method.__name__, phrase, explanation, asked, section, method)

    return mark


@dataclass(frozen=True)
class SpecialCase:
    """A property of calls that real code may treat apart: `applies` tells for a call's arguments whether it has it."""

    name: str
    applies: Method


def special_case(method: Method) -> SpecialCase:
    """Mark a method as a special case. It gets those arguments of a call that it names."""
    return SpecialCase(method.__name__, method)


def _text(method: Method) -> str:
    return " ".join((method.__doc__ or "").split())


@dataclass(frozen=True, eq=False)
class Choice:
    """A slip with one of its outcomes: one method that takes the place of a decision. Each is equal only to itself."""

    slip: Slip
    method: Method


Choices = tuple[Choice, ...]
Known = TypeVar("Known", Slip, MissingCheck, SpecialCase)
Found = TypeVar("Found")


class Model:
    """The base class of models. `compute` takes the arguments of the task, and returns its result.

    An instance computes with some slips. `memory` is a dict for slips that remember something from call to call.
    """

    task = ""
    section = ""  # of the notes, for slips without another one

    def __init_subclass__(cls, task: str = "", **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        cls.task = task

    def __init__(self, choices: Choices = ()):
        self.chosen: Mapping[str, Method] = {choice.slip.decision: choice.method for choice in choices}
        self.memory: dict[Any, Any] = {}

    def compute(self, *args: Any, **kwargs: Any) -> Any:
        """What a function with these slips returns for legal arguments. Any exception means that it fails.

        A masked array says where the result is undefined: real code fails there, or has any value.
        """
        raise NotImplementedError

    @staticmethod
    def legal_call(rng: np.random.Generator) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The arguments of a random legal call: all properties that a slip can depend on vary."""
        raise NotImplementedError

    def usual(self, name: str, *args: Any) -> Any:
        """What the decision `name` is without a slip at it. Slips call this."""
        return getattr(type(self), name).method(self, *args)


def _cached(function: Callable[[type[Model]], Found]) -> Callable[[type[Model]], Found]:
    """Look through each model once. (For mypy, a class is not hashable.)"""
    return cast(Callable[[type[Model]], Found], functools.cache(cast(Callable[..., Found], function)))


@_cached
def slips_of(model: type[Model]) -> tuple[Slip, ...]:
    """The slips of a model in the order of the file, those of base classes first."""
    return tuple(_named(model, Slip))


@_cached
def missing_checks_of(model: type[Model]) -> tuple[MissingCheck, ...]:
    """The checks that students leave out, in the order of the file."""
    return tuple(_named(model, MissingCheck))


@_cached
def special_cases_of(model: type[Model]) -> tuple[SpecialCase, ...]:
    """The special cases of a model."""
    return tuple(_named(model, SpecialCase))


@_cached
def choices_of(model: type[Model]) -> tuple[Choice, ...]:
    """Every slip of a model with each of its outcomes."""
    return tuple(Choice(slip, method) for slip in slips_of(model) for method in slip.methods)


def _named(model: type[Model], kind: type[Known]) -> Iterator[Known]:
    """The attributes of this kind, with the task's name in their texts, and a section."""
    names = dict.fromkeys(name for base in reversed(model.__mro__) for name in vars(base))
    for name in names:
        value = getattr(model, name)
        if isinstance(value, kind):
            texts = [key for key in ("explanation", "hint", "phrase") if hasattr(value, key)]
            changes = {key: getattr(value, key).replace("{task}", model.task) for key in texts}
            if not getattr(value, "section", True):  # special cases have none
                changes["section"] = model.section
            yield replace(value, **changes)
