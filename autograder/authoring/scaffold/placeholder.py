"""Write the parts of a new exercise's files that depend on its signatures: the placeholder of the solution, and calls.

The placeholder doubles the first argument, and adds the arguments with a default, so that each argument matters.
"""

import json
from collections.abc import Iterable, Mapping, Sequence

from autograder.authoring.scaffold.signature import Option, Signature

EXAMPLE = [3, 1, 2]  # the array in the notebook
LONGEST = 100  # characters of a list or a sum on one line


def placeholder(task: Signature, squared: bool = False, ignored: str = "") -> str:
    """What the solution returns, or what a mistake makes of it: `squared`, or with an option that is `ignored`."""
    first = task.required[0]
    terms = [f"{first} * {first}" if squared else f"2 * {first}"]
    terms += [one.default_number if one.name == ignored else one.number for one in task.variable]
    return " + ".join(terms)


def call(task: Signature, option: Option | None = None) -> str:
    """A call with the notebook's array, and with another value of one option."""
    arguments = ["example"] * len(task.required) + ([f"{option.name}={option.other}"] if option else [])
    return f"{task.name}({', '.join(arguments)})"


def results(task: Signature, option: Option | None = None) -> str:
    """What this call returns."""
    values = [one.other_value if one is option else one.value for one in task.variable]
    numbers = (2 * number + sum(values) for number in EXAMPLE)
    return json.dumps([int(number) if number.is_integer() else number for number in map(float, numbers)])


def subjects(task: Signature) -> str:
    """What the test of everything is about."""
    names = ["values", *(one.name for one in task.variable)]
    return json.dumps(names[0]) if len(names) == 1 else _filled("(", map(json.dumps, names), ")", 0)


def option_cases(task: Signature) -> str:
    """The options of the test of everything: none, each alone, all together."""
    alone = [{one.name: one.other} for one in task.variable]
    together = [{one.name: one.other for one in task.variable}] if len(alone) > 1 else []
    return _filled("[", (_dict(options, 8) for options in [{}, *alone, *together]), "]", 4)


def drawn_options(task: Signature) -> str:
    """Random options of a legal call."""
    return _dict({one.name: f"[{one.default}, {one.other}][rng.integers(2)]" for one in task.variable}, 8)


def arrays(task: Signature, drawn: str, parentheses: bool = False) -> str:
    """A tuple with a drawn array for each argument without a default."""
    items = ", ".join([drawn] * len(task.required)) + ("," if len(task.required) == 1 else "")
    return f"({items})" if parentheses or len(task.required) == 1 else items


def computed(task: Signature) -> str:
    """What the mistake model computes: the placeholder with a method for each decision."""
    terms = [f"self.doubled({task.required[0]})", *(f"self.used_{one.name}({one.name})" for one in task.variable)]
    line = " + ".join(terms)
    return line if len(line) <= LONGEST else "(\n            " + "\n            + ".join(terms) + "\n        )"


def calls(tasks: Sequence[Signature]) -> str:
    """A dict of the functions that draw the arguments of calls."""
    return _dict({task.name: f"{task.name}_call" for task in tasks}, 0)


def each_of(tasks: Sequence[Signature], points: float) -> str:
    """The mark of a test of all tasks with arguments."""
    return _filled("each_of(", [*(f"{task.name}={points:g}" for task in tasks), 'about="values"'], ")", 0)


def _dict(values: Mapping[str, str], indent: int) -> str:
    return _filled("{", [f'"{name}": {value}' for name, value in values.items()], "}", indent)


def _filled(begin: str, items: Iterable[str], end: str, indent: int) -> str:
    """The items between brackets: on one line or, if they are long, each on its own."""
    parts = list(items)
    line = f"{begin}{', '.join(parts)}{end}"
    if len(line) <= LONGEST:
        return line
    space = " " * indent
    return "".join([f"{begin}\n", *(f"{space}    {part},\n" for part in parts), f"{space}{end}"])


HELPERS = {
    one.__name__: one
    for one in (
        arrays, call, calls, computed, drawn_options, each_of, option_cases, placeholder, results, subjects,
    )
}  # fmt: skip
