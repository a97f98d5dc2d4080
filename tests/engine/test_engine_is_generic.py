"""The engine knows no course, keeps its layers, and changes nothing when it is imported."""

import ast
import importlib.util
import inspect
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course.content import load_reference
from tests.conftest import REPOSITORY

ENGINE = REPOSITORY / "autograder"
CONTENT = ENGINE / "exercises"
TEXT_FILES = {".py", ".html", ".md", ".toml"}

# Lines of the engine in which the name of a task or an exercise is something else: (file, name) → part of the line.
OTHER_NAMES = {
    ("proving/mutants.py", "detect"): "detect",  # a verb: "The hidden tests must detect each of these mutants"
    ("submissions/formats.py", "translate"): ".translate(",  # Python's method of texts
}
# Texts that are arguments' names in this course, but something else in the engine: (file, text) → what it is there.
OTHER_TEXTS = {
    ("authoring/demo_class.py", "moved"): "what happens to a demo student's notebook",
    ("authoring/student/checking/job_summary.py", "a"): "the mode of an opened file",
    ("authoring/handout.py", "w"): "the mode of an opened file",
    ("authoring/site/build.py", "w"): "the mode of an opened file",
    ("platforms/feedback_zip.py", "w"): "the mode of an opened archive",
    ("proving/mutate.py", "size"): "an attribute of arrays",
    ("proving/slipped.py", "f"): "NumPy's letter for real numbers",
    ("reports/safe_markdown.py", "a"): "an HTML tag",
    ("reports/safe_markdown.py", "b"): "an HTML tag",
    ("running/github_return.py", "a"): "the mode of an opened file",
    ("running/gradescope/archive.py", "w"): "the mode of an opened archive",
    ("sandbox/encoding.py", "f"): "NumPy's letter for real numbers",
}


def engine_files(*suffixes):
    """The engine's files, each with its path in the package."""
    paths = [path for path in sorted(ENGINE.rglob("*")) if path.suffix in suffixes and CONTENT not in path.parents]
    hidden = [path for path in paths if any(part.startswith(".") for part in path.relative_to(ENGINE).parts)]
    return [(path, path.relative_to(ENGINE).as_posix()) for path in paths if path not in hidden]


def names_of(course):
    """The names of the course's exercises and tasks."""
    return {*course.names, *(name for exercise in course.exercises for name in exercise.task_names)}


def arguments_of(course):
    """The names of the arguments of all tasks."""
    references = [(load_reference(exercise), exercise.task_names) for exercise in course.exercises]
    functions = [getattr(reference, name) for reference, names in references for name in names]
    return {name for function in functions for name in inspect.signature(function).parameters}


def test_the_engine_names_no_exercise_and_no_task(real_course):
    """No code, comment or page of the engine contains the name of an exercise or a task as a word."""
    names = re.compile(rf"\b(?:{'|'.join(names_of(real_course))})\b")
    found = [
        (file, number, match[0])
        for path, file in engine_files(*TEXT_FILES)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for match in names.finditer(line)
        if OTHER_NAMES.get((file, match[0]), "\n") not in line
    ]
    assert found == []


def test_the_engine_names_no_argument(real_course):
    """No text in the engine's code is the name of an argument of a task: what they mean, only the exercise knows."""
    arguments = arguments_of(real_course)
    found = {(file, text) for path, file in engine_files(".py") for text in texts_in(path) if text in arguments}
    assert found - OTHER_TEXTS.keys() == set()
    assert {place for place in OTHER_TEXTS.keys() - found if place[1] in arguments} == set()  # no longer needed


def texts_in(path):
    """The string constants in Python code, without the formats in f-strings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    formats = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None
        for part in ast.walk(node.format_spec)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in formats:
            yield node.value


def test_these_searches_find_what_they_look_for(course, tmp_path):
    """The course's names and arguments are found in code that has them."""
    assert names_of(course) == {"sums", "shifts", "window_sums", "window_means", "shift", "agrees", "answer"}
    assert arguments_of(course) == {"x", "size", "by", "f", "g"}
    (tmp_path / "code.py").write_text("size = arguments['size']\ntext = f'{size:g} {size:{by}}'\n")
    assert set(texts_in(tmp_path / "code.py")) == {"size", " "}


@pytest.mark.skipif(importlib.util.find_spec("importlinter") is None, reason="import-linter is not installed")
def test_packages_import_only_from_packages_below_them():
    """The contracts in pyproject.toml hold."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


IMPORT_EVERYTHING = """
import contextlib, importlib, json, os, sys, warnings
others, own = json.loads(sys.argv[1])
for name in others:
    with contextlib.suppress(ImportError):  # the packages of an extra
        importlib.import_module(name)

def state():
    missing = sorted(name for name, module in sys.modules.items() if module is None)
    return {"os.environ": dict(os.environ), "sys.path": sys.path[:], "sys.modules": missing,
            "warnings.filters": [repr(one) for one in warnings.filters]}

before = state()
for name in own:
    importlib.import_module(name)
after = state()
print(json.dumps({name: [before[name], after[name]] for name in before if before[name] != after[name]}))
"""


def engine_modules():
    """The names of the engine's modules that run in this environment: not those that are copied to students."""
    student = "authoring/student/"
    files = [(path, file) for path, file in engine_files(".py") if not file.startswith(student)]
    return [(path, module_name(Path("autograder", file))) for path, file in files]


def module_name(path):
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def other_modules(path):
    """The modules of other packages that a module imports, wherever it does so."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module is not None:
            yield node.module


def test_importing_the_engine_changes_nothing():
    """Importing a module of the engine changes no environment, search path, warning filter or other module."""
    modules = engine_modules()
    others = {name for path, _ in modules for name in other_modules(path) if name.partition(".")[0] != "autograder"}
    assert "numpy" in others
    assert ("autograder.grading.grade" in {name for _, name in modules}) and len(modules) > 50
    names = json.dumps([sorted(others), [name for _, name in modules]])
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_EVERYTHING, names], cwd=REPOSITORY, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {}
