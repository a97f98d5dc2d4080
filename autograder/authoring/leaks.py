"""Search the handout for secrets (solutions, probes, hidden tests, mistakes) by their content, without any markers."""

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from autograder.authoring.handout import is_left_by_tools
from autograder.authoring.percent_script import read_script
from autograder.course.compressed import expanded
from autograder.course.config import Course, Exercise
from autograder.course.content import load_reference
from autograder.course.probes import probes_of
from autograder.errors import display_path
from autograder.grading.choices import Options
from autograder.grading.misconceptions import model_of

TOOLKIT = Path(__file__).resolve().parent.parent / "toolkit"  # this is in every notebook
REGION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
GIVEAWAYS = re.compile(r"(begin|end)\s+(solution|hidden|mark)|autograder[./]|solutions/", re.IGNORECASE)
LONGEST_OF_DATA = 3  # characters of a number, as in 5.0
SHORTEST_LINE = 16  # shorter lines ("return x") are found anywhere
NO_SECRET = ("import ", "from ", "@contextlib.", "@functools.")  # lines that begin so are in any program
PUBLIC = "pictures.py"  # of an exercise's folder
ANSWERS = ("right", "wrong", "class")  # folders with answers such as students write: their lines are not secret


def no_leaks(course: Course) -> list[str]:
    """No line of a solution (also in prose or hints), a hidden test or a known mistake is in what students receive."""
    secrets = _secrets(course)
    solutions = {line for line, source in secrets.items() if source.startswith("solution")}  # also within a sentence
    problems = []
    for path in sorted(course.assignments.rglob("*")):
        if not path.is_file() or is_left_by_tools(path):
            continue
        lines = _released_lines(path)
        text = "\n".join(lines)
        everything = set(map(str.strip, lines)) | {secret for secret in solutions if secret in text}
        problems += [
            f"{display_path(path)} has a line of the {secrets[line]}: {line}"
            for line in sorted(everything & secrets.keys())
        ]
        problems += [
            f"{display_path(path)} has a line for instructors only: {line.strip()}"
            for line in lines
            if GIVEAWAYS.search(line)
        ]
    return problems


def _secrets(course: Course) -> dict[str, str]:
    """Secret line → where it comes from."""
    scripts = {exercise.name: exercise.source.read_text(encoding="utf-8") for exercise in course.exercises}
    probes = {exercise.name: [probe.source for probe in probes_of(exercise)] for exercise in course.exercises}
    shown = {name: _without(probes[name], REGION.sub("", script)) for name, script in scripts.items()}
    public = {line for script in shown.values() for line in _long_lines(script)}
    secrets: dict[str, str] = {}
    for name, script in scripts.items():
        for answer in _model_answers(course.exercise(name)):
            secrets |= dict.fromkeys(_long_lines(answer), f"solution of {name}")
        for probe in probes[name]:
            secrets |= {line: f"probe of {name}" for line in _long_lines(probe) if line not in public}
        for region in REGION.findall(script):
            secrets |= {line: f"solution of {name}" for line in _long_lines(region) if line not in public}
    pictures = [path for one in course.exercises if (path := one.folder / PUBLIC).is_file()]
    for path in (*TOOLKIT.glob("*.py"), *pictures):
        public |= set(_long_lines(path.read_text(encoding="utf-8")))
    for path in hidden_files(course):
        lines = _long_lines(path.read_text(encoding="utf-8"))
        secrets = {line: f"hidden file {display_path(path)}" for line in lines if line not in public} | secrets
    return secrets


def _model_answers(exercise: Exercise) -> Iterator[str]:
    """The model answer of each written task: the solution regions in its cell, or else the whole cell."""
    for cell in read_script(exercise).cells if exercise.written else ():
        if cell.role == "written":
            yield "\n".join(REGION.findall(cell.source)) or cell.source


def _without(parts: list[str], text: str) -> str:
    for part in parts:
        text = text.replace(part, "")
    return text


def hidden_files(course: Course) -> list[Path]:
    """The Python files of the course that students must not see."""
    folders = [*(exercise.folder for exercise in course.exercises), course.shared]
    return [
        path
        for folder in folders
        for path in sorted(folder.rglob("*.py"))
        if path.name != PUBLIC and path.relative_to(folder).parts[0] not in ANSWERS
    ]


def _long_lines(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if len(line) >= SHORTEST_LINE and not line.startswith(NO_SECRET)]


def _released_lines(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text.splitlines()
    try:
        cells = nbformat.reads(text, as_version=4).cells
    except nbformat.reader.NotJSONError:  # another check says so
        return text.splitlines()
    return [line for cell in cells for line in [*expanded(cell.source).splitlines(), json.dumps(cell.metadata)]]


def no_hint_is_code(course: Course) -> list[str]:
    """No line of a solution is in the hints and the advice on symptoms, as students read them."""
    secrets = [line for line, source in _secrets(course).items() if source.startswith("solution")]
    return [
        f"{display_path(exercise.source)}: a hint for {task} has a line of the solution: {line}"
        for exercise in course.exercises
        for task, hints in read_script(exercise).hints.items()
        for line in secrets
        if any(line in hint for hint in hints.texts)
    ]


def no_constant_is_given_away(course: Course) -> list[str]:
    """The values that a function without arguments must return are not in its notebook, its checks or its hints."""
    problems = []
    for exercise in course.exercises:
        text = "\n".join(_released_lines(exercise.release))
        problems += [
            f"{display_path(exercise.release)} contains {constant}, which {task} must return"
            for task, constant in _constants(exercise)
            if re.search(rf"(?<![\w-])(?<!\d\.){re.escape(constant)}(?!\w|\.\d)", text)
        ]
    return problems


def _constants(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Task and text of each value that a function without arguments returns; a single digit reveals nothing.

    Nor do short numbers that a probe returns: it computes with data that the notebook may contain.
    """
    probed = {probe.task for probe in probes_of(exercise)}
    for task in exercise.task_names:
        if issubclass(model_of(exercise, task), Options):
            continue  # its value is one of the options, which are there
        function = getattr(load_reference(exercise), task)
        if not inspect.signature(function).parameters:
            for value in _leaves(function()):
                if len(str(value)) > (LONGEST_OF_DATA if task in probed else 1):
                    yield task, str(value)


def _leaves(value: Any) -> list[Any]:
    """The numbers and texts in a result. Keys of dicts are left out: the description names them."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in _leaves(item)]
    return [value]
