"""The cells that a notebook gives cost each student's process little."""

import contextlib
from dataclasses import replace

from autograder.grading.program import to_program
from autograder.grading.released_cells import released
from autograder.sandbox import Cell, Student
from tests.exercises.judging import COURSE, every_exercise

OWN = Cell("cell 99", "def loaded():\n    import sys\n\n    return sorted(sys.modules)")


def loaded(program, exercise):
    """The modules that a process has after it has run all cells of a program."""
    with contextlib.closing(Student(program, exercise.limits, COURSE.tiers)) as student:
        student.run_cells()
        return {*student.loaded()}


@every_exercise
def test_given_cells_import_only_what_each_process_has_already(exercise):
    """What the process that others are copied from has not imported, each of them imports again."""
    program = to_program(released(exercise), exercise)
    before = loaded(replace(program, given=(), cells=(OWN,), probes=()), exercise)
    assert loaded(replace(program, cells=(*program.cells, OWN)), exercise) <= before
