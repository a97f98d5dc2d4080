"""Execute the notebook of an exercise as students receive it, and with its solution, and show both in the browser."""

import os
import sys
import webbrowser
from dataclasses import replace
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor

from autograder.authoring.release import release_in_memory
from autograder.authoring.source_notebook import source_bytes
from autograder.course.config import Course, Exercise
from autograder.course.paths import write_atomic
from autograder.errors import CourseError, display_path

CELL_SECONDS = 60


def pages_of(course: Course, exercise: Exercise, folder: Path) -> dict[Path, list[str]]:
    """Write the stub and the solution, executed, as HTML into a folder. Returns path → the problems of its cells.

    Both are made from the script as it is now. In a stub, a cell may well raise NotImplementedError.
    """
    made = release_in_memory(replace(course, exercises=(exercise,)))
    notebooks = {"stub": made[Path(exercise.name, f"{exercise.name}.ipynb")], "solution": source_bytes(exercise)}
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    for name, data in notebooks.items():
        path = folder / f"{exercise.name}-{name}.html"
        notebook = executed(data, folder)
        html, _ = HTMLExporter().from_notebook_node(notebook, {"metadata": {"name": f"{exercise.title} ({name})"}})
        write_atomic(path, html)
        found[path] = _problems(notebook, "NotImplementedError" if name == "stub" else "")
    return found


def executed(data: bytes, folder: Path) -> nbformat.NotebookNode:
    """A notebook after all its cells have run in a kernel in this folder. Raises CourseError without a kernel."""
    notebook = nbformat.reads(data.decode(), as_version=4)
    quiet = ["--log-level=ERROR"]  # a warning about the encryption between us and the kernel
    runner = ExecutePreprocessor(timeout=CELL_SECONDS, kernel_name="python3", allow_errors=True, extra_arguments=quiet)
    try:
        runner.preprocess(notebook, {"metadata": {"path": str(folder)}})
    except Exception as error:
        text = " ".join(str(error).split())
        raise CourseError(
            f"The notebook cannot be executed: {type(error).__name__}: {text[:300]}. A kernel is in the package "
            "ipykernel, and a cell may take at most a minute."
        ) from error
    return notebook


def _problems(notebook: nbformat.NotebookNode, allowed: str) -> list[str]:
    """The exceptions of cells, without those that are allowed."""
    return [
        f"cell {number}: {output.ename}: {output.evalue}"
        for number, cell in enumerate(notebook.cells, start=1)
        for output in cell.get("outputs", ())
        if output.output_type == "error" and output.ename != allowed
    ]


def open_in_browser(paths: list[Path]) -> str:
    """Open the pages. Returns what to say if that is not possible."""
    shown = " and ".join(map(display_path, paths))
    has_screen = sys.platform != "linux" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")))
    try:
        opened = has_screen and all(webbrowser.open(path.resolve().as_uri()) for path in paths)
    except webbrowser.Error:
        opened = False
    return "" if opened else f"There is no browser here. Copy {shown} to a computer that has one, and open them there."
