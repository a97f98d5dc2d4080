"""Make an exercise's source notebook from its script: solutions, nbgrader's metadata, and the toolkit's cell."""

from pathlib import Path
from typing import Any

from autograder.authoring.notebook_json import JsonCell, file_text, new_cell, new_notebook
from autograder.authoring.percent_script import TOOLKIT_IMPORT, Script, ScriptCell, read_script
from autograder.authoring.texts import fill_in, notebook_values
from autograder.authoring.toolkit_cell import toolkit_code
from autograder.course.compressed import compressed_cell
from autograder.course.config import ANSWER, OWN_TESTS, Course, Exercise
from autograder.errors import display_path
from autograder.submissions.notebook import KERNELSPEC, TOOLKIT

STUB = "stub"  # in a cell's metadata: what takes the place of its solution
TESTS_STUB = "# YOUR TESTS HERE"


def source_bytes(exercise: Exercise) -> bytes:
    """The source notebook as a file, the same bytes each time."""
    script, place = read_script(exercise), display_path(exercise.source)
    cells: list[JsonCell] = []
    given = 0
    for one in script.cells:
        source = TOOLKIT_IMPORT.sub("", one.source).lstrip("\n")
        if source != one.source and not any(cell["id"] == TOOLKIT for cell in cells):
            cells.append(_toolkit_cell(exercise, script))
        if one.kind == "markdown":
            source = fill_in(source, notebook_values(exercise), place)
        given += one.role == "given"
        metadata = _metadata(one, exercise, given)
        cell_id = metadata["nbgrader"]["grade_id"] if one.role else f"{one.kind}_{len(cells) + 1}"
        cells.append(new_cell(one.kind, source, cell_id, **metadata))
        cells += [_check_of_tests(one.task, exercise)] if one.role == "tests" and one.task else []
    notebook = new_notebook(cells, kernelspec=dict(KERNELSPEC), language_info={"name": "python"})
    return file_text(notebook).encode()


def _toolkit_cell(exercise: Exercise, script: Script) -> JsonCell:
    """The toolkit and the exercise's hints, collapsed."""
    source = compressed_cell(toolkit_code(exercise, script.draws, script.hints), exercise.name)
    return new_cell(
        "code",
        source,
        TOOLKIT,
        jupyter={"source_hidden": True},  # JupyterLab collapses it
        cellView="form",  # so does Colab
        tags=[TOOLKIT],  # and the formgrader leaves it out
        nbgrader=_nbgrader(TOOLKIT, locked=True),
    )


def _metadata(cell: ScriptCell, exercise: Exercise, number: int) -> dict[str, Any]:
    """nbgrader's metadata in place of our role."""
    if cell.role == "given":
        return {"nbgrader": _nbgrader(f"given_{number}", locked=True)}
    if cell.role == "answer":
        return {"nbgrader": _nbgrader(ANSWER.format(cell.task), solution=True)}
    if cell.role == "tests":
        return {"nbgrader": _nbgrader(ANSWER.format(OWN_TESTS.format(cell.task)), solution=True), STUB: TESTS_STUB}
    if cell.role == "check":
        return {"nbgrader": _graded(str(cell.task), exercise)}
    if cell.role == "written":  # nbgrader calls this a manually graded answer
        return {"nbgrader": _graded(str(cell.task), exercise, locked=False, solution=True)}
    return {}


def _check_of_tests(function: str, exercise: Exercise) -> JsonCell:
    """The graded cell of tests that students write: it runs them on the student's own function."""
    name = OWN_TESTS.format(function)
    return new_cell("code", f'run_tests("{function}")', name, nbgrader=_graded(name, exercise))


def _graded(name: str, exercise: Exercise, **flags: Any) -> dict[str, Any]:
    points = exercise.all_points[name]
    value = int(points) if points == int(points) else points
    return _nbgrader(name, **{"grade": True, "locked": True, "points": value} | flags)


def _nbgrader(grade_id: str, **flags: Any) -> dict[str, Any]:
    plain = {"grade": False, "locked": False, "schema_version": 3, "solution": False, "task": False}
    return plain | flags | {"grade_id": grade_id}


def write_sources(course: Course, folder: Path) -> None:
    """Write each exercise's source notebook to `folder/<exercise>/<exercise>.ipynb`."""
    for exercise in course.exercises:
        path = folder / exercise.name / f"{exercise.name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source_bytes(exercise))
