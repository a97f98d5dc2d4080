"""The leaks: what students must not receive, searched for by its content, without any marker."""

import inspect
import json
import re
from collections.abc import Iterator

import nbformat

from autograder.authoring import handout
from autograder.authoring.percent_script import read
from autograder.course import reference
from autograder.course.config import ROOT, Course, Exercise

HIDDEN = sorted(
    path for folder in ("graders", "misconceptions") for path in (ROOT / "autograder").glob(f"{folder}/*.py")
)
TOOLKIT = sorted((ROOT / "autograder" / "toolkit").rglob("*.py"))  # this is in every notebook
REGION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
GIVEAWAYS = re.compile(r"(begin|end)\s+(solution|hidden|mark)|autograder[./]|solutions/", re.IGNORECASE)
SHORTEST_TELLING_LINE = 16  # shorter lines ("return x") stand anywhere


def no_leaks(course: Course) -> list[str]:
    """No line of a solution (also in prose or hints), a hidden test or a known mistake is in what students receive."""
    secrets = _secrets(course)
    telling = {line for line, source in secrets.items() if source.startswith("solution")}  # also within a sentence
    problems = []
    for path in sorted(path for path in handout.ASSIGNMENTS.rglob("*.*") if path.is_file()):
        if ".ipynb_checkpoints" in path.parts:
            continue
        lines = _released_lines(path)
        everything = set(map(str.strip, lines)) | {secret for secret in telling if secret in "\n".join(lines)}
        problems += [
            f"{shown(path)} has a line of the {secrets[line]}: {line}" for line in sorted(everything & secrets.keys())
        ]
        for line in lines:
            if GIVEAWAYS.search(line):
                problems.append(f"{shown(path)} has a line for instructors only: {line.strip()}")
    return problems


def _secrets(course):
    """Line → where it comes from."""
    scripts = {exercise.name: exercise.source.read_text(encoding="utf-8") for exercise in course.exercises}
    public = {line for script in scripts.values() for line in _telling_lines(REGION.sub("", script))}
    secrets = {}
    for name, script in scripts.items():
        for region in REGION.findall(script):
            secrets |= {line: f"solution of {name}" for line in _telling_lines(region) if line not in public}
    public |= {line for path in TOOLKIT for line in _telling_lines(path.read_text(encoding="utf-8"))}
    for path in HIDDEN:
        lines = _telling_lines(path.read_text(encoding="utf-8"))
        secrets = {line: f"hidden file {shown(path)}" for line in lines if line not in public} | secrets
    return secrets


def _telling_lines(text):
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if len(line) >= SHORTEST_TELLING_LINE and not line.startswith(("import ", "from "))]


def _released_lines(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text.splitlines()
    cells = nbformat.reads(text, as_version=4).cells
    return [line for cell in cells for line in [*cell.source.splitlines(), json.dumps(cell.metadata)]]


def no_hint_is_code(course: Course) -> list[str]:
    """No line of a solution stands in the hints, as they are when they are shown."""
    secrets = [line for line, source in _secrets(course).items() if source.startswith("solution")]
    return [
        f"{shown(exercise.source)}: a hint for {task} has a line of the solution: {line}"
        for exercise in course.exercises
        for task, hints in read(exercise).hints.items()
        for line in secrets
        if any(line in hint for hint in hints)
    ]


def no_constant_is_given_away(course: Course) -> list[str]:
    """What a function without arguments has to return stands nowhere in its notebook, its checks and hints included."""
    problems = []
    for exercise in course.exercises:
        text = "\n".join(_released_lines(exercise.release))
        problems += [
            f"{shown(exercise.release)} says {constant}, which is what {task} has to return"
            for task, constant in _constants(exercise)
            if re.search(rf"(?<![\w-])(?<!\d\.){re.escape(constant)}(?!\w|\.\d)", text)
        ]
    return problems


def _constants(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Task and text of each value that a function without arguments returns; a single digit tells nothing."""
    for task in exercise.tasks:
        function = getattr(reference.load(exercise.name), task.name)
        if not inspect.signature(function).parameters:
            for value in _leaves(function()):
                if len(str(value)) > 1:
                    yield task.name, str(value)


def _leaves(value):
    """The numbers and texts in a result, keys of dicts left out: the description names them."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in _leaves(item)]
    return [value]
