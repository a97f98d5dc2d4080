"""Write a new exercise: a notebook with its solution, hidden tests, mistakes, answers, a picture and a demo student.

All of it runs with the placeholder of the solution (`placeholder.py`). What the author must write is marked with TODO.
"""

import ast
import contextlib
import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2

from autograder.authoring.demo_class import CLASS_FILE, FOLDER, demo_submissions
from autograder.authoring.scaffold.course_order import with_exercise
from autograder.authoring.scaffold.placeholder import HELPERS
from autograder.authoring.scaffold.signature import Signature
from autograder.authoring.scaffold.write import written
from autograder.course.config import COURSE_FILE, EXERCISE_FILE, Course
from autograder.course.schema import CourseFile, ExerciseFile
from autograder.course.toml_file import TomlFile, read_toml
from autograder.course.validation import validated
from autograder.errors import CourseError, UsageError, display_path

TEMPLATES = Path(__file__).with_name("templates")
TODO = "TODO"  # `autograder check` lists the lines that contain it
STUDENT = "ada"  # of the demo class, if the course has none


@dataclass(frozen=True)
class Draft:
    """A new exercise. `finished` has the sentences that the templates ask for, by their keys; None leaves them open."""

    name: str
    tasks: tuple[Signature, ...]
    title: str
    notes: str = ""
    student: str = STUDENT
    finished: Mapping[str, str] | None = None

    def todo(self, key: str, advice: str) -> str:
        """The sentence for the key, or what to write in its place."""
        return f"{TODO}: {advice}" if self.finished is None else self.finished[key]

    def comment(self, key: str, advice: str) -> str:
        """A comment that asks the author to change a line."""
        return f"  # {TODO}: {advice}" if self.finished is None else ""


@contextlib.contextmanager
def new_exercise(course: Course, draft: Draft) -> Iterator[list[Path]]:
    """Write a new exercise into a course, and its name into `order`. Yields the new files.

    If the block fails, everything is as before. Raises UsageError if a name is not possible, or exists already.
    """
    if draft.name in (*course.names, *course.dropped):
        raise UsageError(f"{COURSE_FILE} has an exercise {draft.name} already. Choose another name.")
    path = course.root / COURSE_FILE
    order = with_exercise(path.read_bytes().decode("utf-8-sig"), draft.name)
    _validate(CourseFile, path, order)  # before it is used as the name of a folder
    _refuse_existing(course, draft.name)
    folder = course.folder / draft.name
    files = {course.root / "solutions" / draft.name / f"{draft.name}.py": script(draft)}
    files |= {folder / name: text for name, text in content(draft).items()}
    _validate(ExerciseFile, folder / EXERCISE_FILE, files[folder / EXERCISE_FILE])
    for file, text in files.items():
        if file.suffix == ".py":
            _refuse_same_names(text, file.name)
    with written(files, {path: order}):
        yield list(files)


def unchanged_student(course: Course) -> str:
    """A student of the demo class who hands in notebooks as they were received, or else any student."""
    for one in demo_submissions(course):
        if one.score == 0 and not (one.exercise.folder / FOLDER / f"{one.student}.py").exists():
            return one.student
    described = course.shared / CLASS_FILE
    return next(iter(read_toml(described).values), STUDENT) if described.is_file() else STUDENT


def script(draft: Draft) -> str:
    """The notebook with its solution."""
    return _render("solution.py", draft)


def content(draft: Draft) -> dict[str, str]:
    """The files in the exercise's folder, by their paths in it."""
    files = {EXERCISE_FILE: _render("exercise.toml", draft), f"test_{draft.name}.py": _render("test.py", draft)}
    files["mistakes.py"] = _render("mistakes.py", draft)
    for task in draft.tasks:
        files |= {f"{kind}/{task.name}.py": _render(f"{kind}.py", draft, task) for kind in ("right", "wrong")}
    if any(task.names for task in draft.tasks):
        files["pictures.py"] = _render("pictures.py", draft)
    files[f"{FOLDER}/{CLASS_FILE}"] = _render("class.toml", draft)
    return files


def _render(template: str, draft: Draft, task: Signature | None = None) -> str:
    with_arguments = [one for one in draft.tasks if one.names]
    return environment().get_template(f"exercise/{template}.jinja").render(
        draft=draft,
        name=draft.name,
        title=draft.title,
        notes=draft.notes,
        student=draft.student,
        tasks=draft.tasks,
        task=task,
        with_arguments=with_arguments,
        picture=next(iter(with_arguments), None),
        todo=draft.todo,
        comment=draft.comment,
        **HELPERS,
    )  # fmt: skip


def environment() -> jinja2.Environment:
    """The templates. What is filled in stands in << >>, because Python and our notebooks have their own use for { }."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["quoted"] = lambda text: json.dumps(text, ensure_ascii=False)
    return made


def _refuse_existing(course: Course, name: str) -> None:
    for folder in (course.folder / name, course.root / "solutions" / name):
        if folder.exists() or folder.is_symlink():
            raise UsageError(f"{display_path(folder)} exists already. Choose another name, or remove the folder.")


def _validate(kind: type[CourseFile | ExerciseFile], path: Path, text: str) -> None:
    """Raise UsageError if the file, as it is to be written, has a name that is not possible."""
    try:
        validated(kind, TomlFile(path, text, tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"No exercise can be written with these names: {error}. Nothing was written.") from None
    except CourseError as error:
        raise UsageError(f"{error}\nNothing was written.") from None


def _refuse_same_names(text: str, file: str) -> None:
    """Raise UsageError if a module would define a name twice: two tasks, or a task and something that files need."""
    defined: list[str] = []
    for node in ast.parse(text).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            defined.append(node.name)
        elif isinstance(node, ast.Assign):
            defined += [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            defined += [alias.asname or alias.name for alias in node.names]
    twice = [name for name, count in Counter(defined).items() if count > 1]
    if twice:
        raise UsageError(f"{file} would define {twice[0]} twice. Choose another name for a function.")
